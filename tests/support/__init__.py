"""What the suites share: servers, scale, budgets, proof records. Nothing here tests anything."""

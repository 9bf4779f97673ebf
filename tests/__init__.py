"""All suites; see docs/decisions/0009."""

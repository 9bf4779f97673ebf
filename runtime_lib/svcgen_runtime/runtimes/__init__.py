"""The runtimes: server, worker, scheduler, and all three in one for development."""

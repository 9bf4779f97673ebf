"""The generator beside a floor and beside its peers: `python -m tests.benchmarks.generator`."""

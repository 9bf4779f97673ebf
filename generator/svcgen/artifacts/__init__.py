"""The values that pass between stages.

The package imports nothing by itself: `svcgen check` reads the manifest without
paying for what only a generating run needs.
"""

"""Whole operations on a service: each is one transaction over the pipeline, with one write at its end."""

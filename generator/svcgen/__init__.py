"""The generator: one YAML spec in, a running service out."""

__version__ = "0.1.0"

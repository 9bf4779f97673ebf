"""What the author wrote: one frozen model per part of the spec."""

from svcgen.spec.root import ServiceSpec

__all__ = ["ServiceSpec"]

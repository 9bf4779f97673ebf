"""A spec to what is wrong with its meaning; after this stage nothing may find fault with it.

A rule is a function from the spec and its places, looked at as a `World`, to diagnostics. Rules do
not know each other: what one of them reports, the others pass over.
"""

from __future__ import annotations

import gc

from svcgen.diagnostics import Diagnostic, order_diagnostics
from svcgen.spec import ServiceSpec
from svcgen.validate.rules import RULES
from svcgen.validate.world import Places, World

__all__ = ["validate_spec"]


def validate_spec(spec: ServiceSpec, document: Places) -> tuple[Diagnostic, ...]:
    """Give every fault of meaning, by place; `document` says where the parts of `spec` stand.

    A spec without errors can be linked and rendered. What was left out of `spec` for a fault of
    form, but stands in `document`, is not called unknown.
    """
    world = World(spec, document)
    was_on = gc.isenabled()
    # A large spec is a large heap, and the collector would walk it again and again.
    gc.disable()
    try:
        return order_diagnostics(found for rule in RULES for found in rule(world))
    finally:
        if was_on:
            gc.enable()

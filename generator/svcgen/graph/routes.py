"""Which HTTP routes stand in each other's way, and the order that keeps all of them reachable."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from svcgen.graph.commands import Command, Route
from svcgen.graph.service import Noun


def hides(first: Route, second: Route) -> bool:
    """Would `first`, tried before `second`, answer every request meant for it?"""
    if first.method != second.method:
        return False
    one, other = first.path.split("/"), second.path.split("/")
    if len(one) != len(other) or specificity(first) == specificity(second):
        return False
    return all(a == b or a.startswith("{") for a, b in zip(one, other, strict=True))


def specificity(route: Route) -> tuple[bool, ...]:
    """Give what routes of one file are ordered by: a fixed segment goes before a parameter."""
    return tuple(segment.startswith("{") for segment in route.path.split("/"))


def order_routes(commands: Iterable[Command]) -> list[tuple[Command, Route, int]]:
    """Give the routes of a file in an order in which each is reached, with its number in its command."""
    found = [
        (command, route, number)
        for command in commands
        for number, route in enumerate(command.routes)
    ]
    return sorted(found, key=lambda each: specificity(each[1]))


def order_nouns(nouns: Iterable[Noun]) -> list[Noun]:
    """Give the nouns in an order in which every route is reached; as they are where there is none."""
    listed = [
        noun for noun in nouns if any(command.routes for command in noun.commands)
    ]
    routes = {
        noun.name: [r for c in noun.commands for r in c.routes] for noun in listed
    }
    before: dict[str, set[str]] = {noun.name: set() for noun in listed}
    for noun in listed:
        if not any("{" in route.path for route in routes[noun.name]):
            continue
        for other in listed:
            if other is not noun and any(
                hides(mine, theirs)
                for mine in routes[noun.name]
                for theirs in routes[other.name]
            ):
                before[noun.name].add(other.name)
    if not any(before.values()):
        return listed
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError:
        return listed
    return sorted(listed, key=lambda noun: order.index(noun.name))

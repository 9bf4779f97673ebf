"""Which HTTP routes stand in each other's way, and the order that keeps all of them reachable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def _beginning(route: Route) -> str:
    """Give the first segment of a path that is no parameter itself; "" for one that is."""
    first = route.path.lstrip("/").partition("/")[0]
    return "" if first.startswith("{") else first


def _by_beginning(
    routes: Mapping[str, Iterable[Route]],
) -> dict[str, list[tuple[str, Route]]]:
    """Give nouns and their routes by how paths begin; all of them under ""."""
    found: dict[str, list[tuple[str, Route]]] = {}
    for name, group in routes.items():
        for route in group:
            beginning = _beginning(route)
            if beginning:
                found.setdefault(beginning, []).append((name, route))
            found.setdefault("", []).append((name, route))
    return found


def order_nouns(nouns: Iterable[Noun]) -> list[Noun]:
    """Give the nouns in an order in which every route is reached; as they are where there is none."""
    listed = [
        noun for noun in nouns if any(command.routes for command in noun.commands)
    ]
    routes = {
        noun.name: [r for c in noun.commands for r in c.routes] for noun in listed
    }
    # dictionaries and not sets: their order is the same in every run
    before: dict[str, dict[str, None]] = {noun.name: {} for noun in listed}
    beginnings = _by_beginning(routes)
    for noun in listed:
        for mine in routes[noun.name]:
            if "{" not in mine.path:
                continue
            for other, theirs in beginnings.get(_beginning(mine), ()):
                if other != noun.name and hides(mine, theirs):
                    before[noun.name][other] = None
    if not any(before.values()):
        return listed
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError:
        return listed
    places = {name: place for place, name in enumerate(order)}
    return sorted(listed, key=lambda noun: places[noun.name])

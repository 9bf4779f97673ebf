"""Specs of N entities: 8 fields, 5 operations with an HTTP route and a WebSocket package each."""

from __future__ import annotations

from collections.abc import Sequence

HEAD = """\
svcgen: 1
service:
  name: shop
  description: A shop that is as large as a benchmark wants it.

roles:
  reader: May read.
  editor: May change things.

entities:
"""
OPERATIONS = ("create", "list", "get", "update", "delete")

ENTITY = """\
  {name}:
    description: A thing of the kind {number} that the shop keeps.
    plural: {plural}
    timestamps: true
    fields:
      title: {{type: string, max_length: 200, min_length: 1, unique: true, description: What it is called.}}
      note: {{type: text, null: true}}
      amount: {{type: int, ge: 0}}
      price: {{type: decimal, digits: 10, places: 2, ge: 0}}
      active: {{type: bool, default: true}}
      started: {{type: date, null: true}}
      seen: datetime?
      tags: [string]
    operations:
      create: {{roles: [editor], http: true, package: CREATE_{upper}}}
      list: {{roles: [reader], http: true, package: LIST_{uppers}, filters: [title, title__contains, amount__ge], sort: [title, amount]}}
      get: {{roles: [reader], http: true, package: GET_{upper}}}
      update: {{roles: [editor], http: true, package: UPDATE_{upper}}}
      delete: {{roles: [editor], http: true, package: DELETE_{upper}}}
"""
ADDED_FIELD = "      tags: [string]\n"


def names(count: int) -> Sequence[str]:
    """Name the entities: Thing00001 and so on, of one width whatever the count."""
    return [f"Thing{number:05d}" for number in range(1, count + 1)]


def spec(count: int) -> str:
    """Write the spec of `count` entities."""
    parts = [HEAD]
    packages = ["\npackages:\n"]
    for number, name in enumerate(names(count), 1):
        lower = name.lower()
        plural = f"{lower}s"
        parts.append(
            ENTITY.format(
                name=name,
                number=number,
                plural=plural,
                upper=lower.upper(),
                uppers=plural.upper(),
            )
        )
        for step, operation in enumerate(OPERATIONS):
            noun = plural if operation == "list" else lower
            packages.append(
                f"  {operation.upper()}_{noun.upper()}: {number * 5 + step}\n"
            )
    if not count:
        return "".join(parts).replace("entities:\n", "").rstrip() + "\n"
    return "".join((*parts, *packages))


def faulty(count: int) -> str:
    """Write the same spec with a fault in every entity: an unknown key, a type misspelt, a bad number, in turn."""
    faults = (
        ("max_length: 200", "max_lenght: 200"),
        ("type: int, ge: 0", "type: integr, ge: 0"),
        ("digits: 10", "digits: ten"),
        ("sort: [title, amount]", "sort: [title, amonut]"),
    )
    head, *entities = spec(count).split("  Thing")
    broken = [
        each.replace(*faults[number % len(faults)], 1)
        for number, each in enumerate(entities)
    ]
    return "  Thing".join((head, *broken))

"""Values for tests: one valid value of every type, different for different numbers."""

from __future__ import annotations

from decimal import Decimal

from svcgen.graph.types import Constraints, Field, TypeRef
from svcgen.layout.expressions import Text
from svcgen.naming import FieldName, PyLit
from svcgen.render.python.module import Module
from svcgen.render.python.types import literal

BY_NUMBER = {
    "uuid": "uuid7()",
    "bool": "True",
    "json": "{}",
    "bytes": 'b"bytes"',
    "email": 'f"user{number}@example.org"',
    "url": 'f"https://example.org/{number}"',
    "slug": 'f"slug-{number}"',
    "date": "date(2000, 1, 1) + timedelta(days=number)",
    "datetime": "datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number)",
    "unix_timestamp": "datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number)",
    "time": "time(number % 24)",
    "duration": "timedelta(seconds=number)",
}
NEEDED = {
    "uuid": ("uuid7",),
    "date": ("date", "timedelta"),
    "datetime": ("UTC", "datetime", "timedelta"),
    "unix_timestamp": ("UTC", "datetime", "timedelta"),
    "time": ("time",),
    "duration": ("timedelta",),
}


def sample(module: Module, field: Field) -> Text | None:
    """Give an expression for a field's value, in terms of `number`; None where none is known."""
    if field.examples and not field.unique:
        return literal(module, field.type, field.examples[0])
    return sample_type(module, field.type, field.name)


def sample_type(module: Module, type_: TypeRef, name: str) -> Text | None:
    """Give an expression for a value of a type; `name` makes texts readable."""
    if type_.kind == "enum":
        enum = next(
            each for each in module.context.graph.enums if each.name == type_.name
        )
        return literal(module, type_, enum.members[0].value)
    if type_.item is not None:
        return "[]" if type_.kind == "list" else "{}"
    if type_.kind == "object":
        return _object(module, type_.name)
    if type_.kind != "scalar":
        return None
    rule = type_.constraints or Constraints()
    if rule.pattern is not None or type_.name == "file":
        return None
    if rule.enum:
        return literal(module, type_, rule.enum[0])
    if type_.name in ("string", "text"):
        return _text(rule, name)
    if type_.name in BY_NUMBER:
        for needed in NEEDED.get(type_.name, ()):
            module.use(needed)
        return BY_NUMBER[type_.name]
    return _number(module, type_, rule)


def _object(module: Module, name: str) -> Text | None:
    """Give an embedded object with what it must have; None where a value is not known."""
    graph = module.context.graph
    known = {body.name: body for entity in graph.entities for body in entity.embedded}
    for command in graph.commands:
        if command.input is not None:
            known.update({body.name: body for body in command.input.embedded})
    if name not in known:
        return None
    given: list[Text] = []
    for field in known[name].fields:
        value = sample(module, field) if field.required else None
        if field.required and value is None:
            return None
        if value is not None:
            given.append(module.layout.named(FieldName(field.name), value))
    return module.layout.call(module.schema(name), given)


def _text(rule: Constraints, name: str) -> Text | None:
    longest, shortest = rule.max_length or 10_000, rule.min_length or 0
    word = FieldName(name).replace("_", " ")
    if len(word) + 8 <= longest and shortest <= len(word) + 2:
        return f'f"{word} {{number}}"'
    if longest < 4:
        return f'f"{{number:0{longest}d}}"'
    return f'f"{{number}}".rjust({max(shortest, min(longest, 4))}, "x")'


def _number(module: Module, type_: TypeRef, rule: Constraints) -> Text | None:
    """Give a number within bounds; a multiple where one is asked for."""
    low = Decimal(
        str(rule.ge if rule.ge is not None else rule.gt if rule.gt is not None else 0)
    )
    high = rule.le if rule.le is not None else rule.lt
    step = Decimal(str(rule.multiple_of or 1))
    value = (low // step + 1) * step
    if high is not None and value >= Decimal(str(high)):
        value = low if rule.ge is not None else (low + Decimal(str(high))) / 2
    if type_.name in ("int", "bigint"):
        fixed = high is not None or rule.multiple_of is not None
        return (
            PyLit(int(value))
            if fixed
            else "number" if low <= 0 else f"{PyLit(int(low))} + number"
        )
    if type_.name == "decimal":
        return module.layout.call(module.use("Decimal"), [PyLit(str(value))])
    return PyLit(float(value))

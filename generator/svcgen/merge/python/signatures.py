"""Heads of functions and classes, field by field."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from svcgen.merge.python.order import order_keys
from svcgen.merge.python.parts import Parts
from svcgen.merge.python.picks import Shown, pick, shown
from svcgen.merge.python.source import Source
from svcgen.merge.python.texts import Clash, bracketed, graft, text_at


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its kind (a field of `ast.arguments`) and its parts."""

    kind: str
    annotation: Shown | None
    default: Shown | None


def merge_signatures(base: Parts, yours: Parts, new: Parts) -> str:
    """Give the lines of the merged head of a function.

    Raises:
        Clash: both sides changed the same field, or it has comments and both changed it.
    """
    told = base.head_comments, yours.head_comments, new.head_comments
    b, y, n = base.head_form, yours.head_form, new.head_form
    if (n, told[2]) in ((b, told[0]), (y, told[1])):
        return yours.head_text
    theirs = text_at(new.unit, *new.head, yours.unit.indent)
    if (y, told[1]) == (b, told[0]):
        return theirs
    if y == n and told[2] == told[0]:
        return yours.head_text
    if y == b and told[2] == told[0]:
        grafted = graft(new.lines, base.lines, yours.lines, yours.unit.indent)
        if grafted is not None:
            return grafted
    if any(told):
        raise Clash("both changed the signature, and it has comments")
    return _merged(base, yours, new)


def _merged(base: Parts, yours: Parts, new: Parts) -> str:
    nodes = base.node, yours.node, new.node
    if any(getattr(node, "type_params", []) for node in nodes):
        raise Clash("both changed the signature, and it has type parameters")
    b, y, n = (_parameters(p.unit.source, p.node.args) for p in (base, yours, new))
    merged = _merge_parameters(b, y, n)
    kinds = [type(node).__name__ for node in nodes]
    kind = pick(kinds[0], kinds[1], kinds[2], "what kind of function it is")
    name = yours.node.name
    if name == base.node.name:
        name = new.node.name
    returns = pick(_returns(base), _returns(yours), _returns(new), "the return type")
    start = f"{'async ' if kind == 'AsyncFunctionDef' else ''}def {name}("
    after = f") -> {returns.text}:" if returns else "):"
    text = bracketed(start, _listed(merged), after, yours.unit)
    try:
        ast.parse(text.strip() + " ...")
    except SyntaxError as error:
        raise Clash(f"both changed the signature: {error.msg}") from error
    return text


def _returns(parts: Parts) -> Shown | None:
    return shown(parts.unit.source, parts.node.returns)


def _parameters(source: Source, args: ast.arguments) -> dict[str, Parameter]:
    plain = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(args.defaults))
    values = dict(zip([a.arg for a in plain], [*defaults, *args.defaults], strict=True))
    values |= dict(zip([a.arg for a in args.kwonlyargs], args.kw_defaults, strict=True))
    groups: dict[str, list[ast.arg]] = {
        "posonlyargs": args.posonlyargs,
        "args": args.args,
        "vararg": [args.vararg] if args.vararg else [],
        "kwonlyargs": args.kwonlyargs,
        "kwarg": [args.kwarg] if args.kwarg else [],
    }
    return {
        arg.arg: Parameter(
            kind, shown(source, arg.annotation), shown(source, values.get(arg.arg))
        )
        for kind, group in groups.items()
        for arg in group
    }


def _merge_parameters(
    base: Mapping[str, Parameter],
    yours: Mapping[str, Parameter],
    new: Mapping[str, Parameter],
) -> dict[str, Parameter]:
    live: dict[str, Parameter] = {}
    for name in [*yours, *(name for name in new if name not in yours)]:
        merged = _merge_parameter(name, base.get(name), yours.get(name), new.get(name))
        if merged is not None:
            live[name] = merged
    keys = order_keys(list(base), list(yours), list(new), live)
    return {key: live[key] for key in keys}


def _merge_parameter(
    name: str, base: Parameter | None, yours: Parameter | None, new: Parameter | None
) -> Parameter | None:
    if base is None or yours is None or new is None:
        return pick(base, yours, new, f"parameter {name}")
    of = f"of parameter {name}"
    return Parameter(
        pick(base.kind, yours.kind, new.kind, f"the kind {of}"),
        pick(base.annotation, yours.annotation, new.annotation, f"the annotation {of}"),
        pick(base.default, yours.default, new.default, f"the default {of}"),
    )


def _listed(parameters: Mapping[str, Parameter]) -> list[str]:
    """Give the parameters as they stand between the brackets."""

    def of(kind: str, stars: str = "") -> list[str]:
        return [
            stars + _written(name, parameter)
            for name, parameter in parameters.items()
            if parameter.kind == kind
        ]

    first, named, rest = of("posonlyargs"), of("kwonlyargs"), of("vararg", "*")
    return [
        *first,
        *(["/"] if first else []),
        *of("args"),
        *rest,
        *(["*"] if named and not rest else []),
        *named,
        *of("kwarg", "**"),
    ]


def _written(name: str, parameter: Parameter) -> str:
    annotation, default = parameter.annotation, parameter.default
    text = f"{name}: {annotation.text}" if annotation else name
    if default is None:
        return text
    return f"{text} = {default.text}" if annotation else f"{text}={default.text}"

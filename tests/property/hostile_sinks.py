"""Every kind of place where text of a spec arrives: by template, what is around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

PLACES: Final[Mapping[str, Sequence[str]]] = {
    "project/README.md": ("doc of Markdown",),
    "project/pyproject.toml": ("value.project.description", "value.project.license"),
    "service/app.py.jinja": ("Service(description)", "doc of Module"),
    "service/command.py.jinja": ("doc of ClassDef", "doc of Module"),
    "service/contract/enums.py.jinja": (
        "comment",
        "doc of ClassDef",
        "value in ClassDef",
    ),
    "service/contract/errors.py.jinja": ("doc of ClassDef",),
    "service/contract/message.py.jinja": (
        "Field(description)",
        "Field(examples)",
        "Field(pattern)",
        "Literal[]",
        "doc of ClassDef",
        "doc of Module",
        "value in ClassDef",
    ),
    "service/contract/model.py.jinja": (
        "Field(default)",
        "Field(default_factory)",
        "doc of ClassDef",
    ),
    "service/contract/packages.py.jinja": ("comment",),
    "service/contract/push.py.jinja": (
        "Field(description)",
        "Field(examples)",
        "Field(pattern)",
        "Literal[]",
        "doc of ClassDef",
        "doc of Module",
        "value in ClassDef",
    ),
    "service/contract/received.py.jinja": (
        "Field(description)",
        "Field(examples)",
        "Field(pattern)",
        "Literal[]",
        "value in ClassDef",
    ),
    "service/contract/roles.py.jinja": ("comment",),
    "service/contract/schemas.py.jinja": (
        "Field(description)",
        "Field(examples)",
        "Field(pattern)",
        "Literal[]",
        "doc of ClassDef",
        "value in ClassDef",
    ),
    "service/handlers/http.py.jinja": (
        "Field(pattern)",
        "Literal[]",
        "default of a parameter",
        "delete(metadata)",
        "doc of AsyncFunctionDef",
        "get(metadata)",
        "patch(metadata)",
        "post(metadata)",
        "put(metadata)",
    ),
    "service/handlers/message.py.jinja": (
        "argument of a class of the service",
        "doc of AsyncFunctionDef",
    ),
    "service/handlers/schedule.py.jinja": (
        "argument of a class of the service",
        "doc of AsyncFunctionDef",
    ),
    "service/handlers/socket.py.jinja": ("doc of AsyncFunctionDef", "doc of Module"),
    "service/handlers/ws.py.jinja": ("doc of AsyncFunctionDef",),
    "service/package.py.jinja": ("doc of Module",),
    "service/tests/factories.py.jinja": ("argument of a class of the service",),
    "service/tests/test_noun.py.jinja": (
        "argument of a class of the service",
        "doc of AsyncFunctionDef",
    ),
    "typescript/README.md.jinja": ("doc of Markdown",),
    "typescript/package.json.jinja": ("value.description", "value.license"),
    "typescript/src/http/noun.ts.jinja": ("doc of FunctionDeclaration",),
    "typescript/src/types.ts.jinja": (
        "ArrayLiteralExpression in PropertyAssignment",
        "LiteralType in UnionType",
        "PropertyAssignment in ObjectLiteralExpression",
        "doc of FirstStatement",
        "doc of InterfaceDeclaration",
        "doc of PropertyAssignment",
        "doc of PropertySignature",
        "doc of TypeAliasDeclaration",
    ),
    "typescript/src/ws/calls.ts.jinja": ("doc of PropertySignature",),
    "typescript/src/ws/pushes.ts.jinja": ("doc of PropertySignature",),
    "typescript/src/ws/sockets.ts.jinja": ("doc of FunctionDeclaration",),
}

SINKS: Final = frozenset(
    f"{template}: {place}" for template, places in PLACES.items() for place in places
)
"""The campaign hits each of these, and none beside them."""

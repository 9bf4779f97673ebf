"""Import emitted contracts under an audit hook (PEP 578), each in a process of its own.

Run as a program with the name of a JSON file: a list of {name: {module: source}}. It prints, for each tree, how
often every audited event came, the values that its modules have, and whether a canary was set.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

# what emitted contracts import, imported before anything is watched
from pydantic import BaseModel
from sqlalchemy.orm import configure_mappers
from sqlmodel import SQLModel
from typing_extensions import override

import svcgen_runtime.database
import svcgen_runtime.errors
import svcgen_runtime.fields
import svcgen_runtime.messages
import svcgen_runtime.schema
import svcgen_runtime.websocket

WATCHED = (
    "exec", "compile", "open", "import", "socket.", "subprocess.", "os.", "ctypes.", "shutil.", "urllib.",
    "builtins.", "pty.", "tempfile.", "marshal.", "code.", "webbrowser.", "ftplib.", "smtplib.", "http.",
)  # fmt: skip
LISTING = "os.listdir"
"""importlib reads a folder of sys.path again when anybody has changed something in it."""
PREPARED = (svcgen_runtime.database, svcgen_runtime.errors, svcgen_runtime.fields)


class TreeFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports a package from texts; a folder without a module of its own is a namespace."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources

    @override
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        package = f"{fullname}.__init__" in self.sources
        if package or fullname in self.sources:
            return ModuleSpec(fullname, self, is_package=package)
        if any(name.startswith(f"{fullname}.") for name in self.sources):
            found = ModuleSpec(fullname, None, is_package=True)
            found.submodule_search_locations = []
            return found
        return None

    @override
    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        source = self.sources.get(f"{name}.__init__") or self.sources[name]
        code: CodeType = compile(source.encode(), name, "exec", dont_inherit=True)
        exec(code, module.__dict__)


def import_tree(sources: dict[str, str]) -> dict[str, object]:
    """Import every module of a tree and tell what happened."""
    events: Counter[str] = Counter()
    watching = [True]

    def hook(event: str, args: tuple[object, ...]) -> None:
        if watching[0] and event.startswith(WATCHED) and event != LISTING:
            what = args[0] if event in ("open", "import") and args else ""
            events[f"{event} {what}".strip()] += 1

    sys.meta_path.insert(0, TreeFinder(sources))
    sys.addaudithook(hook)
    modules = [
        importlib.import_module(name.removesuffix(".__init__"))
        for name in sorted(sources)
    ]
    configure_mappers()
    watching[0] = False
    values = {module.__name__: values_of(module) for module in modules}
    canary = hasattr(builtins, "svcgen_canary") or Path("svcgen-canary").exists()
    return {"events": events, "values": values, "canary": canary}


def values_of(module: ModuleType) -> dict[str, object]:
    """Give the values of a module's own classes: members of enums, defaults and texts of fields."""
    found: dict[str, object] = {"doc": bool(module.__doc__)}
    for name, item in vars(module).items():
        if not isinstance(item, type) or item.__module__ != module.__name__:
            continue
        if issubclass(item, Enum):
            found[name] = {member.name: member.value for member in item}
        elif issubclass(item, BaseModel):
            found[name] = {
                field: [
                    repr(type(info.default)) if not isinstance(info.default, str | int | list | dict) else info.default,
                    info.description,
                    info.examples,
                ]
                for field, info in item.model_fields.items()
            }  # fmt: skip
        else:
            words = ("topic", "name", "code", "http_status")
            found[name] = {word: str(getattr(item, word, "")) for word in words}
    return found


def in_a_process(sources: dict[str, str]) -> object:
    """Import a tree in a fork of this process, which has imported nothing of the kind."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        text = ""
        try:
            text = json.dumps(import_tree(sources), default=repr)
        finally:
            fault = sys.exc_info()[1]
            with os.fdopen(write_end, "w") as out:
                out.write(text or json.dumps({"fault": f"{fault!r:.500}"}))
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return json.loads(text or '{"fault": "the process ended"}')


def main() -> None:
    """Import all trees of the file that is named."""
    sys.dont_write_bytecode = True
    gc.disable()
    assert len(PREPARED) == len(set(PREPARED))
    assert SQLModel.metadata.tables == {}
    trees = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    json.dump([in_a_process(tree) for tree in trees], sys.stdout)


if __name__ == "__main__":
    main()

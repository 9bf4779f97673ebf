"""What the owner renamed or moved: found by likeness, and matched from then on."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from svcgen.merge.python.forms import form_of
from svcgen.merge.python.keys import DOC, TYPE_CHECKING, is_statement, qualified
from svcgen.merge.python.tiles import Block, Function, Unit

LIKE, AHEAD = 0.6, 0.1
"""How alike two units have to be, and how far ahead of the second best."""


@dataclass(frozen=True, slots=True)
class Site:
    """A unit and where it is."""

    path: str
    block: Block
    unit: Unit

    @property
    def name(self) -> str:
        """The qualified name by key."""
        return qualified(self.path, self.unit.key)

    @property
    def is_class(self) -> bool:
        """Whether it is a class."""
        return isinstance(self.unit.node, ast.ClassDef)


def follow_moves(base: Block, yours: Block, new: Block) -> None:
    """Match what the owner renamed or moved, in place: base and new get the owner's keys."""
    _follow_statements(base, yours, new)
    for classes in (True, False):
        # members are looked for where their class is now
        _follow(base, yours, new, classes=classes)


def _follow(base: Block, yours: Block, new: Block, *, classes: bool) -> None:
    before = {site.name: site for site in sites(base)}
    mine = {site.name: site for site in sites(yours)}
    theirs = {site.name: site for site in sites(new)}
    gone = [s for n, s in before.items() if n not in mine and s.is_class == classes]
    come = [
        site
        for name, site in mine.items()
        if name not in before and name not in theirs and site.is_class == classes
        # a class that only the generator took out receives nothing
        and (site.path in theirs or site.path not in before)
    ]
    if not gone or not come:
        return
    for one, other in _pairs(gone, come):
        for root, site in ((new, theirs.get(one.name)), (base, one)):
            block_at(root, yours, other.path)
            if site is not None:
                _place(site, other, root, yours)


def _follow_statements(base: Block, yours: Block, new: Block) -> None:
    """Match statements without a name that the generator changed, so that both changes meet."""
    names = {unit.key for unit in base.units}, {unit.key for unit in new.units}
    gone = [u for u in base.units if u.key not in names[1] and is_statement(u)]
    come = [u for u in new.units if u.key not in names[0] and is_statement(u)]
    taken = {unit.key for unit in yours.units}
    gone_sites = [Site("", base, unit) for unit in gone]
    come_sites = [Site("", new, u) for u in come if u.key not in taken]
    for one, other in _pairs(gone_sites, come_sites):
        other.unit.key = one.unit.key


def sites(block: Block, path: str = "") -> Iterator[Site]:
    """Give the units of a block and of the classes in it; docstrings and imports have no name."""
    for unit in block.units:
        if unit.is_import or unit.key == DOC:
            continue
        if unit.key == TYPE_CHECKING and unit.body is not None:
            yield from sites(unit.body, path)
            continue
        yield Site(path, block, unit)
        if unit.body is not None:
            yield from sites(unit.body, qualified(path, unit.key))


def _pairs(gone: list[Site], come: list[Site]) -> list[tuple[Site, Site]]:
    """Pair what is alike enough and clearly more so than anything else."""
    found: list[tuple[Site, Site]] = []
    for one in gone:
        ranked = sorted(
            ((likeness(one.unit, c.unit), -n) for n, c in enumerate(come)), reverse=True
        )
        if not ranked or ranked[0][0] < LIKE:
            continue
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        other = come[-ranked[0][1]]
        if ranked[0][0] - second > AHEAD and _best_for(other, one, gone):
            found.append((one, other))
            come.remove(other)
    return found


def _best_for(other: Site, one: Site, gone: list[Site]) -> bool:
    """Tell whether nothing else that is gone is as like to what came."""
    mine = likeness(one.unit, other.unit)
    rivals = [likeness(g.unit, other.unit) for g in gone if g is not one]
    return mine - max(rivals, default=0.0) > AHEAD


def likeness(one: Unit, other: Unit) -> float:
    """Tell how alike two units are, from 0 to 1; units of different kinds are not."""
    if _kind(one) != _kind(other):
        return 0.0
    first, second = _traits(one.node), _traits(other.node)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _kind(unit: Unit) -> str:
    node = unit.node
    if isinstance(node, Function):
        return "function" + unit.key.partition("@")[2]
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return "assignment"
    return type(node).__name__


def _traits(node: ast.stmt) -> Counter[object]:
    """Give what a unit is made of, its own name left out."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            found: Counter[object] = Counter(_statements(node.body))
            found.update([form_of(node.args)])
            found.update(("decorator", form_of(d)) for d in node.decorator_list)
            return found
        case ast.ClassDef():
            found = Counter(_statements(node.body))
            found.update(("base", form_of(b)) for b in node.bases)
            return found
        case ast.Assign(value=value):
            return Counter([form_of(value)])
        case ast.AnnAssign(annotation=annotation, value=value):
            return Counter(map(form_of, [annotation, value] if value else [annotation]))
        case _:
            leaves = (n for n in ast.walk(node) if not list(ast.iter_child_nodes(n)))
            atoms: Counter[object] = Counter(map(form_of, leaves))
            atoms.update(n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute))
            return atoms


def _statements(body: list[ast.stmt]) -> Iterator[object]:
    """Give what is said in a body, blocks by their heads."""
    for node in body:
        inner: list[ast.stmt] = getattr(node, "body", [])
        if inner:
            named = getattr(node, "name", type(node).__name__)
            yield named, _head(node)
            yield from _statements(inner)
            yield from _statements(getattr(node, "orelse", []))
        else:
            yield form_of(node)


def _head(node: ast.stmt) -> object:
    test = getattr(node, "test", None) or getattr(node, "args", None)
    return form_of(test) if isinstance(test, ast.AST) else ""


def _place(site: Site, target: Site, root: Block, yours: Block) -> None:
    """Put a unit of the base or the new text where the owner has it."""
    if site.path != target.path:
        site.block.units.remove(site.unit)
        site.unit.moved = True
        block_at(root, yours, target.path).units.append(site.unit)
    site.unit.key = target.unit.key


def block_at(root: Block, yours: Block, path: str) -> Block:
    """Give the block of a class in the base or the new text.

    One that only the owner has is borrowed without its members, so that what was moved into
    it is merged there, member by member.
    """
    if not path:
        return root
    for site in sites(root):
        if site.name == path and site.unit.body is not None:
            return site.unit.body
    unit = next(site.unit for site in sites(yours) if site.name == path)
    inner = unit.body
    assert inner is not None
    body = Block(unit.source, [], inner.tail, inner.stop, inner.head)
    shell = replace(unit, body=body, _form=None)
    block_at(root, yours, path.rpartition(".")[0]).units.append(shell)
    return body

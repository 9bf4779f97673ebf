"""The lock: what the tree was generated from, one fact a line, so that two branches merge."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Lock:
    """Digests of each spec file by path, the version, its templates' and overrides' digests.

    `pending` counts the conflicts that were left: such a lock proves nothing. A plain class,
    because `svcgen check` has no time for more.
    """

    __slots__ = ("generator", "overrides", "pending", "spec", "templates")

    def __init__(
        self,
        spec: Mapping[str, str],
        generator: str,
        templates: str,
        overrides: str = "",
        pending: int = 0,
    ) -> None:
        self.spec = dict(spec)
        self.generator = generator
        self.templates = templates
        self.overrides = overrides
        self.pending = pending

    @property
    def made_by(self) -> tuple[str, str, str]:
        """Give what the output depends on beside the spec."""
        return self.generator, self.templates, self.overrides

    def left_with(self, pending: int) -> Lock:
        """Give the same lock for a run that left so many conflicts."""
        return Lock(self.spec, self.generator, self.templates, self.overrides, pending)


def dump_lock(lock: Lock) -> str:
    """Write tab-separated facts, sorted."""
    facts = [("generator", "", lock.generator), ("templates", "", lock.templates)]
    facts.append(("overrides", "", lock.overrides))
    if lock.pending:
        facts.append(("pending", "", str(lock.pending)))
    facts += [("spec", path, digest) for path, digest in lock.spec.items()]
    return "".join(f"{kind}\t{name}\t{value}\n" for kind, name, value in sorted(facts))


def load_lock(text: str) -> Lock | None:
    """Read a lock; None when it is not whole or says two things at once, and so matches nothing."""
    facts: dict[tuple[str, str], str] = {}
    for line in text.splitlines():
        parts = line.split("\t")
        if (
            len(parts) != 3
            or facts.setdefault((parts[0], parts[1]), parts[2]) != parts[2]
        ):
            return None
    spec = {name: value for (kind, name), value in facts.items() if kind == "spec"}
    generator, templates = facts.get(("generator", "")), facts.get(("templates", ""))
    if generator is None or templates is None:
        return None
    pending = facts.get(("pending", ""), "0")
    if not (pending.isascii() and pending.isdigit()):
        return None
    return Lock(
        spec, generator, templates, facts.get(("overrides", ""), ""), int(pending)
    )


def stale_codes(committed: Lock | None, current: Lock) -> tuple[str, ...]:
    """Tell what moved since the tree was generated: () or spec-newer, generator-newer or both."""
    if committed is None:
        return ("spec-newer", "generator-newer")
    codes: list[str] = []
    if committed.spec != current.spec:
        codes.append("spec-newer")
    if committed.made_by != current.made_by:
        codes.append("generator-newer")
    return tuple(codes)

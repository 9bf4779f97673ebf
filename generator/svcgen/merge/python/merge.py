"""The three-way merge of one Python text by symbol."""

from __future__ import annotations

from dataclasses import dataclass, replace

from svcgen.merge.python.bindings import Binding, bindings_of
from svcgen.merge.python.blocks import Place, merge_blocks, merge_tails
from svcgen.merge.python.checks import lost_words, used_names
from svcgen.merge.python.eager import in_time
from svcgen.merge.python.keys import bound_names, key_block, renamed_by_node
from svcgen.merge.python.ledger import Ledger
from svcgen.merge.python.moves import follow_moves
from svcgen.merge.python.pending import put_pending
from svcgen.merge.python.source import Source, Style, decode, parse_source, read_source
from svcgen.merge.python.texts import Clash, step_of, with_step
from svcgen.merge.python.tiles import Block, tile_module
from svcgen.merge.units import MergeFacts, TextMerge, UnitClash, Unmergeable

_ROUNDS = 6
_SILENT = frozenset({"clean", "own"})


def merge_python(
    base: bytes, yours: bytes, new: bytes, facts: MergeFacts | None = None
) -> TextMerge:
    """Merge what the owner and the generator made of a Python text (docs/decisions/0027).

    Raises:
        Unmergeable: one of the texts cannot be taken apart.
    """
    facts = facts or MergeFacts()
    if not facts.pending:
        if yours == base:
            return TextMerge(new)
        if new == yours or (new == base and not facts.anchors):
            return TextMerge(yours)
        if yours.replace(b"\r\n", b"\n") == base:
            style = decode(yours, "the file")[1]
            return TextMerge(style.encode(decode(new, "the new text")[0]))
    merge = _merge(base, yours, new, facts)
    states = tuple(item for item in merge.states if item[1] not in _SILENT)
    return replace(merge, states=states)


def symbol_states(
    base: bytes, yours: bytes, new: bytes, facts: MergeFacts | None = None
) -> tuple[tuple[str, str], ...]:
    """Give the state of every unit of a Python text by its qualified name, clean ones as well.

    Raises:
        Unmergeable: one of the texts cannot be taken apart.
    """
    return _merge(base, yours, new, facts or MergeFacts()).states


@dataclass(frozen=True, slots=True)
class _Texts:
    """The three texts, parsed and tiled."""

    sources: tuple[Source, Source, Source]
    blocks: tuple[Block, Block, Block]
    style: Style


def _merge(base: bytes, yours: bytes, new: bytes, facts: MergeFacts) -> TextMerge:
    whole = facts.pending.get("")
    if whole is not None:
        base = whole.encode()
    try:
        texts = _read(base, yours, new, facts)
    except RecursionError as error:
        raise Unmergeable("it is nested too deep") from error
    try:
        merged, ledger = _settle(texts, facts)
        merged = in_time(merged, texts.blocks[1], texts.blocks[2])
        lost = lost_words(texts.sources[0], texts.sources[1], merged)
        if lost:
            raise Clash(f"a merge would have lost what you wrote: {lost[0][:60]}")
        result = texts.style.encode(merged.text)
    except (Clash, Unmergeable, RecursionError) as error:
        return _whole_clash(texts, yours, str(error))
    for name in _missing(merged, texts, facts):
        ledger.note(name, "missing")
    if merged.text == texts.sources[1].text:
        result = yours
    return TextMerge(
        result, tuple(ledger.clashes.values()), tuple(ledger.states.items())
    )


def _read(base: bytes, yours: bytes, new: bytes, facts: MergeFacts) -> _Texts:
    mine, style = read_source(yours, "the file")
    pristine, _ = read_source(base, "the text that svcgen wrote before")
    made, _ = read_source(new, "the new text")
    made = with_step(made, step_of(mine))
    blocks = tile_module(pristine), tile_module(mine), tile_module(made)
    key_block(blocks[0])
    key_block(blocks[1])
    key_block(blocks[2], renamed_by_node(facts.base_symbols, facts.new_symbols))
    put_pending(blocks, facts.pending)
    follow_moves(*blocks)
    return _Texts((pristine, mine, made), blocks, style)


def _settle(texts: _Texts, facts: MergeFacts) -> tuple[Source, Ledger]:
    """Merge until it is known what the merged text uses: imports and orphans hang on that."""
    ledger = _ledger(texts, facts)
    merged = parse_source(_merged_text(texts.blocks, ledger), "the merged text")
    for _ in range(_ROUNDS):
        if not ledger.waits and not ledger.orphans:
            break
        used = used_names(merged.tree)
        known = frozenset(used[0] | facts.anchors)
        wanted = ledger.wanted | _wanted(ledger, used, texts.sources[2])
        if (ledger.used, ledger.wanted) == (known, wanted):
            break
        ledger = ledger.anew(known, wanted)
        merged = parse_source(_merged_text(texts.blocks, ledger), "the merged text")
    return merged, ledger


def _ledger(texts: _Texts, facts: MergeFacts) -> Ledger:
    base, yours, new = texts.blocks
    inner = [_bindings(block) for block in (base, yours, new)]
    placed = {
        binding
        for path, names in inner[1].items()
        for binding in names - inner[0].get(path, frozenset())
    }
    return Ledger(
        facts,
        bound=frozenset(bound_names(texts.sources[1].tree)),
        offered=frozenset(b.local for names in inner[2].values() for b in names),
        elsewhere=frozenset(placed),
    )


def _bindings(block: Block) -> dict[str, frozenset[Binding]]:
    """Give what each block imports that shares the names of the module."""
    found = {"": frozenset(bindings_of(block))}
    for unit in block.units:
        if unit.body is not None and unit.is_open:
            found[unit.key] = frozenset(bindings_of(unit.body))
    return found


def _merged_text(blocks: tuple[Block, Block, Block], ledger: Ledger) -> str:
    base, yours, new = blocks
    place = Place("", "", top=True)
    text = merge_blocks(base, yours, new, place, ledger)
    head = yours.source.between(0, yours.head)
    comments = [side.source.comments_between(0, side.head) for side in blocks]
    if comments[1] == comments[0] != comments[2]:
        head = new.source.between(0, new.head)
    return head + text + merge_tails(base, yours, new)


def _wanted(
    ledger: Ledger, used: tuple[set[str], set[str]], new: Source
) -> frozenset[str]:
    """Give the orphans that the merged text uses, and the new text does without."""
    if not ledger.orphans:
        return frozenset()
    theirs = used_names(new.tree)
    found = set()
    for name in ledger.orphans:
        path, _, last = name.rpartition(".")
        kind = 1 if path else 0
        if last in used[kind] and last not in theirs[kind]:
            found.add(name)
    return frozenset(found)


def _missing(merged: Source, texts: _Texts, facts: MergeFacts) -> list[str]:
    """Give the names that other files import and the merged text does not bind."""
    if not facts.anchors:
        return []
    bound = bound_names(merged.tree)
    new = bound_names(texts.sources[2].tree)
    return sorted(name for name in facts.anchors if name in new and name not in bound)


def _whole_clash(texts: _Texts, yours: bytes, reason: str) -> TextMerge:
    clash = UnitClash("", reason, *[source.text for source in texts.sources])
    return TextMerge(yours, (clash,), (("", "diverged"),))

"""The owner's files, changed by spans: what is added is added, and every other byte stays."""

from svcgen.edit.faults import EditFault
from svcgen.edit.files import edit_files
from svcgen.edit.values import (
    Addition,
    Entry,
    Item,
    Layout,
    Value,
    apply,
    find_difference,
)

__all__ = [
    "Addition",
    "EditFault",
    "Entry",
    "Item",
    "Layout",
    "Value",
    "apply",
    "edit_files",
    "find_difference",
]

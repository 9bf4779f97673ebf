"""Who owns an emitted file, one word each."""

from enum import Enum


class WritePolicy(Enum):
    """OVERWRITE: the generator's. MERGE: shared. WRITE_ONCE: the owner's once it is there."""

    OVERWRITE = "overwrite"
    MERGE = "merge"
    WRITE_ONCE = "write-once"

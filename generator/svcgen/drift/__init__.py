"""Whether a tree is what its spec says: by hashes alone while the lock holds.

Nothing here loads YAML, templates or models; `svcgen check` pays for those only when the
lock says that the spec or the generator moved.
"""

from svcgen.drift.check import check_tree
from svcgen.drift.report import Finding, Report

__all__ = ["Finding", "Report", "check_tree"]

"""A slash inside one value of a path: it travels as %2F, and is no border between two.

ASGI servers decode the whole path before routes are tried, which makes `/genres/a%2Fb` look like
`/genres/a/b`. So a path with such a slash is routed by its raw form (decision record 0033).
"""

import re
from urllib.parse import unquote

from starlette.types import Scope

# all that is percent-encoded but a slash and the percent sign itself (RFC 3986, 2.1)
_HARMLESS = re.compile(rb"%(?!2[fF]|25)([0-9a-fA-F]{2})")
_SLASH = re.compile(rb"%2[fF]")
_MARK = "svcgen.slashes"


def keep_slashes(scope: Scope) -> None:
    """Leave the slashes inside values encoded in the path that routes are tried with."""
    raw: bytes = scope.get("raw_path") or b""
    if b"%2" not in raw or _SLASH.search(raw) is None:
        return
    decoded = _HARMLESS.sub(lambda found: bytes.fromhex(found[1].decode()), raw)
    scope["path"] = decoded.decode("utf-8", "replace")
    scope[_MARK] = True


def read_slashes(scope: Scope) -> None:
    """Decode what `keep_slashes` left, in the values that a route has found."""
    if _MARK in scope:
        found = scope["path_params"]
        scope["path_params"] = {
            name: unquote(value) if isinstance(value, str) else value
            for name, value in found.items()
        }

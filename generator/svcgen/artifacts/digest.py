"""Digests of files, blind to the newlines that git may have put into a checkout."""

import hashlib


def sha256(text: bytes) -> str:
    """Give the digest as 64 hexadecimal digits."""
    return hashlib.sha256(text).hexdigest()


def matches(text: bytes, digest: str) -> bool:
    """Tell whether `text` has the digest, as it is or with CRLF read as LF."""
    if sha256(text) == digest:
        return True
    return b"\r\n" in text and sha256(text.replace(b"\r\n", b"\n")) == digest

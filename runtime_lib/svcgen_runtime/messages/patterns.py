"""Topic patterns as a topic exchange reads them.

Words are separated by dots; `*` stands for exactly one word, `#` for any number
of words, none included (AMQP 0-9-1, section 3.1.3.3).
"""

import re
from functools import lru_cache


@lru_cache(maxsize=1024)
def _compile(pattern: str) -> re.Pattern[str]:
    expression = ""
    for position, word in enumerate(pattern.split(".")):
        if word == "#":
            # The dot belongs to the wildcard: `order.#` matches `order` too.
            expression += r"(?:[^.]*(?:\.|$))*" if position == 0 else r"(?:\.[^.]*)*"
            continue
        text = r"[^.]*" if word == "*" else re.escape(word)
        after_leading_hash = position > 0 and pattern.startswith("#.") and position == 1
        expression += text if position == 0 or after_leading_hash else r"\." + text
    return re.compile(expression + r"\Z")


def is_topic_match(pattern: str, topic: str) -> bool:
    """Tell whether a message with `topic` reaches a binding with `pattern`."""
    if pattern == topic or pattern == "#":
        return True
    if "*" not in pattern and "#" not in pattern:
        return False
    return _compile(pattern).match(topic) is not None

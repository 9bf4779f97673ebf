"""What a person sees: progress on a terminal alone, colours where they are wanted, one next step at the end."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from tests.behaviour.conflict_trees import functions, generate, shared

SLOW = "import time\nfrom svcgen.cli.progress import progress\nwith progress('mixing'): time.sleep(0.8)\nprint('done')"  # fmt: skip
QUICK = SLOW.replace("0.8", "0.1")


def on_a_terminal(*words: str, cwd: Path | None = None, **variables: str) -> str:
    """Run this interpreter on a pseudo-terminal; what it wrote."""
    master, slave = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    env = {**kept, "TERM": "xterm-256color", **variables}
    command = [sys.executable, *words]
    with subprocess.Popen(command, cwd=cwd, stdout=slave, stderr=slave, env=env) as ran:
        os.close(slave)
        told = b""
        while True:
            try:
                more = os.read(master, 4096)
            except OSError:
                break
            if not more:
                break
            told += more
        ran.wait(60)
    os.close(master)
    return told.decode().replace("\r\n", "\n")


def test_work_that_takes_long_is_told_and_wiped_away() -> None:
    """On a terminal a line counts the seconds after the first half, and nothing of it is left."""
    told = on_a_terminal("-c", SLOW)
    assert re.search(r"\r\x1b\[2K[|/\\-] mixing \.\.\. 0\.[5-9] s", told)
    assert told.endswith("\r\x1b[2Kdone\n")


def test_work_that_is_short_is_not_told() -> None:
    """Within half a second nothing is shown."""
    assert on_a_terminal("-c", QUICK) == "done\n"


def test_nothing_is_told_where_nobody_looks() -> None:
    """Into a pipe, and on a terminal that cannot move its cursor, no progress is written."""
    piped = subprocess.run([sys.executable, "-c", SLOW], capture_output=True, text=True)
    assert (piped.stdout, piped.stderr) == ("done\n", "")
    assert on_a_terminal("-c", SLOW, TERM="dumb") == "done\n"


def _conflicted(root: Path) -> None:
    (root / "service.yaml").write_text("svcgen: 1\nservice: {name: shop}\n")
    generate(root, shared(functions(one=1)))
    (root / "src/shop/mine.py").write_text(functions(one="'mine'"))
    generate(root, shared(functions(one=11)))


def test_conflicts_are_coloured_and_end_with_the_next_step(tmp_path: Path) -> None:
    """Lines of yours are red and of the generator green; the last line is what to type; NO_COLOR takes colours off."""
    _conflicted(tmp_path)
    words = ("-m", "svcgen.cli.main", "resolve")
    told = on_a_terminal(*words, cwd=tmp_path)
    assert "\x1b[31m-    return 'mine'\x1b[0m\n" in told
    assert "\x1b[32m+    return 11\x1b[0m\n" in told
    last = "svcgen resolve src/shop/mine.py:one --ours, --theirs or --edit"
    assert told.rstrip().splitlines()[-1] == f"\x1b[32mnext\x1b[0m: {last}"
    plain = on_a_terminal(*words, cwd=tmp_path, NO_COLOR="1")
    assert "\x1b[3" not in plain
    assert plain.rstrip().splitlines()[-1] == f"next: {last}"

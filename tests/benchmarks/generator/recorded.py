"""Peers that pip cannot install: figures measured once elsewhere, never in the run that prints them.

All on 2 cores with Python 3.11 and Node 20, whole processes, medians; seconds for 1, 10, 100, 1,000.
"""

from __future__ import annotations

ROWS: tuple[tuple[str, str], ...] = (
    ("--help", "JHipster 8.11.0 1.58 s, nest 12.0.8 1.32 s, other TypeScript tools 0.95 s"),
    ("cold generate", "JHipster server 9.2 / 9.2 / 20.2 / - s (707 MB at 100)"),
    ("add an entity", "nest g resource 1.8 s, copier update 1.9 s at 100"),
    ("TypeScript client", "at 100 / 1,000: orval 1.06 / 15.6 s, openapi-typescript 1.17 / 3.2 s"),
    ("TypeScript client", "hey-api 2.7 / > 150 s"),
    ("diagnostics", "Buf lint of 200 messages 0.38 s"),
)  # fmt: skip

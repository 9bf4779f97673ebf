"""Books."""

from abc import ABC

LIMIT = 30
X: ABC = 1

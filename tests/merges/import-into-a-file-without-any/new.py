"""Books."""

from abc import ABC

LIMIT = 20
X: ABC = 1

"""Books."""

import json
from abc import ABC

import local

LIMIT = 30
local.x()


X: ABC = json

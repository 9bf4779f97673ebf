"""Books."""

import json
from abc import ABC

import local

LIMIT = 20
local.x()


X: ABC = json

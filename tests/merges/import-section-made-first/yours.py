"""Books."""

import local

LIMIT = 30
local.x()

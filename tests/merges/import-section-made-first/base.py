"""Books."""

import local

LIMIT = 20
local.x()

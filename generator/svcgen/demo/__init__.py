"""`make demo`: a service from a spec, started for real, and talked to in every way it knows. It needs no server."""

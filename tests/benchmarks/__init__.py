"""Benchmarks: programs that print figures. Nothing here fails because something was slow."""

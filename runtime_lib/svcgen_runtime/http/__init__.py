"""HTTP: routers, error bodies, health and documents."""

from svcgen_runtime.http.router import Router

__all__ = ["Router"]

"""The service of the tests as a module of its own, with a console script."""

from svcgen_runtime import run
from tests.behaviour.http_service import Probe, build_service

service = build_service(Probe())
asgi_app = service.asgi_app


def main() -> None:
    """The console script."""
    run(service)

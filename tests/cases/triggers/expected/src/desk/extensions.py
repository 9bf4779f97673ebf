"""What no spec says: interceptors, providers, routers and start-up work of this
service.
"""

from svcgen_runtime import Service


def extend(service: Service) -> None:
    """Add to the service what no spec says.

    service.add_router(router), service.add_interceptor(interceptor),
    service.add_provider(provider), service.on_start(hook), service.on_stop(hook) and
    service.use_token_verifier(verifier) are what it offers.
    """

"""What tests of a service use: the whole service, started on a free port."""

from svcgen_runtime.testing.service import TestService
from svcgen_runtime.testing.sockets import Push, Reply, TestSocket

__all__ = ["Push", "Reply", "TestService", "TestSocket"]

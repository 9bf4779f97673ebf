"""What is said now and acted on by later work: clients, registry, auth, limits, audit, tenants."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from svcgen.spec.base import Duration, Rate, Size, SpecModel
from svcgen.spec.messaging import RetrySpec


class BreakerSpec(SpecModel):
    """When calls stop for a while."""

    failures: int = Field(default=5, ge=1)
    """How many failures open it."""
    reset: Duration = 30.0
    """How long it stays open."""


class ClientSpec(SpecModel):
    """Another service this one calls."""

    spec: str | None = None
    """Its svcgen spec, as a path from this one."""
    openapi: str | None = None
    """Its OpenAPI document, as a path from this one."""
    retry: RetrySpec | None = None
    """When a failed call is tried again."""
    breaker: BreakerSpec | None = None
    """When calls stop for a while."""
    timeout: Duration = 10.0
    """The longest a call may take."""


class TenantSpec(SpecModel):
    """What keeps tenants apart."""

    field: str = "tenant_id"
    """The column."""
    type: str = "uuid"
    """Its type."""
    claim: str = "tid"
    """The claim of the token that names the tenant."""


class RegistrySpec(SpecModel):
    """The service registry this service is part of."""

    kind: Literal["soajs"]
    """The kind of registry."""
    group: str
    """The group it belongs to."""
    version: str = "1"
    """The version it registers as."""


class AuthSpec(SpecModel):
    """Who issues the tokens."""

    mode: Literal["oidc", "local"] = "oidc"
    """An OpenID Connect issuer, or the service itself."""
    issuer: str | None = None
    """The issuer's URL."""
    audience: str | None = None
    """The audience the token must name."""
    public_paths: list[str] = []
    """Paths that need no token."""


class LimitsSpec(SpecModel):
    """How much a caller may."""

    requests: Rate | None = None
    """HTTP requests."""
    messages: Rate | None = None
    """WebSocket requests."""
    connections_per_user: int | None = Field(default=None, ge=1)
    """WebSocket connections of one user."""
    body: Size | None = None
    """The largest HTTP body."""
    frame: Size | None = None
    """The largest WebSocket frame."""


class AuditSpec(SpecModel):
    """What is written down of who did what."""

    retain: Duration | None = None
    """How long."""
    redact: list[str] = []
    """The fields never written down."""

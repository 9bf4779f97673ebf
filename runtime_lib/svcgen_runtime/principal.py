"""Who a request acts for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Principal:
    """A verified identity: one object feeds access rules, audit and limits.

    `subject` is the stable id of the caller, `roles` the names granted to it,
    `expires_at` (UTC) the end of the identity or None, `claims` what else the token
    said, as text.
    """

    subject: str
    roles: frozenset[str] = frozenset()
    expires_at: datetime | None = None
    claims: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, subject: str, roles: Iterable[str] = ()) -> "Principal":
        """A principal with these roles that does not expire."""
        return cls(subject, frozenset(str(role) for role in roles))

    def has_role(self, role: str) -> bool:
        """Whether the role was granted."""
        return str(role) in self.roles

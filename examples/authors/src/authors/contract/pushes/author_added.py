# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""An author was added."""

from uuid import UUID

from svcgen_runtime.websocket import Push

from authors.contract.packages import PkgID


class AuthorAdded(Push, pkg_id=PkgID.AUTHOR_ADDED):
    """An author was added."""

    author_id: UUID
    name: str

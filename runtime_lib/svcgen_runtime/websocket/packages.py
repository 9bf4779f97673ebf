"""Packages: requests that come over the service's WebSocket endpoint."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from svcgen_runtime.access import Access, authorise, check_static
from svcgen_runtime.principal import Principal
from svcgen_runtime.websocket.payload import FrameData
from svcgen_runtime.websocket.signature import (
    BadHandler,
    Handler,
    Signature,
    read_signature,
)

H = TypeVar("H", bound=Handler)
NO_ARGUMENTS: Mapping[str, BaseModel] = {}


class DuplicatePackage(ValueError):
    """Two handlers, or two room names, for one id."""


@dataclass(frozen=True, slots=True)
class Package:
    """One declared request: its id, its handler and who may send it."""

    pkg_id: int
    name: str
    handler: Handler
    access: Access
    signature: Signature
    data: FrameData[BaseModel] | None

    def check(self, principal: Principal | None) -> None:
        """What can be decided before the data is read. Raises `AuthenticationFailed`, `PermissionDenied`."""
        check_static(self.access, principal)

    def arguments(self, frame: str) -> Mapping[str, BaseModel]:
        """The handler's argument by name. Raises `InvalidData`."""
        if self.data is None or self.signature.request_name is None:
            return NO_ARGUMENTS
        return {self.signature.request_name: self.data.read(frame)}

    async def run(
        self, principal: Principal | None, arguments: Mapping[str, BaseModel]
    ) -> tuple[bytes, bytes]:
        """Calls the handler, inside a unit of work; returns `data` and `meta` of the reply as JSON."""
        await authorise(self.access, principal, arguments)
        return self.signature.write(await self.handler(**arguments))


class PackageRouter:
    """The packages of one module: `packages = PackageRouter()`."""

    def __init__(self) -> None:
        self.packages: list[Package] = []

    def handle(self, pkg_id: int, *, access: Access) -> Callable[[H], H]:
        """Declares a handler: `@packages.handle(PkgID.CREATE_AUTHOR, access=AllOf(Role.EDITOR))`.

        The handler is an async function of one model or of nothing; it returns None, a model, a list or a page.
        Raises `BadHandler` if it is not, or if the id is negative, and `DuplicatePackage`.
        """

        def declare(handler: H) -> H:
            if pkg_id < 0:
                raise BadHandler(f"package {pkg_id}: negative ids are reserved")
            signature = read_signature(handler)
            if signature.parameters:
                names = ", ".join(signature.parameters)
                raise BadHandler(f"{handler.__qualname__}: {names} must be a model")
            request = signature.request
            name = str(getattr(pkg_id, "name", handler.__name__))
            package = Package(
                pkg_id=int(pkg_id),
                name=name,
                handler=handler,
                access=access,
                signature=signature,
                data=None if request is None else FrameData(request),
            )
            by_id([*self.packages, package])
            self.packages.append(package)
            return handler

        return declare


def by_id(packages: Iterable[Package]) -> dict[int, Package]:
    """Packages by id. Raises `DuplicatePackage` if two have the same."""
    found: dict[int, Package] = {}
    for package in packages:
        other = found.setdefault(package.pkg_id, package)
        if other is not package:
            names = f"{other.handler.__qualname__} and {package.handler.__qualname__}"
            raise DuplicatePackage(f"package {package.pkg_id}: {names}")
    return found

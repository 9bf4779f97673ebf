"""`GET /dev/token`: a token for the asking, in dev and test only."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from svcgen_runtime.errors import NotFound
from svcgen_runtime.tokens import DevelopmentIssuer

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def development_routes(service: "Service") -> list[Route]:
    """`/dev/token?role=a&role=b&subject=s`; elsewhere it answers 404."""

    async def token(request: Request) -> Response:
        issuer = service.token_verifier
        if not service.config.is_development or not isinstance(
            issuer, DevelopmentIssuer
        ):
            raise NotFound
        query = request.query_params
        subject = query.get("subject") or "developer"
        issued = issuer.issue(query.getlist("role"), subject)
        return JSONResponse({"token": issued}, headers={"Cache-Control": "no-store"})

    return [Route("/dev/token", token)]

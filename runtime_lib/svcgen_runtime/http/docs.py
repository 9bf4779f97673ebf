"""`/docs` without the network: Swagger UI's files ship with the library.

The page holds no inline script or style, so it works under a strict
Content-Security-Policy, which it also sends.
"""

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from svcgen_runtime.errors import NotFound

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

_KINDS = {".js": "text/javascript", ".css": "text/css", ".png": "image/png"}
# Swagger UI sets style attributes and draws its icons from data: addresses
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="/docs/static/favicon-32x32.png">
<link rel="stylesheet" href="/docs/static/swagger-ui.css">
<link rel="stylesheet" href="/docs/static/docs.css">
</head>
<body>
{login}<div id="swagger-ui" data-openapi="/openapi.json"></div>
<script src="/docs/static/swagger-ui-bundle.js"></script>
<script src="/docs/static/docs.js"></script>
</body>
</html>
"""


def docs_routes(service: "Service") -> list[Route]:
    """The page and its files; in dev and test with one login button a role."""

    async def page(request: Request) -> Response:
        del request
        login = _login(service) if service.config.is_development else ""
        title = f"{service.name} {service.version}"
        return HTMLResponse(
            _PAGE.format(title=escape(title), login=login),
            headers={"Content-Security-Policy": _POLICY},
        )

    async def asset(request: Request) -> Response:
        name = str(request.path_params["name"])
        _, dot, suffix = name.rpartition(".")
        found = files("svcgen_runtime.http") / "static" / name
        if dot + suffix not in _KINDS or "/" in name or not found.is_file():
            raise NotFound
        return Response(
            found.read_bytes(),
            media_type=_KINDS[dot + suffix],
            headers={"Cache-Control": "max-age=86400"},
        )

    return [Route("/docs", page), Route("/docs/static/{name}", asset)]


def _login(service: "Service") -> str:
    buttons = "".join(_button(f'data-login="{escape(r)}"', r) for r in service.roles)
    if len(service.roles) > 1:
        buttons += _button("data-login-all", "all roles")
    buttons += _button('data-login=""', "no role") + _button("data-logout", "log out")
    return (
        '<div class="login" role="group" aria-label="development login">'
        f"<span>Act as</span>{buttons}"
        '<span id="login-state" role="status">not logged in</span></div>\n'
    )


def _button(marks: str, text: str) -> str:
    # they work once Swagger UI knows what a token is for: docs.js switches them on
    return f'<button type="button" {marks} disabled>{escape(text)}</button>'

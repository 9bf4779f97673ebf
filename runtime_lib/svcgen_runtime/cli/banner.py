"""What `dev` says when everything runs."""

import shutil
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.routing import APIRoute

from svcgen_runtime.settings import sqlite_path

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

PARTS = "server, worker and scheduler in one process"
PING = '{"pkg_id": -2, "req_id": "00000000-0000-4000-8000-000000000000", "data": {}}'


def banner(service: "Service", port: int) -> str:
    """Addresses, a curl line and a WebSocket line, ready to be pasted."""
    config = service.config
    host = "127.0.0.1" if _is_any(config.host) else config.host
    base = f"http://{host}:{port}"
    lines = [
        f"{service.name} {service.version} ({config.environment}): {PARTS}",
        f"  docs      {base}/docs",
        f"  api       {base}{service.prefix}",
        f"  health    {base}/readyz",
        f"  database  {_database(service)}",
        f"  broker    {'BROKER_URL' if config.broker_url.get_secret_value() else 'in process'}",
        f"  rooms     {'REDIS_URL' if config.redis_url.get_secret_value() else 'in process'}",
        "try:",
        f"  {_curl(service, base)}",
    ]
    if service.packages or service.sockets or service.rooms:
        address = base.replace("http", "ws", 1) + service.ws_path
        lines += [f"  {_python()} -m websockets {address}", f"    {PING}"]
    return "\n".join(lines) + "\nCtrl-C ends it.\n"


def _is_any(host: str) -> bool:
    """Whether `host` stands for every address of this machine."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def _database(service: "Service") -> str:
    url = service.config.database_url.get_secret_value()
    path = sqlite_path(url)
    return f"sqlite {path}" if path else url.partition("://")[0]


def _curl(service: "Service", base: str) -> str:
    """A request that works: a public GET if there is one, else one with a token."""
    guarded = ""
    for router in service.routers:
        api = router if isinstance(router, APIRouter) else router.api
        for route in api.routes:
            if not isinstance(route, APIRoute) or "GET" not in (route.methods or ()):
                continue
            if "{" in route.path:
                continue
            url = base + service.prefix + route.path
            if "security" not in (route.openapi_extra or {}):
                return f"curl -s {url}"
            guarded = guarded or url
    if not guarded:
        return f"curl -s {base}/readyz"
    roles = "".join(f" --role {role}" for role in service.roles)
    token = f"$({_script(service.name)} token{roles})"
    return f'curl -s -H "Authorization: Bearer {token}" {guarded}'


def _script(name: str) -> str:
    """The console script as it can be typed here: by name where it is found, else by path."""
    if shutil.which(name):
        return name
    beside = Path(sys.executable).with_name(name)
    return _shown(beside) if beside.exists() else name


def _python() -> str:
    """The interpreter that runs this, as it can be typed here."""
    return _shown(Path(sys.executable))


def _shown(path: Path) -> str:
    """A path from the current folder where it lies below it, else in full."""
    return str(
        path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    )

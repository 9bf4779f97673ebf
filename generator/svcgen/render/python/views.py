"""Which view each template shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from svcgen.render.python import (
    commands,
    computed,
    contract,
    factories,
    http,
    messages,
    models,
    schemas,
    service,
    tests,
    triggers,
)
from svcgen.render.python.context import Context
from svcgen.render.python.module import View

Builder = Callable[[Context, Any], View]

VIEWS: Mapping[str, Builder] = {
    "service/package.py.jinja": service.build_package,
    "service/app.py.jinja": service.build_app,
    "service/settings.py.jinja": service.build_settings,
    "service/extensions.py.jinja": service.build_extensions,
    "service/providers.py.jinja": service.build_providers,
    "service/contract/enums.py.jinja": contract.build_enums,
    "service/contract/roles.py.jinja": contract.build_roles,
    "service/contract/errors.py.jinja": contract.build_errors,
    "service/contract/packages.py.jinja": contract.build_packages,
    "service/contract/rooms.py.jinja": contract.build_rooms,
    "service/contract/models.py.jinja": contract.build_models_index,
    "service/contract/model.py.jinja": models.build_model,
    "service/contract/schemas.py.jinja": schemas.build_schemas,
    "service/contract/details.py.jinja": schemas.build_details,
    "service/contract/message.py.jinja": messages.build_message,
    "service/contract/push.py.jinja": contract.build_push,
    "service/contract/received.py.jinja": triggers.build_received,
    "service/repository.py.jinja": commands.build_repository,
    "service/computed.py.jinja": computed.build_computed,
    "service/upgrades.py.jinja": messages.build_upgrades,
    "service/command.py.jinja": commands.build_commands,
    "service/wiring.py.jinja": commands.build_wiring,
    "service/handlers/http.py.jinja": http.build_http,
    "service/handlers/ws.py.jinja": triggers.build_ws,
    "service/handlers/message.py.jinja": triggers.build_handler,
    "service/handlers/schedule.py.jinja": triggers.build_schedule,
    "service/handlers/socket.py.jinja": triggers.build_socket,
    "service/tests/conftest.py.jinja": tests.build_conftest,
    "service/tests/factories.py.jinja": factories.build_factories,
    "service/tests/test_service.py.jinja": tests.build_service_test,
    "service/tests/test_noun.py.jinja": tests.build_tests,
}

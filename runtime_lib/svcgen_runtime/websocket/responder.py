"""The one reply that every request gets, whatever becomes of it."""

import logging
from collections.abc import Awaitable, Callable

from svcgen_runtime.errors import InternalError, ServiceError
from svcgen_runtime.logging import correlation_id
from svcgen_runtime.websocket.codes import StatusCode
from svcgen_runtime.websocket.connection import Closing, Connection
from svcgen_runtime.websocket.envelope import Head
from svcgen_runtime.websocket.faults import error_reply

logger = logging.getLogger(__name__)

Work = Callable[[], Awaitable[tuple[bytes, bytes]]]


async def answer(connection: Connection, head: Head, work: Work) -> None:
    """Replies with what `work` returns, `data` and `meta` as JSON, or with the error it raises.

    An error that is no `ServiceError` is logged and answered without any detail; `Closing` goes up unanswered.
    """
    token = correlation_id.set(head.req_id)
    try:
        data, meta = await work()
        key = (head.pkg_id, head.req_id)
        reply = connection.envelope.reply(key, StatusCode.OK, data, meta)
    except Closing:
        raise
    except ServiceError as error:
        reply = error_reply(connection.envelope, head, error)
    except Exception:
        logger.exception("package %s failed", head.pkg_id)
        reply = error_reply(connection.envelope, head, InternalError())
    finally:
        correlation_id.reset(token)
    connection.reply(reply)

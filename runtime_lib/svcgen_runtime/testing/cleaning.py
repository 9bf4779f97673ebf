"""Removes what a test left on real servers: only names that begin with its prefix."""

import asyncio
from operator import methodcaller
from typing import TYPE_CHECKING

from svcgen_runtime.runtimes.messaging import has_broker, topology_of

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

_DELETE = """
local found = redis.call('KEYS', ARGV[1] .. '*')
for _, key in ipairs(found) do redis.call('DEL', key) end
return found
"""


async def clean_servers(service: "Service") -> None:
    """Delete the service's queues and own exchange, and its keys in Redis."""
    if has_broker(service):
        await _clean_broker(service)
    url = service.config.redis_url.get_secret_value()
    if url:
        await _clean_redis(url, f"{service.name}.{service.config.deployment}")


async def _clean_broker(service: "Service") -> None:
    from svcgen_runtime.messages.rabbitmq import RabbitMQBroker

    broker = RabbitMQBroker(service.config.broker_url.get_secret_value())
    topology = topology_of(service)
    await broker.start()
    try:
        await asyncio.gather(
            *(
                broker.request(methodcaller("queue_delete", queue.name))
                for queue in topology.queues
            )
        )
        for exchange in topology.exchanges:
            if not exchange.is_foreign:
                await broker.request(methodcaller("exchange_delete", exchange.name))
    finally:
        await broker.stop()


async def _clean_redis(url: str, prefix: str) -> None:
    from svcgen_runtime.websocket.redis_client import Call, RedisClient

    client = RedisClient(url)
    try:
        await client.run([Call(_DELETE, (), (prefix,))])
    finally:
        await client.close()

"""One server process of the WebSocket tests: `python -m tests.behaviour.websocket_process REDIS_URL PREFIX`."""

import asyncio
import signal
import sys

from svcgen_runtime.websocket import make_hub, make_tickets
from tests.behaviour.websocket_service import serving


async def main(redis_url: str, prefix: str) -> None:
    """Serves until SIGTERM, having printed its port."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    hub, tickets = make_hub(redis_url, prefix), make_tickets(redis_url, prefix)
    async with serving(hub=hub, tickets=tickets) as running:
        print(running.port, flush=True)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

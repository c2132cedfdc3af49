"""A server in the process of the tests, whose insides they reach."""

from __future__ import annotations

import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

from workbench.usecases.serve import Serving
from workbench.web.server import Server

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator
    from pathlib import Path

    from workbench.usecases.served import Person


class Within:
    """A server on a free port, in the running loop."""

    def __init__(self, serving: Serving, port: int) -> None:
        self.server = Server(serving, port)
        self.study = serving.study
        self.links = self.server.links()
        self.address = self.server.gate.address
        self.trust: ssl.SSLContext | None = None
        self.cookies: dict[str, tuple[str, str]] = {}

    def screens(self) -> list[str]:
        """Return the ids of those whose screen is running."""
        return [name for name, seat in self.server.seats.items() if seat.is_running]


@asynccontextmanager
async def within(study: Path, *people: Person, **settings: Any) -> AsyncIterator[Within]:
    """Serve a study to some people until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    made = Within(Serving(study=study, people=people, **settings), listening.getsockname()[1])
    runner = web.AppRunner(made.server.application(), access_log=None, shutdown_timeout=5.0)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    try:
        yield made
    finally:
        await runner.cleanup()

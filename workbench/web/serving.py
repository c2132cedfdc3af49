"""Starting the server, telling the links, and ending it in order."""

from __future__ import annotations

import asyncio
import signal
import ssl
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.errors import StoreError, UsageError

if TYPE_CHECKING:
    from workbench.usecases.serve import Serving
    from workbench.web.server import Server

CLAIMS = (
    "Here the link decides whose name a change carries, and what its holder may do. In the folder itself names are "
    "claims: whoever can write its files can write any name."
)


def serve(serving: Serving) -> int:
    """Serve a study until a signal ends it; return the exit code.

    Links go to standard output, words to standard error.

    Raises
    ------
    UsageError, StoreError
        When textual-serve is missing, the certificate is none, or the address is taken.
    """
    try:
        import textual_serve
    except ImportError as error:
        message = "serve needs textual-serve, which is not installed."
        raise UsageError(message, hint="pip install 'policy-workbench[serve]'") from error
    del textual_serve
    asyncio.run(_serve(serving))
    return 0


async def _serve(serving: Serving) -> None:
    from aiohttp import web

    from workbench.web.server import Server

    socket = _bound(serving)
    server = Server(serving, socket.getsockname()[1])
    runner = web.AppRunner(server.application(), access_log=None, handle_signals=False, shutdown_timeout=5.0)
    await runner.setup()
    try:
        await web.SockSite(runner, socket, ssl_context=_tls(serving)).start()
        _tell(serving, server)
        ending = asyncio.Event()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError, ValueError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), ending.set)
        await ending.wait()
        sys.stderr.write("Ending; every screen keeps what was being written.\n")
    finally:
        await runner.cleanup()


def _bound(serving: Serving):  # type: ignore[no-untyped-def] # noqa: ANN202
    import socket

    try:
        family = socket.getaddrinfo(serving.host, serving.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((serving.host, serving.port), family=family, backlog=128)
    except OSError as error:
        message = f"{serving.host}:{serving.port} cannot be listened on: {error.strerror or error}."
        raise StoreError(message, hint="Choose another with --port; 0 takes a free one.") from error


def _tls(serving: Serving) -> ssl.SSLContext | None:
    if serving.certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    cert, key = serving.certificate
    try:
        context.load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        message = f"{cert} and {key} are no certificate and key that go together: {error}."
        raise UsageError(message, hint="Both are PEM files; the key has no password.") from error
    return context


def _tell(serving: Serving, server: Server) -> None:
    roles = {each.label: "reads only" if each.reads_only else "scores" for each in serving.people}
    for label, link in server.links().items():
        sys.stdout.write(f"{label} ({roles[label]}): {link}\n")
    sys.stdout.flush()
    reach = "this machine only" if serving.is_local else "other machines too"
    clear = "" if serving.is_local or serving.certificate else ", without TLS: whoever is on the way reads along"
    sys.stderr.write(
        f"Serving {serving.study} on {server.gate.address}, reached from {reach}{clear}.\n"
        f"Each link works once, for one browser; restarting makes new ones. {CLAIMS}\n"
        "Ctrl+C ends it; every screen keeps what was being written.\n"
    )
    sys.stderr.flush()

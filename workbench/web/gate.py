"""What every request passes: which names and origins are let in, and what every answer forbids the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from workbench.usecases.serve import is_loopback

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from workbench.usecases.serve import Serving

MISDIRECTED = 421
FRIENDLY_SITES = frozenset({"same-origin", "none"})
"""What a browser says of a request that no other site has caused."""
ENTRANCE = "/enter/"
"""Only a link may be followed from elsewhere; it lets nobody in before a button is pressed."""


class Gate:
    """The names under which a server answers, and the pages that may talk to it."""

    def __init__(self, serving: Serving, port: int) -> None:
        self.scheme = "https" if serving.certificate else "http"
        names = [serving.host, *serving.names]
        if is_loopback(serving.host):
            names += ["localhost", "127.0.0.1", "::1"]
        usual = port == (443 if serving.certificate else 80)
        shown = [f"[{name}]" if ":" in name else name.lower() for name in names]
        self.hosts = frozenset(f"{name}:{port}" for name in shown) | (frozenset(shown) if usual else frozenset())
        self.origins = frozenset(f"{self.scheme}://{host}" for host in self.hosts)
        first = shown[1] if serving.names else shown[0]
        self.address = f"{self.scheme}://{first}" if usual else f"{self.scheme}://{first}:{port}"

    def refusal(self, request: web.Request) -> web.Response | None:
        """Return the answer to a request that is turned away; None for one that may go on."""
        if request.headers.get("Host", "").lower() not in self.hosts or len(request.headers.getall("Host")) > 1:
            return web.Response(status=MISDIRECTED, text="This server does not answer under that name.\n")
        origin = request.headers.get("Origin")
        if origin is not None and origin not in self.origins:
            return web.Response(status=403, text="Another site's page has no business here.\n")
        if origin is None and (request.method != "GET" or request.path.startswith("/ws")):
            return web.Response(status=403, text="Only a page of this server may do that.\n")
        site = request.headers.get("Sec-Fetch-Site", "none")
        if site not in FRIENDLY_SITES and not (request.method == "GET" and request.path.startswith(ENTRANCE)):
            return web.Response(status=403, text="Another site's page has no business here.\n")
        return None

    def address_of(self, request: web.Request) -> str:
        """Return this server's address as a request that was let in names it."""
        return f"{self.scheme}://{request.headers['Host'].lower()}"

    def headers(self, request: web.Request) -> dict[str, str]:
        """Return what every answer tells the browser: nothing from elsewhere, in no frame, kept nowhere."""
        let_in = request.headers.get("Host", "").lower() in self.hosts
        # Not every browser takes 'self' for sockets too; none takes an address of the sixth version.
        socket = self.address_of(request).replace("http", "ws", 1) if let_in and "[" not in request.host else ""
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src 'self' {socket}; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            # Other sites learn nothing; with no-referrer a browser would not tell us that our own page sent a form.
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cache-Control": "no-store",
            "Server": "workbench",
        }

    def middleware(self) -> Middleware:
        """Return what stands before every handler."""

        @web.middleware
        async def pass_through(request: web.Request, handler: Handler) -> web.StreamResponse:
            refused = self.refusal(request)
            if refused is not None:
                return refused
            try:
                return await handler(request)
            except web.HTTPException as answer:
                return web.Response(status=answer.status, text=f"{answer.reason}\n")

        return pass_through

    async def mark(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put the headers on an answer before it goes out, whoever made it."""
        for name, value in self.headers(request).items():
            response.headers[name] = value

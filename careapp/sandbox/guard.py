"""Who may come in and who may write: this machine's programs and the sandbox's own page, but no other web page."""

import asyncio
import hmac
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

from careapp.sandbox.real_tokens import REAL_TOKEN_SENTENCE, holds_real_token
from careapp.sandbox.slack import log

NAMES = ("127.0.0.1", "localhost", "[::1]")
TOKEN_HEADER = "X-Sandbox-Token"  # noqa: S105, a header's name
CONTROL, LIVE, LINK, READING = "/_sandbox/", "/_sandbox/live", "/link/", ("GET", "HEAD")
# Bytes of a body, by the beginning of its path; a file of 20 MB takes a third more in base64.
BODY_MOST = {"/_sandbox/upload": 28_000_000, CONTROL: 2_000_000, "/upload/": 21_000_000, "": 8_000_000}
BODY_SECONDS = 30.0
PAGE = ("/", "/index.html")
# What a browser says of a click on a link, and not of a frame, a fetch or a script that goes there by itself.
CLICKED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-User": "?1"}
CONNECTIONS_MOST = 500
ANSWERED = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Stands before every request; `port` is the one that is served, `token` what a write needs, new at every start."""

    def __init__(self) -> None:
        self.port = 0
        self.token = secrets.token_urlsafe(24)

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answers 403, 400, 411 or 413 to who or what may not come in, and 500 where the sandbox itself fails."""
        refusal = self._refusal(request)
        if refusal:
            return web.json_response({"error": refusal[1]}, status=refusal[0])
        deadline = asyncio.get_running_loop().call_later(BODY_SECONDS, _cut_off, request)
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return web.json_response({"error": _too_long(request.path)}, status=413)
        except (web.HTTPException, asyncio.CancelledError):
            raise
        except ConnectionError:  # whoever asked has gone
            return web.Response(status=400)
        except Exception:
            log.exception("The sandbox failed at %s", request.path)
            return web.json_response({"error": "The sandbox failed; its log says how."}, status=500)
        finally:
            deadline.cancel()

    def admit(self, server: web.Server | None) -> asyncio.BaseProtocol:
        """Takes a new connection, unless there are too many or the server has ended."""
        return server() if server and len(server.connections) < CONNECTIONS_MOST else _TurnedAway()

    def _refusal(self, request: web.Request) -> tuple[int, str] | None:
        """The status and the sentence for a request that may not come in."""
        if not self._is_our_host(request):
            return 403, f"The sandbox answers to this machine alone, at http://127.0.0.1:{self.port}/."
        if not _is_our_page(request):
            return 403, "Another web page asked for this. Type the sandbox's address into the browser yourself."
        if _is_write(request) and not hmac.compare_digest(_token_of(request), self.token.encode()):
            return 403, f"A write needs the {TOKEN_HEADER} of this start. If you see this in the page, reload it."
        if holds_real_token(request.path):
            return 400, REAL_TOKEN_SENTENCE
        if _is_write(request) and request.content_length is None:
            return 411, "A control call says how long its body is, in Content-Length."
        return (413, _too_long(request.path)) if (request.content_length or 0) > _body_most(request.path) else None

    def _is_our_host(self, request: web.Request) -> bool:
        """By DNS rebinding, any name may lead here. The socket client of Slack's SDK for Python names no port."""
        host = request.headers.get("Host", "")
        name, _, port = host.rpartition(":")
        return (name in NAMES and port == str(self.port)) or (request.path == LINK and host in NAMES)


class _TurnedAway(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            transport.abort()


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Gives every answer what keeps other pages from reading or framing it, and this one from loading anything else."""
    response.headers.update(ANSWERED)


def _is_our_page(request: web.Request) -> bool:
    """Browsers say which page asks; WebSockets know no same-origin rule, so the page's own must say it."""
    own = f"http://{request.headers['Host']}"
    if request.headers.get("Origin", "" if request.path == LIVE else own) != own:
        return False
    return request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin") or _follows_link(request)


def _follows_link(request: web.Request) -> bool:
    """Whether somebody clicked a link to the page itself: it opens alone, and who linked can read nothing of it."""
    is_page = request.method == "GET" and request.path in PAGE
    return is_page and all(request.headers.get(name) == value for name, value in CLICKED.items())


def _is_write(request: web.Request) -> bool:
    return request.path.startswith(CONTROL) and request.method not in READING


def _token_of(request: web.Request) -> bytes:
    return request.headers.get(TOKEN_HEADER, "").encode("utf-8", "surrogateescape")


def _body_most(path: str) -> int:
    return next(most for beginning, most in BODY_MOST.items() if path.startswith(beginning))


def _too_long(path: str) -> str:
    return f"The body must be no longer than {_body_most(path):,} bytes here."


def _cut_off(request: web.Request) -> None:
    """Ends a connection whose request does not come to its end."""
    if request.transport and not request.content.is_eof():
        request.transport.abort()

"""The sandbox's server: one aiohttp app on loopback for the Web API, Socket Mode, control and the page."""

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from aiohttp import web

from careapp.sandbox import control_api, uploads
from careapp.sandbox.clock import Clock
from careapp.sandbox.faults import Faults
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack, log
from careapp.sandbox.socket_faults import SocketFaults
from careapp.sandbox.time_moves import Mover
from careapp.sandbox.web_api import serve_method

PAGE = Path(__file__).parent / "page"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
MOST_BODY = 32 * 1024**2
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Sandbox:
    """A local Slack with one workspace and one app installed; see docs/sandbox.md.

    `manifest` is the app's manifest as parsed from YAML, `workspace` who and what is there. The clock runs on
    from `now` (default: the real time). Raises ValueError where the two describe no workspace.
    """

    def __init__(self, manifest: Json, workspace: Json, now: datetime | None = None) -> None:
        self.clock = Clock(now)
        self.slack = Slack(manifest, workspace, self.clock)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where it is served, without a slash at the end; empty before `start`."""
        return self.slack.url

    @property
    def bot_token(self) -> str:
        """The bot token, of this start alone."""
        return self.slack.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode, of this start alone."""
        return self.slack.app_token

    @property
    def faults(self) -> Faults:
        """What goes wrong with calls of the Web API on purpose."""
        return self.slack.faults

    @property
    def socket_faults(self) -> SocketFaults:
        """What goes wrong with the app's sockets on purpose."""
        return self.slack.socket_mode.faults

    @property
    def mover(self) -> Mover | None:
        """What brings the clock to the instant that the call `clock` asks for; None: the clock jumps there."""
        return self.slack.moves.mover

    @mover.setter
    def mover(self, mover: Mover | None) -> None:
        self.slack.moves.mover = mover

    async def start(self, port: int = 0) -> None:
        """Serves on 127.0.0.1; port 0 takes a free one. Raises OSError where the port is taken."""
        self._runner = web.AppRunner(_app(self.slack), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        taken = self._runner.addresses[0][1]
        self.slack.url = f"http://127.0.0.1:{taken}"

    async def stop(self) -> None:
        """Closes all sockets and stops serving; what it held is gone."""
        self.clock.stop()
        await self.slack.faults.stop()
        await self.slack.deliveries.stop()
        self.slack.socket_mode.close()
        self.slack.live.close()
        if self._runner:
            await self._runner.cleanup()

    async def act(self, name: str, /, **given: Any) -> Json:
        """A control call without HTTP, for replays; raises ControlError where HTTP would answer 4xx."""
        return await control_api.act(self.slack, name, given)

    async def settled(self) -> None:
        """Returns once no event delivery is under way."""
        await self.slack.deliveries.settled()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


def _app(slack: Slack) -> web.Application:
    app = web.Application(middlewares=[_guard], client_max_size=MOST_BODY)
    add = app.router.add_route
    add("GET", "/api/{method}", partial(serve_method, slack))
    add("POST", "/api/{method}", partial(serve_method, slack))
    add("GET", "/link/", slack.socket_mode.serve)
    add("POST", "/respond/{secret}", partial(uploads.serve_response, slack))
    add("POST", "/upload/v1/{secret}", partial(uploads.serve_upload, slack))
    add("GET", "/files-pri/{file}/{name}", partial(uploads.serve_file, slack))
    add("GET", "/_sandbox/file", partial(uploads.serve_file, slack))
    add("GET", "/_sandbox/state", partial(control_api.serve_state, slack))
    add("GET", "/_sandbox/messages", partial(control_api.serve_messages, slack))
    add("GET", "/_sandbox/home", partial(control_api.serve_home, slack))
    add("GET", "/_sandbox/calls", partial(control_api.serve_calls, slack))
    add("GET", "/_sandbox/faults", partial(control_api.serve_faults, slack))
    add("GET", "/_sandbox/emoji", partial(control_api.serve_emoji, slack))
    add("GET", "/_sandbox/live", partial(control_api.serve_live, slack))
    add("GET", "/_sandbox/avatar/{user}.svg", partial(control_api.serve_avatar, slack))
    add("POST", "/_sandbox/{name}", partial(control_api.serve_action, slack))
    add("GET", "/{path:.*}", _serve_page)
    return app


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets only loopback names in, so that no web page elsewhere can reach the sandbox."""
    origin = request.headers.get("Origin")
    if not _is_loopback(request.host) or not (origin is None or _is_loopback(urlsplit(origin).netloc)):
        return web.json_response({"error": "The sandbox answers to this machine alone."}, status=403)
    try:
        response = await handler(request)
    except (web.HTTPException, asyncio.CancelledError):
        raise
    except Exception:
        log.exception("The sandbox failed at %s", request.path)
        return web.json_response({"error": "The sandbox failed; its log says how."}, status=500)
    if not response.prepared:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _is_loopback(host: str) -> bool:
    name = host.rsplit(":", 1)[0] if (not host.endswith("]") and host.count(":") <= 1) or "]:" in host else host
    return name in LOOPBACK


async def _serve_page(request: web.Request) -> web.StreamResponse:
    named = request.match_info["path"].replace("\0", "") or "index.html"
    path = (PAGE / named).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        return web.json_response({"error": f"There is no {request.path} here."}, status=404)
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    data = await asyncio.to_thread(path.read_bytes)
    charset = "utf-8" if kind.startswith("text/") else None
    headers = {"Cache-Control": "no-store"}
    return web.Response(body=data, content_type=kind, charset=charset, headers=headers)

"""The sandbox's server: one aiohttp app on loopback for the Web API, Socket Mode, control and the page."""

import asyncio
import mimetypes
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from careapp.sandbox import control_api, control_calls, uploads
from careapp.sandbox.clock import Clock
from careapp.sandbox.faults import Faults
from careapp.sandbox.guard import BODY_MOST, Guard, add_headers
from careapp.sandbox.http_log import http_log
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.socket_faults import SocketFaults
from careapp.sandbox.time_moves import Mover
from careapp.sandbox.web_api import serve_method

PAGE = Path(__file__).parent / "page"
INDEX = PAGE / "index.html"
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class Sandbox:
    """A local Slack with one workspace and one app installed; see docs/sandbox.md.

    `manifest` is the app's manifest as parsed from YAML, `workspace` who and what is there. The clock runs on
    from `now` (default: the real time). Raises ValueError where the two describe no workspace.
    """

    def __init__(self, manifest: Json, workspace: Json, now: datetime | None = None) -> None:
        self.clock = Clock(now)
        self.slack = Slack(manifest, workspace, self.clock)
        self._guard = Guard()
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None

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
    def signing_secret(self) -> str:
        """What requests to the app's URLs are signed with, of this start alone."""
        return self.slack.request_urls.signing_secret

    @property
    def write_token(self) -> str:
        """What a POST to the control API carries as X-Sandbox-Token, of this start alone; `act` needs none."""
        return self._guard.token

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
        runner = web.AppRunner(_app(self.slack, self._guard), access_log=None, shutdown_timeout=1, logger=http_log)
        self._runner = runner
        await runner.setup()
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(lambda: self._guard.admit(runner.server), "127.0.0.1", port)
        self._guard.port = self._listening.sockets[0].getsockname()[1]
        self.slack.url = f"http://127.0.0.1:{self._guard.port}"

    async def stop(self) -> None:
        """Closes all sockets and stops serving; what it held is gone."""
        self.clock.stop()
        await self.slack.faults.stop()
        await self.slack.deliveries.stop()
        await self.slack.request_urls.stop()
        self.slack.socket_mode.close()
        self.slack.live.close()
        if self._listening:
            self._listening.close()
        if self._runner:
            await self._runner.cleanup()

    async def act(self, name: str, /, **given: Any) -> Json:
        """A control call without HTTP, for replays; raises ControlError where HTTP would answer 4xx."""
        return await control_api.act(self.slack, name, given)

    async def app_answers(self) -> None:
        """Waits until an app without Socket Mode listens, so that the page knows of it before anything happens."""
        await self.slack.request_urls.wait_for_app()

    async def settled(self) -> None:
        """Returns once no event delivery is under way."""
        await self.slack.deliveries.settled()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


def _app(slack: Slack, guard: Guard) -> web.Application:
    app = web.Application(middlewares=[guard.check], client_max_size=max(BODY_MOST.values()))
    app.on_response_prepare.append(add_headers)
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
    add("GET", "/_sandbox/calls", partial(control_calls.serve_calls, slack))
    add("GET", "/_sandbox/call", partial(control_calls.serve_call, slack))
    add("GET", "/_sandbox/faults", partial(control_api.serve_faults, slack))
    add("GET", "/_sandbox/emoji", partial(control_api.serve_emoji, slack))
    add("GET", "/_sandbox/live", partial(control_api.serve_live, slack))
    add("GET", "/_sandbox/avatar/{user}.svg", partial(control_api.serve_avatar, slack))
    add("POST", "/_sandbox/{name}", partial(control_api.serve_action, slack))
    add("GET", "/{path:.*}", partial(_serve_page, guard.token))
    return app


async def _serve_page(write_token: str, request: web.Request) -> web.StreamResponse:
    named = request.match_info["path"].replace("\0", "") or "index.html"
    path = (PAGE / named).resolve()
    if not path.is_relative_to(PAGE) or not _is_file(path):
        return web.json_response({"error": f"There is no {request.path} here."}, status=404)
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    data = await asyncio.to_thread(path.read_bytes)
    if path == INDEX:  # which no page elsewhere can read: it is let in by no other origin, nor kept by any cache
        data = data.replace(b"{{write_token}}", write_token.encode())
    charset = "utf-8" if kind.startswith("text/") else None
    headers = {"Cache-Control": "no-store"}
    return web.Response(body=data, content_type=kind, charset=charset, headers=headers)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any
        return False

"""Slack's side of HTTP mode: requests signed as Slack signs them, and a sandbox that posts its deliveries to Care."""

import contextlib
import hashlib
import hmac
import io
import socket
import tomllib
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import yaml
from pydantic import SecretStr

from careapp.connection.http_mode import PATH
from careapp.demo.play import HERE, settings_for
from careapp.demo.replay import person
from careapp.sandbox import Sandbox
from careapp.sandbox.manifest import over_http
from careapp.sandbox.payloads import command_payload
from careapp.settings import manifest_path
from tests.team import Team

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
FRONTLINE = "care-frontline"
STORY = "I drove back with the screws that were missing"
Answer = tuple[int, bytes]
Json = dict[str, Any]


def signature(body: bytes, timestamp: str, secret: str = SECRET) -> str:
    """Return the signature of a body, as Slack's documentation says how."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def headers(body: bytes, at: datetime, kind: str = FORM) -> dict[str, str]:
    """Return the headers of a request that Slack signed at an instant."""
    timestamp = str(int(at.timestamp()))
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(body, timestamp),
    }


def form_of(payload: Json) -> bytes:
    """Return a slash command as Slack writes it into a request."""
    return urlencode(payload).encode()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Served(Team):
    """A team whose Slack comes to Care over HTTP."""

    http: aiohttp.ClientSession
    port: int

    async def post(self, body: bytes, sent: dict[str, str]) -> Answer:
        """Post a body to Care with these headers; return the status and what came back."""
        url, data = f"http://127.0.0.1:{self.port}{PATH}", io.BytesIO(body)
        async with self.http.post(url, data=data, headers=sent) as answer:
            return answer.status, await answer.read()

    async def post_signed(self, body: bytes, kind: str = FORM) -> Answer:
        """Post a body signed now."""
        return await self.post(body, headers(body, self.sandbox.clock.now(), kind))

    def story_command(self, text: str = STORY) -> bytes:
        """Return the body of Jonas's slash command."""
        slack = self.sandbox.slack
        who, where = slack.workspace.people[person("jonas")], slack.workspace.channels[self.channel_id(FRONTLINE)]
        return form_of(command_payload(slack, who, where, "/story", text))


@contextlib.asynccontextmanager
async def serving(database: Path, now: datetime) -> AsyncIterator[Served]:
    """Run the demo's people, and Care served over HTTP without an app-level token."""
    port = free_port()
    sandbox = _sandbox_that_posts_to(port, now)
    sandbox.clock.freeze()
    async with sandbox, aiohttp.ClientSession() as http:
        changes = {"slack_app_token": SecretStr(""), "slack_signing_secret": SecretStr(SECRET), "care_port": port}
        served = Served(sandbox, settings_for(sandbox, database).model_copy(update=changes))
        served.http, served.port = http, port
        await served.start()
        try:
            yield served
        finally:
            await served.stop()


def _sandbox_that_posts_to(port: int, now: datetime) -> Sandbox:
    manifest = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    workspace = tomllib.loads((HERE / "workspace.toml").read_text(encoding="utf-8"))
    sandbox = Sandbox(over_http(manifest, f"http://127.0.0.1:{port}{PATH}"), workspace, now)
    sandbox.slack.request_urls.signing_secret = SECRET
    return sandbox

"""What must hold after any request, however broken: an answer in Slack's words, and a sandbox that lives on."""

import json
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from yarl import URL

from .conftest import Slack
from .odd_values import Sent

Json = dict[str, Any]


def no_constant(name: str) -> Any:
    """Refuses what Python reads as JSON and a browser does not."""
    raise AssertionError(f"{name} is no JSON")


def read(text: str) -> Any:
    """Reads JSON as strictly as a browser does."""
    return json.loads(text, parse_constant=no_constant)


async def send(slack: Slack, path: str, sent: Sent, token: str = "") -> tuple[int, str]:
    """Sends a request as it is, on a connection of its own; answers status and body."""
    url = URL(f"{slack.sandbox.url}{path}?{sent.query}" if sent.query else f"{slack.sandbox.url}{path}", encoded=True)
    headers = sent.headers | ({"Authorization": f"Bearer {token}"} if token else {})
    headers = {"Connection": "close"} | {name: value for name, value in headers.items() if value}
    verb = "GET" if sent.query else "POST"
    async with slack.http.request(verb, url, data=BytesIO(sent.body) if sent.body else None, headers=headers) as answer:
        return answer.status, await answer.text()


async def check_alive(slack: Slack, caplog: pytest.LogCaptureFixture) -> None:
    """The sandbox answers the app and the page as ever, and nothing was logged."""
    logged = [record.getMessage() for record in caplog.records if record.exc_info or record.levelname == "ERROR"]
    caplog.clear()
    assert logged == []
    assert (await slack.app.auth_test())["ok"] is True
    state = await _read(slack, "state")
    for channel in state["channels"]:
        await _read(slack, f"messages?user={state['me']['id']}&channel={quote(channel['id'])}")
    assert await _read(slack, f"home?user={state['me']['id']}")
    assert await _read(slack, "calls")


async def _read(slack: Slack, path: str) -> Json:
    async with slack.http.get(f"{slack.sandbox.url}/_sandbox/{path}") as answer:
        assert answer.status == 200, path
        return dict(read(await answer.text()))

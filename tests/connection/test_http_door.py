"""HTTP mode: what is not Slack's gets no further than the door, and no word."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

from careapp.app import bolt_app
from careapp.connection.http_mode import LARGEST_BODY, PATH, listening
from tests.canary import NET
from tests.conftest import MONDAY
from tests.connection.signed import JSON, SECRET, Served, free_port, serving, signature
from tests.team import Team


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """The demo's people, and Care served over HTTP."""
    async with serving(tmp_path / "care.db", MONDAY) as served:
        yield served


def _bad(body: bytes, now: str) -> dict[str, dict[str, str]]:
    """Return headers by what is wrong with them; none may let the body in."""
    signed = signature(body, now)
    stale, early = str(int(now) - 301), str(int(now) + 301)
    return {
        "no headers": {},
        "no signature": {"X-Slack-Request-Timestamp": now},
        "no timestamp": {"X-Slack-Signature": signed},
        "a wrong signature": {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": "v0=" + "0" * 64},
        "another secret": {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature(body, now, "other")},
        "an empty signature": {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": ""},
        "a signature in capitals": {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signed.upper()},
        "too old": {"X-Slack-Request-Timestamp": stale, "X-Slack-Signature": signature(body, stale)},
        "from the future": {"X-Slack-Request-Timestamp": early, "X-Slack-Signature": signature(body, early)},
        "another time than signed": {"X-Slack-Request-Timestamp": str(int(now) - 1), "X-Slack-Signature": signed},
        "a time that is no number": {"X-Slack-Request-Timestamp": "abc", "X-Slack-Signature": signature(body, "abc")},
        "a time without end": {"X-Slack-Request-Timestamp": "9" * 5000, "X-Slack-Signature": signed},
        "a time that is not ASCII": {"X-Slack-Request-Timestamp": "早い", "X-Slack-Signature": signed},
        "a signature that is not ASCII": {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": "v0=é"},
    }


@pytest.mark.parametrize("body", [b"command=%2Fstory&text=hello", b"", b"\xff\xfe", b'{"type": "url_verification"}'])
async def test_every_bad_signature_is_401_without_a_word(served: Served, body: bytes) -> None:
    bad = _bad(body, str(int(served.sandbox.clock.now().timestamp())))
    answers = {what: await served.post(body, {"Content-Type": JSON, **sent}) for what, sent in bad.items()}
    assert answers == dict.fromkeys(bad, (401, b""))


async def test_a_body_that_is_not_utf_8_is_401_even_when_signed(served: Served) -> None:
    assert await served.post_signed(b"text=\xff") == (401, b"")


async def test_bolts_own_check_falls_over_some_of_them(served: Served) -> None:
    """Why Care has its own: when this fails, the SDK has been mended, and `_is_slacks` may trust it."""
    now, verifier = str(int(SdkClock().now())), SignatureVerifier(SECRET)
    raised = []
    for body, timestamp, sign in ((b"", "abc", "v0="), (b"", "", "v0="), (b"\xff", now, "v0="), (b"", now, "v0=é")):
        try:
            verifier.is_valid(body, timestamp, sign)
        except (ValueError, TypeError) as error:
            raised.append(type(error).__name__)
    assert raised == ["ValueError", "ValueError", "UnicodeDecodeError", "TypeError"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", PATH, 405),
        ("HEAD", PATH, 405),
        ("PUT", PATH, 405),
        ("DELETE", PATH, 405),
        ("GET", "/", 404),
        ("POST", "/", 404),
        ("POST", PATH + "/", 404),
        ("GET", "/_sandbox/state", 404),
        ("GET", "/slack/../etc/passwd", 404),
    ],
)
async def test_everything_else_gets_no_word(served: Served, method: str, path: str, status: int) -> None:
    async with served.http.request(method, f"http://127.0.0.1:{served.port}{path}") as answer:
        assert (answer.status, await answer.read()) == (status, b"")
        assert "Server" not in answer.headers


async def test_a_body_of_more_than_a_megabyte_is_refused(served: Served) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b"a" * (LARGEST_BODY // 16)

    assert await served.post_signed(b"text=" + b"a" * LARGEST_BODY) == (413, b"")
    async with served.http.post(f"http://127.0.0.1:{served.port}{PATH}", data=in_pieces()) as answer:
        assert (answer.status, await answer.read()) == (413, b"")
    assert (await served.post_signed(served.story_command()))[0] == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"hello", "text/plain"),
        (b"{not json", JSON),
        (b"[1, 2]", JSON),
        (b'"text"', JSON),
        (b"payload=%7Bnot", "application/x-www-form-urlencoded"),
        (b"<x/>", "application/xml"),
        (b"--b\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b"),
        (b'{"type": "event_callback", "event": 7}', JSON),
        (b'{"type": "never heard of"}', JSON),
    ],
)
async def test_signed_nonsense_is_refused_and_care_lives(served: Served, body: bytes, kind: str) -> None:
    status, _ = await served.post_signed(body, kind)
    assert 400 <= status < 500
    NET.watch_for(body.decode())
    assert (await served.post_signed(b"ssl_check=1"))[0] == 200


async def test_clients_that_never_finish_hold_nobody_up(served: Served) -> None:
    await served.set_up()
    async with contextlib.AsyncExitStack() as stack:
        for n in range(100):
            _, writer = await asyncio.open_connection("127.0.0.1", served.port)
            stack.callback(writer.close)
            rest = b"Content-Length: 900\r\n\r\nte" if n % 2 else b"X-Slow"
            writer.write(b"POST /slack/events HTTP/1.1\r\nHost: care\r\n" + rest)
            await writer.drain()
        async with asyncio.timeout(2):
            assert (await served.post_signed(served.story_command()))[0] == 200


async def test_a_body_that_does_not_come_is_not_waited_for(team: Team) -> None:
    port = free_port()
    async with listening(bolt_app(team.care), SECRET, port, team.care.now, body_within=0.05):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: care\r\nContent-Length: 9\r\n\r\nte")
        assert (await reader.readline()).startswith(b"HTTP/1.1 408")
        writer.close()

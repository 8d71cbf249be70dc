"""Signed HTTP: what the sandbox posts to an app's request URLs, and what the app's answers do."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from careapp.sandbox import Sandbox, request_urls
from careapp.sandbox.manifest import over_http
from tests.connection.signed import free_port
from tests.sandbox.conftest import MANIFEST, NOON, WORKSPACE, button, modal, section, text_input
from tests.sandbox.http_app import ME, App, Json


@pytest.fixture
async def app() -> AsyncIterator[App]:
    """An app that takes everything at one address, and a sandbox that posts to it; its clock stands at noon."""
    app, server = App(), web.Application()
    server.router.add_post("/slack/{rest:.*}", app.serve)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    manifest = over_http(MANIFEST, url)
    manifest["settings"]["interactivity"]["message_menu_options_url"] = f"{url}/options"
    app.sandbox = Sandbox(manifest, WORKSPACE, NOON)
    app.sandbox.clock.freeze()
    app.sandbox.clock.set(NOON)
    async with app.sandbox:
        yield app
        app.answered.set()
    await runner.cleanup()


async def test_a_command_is_a_signed_form(app: App) -> None:
    assert (await app.command())["ok"]
    form = app.form()
    assert (form["command"], form["text"], form["user_id"]) == ("/help", "me &amp; you", "UMAYA")
    assert form["response_url"].startswith(app.sandbox.url)
    assert app.is_signed()
    assert "X-Slack-Retry-Num" not in app.taken[-1][1]
    assert app.errors() == [("/help", None)]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda body: web.Response(text="Here you are"), ["Here you are"]),
        (lambda body: web.json_response({"text": "As JSON"}), ["As JSON"]),
        (lambda body: web.Response(text='{"text": "JSON by its looks"}'), ["JSON by its looks"]),
        (lambda body: web.Response(text='{"text": NaN}'), ['{"text": NaN}']),
    ],
)
async def test_what_a_command_is_answered_is_shown_to_the_person(app: App, answer: Any, told: list[str]) -> None:
    app.answer = answer
    assert (await app.command())["ok"]
    assert app.told() == told


async def test_an_interaction_is_a_form_with_a_payload(app: App) -> None:
    app.sandbox.slack.workspace.channels["CDESK"].add(
        {"type": "message", "user": "UHELPER", "bot_id": "BHELPER", "text": "x", "ts": "1.000000", "blocks": [_row()]}
    )
    pressed = {"action_id": "go", "block_id": "row", "element": {"type": "button"}}
    assert (await app.sandbox.act("action", **ME, message_ts="1.000000", **pressed))["ok"]
    payload = json.loads(app.form()["payload"])
    assert (payload["type"], payload["actions"][0]["action_id"]) == ("block_actions", "go")
    assert app.is_signed()


def _row() -> Json:
    return section("Press", accessory=button("go"), block_id="row")


async def _open_a_modal(app: App) -> str:
    await app.command()
    view = json.dumps(modal(text_input()))
    form = {"trigger_id": app.form()["trigger_id"], "view": view, "token": app.sandbox.bot_token}
    async with aiohttp.ClientSession() as http, http.post(f"{app.sandbox.url}/api/views.open", data=form) as answer:
        return str((await answer.json())["view"]["id"])


async def test_a_modals_answer_is_read_from_the_body(app: App) -> None:
    view_id = await _open_a_modal(app)
    app.answer = lambda body: web.json_response({"response_action": "errors", "errors": {"story": "Too short"}})
    filled = {"story": {"text": {"value": "x"}}}
    sent = await app.sandbox.act("submit", user="UMAYA", view_id=view_id, values=filled)
    assert (sent["ok"], sent["errors"]) == (False, {"story": "Too short"})
    app.answer = lambda body: web.Response(text="<html>")
    sent = await app.sandbox.act("submit", user="UMAYA", view_id=view_id, values=filled)
    assert (sent["ok"], sent["error"]) == (False, "invalid_response_action")
    app.answer = lambda body: web.Response()
    assert (await app.sandbox.act("submit", user="UMAYA", view_id=view_id, values=filled))["ok"]
    assert app.sandbox.slack.views.stack_of("UMAYA") == []


async def test_options_are_asked_for_at_their_own_url(app: App) -> None:
    app.answer = lambda body: web.json_response({"options": []})
    ack = await app.sandbox.slack.deliveries.deliver("interactive", "tea", {"type": "block_suggestion", "value": "as"})
    assert (ack.error, ack.payload) == (None, {"options": []})
    assert app.taken[-1][0] == "/slack/events/options"
    assert json.loads(app.form()["payload"])["value"] == "as"


async def test_an_event_tells_what_was_when_it_happened(app: App) -> None:
    urls = app.sandbox.slack.request_urls
    acked: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    urls.on_ack = lambda envelope_id, payload: acked.set_result(envelope_id)
    payload = {"type": "event_callback", "event": {"text": "before"}}
    assert urls.send({"envelope_id": "1", "type": "events_api", "payload": payload})
    payload["event"] = {"text": "after"}
    async with asyncio.timeout(5):
        assert await acked == "1"
    assert app.events[0]["event"] == {"text": "before"}


async def test_before_the_first_event_the_app_answers_a_challenge_once(app: App) -> None:
    await app.sandbox.act("say", **ME, text="One")
    await app.sandbox.act("say", **ME, text="Two")
    await app.sandbox.settled()
    first = json.loads(app.taken[0][2])
    assert (first["type"], len(app.taken)) == ("url_verification", 3)
    assert {"token", "challenge"} < first.keys()
    assert sorted(each["event"]["text"] for each in app.events) == ["One", "Two"]
    assert app.is_signed()
    assert app.errors()[0] == ("url_verification", None)


async def test_a_challenge_may_be_answered_as_plain_text(app: App) -> None:
    app.challenge = lambda challenge: web.Response(text=challenge)
    await app.sandbox.act("say", **ME, text="One")
    await app.sandbox.settled()
    assert len(app.events) == 1


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"challenge": "another"}', "another"])
async def test_an_app_that_fails_the_challenge_gets_no_events_until_it_passes(app: App, said: str) -> None:
    app.challenge = lambda challenge: web.Response(text=said)
    await app.sandbox.act("say", **ME, text="One")
    await app.sandbox.settled()
    assert app.events == []
    assert ("url_verification", "challenge_failed") in app.errors()
    app.challenge = lambda challenge: web.json_response({"challenge": challenge})
    app.sandbox.clock.advance(60)
    await app.sandbox.settled()
    assert [each["event"]["text"] for each in app.events] == ["One"]


async def test_a_refused_event_comes_again_and_says_why(app: App) -> None:
    app.answer = lambda body: web.Response(status=500)
    await app.sandbox.act("say", **ME, text="One")
    await app.sandbox.settled()
    app.sandbox.clock.advance(60)
    await app.sandbox.settled()
    app.answer = lambda body: web.Response(status=204)
    app.sandbox.clock.advance(300)
    await app.sandbox.settled()
    app.sandbox.clock.advance(86_400)
    await app.sandbox.settled()
    retries = [headers for _, headers, body in app.taken if b"event_callback" in body]
    assert [each.get("X-Slack-Retry-Num") for each in retries] == [None, "1", "2", "3"]
    assert [each.get("X-Slack-Retry-Reason") for each in retries] == [None, "http_error", "http_error", "http_error"]
    assert len({each["event_id"] for each in app.events}) == 1
    assert [error for _, error in app.errors()] == [None, *["http_service_error"] * 3, None]


async def test_an_app_that_wants_no_retry_gets_none(app: App) -> None:
    app.answer = lambda body: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    await app.sandbox.act("say", **ME, text="One")
    await app.sandbox.settled()
    app.sandbox.clock.advance(86_400)
    await app.sandbox.settled()
    assert len(app.events) == 1


async def test_a_late_answer_is_no_ack_but_is_noted(app: App) -> None:
    await app.sandbox.act("settings", ack_seconds=0.05)
    await app.sandbox.act("say", **ME, text="One")
    await app.sandbox.settled()
    app.answered.clear()
    assert (await app.command())["error"] == "operation_timeout"
    await app.sandbox.act("say", **ME, text="Two")
    await app.sandbox.settled()
    assert [each[1].get("X-Slack-Retry-Reason") for each in app.taken[-2:]] == [None, "http_timeout"]
    late, noted = app.sandbox.slack.calls.rows[2], asyncio.Event()
    assert (late["name"], late["late"], late["ms"]) == ("/help", True, None)
    app.sandbox.slack.calls.on_row = lambda row: noted.set() if late["ms"] else None
    app.answered.set()
    async with asyncio.timeout(5):
        await noted.wait()
    assert late["ms"] > 50


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, "http_client_error"), (401, "http_client_error"), (302, "http_client_error"), (503, "http_service_error")],
)
async def test_another_status_than_200_fails_the_command(app: App, status: int, error: str) -> None:
    app.answer = lambda body: web.Response(status=status, headers={"Location": "http://127.0.0.1:9/elsewhere"})
    answer = await app.command()
    assert (answer["ok"], answer["error"]) == (False, error)
    assert len(app.taken) == 1


async def test_an_app_that_is_not_there_is_said_to_be_away(app: App) -> None:
    assert (await app.command())["ok"]
    assert app.sandbox.slack.app_connected
    app.sandbox.slack.manifest.commands["/help"].__dict__["url"] = "http://127.0.0.1:9/"
    answer = await app.command()
    assert (answer["ok"], answer["error"]) == (False, "dispatch_failed")
    assert not app.sandbox.slack.app_connected


async def test_the_inspector_shows_what_the_app_answered(app: App) -> None:
    app.answer = lambda body: web.Response(status=401, text="Who are you?")
    await app.command()
    calls = app.sandbox.slack.calls
    details = calls.details(calls.rows[-1]["id"])
    assert details
    assert (calls.rows[-1]["status"], details["answer"], details["request"]["command"]) == (
        401,
        "Who are you?",
        "/help",
    )


async def test_whether_the_app_answers_can_be_asked_before_anything_happens(app: App) -> None:
    urls = app.sandbox.slack.request_urls
    app.challenge = lambda challenge: web.Response(status=503)
    failure = await urls.verify()
    assert failure
    assert (failure.error, failure.reason, failure.status) == ("http_service_error", "http_error", 503)
    app.challenge = lambda challenge: web.json_response({"challenge": challenge})
    assert await urls.verify() is None
    assert await urls.verify() is None
    await app.sandbox.app_answers()
    assert app.errors() == [("url_verification", "http_service_error"), ("url_verification", None)]
    assert app.sandbox.slack.app_connected


async def test_an_app_that_starts_later_is_noticed(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_urls, "_LOOK_AGAIN", 0.01)
    port = free_port()
    server = web.Application()
    server.router.add_post("/", app.serve)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    async with Sandbox(over_http(MANIFEST, f"http://127.0.0.1:{port}/"), WORKSPACE) as sandbox:
        waiting = asyncio.create_task(sandbox.app_answers())
        failure = await sandbox.slack.request_urls.verify()
        assert failure
        assert (failure.reason, waiting.done(), sandbox.slack.app_connected) == ("connection_failed", False, False)
        await web.TCPSite(runner, "127.0.0.1", port).start()
        async with asyncio.timeout(5):
            await waiting
        assert sandbox.slack.app_connected
    await runner.cleanup()


async def test_requests_are_dated_by_the_sandboxs_clock_until_the_machines_is_asked_for(app: App) -> None:
    await app.command()
    assert not app.is_signed(datetime.now(UTC))
    await app.sandbox.act("settings", dated_by_machine=True)
    await app.command()
    assert app.is_signed(datetime.now(UTC))


async def test_the_secret_is_another_at_every_start(app: App) -> None:
    other = Sandbox(MANIFEST, WORKSPACE)
    assert len(other.signing_secret) == 32
    assert other.signing_secret != app.sandbox.signing_secret
    await app.command()
    app.sandbox.slack.request_urls.signing_secret = other.signing_secret
    assert not app.is_signed()

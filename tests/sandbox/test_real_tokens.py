"""What looks like the token of a real workspace is refused wherever it comes in, and kept and logged nowhere."""

import json
import logging

import pytest

from careapp.sandbox import ControlError, Sandbox
from careapp.sandbox.control import ACTIONS

from .conftest import MANIFEST, NOON, WORKSPACE, button, manifest_with, modal, section

# Made up, in the form of Slack's own, and put together here: those who look for leaked tokens would find them else.
BOT = "-".join(["xoxb", "1234567890123", "1234567890124", "AbCdEfGhIjKlMnOpQrStUvWx"])
REAL = [
    BOT,
    "-".join(["xoxp", "123456789012", "123456789013", "123456789014", "0123456789abcdef" * 2]),
    "-".join(["xapp", "1", "A0123456789", "1234567890123", "0123456789abcdef" * 4]),
    "-".join(["xoxe.xoxb", "1", "Mi0yLTEyMzQ1Njc4OTAxMi0xMjM0"]),
    "-".join(["xoxe", "1", "My0xLTEyMzQ1Njc4OTAxMi0xMjM0"]),
]
HARMLESS = [
    "xoxb-your-token",
    "xoxb-1",
    "xapp-1",
    "xoxb-…",
    "xox-boxes and xapp-wraps-for-you",
    "xoxb-sandbox-0123456789ab",
]
SENTENCE = "That looks like the token of a real workspace."
ME = {"user": "UMAYA", "channel": "CDESK"}


@pytest.fixture(autouse=True)
def nothing_is_logged(caplog):
    """Looks into every log, down to DEBUG, for what was told."""
    caplog.set_level(logging.DEBUG)
    yield
    told = [record.getMessage() for record in caplog.records if record.name.startswith("careapp")]
    assert not [line for line in told for token in REAL if token[5:] in line]


def check_record(slack):
    kept = json.dumps([*slack.sandbox.slack.calls.rows])
    kept += json.dumps([slack.sandbox.slack.calls.details(row["id"]) for row in slack.sandbox.slack.calls.rows])
    assert not [token for token in REAL if token[9:] in kept]


@pytest.mark.parametrize("token", REAL)
@pytest.mark.parametrize("way", ["header", "form", "query"])
async def test_a_real_token_opens_nothing_and_hears_why(slack, token, way):
    url = f"{slack.sandbox.url}/api/auth.test"
    given = {"header": {"headers": {"Authorization": f"Bearer {token}"}}, "form": {"data": {"token": token}}}
    async with slack.http.post(url, **given.get(way, {"params": {"token": token}})) as answer:
        said = await answer.json()
    assert (said["error"], SENTENCE in said["response_metadata"]["messages"][0]) == ("invalid_auth", True)
    check_record(slack)


@pytest.mark.parametrize("token", REAL)
@pytest.mark.parametrize(
    "given",
    [
        {"text": "Mine is {}."},
        {"text": "Mine:\n{}"},
        {"text": "Hi", "unheard_of": "{}"},
        {"text": "Hi", "blocks": [section("Press"), {"type": "actions", "elements": [button(value="{}")]}]},
        {"text": "Hi", "metadata": {"event_type": "x", "event_payload": {"{}": 1}}},
    ],
    ids=["text", "after a line", "unknown", "deep", "key"],
)
async def test_no_call_takes_a_real_token(slack, token, given):
    filled = json.loads(json.dumps(given).replace("{}", token))
    for request in ({"json": filled}, {"params": {name: json.dumps(each) for name, each in filled.items()}}):
        said = await slack.refused(slack.app.api_call("chat.postMessage", **{**request, "headers": {}}))
        assert (said["error"], SENTENCE in said["response_metadata"]["messages"][0]) == ("invalid_arguments", True)
    assert await slack.messages() == []
    check_record(slack)


async def test_no_address_holds_a_real_token(slack):
    for path in (f"/api/{BOT}", f"/_sandbox/{BOT}", f"/{BOT}.js"):
        async with slack.http.post(f"{slack.sandbox.url}{path}", json={}) as answer:
            assert (answer.status, SENTENCE in (await answer.json())["error"]) == (400, True)
    check_record(slack)


@pytest.mark.parametrize("token", REAL)
async def test_no_answer_of_the_app_brings_a_real_token(slack, token):
    socket = await slack.socket()
    await socket.acked(slack.control("command", **ME, command="/raw"), {"text": f"Mine:\n{token}"})
    assert (socket.delivery["ok"], SENTENCE in socket.delivery["error"]) == (False, True)
    payload = await socket.acked(slack.control("command", **ME, command="/raw"))
    async with slack.http.post(payload["response_url"], json={"text": token}) as answer:
        said = await answer.json()
    assert (said["error"], SENTENCE in said["response_metadata"]["messages"][0]) == ("invalid_payload", True)
    await slack.app.views_open(trigger_id=payload["trigger_id"], view=modal(section()))
    (view,) = slack.sandbox.slack.views.stack_of("UMAYA")
    pushed = {"response_action": "push", "view": modal(section(token))}
    await socket.acked(slack.control("submit", user="UMAYA", view_id=view["id"]), pushed)
    assert SENTENCE in socket.delivery["error"]
    assert await slack.messages() == []
    assert len(slack.sandbox.slack.views.stack_of("UMAYA")) == 1
    check_record(slack)


@pytest.mark.parametrize("name", sorted(ACTIONS))
async def test_no_control_call_takes_a_real_token(slack, name):
    for token in REAL:
        with pytest.raises(ControlError, match=SENTENCE):
            await slack.sandbox.act(name, **ME, values={"story": [f"Mine:\n{token}"]})
    async with slack.http.post(f"{slack.sandbox.url}/_sandbox/{name}", json=ME | {"text": BOT}) as answer:
        assert (answer.status, SENTENCE in (await answer.json())["error"]) == (400, True)


@pytest.mark.parametrize("token", REAL)
def test_no_manifest_and_no_workspace_holds_a_real_token(token):
    manifest = manifest_with()
    manifest["features"]["slash_commands"][0]["command"] = token  # else the error would quote it
    workspace = WORKSPACE | {"channel": [{"name": token}]}
    for declared in ((manifest, WORKSPACE), (MANIFEST, workspace), (MANIFEST | {"note": [token]}, WORKSPACE)):
        with pytest.raises(ValueError, match=SENTENCE) as refused:
            Sandbox(*declared, NOON)
        assert token not in str(refused.value)


@pytest.mark.parametrize("words", HARMLESS)
async def test_what_only_begins_like_a_token_is_taken(slack, words):
    await slack.say(words)
    await slack.app.chat_postMessage(channel="CDESK", text=words)
    assert len(await slack.messages()) == 2

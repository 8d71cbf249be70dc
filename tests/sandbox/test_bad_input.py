"""Bad input to the sandbox: broken JSON, huge bodies, no UTF-8, unknown channels, no HTTP. It says so and lives on."""

import asyncio
import contextlib
import json

import pytest
from yarl import URL

from careapp.sandbox.methods import METHODS
from careapp.sandbox.methods.method import COMMON_ERRORS

from .alive import Json, check_alive, read, send
from .conftest import NOON, Slack
from .contract.examples import arguments
from .odd_values import Sent, as_form, as_json, as_multipart

HUGE = 5_000_000
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def answer_of(slack: Slack, name: str, sent: Sent) -> Json:
    token = slack.sandbox.app_token if METHODS[name].with_app_token else slack.sandbox.bot_token
    status, body = await send(slack, f"/api/{name}", sent, token)
    assert status == 200
    return dict(read(body))


@pytest.mark.parametrize(
    ("name", "way"),
    [*((name, as_json) for name in METHODS), ("chat.postMessage", as_form), ("views.update", as_multipart)],
)
async def test_five_megabytes_in_any_argument_are_answered_in_slacks_words(slack, caplog, name, way):
    for argument in (*METHODS[name].required, "text", "unheard_of"):
        answer = await answer_of(slack, name, way({"channel": "CDESK", argument: "x" * HUGE}))
        assert answer["ok"] or answer["error"] in {*METHODS[name].errors, *COMMON_ERRORS} - {"internal_error"}
    await check_alive(slack, caplog)


@pytest.mark.parametrize("name", METHODS)
async def test_a_broken_body_is_refused_by_every_method(slack, caplog, name):
    assert (await answer_of(slack, name, Sent(b'{"channel": "CDESK"', headers=JSON)))["error"] == "invalid_json"
    assert (await answer_of(slack, name, Sent(b'{"limit": NaN}', headers=JSON)))["error"] == "invalid_json"
    assert (await answer_of(slack, name, Sent(b"[" * HUGE, headers=JSON)))["error"] == "invalid_json"
    assert (await answer_of(slack, name, Sent(b'["CDESK"]', headers=JSON)))["error"] == "json_not_object"
    assert (await answer_of(slack, name, Sent(b'{"channel": "\xff\xfe"}', headers=JSON)))[
        "error"
    ] == "invalid_form_data"
    assert (await answer_of(slack, name, Sent(b"channel=\xff\xfe", headers=FORM)))["error"] == "invalid_form_data"
    assert (await answer_of(slack, name, Sent(b"hello", headers={"Content-Type": "text/plain"})))["ok"] is False
    await check_alive(slack, caplog)


async def test_what_is_nested_deeper_than_anything_in_slack_is_no_json(slack):
    def nested(levels):
        return Sent(
            b'{"channel": "CDESK", "text": "Hi", "metadata": ' + b"[" * levels + b"]" * levels + b"}", headers=JSON
        )

    assert (await answer_of(slack, "chat.postMessage", nested(90)))["error"] == "invalid_metadata_format"
    assert (await answer_of(slack, "chat.postMessage", nested(200)))["error"] == "invalid_json"
    in_text = as_form({"channel": "CDESK", "text": "Hi", "metadata": "[" * 200 + "]" * 200})
    assert (await answer_of(slack, "chat.postMessage", in_text))["error"] == "invalid_metadata_format"


@pytest.mark.parametrize("channel", ["CNOWHERE", "CSECRET", "", "\0", "C" * 300, "🌵", "../desk", "null", "USLACKBOT"])
@pytest.mark.parametrize("name", [name for name, method in METHODS.items() if "channel" in method.required])
async def test_a_channel_that_is_not_there_is_not_found(slack, name, channel):
    given = await arguments(slack, name) | {"channel": channel}
    answer = await answer_of(slack, name, as_json(given))
    assert answer["error"] == ("channel_not_found" if channel else "invalid_arguments")


@pytest.mark.parametrize("file_id", [["F"], {"a": 1}, None, 7, True], ids=str)
async def test_an_id_that_is_no_text_is_not_found(slack, caplog, file_id):
    answer = await answer_of(slack, "files.completeUploadExternal", as_json({"files": [{"id": file_id}]}))
    assert answer["error"] == "file_not_found"
    await check_alive(slack, caplog)


@pytest.mark.parametrize("path", ["/" + "x" * 400, "/%00", "/%ff", "/..%2f..%2fserver.py", "/_sandbox/nothing"])
async def test_an_address_of_nothing_is_not_found(slack, caplog, path):
    async with slack.http.get(URL(slack.sandbox.url + path, encoded=True)) as answer:
        assert answer.status == (200 if path == "/%00" else 404)
    await check_alive(slack, caplog)


async def test_a_body_over_any_limit_is_turned_away_and_the_next_is_served(slack, caplog):
    too_much = Sent(b"x" * 34_000_000, headers=JSON)
    for path in ("/api/chat.postMessage", "/_sandbox/say"):
        status, _ = await send(slack, path, too_much, slack.sandbox.bot_token)
        assert status == 413
    await check_alive(slack, caplog)


async def test_a_text_that_nobody_can_type_is_refused_in_a_sentence(slack, caplog):
    for name, more in (("say", {}), ("command", {"command": "/help"})):
        given = {"user": "UMAYA", "channel": "CDESK", "text": "@maya " * 800_000, **more}
        status, body = await send(slack, f"/_sandbox/{name}", as_json(given))
        assert (status, "no longer than" in read(body)["error"]) == (413, True)
    await check_alive(slack, caplog)


@pytest.mark.parametrize(
    "said",
    [
        *(b"\x16\x03\x01\x02\x00hello", b"GET\r\n\r\n", b"HELLO / SLACK\r\n\r\n", b"\0" * 100),
        b"GET /api/auth.test HTTP/9.9\r\n\r\n",
        b"POST /api/auth.test HTTP/1.1\r\nHost: localhost\r\nContent-Length: lots\r\n\r\n",
        b"POST /api/auth.test HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /api/auth.test HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
        b"GET /" + b"z" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /api/\xff HTTP/1.1\r\nHost: \xff\r\n\r\n",
    ],
    ids=range(10),
)
async def test_what_is_no_http_gets_a_4xx_and_leaves_no_traceback(slack, caplog, said):
    port = int(slack.sandbox.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    writer.write_eof()
    async with asyncio.timeout(5):
        status = (await reader.readline()).split(b" ")
    assert status == [b""] or status[1].startswith(b"4")
    writer.close()
    await check_alive(slack, caplog)


@pytest.mark.parametrize(
    "frame",
    [
        *("", "{", "null", "[]", '"x"', "{}", "[" * 100_000, '{"envelope_id": 7}', '{"envelope_id": "unknown"}'),
        *(json.dumps({"envelope_id": "x", "payload": "\ud800" * 1000}), '{"envelope_id": "x", "payload": NaN}'),
        *(b"", b"\xff\xfe", b'{"envelope_id": "x"}'),
    ],
    ids=range(14),
)
async def test_a_frame_that_is_no_ack_is_passed_over(slack, caplog, frame):
    socket = await slack.socket()
    await (socket.socket.send_str if isinstance(frame, str) else socket.socket.send_bytes)(frame)
    event = asyncio.ensure_future(socket.event())
    await slack.say("Still there?")
    assert (await event)["text"] == "Still there?"
    await check_alive(slack, caplog)


async def test_a_socket_of_five_megabytes_harms_nobody_else(slack, caplog):
    greedy, other = await slack.socket(), await slack.socket()
    with contextlib.suppress(ConnectionError):  # it is closed while it still sends
        await greedy.socket.send_str("x" * HUGE)
    await greedy.socket.close()
    await slack.say("Still there?")
    assert (await other.event())["text"] == "Still there?"
    await check_alive(slack, caplog)
    assert slack.sandbox.clock.now() == NOON


async def test_half_a_character_is_no_json(slack, caplog):
    def said(text):
        return Sent(b'{"channel": "CDESK", "id": "UMAYA", "name": %s, "text": %s}' % (text, text), headers=JSON)

    for half in (rb'"\ud83d"', rb'"\uDE42 \uD83D"'):
        assert (await answer_of(slack, "chat.postMessage", said(half)))["error"] == "invalid_json"
        assert (await send(slack, "/_sandbox/person", said(half)))[0] == 400
    whole = await answer_of(slack, "chat.postMessage", said(rb'"\ud83d\ude42"'))
    assert whole["message"]["text"] == "🙂"
    await check_alive(slack, caplog)

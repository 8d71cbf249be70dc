"""Nothing that comes in makes the sandbox grow without end: bodies, slow ones, connections, files, tickets."""

import asyncio
from io import BytesIO

import pytest

from careapp.sandbox import ControlError, guard, socket, socket_mode
from careapp.sandbox.files import MOST_BYTES
from careapp.sandbox.refusals import SlackError

from .alive import check_alive, send
from .odd_values import as_json


@pytest.mark.parametrize(
    ("path", "most"),
    [
        *(("/_sandbox/say", 2_000_000), ("/_sandbox/upload", 28_000_000), ("/api/chat.postMessage", 8_000_000)),
        *(("/respond/x", 8_000_000), ("/upload/v1/x", 21_000_000)),
    ],
)
async def test_a_body_is_as_long_as_its_call_needs_and_no_longer(slack, path, most):
    headers = {"Content-Type": "application/json"}
    for length, is_too_long in ((most, False), (most + 1, True)):
        async with slack.http.post(
            f"{slack.sandbox.url}{path}", data=BytesIO(b" " * length), headers=headers
        ) as answer:
            assert (answer.status == 413) is is_too_long
    assert (await slack.app.auth_test())["ok"]


async def test_a_control_call_says_how_long_it_is(slack):
    async def chunks():
        yield b'{"user": "UMAYA"}'

    headers = {"Content-Type": "application/json"}
    async with slack.http.post(f"{slack.sandbox.url}/_sandbox/say", data=chunks(), headers=headers) as answer:
        assert answer.status == 411


async def test_a_chunked_call_of_the_app_has_an_end_too(slack):
    async def chunks():
        for _ in range(30):
            yield b" " * 1_000_000

    headers = {"Content-Type": "application/json"}
    async with slack.http.post(f"{slack.sandbox.url}/api/auth.test", data=chunks(), headers=headers) as answer:
        assert answer.status == 413


async def test_a_file_as_large_as_slack_takes_comes_in_by_a_persons_hand(slack):
    data = "A" * (-(-MOST_BYTES // 3) * 4 - 1) + "="
    taken = await slack.sandbox.act("upload", user="UMAYA", name="film.mp4", data=data)
    assert taken["file"]["size"] == MOST_BYTES
    sent = as_json({"user": "UMAYA", "name": "film.mp4", "data": data})
    assert (await send(slack, "/_sandbox/upload", sent))[0] == 200


async def test_files_have_room_for_200_megabytes_and_no_more(slack):
    for _ in range(9):
        await slack.app.files_getUploadURLExternal(filename="film.mp4", length=MOST_BYTES)
    full = slack.app.files_getUploadURLExternal(filename="film.mp4", length=MOST_BYTES)
    assert await slack.error(full) == "storage_limit_reached"
    slack.sandbox.slack.files.announce("rest.bin", 19_900_000, "", 0)
    with pytest.raises(ControlError, match="no room for more files"):
        await slack.sandbox.act("upload", user="UMAYA", name="b.txt", data="A" * 200_000)


async def test_many_small_files_are_counted_too(slack):
    files = slack.sandbox.slack.files

    def announce_many():
        for _ in range(50_000):
            files.announce("x", 1, "", 0)

    with pytest.raises(SlackError, match="storage_limit_reached"):
        announce_many()
    assert len(files.by_id) == 200_000_000 // 4_097


async def connect(slack) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", int(slack.sandbox.url.rpartition(":")[2]))


async def is_open(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, slack) -> bool:
    """Whether somebody answers on a connection."""
    try:
        writer.write(f"GET /main.js HTTP/1.1\r\nHost: {slack.sandbox.url.removeprefix('http://')}\r\n\r\n".encode())
        return (await reader.readline()).startswith(b"HTTP/1.1 200")
    except ConnectionError:
        return False


@pytest.mark.parametrize("path", ["/_sandbox/say", "/api/chat.postMessage", "/upload/v1/x", "/respond/x"])
async def test_a_body_that_does_not_come_ends_its_connection(slack, caplog, monkeypatch, path):
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.05)
    reader, writer = await connect(slack)
    host, token = slack.sandbox.url.removeprefix("http://"), slack.sandbox.write_token
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", f"X-Sandbox-Token: {token}", "Content-Type: application/json"]
    writer.write("\r\n".join([*lines, "Content-Length: 100", "", "{"]).encode())
    async with asyncio.timeout(5):
        try:
            while await reader.readline():  # until it ends; an answer may come before
                pass
        except ConnectionResetError:
            pass
    writer.close()
    await check_alive(slack, caplog)


async def test_a_socket_that_is_open_for_long_is_no_slow_body(slack, monkeypatch):
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.01)
    line = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(line)
    socket = await slack.socket()
    passed = asyncio.Event()
    asyncio.get_running_loop().call_later(0.1, passed.set)
    await passed.wait()
    event = asyncio.ensure_future(socket.event())
    await slack.say("Still there?")
    assert (await event)["text"] == "Still there?"
    assert (await line.receive_json(timeout=5))["type"] in ("app", "delivery", "message")


async def test_connections_are_counted_and_one_too_many_is_shut_at_once(slack, monkeypatch):
    monkeypatch.setattr(guard, "CONNECTIONS_MOST", 3)
    doors = [await connect(slack) for _ in range(5)]
    assert [await is_open(*door, slack) for door in doors] == [True] * 3 + [False] * 2
    doors[0][1].close()
    await doors[0][1].wait_closed()
    async with asyncio.timeout(5):
        while not await is_open(*(fresh := await connect(slack)), slack):
            fresh[1].close()
    for _, writer in [*doors, fresh]:
        writer.close()


async def test_an_app_that_reads_nothing_is_shown_out(slack, monkeypatch):
    monkeypatch.setattr(socket, "BACKLOG", 3)
    app = await slack.socket()
    lines = slack.sandbox.slack.socket_mode._sockets
    for _ in range(8):  # nothing is read in between, so that all of it waits
        slack.sandbox.socket_faults.say("x" * 1_000)
    async with asyncio.timeout(5):
        while lines:
            await app.socket.receive()
    assert app.socket.closed


async def test_tickets_that_nobody_used_are_forgotten(slack, monkeypatch):
    monkeypatch.setattr(socket_mode, "TICKET_SECONDS", -1)
    mode = slack.sandbox.slack.socket_mode
    for _ in range(50):
        mode.new_url(slack.sandbox.url)
    assert len(mode._tickets) == 1

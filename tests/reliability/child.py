"""Care in a process of its own, which a fault point may end; born of a nursery that has everything imported."""

import asyncio
import inspect
import json
import logging
import mmap
import os
import socket
import struct
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk.socket_mode.request import SocketModeRequest
from sqlite_utils import Database

from careapp import app, faults
from careapp.blocks.picture import draw
from careapp.care import Care
from careapp.connection.envelope import Envelopes, Send
from careapp.jobs import post
from careapp.settings import Settings
from careapp.store import behind as posts_behind
from careapp.store import post as posts
from tests.reliability.ledger import tag_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HANDLE = Envelopes._handle


class SharedClock:
    """The sandbox's time, in eight bytes of a file that both processes see."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(8))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 8)

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return _EPOCH + struct.unpack("q", self._shared[:8])[0] * _MICROSECOND

    def monotonic(self) -> float:
        """Return the present instant in seconds: nobody sets it back."""
        return self.now().timestamp()

    def put(self, instant: datetime) -> None:
        """Let both processes see another instant."""
        self._shared[:8] = struct.pack("q", (instant - _EPOCH) // _MICROSECOND)


def nurse(wire: socket.socket) -> None:
    """Bring up one Care after the other, each from a line that says how, and tell how each ended."""
    draw({"days": [["Mon 1", 1]], "values": [["Care", 1]]})  # matplotlib and its fonts, once for all
    inspect.stack()  # Bolt asks for it at every start, and the first time is slow
    while line := _line(wire):
        if not line.startswith(b"{"):
            continue  # a word to a Care that is no more
        child = os.fork()
        if child == 0:
            _live(wire, json.loads(line))
        _, status = os.waitpid(child, 0)
        wire.setblocking(True)  # the child had made it otherwise for both
        wire.sendall(json.dumps({"died": os.waitstatus_to_exitcode(status)}).encode() + b"\n")


def _line(wire: socket.socket) -> bytes:
    """Read one line and no byte more: the next ones may be for the child."""
    line = b""
    while not line.endswith(b"\n") and (byte := wire.recv(1)):
        line += byte
    return line


def _live(wire: socket.socket, birth: dict[str, Any]) -> None:
    code = 1
    try:
        logging.basicConfig(level=logging.WARNING, format=f"{os.getpid()} %(name)s: %(message)s", force=True)
        asyncio.run(_run(wire, birth))
        code = 0
    except BaseException:
        logging.exception("Care ended")
    finally:
        os._exit(code)  # the nursery's own clearing up is not this process's


async def _run(wire: socket.socket, birth: dict[str, Any]) -> None:
    for name, nth in birth["armed"].items():
        faults.arm(name, nth)
    _spoil(birth["spoilt"], is_to_die=bool(birth["armed"]))
    reader, writer = await asyncio.open_connection(sock=wire)
    clock = SharedClock(Path(birth["clock"]))
    async with app.running(Settings(**birth["settings"]), clock) as care:
        delivering = asyncio.create_task(app._deliver_at_once(care))
        writer.write(b'{"is": "up"}\n')
        while (word := await reader.readline()) and word != b"stop\n":
            answer = await _obey(care, word.decode().strip())
            writer.write(json.dumps(answer).encode() + b"\n")
        delivering.cancel()


async def _obey(care: Care, word: str) -> dict[str, Any]:
    """`tick`: run every job once; `rest`: do all that can be done at this instant. Tell what waits for a later one."""
    if word == "tick":
        await app.tick(care)
    await care.settle()
    await post.run(care, care.now())
    await care.settle()
    async with care.store.reading() as db:
        unfinished = "SELECT count(*) FROM posts WHERE state NOT IN ('sent', 'failed', 'unknown')"
        to_do, behind = posts.to_do(db, care.now()), posts_behind.channels(db)
        return {"due": len(to_do) + len(behind), "unfinished": db.execute(unfinished).fetchone()[0] + len(behind)}


def _spoil(how: str, is_to_die: bool) -> None:
    """Make Care as others are made, so that the matrix is seen to fail."""
    if how == "ack first":
        faults.disarm()
        if is_to_die:
            faults.arm("ack.too_early", 3)
        Envelopes._handle = _ack_words_first  # type: ignore[method-assign]
    elif how == "send again":
        posts.recover = _send_again


async def _ack_words_first(self: Envelopes, request: SocketModeRequest, send: Send) -> None:
    """Only what people tell: forms that follow one another need their answers in time, also from others."""
    if request.type == "events_api" or not tag_of(json.dumps(request.payload)):
        await _HANDLE(self, request, send)
    else:
        await send({"envelope_id": request.envelope_id})
        asyncio.get_running_loop().call_later(0.1, _begin, self, request)


def _begin(self: Envelopes, request: SocketModeRequest) -> None:
    faults.fault("ack.too_early")
    self._start(self._answer_to(request))


def _send_again(db: Database) -> None:
    db.execute("UPDATE posts SET state = 'waiting' WHERE state = 'sending'")


if __name__ == "__main__":
    nurse(socket.socket(fileno=int(sys.argv[1])))

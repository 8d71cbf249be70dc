"""Slack and Care in one process without a wire between, so that a seed alone decides what happens in which order."""

import asyncio
import concurrent.futures
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

import aiohttp
from slack_sdk.socket_mode.request import SocketModeRequest

from careapp.clock import SlackClock
from careapp.connection.envelope import Envelopes
from careapp.sandbox import Sandbox
from careapp.sandbox.methods import METHODS
from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import SlackError
from careapp.sandbox.responses import respond
from careapp.sandbox.slack import Slack

Json = dict[str, Any]
# Slack does these within a minute or not at all, but perhaps long after Care has given the call up.
LANDS_LATE = {"chat.postMessage", "chat.update", "files.completeUploadExternal"}
TROUBLE = ("lost call", "lost answer", "landed late", "web page", "brake", "failure", "half done")
TROUBLED = {
    *("chat.postMessage", "chat.update", "chat.delete", "reactions.add", "reactions.remove"),
    *("conversations.history", "conversations.replies", "files.completeUploadExternal"),
}


class Turn:
    """Waits for one turn of the loop."""

    def __await__(self) -> Generator[None, None, None]:
        yield


async def turns(number: int) -> None:
    """Wait for some turns of the loop."""
    for _ in range(number):
        await Turn()


class Disk(ThreadPoolExecutor):
    """Does on the loop, some turns later, what Care hands to its threads."""

    def __init__(self, dice: Callable[[], Random]) -> None:
        super().__init__(max_workers=1)
        self.is_dead = False
        self._dice = dice

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Do it soon."""
        done: concurrent.futures.Future[Any] = concurrent.futures.Future()
        self._wait(self._dice().randint(0, 3), done, lambda: fn(*args, **kwargs))
        return done

    def _wait(self, number: int, done: Any, work: Callable[[], Any]) -> None:
        if self.is_dead:
            return
        if number:
            asyncio.get_running_loop().call_soon(self._wait, number - 1, done, work)
            return
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)


@dataclass(frozen=True)
class Answer:
    """What comes back over HTTP."""

    status: int = 200
    body: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)


class Line:
    """What lies between Slack and Care. `share` is how many of the deliverer's calls go wrong, 0 to 1.

    `landed` holds, by key, the ts of every message that Slack ever took with that key. `skip` is called in the
    middle of some calls, to let Care's clock jump, where no earlier one is still to land.
    """

    def __init__(self, sandbox: Sandbox, dice: Callable[[], Random]) -> None:
        self.slack = sandbox.slack
        self.dice = dice
        self.share = 0.0
        self.skip: Callable[[], object] = int
        self.landed: dict[str, list[str]] = defaultdict(list)

    async def call(self, name: str, args: Json) -> Answer:
        """Make a call of the Web API, or let it go wrong."""
        await turns(self.dice().randint(0, 2))
        is_troubled = name in TROUBLED and self.dice().random() < self.share
        answer = self._meet(self.dice().choice(TROUBLE), name, args) if is_troubled else self.do(name, args)
        answer.headers["Date"] = format_datetime(self.slack.clock.now(), usegmt=True)
        await turns(self.dice().randint(0, 2))
        return answer

    async def take(self, secret: str, answer: Json | None, data: bytes) -> Answer:
        """Take an answer to a click, or a file."""
        await turns(self.dice().randint(0, 2))
        if answer is None:
            self.slack.files.receive(secret, data)
        else:
            respond(self.slack, self.slack.permits.use_url(secret), answer)
        return Answer()

    def do(self, name: str, args: Json) -> Answer:
        """Let Slack do what a call asks."""
        try:
            return _answered({"ok": True, **_run(self.slack, name, args, self.landed)})
        except SlackError as refusal:
            wait = refusal.extra.pop("retry_after", None)
            headers = {"Retry-After": str(wait)} if wait else {}
            return _answered(refusal.body(), 429 if wait else 200, **headers)

    def _meet(self, trouble: str, name: str, args: Json) -> Answer:
        if not self.slack.clock._alarms and self.dice().random() < 0.1:
            self.skip()
        if trouble == "landed late" and name in LANDS_LATE:
            due = self.slack.clock.now() + timedelta(seconds=self.dice().randint(1, 50))
            self.slack.clock.ring_at(due, lambda: self.do(name, args) and None)
            raise TimeoutError
        if trouble in ("lost answer", "web page", "half done"):
            self.do(name, args)
        if trouble in ("lost call", "lost answer", "landed late"):
            raise aiohttp.ServerDisconnectedError
        if trouble == "brake":
            return _answered({"ok": False, "error": "ratelimited"}, 429, **{"Retry-After": "20"})
        if trouble == "half done":
            return _answered({"ok": False, "error": "internal_error"})
        return Answer(503, "<html></html>")


class Session:
    """The HTTP session of Care and of the SDK; whatever goes over it goes to Slack at once."""

    closed = False

    slack_clock: SlackClock

    def __init__(self, line: Line) -> None:
        self._line = line

    def request(self, http_verb: str, url: str, **given: Any) -> "Exchange":
        """Make a call of the Web API."""
        args: Json = {}
        for part in ("params", "data", "json"):
            args |= given.get(part) or {}
        return Exchange(self.slack_clock, self._line.call(url.rsplit("/", 1)[-1], json.loads(json.dumps(args))))

    def post(self, url: str, *, json: Json | None = None, data: bytes = b"", **_: Any) -> "Exchange":
        """Answer a click, or upload a file."""
        return Exchange(self.slack_clock, self._line.take(url.rsplit("/", 1)[-1], json, data))


class Exchange:
    """One request and its answer, as aiohttp shows it."""

    def __init__(self, slack_clock: SlackClock, answering: Awaitable[Answer]) -> None:
        self._slack_clock, self._answering = slack_clock, answering
        self._answer = Answer()

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._answer.status

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer."""
        return self._answer.headers

    @property
    def content_type(self) -> str:
        """What the body is."""
        return "text/html" if self._answer.body.startswith("<") else "application/json"

    async def json(self) -> Any:
        """Return the body, read."""
        if self.content_type != "application/json":
            raise aiohttp.ContentTypeError(None, ())  # type: ignore[arg-type]
        return json.loads(self._answer.body)

    async def read(self) -> bytes:
        """Return the body."""
        return self._answer.body.encode()

    async def text(self) -> str:
        """Return the body."""
        return self._answer.body

    def raise_for_status(self) -> None:
        """Do nothing: what went wrong was raised."""

    async def __aenter__(self) -> "Exchange":
        self._answer = await self._answering
        self._slack_clock.heed(self._answer.headers.get("Date", ""))
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


class Socket:
    """Hands the sandbox's envelopes to Care, and its acks back.

    `sent` are the envelopes that reached Care, `events` also those that did not; `acked` are the ids of events acked.
    """

    def __init__(self, dice: Callable[[], Random]) -> None:
        self.on_ack: Callable[[str, Json | None], None] = lambda envelope_id, payload: None
        self.on_no_ack: Callable[[str], None] = lambda envelope_id: None
        self.care: Envelopes | None = None
        self.sent: list[Json] = []
        self.events: list[Json] = []
        self.acked: set[str] = set()
        self.under_way: dict[str, asyncio.Task[None]] = {}
        self._dice = dice

    def send(self, envelope: Json) -> bool:
        """Hand an envelope over, as soon as the loop lets it."""
        copied: Json = json.loads(json.dumps(envelope))
        if envelope["type"] == "events_api":
            self.events.append(copied)
        if self.care is None:
            return False
        self.sent.append(copied)
        self.under_way[copied["envelope_id"]] = asyncio.get_running_loop().create_task(self._give(self.care, copied))
        return True

    def send_again(self, envelope: Json) -> None:
        """Deliver something a second time, as Slack does where it did not see the ack."""
        self.send({**envelope, "envelope_id": f"{envelope['envelope_id']}+", "retry_attempt": 1})

    def cut(self) -> list["asyncio.Task[Any]"]:
        """Forget Care: nothing that is under way is ever acked. Return what still runs of it."""
        left: list[asyncio.Task[Any]] = [*self.under_way.values(), *(self.care._in_hand if self.care else ())]
        self.care = None
        for envelope_id in list(self.under_way):
            self.on_no_ack(envelope_id)
        self.under_way.clear()
        return left

    async def _give(self, care: Envelopes, envelope: Json) -> None:
        envelope_id: str = envelope["envelope_id"]

        async def ack(message: Json) -> None:
            await turns(self._dice().randint(0, 2))
            if self.under_way.pop(envelope_id, None):
                self.acked.add(envelope["payload"].get("event_id", envelope_id))
                self.on_ack(envelope_id, message.get("payload"))

        await turns(self._dice().randint(0, 3))
        request = SocketModeRequest.from_dict(envelope)
        assert request
        await care._handle(request, ack)
        if self.under_way.pop(envelope_id, None):
            self.on_no_ack(envelope_id)


def _run(slack: Slack, name: str, args: Json, landed: dict[str, list[str]]) -> Json:
    method = METHODS[name]
    if wait := slack.limits.wait_for_method(name, method.tier):
        raise SlackError("ratelimited", retry_after=wait)
    call = Call(slack, args)
    call.need_scope(*method.scopes)
    done = method.run(call)
    if name == "chat.postMessage" and "metadata" in args:
        landed[args["metadata"]["event_payload"]["key"]].append(done["ts"])
    return done


def _answered(data: Json, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json.dumps(data), headers)

"""What Slack sends over a socket: each envelope is handled once, as a task of its own, and then acked."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from careapp.faults import fault

log = logging.getLogger(__name__)
_KINDS = ("events_api", "interactive", "slash_commands")
_REMEMBERED = 2_000
Payload = dict[str, Any]
Send = Callable[[Payload], Awaitable[None]]


class Envelopes:
    """The envelopes in hand, and what the last 2,000 came to.

    What Slack sends again is answered as before, and not done again; across restarts the keys in the store see to that.
    """

    def __init__(self, bolt: AsyncApp) -> None:
        self._bolt = bolt
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._under_way: dict[str, asyncio.Task[Payload | None]] = {}
        self._answers: OrderedDict[str, Payload] = OrderedDict()
        self._is_closed = False

    def take(self, message: dict[str, Any], send: Send) -> None:
        """Begin with an envelope; `send` takes its ack. Whatever it holds, nothing is raised."""
        if self._is_closed:
            return  # without an ack Slack sends it again, to the next Care
        request = _request(message)
        if request:
            self._start(self._handle(request, send))
        elif message.get("type") not in _KINDS and isinstance(message.get("envelope_id"), str):
            self._start(send({"envelope_id": message["envelope_id"]}))

    async def finish(self) -> None:
        """Take nothing new, and wait until all in hand is done and acked."""
        self._is_closed = True
        while self._in_hand:
            await asyncio.wait(self._in_hand)

    def cut_short(self) -> None:
        """Drop what is in hand; Slack sends again what is not acked."""
        for task in self._in_hand:
            task.cancel()

    async def _handle(self, request: SocketModeRequest, send: Send) -> None:
        try:
            said = await self._answer_to(request)
            if said is not None:
                fault("ack.before_send")
                await send({"envelope_id": request.envelope_id, **said})
                fault("ack.after_send")
        except Exception as error:
            log.error("an envelope of type %s failed: %s", request.type, type(error).__name__)

    async def _answer_to(self, request: SocketModeRequest) -> Payload | None:
        """Return what goes with the ack, None where there shall be no ack."""
        name = str(request.payload.get("event_id") or request.envelope_id)
        if name in self._answers:
            return self._answers[name]
        if name not in self._under_way:
            self._under_way[name] = self._start(self._ask_bolt(name, request))
        return await asyncio.shield(self._under_way[name])

    async def _ask_bolt(self, name: str, request: SocketModeRequest) -> Payload | None:
        try:
            answer = await run_async_bolt_app(self._bolt, request)
        finally:
            del self._under_way[name]
        if answer.status != 200:
            return None
        self._answers[name] = _said(answer)
        if len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return self._answers[name]

    def _start(self, work: Any) -> "asyncio.Task[Any]":
        task: asyncio.Task[Any] = asyncio.get_running_loop().create_task(work)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return task


def _request(message: dict[str, Any]) -> SocketModeRequest | None:
    kind, envelope_id = message.get("type"), message.get("envelope_id")
    if kind in _KINDS and isinstance(envelope_id, str) and isinstance(message.get("payload"), dict):
        return SocketModeRequest.from_dict(message)
    log.warning("Slack sent an envelope that Care does not know, of type %.40r", kind)
    return None


def _said(answer: BoltResponse) -> Payload:
    """What goes with an ack: nothing, or what the listener answered."""
    if not answer.body:
        return {}
    is_json = str(answer.first_headers().get("content-type")).startswith("application/json")
    return {"payload": json.loads(answer.body) if is_json else {"text": answer.body}}

"""Delivers envelopes to the app, waits for each ack up to the deadline, and redelivers events."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import uuid4

from careapp.sandbox.calls import Calls
from careapp.sandbox.clock import Clock
from careapp.sandbox.real_tokens import REAL_TOKEN_SENTENCE, holds_real_token
from careapp.sandbox.refusals import Json

ACK_SECONDS = 3.0
MISSED_KEPT = 1_000  # of which a late ack is still noted; most never come
RETRY_AFTER = (0, 60, 300)  # seconds of the sandbox's clock before redelivery 1, 2 and 3


@dataclass(frozen=True)
class Failure:
    """Why the app has not taken an envelope, known before the deadline.

    `error` is what a person is told, `reason` what a redelivery says; `is_final` where the app wants none. `status` and
    `answer` are those of HTTP.
    """

    error: str = "dispatch_failed"
    reason: str = "connection_failed"
    is_final: bool = False
    status: int | None = None
    answer: str | None = None


class Wire(Protocol):
    """What deliveries need of Socket Mode or of request URLs."""

    on_ack: Callable[[str, Json | None], None]
    on_failure: Callable[[str, Failure], None]

    def send(self, envelope: Json) -> bool:
        """Sends an envelope; False where nobody is there to take it."""


@dataclass(frozen=True)
class Ack:
    """How a delivery ended: `error` is None, "dispatch_failed", "operation_timeout" or that of a Failure."""

    error: str | None
    ms: float
    payload: Json | None = None
    failure: Failure | None = None


@dataclass(frozen=True)
class _Sent:
    """An envelope under way; `is_taken` says whether there was a socket for it, `said` is its payload as it went."""

    envelope_id: str
    kind: str
    name: str
    retry: int
    began: float
    is_taken: bool
    type: str
    said: str


class Deliveries:
    """All envelopes under way."""

    def __init__(self, wire: Wire, clock: Clock, calls: Calls) -> None:
        self._wire, self._clock, self._calls = wire, clock, calls
        self._waiting: dict[str, asyncio.Future[Json | Failure | None]] = {}
        self._missed: dict[str, tuple[float, Json]] = {}
        self._events: set[asyncio.Task[Ack]] = set()
        self._era = 0
        self.ack_seconds = ACK_SECONDS
        wire.on_ack, wire.on_failure = self._take_ack, self._take_failure

    async def deliver(self, type_: str, name: str, payload: Json) -> Ack:
        """Sends a command or interaction and waits for its ack."""
        return await self._acked(self._send(type_, name, payload))

    def post_event(self, name: str, payload: Json, retry: int = 0, reason: str = "") -> asyncio.Task[Ack]:
        """Delivers an event without holding the caller up, and again where it is not acked.

        `retry` counts the times that it was missed before, and `reason` tells why it was.
        """
        again = {"retry_attempt": retry, "retry_reason": reason}
        sent = self._send("events_api", name, payload, again)  # now, so that events go in the order of what happened
        task = asyncio.create_task(self._event_acked(sent, payload))
        self._events.add(task)
        task.add_done_callback(self._events.discard)
        return task

    def expire(self) -> None:
        """Ends the wait for every ack now, as if its deadline were over: nobody is there to send one."""
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(TimeoutError())
                answer.exception()  # or asyncio would complain where nobody waited for it

    def forget_missed(self) -> None:
        """Lets nothing that was missed so far come again."""
        self._era += 1

    async def settled(self) -> None:
        """Waits until no event delivery is under way; a redelivery that waits for the clock is not."""
        while self._events:
            await asyncio.wait(set(self._events))

    async def stop(self) -> None:
        """Gives up what is under way."""
        for task in self._events:
            task.cancel()
        await asyncio.gather(*self._events, return_exceptions=True)

    def _send(self, type_: str, name: str, payload: Json, again: Json | None = None) -> "_Sent":
        envelope_id = str(uuid4())
        envelope: Json = {"envelope_id": envelope_id, "type": type_, "payload": payload}
        envelope["accepts_response_payload"] = type_ != "events_api"
        envelope |= again or {}
        kind = {"events_api": "event", "slash_commands": "command"}.get(type_, "interactive")
        began = time.perf_counter()
        self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        retry, said = envelope.get("retry_attempt", 0), json.dumps(payload)
        return _Sent(envelope_id, kind, name, retry, began, self._wire.send(envelope), type_, said)

    async def _acked(self, sent: "_Sent") -> Ack:
        try:
            if not sent.is_taken:
                self._note(sent, "dispatch_failed", None)
                return Ack("dispatch_failed", 0)
            async with asyncio.timeout(self.ack_seconds):
                ack = await self._waiting[sent.envelope_id]
        except TimeoutError:
            row = self._note(sent, "operation_timeout", None)
            self._missed[sent.envelope_id] = (sent.began, row)
            if len(self._missed) > MISSED_KEPT:
                del self._missed[next(iter(self._missed))]
            return Ack("operation_timeout", _since(sent.began))
        finally:
            del self._waiting[sent.envelope_id]
        ms = _since(sent.began)
        if isinstance(ack, Failure):
            self._note(sent, ack.error, ms, failure=ack)
            return Ack(ack.error, ms, None, ack)
        self._note(sent, None, ms, ack)
        return Ack(None, ms, ack)

    def _note(
        self,
        sent: "_Sent",
        error: str | None,
        ms: float | None,
        ack: Json | None = None,
        failure: Failure | None = None,
    ) -> Json:
        answer = failure.answer if failure else None if ack is None else json.dumps(ack)
        more = {"envelope_id": sent.envelope_id, "type": sent.type, "request": sent.said, "answer": answer}
        status = failure and failure.status
        return self._calls.add(sent.kind, sent.name, error, ms, sent.retry, status=status, **more)

    async def _event_acked(self, sent: "_Sent", payload: Json) -> Ack:
        ack = await self._acked(sent)
        is_final = bool(ack.failure and ack.failure.is_final)
        if ack.error and sent.retry < len(RETRY_AFTER) and not is_final:
            self._redeliver(sent.name, payload, sent.retry + 1, ack.failure.reason if ack.failure else "timeout")
        return ack

    def _redeliver(self, name: str, payload: Json, retry: int, reason: str) -> None:
        era = self._era

        def again() -> None:
            if era == self._era:
                self.post_event(name, payload, retry, reason)

        wait = RETRY_AFTER[retry - 1]
        if wait:
            self._clock.ring_at(self._clock.now() + timedelta(seconds=wait), again)
        else:
            again()

    def _take_ack(self, envelope_id: str, payload: Json | None) -> None:
        answer = self._waiting.get(envelope_id)
        if answer and not answer.done():
            refused = Failure(REAL_TOKEN_SENTENCE, "http_error", True) if holds_real_token(payload) else None
            answer.set_result(refused or payload)
        elif envelope_id in self._missed:
            began, row = self._missed.pop(envelope_id)
            self._calls.came_late(row, _since(began), None if payload is None else json.dumps(payload))

    def _take_failure(self, envelope_id: str, failure: Failure) -> None:
        answer = self._waiting.get(envelope_id)
        if answer and not answer.done():
            answer.set_result(failure)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000

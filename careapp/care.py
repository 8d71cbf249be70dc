"""Care itself: what every listener and every job is handed."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from careapp.blocks.kit import Message, View
from careapp.clock import Clock
from careapp.library import Library
from careapp.practice.person import Person
from careapp.practice.post import CHANNEL_REFUSALS
from careapp.practice.refusal import About, CareError
from careapp.settings import is_slack_or_loopback
from careapp.store import Store

log = logging.getLogger(__name__)
_NOT_IN_THE_CHANNEL = {*CHANNEL_REFUSALS, "user_not_in_channel"}
_TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")


@dataclass
class Care:
    """The parts of a running Care.

    `slack` makes each call once; `patient_slack` waits and asks again where Slack answers that it is too much.
    `brakes` holds, per channel id or Slack method, the instant before which nothing is sent there; `busy` the
    channels to which something is being sent.
    """

    store: Store
    slack: AsyncWebClient
    patient_slack: AsyncWebClient
    session: aiohttp.ClientSession
    clock: Clock
    library: Library
    bot_user_id: str
    brakes: dict[str, datetime] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _given_up: asyncio.Event = field(default_factory=asyncio.Event)
    _why: Exception | None = None

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self.clock.now()

    def give_up(self, reason: Exception) -> None:
        """Say that Care cannot go on in this process; whoever runs it takes it down, and nothing kept is lost."""
        self._why = self._why or reason
        self._given_up.set()

    async def until_given_up(self) -> NoReturn:
        """Wait until Care cannot go on, and raise the reason."""
        await self._given_up.wait()
        assert self._why
        raise self._why

    def soon(self, work: Coroutine[Any, Any, Any]) -> None:
        """Start work that nobody waits for; what it raises is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def whisper(self, channel_id: str, user_id: str, *messages: Message, thread_ts: str | None = None) -> None:
        """Tell one person something in a channel, or directly where Care cannot; of the moment, so tried once."""
        self.soon(self._whisper(channel_id, user_id, messages, thread_ts))

    def answer_click(self, response_url: str, message: Message) -> None:
        """Tell something to the person who has just clicked, also in a channel that Care is not in; tried once."""
        if is_slack_or_loopback(response_url):
            self.soon(self._respond(response_url, {**_said(message), "replace_original": False}))

    def replace_whisper(self, response_url: str, message: Message) -> None:
        """Put something else in the place of what a person alone saw and clicked in; tried once."""
        if is_slack_or_loopback(response_url):
            self.soon(self._respond(response_url, {**_said(message), "replace_original": True}))

    async def members_of(self, channel_id: str) -> list[str]:
        """Ask Slack who is in a channel; return user ids."""
        pages = await self.patient_slack.conversations_members(channel=channel_id, limit=1000)
        return [user_id async for page in pages for user_id in page["members"]]

    async def open_modal(self, trigger_id: str, view: View, *, words: str = "", about: About = "") -> None:
        """Open a form for the person who has just clicked or typed; raise CareError with their words if late."""
        try:
            await self.slack.views_open(trigger_id=trigger_id, view=view)
        except SlackApiError as error:
            if error.response["error"] not in _TOO_LATE:
                raise
            sentence = "That took me a moment too long, and Slack did not let me open the form. Please try once more."
            raise CareError(sentence, words=words, about=about) from error

    async def settle(self) -> None:
        """Wait until everything started with `soon` has ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _whisper(self, channel_id: str, user_id: str, messages: Sequence[Message], thread_ts: str | None) -> None:
        address = {"channel": channel_id, "user": user_id, "thread_ts": thread_ts}
        for message in messages:
            try:
                if channel_id:
                    await self.slack.chat_postEphemeral(**{**address, **_said(message)})
                    continue
            except SlackApiError as error:
                if error.response["error"] not in _NOT_IN_THE_CHANNEL:
                    raise
            await self.slack.chat_postMessage(channel=user_id, **message)

    async def _respond(self, response_url: str, answer: dict[str, Any]) -> None:
        async with self.session.post(response_url, json=answer, proxy=self.slack.proxy) as response:
            response.raise_for_status()

    def _end(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, SlackClientError | aiohttp.ClientError | TimeoutError):
            log.warning("Slack did not take a word to one person: %s", type(error).__name__)
        elif error:
            log.error("something in the background failed", exc_info=error)


def person_from_slack(user: dict[str, Any]) -> Person:
    """Return a person from a user object of Slack's API or events."""
    profile = user.get("profile", {})
    return Person(
        user_id=user["id"],
        name=profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name", "?"),
        zone=user.get("tz") or "UTC",
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_deleted=bool(user.get("deleted")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
    )


def _said(message: Message) -> Message:
    return {name: message[name] for name in ("text", "blocks")}

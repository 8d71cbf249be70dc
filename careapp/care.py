"""Care itself: what every listener and every job is handed."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from careapp.blocks.kit import Message, View
from careapp.clock import Clock, SlackClock
from careapp.faults import fault
from careapp.library import Library
from careapp.practice.early import Early
from careapp.practice.pace import Brake, Budget, Quiet, budget_of_direct_edits, budget_of_new_messages
from careapp.practice.person import Person
from careapp.practice.post import CHANNEL_REFUSALS
from careapp.practice.refusal import About, CareError
from careapp.practice.text import tidy
from careapp.settings import is_slack_or_loopback
from careapp.store import Database, Store

log = logging.getLogger(__name__)
_NOT_IN_THE_CHANNEL = {*CHANNEL_REFUSALS, "user_not_in_channel"}
SLACK_TROUBLE = (SlackClientError, aiohttp.ClientError, TimeoutError)
NO_ANSWER = (*SLACK_TROUBLE, OSError)  # of what only asks Slack: elsewhere an OSError is of the disk
_KEPT_IN_MIND = 2_000
_FORGET_EVERY = 60.0  # seconds
_NAMES = ("display_name", "real_name")
_OPEN_WITHIN = 2.0  # seconds, of the three in which Slack wants its ack
_TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")
_BUSY = ("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "")


class TurnedAwayError(Exception):
    """Slack does not let this app in any more; the text is Slack's word for why."""


@dataclass(eq=False)
class Members:
    """Who is in a channel: as Slack tells it, and as was heard of those who came and left while it was telling."""

    channel_id: str
    told: list[str] = field(default_factory=list)
    heard: dict[str, bool] = field(default_factory=dict)

    @property
    def user_ids(self) -> list[str]:
        """Those who are in the channel now."""
        return [user_id for user_id, is_in in {**dict.fromkeys(self.told, True), **self.heard}.items() if is_in]


@dataclass
class Care:
    """The parts of a running Care.

    `slack` makes each call once; `patient_slack` waits and asks again where Slack answers that it is too much.
    `brakes` holds, per channel id or Slack method, when nothing is sent there, and per post that is behind and failed,
    when it is not written anew; `new_messages` and `direct_edits` how much the whole workspace still takes; `quiet`
    until when unanswered calls may land; `busy` the channels to which something is being sent; `to_meet` the people who
    did something, and when, of whom Care does not know who they are.
    """

    store: Store
    slack: AsyncWebClient
    patient_slack: AsyncWebClient
    session: aiohttp.ClientSession
    clock: Clock
    slack_clock: SlackClock
    library: Library
    bot_user_id: str
    team_id: str = ""
    brakes: dict[str, Brake] = field(default_factory=dict)
    new_messages: Budget = field(default_factory=budget_of_new_messages)
    direct_edits: Budget = field(default_factory=budget_of_direct_edits)
    quiet: Quiet = field(init=False)
    busy: set[str] = field(default_factory=set)
    to_meet: dict[str, datetime] = field(default_factory=dict)
    _early: Early[Callable[[Database], object]] = field(default_factory=Early)
    _forgetting: asyncio.TimerHandle | None = None
    _heard: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _being_read: list[Members] = field(default_factory=list)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _given_up: asyncio.Event = field(default_factory=asyncio.Event)
    _why: Exception | None = None

    def __post_init__(self) -> None:
        """Begin to count the time until what was called before can land no more."""
        self.quiet = Quiet(self.clock.monotonic())

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self.clock.now()

    def give_up(self, reason: Exception) -> None:
        """Say that Care cannot go on in this process; whoever runs it takes it down, and nothing kept is lost."""
        self._why = self._why or reason
        self._given_up.set()

    @property
    def has_given_up(self) -> bool:
        """Whether Care only waits to be taken down, and makes no call any more."""
        return self._given_up.is_set()

    async def until_given_up(self) -> NoReturn:
        """Wait until Care cannot go on, and raise the reason."""
        await self._given_up.wait()
        assert self._why
        raise self._why

    def put_aside(self, channel_id: str, ts: str, act: Callable[[Database], object]) -> None:
        """Keep in mind, for some minutes, what was done to a message that may be a story on its way."""
        self._early.put(f"{channel_id} {ts}", act, self.now())
        self._forget_later()

    def aside(self, channel_id: str, ts: str) -> list[Callable[[Database], object]]:
        """Return what was put aside for a message that Care hears of now, in the order it came."""
        return self._early.of(f"{channel_id} {ts}", self.now())

    def let_pass(self, channel_id: str, ts: str) -> None:
        """Keep nothing in mind of a message: Care has heard it, and it is talk."""
        self._early.let_pass(f"{channel_id} {ts}")

    def is_overtaken(self, what: str, ts: str) -> bool:
        """Say whether something later was heard of the same thing; `ts` is Slack's, empty where it gives none."""
        is_late = bool(ts) and ts < self._heard.get(what, "")
        if ts and not is_late:
            self._heard[what] = ts
            self._heard.move_to_end(what)
        if len(self._heard) > _KEPT_IN_MIND:
            self._heard.popitem(last=False)
        return is_late

    def soon(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Start work that nobody has to wait for; what it raises is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)
        return task

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

    @contextlib.asynccontextmanager
    async def members_of(self, channel_id: str) -> AsyncIterator[Members]:
        """Ask Slack who is in a channel; until the block is left, those who come and leave are heeded too."""
        members = Members(channel_id)
        self._being_read.append(members)
        try:
            pages = await self.patient_slack.conversations_members(channel=channel_id, limit=1000)
            members.told = [user_id async for page in pages for user_id in page["members"]]
            yield members
        finally:
            self._being_read.remove(members)

    def heed(self, channel_id: str, user_id: str, *, is_in: bool) -> None:
        """Have a list that is being read show who has just come into a channel or left it: it may be older."""
        for members in self._being_read:
            if members.channel_id == channel_id:
                members.heard[user_id] = is_in

    async def open_modal(
        self, trigger_id: str, view: View, *, words: str = "", about: About = "", onto: bool = False
    ) -> None:
        """Open a form for the person who has just clicked or typed; raise CareError with their words where it fails.

        `onto` puts it onto the form that they clicked in, which is there again when this one is closed.
        """
        try:
            fault("view.before_open")
            async with asyncio.timeout(_OPEN_WITHIN):
                await (self.slack.views_push if onto else self.slack.views_open)(trigger_id=trigger_id, view=view)
            fault("view.after_open")
        except SLACK_TROUBLE as error:
            sentence = _why_no_form(error)
            if not sentence:
                raise
            log.warning("a form was not opened: %s", trouble(error))
            raise CareError(sentence, words=words, about=about) from error

    async def settle(self) -> None:
        """Wait until everything started with `soon` has ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def cut_short(self) -> None:
        """Stop everything started with `soon`, as a crash would: what was being sent is settled at the next start."""
        for task in self._tasks:
            task.cancel()
        await self.settle()

    def _forget_later(self) -> None:
        """In a quiet workspace too, nothing put aside stays for much longer than it is of use."""
        if len(self._early) and self._forgetting is None:
            self._forgetting = asyncio.get_running_loop().call_later(_FORGET_EVERY, self._forget)

    def _forget(self) -> None:
        self._forgetting = None
        self._early.forget(self.now())
        self._forget_later()

    async def _whisper(self, channel_id: str, user_id: str, messages: Sequence[Message], thread_ts: str | None) -> None:
        address = {"channel": channel_id, "user": user_id, "thread_ts": thread_ts}
        for message in messages:
            try:
                if channel_id:
                    fault("whisper.before_call")
                    await self.slack.chat_postEphemeral(**{**address, **_said(message)})
                    fault("whisper.after_call")
                    continue
            except SlackApiError as error:
                if refusal_in(error) not in _NOT_IN_THE_CHANNEL:
                    raise
            await self.slack.chat_postMessage(channel=user_id, **message)

    async def _respond(self, response_url: str, answer: dict[str, Any]) -> None:
        fault("click.before_answer")
        async with self.session.post(response_url, json=answer, proxy=self.slack.proxy) as response:
            response.raise_for_status()
        fault("click.after_answer")

    def _end(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, SLACK_TROUBLE):
            log.warning("Slack did not take a word to one person: %s", trouble(error))
        elif error:
            log.error("something in the background failed", exc_info=error)


def _why_no_form(error: BaseException) -> str:
    """Return the sentence for a person whose form Slack did not open, empty where trying again would not help."""
    said = refusal_in(error)
    if said in _TOO_LATE:
        return "That took me a moment too long, and Slack did not let me open the form. Please try once more."
    if said in _BUSY:  # it may have opened all the same
        return "Slack is busy just now, so nothing is saved yet; if no form opens, please try again in a moment."
    return ""


def trouble(error: BaseException) -> str:
    """Return what stands in the log about a call that failed: Slack's word for it, else the kind of exception."""
    return refusal_in(error) or type(error).__name__


def refusal_in(error: BaseException) -> str:
    """Return the error that Slack named in its answer; empty where there is none, or it cannot be read."""
    # For broken JSON the SDK hands on aiohttp's own response.
    answer = getattr(getattr(error, "response", None), "data", None)
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def person_from_slack(user: dict[str, Any], team_id: str) -> Person:
    """Return a person from a user object of Slack's API or events, as the workspace `team_id` sees them."""
    profile = user.get("profile", {})
    teams = {user.get("team_id", team_id), *user.get("enterprise_user", {}).get("teams", ())}
    return Person(
        user_id=user["id"],
        name=_first_readable(*(profile.get(n) for n in _NAMES), user.get("real_name"), user.get("name")),
        zone=user.get("tz") or "UTC",
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_deleted=bool(user.get("deleted")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_external=bool(user.get("is_stranger")) or bool(team_id and team_id not in teams),
    )


def _first_readable(*names: str | None) -> str:
    """Return the first name that can be read, on one line: what is invisible in it could turn the words around it."""
    readable = (" ".join(tidy(name or "").split()) for name in names)
    return next((name for name in readable if name), "?")


def _said(message: Message) -> Message:
    return {name: message[name] for name in ("text", "blocks")}

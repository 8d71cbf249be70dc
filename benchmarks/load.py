"""500 people tell their first story in the same second, and once more while Slack says 429 for a minute.

Slack is the sandbox in this process, Care runs in another one. Printed are the acks as Slack sees them, and what became
of the stories: how many were kept, lost or doubled, and whether each is shown exactly once.
"""

import asyncio
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import click

from benchmarks.care_process import CareProcess, care_process
from benchmarks.crowd import CHANNEL, FACILITATOR, crowd, key_of, person
from careapp.demo.replay import submit
from careapp.sandbox import Sandbox
from careapp.sandbox.faults import brake

AFTERNOON = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
WAYS = ("command", "form", "reply")
FORMS_A_MINUTE = 90  # Slack opens about a hundred a minute for one app
BRAKED = timedelta(minutes=1)
MOST_P99, MOST = 1000, 2500  # milliseconds


@dataclass(frozen=True)
class Told:
    """A story as Care keeps it."""

    id: int
    teller: str
    message_ts: str | None


@dataclass
class Storm:
    """One run: who told how, and what came of it."""

    sandbox: Sandbox
    care: CareProcess
    people: int
    acks: list[float] = field(default_factory=list)
    took: float = 0
    cpu_seconds: float = 0
    unanswered: int = 0

    async def move_on(self, seconds: float) -> int:
        """Let time pass for Slack and for Care; return how many posts are not shown yet."""
        self.sandbox.clock.advance(seconds)
        return (await self.care.set_clock(self.sandbox.clock.now())).unfinished

    async def open_round(self) -> str:
        """Make the channel a circle, open its round by hand, and return the ts of the round's post."""
        command = {"user": FACILITATOR, "channel": CHANNEL, "command": "/care"}
        await self.sandbox.act("command", **command, text="setup")
        await submit(self.sandbox, FACILITATOR, {"minutes": {"selected_option": {"value": "15"}}})
        await self.sandbox.act("command", **command, text="round")
        for _ in range(20):
            await self.move_on(1)
            if shown := self.posts_with("round:"):
                return str(shown[0]["ts"])
        raise RuntimeError("The round does not open")

    async def open_forms(self) -> None:
        """Let everybody who tells by form open it beforehand, no faster than Slack allows."""
        for count, number in enumerate(self.tellers("form"), 1):
            await self.sandbox.act("command", user=person(number), channel=CHANNEL, command="/story", text="")
            if count % FORMS_A_MINUTE == 0:
                await self.move_on(60)
        await self.move_on(1)

    def tellers(self, way: str) -> range:
        """Return the numbers of those who tell their story this way."""
        return range(WAYS.index(way), self.people, len(WAYS))

    async def tell(self, round_ts: str, within: float) -> None:
        """Let everybody tell their first story at once, each at some instant within so many seconds."""
        chance, before = Random(1), len(self.sandbox.slack.calls.rows)
        began, used = perf_counter(), self.care.cpu_seconds
        acts = [self._telling(number, round_ts) for way in WAYS for number in self.tellers(way)]
        await asyncio.gather(*(_after(chance.uniform(0, within), act) for act in acts))
        await self.sandbox.settled()
        self.took, self.cpu_seconds = perf_counter() - began, self.care.cpu_seconds - used
        rows = list(self.sandbox.slack.calls.rows)[before:]
        asked = [row for row in rows if row["kind"] in ("command", "interactive", "event")]
        self.acks = sorted(row["ms"] for row in asked if row["ms"] is not None)
        self.unanswered = sum(not row["ok"] for row in asked)

    async def _telling(self, number: int, round_ts: str) -> None:
        who, way, text = person(number), WAYS[number % len(WAYS)], f"I drove back with part {number} for a customer"
        if way == "command":
            await self.sandbox.act("command", user=who, channel=CHANNEL, command="/story", text=text)
        elif way == "form":
            await submit(self.sandbox, who, {"text": {"value": text}})
        else:
            await self.sandbox.act("say", user=who, channel=CHANNEL, text=text, thread_ts=round_ts)

    def posts_with(self, prefix: str) -> list[dict[str, Any]]:
        """Return the messages that carry a key which begins so."""
        return [each for each in self._messages.values() if f"{key_of(each)}$".startswith(prefix)]

    def shown(self, story: Told) -> int:
        """Return how often a story is shown: as a post of Care's, or as a reply with Care's mark."""
        if not story.message_ts:
            return len(self.posts_with(f"story:{story.id}$"))
        reply, bot = self._messages[story.message_ts], self.sandbox.slack.workspace.bot_user_id
        return sum(bot in reaction["users"] for reaction in reply.get("reactions", []))

    @property
    def _messages(self) -> dict[str, dict[str, Any]]:
        return self.sandbox.slack.workspace.channels[CHANNEL].messages


async def storm(people: int, within: float, braked: bool, folder: Path) -> bool:
    """Play one run, print its figures, and say whether they are as they should be."""
    sandbox, database = crowd(people, AFTERNOON), folder / "care.db"
    async with sandbox:
        async with care_process(sandbox, database) as care:
            run = Storm(sandbox, care, people)
            round_ts = await run.open_round()
            await run.open_forms()
            until = sandbox.clock.now() + BRAKED
            if braked:
                for method in ("chat.postMessage", "chat.update"):
                    sandbox.faults.always(method, brake(20))
            await run.tell(round_ts, within)
            seconds = await _until_shown(run, until)
        return _report(run, _stories(database), seconds)


async def _until_shown(run: Storm, brakes_until: datetime) -> int:
    """Let a second after the other pass until everything is shown; return how many it took."""
    for second in range(run.people * 4 + 300):
        if run.sandbox.clock.now() >= brakes_until:
            run.sandbox.faults.clear()
        unfinished = await run.move_on(1)
        await run.sandbox.settled()
        if not unfinished:
            return second
    return -1


def _report(run: Storm, stories: list[Told], seconds: int) -> bool:
    tellers, kept = {person(number) for number in range(run.people)}, Counter(story.teller for story in stories)
    rounds = len(run.posts_with("round:"))
    p50, p99, most = (_percentile(run.acks, share) for share in (0.5, 0.99, 1))
    lost, doubled = len(tellers - kept.keys()), sum(count > 1 for count in kept.values())
    once = sum(run.shown(story) == 1 for story in stories)
    lines = [
        f"  kept {len(kept)} of {run.people}, lost {lost}, doubled {doubled}, round posts {rounds}",
        f"  acks {len(run.acks)}: p50 {p50:.0f} ms, p99 {p99:.0f} ms, max {most:.0f} ms, unanswered {run.unanswered}",
        f"  all acked {run.took:.1f} s after the first was sent; Care used {run.cpu_seconds:.1f} s of a processor",
        f"  exceptions {run.care.failures}",
        f"  shown exactly once {once}, after {seconds} s of Slack's time",
    ]
    click.echo("\n".join(lines))
    if run.care.failures:
        click.echo(run.care.log)
    is_kept = (lost, doubled, rounds, once, run.unanswered, run.care.failures) == (0, 0, 1, run.people, 0, 0)
    return is_kept and p99 < MOST_P99 and most < MOST


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0


def _stories(database: Path) -> list[Told]:
    with sqlite3.connect(database) as db:
        return [Told(*row) for row in db.execute("SELECT id, teller, message_ts FROM stories")]


async def _after(seconds: float, act: Awaitable[None]) -> None:
    await asyncio.sleep(seconds)
    await act


@click.command()
@click.option("--people", default=500, show_default=True)
@click.option("--within", default=1.0, show_default=True, help="Seconds in which all of them send; 0: all at once.")
def main(people: int, within: float) -> None:
    """Print how Care bears a crowd; exit with 1 where it does not."""
    good = True
    for braked, title in ((False, "Slack is well"), (True, "Slack answers 429 for a minute")):
        click.echo(f"{people} first stories within {within:g} s, {title}:")
        with tempfile.TemporaryDirectory(prefix="care-load-") as folder:
            good &= asyncio.run(storm(people, within, braked, Path(folder)))
    raise SystemExit(not good)


if __name__ == "__main__":
    main()

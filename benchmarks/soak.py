"""Fourteen days of a busy circle, lived through at speed while calls to Slack fail by chance.

Slack is the sandbox in this process, Care runs in another one. Printed is what Care holds at the end of each day, and
at the last what was lost or doubled on the way.
"""

import asyncio
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import click

from benchmarks.care_process import CareProcess, Report, care_process
from benchmarks.crowd import CHANNEL, FACILITATOR, crowd, key_of, person
from careapp.demo.replay import submit
from careapp.sandbox import Sandbox

THURSDAY = datetime(2026, 11, 5, tzinfo=UTC)  # so that the first digest, whose picture loads a library, is a warm-up
PEOPLE, TELLERS = 60, 30
WARM_UP, MOST_GROWTH = 2, 0.05
SPARE_FILES = 5  # connections to Slack come and go
SPOILT = (
    *("chat.postMessage", "chat.update", "chat.postEphemeral", "reactions.add", "views.open", "views.publish"),
    *("conversations.history", "conversations.replies", "files.getUploadURLExternal", "files.completeUploadExternal"),
)
EMOJI = ("tada", "heart", "raised_hands", "clap", "star")


@dataclass
class Circle:
    """The people's side: what they did, and what must have come of it."""

    sandbox: Sandbox
    care: CareProcess
    chance: Random
    told: dict[str, str] = field(default_factory=dict)
    report: Report = field(default_factory=lambda: Report(0, 0))

    async def at(self, day: datetime, hours: float) -> None:
        """Move both clocks to an hour (UTC) of a day, by steps of ten minutes at most, and let all come to rest."""
        target = day + timedelta(hours=hours)
        while self.sandbox.clock.now() < target:
            await self._step(min(target, self.sandbox.clock.now() + timedelta(minutes=10)))
        await self.rest()

    async def rest(self) -> None:
        """Let a second after the other pass until Slack shows everything, ten minutes at most."""
        for _ in range(600):
            await self._step(self.sandbox.clock.now() + timedelta(seconds=1))
            if not self.report.unfinished:
                return

    async def _step(self, instant: datetime) -> None:
        self.sandbox.clock.set(instant)
        self.report = await self.care.set_clock(instant)
        await self.sandbox.settled()

    async def set_up(self) -> None:
        """Make the channel a circle with the settings that the form proposes."""
        await self.sandbox.act("command", user=FACILITATOR, channel=CHANNEL, command="/care", text="setup")
        await submit(self.sandbox, FACILITATOR, {})
        await self.rest()

    async def live(self, day: datetime) -> None:
        """Live through a day: thanks in the morning, a round in the afternoon, cheers and second thoughts later."""
        if day.isoweekday() <= 5:
            await self.at(day, 8)
            await self._thank()
            await self.at(day, 15.93)
            await self._tell(day)
            await self.at(day, 16.5)
            await self._cheer()
            await self._think_again(day)
        await self.at(day, 24)

    async def _thank(self) -> None:
        for number in self.chance.sample(range(PEOPLE), 8):
            text = f"@p{(number + 1) % PEOPLE:04} stayed late with me"
            await self.sandbox.act("command", user=person(number), channel=CHANNEL, command="/kudos", text=text)
            await self.sandbox.act("open_home", user=person(number), tab="home")
        await self.rest()

    async def _tell(self, day: datetime) -> None:
        round_ts = next((m["ts"] for m in self.messages() if key_of(m) == f"round:{CHANNEL}:{day:%Y-%m-%d}"), None)
        tellers = self.chance.sample(range(PEOPLE), TELLERS)
        ways = [self._command, self._form, self._reply if round_ts else self._command]
        acts = [
            ways[n % 3](person(who), f"I drove back on the {day:%d.%m.}, {who}", round_ts)
            for n, who in enumerate(tellers)
        ]
        await asyncio.gather(*acts)
        await self.sandbox.settled()
        await self.rest()

    async def _command(self, who: str, text: str, _: str | None) -> None:
        delivery = await self.sandbox.act("command", user=who, channel=CHANNEL, command="/story", text=text)
        if delivery["ok"]:
            self.told[text] = who

    async def _form(self, who: str, text: str, round_ts: str | None) -> None:
        await self.sandbox.act("command", user=who, channel=CHANNEL, command="/story", text="")
        if not self.sandbox.slack.views.stack_of(who):  # Slack failed to open it
            return await self._command(who, text, round_ts)
        thanks = {"selected_users": [person(self.chance.randrange(PEOPLE))]}
        delivery = await submit(self.sandbox, who, {"text": {"value": text}, "thanks": thanks})
        if delivery["ok"]:
            self.told[text] = who
        return None

    async def _reply(self, who: str, text: str, round_ts: str | None) -> None:
        await self.sandbox.act("say", user=who, channel=CHANNEL, text=text, thread_ts=round_ts)
        self.told[text] = who

    async def _cheer(self) -> None:
        for message in self.messages()[-60:]:
            for number in self.chance.sample(range(PEOPLE), 3):
                emoji = self.chance.choice(EMOJI)
                where = {"user": person(number), "channel": CHANNEL, "ts": message["ts"]}
                await self.sandbox.act("react", **where, name=emoji, on=True)
        await self.rest()

    async def _think_again(self, day: datetime) -> None:
        """Some change the words of their reply, and one takes it back."""
        replies = [m for m in self.messages() if m.get("text") in self.told and f"{day:%d.%m.}" in m["text"]]
        for message in replies[:4]:
            who = self.told.pop(message["text"])
            mine = {"user": who, "channel": CHANNEL, "ts": message["ts"]}
            if message is replies[0]:
                await self.sandbox.act("delete", **mine)
                continue
            text = f"{message['text']}, twice"
            self.told[text] = who
            await self.sandbox.act("edit", **mine, text=text)
        await self.rest()

    def messages(self) -> list[dict[str, Any]]:
        """Return what stands in the channel, oldest first."""
        found = self.sandbox.slack.workspace.channels[CHANNEL].messages
        return [found[ts] for ts in sorted(found, key=float)]


async def soak(days: int, share: float, seed: int, folder: Path) -> bool:
    """Live through the days, print the figures, and say whether they are as they should be."""
    sandbox, database = crowd(PEOPLE, THURSDAY), folder / "care.db"
    sandbox.clock.freeze()
    held: list[tuple[float, int, int, int]] = []
    async with sandbox, care_process(sandbox, database) as care:
        circle = Circle(sandbox, care, Random(seed))
        await circle.set_up()
        sandbox.faults.at_random(seed, share, methods=SPOILT)
        for number in range(days):
            began, before = perf_counter(), sandbox.faults.met
            await circle.live(THURSDAY + timedelta(days=number))
            memory, threads, files = care.resources
            held.append((memory, circle.report.tasks, threads, files))
            click.echo(
                f"  day {number + 1:2}: {memory:6.1f} MiB, {circle.report.tasks} tasks, {threads} threads, "
                f"{files} files; {sandbox.faults.met - before:3} calls spoilt; {perf_counter() - began:.1f} s"
            )
        sandbox.faults.clear()
        await circle.rest()
        good = _report(circle, database)
    return _is_steady(held) and good


def _report(circle: Circle, database: Path) -> bool:
    with sqlite3.connect(database) as db:
        kept = Counter(text for (text,) in db.execute("SELECT text FROM stories WHERE is_removed = 0"))
        states = dict(db.execute("SELECT state, count(*) FROM posts GROUP BY state").fetchall())
    lost = len(circle.told.keys() - kept.keys())
    doubled = sum(count - 1 for count in kept.values())
    shown = Counter(key_of(message) for message in circle.messages() if key_of(message))
    twice, failures = sum(count - 1 for count in shown.values()), circle.care.failures
    click.echo(f"  stories: {len(circle.told)} told, {lost} lost, {doubled} doubled")
    click.echo(f"  posts: {sum(states.values())}, {twice} doubled; {states}")
    click.echo(f"  unhandled exceptions: {failures}")
    if failures:
        click.echo(circle.care.log)
    return (lost, doubled, twice, failures) == (0, 0, 0, 0)


def _is_steady(held: Sequence[tuple[float, int, int, int]]) -> bool:
    warm, last = held[min(WARM_UP, len(held)) - 1], held[-1]
    growth = last[0] / warm[0] - 1
    click.echo(f"  memory {growth:+.1%} after day {WARM_UP}; tasks, threads, files {warm[1:]} -> {last[1:]}")
    return growth < MOST_GROWTH and warm[1:3] == last[1:3] and last[3] <= warm[3] + SPARE_FILES


@click.command()
@click.option("--days", default=14, show_default=True)
@click.option("--share", default=0.15, show_default=True, help="Which share of the calls fails.")
@click.option("--seed", default=1, show_default=True)
def main(days: int, share: float, seed: int) -> None:
    """Print what Care holds day by day; exit with 1 where that grows, or anything was lost or doubled."""
    click.echo(f"{days} days of {PEOPLE} people, {share:.0%} of the calls spoilt (seed {seed}):")
    with tempfile.TemporaryDirectory(prefix="care-soak-") as folder:
        good = asyncio.run(soak(days, share, seed, Path(folder)))
    raise SystemExit(not good)


if __name__ == "__main__":
    main()

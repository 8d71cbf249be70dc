"""Circles of every kind, with what somebody might want to steal from them, and people of every kind."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from careapp.practice.behaviour import Behaviour, Week
from careapp.practice.lesson import Gathering
from careapp.practice.note import Line, Note, NoteWeek
from careapp.practice.pulse import Answers, Pulse, Result
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import behaviour as behaviours
from careapp.store import kudos as all_kudos
from careapp.store import lesson as lessons
from careapp.store import note as notes
from careapp.store import post as posts
from careapp.store import prompt as prompts
from careapp.store import pulse as pulses
from careapp.store import story as stories
from tests.conftest import MONDAY
from tests.handlers.holding import held_up_to_its_second_step
from tests.team import Team, chosen_people

KINDS = {"public": "care-frontline", "private": "team-leads", "archived": "care-backoffice"}
PULSE = Pulse("C1", "2026-W44", "open", MONDAY, MONDAY + timedelta(days=4))


def canary(kind: str) -> str:
    """Return the words that stand in the story, the kudos and the draft of one channel alone."""
    return f"kanarienvogel-{kind}"


@dataclass(frozen=True)
class Place:
    """A circle of one kind, and what is in it to be stolen."""

    kind: str
    channel_id: str
    story_id: int
    kudos_id: int
    draft_id: int
    story_ts: str
    workshop_id: int

    @property
    def behaviour_id(self) -> str:
        """What the circle practises."""
        return f"view:{self.kind}"


async def everybody(team: Team) -> None:
    """Have people of every kind in the channels."""
    act = team.sandbox.act
    await act("settings", rate_limits=False)
    await act("person", handle="nora", name="Nora", zone="UTC")
    await act("person", handle="elsa", name="Elsa", zone="UTC")
    await act("person", handle="gus", name="Gus", zone="UTC", is_guest=True)
    await act("person", handle="xena", name="Xena", zone="UTC", team_id="TOTHER")
    await act("person", handle="dora", name="Dora", zone="UTC")
    await act("person", handle="robo", name="Robo", zone="UTC", is_bot=True)
    for where in KINDS.values():
        members = team.sandbox.slack.workspace.channels[team.channel_id(where)].members
        for who in ("jonas", "priya", "sam", "gus", "xena", "dora", "robo", "care"):
            if f"U{who.upper()}" not in members:
                await team.invite("maya", where, who)
    await act("person", id="UDORA", deleted=True)
    await team.settle()


async def place_of(team: Team, kind: str) -> Place:
    """Make the channel of a kind a circle with something in it to be stolen."""
    where = KINDS[kind]
    await team.set_up(where, managers=chosen_people("jonas", "elsa"))
    await team.command("priya", where, f"/story I {canary(kind)} " + "and so on " * 300)
    await team.command("priya", where, f"/kudos @sam for {canary(kind)}")
    channel_id = team.channel_id(where)
    draft_id = await _draft(team, kind)
    async with team.care.store.transaction() as db:
        prompts.add(db, channel_id, "empathy", f"What did {canary(kind)} see today?", kind)
    await _pulse(team, channel_id, canary(kind))
    workshop_id = await held_up_to_its_second_step(team, channel_id, canary(kind))
    async with team.care.store.reading() as db:
        now = team.care.now()
        (story,) = stories.told_between(db, channel_id, now.replace(year=2000), now)
        (kudos,) = all_kudos.given_between(db, channel_id, now.replace(year=2000), now)
        shown = posts.get(db, story.key)
    async with team.care.store.transaction() as db:
        stories.edit(db, replace(story, lesson=f"count the {canary(kind)}"))
        lessons.put(db, Gathering(channel_id, "2026-12", now.replace(year=2000), story.told_at), "posted")
        _practise(db, channel_id, kind, now.date())
    assert shown
    assert shown.ts
    await _note(team, story)
    if kind == "archived":
        await team.sandbox.act("archive", user="UMAYA", channel=channel_id)
        await team.settle()
    return Place(kind, channel_id, story.id, kudos.id, draft_id, shown.ts, workshop_id)


async def _pulse(team: Team, channel_id: str, said: str) -> None:
    async with team.care.store.transaction() as db:
        pulses.put(db, replace(PULSE, channel_id=channel_id))
        pulses.tell(db, Result(channel_id, "2026-W43", Answers("2026-W43", 5, 20, (said,))))


def _practise(db: Database, channel_id: str, kind: str, today: date) -> None:
    behaviours.add(db, Behaviour(f"view:{kind}", channel_id, f"We count the {canary(kind)}", today))
    behaviours.add(db, Behaviour(f"view:{kind}:kept", channel_id, f"We feed the {canary(kind)}", today, "kept"))
    for number in (1, 2, 3):
        behaviours.put_week(db, Week(f"view:{kind}", number, today))


async def _note(team: Team, story: Story) -> None:
    """Keep the manager's care note, which says something about the teller of a story."""
    whose = (story.channel_id, PULSE.week, "UJONAS", MONDAY)
    async with team.care.store.transaction() as db:
        notes.begin(db, NoteWeek(story.channel_id, PULSE.week, MONDAY), ["UJONAS"])
        notes.put(db, Note(*whose, (Line("told", story.teller, story),)))


async def _draft(team: Team, kind: str) -> int:
    await team.command("priya", "coffee-corner", f"/story I {canary(kind)}")
    async with team.care.store.reading() as db:
        return int(db.execute("SELECT max(id) FROM drafts").fetchone()[0])

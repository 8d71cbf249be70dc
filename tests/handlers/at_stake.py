"""What is kept of a circle that those outside, and sometimes those inside, must not see."""

from dataclasses import replace
from datetime import timedelta

from careapp.practice.note import Line, Note, NoteWeek
from careapp.practice.pulse import Answers, Pulse, Result
from careapp.practice.story import Story
from careapp.store import note as notes
from careapp.store import pulse as pulses
from tests.conftest import MONDAY
from tests.team import Team

PULSE = Pulse("C1", "2026-W44", "open", MONDAY, MONDAY + timedelta(days=4))


async def a_pulse(team: Team, channel_id: str, said: str) -> None:
    """Keep a question that is open, and a result in which somebody said something."""
    async with team.care.store.transaction() as db:
        pulses.put(db, replace(PULSE, channel_id=channel_id))
        pulses.tell(db, Result(channel_id, "2026-W43", Answers("2026-W43", 5, 20, (said,))))


async def a_note(team: Team, story: Story) -> None:
    """Keep the manager's care note, which says something about the teller of a story."""
    async with team.care.store.transaction() as db:
        notes.begin(db, NoteWeek(story.channel_id, PULSE.week, MONDAY), ["UJONAS"])
        line = Line("told", story.teller, story)
        notes.put(db, Note(story.channel_id, PULSE.week, "UJONAS", MONDAY, (line,)))

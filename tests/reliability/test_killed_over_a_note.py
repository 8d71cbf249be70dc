"""Care is killed while it writes care notes: a manager gets one, and only one."""

import pytest

from tests.reliability.mortal_team import MortalTeam
from tests.team import chosen_people, ticked

FRONTLINE = "care-frontline"
OVER_A_NOTE = ["note.before_begin", "note.after_begin", "note.before_keep", "note.after_keep"]


@pytest.mark.parametrize("point", OVER_A_NOTE)
async def test_a_manager_gets_one_note(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await mortal.set_up(managers=chosen_people("jonas"), letters=ticked("care_note"))
    await mortal.command("priya", FRONTLINE, "/story I drove back with the screws")
    await mortal.stop()
    await mortal.start(point)
    await mortal.at_local("09:00", days=4)
    await mortal.rise()
    await mortal.at_local("09:05")
    await mortal.at_local("09:10")
    assert len([m for m in mortal.from_care("@jonas") if "Your care note" in m["text"]]) == 1
    assert mortal.kept("SELECT week, state FROM care_notes") == [("2026-W45", "sent")]


@pytest.mark.parametrize("point", ["note.before_close", "note.after_close"])
async def test_a_week_ends_once_and_tells_who_missed_it(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await mortal.set_up(managers=chosen_people("jonas"), letters=ticked("care_note"))
    await mortal.command("jonas", FRONTLINE, "/care pause")
    await mortal.at_local("09:00", days=4)
    await mortal.stop()
    await mortal.start(point)
    await mortal.at_local("09:01", days=1)
    await mortal.rise()
    await mortal.at_local("09:05")
    assert mortal.kept("SELECT week, state FROM care_notes") == [("2026-W45", "missed")]
    assert mortal.kept("SELECT state FROM care_note_weeks") == [("closed",)]

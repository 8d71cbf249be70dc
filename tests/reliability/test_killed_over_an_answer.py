"""Care is killed while it brings the stories that nobody has answered: they come, and they come once."""

import pytest

from tests.reliability.mortal_team import MortalTeam
from tests.team import chosen_people

FRONTLINE = "care-frontline"


@pytest.mark.parametrize("point", ["answer.before_keep", "answer.after_keep"])
async def test_a_story_without_an_answer_is_brought_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start()
    await mortal.set_up(managers=chosen_people("jonas"))
    await mortal.command("priya", FRONTLINE, "/story I drove back with the screws")
    await mortal.stop()
    await mortal.start(point)
    await mortal.at_local("09:00", days=1)
    await mortal.rise()
    await mortal.at_local("09:05")
    await mortal.at_local("09:10")
    letters = [m for m in mortal.from_care("@jonas") if "drove back" in str(m)]
    assert len(letters) == 1
    assert mortal.kept("SELECT day, state FROM mornings WHERE state <> 'quiet'") == [("2026-11-03", "brought")]

"""Care is killed while it writes to somebody what a customer said of them: the letter comes, and comes once."""

import pytest

from tests.reliability.mortal_team import MortalTeam
from tests.team import chosen_people

FRONTLINE = "care-frontline"


@pytest.mark.parametrize("point", ["praise.before_letter", "praise.after_letter"])
async def test_a_letter_with_praise_comes_once(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    ts = await mortal.say("sam", FRONTLINE, "Your driver came back twice. Thank you!")
    await mortal.shortcut("maya", FRONTLINE, "praise.save_message", ts)
    await mortal.submit("maya", about=chosen_people("ines"))
    await mortal.at_local("12:00")
    await mortal.rise()
    await mortal.at_local("12:02")
    await mortal.at_local("12:04")
    (letter,) = mortal.from_care("@ines")
    assert "came back twice" in str(letter["blocks"])
    assert mortal.kept("SELECT count(*) FROM posts WHERE key LIKE 'kudos:%:to:UINES'") == [(1,)]

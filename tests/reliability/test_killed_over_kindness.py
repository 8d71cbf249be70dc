"""Care is killed while it keeps what people ask of it for their own peace: it holds as a whole or not at all."""

import pytest

from careapp.blocks.kit import whisper
from careapp.blocks.letter import with_opt_out
from careapp.demo.replay import person
from careapp.practice.letter import letter_of
from careapp.practice.post import Post
from careapp.store import Store
from careapp.store import post as posts
from tests.reliability.mortal_team import MortalTeam


async def a_letter_to_jonas(mortal: MortalTeam) -> None:
    """Have a letter wait for Care to start."""
    await mortal.start()
    await mortal.set_up()
    await mortal.stop()
    store = Store.open(mortal.settings.care_database)
    async with store.transaction() as db:
        content = with_opt_out(whisper("How was your week?"), letter_of("pulse"))
        posts.put(db, Post("pulse:test", "message", person("jonas"), content))
    await store.close()


@pytest.mark.parametrize(("point", "kept"), [("letter.before_keep", []), ("letter.after_keep", [("UJONAS", "pulse")])])
async def test_who_wants_no_more_letters_of_a_kind_can_say_so_again(
    mortal: MortalTeam, point: str, kept: list[tuple[str, str]]
) -> None:
    await a_letter_to_jonas(mortal)
    await mortal.start(point)
    await mortal.settle()
    (letter,) = mortal.from_care("@jonas")
    await mortal.click("jonas", "@jonas", letter, "letter.stop")
    assert mortal.kept("SELECT * FROM letters_unwanted") == kept
    await mortal.rise()
    await mortal.click("jonas", "@jonas", letter, "letter.stop")
    assert mortal.kept("SELECT * FROM letters_unwanted") == [("UJONAS", "pulse")]
    assert len(mortal.from_care("@jonas")) == 1

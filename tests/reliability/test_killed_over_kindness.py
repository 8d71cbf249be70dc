"""Care is killed while it keeps what people ask of it for their own peace: it holds as a whole or not at all."""

import pytest

from careapp.blocks.kit import whisper
from careapp.blocks.letter import with_opt_out
from careapp.demo.replay import person
from careapp.practice.letter import letter_of
from careapp.practice.post import Post
from careapp.store import Store
from careapp.store import post as posts
from tests.handlers.test_rest import choose_time
from tests.reliability.mortal_team import MortalTeam
from tests.team import words

FRONTLINE = "care-frontline"


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


@pytest.mark.parametrize(("point", "kept"), [("rest.before_pause", []), ("rest.after_pause", [("2026-11-06",)])])
async def test_who_goes_on_a_pause_can_say_so_again(
    mortal: MortalTeam, point: str, kept: list[tuple[str, ...]]
) -> None:
    await mortal.start(point)
    assert not (await mortal.command("jonas", FRONTLINE, "/care pause until friday"))["ok"]
    assert mortal.kept("SELECT back_on FROM rests") == kept
    await mortal.rise()
    assert (await mortal.command("jonas", FRONTLINE, "/care pause until friday"))["ok"]
    assert mortal.kept("SELECT user_id, back_on FROM rests") == [("UJONAS", "2026-11-06")]


@pytest.mark.parametrize(("point", "is_paused"), [("rest.before_back", 1), ("rest.after_back", 0)])
async def test_who_is_back_can_say_so_again(mortal: MortalTeam, point: str, is_paused: int) -> None:
    await mortal.start(point)
    await mortal.command("jonas", FRONTLINE, "/care pause")
    assert not (await mortal.command("jonas", FRONTLINE, "/care back"))["ok"]
    assert mortal.kept("SELECT is_paused FROM rests") == [(is_paused,)]
    await mortal.rise()
    assert (await mortal.command("jonas", FRONTLINE, "/care back"))["ok"]
    assert mortal.kept("SELECT is_paused FROM rests") == [(0,)]


@pytest.mark.parametrize(("point", "kept"), [("rest.before_hours", []), ("rest.after_hours", [("12:00",)])])
async def test_who_wants_other_quiet_hours_can_choose_them_again(
    mortal: MortalTeam, point: str, kept: list[tuple[str, ...]]
) -> None:
    await mortal.start(point)
    await choose_time(mortal, "jonas", "rest.quiet_from", "12:00")
    assert mortal.kept("SELECT quiet_from FROM rests") == kept
    await mortal.rise()
    await choose_time(mortal, "jonas", "rest.quiet_from", "12:00")
    assert mortal.kept("SELECT quiet_from, quiet_until FROM rests") == [("12:00", "08:00")]


@pytest.mark.parametrize(("point", "kept"), [("round.before_rest", []), ("round.after_rest", [("2026-11-02",)])])
async def test_who_rests_today_can_say_so_again(mortal: MortalTeam, point: str, kept: list[tuple[str, ...]]) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await mortal.at_local("16:55")
    await mortal.click("jonas", FRONTLINE, mortal.from_care(FRONTLINE)[-1], "round.rest")
    assert mortal.kept("SELECT not_today FROM rests") == kept
    await mortal.rise()
    await mortal.click("jonas", FRONTLINE, mortal.from_care(FRONTLINE)[-1], "round.rest")
    assert mortal.kept("SELECT user_id, not_today FROM rests") == [("UJONAS", "2026-11-02")]


@pytest.mark.parametrize("point", ["behind.before_show", "behind.after_show"])
async def test_a_milestone_stands_in_the_summary_once_where_care_dies_over_it(mortal: MortalTeam, point: str) -> None:
    await mortal.start(point)
    await mortal.set_up()
    await mortal.at_local("16:55")
    await mortal.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await mortal.settle()
    await mortal.rise()
    await mortal.command("jonas", FRONTLINE, "/story I rang her in the evening, too")
    await mortal.at_local("17:00")
    assert mortal.kept("SELECT kind, name FROM milestones") == [("first-story", "UJONAS")]
    told = [words(m) for m in mortal.from_care(FRONTLINE) if "A first story here" in words(m)]
    assert len(told) == 1
    assert told[0].count("<@UJONAS>. Good to hear from you!") == 1

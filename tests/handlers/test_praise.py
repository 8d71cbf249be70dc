"""Customer praise: saved from a message or typed, about people, once; shown, cheered, read back, forgotten."""

import pytest

from careapp.acts import forget as forget_acts
from careapp.demo.replay import person
from tests.handlers.test_forget import forget
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_privacy import PHONE, in_database
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"
SAID = "Your driver came back twice to get it right. Thank you!"
SHORTCUT = "praise.save_message"


async def save(team: Team, *about: str, said: str = SAID, who: str = "maya", where: str = FRONTLINE) -> str:
    """Have somebody save a message about people, and return its ts."""
    ts = await team.say("sam", where, said)
    await team.shortcut(who, where, SHORTCUT, ts)
    await team.submit(who, about=chosen_people(*about))
    return ts


async def test_a_message_is_kept_as_a_story_about_people(team: Team) -> None:
    await team.set_up()
    ts = await team.say("sam", FRONTLINE, SAID)
    await team.shortcut("maya", FRONTLINE, SHORTCUT, ts)
    assert team.filled_in("maya")["text"] == SAID
    value = team.care.library.values[0]
    await team.submit("maya", about=chosen_people("jonas", "priya"), value=choice(value.id))
    shown = words(team.from_care(FRONTLINE)[-1])
    assert shown.startswith("*A customer said*")
    assert SAID in shown
    assert "About <@UJONAS> and <@UPRIYA>" in shown
    assert "Saved by Maya" in shown
    assert value.name in shown
    (story,) = await stories_of(team)
    assert (story.teller, story.thanked, story.is_praise) == ("UMAYA", ("UJONAS", "UPRIYA"), True)
    (kudos,) = await kudos_of(team)
    assert (kudos.giver, kudos.receivers, kudos.reason) == ("UMAYA", ("UJONAS", "UPRIYA"), SAID)


async def test_who_saves_it_may_still_tell_their_own_story(team: Team) -> None:
    round_ts = await open_round(team)
    await save(team, "jonas")
    assert "Shared so far" not in words(next(m for m in team.from_care(FRONTLINE) if m["ts"] == round_ts))
    await team.say("maya", FRONTLINE, "I stayed until the shelf was up", round_ts)
    assert [(story.is_praise, story.round_day is None) for story in await stories_of(team)] == [
        (True, True),
        (False, False),
    ]


async def test_a_second_save_of_a_message_shows_the_first(team: Team) -> None:
    await team.set_up()
    ts = await save(team, "jonas")
    await team.shortcut("sam", FRONTLINE, SHORTCUT, ts)
    assert "saved this already, in #care-frontline" in words(team.form("sam"))
    assert SAID in words(team.form("sam"))
    assert "submit" not in team.form("sam") or not team.form("sam")["submit"]
    assert len(await stories_of(team)) == 1


async def test_two_who_save_a_message_at_once_keep_it_once(team: Team) -> None:
    await team.set_up()
    ts = await team.say("sam", FRONTLINE, SAID)
    await team.shortcut("maya", FRONTLINE, SHORTCUT, ts)
    await team.shortcut("priya", FRONTLINE, SHORTCUT, ts)
    await team.submit("maya", about=chosen_people("jonas"))
    await team.submit("priya", about=chosen_people("jonas"))
    assert "saved this already" in words(team.form("priya"))
    assert [story.teller for story in await stories_of(team)] == ["UMAYA"]


async def test_what_was_taken_back_can_be_saved_again(team: Team) -> None:
    await team.set_up()
    ts = await save(team, "jonas")
    await team.choose("maya", FRONTLINE, team.from_care(FRONTLINE)[-1], "story.menu", "Take it back")
    assert (await stories_of(team), await kudos_of(team)) == ([], [])
    await team.shortcut("sam", FRONTLINE, SHORTCUT, ts)
    await team.submit("sam", about=chosen_people("jonas"))
    assert [story.teller for story in await stories_of(team)] == ["USAM"]


async def test_who_is_not_in_the_circle_is_shown_nothing_of_an_earlier_save(team: Team) -> None:
    await team.set_up()
    await team.set_up("team-leads")
    ts = await team.say("maya", "coffee-corner", SAID)
    await team.shortcut("maya", "coffee-corner", SHORTCUT, ts)
    leads = choice(team.channel_id("team-leads"))
    await team.submit("maya", about=chosen_people("jonas"), circle=leads)
    assert len(await stories_of(team, "team-leads")) == 1
    await team.shortcut("sam", "coffee-corner", SHORTCUT, ts)
    assert "saved this already" not in words(team.form("sam"))
    await team.submit("sam", about=chosen_people("jonas"))
    assert len(await stories_of(team)) == 1
    await team.shortcut("maya", "coffee-corner", SHORTCUT, ts)
    assert "saved this already, in #" in words(team.form("maya"))


@pytest.mark.parametrize(
    ("about", "text", "says"),
    [(("care",), SAID, "at least one colleague"), (("jonas",), ":tada:", "What did the customer say?")],
)
async def test_what_is_missing_is_said_in_the_form(team: Team, about: tuple[str, ...], text: str, says: str) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care praise")
    delivery = await team.submit("maya", about=chosen_people(*about), text=text)
    assert not delivery["ok"]
    assert says in str(delivery["errors"])
    assert await stories_of(team) == []


async def test_it_can_be_typed_and_about_oneself(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, f"/care praise @jonas {SAID}")
    assert team.filled_in("maya")["about"] == ["UJONAS"]
    await team.submit("maya", about=chosen_people("maya"))
    assert "About <@UMAYA>" in words(team.from_care(FRONTLINE)[-1])
    assert await kudos_of(team) == []


async def test_a_mention_offers_the_form(team: Team) -> None:
    await team.set_up()
    await team.say("sam", FRONTLINE, "@Care praise")
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "praise.start")
    await team.submit("sam", about=chosen_people("jonas"), text=SAID)
    assert [story.teller for story in await stories_of(team)] == ["USAM"]


async def test_whom_the_customer_calls_by_name_is_proposed(team: Team) -> None:
    await team.set_up()
    ts = await team.say("sam", "coffee-corner", "Jonas and Priya were wonderful, and <@UINES> too. Sam I am not.")
    await team.shortcut("maya", "coffee-corner", SHORTCUT, ts)
    assert team.filled_in("maya")["about"] == ["UINES", "UJONAS", "UPRIYA", "USAM"]


async def test_typed_words_come_back_where_there_is_no_circle(team: Team) -> None:
    await team.command("maya", "coffee-corner", f"/care praise {SAID}")
    assert "You are in no circle yet" in team.told("maya", "coffee-corner")
    assert SAID in team.told("maya", "coffee-corner")


async def test_praise_without_an_answer_is_brought_to_a_manager_who_thanks_those_it_is_about(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await save(team, "tomasz", "priya")
    await team.react("priya", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "tada")  # one's own is no answer
    await team.at_local("09:00", days=1)
    letter = team.from_care("@jonas")[-1]
    assert "A customer about Priya Shrestha and Tomasz Wolny, Monday, 2 November:" in words(letter)
    await team.click("jonas", "@jonas", letter, "answer.start")
    assert team.filled_in("jonas")["reason"] == "Thank you, Priya, Tomasz, for what you did. "
    await team.submit("jonas")
    thanks = next(kudos for kudos in await kudos_of(team) if kudos.giver == "UJONAS")
    assert thanks.receivers == ("UPRIYA", "UTOMASZ")


async def test_the_customers_privacy_is_guarded(team: Team) -> None:
    await team.set_up()
    ts = await team.say("sam", FRONTLINE, f"Thank you! Ring me on {PHONE}")
    await team.shortcut("maya", FRONTLINE, SHORTCUT, ts)
    await team.submit("maya", about=chosen_people("jonas"))
    assert "Before I keep it" in words(team.form("maya"))
    await team.submit("maya")
    assert [story.text for story in await stories_of(team)] == ["Thank you! Ring me on [telephone]"]
    assert in_database(team, PHONE) == []


async def test_it_is_cheered_and_thanked_for_like_a_story(team: Team) -> None:
    await team.set_up()
    await save(team, "jonas")
    shown = team.from_care(FRONTLINE)[-1]
    await team.react("priya", FRONTLINE, shown["ts"], "tada")
    assert [story.cheers for story in await stories_of(team)] == [1]
    await team.shortcut("sam", FRONTLINE, "kudos.give_for_message", shown["ts"])
    assert team.filled_in("sam")["receivers"] == ["UJONAS"]


async def test_the_highlights_read_it_back_beside_everybodys_own_stories(team: Team) -> None:
    await team.set_up(managers=chosen_people("maya"))
    await save(team, "jonas", "priya")
    await team.command("maya", FRONTLINE, "/story I stayed until the shelf was up")
    await team.at_local("16:00", days=4)
    digest = words(next(m for m in team.from_care(FRONTLINE) if "This week's highlights" in words(m)))
    assert "*What customers said*" in digest
    assert "About Jonas Keller and Priya" in digest
    assert digest.count(SAID) == 1
    assert "I stayed until the shelf was up" in digest
    assert "1 story by 1 person  ·  1 word of praise from customers  ·  0 thank-yous" in digest


async def test_who_is_elsewhere_gets_a_letter_once_they_may_be_disturbed(team: Team) -> None:
    await team.set_up()
    await team.at_local("20:30")
    await save(team, "ines", "jonas")
    assert team.from_care("@ines") == []
    await team.at_local("09:30", days=1)
    (letter,) = team.from_care("@ines")
    assert "A customer said about you:" in words(letter)
    assert SAID in words(letter)
    assert "No more of these" in words(letter)
    assert team.from_care("@jonas") == []
    await team.at_local("10:30")
    assert len(team.from_care("@ines")) == 1
    await team.choose("maya", FRONTLINE, team.from_care(FRONTLINE)[-1], "story.menu", "Take it back")
    assert team.from_care("@ines") == []


async def test_changed_words_are_changed_in_the_letter_too(team: Team) -> None:
    await team.set_up()
    await team.at_local("12:00")
    await save(team, "ines")
    await team.at_local("12:02")
    await team.choose("maya", FRONTLINE, team.from_care(FRONTLINE)[-1], "story.menu", "Change")
    await team.submit("maya", text="She came back twice")
    assert "She came back twice" in words(team.from_care("@ines")[-1])
    assert "_edited_" in words(team.from_care(FRONTLINE)[-1])


async def test_forgetting_the_saver_forgets_it(team: Team) -> None:
    await team.set_up()
    await save(team, "jonas", who="priya")
    await forget(team, "priya")
    assert await stories_of(team) == []
    assert SAID not in words(team.from_care(FRONTLINE)[-1])
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT * FROM praises")) == []


async def test_forgetting_who_it_is_about_takes_their_name_out_and_the_last_one_the_words(team: Team) -> None:
    await team.set_up()
    await save(team, "jonas", "priya")
    await forget(team, "jonas")
    shown = words(team.from_care(FRONTLINE)[-1])
    assert "About <@UPRIYA>" in shown
    assert "UJONAS" not in shown
    await forget(team, "priya")
    assert await stories_of(team) == []
    assert in_database(team, "came back twice") == []


async def test_who_leaves_after_they_saw_it_gets_no_letter_about_it(team: Team) -> None:
    await team.set_up()
    await save(team, "jonas", "ines")
    await team.at_local("10:00", days=1)
    await team.kick("maya", FRONTLINE, "jonas")
    await team.at_local("10:00", days=1)
    assert team.from_care("@jonas") == []
    assert len(team.from_care("@ines")) == 1


async def test_who_is_forgotten_is_owed_no_letter(team: Team) -> None:
    await team.set_up()
    await team.at_local("20:30")
    await save(team, "jonas", "ines")
    async with team.care.store.transaction() as db:
        forget_acts.ask(db, team.care, person("ines"))
    await team.at_local("20:35")
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT * FROM praise_letters")) == []


async def test_a_lesson_of_praise_is_the_customers_and_nobody_was_cared_for_poorly(team: Team) -> None:
    await team.set_up()
    await save(team, "jonas")
    await team.choose("maya", FRONTLINE, team.from_care(FRONTLINE)[-1], "story.menu", "Change")
    assert "poor_care" not in [block.get("block_id") for block in team.form("maya")["blocks"]]
    await team.submit("maya", lesson="Go back twice if needed")
    await team.command("maya", FRONTLINE, "/care lessons")
    shown = team.from_care(FRONTLINE)[-1]
    assert "Go back twice if needed\nfrom what a customer said" in words(shown)
    await team.click("maya", FRONTLINE, shown, "lesson.choose")
    await team.submit("maya", text="We go back twice")
    assert "From what a customer said: Go back twice if needed" in words(team.from_care(FRONTLINE)[-1])

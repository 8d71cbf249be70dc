"""Every story is answered: what counts as an answer, and who is told in the morning of those that have none."""

from typing import Any

from careapp.practice.rest import Rest
from careapp.store import rest as rests
from tests.team import Team, chosen_people, ticked, words

FRONTLINE = "care-frontline"
SCREWS = "/story I drove back with the screws"


async def held_round(team: Team, *managers: str) -> str:
    """Set up, open Monday's round, and return the ts of its post."""
    await team.set_up(managers=chosen_people(*(managers or ("jonas",))))
    await team.at_local("16:55")
    return str(team.from_care(FRONTLINE)[-1]["ts"])


async def the_next_morning(team: Team, days: int = 1) -> None:
    """Come to nine o'clock, some days on."""
    await team.at_local("08:59", days=days)
    await team.at_local("09:00")


def in_the_highlights(team: Team) -> str:
    """Return what the highlights say of how people cared for each other."""
    digest = next(words(m) for m in team.from_care(FRONTLINE) if "highlights are here" in m["text"])
    return digest.split("*How we cared for each other*")[1]


def letters(team: Team, who: str) -> list[dict[str, Any]]:
    return [m for m in team.from_care(f"@{who}") if "waits for a word" in m["text"] or "wait for a word" in m["text"]]


async def test_a_story_without_an_answer_is_brought_to_a_manager_in_the_morning(team: Team) -> None:
    await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.at_local("08:59", days=1)
    assert letters(team, "jonas") == []
    await team.at_local("09:00")
    (letter,) = letters(team, "jonas")
    assert "Priya Shrestha, Monday, 2 November:" in words(letter)
    assert "I drove back with the screws" in words(letter)
    assert "I drove back" not in letter["text"]
    assert letters(team, "maya") == letters(team, "priya") == []
    await team.at_local("09:30")
    await team.at_local("09:00", days=1)
    assert len(letters(team, "jonas")) == 1


async def test_a_cheer_a_reply_in_its_thread_and_a_later_mention_are_answers(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await team.command("priya", FRONTLINE, SCREWS)
    alone_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.say("sam", FRONTLINE, "well done", alone_ts)
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.command("priya", FRONTLINE, "/story I rang her in the evening, too")
    await team.react("sam", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1]["ts"], "tada")
    await team.say("tomasz", FRONTLINE, "I carried the parcel up to the fourth floor", round_ts)
    await team.say("sam", FRONTLINE, "lovely, <@UTOMASZ>", round_ts)
    await the_next_morning(team)
    assert letters(team, "jonas") == []


async def test_ones_own_reply_a_reply_to_somebody_else_and_one_that_came_before_are_none(team: Team) -> None:
    round_ts = await held_round(team)
    await team.say("sam", FRONTLINE, "go first, <@UPRIYA>", round_ts)
    await team.at_local("16:56")
    await team.command("priya", FRONTLINE, SCREWS)
    await team.say("priya", FRONTLINE, "that was me, <@UPRIYA>", round_ts)
    await team.say("sam", FRONTLINE, "see you tomorrow, <@UTOMASZ>", round_ts)
    await the_next_morning(team)
    assert len(letters(team, "jonas")) == 1


async def test_an_answer_that_was_deleted_is_none(team: Team) -> None:
    round_ts = await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    ts = await team.say("sam", FRONTLINE, "lovely, <@UPRIYA>", round_ts)
    await team.delete("sam", FRONTLINE, ts)
    await the_next_morning(team)
    assert len(letters(team, "jonas")) == 1


async def test_an_answer_that_came_while_care_was_away_counts(team: Team) -> None:
    round_ts = await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.at_local("17:00")
    await team.stop()
    await team.sandbox.act(
        "say", user="USAM", channel=team.channel_id(FRONTLINE), text="<@UPRIYA>!", thread_ts=round_ts
    )
    await team.start()
    await team.settle()
    await the_next_morning(team)
    assert letters(team, "jonas") == []


async def test_say_thank_you_opens_a_reply_that_is_filled_in_and_answers_the_story(team: Team) -> None:
    round_ts = await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    assert team.filled_in("jonas")["reason"] == "Thank you, Priya, for telling us this. "
    assert "A word of your own is worth more" in str(team.form("jonas"))
    await team.submit("jonas")
    thanks = team.from_care(FRONTLINE, round_ts)[-1]
    assert "Jonas Keller thanks <@UPRIYA>  ·  from your manager" in words(thanks)
    assert "Thank you, Priya, for telling us this." in words(thanks)
    assert "screws" not in words(thanks)
    (letter,) = letters(team, "jonas")
    assert "Answered by now." in words(letter)
    assert "Say thank you" not in words(letter)
    await team.at_local("16:00", days=3)
    told = in_the_highlights(team)
    assert "Jonas Keller thanked Priya Shrestha for a story: I drove back with the screws" in told
    assert "Thank you" not in told


async def test_thanks_for_a_story_outside_of_rounds_stand_in_its_own_thread(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await team.command("priya", FRONTLINE, SCREWS)
    story_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await the_next_morning(team)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    await team.submit("jonas", reason="That was kind")
    assert "That was kind" in words(team.from_care(FRONTLINE, story_ts)[-1])


async def test_a_story_that_is_taken_back_leaves_the_letter_and_takes_its_thanks_along(team: Team) -> None:
    await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until it worked")
    await the_next_morning(team)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    await team.submit("jonas", reason="Thank you for the screws")
    await team.click("priya", FRONTLINE, team.whispers("priya", FRONTLINE)[-1], "story.undo")
    (letter,) = letters(team, "jonas")
    assert "screws" not in words(letter)
    assert "I stayed on the chat" in words(letter)
    assert "screws" not in str(team.sandbox.slack.workspace.channels[team.channel_id(FRONTLINE)].messages)
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "story.undo")
    assert letters(team, "jonas") == []


async def test_thanks_that_are_taken_back_leave_the_story_to_be_answered(team: Team) -> None:
    await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    await team.submit("jonas", reason="Thank you for the screws")
    await team.command("jonas", FRONTLINE, "/care forget me")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "person.forget")
    await team.at_local("09:10")
    await team.at_local("09:00", days=1)
    (letter,) = letters(team, "maya")  # the facilitator: the manager is forgotten, and what he answered with him
    assert "screws" in words(letter)


async def test_without_a_manager_a_facilitator_is_told_and_never_of_their_own_story(team: Team) -> None:
    await team.set_up()
    await team.command("priya", FRONTLINE, SCREWS)
    await team.command("maya", FRONTLINE, "/story I stayed on the chat until it worked")
    await the_next_morning(team)
    (letter,) = letters(team, "maya")
    assert "screws" in words(letter)
    assert "chat" not in words(letter)


async def test_a_letter_shows_no_newer_words_to_who_left_and_another_is_told_instead(team: Team) -> None:
    await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.kick("maya", FRONTLINE, "jonas")
    assert len(letters(team, "jonas")) == 1
    (story,) = [m for m in team.messages(FRONTLINE) for m in team.from_care(FRONTLINE, m["ts"]) if "screws" in words(m)]
    await team.choose("priya", FRONTLINE, story, "story.menu", "Change")
    await team.submit("priya", text="Words for those who are here")
    assert letters(team, "jonas") == []
    await team.at_local("09:00", days=1)
    assert "Words for those who are here" in words(letters(team, "maya")[0])


async def test_a_story_that_nobody_could_ever_be_told_of_is_no_morning_missed(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, SCREWS)  # she is the only one who looks after the circle
    await the_next_morning(team)
    await team.at_local("13:01")
    async with team.care.store.reading() as db:
        assert [row["state"] for row in db.query("SELECT state FROM mornings")] == ["quiet"]


async def test_managers_hear_of_each_others_stories_and_of_two_circles_in_one_letter(team: Team) -> None:
    await held_round(team, "jonas", "priya")
    await team.set_up("team-leads", managers=chosen_people("maya"))
    await team.command("jonas", FRONTLINE, SCREWS)
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until it worked")
    await the_next_morning(team)
    assert "screws" in words(letters(team, "priya")[0])
    assert "chat" in words(letters(team, "jonas")[0])


async def test_a_friday_story_waits_for_monday_and_a_quiet_morning_says_nothing(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    await team.at_local("16:55", days=4)
    await team.command("priya", FRONTLINE, SCREWS)
    for days in (1, 1):
        await team.at_local("09:00", days=days)
        assert letters(team, "jonas") == []
    await team.at_local("09:00", days=1)
    assert len(letters(team, "jonas")) == 1


async def test_a_circle_that_meets_on_mondays_alone_hears_of_its_stories_on_tuesday(team: Team) -> None:
    await team.set_up(managers=chosen_people("jonas"), weekdays=ticked("1"))
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    assert len(letters(team, "jonas")) == 1


async def test_who_is_on_a_pause_is_let_be_and_a_missed_morning_leaves_it_to_the_next(team: Team) -> None:
    await held_round(team)
    async with team.care.store.transaction() as db:
        for user_id in ("UJONAS", "UMAYA"):
            rests.put(db, user_id, Rest(is_paused=True))
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.at_local("13:01")
    assert letters(team, "jonas") == letters(team, "maya") == []
    async with team.care.store.transaction() as db:
        (morning,) = [row for row in db.query("SELECT state, reason FROM mornings") if row["state"] != "quiet"]
        rests.put(db, "UJONAS", Rest())
    assert morning == {"state": "missed", "reason": "nobody could be told within four hours of 09:00"}
    await team.command("sam", FRONTLINE, "/care")
    said = "Missed: the letter of Tuesday about unanswered stories, because nobody could be told within four hours"
    assert said in team.told("sam", FRONTLINE)
    await team.at_local("09:00", days=1)
    assert len(letters(team, "jonas")) == 1


async def test_a_morning_comes_once_also_after_a_restart_and_a_clock_set_back(team: Team) -> None:
    await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.stop()
    await team.start()
    await team.at_local("08:00")
    await team.at_local("09:00")
    await team.settle()
    assert len(letters(team, "jonas")) == 1


async def test_thanks_that_say_nothing_or_are_ones_own_are_refused(team: Team) -> None:
    await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    refused = await team.submit("jonas", reason=":tada:")
    assert "Say in a few words" in str(refused)


async def test_a_circle_can_do_without_these_letters(team: Team) -> None:
    await held_round(team)
    await team.command("maya", FRONTLINE, "/care setup")
    assert team.filled_in("maya")["letters"] == ["unanswered"]
    await team.submit("maya", letters={"selected_options": []})
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    assert letters(team, "jonas") == letters(team, "maya") == []


async def test_what_could_identify_a_customer_is_pointed_out_in_thanks_too(team: Team) -> None:
    round_ts = await held_round(team)
    await team.command("priya", FRONTLINE, SCREWS)
    await the_next_morning(team)
    await team.click("jonas", "@jonas", letters(team, "jonas")[0], "answer.start")
    await team.submit("jonas", reason="Thank you, dana@example.com was so glad")
    assert team.has_form("jonas")
    await team.submit("jonas")
    assert "Thank you, [e-mail] was so glad" in words(team.from_care(FRONTLINE, round_ts)[-1])

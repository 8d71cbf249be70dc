"""The lessons of a month: gathered in one post, supported by those for whom they matter, gone with their stories."""

import copy
from typing import Any

from careapp.demo.replay import person
from careapp.practice.refusal import OUT_OF_REACH
from tests.handlers.test_story import open_round
from tests.team import Team, choice, chosen_people, ticked, words

FRONTLINE = "care-frontline"
CALL_BACK = "Ring when we said we would"


async def teach(team: Team, who: str, lesson: str, **more: Any) -> None:
    """Tell a story with a lesson."""
    await team.command(who, FRONTLINE, "/story")
    told = await team.submit(who, text="I drove back with the screws", lesson=lesson, **more)
    assert told["ok"], told


async def gather(team: Team) -> None:
    """Set up, tell three stories, two with a lesson, and go on to the day on which lessons are gathered."""
    await team.set_up(lessons_on=choice("first 2"), managers=chosen_people("priya"))
    await teach(team, "jonas", CALL_BACK)
    await teach(team, "sam", "Count the screws twice")
    await team.command("maya", FRONTLINE, "/story I told one that teaches nothing")
    await team.at_local("16:00", days=1)


def lessons(team: Team) -> list[dict[str, Any]]:
    """Return the posts of lessons in the channel."""
    return [message for message in team.from_care(FRONTLINE) if message["text"].startswith("The lessons of")]


async def press(team: Team, who: str, lesson: str, action_id: str = "lesson.support", times: int = 1) -> None:
    """Press a button under a lesson."""
    (post,) = lessons(team)
    at = next(n for n, block in enumerate(post["blocks"]) if lesson in words({"blocks": [block]}))
    under = post if action_id == "lesson.choose" else {**post, "blocks": [post["blocks"][at + 1]]}
    if times == 1:
        await team.click(who, FRONTLINE, under, action_id)
    else:
        await team.double_click(who, FRONTLINE, under, action_id)


async def leave(team: Team, who: str) -> None:
    """Take one's last support back."""
    await team.click(who, FRONTLINE, team.whispers(who, FRONTLINE)[-1], "lesson.leave")


async def test_once_a_month_the_lessons_stand_in_one_post(team: Team) -> None:
    await gather(team)
    (post,) = lessons(team)
    assert words(post).startswith("What we learned: the lessons of November\n2 lessons from our stories.")
    assert f"{CALL_BACK}\nfrom a story of Jonas Keller" in words(post)
    assert "teaches nothing" not in words(post)
    await team.at_local("16:00", days=1)
    await team.at_local("16:00", days=20)
    assert [m["ts"] for m in lessons(team)] == [post["ts"]]


async def test_the_next_month_has_its_own_and_repeats_nothing(team: Team) -> None:
    await gather(team)
    await team.at_local("16:05")
    await teach(team, "jonas", "Ask how it went")
    await team.at_local("16:00", days=28)
    first, second = lessons(team)
    assert "the lessons of December" in words(second)
    assert "Ask how it went" in words(second)
    assert CALL_BACK not in words(second)
    assert "Ask how it went" not in words(first)


async def test_what_poor_care_taught_comes_first_and_apart(team: Team) -> None:
    await team.set_up()
    await teach(team, "jonas", CALL_BACK)
    await teach(team, "sam", "Say so when it takes longer", poor_care=ticked("poor"))
    await team.command("maya", FRONTLINE, "/care lessons")
    said = words(lessons(team)[0])
    assert said.index("*What poor care taught us") < said.index("Say so when it takes longer")
    assert said.index("Say so when it takes longer") < said.index("*What good care taught us*") < said.index(CALL_BACK)


async def test_a_lesson_is_given_to_a_story_that_was_told_in_a_word(team: Team) -> None:
    await gather(team)
    await team.command("jonas", FRONTLINE, "/story I rang at nine, as I had said")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "lesson.add")
    await team.submit("jonas", lesson=f"{CALL_BACK}, or mail ruth@example.com")
    assert (await team.submit("jonas"))["ok"]  # and have it masked
    story = [m for m in team.from_care(FRONTLINE) if "told a story" in m["text"]][-1]
    assert CALL_BACK in words(story)
    assert "ruth@" not in words(story)


async def test_a_reply_has_a_lesson_too(team: Team) -> None:
    round_ts = await open_round(team)
    await team.say("sam", FRONTLINE, "I rang at nine, as I had said, and they laughed", round_ts)
    await team.click("sam", FRONTLINE, team.whispers("sam", FRONTLINE)[-1], "lesson.add")
    await team.submit("sam", lesson=CALL_BACK)
    await team.command("maya", FRONTLINE, "/care lessons")
    assert f"{CALL_BACK}\nfrom a story of Sam Whitlow" in words(lessons(team)[0])


async def test_each_person_supports_a_lesson_once_however_often_they_press(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK, times=2)
    await press(team, "maya", CALL_BACK)
    assert team.told("maya", FRONTLINE).startswith("You support this lesson already.")
    assert "1 person says that it matters" in words(lessons(team)[0])
    await press(team, "sam", CALL_BACK)
    assert "2 people say that it matters" in words(lessons(team)[0])
    assert not {f"<@{person(who)}>" for who in ("maya", "sam")} & set(words(lessons(team)[0]).split())


async def test_support_is_taken_back_and_given_again(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK)
    await leave(team, "maya")
    assert "matters" not in words(lessons(team)[0]).split("as you like.")[1].replace("This matters", "")
    await press(team, "maya", CALL_BACK)
    assert "1 person says" in words(lessons(team)[0])


async def test_support_stays_over_a_restart(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK)
    await team.stop()
    await team.start()
    await press(team, "sam", CALL_BACK)
    assert "2 people say" in words(lessons(team)[0])


async def test_a_lesson_follows_its_story_as_it_is_changed_and_taken_back(team: Team) -> None:
    await gather(team)
    await press(team, "maya", CALL_BACK)
    jonas, sam = [m for m in team.from_care(FRONTLINE) if "told a story" in m["text"]][:2]
    await team.choose("jonas", FRONTLINE, jonas, "story.menu", "Change")
    await team.submit("jonas", lesson="Ring an hour before we said")
    assert "Ring an hour before we said\nfrom a story of Jonas Keller  ·  1 person says" in words(lessons(team)[0])
    await team.choose("jonas", FRONTLINE, jonas, "story.menu", "Take it back")
    assert "Ring an hour" not in words(lessons(team)[0])
    assert "1 lesson from our stories" in words(lessons(team)[0])
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT * FROM lesson_supports")) == []
    await team.choose("sam", FRONTLINE, sam, "story.menu", "Take it back")
    assert lessons(team) == []


async def test_a_lesson_that_was_taken_out_of_its_story_cannot_be_supported(team: Team) -> None:
    await gather(team)
    as_seen = copy.deepcopy(lessons(team)[0]["blocks"])
    jonas = next(m for m in team.from_care(FRONTLINE) if "told a story" in m["text"])
    await team.choose("jonas", FRONTLINE, jonas, "story.menu", "Change")
    await team.submit("jonas", lesson="")
    (now,) = lessons(team)
    now["blocks"] = as_seen
    await press(team, "maya", CALL_BACK)
    assert team.told("maya", FRONTLINE) == OUT_OF_REACH


async def test_who_is_not_in_the_circle_is_told_so_and_counts_nothing(team: Team) -> None:
    await gather(team)
    await press(team, "ines", CALL_BACK)
    assert words(team.from_care("@ines")[-1]) == OUT_OF_REACH
    assert "1 person" not in words(lessons(team)[0])


async def test_who_is_forgotten_takes_their_lessons_and_their_support_along(team: Team) -> None:
    await gather(team)
    await press(team, "jonas", "Count the screws twice")
    await team.command("jonas", FRONTLINE, "/care forget me")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "person.forget")
    await team.at(team.care.now())
    (post,) = lessons(team)
    assert CALL_BACK not in words(post)
    assert "Count the screws twice from a story of Sam Whitlow This matters" in words(post).replace("\n", " ")
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT * FROM lesson_supports")) == []


async def test_a_facilitator_or_manager_gathers_them_by_hand_and_once_a_month(team: Team) -> None:
    await team.set_up(managers=chosen_people("priya"))
    await team.command("maya", FRONTLINE, "/care lessons")
    assert team.told("maya", FRONTLINE).startswith("No story of the last weeks has a lesson yet.")
    await teach(team, "jonas", CALL_BACK)
    await team.command("sam", FRONTLINE, "/care lessons")
    assert "can gather the lessons here. Ask them." in team.told("sam", FRONTLINE)
    assert lessons(team) == []
    await team.command("priya", FRONTLINE, "/care lessons")
    assert len(lessons(team)) == 1
    await team.command("maya", FRONTLINE, "/care lessons")
    assert "were gathered already" in team.told("maya", FRONTLINE)
    assert len(lessons(team)) == 1

"""The daily round as its people see it: opened, counted down, closed, opened by hand, declined."""

import re

from tests.practice import made
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"


async def test_the_round_asks_its_question_and_says_until_when(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:54")
    assert len(team.from_care(FRONTLINE)) == 1
    await team.at_local("16:55")
    round_ = team.from_care(FRONTLINE)[-1]
    prompts = {prompt.text: prompt.value for prompt in made.prompts(team.care.library)}
    header, prompt, value, buttons, until = words(round_).split("\n")
    assert header == "Five minutes for care"
    asked = team.care.library.value(prompts[prompt])
    assert asked is not None
    assert asked.name in value
    assert asked.says in value
    assert buttons == "Share a story Not today"
    assert re.fullmatch(
        r"Open until <!date\^\d+\^{time}\|17:00>, 5 minutes left  ·  Or simply reply in the thread\.", until
    )


async def test_the_minutes_are_counted_down(team: Team) -> None:
    await team.set_up(minutes=choice("10"))
    left = []
    for clock_time in ("16:55", "16:56", "17:00", "17:04"):
        await team.at_local(clock_time)
        found = re.search(r"(\d+ minutes?) left", words(team.from_care(FRONTLINE)[-1]))
        left.append(found and found[1])
    assert left == ["10 minutes", "9 minutes", "5 minutes", "1 minute"]


async def test_it_becomes_the_summary_with_stories_people_and_cheers(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ = team.from_care(FRONTLINE)[-1]
    await team.command("jonas", FRONTLINE, "/story I drove back with the missing screws")
    await team.command("jonas", FRONTLINE, "/story I rang her in the evening, too")
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until it worked")
    first = team.from_care(FRONTLINE, round_["ts"])[0]
    await team.react("priya", FRONTLINE, first["ts"], "tada")
    await team.react("maya", FRONTLINE, first["ts"], "heart")
    await team.at_local("17:00")
    summary = words(team.messages(FRONTLINE)[-1])
    assert "Our round of Monday, 2 November" in summary
    assert "*3 stories* by 2 people  ·  2 cheers" in summary
    assert "Told by <@UJONAS> and <@USAM>" in summary
    assert "Not today" not in summary
    assert len(team.messages(FRONTLINE)) == 2


async def test_rounds_held_in_a_row_are_counted_and_an_empty_one_ends_the_row(team: Team) -> None:
    await team.set_up()
    rows = []
    for day, is_told in enumerate([True, True, False, True]):
        await team.at_local("16:55", days=min(day, 1))
        if is_told:
            await team.command("jonas", FRONTLINE, f"/story I stayed until it worked, day {day}")
        await team.at_local("17:00")
        rows.append(words(team.messages(FRONTLINE)[-1]).split("\n")[1])
    assert rows[0] == "*1 story* by 1 person"
    assert rows[1].endswith(":fire: 2 rounds held in a row")
    assert rows[2] == "No story this time. A late one still counts until the next round opens."
    assert rows[3] == rows[0]


async def test_a_late_story_counts_for_its_day_until_the_next_round(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    monday = team.from_care(FRONTLINE)[-1]["ts"]
    await team.at_local("17:00")
    assert "No story this time" in words(team.messages(FRONTLINE)[-1])
    await team.at_local("09:00", days=1)
    await team.click("jonas", FRONTLINE, team.messages(FRONTLINE)[-1], "round.tell")
    await team.submit("jonas", text="I went back after closing time with the spare key")
    assert "spare key" in words(team.from_care(FRONTLINE, monday)[-1])
    assert "*1 story* by 1 person" in words(team.messages(FRONTLINE)[-1])
    await team.at_local("16:55")
    await team.command("sam", FRONTLINE, "/story I found the parcel in the wrong van")
    tuesday = team.messages(FRONTLINE)[-1]
    assert "wrong van" in words(team.from_care(FRONTLINE, tuesday["ts"])[-1])
    assert len(team.from_care(FRONTLINE, monday)) == 1


async def test_not_today_is_a_full_answer_and_is_shown_to_nobody(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    before = team.from_care(FRONTLINE)[-1]["blocks"]
    await team.click("sam", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.rest")
    assert team.told("sam", FRONTLINE) == "That is a full answer. I ask you nothing more today. Until tomorrow! :wave:"
    assert team.from_care(FRONTLINE)[-1]["blocks"] == before


async def test_a_facilitator_opens_a_round_by_hand_once_a_day(team: Team) -> None:
    await team.set_up(managers=chosen_people("tomasz"))
    await team.command("jonas", FRONTLINE, "/care round")
    assert team.told("jonas", FRONTLINE) == "<@UMAYA> or <@UTOMASZ> can open a round here. Ask them."
    await team.command("maya", FRONTLINE, "/care round")
    assert team.told("maya", FRONTLINE) == "The round is open for 5 minutes."
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])
    await team.command("tomasz", FRONTLINE, "/care round")
    assert "Today's round is open already." in team.told("tomasz", FRONTLINE)
    await team.at_local("09:06")
    await team.command("maya", FRONTLINE, "/care round")
    assert "Today's round was held already. A late story still counts" in team.told("maya", FRONTLINE)
    await team.at_local("16:55")
    assert len(team.from_care(FRONTLINE)) == 2
    await team.at_local("16:55", days=1)
    assert len(team.from_care(FRONTLINE)) == 3


async def test_a_manager_opens_a_round_by_hand(team: Team) -> None:
    await team.set_up(managers=chosen_people("tomasz"))
    await team.command("tomasz", FRONTLINE, "/care round")
    assert "Share a story" in words(team.from_care(FRONTLINE)[-1])


async def test_a_round_needs_a_circle(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care round")
    assert "This channel is not a circle yet." in team.told("maya", FRONTLINE)


async def test_only_the_latest_round_takes_late_stories(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    await team.at_local("17:00")
    monday = team.from_care(FRONTLINE)[-1]["ts"]
    assert "Add a late story" in str(team.from_care(FRONTLINE)[-1]["blocks"])
    await team.at_local("16:55", days=1)
    old = next(m for m in team.from_care(FRONTLINE) if m["ts"] == monday)
    assert "late" not in str(old["blocks"])
    assert "No story this time." in words(old)

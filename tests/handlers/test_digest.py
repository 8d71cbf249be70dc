"""The weekly digest: at its hour, by hand, as a preview, in a quiet week and in a very full one."""

import struct
from dataclasses import replace
from datetime import timedelta

from careapp.practice.story import Story
from careapp.store import story as stories
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"


async def a_full_week(team: Team) -> None:
    """Set up, hold Monday's round with two stories and some thanks, and go on to Friday, a quarter to four."""
    await team.set_up(managers=chosen_people("maya"))
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("jonas", FRONTLINE, "/story I rang her in the evening, too")
    await team.command("sam", FRONTLINE, "/story I stayed on the chat until it worked")
    for story in team.from_care(FRONTLINE, round_ts)[1:]:
        await team.react("priya", FRONTLINE, story["ts"], "tada")
    await team.command("jonas", FRONTLINE, "/kudos @priya covered my lunch")
    await team.command("maya", FRONTLINE, "/kudos @sam kept the late desk alone")
    await team.at_local("17:00")
    await team.at_local("15:45", days=4)


async def test_it_comes_at_its_hour_with_highlights_thanks_and_numbers(team: Team) -> None:
    await a_full_week(team)
    before = len(team.from_care(FRONTLINE))
    await team.at_local("15:59")
    assert len(team.from_care(FRONTLINE)) == before
    await team.at_local("16:00")
    digest = words(team.from_care(FRONTLINE)[before])
    assert digest.startswith("This week's highlights\n")
    assert "*<@UJONAS>*" in digest
    assert "I rang her in the evening, too" in digest
    assert "I drove back with the screws" not in digest
    assert "*<@USAM>*" in digest
    assert digest.count("_their first time in the highlights_") == 2
    thanks, cared = digest.split("*Thanks of the week*")[1].split("*How we cared for each other*")
    assert "Jonas Keller thanked Priya Shrestha: covered my lunch" in thanks
    assert "Maya Brandt thanked Sam Whitlow: kept the late desk alone" in cared
    assert "3 stories by 2 people  ·  2 thank-yous  ·  2 cheers  ·  1 round held" in digest


async def test_what_a_manager_thanked_for_in_a_story_is_care_for_each_other_too(team: Team) -> None:
    await team.set_up(managers=chosen_people("maya"))
    await team.command("maya", FRONTLINE, "/story")
    await team.submit("maya", text="Sam taught me the new till", thanks=chosen_people("sam"))
    await team.command("jonas", FRONTLINE, "/story")
    await team.submit("jonas", text="Priya taught me the old till", thanks=chosen_people("priya"))
    await team.at_local("16:00", days=4)
    digest = next(words(m) for m in team.from_care(FRONTLINE) if "highlights are here" in m["text"])
    cared = digest.split("*How we cared for each other*")[1]
    assert "Maya Brandt thanked Sam Whitlow: Sam taught me the new till" in cared
    assert "old till" not in cared
    assert "2 thank-yous" in digest


async def test_its_numbers_come_as_a_picture_with_alternative_text(team: Team) -> None:
    await a_full_week(team)
    await team.at_local("16:00")
    (file,) = next(m for m in team.from_care(FRONTLINE) if m.get("files"))["files"]
    assert (file["name"], file["title"]) == ("care-2026-W45.png", "The week in numbers")
    assert file["alt_txt"].startswith("3 stories by 2 people, 2 thank-yous, 2 cheers, 1 round held. ")
    assert "Mon 2: 3" in file["alt_txt"]
    data = team.sandbox.slack.files.by_id[file["id"]].data
    assert data is not None
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (1200, 500)


async def test_it_comes_once_and_the_next_one_tells_what_came_since(team: Team) -> None:
    await a_full_week(team)
    await team.at_local("16:00")
    count = len(team.from_care(FRONTLINE))
    await team.at_local("16:20")
    assert len(team.from_care(FRONTLINE)) == count
    await team.at_local("16:55")
    await team.command("sam", FRONTLINE, "/story I found the parcel in the wrong van")
    await team.react("maya", FRONTLINE, team.messages(FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"])[-1]["ts"], "tada")
    await team.command("priya", FRONTLINE, "/story I wrote the steps down for the next time")
    await team.at_local("16:00", days=7)
    digest = next(words(m) for m in reversed(team.from_care(FRONTLINE)) if "highlights" in m["text"])
    assert "wrong van" in digest
    assert "until it worked" not in digest
    assert digest.index("<@UPRIYA>") < digest.index("<@USAM>")


async def test_a_quiet_week_gets_a_kind_short_digest(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:00", days=4)
    digest = team.from_care(FRONTLINE)[-1]
    assert "It was a quiet week here, and that is all right." in words(digest)
    assert len(digest["blocks"]) == 3
    assert not any(m.get("files") for m in team.from_care(FRONTLINE))


async def test_a_preview_is_for_the_askers_eyes_only(team: Team) -> None:
    await a_full_week(team)
    before = team.messages(FRONTLINE)
    await team.command("priya", FRONTLINE, "/care preview")
    shown = team.told("priya", FRONTLINE)
    assert "A preview for your eyes only." in shown
    assert "I rang her in the evening, too" in shown
    assert team.messages(FRONTLINE) == before
    assert "preview" not in team.told("jonas", FRONTLINE)
    await team.at_local("16:00")
    assert "their first time in the highlights" in words(team.from_care(FRONTLINE)[len(before)])


async def test_help_has_a_button_for_the_preview(team: Team) -> None:
    await a_full_week(team)
    await team.command("priya", FRONTLINE, "/care")
    await team.click("priya", FRONTLINE, team.whispers("priya", FRONTLINE)[-1], "digest.preview")
    assert "I rang her in the evening, too" in team.told("priya", FRONTLINE)


async def test_by_hand_it_is_posted_now_and_not_again_at_its_hour(team: Team) -> None:
    await a_full_week(team)
    before = len(team.from_care(FRONTLINE))
    await team.command("jonas", FRONTLINE, "/care digest")
    assert team.told("jonas", FRONTLINE) == "<@UMAYA> can post the highlights here. Ask them."
    await team.command("maya", FRONTLINE, "/care digest")
    assert team.told("maya", FRONTLINE).startswith("The highlights are on their way.")
    assert [bool(m.get("files")) for m in team.from_care(FRONTLINE)[before:]] == [False, True]
    await team.command("maya", FRONTLINE, "/care digest")
    assert "posted already" in team.told("maya", FRONTLINE)
    await team.at_local("16:00")
    assert len(team.from_care(FRONTLINE)) == before + 2


async def test_three_hundred_long_stories_fit(team: Team) -> None:
    await team.set_up()
    now = team.care.now()
    told = Story(
        id=0,
        channel_id=team.channel_id(FRONTLINE),
        day=now.date(),
        round_day=None,
        teller="",
        text="<@USAM> & <b> 🎉 " * 250,
        meant="So much " * 300,
        lesson="Count & count " * 200,
        way="command",
        told_at=now,
        source_key="",
    )
    async with team.care.store.transaction() as db:
        for n in range(300):
            one = replace(told, teller=f"U{n:09}", source_key=f"test:{n}", told_at=now + timedelta(seconds=n))
            stories.add(db, one)
    await team.at_local("16:00", days=4)
    digest = next(m for m in team.from_care(FRONTLINE) if "highlights are here" in m["text"])
    pages = [digest, *team.from_care(FRONTLINE, digest["ts"])]
    assert sum(words(page).count("_their first time in the highlights_") for page in pages) == 5
    assert sum(words(page).count("a colleague") for page in pages) == 295
    assert any("300 stories by 300 people" in words(page) for page in pages)
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT key FROM posts WHERE state <> 'sent'")) == []
    await team.command("sam", FRONTLINE, "/care preview")
    assert "A preview for your eyes only." in team.told("sam", FRONTLINE)


async def test_a_digest_follows_what_is_changed_and_taken_back_after_it(team: Team) -> None:
    await a_full_week(team)
    await team.at_local("16:00")
    round_ts = next(m["ts"] for m in team.from_care(FRONTLINE) if m.get("reply_count"))
    sams, jonas = team.from_care(FRONTLINE, round_ts)[2], team.from_care(FRONTLINE, round_ts)[1]
    await team.choose("sam", FRONTLINE, sams, "story.menu", "Change")
    await team.submit("sam", text="I stayed on the chat until she could cook")
    await team.choose("jonas", FRONTLINE, jonas, "story.menu", "Take it back")
    digest = next(words(m) for m in team.from_care(FRONTLINE) if "highlights are here" in m["text"])
    assert "until she could cook" in digest
    assert "until it worked" not in digest
    assert "in the evening" not in digest
    assert "2 stories by 2 people" in digest


async def test_kudos_given_in_a_story_follow_its_words(team: Team) -> None:
    await team.set_up(managers=chosen_people("maya"))
    await team.command("maya", FRONTLINE, "/story")
    await team.submit("maya", text="Ruth found the part in New York", thanks=chosen_people("ruth"))
    assert "found the part" in words(team.from_care("@ruth")[-1])
    story = next(m for m in team.from_care(FRONTLINE) if m["text"] == "Maya Brandt told a story.")
    await team.choose("maya", FRONTLINE, story, "story.menu", "Change")
    await team.submit("maya", text="Ruth found the last part in New York")
    assert "found the last part" in words(team.from_care("@ruth")[-1])

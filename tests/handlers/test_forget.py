"""`/care forget me`: asked twice, at one's own wish alone, and then everywhere."""

import asyncio
from datetime import timedelta

from careapp.demo.replay import person
from careapp.practice.tombstone import Tombstone
from careapp.store import person as people
from careapp.store import tombstone as tombstones
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def forget(team: Team, who: str) -> None:
    """Ask to be forgotten, and let Care do it."""
    await team.command(who, FRONTLINE, "/care forget me")
    await team.click(who, FRONTLINE, team.whispers(who, FRONTLINE)[-1], "person.forget")
    await team.at(team.care.now())


async def rows(team: Team, table: str) -> list[dict[str, object]]:
    async with team.care.store.reading() as db:
        return list(db.query(f"SELECT * FROM {table}"))


async def test_it_asks_first_and_does_nothing_before_the_answer(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("jonas", FRONTLINE, "/care forget me")
    await team.at(team.care.now())
    said = team.told("jonas", FRONTLINE)
    assert "cannot be undone" in said
    assert said.count("•") == 7
    assert "I drove back" in words(team.from_care(FRONTLINE)[-1])
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "person.forget")
    assert "I am forgetting you" in team.told("jonas", FRONTLINE)
    assert "the time you were here" not in team.told("jonas", FRONTLINE)
    await team.at(team.care.now())
    assert "I drove back" not in str(team.messages(FRONTLINE))


async def test_nobody_else_can_be_forgotten_so(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    for typed in ("/care forget @jonas", "/care forget", "/care forget me and @jonas"):
        await team.command("maya", FRONTLINE, typed)
        assert "nobody else" in team.told("maya", FRONTLINE), typed
    await team.command("maya", FRONTLINE, "/care forget me")
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "person.forget")
    await team.at(team.care.now())
    assert "I drove back" in str(team.messages(FRONTLINE))
    assert [row["name"] for row in await rows(team, "tombstones")] == [person("maya")]


async def test_what_they_told_and_gave_is_gone_in_slack_too(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.say("priya", FRONTLINE, "I stayed on the chat until her oven worked", round_ts)
    await team.command("jonas", FRONTLINE, "/kudos @sam stayed late to fix the order")
    await team.at_local("17:00")
    await forget(team, "jonas")
    assert "I drove back" not in str(team.messages(FRONTLINE) + team.messages(FRONTLINE, round_ts))
    assert "stayed late" not in str(team.messages(FRONTLINE))
    summary = words(next(m for m in team.from_care(FRONTLINE) if m["ts"] == round_ts))
    assert "*1 story* by 1 person" in summary
    assert "UJONAS" not in summary
    assert [row["teller"] for row in await rows(team, "stories")] == [person("priya")]


async def test_their_name_is_gone_from_what_others_thanked_them_for(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/kudos @jonas @sam stayed late to fix the order")
    await team.command("maya", FRONTLINE, "/kudos @jonas rang every customer")
    await forget(team, "jonas")
    said = [words(m) for m in team.from_care(FRONTLINE)]
    assert any("<@USAM>" in one and "stayed late" in one and "UJONAS" not in one for one in said)
    assert not any("rang every customer" in one for one in said)
    assert [row["receiver"] for row in await rows(team, "kudos_receivers")] == [person("sam")]


async def test_a_story_that_thanks_them_stays_without_their_name(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/story")
    await team.submit(
        "maya", text="We rang the bank together", thanks={"selected_users": [person("jonas"), person("sam")]}
    )
    await forget(team, "jonas")
    (shown,) = [words(m) for m in team.from_care(FRONTLINE) if "rang the bank" in words(m)]
    assert "<@USAM>" in shown
    assert "UJONAS" not in shown


async def test_the_weeks_highlights_follow(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await team.command("maya", FRONTLINE, "/kudos @jonas @sam stayed late to fix the order")
    await team.at_local("16:00", days=4)
    (digest,) = [m for m in team.from_care(FRONTLINE) if "This week's highlights" in words(m)]
    assert "I drove back" in words(digest)
    assert "Jonas" in words(digest)
    await forget(team, "jonas")
    (digest,) = [m for m in team.from_care(FRONTLINE) if m["ts"] == digest["ts"]]
    assert "I drove back" not in words(digest)
    assert "Jonas" not in words(digest)
    assert "oven" in words(digest)


async def test_cheers_drafts_tasks_and_name_go_too(team: Team) -> None:
    await team.set_up(managers={"selected_users": [person("jonas")]})
    await team.command("priya", FRONTLINE, "/story I stayed on the chat until her oven worked")
    await team.react("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1]["ts"], "tada")
    await team.command("jonas", FRONTLINE, "/kudos @jonas for being me")
    assert await rows(team, "drafts")
    await forget(team, "jonas")
    assert await rows(team, "cheers") == []
    assert [row["cheers"] for row in await rows(team, "stories")] == [0]
    assert await rows(team, "drafts") == []
    assert [row["user_id"] for row in await rows(team, "circle_roles")] == [person("maya")]
    assert person("jonas") not in [row["user_id"] for row in await rows(team, "people")]


async def test_their_name_is_known_again_only_once_they_tell_or_give_again(team: Team) -> None:
    await team.set_up()
    await forget(team, "jonas")
    await team.at_local("10:00", days=1)
    async with team.care.store.reading() as db:
        assert people.get(db, person("jonas")) is None
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    await team.at_local("11:00")
    async with team.care.store.reading() as db:
        known = people.get(db, person("jonas"))
    assert known
    assert "I am back" in words(team.from_care(FRONTLINE)[-1])


async def test_what_is_said_after_a_forgetting_under_a_clock_that_was_ahead_is_kept(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    async with team.care.store.transaction() as db:
        ahead = Tombstone("person", person("sam"), team.care.now() + timedelta(days=365))
        tombstones.put(db, ahead, None)
    await asyncio.to_thread(tombstones.add_to_file, team.settings.backups, [ahead])
    await team.at(team.care.now() + timedelta(seconds=5))
    team.sandbox.clock.advance(1)
    await team.say("sam", FRONTLINE, "I carried the box up to the third floor for her", round_ts)
    assert [row["teller"] for row in await rows(team, "stories")] == [person("sam")]
    for _ in range(2):
        await team.stop()
        team.sandbox.clock.advance(5)
        await team.start()
        assert [row["teller"] for row in await rows(team, "stories")] == [person("sam")]


async def test_pressing_the_button_again_later_forgets_what_came_since(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await forget(team, "jonas")
    await team.at_local("12:00", days=1)
    await team.command("jonas", FRONTLINE, "/story I am back, with the screws")
    await forget(team, "jonas")
    assert await rows(team, "stories") == []
    assert "the screws" not in str(team.messages(FRONTLINE))

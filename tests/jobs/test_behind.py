"""What many people change is written once before a delivery, and what is taken back at once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from careapp.acts import contribution as contribution_acts
from careapp.acts import lesson as lesson_acts
from careapp.acts import story as story_acts
from careapp.jobs import post
from careapp.practice.pace import Brake
from careapp.store import behind as posts_behind
from careapp.store import post as posts
from careapp.store import story as stories
from tests.handlers.holding import held_up_to_its_second_step
from tests.handlers.test_lesson import CALL_BACK, FRONTLINE, gather, lessons
from tests.team import Team, words


async def one(team: Team, sql: str) -> Any:
    async with team.care.store.reading() as db:
        return db.execute(sql).fetchone()[0]


async def revision(team: Team) -> int:
    return int(await one(team, "SELECT revision FROM posts WHERE key LIKE 'lessons:%'"))


def story_of(db: Database, teller: str) -> Any:
    (number,) = stories.ids_of(db, teller)
    return stories.get(db, number)


async def test_however_many_support_a_lesson_its_post_is_written_once(team: Team) -> None:
    await gather(team)
    before = await revision(team)
    for who in ("UMAYA", "USAM", "UPRIYA"):
        async with team.care.store.transaction() as db:
            lesson_acts.support(db, team.care, story_of(db, "UJONAS").id, who)
    assert await revision(team) == before
    await team.settle()
    assert await revision(team) == before + 1
    assert "3 people say that it matters" in words(lessons(team)[0])


async def test_however_many_answer_a_step_of_a_workshop_its_post_is_written_once(team: Team) -> None:
    await team.set_up()
    number = await held_up_to_its_second_step(team, team.channel_id(FRONTLINE), "we listen first")
    kept = f"SELECT revision FROM posts WHERE key = 'workshop:{number}:1'"
    before = await one(team, kept)
    for who in ("UMAYA", "USAM", "UJONAS"):
        async with team.care.store.transaction() as db:
            at = contribution_acts.asked(db, team.care, number, "wish", who)
            contribution_acts.give(db, team.care, at, who, {"words": f"{who} is heard"}, "as_written")
    assert await one(team, kept) == before
    await team.settle()
    assert await one(team, kept) == before + 1


async def test_a_post_whose_channel_takes_none_now_is_not_written_yet(team: Team) -> None:
    await gather(team)
    before, now = await revision(team), team.care.now()
    async with team.care.store.transaction() as db:
        lesson_acts.support(db, team.care, story_of(db, "UJONAS").id, "UMAYA")
    team.care.brakes[team.channel_id(FRONTLINE)] = Brake(now, now + timedelta(seconds=30))
    await post.run(team.care, now)
    assert await revision(team) == before
    await post.run(team.care, now + timedelta(seconds=30))
    assert await revision(team) == before + 1


async def test_a_change_leaves_the_lessons_alone_where_there_was_none_and_is_none(team: Team) -> None:
    await gather(team)
    async with team.care.store.transaction() as db:
        story_acts.change(db, team.care, replace(story_of(db, "UMAYA"), text="It still teaches nothing"))
        assert posts_behind.channels(db) == {}
        story_acts.change(db, team.care, replace(story_of(db, "UJONAS"), text="It still teaches something"))
        (key,) = posts_behind.channels(db)
    assert key.startswith("lessons:")


async def test_a_lesson_that_is_taken_back_is_in_no_post_once_that_is_kept(team: Team) -> None:
    await gather(team)
    async with team.care.store.transaction() as db:
        story_acts.take_back(db, team.care, story_of(db, "UJONAS").id, "UJONAS")
    assert await one(team, f"SELECT count(*) FROM posts WHERE content LIKE '%{CALL_BACK}%'") == 0


@pytest.mark.parametrize("instead", ["", "Ring before they do"])
async def test_a_lesson_that_is_edited_out_is_in_no_post_once_that_is_kept(team: Team, instead: str) -> None:
    await gather(team)
    async with team.care.store.transaction() as db:
        story_acts.change(db, team.care, replace(story_of(db, "UJONAS"), lesson=instead))
    assert await one(team, f"SELECT count(*) FROM posts WHERE content LIKE '%{CALL_BACK}%'") == 0
    async with team.care.store.transaction() as db:
        story_acts.take_back(db, team.care, story_of(db, "UJONAS").id, "UJONAS")
    assert await one(team, "SELECT count(*) FROM posts WHERE content LIKE '%Ring before%'") == 0


async def test_what_is_behind_and_cannot_be_there_any_more_is_let_go(team: Team) -> None:
    await gather(team)
    channel_id = team.channel_id(FRONTLINE)
    gone = [f"round:{channel_id}:2020-01-01", f"lessons:{channel_id}:2020-01", "workshop:17:1"]
    async with team.care.store.transaction() as db:
        for key in gone:
            posts_behind.put(db, key, channel_id)
    await team.settle()
    async with team.care.store.reading() as db:
        assert posts_behind.channels(db) == {}
        assert [posts.get(db, key) for key in gone] == [None, None, None]


async def test_what_cannot_be_written_is_tried_once_a_minute_with_a_line_in_the_log(
    team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await gather(team)

    def failing(*_: object) -> None:
        raise LookupError("what nobody thought of")

    with monkeypatch.context() as patched:
        patched.setattr(lesson_acts, "show_month", failing)
        async with team.care.store.transaction() as db:
            lesson_acts.support(db, team.care, story_of(db, "UJONAS").id, "UMAYA")
        for _ in range(3):
            await team.at(team.care.now() + timedelta(seconds=2))
        assert caplog.text.count("cannot be shown as it is now") == 1
    await team.at(team.care.now() + timedelta(minutes=1))
    assert "1 person says that it matters" in words(lessons(team)[0])
    assert not [name for name in team.care.brakes if name.startswith("behind:")]


async def test_what_nobody_knows_to_write_is_not_taken_for_written(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    await team.set_up()
    async with team.care.store.transaction() as db:
        posts_behind.put(db, "party:C1:1", team.channel_id(FRONTLINE))
    await team.settle()
    assert "party:C1:1 cannot be shown as it is now" in caplog.text
    async with team.care.store.transaction() as db:
        assert list(posts_behind.channels(db)) == ["party:C1:1"]
        posts_behind.clear(db, "party:C1:1")

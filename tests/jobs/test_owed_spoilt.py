"""What is kept of one kind is spoilt: its circle comes to rest, settings are kept, and the other kinds are settled."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from careapp.acts import telling
from careapp.practice.post import Post
from careapp.sandbox.faults import refusal
from careapp.store import circle as circles
from careapp.store import post as posts
from careapp.store import round as rounds
from tests.jobs.owing import DONE, FRONTLINE, GONE, KINDS, just_after_nine, kept
from tests.team import Team

EIGHT = {"selected_time": "08:00"}
BEHAVIOUR = ("the week of a behaviour that is due", "UPDATE behaviours SET began_on = 'soon'")
ROUND = ("the rounds that are due", "UPDATE rounds SET day = 'soon' WHERE day = '2026-11-05'")
STORY = ("the digests that are due", "UPDATE stories SET day = 'soon'")
OPEN = "INSERT INTO pulses SELECT channel_id, '2026-W44', 'open', '2026', 'soon', '' FROM circles"
PULSE = ("the pulse that is due", OPEN)
NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


async def spoil(team: Team, sql: str) -> None:
    async with team.care.store.transaction() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
        assert circle
        telling.tell(db, team.care, circle, telling.Telling("UJONAS", "I drove back", "command", "k:1", lesson="Ask"))
        assert db.execute(sql).rowcount >= 1


async def state(team: Team) -> tuple[str, str]:
    async with team.care.store.reading() as db:
        circle = circles.get(db, team.channel_id(FRONTLINE))
    assert circle
    return circle.state, f"{circle.pulse_time:%H:%M}"


@pytest.mark.parametrize(
    ("spoilt", "left_out"),
    [(BEHAVIOUR, {"week", "round"}), (ROUND, {"round"}), (STORY, {"digest", "lessons"}), (PULSE, {"pulse"})],
    ids=["behaviour", "round", "story", "pulse"],
)
async def test_settings_are_kept_and_what_can_be_read_is_done(
    team: Team, spoilt: tuple[str, str], left_out: set[str], caplog: pytest.LogCaptureFixture
) -> None:
    await just_after_nine(team)
    await spoil(team, spoilt[1])
    await team.set_up(pulse_time=EIGHT)
    assert await state(team) == ("active", "08:00")
    done = {**DONE, "lessons": "posted"}
    assert await kept(team) == {kind: done[kind] for kind in KINDS if kind not in left_out}
    assert f"{spoilt[0]} in {team.channel_id(FRONTLINE)}: failed, and is not owed" in caplog.text


@pytest.mark.parametrize(
    ("spoilt", "left_out"), [(BEHAVIOUR, {"week"}), (ROUND, {"round"})], ids=["behaviour", "round"]
)
async def test_a_circle_comes_to_rest_and_what_can_be_read_is_missed(
    team: Team, spoilt: tuple[str, str], left_out: set[str], caplog: pytest.LogCaptureFixture
) -> None:
    await just_after_nine(team)
    await spoil(team, spoilt[1])
    await team.kick("maya", FRONTLINE, "care")
    assert (await state(team))[0] == "paused"
    assert await kept(team) == {kind: GONE for kind in KINDS if kind not in left_out}
    assert f"{spoilt[0]} in {team.channel_id(FRONTLINE)}: failed, and is not owed" in caplog.text


async def test_a_round_that_cannot_be_read_is_not_given_up_and_keeps_no_circle_from_its_rest(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    async with team.care.store.transaction() as db:
        db.execute("UPDATE rounds SET due_at = 'soon'")
    await team.kick("maya", FRONTLINE, "care")
    assert (await state(team))[0] == "paused"


async def test_of_a_kind_that_fails_half_way_nothing_is_kept(team: Team) -> None:
    await just_after_nine(team)
    await spoil(team, "UPDATE rounds SET due_at = 'soon' WHERE day = '2026-11-04'")  # read when the new one is kept
    async with team.care.store.transaction() as db:
        yesterday = rounds.get(db, team.channel_id(FRONTLINE), date(2026, 11, 5))
        assert yesterday
        rounds.put(db, replace(yesterday, state="closed", reason="", opened_at=NOON, closes_at=NOON, told=1))
    await team.set_up(pulse_time=EIGHT)
    assert "round" not in await kept(team)
    async with team.care.store.reading() as db:
        assert posts.get(db, f"round:{team.channel_id(FRONTLINE)}:2026-11-06") is None


async def test_what_slack_refuses_is_kept_as_failed_whatever_is_spoilt_of_the_circle(team: Team) -> None:
    await just_after_nine(team)
    await spoil(team, BEHAVIOUR[1])
    team.sandbox.faults.always("chat.postMessage", refusal("is_archived"))
    async with team.care.store.transaction() as db:
        posts.put(db, Post("hello:1:1", "message", team.channel_id(FRONTLINE), {"text": "Hello"}))
    await team.settle()
    async with team.care.store.reading() as db:
        post = posts.get(db, "hello:1:1")
    assert post
    assert (post.state, post.note) == ("failed", "is_archived")
    assert (await state(team))[0] == "paused"

"""What is kept of one circle is spoilt: the other meets, is read back to, catches up, and starts as ever."""

from datetime import timedelta

import pytest

from careapp.jobs import backlog
from careapp.jobs import person as person_job
from careapp.practice.post import Post
from careapp.sandbox.faults import lost_answer, refusal
from careapp.store import Database
from careapp.store import post as posts
from tests.jobs.absence import away
from tests.team import Team, words

FRONTLINE = "care-frontline"
LEADS = "team-leads"
SPOILT = [
    ("round_time", "half past"),
    ("digest_time", ""),
    ("weekdays", "monday"),
    ("since", "yesterday"),
    ("since", "2026-01-01"),  # without a zone
    ("zone", "Mars/Base"),
    ("zone", ""),
]
ids = [f"{column} {value!r}" for column, value in SPOILT]


async def spoil(team: Team, table: str, column: str, value: str) -> None:
    """Have two circles, and something in the first one's row that Care does not write."""
    await team.set_up()
    await team.set_up(LEADS)
    await team.at_local("09:10")
    await change(team, table, column, value)


async def change(team: Team, table: str, column: str, value: str) -> None:
    async with team.care.store.transaction() as db:
        sql = f"UPDATE {table} SET {column} = ? WHERE channel_id = ?"
        assert db.execute(sql, [value, team.channel_id(FRONTLINE)]).rowcount >= 1


async def states(team: Team, table: str) -> list[tuple[str, str]]:
    async with team.care.store.reading() as db:
        return list(db.execute(f"SELECT channel_id, state FROM {table}"))


@pytest.mark.parametrize(("column", "value"), SPOILT, ids=ids)
async def test_the_other_circle_meets_and_is_read_back_to(team: Team, column: str, value: str) -> None:
    await spoil(team, "circles", column, value)
    await team.at_local("16:55")
    assert await states(team, "rounds") == [(team.channel_id(LEADS), "open")]
    assert (await team.command("tomasz", LEADS, "/story I drove back with the screws"))["ok"]
    await team.at_local("17:00")
    assert await states(team, "rounds") == [(team.channel_id(LEADS), "closed")]
    await team.at_local("16:01", days=4)
    assert await states(team, "digests") == [(team.channel_id(LEADS), "posted")]
    assert any("I drove back with the screws" in words(message) for message in team.from_care(LEADS))


@pytest.mark.parametrize(("column", "value"), SPOILT, ids=ids)
async def test_care_starts_and_catches_up_with_the_other_circle(team: Team, column: str, value: str) -> None:
    await spoil(team, "circles", column, value)
    await team.at_local("16:55")
    round_ts = team.from_care(LEADS)[-1]["ts"]
    await away(team)
    said = {"channel": team.channel_id(LEADS), "thread_ts": round_ts, "text": "I stayed until her oven worked"}
    await team.sandbox.act("say", user="UTOMASZ", **said)
    await team.sandbox.settled()
    team.sandbox.clock.stop()
    await team.start()
    await team.settle()
    await backlog.run(team.care, team.care.now())
    await person_job.run(team.care, team.care.now())
    async with team.care.store.reading() as db:
        assert list(db.execute("SELECT teller FROM stories")) == [("UTOMASZ",)]


@pytest.mark.parametrize(("column", "value"), [("due_at", "noon"), ("closes_at", "soon")])
async def test_a_round_that_cannot_be_read_stops_no_other(team: Team, column: str, value: str) -> None:
    await spoil(team, "circles", "name", "care-frontline")
    await team.at_local("16:55")
    await change(team, "rounds", column, value)
    await away(team)
    await team.start()
    await team.at_local("17:00")
    assert (team.channel_id(LEADS), "closed") in await states(team, "rounds")


async def test_home_shows_the_other_circle(team: Team) -> None:
    await team.set_up("team-leads")
    await spoil(team, "circles", "round_time", "half past")
    assert "CTEAMLEADS" in str(await team.home("maya"))


async def test_a_circle_that_cannot_be_read_is_named_in_the_log_and_can_be_set_up_anew(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    await spoil(team, "circles", "round_time", "half past")
    await team.at_local("16:50")
    assert f"what is kept of {team.channel_id(FRONTLINE)} cannot be read: ValueError" in caplog.text
    await team.set_up()
    await team.at_local("16:55")
    assert len(await states(team, "rounds")) == 2


async def test_only_those_who_look_after_a_spoilt_circle_set_it_up_anew(team: Team) -> None:
    await spoil(team, "circles", "round_time", "half past")
    await team.command("jonas", FRONTLINE, "/care setup")
    assert "<@UMAYA>" in team.told("jonas", FRONTLINE)
    async with team.care.store.reading() as db:
        assert ("facilitator", "UMAYA") in list(db.execute("SELECT role, user_id FROM circle_roles"))


async def test_a_reply_to_a_spoilt_circle_is_kept_once_its_row_is_mended(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ts = team.from_care(FRONTLINE)[-1]["ts"]
    await change(team, "circles", "round_time", "half past")
    await team.say("jonas", FRONTLINE, "I drove back with the screws", round_ts)
    await change(team, "circles", "round_time", "16:55")
    await team.at(team.care.now() + timedelta(seconds=61))
    async with team.care.store.reading() as db:
        assert list(db.execute("SELECT teller FROM stories")) == [("UJONAS",)]


async def test_whether_the_round_of_a_spoilt_circle_is_there_is_asked_too(team: Team) -> None:
    await team.set_up()
    team.sandbox.faults.always("conversations.history", refusal("missing_scope"))
    team.sandbox.faults.plan("chat.postMessage", lost_answer())
    await team.at_local("16:55")
    await change(team, "circles", "round_time", "half past")
    await team.at_local("16:56")
    assert "It is there" in str(team.from_care("@maya"))


async def test_a_circle_that_cannot_be_paused_keeps_no_other_from_its_round(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await spoil(team, "circles", "zone", "Mars/Base")
    put = posts.put

    def failing(db: Database, post: Post) -> None:
        if post.key.startswith("paused:"):
            raise LookupError("what nobody thought of")
        put(db, post)

    monkeypatch.setattr(posts, "put", failing)
    await team.at_local("16:55")
    assert await states(team, "rounds") == [(team.channel_id(LEADS), "open")]

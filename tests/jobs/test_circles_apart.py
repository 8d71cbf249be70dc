"""What goes wrong for one circle stops no other."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from careapp.acts import behind
from careapp.acts import digest as digest_acts
from careapp.acts import round as round_acts
from careapp.care import Care
from careapp.jobs import digest, round
from careapp.practice.circle import Circle
from careapp.practice.round import Round
from careapp.store import Database
from careapp.store import behind as posts_behind
from careapp.store import circle as circles
from careapp.store import post as posts
from careapp.store import round as rounds
from tests.team import Team, words

FRONTLINE = "care-frontline"
LEADS = "team-leads"


@pytest.fixture
async def two(team: Team) -> Team:
    """A team with two circles, of which the front line's is looked at first."""
    await team.set_up()
    await team.set_up(LEADS)
    async with team.care.store.reading() as db:
        assert [each.channel_id for each in circles.every(db)] == [team.channel_id(FRONTLINE), team.channel_id(LEADS)]
    return team


async def opened_in(team: Team) -> list[str]:
    async with team.care.store.reading() as db:
        return [each.channel_id for each in rounds.all_open(db)]


def fail_for_first(
    two: Team, monkeypatch: pytest.MonkeyPatch, acts: Any, name: str, error: type[Exception] = LookupError
) -> None:
    """Let an act fail for the first circle alone."""
    first = two.channel_id(FRONTLINE)
    act = getattr(acts, name)

    def failing(db: Database, care: Care, of: Circle | Round | str, *rest: Any) -> None:
        if first in (of, getattr(of, "channel_id", "")):
            raise error("what nobody thought of")
        act(db, care, of, *rest)

    monkeypatch.setattr(acts, name, failing)


async def test_a_country_that_is_gone_from_the_calendars_has_no_holidays(
    two: Team, caplog: pytest.LogCaptureFixture
) -> None:
    async with two.care.store.transaction() as db:
        circles.put(db, replace(circles.every(db)[0], country="QQ"))
    await two.at_local("16:55")
    await two.at_local("16:56")
    for where in (FRONTLINE, LEADS):
        assert "Share a story" in words(two.from_care(where)[-1])
    assert caplog.text.count("there is no calendar of public holidays for QQ any more") == 1


@pytest.mark.parametrize("error", [LookupError, sqlite3.IntegrityError])
async def test_a_round_that_cannot_open_keeps_no_other_from_it(
    two: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: type[Exception]
) -> None:
    fail_for_first(two, monkeypatch, round_acts, "settle_due", error)
    await two.at_local("16:55")
    assert await opened_in(two) == [two.channel_id(LEADS)]
    assert f"the rounds that are due in {two.channel_id(FRONTLINE)}: failed" in caplog.text
    monkeypatch.undo()
    await two.at_local("16:56")
    assert len(await opened_in(two)) == 2


async def test_a_disk_that_fails_is_no_matter_of_one_circle(two: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_for_first(two, monkeypatch, round_acts, "settle_due", sqlite3.OperationalError)
    with pytest.raises(sqlite3.OperationalError):
        await two.at_local("16:55")
    assert await opened_in(two) == []


async def test_a_round_that_cannot_close_keeps_no_other_from_it(
    two: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await two.at_local("16:55")
    fail_for_first(two, monkeypatch, round_acts, "close")
    await round.run(two.care, two.care.now() + timedelta(minutes=10))
    assert await opened_in(two) == [two.channel_id(FRONTLINE)]
    assert f"the open round in {two.channel_id(FRONTLINE)}: failed" in caplog.text


async def test_a_digest_that_cannot_be_made_keeps_no_other_from_it(
    two: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail_for_first(two, monkeypatch, digest_acts, "settle_due")
    friday: datetime = two.care.now() + timedelta(days=4, hours=8)
    await digest.run(two.care, friday)
    async with two.care.store.reading() as db:
        assert [row["channel_id"] for row in db.query("SELECT channel_id FROM digests")] == [two.channel_id(LEADS)]
    assert f"the digests that are due in {two.channel_id(FRONTLINE)}: failed" in caplog.text


async def test_a_round_that_cannot_show_what_was_told_keeps_no_other_from_it(
    two: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await two.at_local("16:55")
    day, first, second = two.care.now().date(), two.channel_id(FRONTLINE), two.channel_id(LEADS)
    fail_for_first(two, monkeypatch, round_acts, "show")
    async with two.care.store.transaction() as db:
        for channel_id in (first, second):
            posts_behind.put(db, f"round:{channel_id}:{day}", channel_id)
        db.execute("UPDATE posts SET content = '{}'")
    await behind.catch_up(two.care, [f"round:{channel_id}:{day}" for channel_id in (first, second)])
    assert f"round:{first}:{day} cannot be shown" in caplog.text
    async with two.care.store.reading() as db:
        assert posts_behind.channels(db) == {f"round:{first}:{day}": first}
        assert "blocks" in posts.get(db, f"round:{second}:{day}").content
        assert posts.get(db, f"round:{first}:{day}").content == {}
    monkeypatch.undo()
    await two.at(two.care.now() + timedelta(minutes=1))
    async with two.care.store.reading() as db:
        assert posts_behind.channels(db) == {}

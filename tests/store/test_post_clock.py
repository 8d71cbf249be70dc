"""Posts and a clock that is wrong: nothing waits by it for long, and what is looked for is looked for by Slack's."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from careapp.practice.pace import QUIET
from careapp.practice.post import Outcome, Post
from careapp.store import post as posts
from tests.practice.made import CHANNEL, NOW

A_DAY, AN_HOUR, A_SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


def _kept(db: Database, key: str) -> Post:
    posts.put(db, Post(key, "message", CHANNEL, {"text": key, "blocks": []}))
    post = posts.get(db, key)
    assert post
    return post


@pytest.mark.parametrize("ahead", [AN_HOUR * 3, A_DAY, A_DAY * 1800])
def test_what_was_put_off_while_the_clock_was_ahead_is_sent_when_it_is_right(db: Database, ahead: timedelta) -> None:
    post = _kept(db, "one")
    posts.begin(db, post, NOW)
    posts.end(db, post, Outcome("waiting", not_before=NOW + ahead))
    assert [each.key for each in posts.to_do(db, NOW)] == ["one"]


def test_what_was_put_off_for_an_hour_by_slack_waits_for_it(db: Database) -> None:
    post = _kept(db, "one")
    posts.begin(db, post, NOW)
    posts.end(db, post, Outcome("waiting", not_before=NOW + AN_HOUR))
    assert posts.to_do(db, NOW) == []
    assert posts.to_do(db, NOW + AN_HOUR) != []


@pytest.mark.parametrize(("sent", "put_off"), [(A_DAY, A_DAY + QUIET), (timedelta(0), A_DAY)])
def test_a_look_up_that_waits_by_a_clock_set_back_since_waits_anew(
    db: Database, sent: timedelta, put_off: timedelta
) -> None:
    post = _kept(db, "one")
    posts.begin(db, post, NOW + sent)
    posts.end(db, post, Outcome("checking", not_before=NOW + put_off))
    assert posts.is_ahead(db, NOW)
    posts.wait_anew(db, NOW)
    assert not posts.is_ahead(db, NOW)
    assert posts.to_do(db, NOW + QUIET - A_SECOND) == []
    assert [each.state for each in posts.to_do(db, NOW + QUIET)] == ["checking"]


def test_a_look_up_in_its_time_is_left_as_it_is(db: Database) -> None:
    post = _kept(db, "one")
    posts.begin(db, post, NOW)
    posts.end(db, post, Outcome("checking", not_before=NOW + QUIET))
    assert not posts.is_ahead(db, NOW)
    posts.wait_anew(db, NOW)
    assert posts.to_do(db, NOW + QUIET) != []
    assert posts.to_do(db, NOW + QUIET - A_SECOND) == []


def test_a_post_is_looked_for_from_the_newest_message_that_was_there_before_it(db: Database) -> None:
    first, second, third = (_kept(db, key) for key in ("one", "two", "three"))
    for post, ts, after in ((first, "100.000001", 0), (third, "300.000001", 2)):
        posts.begin(db, post, NOW + A_SECOND * after)
        posts.end(db, post, Outcome("sent", ts=ts, posted_in=CHANNEL))
    posts.begin(db, second, NOW + A_SECOND)
    begun = posts.get(db, "two")
    assert begun
    assert posts.newest_before(db, begun) == "100.000001"
    assert posts.newest_before(db, Post("one", "message", CHANNEL, {}, sent_at=NOW)) == ""

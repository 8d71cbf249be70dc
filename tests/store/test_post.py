"""Posts: what Slack should show, one revision after another, in order, and after a stop in the middle."""

from datetime import timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from careapp.practice.pace import QUIET
from careapp.practice.post import Outcome, Post
from careapp.store import post as posts
from tests.practice.made import NOW

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(hours=1)


def _put(db: Database, key: str, text: str | None = "hello", channel: str = "C1", **changes: Any) -> None:
    content = {"text": text, "blocks": []} if text else None
    posts.put(db, Post(key, changes.pop("kind", "message"), channel, content, **changes))


def _get(db: Database, key: str) -> Post:
    found = posts.get(db, key)
    assert found
    return found


def _sent(db: Database, key: str, ts: str) -> None:
    """Let an attempt at a post succeed."""
    posts.begin(db, _get(db, key), NOW)
    posts.end(db, _get(db, key), Outcome("sent", ts=ts, posted_in="C1"))


def _to_do(db: Database, now: Any = NOW) -> list[str]:
    return [post.key for post in posts.to_do(db, now)]


def test_a_new_post_waits_to_be_shown(db: Database) -> None:
    _put(db, "story:1", "Zoë — 🧯")
    post = _get(db, "story:1")
    assert (post.state, post.revision, post.content) == ("waiting", 1, {"text": "Zoë — 🧯", "blocks": []})
    assert _to_do(db) == ["story:1"]
    assert posts.get(db, "story:2") is None


def test_the_same_words_change_nothing_and_others_make_a_revision(db: Database) -> None:
    _put(db, "story:1")
    _sent(db, "story:1", "1.1")
    _put(db, "story:1")
    assert (_get(db, "story:1").state, _get(db, "story:1").revision, _to_do(db)) == ("sent", 1, [])
    _put(db, "story:1", "changed")
    assert (_get(db, "story:1").state, _get(db, "story:1").revision, _to_do(db)) == ("waiting", 2, ["story:1"])
    assert _get(db, "story:1").ts == "1.1"


def test_several_changes_before_a_delivery_become_one(db: Database) -> None:
    for n in range(5):
        _put(db, "round:1", f"{n} minutes left")
    (waiting,) = posts.to_do(db, NOW)
    assert waiting.content == {"text": "4 minutes left", "blocks": []}


def test_a_change_during_the_call_is_shown_by_another_one(db: Database) -> None:
    _put(db, "story:1")
    post = _get(db, "story:1")
    posts.begin(db, post, NOW)
    _put(db, "story:1", "changed")
    assert _to_do(db) == []
    posts.end(db, post, Outcome("sent", ts="1.1", posted_in="C1"))
    (again,) = posts.to_do(db, NOW)
    assert (again.content, again.ts, again.is_shown) == ({"text": "changed", "blocks": []}, "1.1", True)
    _sent(db, "story:1", "1.1")
    assert _to_do(db) == []


def test_a_post_is_found_by_the_message_that_shows_it(db: Database) -> None:
    _put(db, "story:1")
    _put(db, "mark:1", kind="reaction", ts="1.1", posted_in="C1")
    assert posts.at(db, "C1", "1.1") is None
    _sent(db, "story:1", "1.1")
    found = posts.at(db, "C1", "1.1")
    assert found
    assert found.key == "story:1"
    assert posts.at(db, "C2", "1.1") is None


def test_a_post_taken_back_is_to_be_deleted_and_may_come_again(db: Database) -> None:
    _put(db, "story:1")
    _sent(db, "story:1", "1.1")
    posts.withdraw(db, "story:1")
    posts.withdraw(db, "story:1")
    (taken,) = posts.to_do(db, NOW)
    assert (taken.content, taken.ts, taken.revision) == (None, "1.1", 2)
    _put(db, "story:1", "again")
    assert _get(db, "story:1").content == {"text": "again", "blocks": []}
    posts.withdraw(db, "story:never")
    assert posts.get(db, "story:never") is None


def test_one_post_a_channel_new_ones_before_changes_in_the_order_they_came(db: Database) -> None:
    _put(db, "old")
    _sent(db, "old", "1.1")
    _put(db, "old", "changed")
    for key, channel in (("b", "C1"), ("a", "C1"), ("c", "C2")):
        _put(db, key, channel=channel)
    order = []
    while waiting := posts.to_do(db, NOW):
        assert len({post.channel_id for post in waiting}) == len(waiting)
        for n, post in enumerate(waiting):
            order.append(post.key)
            _sent(db, post.key, f"2.{len(order)}{n}")
    assert order == ["b", "c", "a", "old"]


def test_a_post_under_another_waits_until_that_one_is_shown(db: Database) -> None:
    _put(db, "story:1", thread_key="round:1")
    assert _to_do(db) == []
    _put(db, "round:1")
    assert _to_do(db) == ["round:1"]
    _sent(db, "round:1", "1.1")
    (waiting,) = posts.to_do(db, NOW)
    assert (waiting.key, waiting.thread_ts) == ("story:1", "1.1")


def test_a_post_whose_thread_is_gone_can_stand_in_the_channel(db: Database) -> None:
    _put(db, "story:1", thread_key="round:gone")
    assert _to_do(db) == []
    posts.leave_thread(db, "story:1")
    (waiting,) = posts.to_do(db, NOW)
    assert (waiting.key, waiting.thread_ts) == ("story:1", None)


def test_a_post_that_waits_for_its_parent_holds_nobody_up(db: Database) -> None:
    _put(db, "story:1", thread_key="round:never")
    _put(db, "kudos:1")
    assert _to_do(db) == ["kudos:1"]


def test_a_post_put_off_is_taken_up_at_its_time_and_holds_its_channel_alone(db: Database) -> None:
    for key, channel in (("first", "C1"), ("second", "C1"), ("other", "C2")):
        _put(db, key, channel=channel)
    posts.begin(db, _get(db, "first"), NOW)
    posts.end(db, _get(db, "first"), Outcome("waiting", not_before=NOW + SECOND * 30, note="ratelimited"))
    assert _to_do(db, NOW + SECOND * 29) == ["other"]
    assert _to_do(db, NOW + SECOND * 30) == ["first", "other"]
    assert _get(db, "first").attempt == 1


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_what_failed_rests_until_its_words_change_or_its_channel_is_open_again(db: Database, state: Any) -> None:
    _put(db, "story:1")
    posts.begin(db, _get(db, "story:1"), NOW)
    posts.end(db, _get(db, "story:1"), Outcome(state, note="is_archived"))
    assert _to_do(db, LATER) == []
    posts.take_up(db, "C2", ["is_archived"])
    posts.take_up(db, "C1", ["not_in_channel"])
    assert _to_do(db, LATER) == []
    posts.take_up(db, "C1", ["not_in_channel", "is_archived"])
    assert _to_do(db, LATER) == (["story:1"] if state == "failed" else [])


def test_a_failed_post_with_new_words_is_tried_again(db: Database) -> None:
    _put(db, "story:1", "too long")
    posts.begin(db, _get(db, "story:1"), NOW)
    posts.end(db, _get(db, "story:1"), Outcome("failed", note="msg_too_long"))
    _put(db, "story:1", "short")
    assert _to_do(db) == ["story:1"]
    assert _get(db, "story:1").attempt == 0


def test_a_message_under_way_is_known_until_its_ts_is(db: Database) -> None:
    _put(db, "story:1")
    assert not posts.is_sending_to(db, "C1")
    posts.begin(db, _get(db, "story:1"), NOW)
    assert posts.is_sending_to(db, "C1")
    assert not posts.is_sending_to(db, "C2")
    posts.end(db, _get(db, "story:1"), Outcome("checking", not_before=LATER))
    assert posts.is_sending_to(db, "C1")
    posts.end(db, _get(db, "story:1"), Outcome("sent", ts="1.1", posted_in="C1"))
    posts.begin(db, _get(db, "story:1"), NOW)
    assert not posts.is_sending_to(db, "C1")


def test_after_a_stop_a_new_message_is_looked_up_and_never_sent_blindly(db: Database) -> None:
    _put(db, "story:1")
    posts.begin(db, _get(db, "story:1"), NOW)
    posts.recover(db)
    assert _get(db, "story:1").state == "checking"
    assert _to_do(db, NOW + QUIET - SECOND) == []
    (found,) = posts.to_do(db, NOW + QUIET)
    assert (found.state, found.sent_at) == ("checking", NOW)


def test_after_a_stop_an_update_is_repeated_when_no_earlier_one_can_land_after_it(db: Database) -> None:
    _put(db, "x")
    _sent(db, "x", "1.1")
    _put(db, "x", "changed")
    posts.begin(db, _get(db, "x"), NOW)
    posts.recover(db)
    assert _to_do(db, NOW + QUIET - SECOND) == []
    assert _to_do(db, NOW + QUIET) == ["x"]


@pytest.mark.parametrize("how", ["delete", "reaction"])
def test_after_a_stop_what_can_be_repeated_is_repeated_at_once(db: Database, how: str) -> None:
    if how == "reaction":
        _put(db, "x", kind="reaction", ts="1.1", posted_in="C1")
    else:
        _put(db, "x")
        _sent(db, "x", "1.1")
        _put(db, "x", None)
    posts.begin(db, _get(db, "x"), NOW)
    posts.recover(db)
    assert _to_do(db) == ["x"]


def test_recovering_leaves_the_rest_as_it_is(db: Database) -> None:
    _put(db, "waiting")
    _put(db, "sent")
    _sent(db, "sent", "1.1")
    posts.recover(db)
    assert (_get(db, "waiting").state, _get(db, "sent").state) == ("waiting", "sent")

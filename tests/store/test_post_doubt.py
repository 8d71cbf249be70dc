"""Posts that nobody knows of, that failed, or that stand under such: what is sent, and what never is."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from careapp.practice.post import Outcome
from careapp.store import circle as circles
from careapp.store import doubt as doubts
from careapp.store import post as posts
from tests.practice.made import NOW, circle
from tests.store.test_post import _get, _put, _sent, _to_do

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(hours=1)


def _doubt(db: Database, key: str) -> None:
    """Let a post end as one of which nobody knows."""
    posts.begin(db, _get(db, key), NOW)
    posts.end(db, _get(db, key), Outcome("unknown", note="missing_scope"))


def test_a_failed_attempt_whose_words_changed_meanwhile_is_followed_by_another(db: Database) -> None:
    _put(db, "story:1", "too long")
    post = _get(db, "story:1")
    posts.begin(db, post, NOW)
    _put(db, "story:1", "short")
    posts.end(db, post, Outcome("failed", note="msg_too_long"))
    assert _to_do(db) == ["story:1"]


def test_a_doubt_is_settled_once(db: Database) -> None:
    for settle, state, to_do in ((doubts.trust, "unknown", []), (doubts.send_again, "waiting", ["story:send_again"])):
        key = f"story:{settle.__name__}"
        _put(db, key, not_after=NOW)
        assert not settle(db, key)
        _doubt(db, key)
        assert [post.key for post in doubts.unsettled(db)] == [key]
        assert settle(db, key)
        assert not settle(db, key)
        assert doubts.unsettled(db) == []
        assert (_get(db, key).state, _to_do(db)) == (state, to_do)
    _put(db, "story:send_again", "changed", not_after=NOW)
    assert _get(db, "story:send_again").not_after is None  # somebody wants it, however late


def test_new_words_never_send_what_may_be_there(db: Database) -> None:
    _put(db, "story:1")
    _doubt(db, "story:1")
    _put(db, "story:1", "changed")
    doubts.trust(db, "story:1")
    _put(db, "story:1", "changed again")
    posts.recover(db)
    assert _to_do(db, LATER) == []


def test_the_next_start_looks_once_more_for_what_is_in_doubt(db: Database) -> None:
    _put(db, "story:1")
    _doubt(db, "story:1")
    posts.recover(db)
    (found,) = posts.to_do(db, NOW)
    assert (found.state, found.sent_at) == ("checking", NOW)


@pytest.mark.parametrize(
    ("outcome", "stands"),
    [
        (Outcome("unknown", note="missing_scope"), True),
        (Outcome("failed", note="invalid_blocks"), True),
        (Outcome("failed", note="is_archived"), False),
        (Outcome("checking", note="TimeoutError", not_before=LATER), False),
    ],
)
def test_what_stands_under_a_post_that_is_never_seen_stands_alone(db: Database, outcome: Outcome, stands: bool) -> None:
    _put(db, "round:1")
    _put(db, "story:1", thread_key="round:1")
    posts.begin(db, _get(db, "round:1"), NOW)
    posts.end(db, _get(db, "round:1"), outcome)
    assert ("story:1" in _to_do(db)) is stands


def test_a_post_is_looked_for_where_it_was_sent_though_what_it_stood_under_was_shown_since(db: Database) -> None:
    _put(db, "round:1")
    _put(db, "story:1", thread_key="round:1")
    _doubt(db, "round:1")
    (story,) = posts.to_do(db, NOW)
    posts.begin(db, story, NOW)
    posts.end(db, story, Outcome("checking", not_before=NOW))
    doubts.send_again(db, "round:1")
    _sent(db, "round:1", "1.1")
    (looked_for,) = posts.to_do(db, NOW)
    assert (looked_for.key, looked_for.thread_ts) == ("story:1", None)


def test_a_deleted_post_is_not_shown_any_more(db: Database) -> None:
    _put(db, "page")
    _sent(db, "page", "1.1")
    posts.withdraw(db, "page")
    _sent(db, "page", "")
    assert (_get(db, "page").state, _get(db, "page").ts) == ("sent", None)


def test_where_the_clock_was_set_back_a_wait_is_over_but_a_look_up_is_not_early(db: Database) -> None:
    for key, channel, state in (("a", "C1", "waiting"), ("b", "C2", "checking")):
        _put(db, key, channel=channel)
        posts.begin(db, _get(db, key), LATER)
        posts.end(db, _get(db, key), Outcome(state, not_before=LATER + SECOND * 30))  # type: ignore[arg-type]
    assert _to_do(db, NOW) == ["a"]


def test_what_failed_lately_is_listed_unless_its_channel_is_to_take_it_up(db: Database) -> None:
    circles.put(db, circle(channel_id="C1"))
    refused = ("shut", "is_archived", LATER), ("direct", "channel_not_found", LATER)  # nobody is told of the second
    for key, note, at in (("old", "msg_too_long", NOW), ("new", "msg_too_long", LATER), *refused):
        _put(db, key, channel="U1" if key == "direct" else "C1")
        posts.begin(db, _get(db, key), at)
        posts.end(db, _get(db, key), Outcome("failed", note=note))
    assert [post.key for post in posts.failed_since(db, LATER)] == ["direct", "new"]


def test_questions_about_one_post_are_not_those_about_another(db: Database) -> None:
    for key in ("doubt:digest:C1:W1|1|U1", "doubt:digest:C1:W1|2|U2", "doubt:digest:C1:W1:picture|1|U1"):
        _put(db, key)
    assert [post.key[-4:] for post in doubts.asked_about(db, "digest:C1:W1")] == ["1|U1", "2|U2"]


def test_what_nobody_is_sending_is_taken_up(db: Database) -> None:
    _put(db, "mine")
    _put(db, "busy", channel="C2")
    for key in ("mine", "busy"):
        posts.begin(db, _get(db, key), NOW)
    (stranded,) = posts.stranded(db, {"C2"})
    posts.take_up_stranded(db, stranded)
    assert (_get(db, "mine").state, _get(db, "busy").state) == ("checking", "sending")


@pytest.mark.parametrize("outcome", [Outcome("checking", not_before=NOW), Outcome("unknown", note="missing_scope")])
@pytest.mark.parametrize("is_ended_first", [True, False])
def test_a_post_whose_words_change_is_still_looked_for_where_it_was_sent(
    db: Database, outcome: Outcome, is_ended_first: bool
) -> None:
    _put(db, "round:1")
    _put(db, "story:1", thread_key="round:1")
    _doubt(db, "round:1")
    (story,) = posts.to_do(db, NOW)
    posts.begin(db, story, NOW)
    if is_ended_first:
        posts.end(db, story, outcome)
    _put(db, "story:1", "changed", thread_key="round:1")
    if not is_ended_first:
        posts.end(db, story, outcome)
    doubts.send_again(db, "round:1")
    _sent(db, "round:1", "1.1")
    posts.recover(db)
    (looked_for,) = posts.to_do(db, NOW)
    assert (looked_for.key, looked_for.state, looked_for.thread_ts) == ("story:1", "checking", None)


def test_what_nobody_is_asked_about_comes_to_rest_for_good(db: Database) -> None:
    _put(db, "paused:1")
    doubts.let_rest(db, "paused:1")  # it is in no doubt yet
    _doubt(db, "paused:1")
    assert [post.key for post in doubts.unsettled(db)] == ["paused:1"]
    doubts.let_rest(db, "paused:1")
    posts.recover(db)
    assert (doubts.unsettled(db), _to_do(db, LATER), _get(db, "paused:1").state) == ([], [], "unknown")


def test_what_is_taken_back_or_wanted_again_is_in_doubt_anew_though_it_was_settled(db: Database) -> None:
    _put(db, "page")
    _doubt(db, "page")
    doubts.trust(db, "page")
    _put(db, "page", "changed")
    assert doubts.unsettled(db) == []
    posts.withdraw(db, "page")
    assert [post.content for post in doubts.unsettled(db)] == [None]
    doubts.let_rest(db, "page")
    assert doubts.unsettled(db) == []
    _put(db, "page", "wanted again")
    assert [post.key for post in doubts.unsettled(db)] == ["page"]
    assert _to_do(db, LATER) == []

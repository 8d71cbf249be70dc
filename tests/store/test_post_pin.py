"""Pins: kept as posts that follow the message they hold, after everything else, and that hold nothing up."""

import pytest
from sqlite_utils import Database

from careapp.practice.post import Outcome
from careapp.store import doubt as doubts
from careapp.store import post as posts
from tests.practice.made import NOW
from tests.store.test_post import LATER, _get, _put, _sent, _to_do


@pytest.fixture
def db(db: Database) -> Database:
    """A database with a sentence to be shown and pinned."""
    _put(db, "definition:C1:1")
    _put(db, "pin:C1:1", kind="pin", thread_key="definition:C1:1")
    return db


def _failed(db: Database, key: str, note: str) -> None:
    posts.begin(db, _get(db, key), NOW)
    posts.end(db, _get(db, key), Outcome("failed", note=note))


def test_a_pin_waits_for_its_message_and_knows_where_it_is(db: Database) -> None:
    assert _to_do(db) == ["definition:C1:1"]
    _sent(db, "definition:C1:1", "1.1")
    (pin,) = posts.to_do(db, NOW)
    assert (pin.key, pin.thread_ts, pin.ts) == ("pin:C1:1", "1.1", None)


def test_a_pin_comes_after_new_messages_and_changes(db: Database) -> None:
    _sent(db, "definition:C1:1", "1.1")
    _put(db, "story:1")
    assert _to_do(db) == ["story:1"]
    _sent(db, "story:1", "1.2")
    _put(db, "story:1", "changed")
    assert _to_do(db) == ["story:1"]
    _sent(db, "story:1", "1.2")
    assert _to_do(db) == ["pin:C1:1"]


def test_a_pin_waits_while_nobody_knows_of_its_message_and_follows_when_it_is_sent_again(db: Database) -> None:
    posts.begin(db, _get(db, "definition:C1:1"), NOW)
    posts.end(db, _get(db, "definition:C1:1"), Outcome("unknown", note="missing_scope"))
    assert _to_do(db, LATER) == []
    doubts.send_again(db, "definition:C1:1")
    _sent(db, "definition:C1:1", "1.1")
    assert _to_do(db) == ["pin:C1:1"]


def test_a_pin_that_is_taken_back_does_not_wait_for_a_message_that_never_comes(db: Database) -> None:
    _failed(db, "definition:C1:1", "msg_too_long")
    assert _to_do(db) == []
    posts.withdraw(db, "pin:C1:1")
    assert _to_do(db) == ["pin:C1:1"]


def test_pins_of_a_channel_are_its_own_and_not_taken_back(db: Database) -> None:
    _put(db, "pin:C1:2", kind="pin", thread_key="definition:C1:2")
    _put(db, "pin:C10:1", kind="pin", channel="C10", thread_key="definition:C10:1")
    posts.withdraw(db, "pin:C1:1")
    assert [pin.key for pin in posts.pins_in(db, "C1")] == ["pin:C1:2"]


def test_a_pin_that_was_cut_short_is_repeated_and_no_message_is_thought_to_be_under_way(db: Database) -> None:
    _sent(db, "definition:C1:1", "1.1")
    posts.begin(db, _get(db, "pin:C1:1"), NOW)
    assert not posts.is_sending_to(db, "C1")
    posts.recover(db)
    assert _get(db, "pin:C1:1").state == "waiting"
    assert _to_do(db) == ["pin:C1:1"]


def test_a_pin_is_not_looked_up_after_a_restore(db: Database) -> None:
    _sent(db, "definition:C1:1", "1.1")
    posts.look_up_unsent(db, NOW, LATER)
    assert _to_do(db) == ["pin:C1:1"]


def test_what_could_not_be_pinned_is_tried_at_the_next_start_and_other_failures_are_not(db: Database) -> None:
    _sent(db, "definition:C1:1", "1.1")
    _failed(db, "pin:C1:1", "Care was installed without the right to pin messages")
    _put(db, "story:1")
    _failed(db, "story:1", "msg_too_long")
    assert _to_do(db, LATER) == []
    posts.recover(db)
    assert _to_do(db) == ["pin:C1:1"]

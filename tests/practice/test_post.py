"""What Slack's answer, or its silence, means for a post."""

from datetime import timedelta
from typing import Any

import pytest

from careapp.practice.post import (
    CHANNEL_REFUSALS,
    QUIET,
    Post,
    after_brake,
    after_refusal,
    after_silence,
    back_off,
)
from tests.practice.made import NOW

A_WHILE = timedelta(minutes=5)


def _post(**changes: Any) -> Post:
    usual = {"key": "story:1", "kind": "message", "channel_id": "C1", "content": {"text": "x"}, "attempt": 1}
    return Post(**{**usual, "sent_at": NOW, **changes})


SHOWN: dict[str, Any] = {"ts": "1.1", "posted_in": "C1"}
REACTION: dict[str, Any] = {"kind": "reaction", **SHOWN}
REFUSED = [
    ("already_reacted", REACTION, "sent"),
    ("no_reaction", {**REACTION, "content": None}, "sent"),
    ("message_not_found", {**SHOWN, "content": None}, "sent"),
    ("message_not_found", SHOWN, "sent"),
    ("message_not_found", REACTION, "sent"),
    ("invalid_auth", {}, "waiting"),
    ("token_revoked", SHOWN, "waiting"),
    ("account_inactive", {}, "waiting"),
    ("internal_error", {}, "checking"),
    ("fatal_error", {}, "checking"),
    ("internal_error", SHOWN, "waiting"),
    ("service_unavailable", REACTION, "waiting"),
    ("request_timeout", {"kind": "picture"}, "checking"),
    ("invalid_blocks", {}, "failed"),
    ("msg_too_long", {}, "failed"),
    ("user_disabled", {}, "failed"),
    *((error, {}, "failed") for error in CHANNEL_REFUSALS),
]


@pytest.mark.parametrize(("error", "changes", "state"), REFUSED)
def test_after_a_refusal(error: str, changes: dict[str, Any], state: str) -> None:
    post = _post(**changes)
    outcome = after_refusal(post, error, NOW)
    assert outcome.state == state
    assert outcome.note == ("" if state == "sent" else error)
    assert (outcome.not_before is not None) is (state in ("waiting", "checking"))


def test_an_app_that_is_not_let_in_waits_and_loses_nothing() -> None:
    assert after_refusal(_post(), "invalid_auth", NOW).not_before == NOW + A_WHILE


def test_where_the_thread_is_gone_a_post_is_tried_again_at_once() -> None:
    outcome = after_refusal(_post(thread_key="round:1"), "thread_not_found", NOW)
    assert (outcome.state, outcome.not_before) == ("waiting", None)


@pytest.mark.parametrize("kind", ["message", "picture"])
def test_after_silence_a_new_message_is_looked_up_when_slack_has_settled(kind: str) -> None:
    outcome = after_silence(_post(kind=kind), "TimeoutError", NOW + timedelta(seconds=10))
    assert (outcome.state, outcome.not_before, outcome.note) == ("checking", NOW + QUIET, "TimeoutError")


@pytest.mark.parametrize("changes", [SHOWN, {**SHOWN, "content": None}, REACTION, {**REACTION, "content": None}])
def test_after_silence_what_can_be_repeated_is_repeated(changes: dict[str, Any]) -> None:
    outcome = after_silence(_post(**changes), "TimeoutError", NOW)
    assert (outcome.state, outcome.not_before) == ("waiting", NOW + timedelta(seconds=2))


def test_a_brake_is_a_wait_and_never_an_end() -> None:
    for attempt in (1, 8, 100):
        outcome = after_brake(_post(attempt=attempt, **SHOWN), timedelta(seconds=30), "ratelimited", NOW)
        assert (outcome.state, outcome.not_before) == ("waiting", NOW + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(0, 1), (1, 2), (2, 4), (3, 8), (8, 256), (9, 300), (10, 300), (9999, 300)]
)
def test_waiting_doubles_up_to_five_minutes(attempt: int, seconds: int) -> None:
    assert back_off(attempt) == timedelta(seconds=seconds)


def test_a_post_is_shown_once_it_has_a_ts() -> None:
    assert not _post().is_shown
    assert _post(**SHOWN).is_shown

"""What Slack's answer, or its silence, means for a post."""

from datetime import timedelta
from typing import Any

import pytest

from careapp.practice.pace import QUIET
from careapp.practice.post import (
    CHANNEL_REFUSALS,
    Post,
    after_brake,
    after_refusal,
    after_silence,
    asked_wait,
    back_off,
    why_failed,
    why_not_seen,
)
from tests.practice.made import NOW

A_WHILE = timedelta(minutes=5)


def _post(**changes: Any) -> Post:
    usual = {"key": "story:1", "kind": "message", "channel_id": "C1", "content": {"text": "x"}, "attempt": 1}
    return Post(**{**usual, "sent_at": NOW, **changes})


SHOWN: dict[str, Any] = {"ts": "1.1", "posted_in": "C1"}
REACTION: dict[str, Any] = {"kind": "reaction", **SHOWN}
LOOKING: dict[str, Any] = {"state": "checking"}
PIN: dict[str, Any] = {"kind": "pin"}
REFUSED = [
    ("already_reacted", REACTION, "sent"),
    ("no_reaction", {**REACTION, "content": None}, "sent"),
    ("already_pinned", PIN, "sent"),
    ("no_pin", {**PIN, "content": None}, "sent"),
    ("not_pinned", {**PIN, "content": None}, "sent"),
    ("message_not_found", PIN, "sent"),
    ("token_revoked", PIN, "waiting"),
    ("internal_error", PIN, "waiting"),
    ("is_archived", PIN, "failed"),
    ("message_not_found", {**SHOWN, "content": None}, "sent"),
    ("message_not_found", SHOWN, "sent"),
    ("message_not_found", REACTION, "sent"),
    ("invalid_auth", {}, "waiting"),
    ("token_revoked", SHOWN, "waiting"),
    ("account_inactive", {}, "waiting"),
    ("missing_scope", {}, "waiting"),
    ("not_allowed_token_type", {}, "waiting"),
    ("rate_limited", {}, "waiting"),
    ("message_limit_exceeded", {}, "waiting"),
    ("team_added_to_org", {}, "waiting"),
    ("invalid_auth", LOOKING, "checking"),
    ("not_authed", LOOKING, "checking"),
    ("internal_error", LOOKING, "checking"),
    ("invalid_cursor", LOOKING, "checking"),
    ("missing_scope", LOOKING, "unknown"),
    ("channel_not_found", LOOKING, "unknown"),
    ("a_word_of_tomorrow", LOOKING, "unknown"),
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


def test_an_app_that_lacks_a_scope_waits_and_one_that_is_turned_away_is_ready_for_the_next_start() -> None:
    assert after_refusal(_post(), "missing_scope", NOW).not_before == NOW + A_WHILE
    assert after_refusal(_post(), "token_revoked", NOW).not_before == NOW


@pytest.mark.parametrize("error", ["missing_scope", "restricted_action", "too_many_pins", "not_pinnable"])
def test_a_pin_that_may_not_be_fails_with_a_reason_that_is_of_no_other_post(error: str) -> None:
    outcome = after_refusal(_post(**PIN), error, NOW)
    assert outcome.state == "failed"
    assert " " in outcome.note
    assert outcome.note not in CHANNEL_REFUSALS.values()


@pytest.mark.parametrize("state", ["waiting", "checking"])
def test_where_the_thread_is_gone_a_post_is_tried_again_at_once(state: str) -> None:
    outcome = after_refusal(_post(thread_key="round:1", state=state), "thread_not_found", NOW)
    assert (outcome.state, outcome.not_before) == ("waiting", None)


@pytest.mark.parametrize("took", [timedelta(seconds=10), A_WHILE])  # longer where the clock was set, or all slept
@pytest.mark.parametrize("kind", ["message", "picture"])
def test_after_silence_a_new_message_is_looked_up_when_slack_has_settled(kind: str, took: timedelta) -> None:
    outcome = after_silence(_post(kind=kind), "TimeoutError", NOW + took)
    assert (outcome.state, outcome.not_before, outcome.note) == ("checking", NOW + took + QUIET, "TimeoutError")


@pytest.mark.parametrize("took", [timedelta(seconds=10), A_WHILE])
def test_after_silence_an_update_is_repeated_when_no_earlier_one_can_land_after_it(took: timedelta) -> None:
    outcome = after_silence(_post(**SHOWN), "TimeoutError", NOW + took)
    assert (outcome.state, outcome.not_before) == ("waiting", NOW + took + QUIET)


@pytest.mark.parametrize("changes", [{**SHOWN, "content": None}, REACTION, {**REACTION, "content": None}, PIN])
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


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("30", 30), ("1", 1), ("0", 1), ("3600", 3600), ("99999999999999999999", 3600)]
    + [(odd, 30) for odd in ("", "soon", "-5", "1.5", "1e3", "\u0663", "Sat, 21 Nov 2026 23:59:00 GMT")],
)
def test_how_long_slack_asks_to_wait(asked: str, seconds: int) -> None:
    assert asked_wait(asked) == timedelta(seconds=seconds)


def test_a_post_is_too_late_only_before_it_is_shown() -> None:
    after = NOW + timedelta(seconds=1)
    assert _post(not_after=NOW).is_too_late(after)
    assert not _post(not_after=NOW).is_too_late(NOW)
    assert not _post().is_too_late(after)
    for changes in (SHOWN, {"content": None}, LOOKING, PIN):
        assert not _post(not_after=NOW, **changes).is_too_late(after)


def test_every_reason_completes_a_sentence() -> None:
    for note in (*CHANNEL_REFUSALS, "msg_too_long", "user_disabled", "strange"):
        assert not why_failed(note).endswith(".")
        assert not why_not_seen(note).endswith(".")
    assert why_failed("its time was over") == "its time was over"

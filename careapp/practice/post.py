"""A post: something that Care wants Slack to show, and what Slack's answer to the attempt means."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

Kind = Literal["message", "reaction", "picture"]
State = Literal["waiting", "sending", "checking", "sent", "unknown", "failed"]

QUIET = timedelta(seconds=60)
PACE = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(minutes=5)

# Slack's refusals after which every further post to the channel would be refused too.
CHANNEL_REFUSALS = {
    "is_archived": "the channel is archived",
    "not_in_channel": "Care is not in the channel any more",
    "channel_not_found": "the channel cannot be found",
    "restricted_action": "Care may not post in the channel",
    "restricted_action_read_only_channel": "Care may not post in the channel",
    "restricted_action_thread_only_channel": "Care may not post in the channel",
    "restricted_action_non_threadable_channel": "the channel does not allow threads",
}
_ALREADY_SO = {"already_reacted", "no_reaction", "message_not_found"}
# Refusals of the app itself, mended by an operator: posts wait meanwhile.
NOT_LET_IN = {
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "missing_scope",
    "not_allowed_token_type",
}
_UNSURE = {"fatal_error", "internal_error", "service_unavailable", "request_timeout"}


@dataclass(frozen=True)
class Post:
    """One message, reaction or picture. `content` is what Slack takes, without address; None means: take it back.

    `thread_key` names the post under which it stands; `ts` and `posted_in` are Slack's, once it is shown.
    """

    key: str
    kind: Kind
    channel_id: str
    content: dict[str, Any] | None
    thread_key: str | None = None
    thread_ts: str | None = None
    revision: int = 1
    state: State = "waiting"
    attempt: int = 0
    sent_at: datetime | None = None
    posted_in: str | None = None
    ts: str | None = None

    @property
    def is_shown(self) -> bool:
        """Whether Slack shows some revision of it."""
        return self.ts is not None


@dataclass(frozen=True)
class Outcome:
    """What one attempt came to."""

    state: State
    ts: str | None = None
    posted_in: str | None = None
    not_before: datetime | None = None
    note: str = ""


def after_refusal(post: Post, error: str, now: datetime) -> Outcome:
    """Decide after an answer `ok: false`: done already, unsure, to be tried again, or failed for good."""
    if error in _ALREADY_SO:
        return Outcome("sent", ts=post.ts, posted_in=post.posted_in)
    if error in NOT_LET_IN:
        return after_brake(post, _LONGEST_WAIT, error, now)
    if error == "thread_not_found":
        return Outcome("waiting", note=error)
    if error in _UNSURE:
        return after_silence(post, error, now)
    return Outcome("failed", note=error)


def after_silence(post: Post, note: str, now: datetime) -> Outcome:
    """Decide after no answer, or one that says nothing: whether Slack did it is not known.

    An update, a deletion and a reaction can be repeated; a new message is looked up in the channel's history first.
    """
    if post.is_shown or post.kind == "reaction":
        return after_brake(post, back_off(post.attempt), note, now)
    settled = now + QUIET / 2 if post.state == "checking" else (post.sent_at or now) + QUIET
    return Outcome("checking", not_before=settled, note=note)


def after_brake(post: Post, wait: timedelta, note: str, now: datetime) -> Outcome:
    """Decide after a definite `not now`: the same again after a while, a look-up being a look-up still."""
    state: State = "checking" if post.state == "checking" else "waiting"
    return Outcome(state, ts=post.ts, posted_in=post.posted_in, not_before=now + wait, note=note)


def back_off(attempt: int) -> timedelta:
    """Return how long to wait after the n-th attempt: 2 seconds, doubled each time, 5 minutes at most."""
    return min(timedelta(seconds=2 ** min(attempt, 10)), _LONGEST_WAIT)

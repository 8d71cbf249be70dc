"""A post: something that Care wants Slack to show, and what Slack's answer to the attempt means."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from careapp.practice.pace import PACE, QUIET

Kind = Literal["message", "reaction", "picture", "pin"]
State = Literal["waiting", "sending", "checking", "sent", "unknown", "failed"]

TOO_LATE = "Slack did not take it before its time was over"
_LONGEST_WAIT = timedelta(minutes=5)
LONGEST_BRAKE = timedelta(hours=1)
_UNTOLD_BRAKE = timedelta(seconds=30)

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
_ALREADY_SO = {"already_reacted", "no_reaction", "already_pinned", "no_pin", "not_pinned", "message_not_found"}
# Refusals after which Slack answers no call at all until the app is installed again.
TURNED_AWAY = {"invalid_auth", "token_revoked", "account_inactive"}
# Refusals of the app itself, mended by an operator: posts wait meanwhile.
NOT_LET_IN = {*TURNED_AWAY, "not_authed", "token_expired", "missing_scope", "not_allowed_token_type"}
_UNSURE = {"fatal_error", "internal_error", "service_unavailable", "request_timeout"}
_NOT_NOW = {
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "external_channel_migrating",
    "team_added_to_org",
    "invalid_cursor",
}

_WHY_FAILED = {
    **CHANNEL_REFUSALS,
    "restricted_action_thread_locked": "its thread is locked",
    "messages_tab_disabled": "direct messages from Care are turned off",
    "user_disabled": "the person has left the workspace",
    "user_not_found": "the person cannot be found",
    "cannot_dm_bot": "apps cannot be written to",
    "msg_too_long": "it is too long for Slack",
    "msg_blocks_too_long": "it is too long for Slack",
    "invalid_blocks": "Slack cannot show it",
    "invalid_blocks_format": "Slack cannot show it",
}
# Of a pin alone, which keeps nothing else from being shown.
_WHY_NOT_PINNED = {
    "missing_scope": "Care was installed without the right to pin messages",
    "restricted_action": "Care may not pin messages in the channel",
    "too_many_pins": "the channel has as many pinned messages as Slack allows",
    "not_pinnable": "Slack does not pin it",
}
_WHY_NOT_SEEN = {
    "missing_scope": "I may not read the messages there",
    "channel_not_found": "I cannot read direct messages",
    "not_in_channel": "I am not in the channel any more",
    "somebody saw it": "I was not told where it stands",
}


@dataclass(frozen=True)
class Post:
    """One message, reaction, picture or pin. `content` is what Slack takes, without address; None means: take it back.

    `thread_key` names the post under which it stands, of a pin the one that it holds; `ts` and `posted_in` are Slack's,
    once it is shown, and a pin has none. What is not shown by `not_after` is not shown any more.
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
    not_after: datetime | None = None
    note: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether Slack shows some revision of it."""
        return self.ts is not None

    @property
    def is_mark(self) -> bool:
        """Whether it is put on a message, again and again with the same effect, and is none itself."""
        return self.kind in ("reaction", "pin")

    @property
    def is_overtakable(self) -> bool:
        """Whether an earlier call that lands later would spoil the next attempt: a look-up, a pin, changed words."""
        return self.state == "checking" or self.kind == "pin" or (self.is_shown and self.content is not None)

    @property
    def was_tried(self) -> bool:
        """Whether an attempt may be without an answer; new words start the count of attempts anew, not the note."""
        return self.state == "checking" or self.attempt > 0 or bool(self.note)

    @property
    def is_new_message(self) -> bool:
        """Whether the next attempt puts something new into a channel, rather than change or look up what is there."""
        return self.state != "checking" and not self.is_mark and not self.is_shown and self.content is not None

    @property
    def is_direct_edit(self) -> bool:
        """Whether the next attempt changes what one person was told directly, rather than what a channel sees."""
        is_edit = self.state != "checking" and self.kind == "message" and self.is_shown and self.content is not None
        return is_edit and self.channel_id.startswith(("U", "W"))

    def is_too_late(self, now: datetime) -> bool:
        """Say whether its moment is over before it was shown."""
        return self.is_new_message and self.not_after is not None and self.not_after < now


@dataclass(frozen=True)
class Doubt:
    """A circle's post that may or may not stand in Slack; for people: what it is, and why Care is not sure."""

    key: str
    channel_id: str
    what: str
    because: str


@dataclass(frozen=True)
class Outcome:
    """What one attempt came to; `is_unsure` where Slack may have done it, or may do so yet."""

    state: State
    ts: str | None = None
    posted_in: str | None = None
    not_before: datetime | None = None
    note: str = ""
    is_unsure: bool = False


def after_refusal(post: Post, error: str, now: datetime) -> Outcome:
    """Decide after an answer `ok: false`: done already, unsure, to be tried again, or failed for good."""
    if error in TURNED_AWAY:
        return after_brake(post, timedelta(), error, now)
    if error in _UNSURE:
        return after_silence(post, error, now)
    if error in _NOT_NOW:
        return after_brake(post, _UNTOLD_BRAKE, error, now)
    if post.kind == "pin" and error in _WHY_NOT_PINNED:
        return Outcome("failed", note=_WHY_NOT_PINNED[error])
    if error in NOT_LET_IN and (post.state, error) != ("checking", "missing_scope"):
        return after_brake(post, _LONGEST_WAIT, error, now)
    if post.state == "checking":
        return after_blind_look_up(error)
    if error in _ALREADY_SO:
        return Outcome("sent", ts=post.ts, posted_in=post.posted_in)
    return Outcome("waiting" if error == "thread_not_found" else "failed", note=error)


def after_blind_look_up(error: str) -> Outcome:
    """Decide where Slack does not let Care look: a thread that is gone holds nothing, of all else nothing is known."""
    return Outcome("waiting" if error == "thread_not_found" else "unknown", note=error)


def after_silence(post: Post, note: str, now: datetime) -> Outcome:
    """Decide after no answer, or one that says nothing: whether Slack did it is not known.

    `now` is when the call ended, not when it began: the clock may have been set, or the machine slept, in between.
    A deletion and a mark can be repeated, and so can an update, once an earlier one can no longer land after it; a
    new message is looked up in the channel's history first.
    """
    if post.is_mark or (post.is_shown and post.content is None):
        return replace(after_brake(post, back_off(post.attempt), note, now), is_unsure=True)
    if post.is_shown:
        return replace(after_brake(post, QUIET, note, now), is_unsure=True)
    wait = QUIET / 2 if post.state == "checking" else QUIET
    return Outcome("checking", not_before=now + wait, note=note, is_unsure=True)


def after_brake(post: Post, wait: timedelta, note: str, now: datetime) -> Outcome:
    """Decide after a definite `not now`: the same again after a while, a look-up being a look-up still."""
    state: State = "checking" if post.state == "checking" else "waiting"
    return Outcome(state, ts=post.ts, posted_in=post.posted_in, not_before=now + wait, note=note)


def back_off(attempt: int) -> timedelta:
    """Return how long to wait after the n-th attempt: 2 seconds, doubled each time, 5 minutes at most."""
    return min(timedelta(seconds=2 ** min(attempt, 10)), _LONGEST_WAIT)


def asked_wait(retry_after: str) -> timedelta:
    """Return how long Slack asks to wait: whole seconds, an hour at most; half a minute where it cannot be read."""
    if not (retry_after.isascii() and retry_after.isdecimal()):
        return _UNTOLD_BRAKE
    return max(PACE, timedelta(seconds=min(int(retry_after[:9]), LONGEST_BRAKE.total_seconds())))


def why_failed(note: str) -> str:
    """Return why a post was not shown, in words that complete "because"."""
    return _WHY_FAILED.get(note) or (note if " " in note else f"Slack refused it ({note})")


def why_not_seen(note: str) -> str:
    """Return why Care cannot look whether a post is there, in words that complete "because"."""
    return _WHY_NOT_SEEN.get(note, f"Slack does not let me look ({note})")

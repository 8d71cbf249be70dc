"""What was said and done in Slack while Care did not hear it, made good from Slack's history."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from careapp.acts import answer as answers
from careapp.acts import cheer as cheer_acts
from careapp.acts import circle as circle_acts
from careapp.acts import reply, subject
from careapp.care import Care
from careapp.practice.post import CHANNEL_REFUSALS
from careapp.practice.privacy import Hidden
from careapp.practice.round import Round
from careapp.practice.story import Story
from careapp.practice.text import from_slack
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import post as posts
from careapp.store import round as rounds
from careapp.store import story as stories

ARCHIVED, LEFT, NOT_FOUND = "is_archived", "not_in_channel", "channel_not_found"
_MENDED_BY_ITSELF = {CHANNEL_REFUSALS[name] for name in (ARCHIVED, LEFT, NOT_FOUND)}
_SETTLED = timedelta(minutes=1)  # what is younger may not stand in Slack's history yet


@dataclass(frozen=True)
class Said:
    """A message of Slack's history. `reactions` are pairs of user id and emoji; `cut` are emoji with more people.

    `text` is None where nobody's words are to be kept: a bot's, or one of Slack's own notices.
    """

    ts: str
    user_id: str
    text: str | None
    is_edited: bool = False
    reactions: frozenset[tuple[str, str]] = frozenset()
    cut: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Thread:
    """The round that a circle is in, and the message of Slack's that its replies stand under.

    `shown_at` is when Care last brought that message up to date.
    """

    round: Round
    ts: str
    shown_at: datetime
    has_kudos: bool


def look_at_channel(db: Database, care: Care, channel_id: str, refusal: str, name: str, now: datetime) -> bool:
    """Pause a circle whose channel Slack refuses, else take it up; return whether the channel can be read.

    `refusal` is Slack's word, empty where the channel is in use. Other reasons for a pause stay.
    """
    circle = circles.get(db, channel_id)
    if circle is None:
        return False
    if refusal:
        circle_acts.pause(db, care, channel_id, CHANNEL_REFUSALS[refusal], now)
    elif circle.state == "paused" and circle.paused_because in _MENDED_BY_ITSELF:
        circle_acts.resume(db, channel_id, now)
    if name:
        circles.rename(db, channel_id, name)
    return not refusal


def thread_of(db: Database, channel_id: str, now: datetime) -> Thread | None:
    """Return the circle's latest round while it takes stories and Slack shows it."""
    round_ = rounds.latest(db, channel_id, now)
    post = posts.get(db, round_.key) if round_ else None
    if round_ is None or not round_.takes_stories(now) or post is None or post.ts is None:
        return None
    given = all_kudos.given_between(db, channel_id, round_.opened_at or now, now)
    return Thread(round_, post.ts, post.sent_at or now, has_kudos=bool(given))


def hear_replies(
    db: Database, care: Care, thread: Thread, page: Iterable[Said]
) -> list[tuple[Story, tuple[Hidden, ...]]]:
    """Keep the replies that are stories, oldest first, and follow edits; return the new ones, and what is masked."""
    channel_id, kept = thread.round.channel_id, []
    for said in page:
        if said.text is None:
            continue
        is_known = stories.by_message(db, channel_id, said.ts) is not None
        words = {"thread_ts": thread.ts, "user_id": said.user_id, "text": from_slack(said.text)}
        answers.hear(db, care, channel_id, ts=said.ts, **words)
        if is_known and said.is_edited:
            reply.follow_edit(db, care, channel_id, said.ts, said.text)
        elif not is_known and not _was_conversation(db, care, thread, said):
            story = reply.hear(
                db, care, channel_id, ts=said.ts, thread_ts=thread.ts, user_id=said.user_id, said=said.text
            )
            kept += [(story, reply.left_out(db, story, said.text))] if story else []
    return kept


def see_reactions(db: Database, care: Care, channel_id: str, page: Iterable[Said], as_of: datetime) -> None:
    """Let the cheers be those that Slack shows; a later word that came as an event stays."""
    for said in page:
        found = subject.shown_at(db, channel_id, said.ts)
        if found:
            event_ts = f"{as_of.timestamp():.6f}"
            cheer_acts.see(db, care, found, shown=said.reactions, cut=said.cut, event_ts=event_ts)


def miss_replies(db: Database, care: Care, thread: Thread, seen: Collection[str], now: datetime) -> None:
    """Take back the stories whose messages are gone from a thread that was read whole.

    Its first message is older than they and still there, so it was no clearing up of old messages by Slack.
    """
    for story in stories.of_round(db, thread.round.channel_id, thread.round.day):
        if story.message_ts and story.message_ts not in seen and story.told_at < now - _SETTLED:
            reply.follow_deletion(db, care, thread.round.channel_id, story.message_ts)


def _was_conversation(db: Database, care: Care, thread: Thread, said: Said) -> bool:
    """Say whether a reply was heard already, as talk.

    Talk it was beside a story that its teller took back only later, or in other words while Care was awake.
    """
    at = care.slack_clock.here(said.ts)
    taken_back_at = stories.taken_back_at(db, thread.round.channel_id, thread.round.day, said.user_id)
    return (taken_back_at is not None and taken_back_at >= at) or (said.is_edited and thread.shown_at >= at)

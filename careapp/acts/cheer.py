"""Keep a reaction on a story or a kudos."""

from collections.abc import Collection
from datetime import datetime

from careapp.acts import round as round_acts
from careapp.acts import subject, unanswered
from careapp.acts.access import meet_soon
from careapp.care import Care
from careapp.practice.cheer import Cheer, Subject, counts
from careapp.practice.kudos import Kudos
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import cheer as cheers
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import tombstone as tombstones


class NotYetError(Exception):
    """A reaction on a message that Care is just about to know; Slack will tell of it again."""


def keep(
    db: Database,
    care: Care,
    *,
    channel_id: str,
    ts: str,
    user_id: str,
    emoji: str,
    is_on: bool,
    event_ts: str,
) -> None:
    """Keep a reaction where it is a cheer. Raises NotYetError where the message may be one Care is just sending."""
    person = people.get(db, user_id)
    if (person and not person.can_take_part) or tombstones.covers(db, user_id, care.slack_clock.here(event_ts)):
        return
    found = subject.shown_at(db, channel_id, ts)
    if found is None and posts.is_sending_to(db, channel_id):
        raise NotYetError(channel_id)
    if found is None and subject.may_be_reply(db, channel_id, ts, care.now()):
        again = {"channel_id": channel_id, "ts": ts, "user_id": user_id, "emoji": emoji}
        care.put_aside(channel_id, ts, lambda later: keep(later, care, **again, is_on=is_on, event_ts=event_ts))
    if found and counts(user_id, _owners(found), care.bot_user_id):
        is_news = cheers.put(db, Cheer(_subject(found), found.id, user_id, emoji, is_on, event_ts))
        if is_news and is_on:
            meet_soon(db, care, user_id)
        if is_news and isinstance(found, Story):
            round_acts.show_soon(db, channel_id, found.round_day)
            unanswered.follow(db, found.id)


def see(
    db: Database,
    care: Care,
    found: Story | Kudos,
    *,
    shown: Collection[tuple[str, str]],
    cut: Collection[str],
    event_ts: str,
) -> None:
    """Let the cheers on a story or kudos be the reactions (user id, emoji) that Slack shows as of an instant.

    For emoji that are `cut`, Slack names only some of the people, so nobody's is taken off. What somebody was forgotten
    after may bear a reaction from before that, and Slack does not say when it was put on.
    """
    kept = cheers.on(db, _subject(found), found.id)
    there = {(who, emoji) for who, emoji in shown if counts(who, _owners(found), care.bot_user_id)}
    gone = {(who, emoji) for who, emoji in kept - there if emoji not in cut}
    new = [(who, emoji) for who, emoji in there - kept if not tombstones.covers(db, who, _made_at(found))]
    changes = [(pair, True) for pair in new] + [(pair, False) for pair in gone]
    for (who, emoji), is_on in changes:
        cheers.put(db, Cheer(_subject(found), found.id, who, emoji, is_on, event_ts))
    for who, _ in new:
        meet_soon(db, care, who)
    if changes and isinstance(found, Story):
        round_acts.show_soon(db, found.channel_id, found.round_day)
        unanswered.follow(db, found.id)


def _subject(found: Story | Kudos) -> Subject:
    return "story" if isinstance(found, Story) else "kudos"


def _owners(found: Story | Kudos) -> Collection[str]:
    return found.carers if isinstance(found, Story) else [found.giver]


def _made_at(found: Story | Kudos) -> datetime:
    return found.told_at if isinstance(found, Story) else found.given_at

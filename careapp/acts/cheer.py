"""Keep a reaction on a story or a kudos."""

from careapp.acts import round as round_acts
from careapp.acts import subject
from careapp.care import Care
from careapp.practice.cheer import Cheer, counts
from careapp.practice.kudos import Kudos
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import cheer as cheers
from careapp.store import post as posts


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
    found = subject.shown_at(db, channel_id, ts)
    if found is None and posts.is_sending_to(db, channel_id):
        raise NotYetError(channel_id)
    if isinstance(found, Story) and counts(user_id, found.teller, care.bot_user_id):
        if cheers.put(db, Cheer("story", found.id, user_id, emoji, is_on, event_ts)):
            round_acts.show_day(db, care, channel_id, found.round_day, care.now())
    elif isinstance(found, Kudos) and counts(user_id, found.giver, care.bot_user_id):
        cheers.put(db, Cheer("kudos", found.id, user_id, emoji, is_on, event_ts))

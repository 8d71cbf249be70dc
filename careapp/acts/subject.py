"""Which story or kudos a message shows, or may come to show."""

from datetime import datetime

from careapp.practice.kudos import Kudos
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import kudos as all_kudos
from careapp.store import post as posts
from careapp.store import round as rounds
from careapp.store import story as stories


def shown_at(db: Database, channel_id: str, ts: str) -> Story | Kudos | None:
    """Return the story or the kudos that a message shows, None for any other message."""
    post = posts.at(db, channel_id, ts)
    if post is None:
        return stories.by_message(db, channel_id, ts)
    noun, _, number = post.key.partition(":")
    if noun == "story":
        return stories.get(db, int(number))
    return all_kudos.get(db, int(number.partition(":")[0])) if noun == "kudos" else None


def may_be_reply(db: Database, channel_id: str, ts: str, now: datetime) -> bool:
    """Say whether a message unknown to Care may be a reply in the circle's latest round: it came after its post."""
    round_ = rounds.latest(db, channel_id, now)
    post = posts.get(db, round_.key) if round_ and round_.takes_stories(now) else None
    return post is not None and post.ts is not None and ts > post.ts

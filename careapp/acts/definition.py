"""A circle's own sentence on what care is: in a message of the channel, which is pinned there."""

from dataclasses import replace
from datetime import datetime

from careapp.blocks.definition import definition_message
from careapp.practice.circle import Circle
from careapp.practice.post import Post
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import post as posts


def agree(db: Database, circle: Circle, definition: str, now: datetime) -> None:
    """Make a sentence the circle's own, in a new message that is pinned in the place of the one before."""
    circles.put(db, replace(circle, definition=definition))
    _unpin(db, circle)
    _show(db, circle.channel_id, str(int(now.timestamp())), definition)


def follow(db: Database, before: Circle, circle: Circle, now: datetime) -> None:
    """Let the pinned message say what the circle's sentence was changed to; without a sentence nothing is pinned."""
    if circle.definition == before.definition:
        return
    pinned = posts.pins_in(db, circle.channel_id)
    if not circle.definition:
        _unpin(db, circle)
    elif pinned:
        _show(db, circle.channel_id, pinned[-1].key.split(":")[-1], circle.definition)
    else:
        agree(db, circle, circle.definition, now)


def _show(db: Database, channel_id: str, number: str, definition: str) -> None:
    key = f"definition:{channel_id}:{number}"
    posts.put(db, Post(key, "message", channel_id, definition_message(definition)))
    posts.put(db, Post(f"pin:{channel_id}:{number}", "pin", channel_id, {}, thread_key=key))


def _unpin(db: Database, circle: Circle) -> None:
    for pin in posts.pins_in(db, circle.channel_id):
        posts.withdraw(db, pin.key)

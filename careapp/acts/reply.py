"""A teller's own message in a round's thread: kept as a story, followed where it is edited or deleted."""

from dataclasses import replace

from careapp.acts import story as acts
from careapp.acts.story import Telling
from careapp.care import Care
from careapp.practice.story import Story
from careapp.practice.text import from_slack, has_words, take_tag
from careapp.store import Database
from careapp.store import story as stories


def hear(
    db: Database, care: Care, channel_id: str, *, ts: str, thread_ts: str, user_id: str, said: str
) -> Story | None:
    """Keep a reply as a story where it is one; `said` is Slack's text. None where it is conversation, or known.

    What came earlier than the reply itself is made good: edits, reactions, and its deletion, after which it is None.
    """
    key = f"message:{channel_id}:{ts}"
    telling = Telling(user_id, from_slack(said), way="reply", source_key=key, message_ts=ts)
    story = acts.tell_in_thread(db, care, channel_id, thread_ts, telling)
    if story is None:
        return None
    for act in care.aside(channel_id, ts):
        if stories.get(db, story.id):
            act(db)
    return stories.get(db, story.id)


def follow_edit(db: Database, care: Care, channel_id: str, ts: str, said: str) -> None:
    """Let a story say what its message says now."""
    story = stories.by_message(db, channel_id, ts)
    if story is None:
        care.put_aside(channel_id, ts, lambda later: follow_edit(later, care, channel_id, ts, said))
        return
    text, value, _ = take_tag(from_slack(said), care.library)
    if not has_words(text):
        acts.take_back(db, care, story.id, story.teller)
    elif (text, value and value.id) != (story.text, value and story.value_id):
        acts.change(db, care, replace(story, text=text, value_id=value.id if value else story.value_id))


def follow_deletion(db: Database, care: Care, channel_id: str, ts: str) -> None:
    """Take a story back whose message is gone."""
    story = stories.by_message(db, channel_id, ts)
    if story:
        acts.take_back(db, care, story.id, story.teller)
    else:
        care.put_aside(channel_id, ts, lambda later: follow_deletion(later, care, channel_id, ts))

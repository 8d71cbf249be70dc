"""A teller's own message in a round's thread: kept as a story, followed where it is edited or deleted."""

from dataclasses import replace

from careapp.acts import answer as answers
from careapp.acts import privacy, subject
from careapp.acts import story as acts
from careapp.acts import telling as telling_acts
from careapp.acts.cheer import NotYetError
from careapp.acts.telling import Telling
from careapp.care import Care
from careapp.practice.privacy import Hidden, Masked, put_back
from careapp.practice.story import Story
from careapp.practice.text import from_slack, has_words, take_tag
from careapp.practice.tombstone import Tombstone
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import post as posts
from careapp.store import story as stories
from careapp.store import tombstone as tombstones


def hear(
    db: Database, care: Care, channel_id: str, *, ts: str, thread_ts: str, user_id: str, said: str
) -> Story | None:
    """Keep a reply as a story where it is one; `said` is Slack's text. None where it is conversation, or known.

    What came earlier than the reply itself is made good: edits, reactions, and its deletion, after which it is None.
    """
    key = source_key(channel_id, ts)
    telling = Telling(user_id, from_slack(said), way="reply", source_key=key, message_ts=ts)
    story = telling_acts.tell_in_thread(db, care, channel_id, thread_ts, telling)
    answers.hear(db, care, channel_id, ts=ts, thread_ts=thread_ts, user_id=user_id, text=telling.text)
    if story is None:
        care.let_pass(channel_id, ts)
        return None
    for act in care.aside(channel_id, ts):
        if stories.get(db, story.id):
            act(db)
    return stories.get(db, story.id)


def left_out(db: Database, story: Story, said: str) -> tuple[Hidden, ...]:
    """Return what was masked in a reply when it was kept as a story; nothing where its words were changed since."""
    hidden = privacy.look(db, circles.get(db, story.channel_id), story.teller, from_slack(said)).hidden
    return hidden if put_back(story.text, ((one.at, one.words) for one in hidden)) else ()


def follow_edit(
    db: Database, care: Care, channel_id: str, ts: str, said: str, thread_ts: str = ""
) -> tuple[Story, Masked] | None:
    """Let a story say what its message says now, masked as a new one; put aside where the message may come later.

    Returns the story and what it says now, None where nothing changed. Words that stand in no thread, or in another
    than the round's, are nobody's story and not kept in mind. Raises NotYetError as `round_of` does.
    """
    story = stories.by_message(db, channel_id, ts)
    if story is None:
        if thread_ts and telling_acts.round_of(db, care, channel_id, thread_ts):
            care.put_aside(channel_id, ts, lambda later: follow_edit(later, care, channel_id, ts, said))
        return None
    text, value, _ = take_tag(from_slack(said), care.library)
    if not has_words(text):
        acts.take_back(db, care, story.id, story.teller)
        return None
    masked = privacy.hide(db, circles.get(db, channel_id), story.teller, text, before=story.text)
    if (masked.text, value and value.id) == (story.text, value and story.value_id):
        return None
    acts.change(db, care, replace(story, text=masked.text, value_id=value.id if value else story.value_id))
    return story, masked


def follow_deletion(db: Database, care: Care, channel_id: str, ts: str) -> None:
    """Take a story back whose message is gone; one that Care has not heard of yet shall not be kept when it comes.

    That is kept on disk: once the deletion is acknowledged and the message gone, nobody tells of it any more.
    Raises NotYetError where the round's own post may be on its way.
    """
    answers.unhear(db, channel_id, ts)
    story = stories.by_message(db, channel_id, ts)
    if story:
        acts.take_back(db, care, story.id, story.teller)
    elif posts.is_sending_to(db, channel_id):
        raise NotYetError(channel_id)
    elif subject.may_be_reply(db, channel_id, ts, care.now()):
        now = care.now()
        tombstones.put(db, Tombstone("story", source_key(channel_id, ts), now), now)


def source_key(channel_id: str, ts: str) -> str:
    """Return the source key of a story told by a message."""
    return f"message:{channel_id}:{ts}"

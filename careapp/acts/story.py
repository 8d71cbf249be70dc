"""Change a story, take it back, and show it."""

from collections.abc import Iterable
from dataclasses import replace

from careapp.acts import digest as digest_acts
from careapp.acts import kudos as kudos_acts
from careapp.acts import note as note_acts
from careapp.acts import playbook as playbook_acts
from careapp.acts import round as round_acts
from careapp.acts import unanswered
from careapp.acts.access import circle_for
from careapp.blocks import story as blocks
from careapp.blocks.praise import praise_message
from careapp.care import Care
from careapp.practice.post import Post
from careapp.practice.privacy import put_back
from careapp.practice.refusal import CareError
from careapp.practice.story import MARK, Story, check_story
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import story as stories


def change(db: Database, care: Care, story: Story) -> None:
    """Keep a story's new words, and show them wherever it is shown."""
    before = stories.get(db, story.id) or story
    story = replace(story, value_id=None if story.is_poor_care else story.value_id)
    stories.edit(db, replace(story, text=check_story(story.text)))
    show(db, care, replace(story, is_edited=True))
    circle = circles.get(db, story.channel_id)
    if circle:
        kudos_acts.follow_story(db, care, circle, story)
    unanswered.follow(db, story.id)
    for at in {story.told_at, *(thanks.given_at for thanks in all_kudos.answering(db, story.id))}:
        digest_acts.follow(db, care, story.channel_id, at)
    playbook_acts.follow(db, before, story)


def keep_as_written(db: Database, care: Care, story_id: int, user_id: str, words: Iterable[tuple[int, str]]) -> Story:
    """Put words that were masked back into a story, each at the place of its mask, at its teller's wish."""
    story = own(told(seen_by(db, story_id, user_id)), user_id)
    text = put_back(story.text, words)
    if text is None:
        raise CareError("Your words stand there already, or the story has changed since. Its ⋮ menu changes it.")
    changed = replace(story, text=text)
    change(db, care, changed)
    return changed


def take_back(db: Database, care: Care, story_id: int, user_id: str) -> None:
    """Forget a story for good, at its teller's wish; raise CareError for anybody else."""
    story = seen_by(db, story_id, user_id)
    if story is None:
        return
    let_go(db, care, own(story, user_id))


def let_go(db: Database, care: Care, story: Story) -> None:
    """Forget a story for good, and take it out of all that shows it."""
    within = all_kudos.of_story(db, story.id)
    telling = {note_id for kudos in within for note_id in note_acts.telling_of(db, kudos)}
    for kudos in within:
        kudos_acts.withdraw(db, kudos)
    for thanks in all_kudos.answering(db, story.id):
        kudos_acts.let_go(db, care, thanks)
    stories.remove(db, story, care.now())
    posts.withdraw(db, story.key)
    posts.withdraw(db, story.mark_key)
    round_acts.show_day(db, care, story.channel_id, story.round_day, care.now())
    digest_acts.follow(db, care, story.channel_id, story.told_at)
    unanswered.follow(db, story.id)
    note_acts.show(db, telling)
    playbook_acts.let_go(db, story)


def unthank(db: Database, care: Care, story: Story, user_id: str) -> None:
    """Take a person off those whom a story thanks, wherever it says so; praise about nobody else is let go."""
    left = tuple(who for who in story.thanked if who != user_id)
    if story.is_praise and not left:
        let_go(db, care, story)
        return
    stories.unthank(db, story.id, user_id)
    show(db, care, replace(story, thanked=left))
    unanswered.follow(db, story.id)
    if story.is_praise:
        digest_acts.follow(db, care, story.channel_id, story.told_at)


def seen_by(db: Database, story_id: int, user_id: str) -> Story | None:
    """Return a story to its teller and to those who take part in its circle; None to others, as if it were gone."""
    story = stories.get(db, story_id)
    may = story and (story.teller == user_id or circle_for(db, story.channel_id, user_id))
    return story if may else None


def told(story: Story | None) -> Story:
    """Return the story, or raise CareError where it is gone."""
    if story is None:
        raise CareError("This story was taken back.")
    return story


def own(story: Story, user_id: str) -> Story:
    """Return the story where it is the person's own; raise CareError where it is not."""
    if story.teller != user_id:
        raise CareError(f"Only <@{story.teller}>, who told this story, can change it.")
    return story


def show(db: Database, care: Care, story: Story) -> None:
    """Keep what a story's post should say; a reply stands for itself and gets Care's mark."""
    if story.message_ts:
        mark = Post(story.mark_key, "reaction", story.channel_id, {"name": MARK}, ts=story.message_ts)
        posts.put(db, replace(mark, posted_in=story.channel_id))
        return
    teller, value = people.name(db, story.teller, "Somebody"), care.library.value(story.value_id)
    show_as = praise_message if story.is_praise else blocks.story_message
    content = show_as(story, teller, value)
    under = story.thread_key if story.round_day else None
    posts.put(db, Post(story.key, "message", story.channel_id, content, under))

"""Tell a story, change it, take it back, and show it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from careapp.acts import digest as digest_acts
from careapp.acts import kudos as kudos_acts
from careapp.acts import milestone as milestone_acts
from careapp.acts import note as note_acts
from careapp.acts import playbook as playbook_acts
from careapp.acts import privacy, unanswered
from careapp.acts import round as round_acts
from careapp.acts.access import circle_for, meet_soon
from careapp.acts.cheer import NotYetError
from careapp.blocks import story as blocks
from careapp.blocks.praise import praise_message
from careapp.care import Care
from careapp.library import Value
from careapp.practice.circle import Circle
from careapp.practice.kudos import Kudos
from careapp.practice.occurrence import local_day
from careapp.practice.post import Post
from careapp.practice.privacy import put_back
from careapp.practice.refusal import CareError
from careapp.practice.round import Round
from careapp.practice.story import MARK, Story, Way, check_story, is_story_reply
from careapp.practice.text import take_tag
from careapp.store import Database
from careapp.store import behind as posts_behind
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import round as rounds
from careapp.store import story as stories
from careapp.store import tombstone as tombstones


@dataclass(frozen=True)
class Telling:
    """What a teller says, whichever way they say it. `source_key` names the act, for ever."""

    teller: str
    text: str
    way: Way
    source_key: str
    meant: str = ""
    lesson: str = ""
    value_id: str | None = None
    thanks: tuple[str, ...] = ()
    message_ts: str | None = None
    is_praise: bool = False
    is_poor_care: bool = False


def tell(db: Database, care: Care, circle: Circle, telling: Telling) -> Story | None:
    """Keep a story and whom it thanks, and show both; None where the same act was kept before.

    Praise is no round's: who saves it may still tell their own.
    """
    now = care.now()
    text, value, _ = take_tag(telling.text, care.library)
    round_ = rounds.latest(db, circle.channel_id, now)
    joined = round_ if round_ and round_.takes_stories(now) and not telling.is_praise else None
    story = stories.add(
        db,
        Story(
            id=0,
            channel_id=circle.channel_id,
            day=joined.day if joined else local_day(now, circle.zone),
            round_day=joined.day if joined else None,
            text=check_story(text, telling.text),
            value_id=_value_id(telling, value, joined),
            told_at=now,
            thanked=_to_thank(db, telling),
            **{name: getattr(telling, name) for name in _AS_TOLD},
        ),
    )
    if story:
        meet_soon(db, care, story.teller)
        _thank(db, care, circle, story)
        milestone_acts.follow(db, story)
        show(db, care, story)
        if joined:
            posts_behind.put(db, joined.key, joined.channel_id)
    return story


def check_written(care: Care, said: str) -> None:
    """Raise CareError where what somebody wrote is no story; its length counts as they wrote it, without a mask."""
    text, _, _ = take_tag(said, care.library)
    check_story(text, said)


def round_of(db: Database, care: Care, channel_id: str, thread_ts: str) -> Round | None:
    """Return the circle's latest round where a thread is its own and it takes stories.

    Raises NotYetError where the thread may be that of a round which Care is just sending.
    """
    post = posts.at(db, channel_id, thread_ts)
    if post is None and posts.is_sending_to(db, channel_id):
        raise NotYetError(channel_id)
    round_ = rounds.latest(db, channel_id, care.now()) if post else None
    if post is None or round_ is None or post.key != round_.key or not round_.takes_stories(care.now()):
        return None
    return round_


def tell_in_thread(db: Database, care: Care, channel_id: str, thread_ts: str, telling: Telling) -> Story | None:
    """Keep a reply as a story where it is one: a person's first of some substance in the circle's latest round.

    What could identify a customer is masked in it.
    Raises NotYetError as `round_of` does.
    """
    round_ = round_of(db, care, channel_id, thread_ts)
    if round_ is None:
        return None
    is_for_care = telling.text.startswith(f"<@{care.bot_user_id}>")
    if is_for_care or not is_story_reply(telling.text) or stories.is_known(db, telling.source_key):
        return None
    teller = people.get(db, telling.teller)
    if teller and not teller.can_take_part:
        return None
    if telling.message_ts and tombstones.covers(db, telling.teller, care.slack_clock.here(telling.message_ts)):
        return None
    if stories.has_told(db, channel_id, round_.day, telling.teller):
        return None
    circle = circles.get(db, channel_id)
    if circle is None:
        return None
    masked = privacy.hide(db, circle, telling.teller, telling.text)
    return tell(db, care, circle, replace(telling, text=masked.text))


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
    digest_acts.follow(db, care, story.channel_id, story.told_at)
    playbook_acts.follow(db, before, story)


def keep_as_written(db: Database, care: Care, story_id: int, user_id: str, words: Iterable[tuple[int, str]]) -> None:
    """Put words that were masked back into a story, each at the place of its mask, at its teller's wish."""
    story = own(told(seen_by(db, story_id, user_id)), user_id)
    text = put_back(story.text, words)
    if text is None:
        raise CareError("Your words stand there already, or the story has changed since. Its ⋮ menu changes it.")
    change(db, care, replace(story, text=text))


def take_back(db: Database, care: Care, story_id: int, user_id: str) -> None:
    """Forget a story for good, at its teller's wish; raise CareError for anybody else."""
    story = seen_by(db, story_id, user_id)
    if story is None:
        return
    let_go(db, care, own(story, user_id))


def let_go(db: Database, care: Care, story: Story) -> None:
    """Forget a story for good, and take it out of all that shows it."""
    within = kudos_acts.of_story(db, story.id)
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


_AS_TOLD = ("teller", "way", "source_key", "meant", "lesson", "message_ts", "is_praise", "is_poor_care")


def _value_id(telling: Telling, tagged: Value | None, joined: Round | None) -> str | None:
    """A story shows the value chosen, or tagged, or that its round is about; one of poor care shows none."""
    if telling.is_poor_care:
        return None
    return telling.value_id or (tagged.id if tagged else "") or (joined.value_id if joined else "") or None


def _to_thank(db: Database, telling: Telling) -> tuple[str, ...]:
    known = people.of(db, telling.thanks)
    reachable = [who for who in telling.thanks if who not in known or known[who].can_be_thanked]
    return tuple(dict.fromkeys(who for who in reachable if who != telling.teller or telling.is_praise))


def _thank(db: Database, care: Care, circle: Circle, story: Story) -> None:
    receivers = tuple(who for who in story.thanked if who != story.teller)
    if not receivers:
        return
    kudos = Kudos(
        id=0,
        channel_id=story.channel_id,
        day=story.day,
        giver=story.teller,
        receivers=receivers,
        reason=story.text,
        given_at=story.told_at,
        source_key=story.key,
        value_id=story.value_id,
        from_manager=story.teller in circle.managers,
        story_id=story.id,
    )
    kudos_acts.keep(db, care, circle, kudos)

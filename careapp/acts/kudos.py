"""Give kudos, take them back, and show them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from careapp.acts import digest as digest_acts
from careapp.acts import letter as letters
from careapp.acts import note as note_acts
from careapp.acts import unanswered
from careapp.acts.access import circle_for, meet_soon
from careapp.blocks import kudos as blocks
from careapp.blocks.praise import praise_letter
from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.kudos import Kudos, check_reason, check_receivers
from careapp.practice.occurrence import local_day
from careapp.practice.post import Post
from careapp.practice.privacy import put_back
from careapp.practice.refusal import CareError
from careapp.practice.story import Story
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import story as stories


@dataclass(frozen=True)
class Giving:
    """What a giver says, whichever way they say it. `source_key` names the act, for ever."""

    giver: str
    receivers: tuple[str, ...]
    reason: str
    source_key: str
    value_id: str | None = None
    words: str = ""
    answers: int | None = None


def give(db: Database, care: Care, circle: Circle, giving: Giving) -> Kudos | None:
    """Keep kudos and show them; None where the same act was kept before. Raises CareError where nobody is reached."""
    now = care.now()
    known = people.of(db, giving.receivers)
    receivers = check_receivers(giving.giver, giving.receivers, known, words=giving.words)
    kudos = Kudos(
        id=0,
        channel_id=circle.channel_id,
        day=local_day(now, circle.zone),
        giver=giving.giver,
        receivers=tuple(receivers),
        reason=check_reason(giving.reason),
        given_at=now,
        source_key=giving.source_key,
        value_id=giving.value_id,
        from_manager=giving.giver in circle.managers,
        answers=giving.answers,
    )
    return keep(db, care, circle, kudos)


def keep(db: Database, care: Care, circle: Circle, kudos: Kudos) -> Kudos | None:
    """Keep kudos; show them in the channel (a story shows its own), and to receivers who are not in it by DM."""
    kept = all_kudos.add(db, kudos)
    if kept is None:
        return None
    unanswered.follow(db, kept.answers)
    note_acts.show(db, note_acts.telling_of(db, kept))
    meet_soon(db, care, kept.giver)
    show(db, care, circle, kept)
    return kept


def show(db: Database, care: Care, circle: Circle, kudos: Kudos) -> None:
    """Keep what the posts that show kudos should say."""
    name, value = people.name(db, kudos.giver, "Somebody"), care.library.value(kudos.value_id)
    if kudos.story_id is None:
        content, answered = blocks.kudos_message(kudos, name, value), stories.get(db, kudos.answers or 0)
        under = answered.thread_key if answered else None
        posts.put(db, Post(kudos.key, "message", kudos.channel_id, content, under))
    is_praise = _is_praise(db, kudos)
    for who in outside(db, kudos):
        if not is_praise:
            letters.pass_on(db, who, "kudos", dm_key(kudos, who), blocks.kudos_dm(kudos, name, value, circle.name))
        elif posts.get(db, dm_key(kudos, who)):
            write_of_praise(db, circle, kudos, who)


def outside(db: Database, kudos: Kudos) -> list[str]:
    """Return the receivers who are not in the channel, and would not hear of it there."""
    return sorted(set(kudos.receivers) - people.members(db, kudos.channel_id))


def dm_key(kudos: Kudos, user_id: str) -> str:
    """Return the name, for ever, of the post that tells somebody directly of their kudos."""
    return f"{kudos.key}:to:{user_id}"


def write_of_praise(db: Database, circle: Circle, kudos: Kudos, user_id: str) -> None:
    """Keep the letter to somebody of whom a customer said something."""
    message = praise_letter(kudos.reason, people.name(db, kudos.giver), circle.name)
    letters.send(db, user_id, "praise", dm_key(kudos, user_id), message)


def follow_story(db: Database, care: Care, circle: Circle, story: Story) -> None:
    """Keep kudos that were given within a story in step with its changed words."""
    for kudos in all_kudos.of_story(db, story.id):
        changed = replace(kudos, reason=story.text, value_id=story.value_id)
        all_kudos.edit(db, changed)
        show(db, care, circle, changed)
        note_acts.show(db, note_acts.telling_of(db, changed))


def keep_as_written(db: Database, care: Care, kudos_id: int, user_id: str, words: Iterable[tuple[int, str]]) -> Kudos:
    """Put words that were masked back into kudos, each at the place of its mask, at their giver's wish."""
    kudos = all_kudos.get(db, kudos_id)
    if kudos is None or kudos.giver != user_id:
        raise CareError("These kudos were taken back.")
    reason, circle = put_back(kudos.reason, words), circles.get(db, kudos.channel_id)
    if reason is None or circle is None:
        raise CareError("Your words stand there already.")
    changed = replace(kudos, reason=check_reason(reason))
    all_kudos.edit(db, changed)
    show(db, care, circle, changed)
    note_acts.show(db, note_acts.telling_of(db, changed))
    digest_acts.follow(db, care, kudos.channel_id, kudos.given_at)
    return changed


def take_back(db: Database, care: Care, kudos_id: int, user_id: str) -> None:
    """Forget kudos for good, at their giver's wish; raise CareError for anybody else."""
    kudos = all_kudos.get(db, kudos_id)
    if kudos is None or not (kudos.giver == user_id or circle_for(db, kudos.channel_id, user_id)):
        return
    if kudos.giver != user_id:
        raise CareError(f"Only <@{kudos.giver}>, who gave these kudos, can take them back.")
    let_go(db, care, kudos)


def let_go(db: Database, care: Care, kudos: Kudos) -> None:
    """Forget kudos for good, and take them out of all that shows them."""
    withdraw(db, kudos)
    telling = note_acts.telling_of(db, kudos)
    all_kudos.remove(db, kudos, care.now())
    note_acts.show(db, telling)
    unanswered.follow(db, kudos.answers)
    digest_acts.follow(db, care, kudos.channel_id, kudos.given_at)


def unthank(db: Database, care: Care, kudos: Kudos, user_id: str) -> None:
    """Take a person off those whom kudos thank; kudos that thank nobody are let go."""
    left = tuple(who for who in kudos.receivers if who != user_id)
    if not left:
        let_go(db, care, kudos)
        return
    all_kudos.unthank(db, kudos.id, user_id)
    posts.withdraw(db, dm_key(kudos, user_id))
    if circle := circles.to_show(db, kudos.channel_id, care.now()):
        show(db, care, circle, replace(kudos, receivers=left))
    note_acts.show(db, note_acts.telling_of(db, kudos))
    digest_acts.follow(db, care, kudos.channel_id, kudos.given_at)


def withdraw(db: Database, kudos: Kudos) -> None:
    """Take back all posts that show these kudos."""
    for key in (kudos.key, *(dm_key(kudos, who) for who in kudos.receivers)):
        posts.withdraw(db, key)


def _is_praise(db: Database, kudos: Kudos) -> bool:
    story = stories.get(db, kudos.story_id) if kudos.story_id else None
    return story is not None and story.is_praise

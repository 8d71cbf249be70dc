"""Tell a story, whichever way it is said, and thank those whom it names."""

from dataclasses import dataclass, replace

from careapp.acts import kudos as kudos_acts
from careapp.acts import milestone as milestone_acts
from careapp.acts import privacy
from careapp.acts import round as round_acts
from careapp.acts import story as story_acts
from careapp.acts.access import meet_soon
from careapp.acts.cheer import NotYetError
from careapp.care import Care
from careapp.library import Value
from careapp.practice.circle import Circle
from careapp.practice.kudos import Kudos
from careapp.practice.occurrence import local_day
from careapp.practice.round import Round
from careapp.practice.story import Story, Way, check_story, is_story_reply
from careapp.practice.text import take_tag
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import round as rounds
from careapp.store import story as stories
from careapp.store import tombstone as tombstones

_AS_TOLD = ("teller", "way", "source_key", "meant", "lesson", "message_ts", "is_praise", "is_poor_care")


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
        story_acts.show(db, care, story)
        round_acts.show_soon(db, story.channel_id, story.round_day)
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

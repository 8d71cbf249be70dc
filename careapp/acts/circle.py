"""Set a circle up, pause it, take it up again."""

from dataclasses import replace
from datetime import datetime, timedelta

from careapp.acts import definition, owed
from careapp.acts import letter as letter_acts
from careapp.acts import round as round_acts
from careapp.acts.access import circle_for, manages, meet_soon
from careapp.acts.apart import apart
from careapp.blocks import circle as blocks
from careapp.care import Care
from careapp.practice.circle import Circle, Missed, check_may_set_up, check_settings
from careapp.practice.lesson import month_of, name_of_month
from careapp.practice.occurrence import WRONG_CLOCK, is_zone, local_day, week_of
from careapp.practice.person import Person
from careapp.practice.post import CHANNEL_REFUSALS, Post
from careapp.practice.pulse import is_rest
from careapp.practice.refusal import About, CareError
from careapp.practice.rest import MOST_ARE_AWAY
from careapp.store import Database
from careapp.store import answer as answers
from careapp.store import circle as circles
from careapp.store import digest as digests
from careapp.store import lesson as lessons
from careapp.store import note as notes
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import pulse as pulses
from careapp.store import round as rounds

LATELY = timedelta(days=7)


class NotInItError(CareError):
    """A refusal to somebody who is not in the circle's channel as far as Care knows."""


def here(db: Database, channel_id: str, user_id: str, *, words: str = "", about: About = "") -> Circle:
    """Return the circle of a channel to those who take part in it; raise CareError with their words for others."""
    circle = circle_for(db, channel_id, user_id)
    if circle is None:
        refusal = NotInItError if circles.get(db, channel_id) else CareError
        sentence = "This channel is not a circle yet. `/care setup` makes it one; I must be in it: `/invite @Care`."
        raise refusal(sentence, words=words, about=about)
    return circle


def here_or_managed(db: Database, channel_id: str, user_id: str) -> Circle:
    """Return the circle of a channel also to a manager who only looks at it from outside; to others as `here` does."""
    circle = circles.get(db, channel_id)
    return circle if circle and manages(db, circle, user_id) else here(db, channel_id, user_id)


def offered(db: Database, channel_id: str, user_id: str, words: str = "") -> list[Circle]:
    """Return the channel's circle, or, where it has none, those a person can choose from; raise CareError for none."""
    circle = circle_for(db, channel_id, user_id)
    found = [circle] if circle else circles.with_member(db, user_id)
    if not found:
        raise CareError(
            "You are in no circle yet. Invite me to a channel with `/invite @Care`, then type `/care setup`.",
            words=words,
        )
    return found


def check_is_in(db: Database, channel_id: str, user_id: str) -> None:
    """Raise NotInItError for whoever sees a circle's round without being in its channel."""
    if circles.get(db, channel_id) and not people.is_member(db, channel_id, user_id):
        raise NotInItError(
            f"This round belongs to <#{channel_id}>. Join the channel to tell a story in it; "
            "`/story` tells one in your own circle."
        )


def proposed(db: Database, care: Care, channel_id: str, name: str, user_id: str) -> Circle:
    """Return the settings to begin the set-up form with: the circle's own, or defaults that suit the person."""
    person = people.get(db, user_id) or _stranger(user_id)
    circle = circles.get_or_stand_in(db, channel_id, care.now(), person.zone)
    check_may_set_up(_with_those_still_here(db, circle), person)
    proposal = circle or Circle(channel_id, person.zone, care.now(), name)
    return replace(proposal, decks=proposal.decks or care.library.preselected)


def keep(db: Database, care: Care, asked: Circle, user_id: str) -> None:
    """Keep a circle's settings and take it up again; whoever sets it up first becomes its facilitator."""
    now = care.now()
    before = _with_those_still_here(db, circles.get_or_stand_in(db, asked.channel_id, now))
    check_may_set_up(before, people.get(db, user_id) or _stranger(user_id))
    meet_soon(db, care, user_id)
    facilitators = before.facilitators if before and before.facilitators else frozenset({user_id})
    since = before.since if before and asked.keeps_the_times_of(before) else now
    circle = check_settings(replace(asked, since=since, facilitators=facilitators))
    if circle == before:
        return
    if before:
        owed.settle(db, care, before, circle, now)
        definition.follow(db, before, circle, now)
    circles.put(db, circle)
    posts.take_up(db, circle.channel_id, CHANNEL_REFUSALS)
    if before and before.state == "paused":
        pulses.take_up_owed(db, circle.channel_id, now)
    content = blocks.kept_message(circle, now, before is None)
    posts.put(db, Post(f"setup:{circle.channel_id}:{int(now.timestamp())}", "message", circle.channel_id, content))


def definition_of(db: Database, care: Care, channel_id: str) -> str:
    """Return a circle's sentence on what care is, empty where it has none."""
    circle = circles.get_or_stand_in(db, channel_id, care.now())
    return circle.definition if circle else ""


def introduce(db: Database, channel_id: str, event_ts: str, now: datetime) -> None:
    """Say hello in a channel that Care was invited to, or take its circle up again."""
    if circles.get(db, channel_id):
        resume(db, channel_id, now)
        return
    posts.put(db, Post(f"hello:{channel_id}:{event_ts}", "message", channel_id, blocks.hello_message(channel_id)))


def pause(db: Database, care: Care, channel_id: str, because: str, now: datetime) -> None:
    """Pause a circle with a reason, which is that of all it owes by now too, and tell its facilitators once."""
    circle = circles.get_or_stand_in(db, channel_id, now)
    if circle is None or circle.state == "paused":
        return
    owed.miss(db, care, circle, because, now)
    circles.set_state(db, channel_id, "paused", because)
    with apart(channel_id, "the round that is to be given up", "stays as it is"), db.atomic():
        round_acts.give_up_unseen(db, channel_id, because, now)
    content = blocks.paused_message(circle, because)
    for user_id in circle.facilitators:
        letter_acts.pass_on(db, user_id, "circle", f"paused:{channel_id}:{int(now.timestamp())}:{user_id}", content)


def missed_lately(db: Database, circle: Circle, now: datetime) -> list[Missed]:
    """Return what a circle missed within a week, with the reasons."""
    since = local_day(now - LATELY, circle.zone)
    today = local_day(now, circle.zone)
    missed = [r for r in rounds.missed_since(db, circle.channel_id, since) if r.day <= today]
    weeks = [w for w in digests.missed_since(db, circle.channel_id, week_of(since)) if w[0] <= week_of(today)]
    told = [Missed(f"the round of {r.day:%A}", r.reason, is_fine=r.reason == MOST_ARE_AWAY) for r in missed]
    asked = [w for w in pulses.missed_since(db, circle.channel_id, week_of(since)) if w[0] <= week_of(today)]
    told += [
        Missed(f"the weekly question of week {week[-2:]}", reason, is_fine=is_rest(reason)) for week, reason in asked
    ]
    months = lessons.missed_since(db, circle.channel_id, month_of(since))
    told += [Missed(f"the lessons of {name_of_month(month)}", reason) for month, reason in months]
    mornings = [m for m in answers.missed_since(db, circle.channel_id, since) if m[0] <= today]
    told += [Missed(f"the letter of {day:%A} about unanswered stories", reason) for day, reason in mornings]
    noted = [w for w in notes.missed_since(db, circle.channel_id, week_of(since)) if w[0] <= week_of(today)]
    told += [Missed(f"the care note of week {week[-2:]}", reason) for week, reason in noted]
    return told + [Missed(f"the highlights of week {week[-2:]}", reason) for week, reason in weeks]


def resume(db: Database, channel_id: str, now: datetime) -> None:
    """Take a circle up again, with what could not be shown meanwhile; what fell into the pause is not owed."""
    circle = circles.get(db, channel_id)
    if circle is None or circle.state == "active":
        return
    circles.put(db, replace(circle, state="active", paused_because="", since=now))
    posts.take_up(db, channel_id, CHANNEL_REFUSALS)
    pulses.take_up_owed(db, channel_id, now)


async def active(care: Care, now: datetime) -> list[Circle]:
    """Return the circles that meet; one whose zone is gone from the data is paused.

    Settings that were kept while the clock was years ahead count from now on.
    """
    async with care.store.reading() as db:
        found = [circle for circle in circles.every(db) if circle.state == "active"]
    for circle in found:
        with apart(circle.channel_id, "the settings"):
            await _mend(care, circle, now)
    return [circle for circle in found if is_zone(circle.zone)]


async def _mend(care: Care, circle: Circle, now: datetime) -> None:
    if not is_zone(circle.zone):
        async with care.store.transaction() as db:
            pause(db, care, circle.channel_id, f"there is no time zone called {circle.zone}", now)
    elif circle.since > now + WRONG_CLOCK:
        async with care.store.transaction() as db:
            circles.put(db, replace(circle, since=now))


def _with_those_still_here(db: Database, circle: Circle | None) -> Circle | None:
    """A circle whose facilitators have all left the workspace can be taken over."""
    if circle is None:
        return None
    known = people.of(db, circle.facilitators)
    gone = {user_id for user_id, person in known.items() if person.is_deleted}
    return replace(circle, facilitators=circle.facilitators - gone)


def _stranger(user_id: str) -> Person:
    return Person(user_id, "somebody", "UTC")

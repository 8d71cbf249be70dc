"""Begin a workshop, lead it from step to step, let it rest, end it, and show it."""

from dataclasses import replace
from datetime import datetime

from careapp.acts import circle as circle_acts
from careapp.acts import definition, letter
from careapp.acts.access import circle_for, meet_soon, takes_part, without_those_who_left
from careapp.blocks import workshop as blocks
from careapp.blocks.kit import Message
from careapp.care import Care
from careapp.guide import Guide, Step
from careapp.practice import workshop as practice
from careapp.practice.circle import Circle, check_may_lead
from careapp.practice.contribution import ENOUGH, Harvest, Ratings, agreed
from careapp.practice.post import Post
from careapp.practice.refusal import CareError
from careapp.practice.workshop import Workshop
from careapp.store import Database
from careapp.store import behind as posts_behind
from careapp.store import circle as circles
from careapp.store import contribution as contributions
from careapp.store import post as posts
from careapp.store import workshop as workshops

MOST_STEPS = 8
EARLIER = 3  # workshops of the same guide, whose ratings are told as the trend


def offered(db: Database, care: Care, channel_id: str, user_id: str) -> Message:
    """Return the workshops that a facilitator can begin, or the one that is being held with the buttons to lead it."""
    circle = circle_acts.here(db, channel_id, user_id)
    check_may_lead(without_those_who_left(db, circle), user_id, "begin a workshop")
    held = workshops.current(db, channel_id)
    if held:
        return _standing(db, care, held)
    return blocks.choice_message(channel_id, care.library.guides)


def begin(db: Database, care: Care, channel_id: str, guide_id: str, user_id: str) -> Message:
    """Begin a workshop; the same one, begun a moment ago, is answered alike. Raises CareError where another is held."""
    circle = circle_acts.here(db, channel_id, user_id)
    check_may_lead(without_those_who_left(db, circle), user_id, "begin a workshop")
    guide, held, now = care.library.guide(guide_id), workshops.current(db, channel_id), care.now()
    if guide is None:
        raise CareError("I do not know this workshop any more. `/care workshop` shows those that I know.")
    if held and (held.guide_id != guide_id or held.step_id != guide.step[0].id or held.state != "running"):
        raise CareError("A workshop is being held here already. `/care workshop` goes on with it, or ends it.")
    if held:
        return blocks.begun_message(held)
    if circle.state == "paused":
        raise CareError(f"This circle is paused, because {circle.paused_because}.")
    begun = practice.begin(guide, channel_id, workshops.next_id(db, now), now)
    _keep(db, care, begun)
    meet_soon(db, care, user_id)
    return blocks.begun_message(begun)


def move_on(db: Database, care: Care, workshop_id: int, step_id: str, user_id: str) -> None:
    """Move a workshop on from a step; nothing changes where it has moved on already. Raises CareError."""
    workshop, circle = led_by(db, workshop_id, user_id)
    guide = _guide(care, workshop)
    if workshop.is_over or workshop.step_id != step_id:
        return
    moved = practice.move_on(workshop, guide, care.now())
    step = workshop.steps_so_far(guide)[-1]
    if step.does == "sentence":
        moved = replace(moved, outcome=agreed(contributions.proposals(db, workshop_id)))
        definition.agree(db, circle, moved.outcome, care.now())
    contributions.close_ratings(db, workshop_id, ENOUGH)
    _keep(db, care, moved)


def standing(db: Database, care: Care, workshop_id: int, user_id: str) -> Message:
    """Return where a workshop stands, to those who may lead it. Raises CareError."""
    workshop, _ = led_by(db, workshop_id, user_id)
    return _standing(db, care, workshop)


def pause(db: Database, care: Care, workshop_id: int, user_id: str) -> None:
    """Let a running workshop wait at its step. Raises CareError."""
    workshop, _ = led_by(db, workshop_id, user_id)
    if workshop.state == "running":
        _keep(db, care, practice.pause(workshop))


def resume(db: Database, care: Care, workshop_id: int, user_id: str) -> None:
    """Take up a workshop that waits. Raises CareError."""
    workshop, _ = led_by(db, workshop_id, user_id)
    if workshop.state in ("paused", "resting"):
        _keep(db, care, practice.resume(workshop, care.now()))


def end(db: Database, care: Care, workshop_id: int, user_id: str) -> None:
    """End a workshop before its last step, with the summary of what was gathered. Raises CareError."""
    workshop, _ = led_by(db, workshop_id, user_id)
    if workshop.is_over:
        return
    contributions.close_ratings(db, workshop_id, ENOUGH)
    _keep(db, care, practice.end(workshop, care.now()))


def look_at(db: Database, care: Care, workshop: Workshop, now: datetime) -> None:
    """Bring a running workshop's posts up to date; one that nobody has moved on for two days rests, and says so."""
    if workshop.is_ahead(now):
        workshop = practice.resume(workshop, now)
        workshops.put(db, workshop)
    if workshop.is_forsaken(now):
        _keep(db, care, practice.rest(workshop))
        key = f"{workshop.key}:rest:{int(workshop.moved_at.timestamp())}"
        posts.put(db, Post(key, "message", workshop.channel_id, blocks.resting_message(workshop), workshop.key))
    else:
        show_step(db, care, workshop, workshop.step_id)


def to_tell_again(db: Database, care: Care, circle: Circle, now: datetime) -> list[tuple[Workshop, Guide, str]]:
    """Return the workshops that it is time to hold again, each with its guide and a facilitator to be told so now."""
    if workshops.current(db, circle.channel_id):
        return []
    held = [(workshops.last_whole(db, circle.channel_id, each.workshop), each) for each in _repeated(care)]
    due = [(last, guide) for last, guide in held if last and practice.is_due_again(last, guide, now)]
    return [
        (last, guide, user_id)
        for last, guide in due
        for user_id in sorted(circle.facilitators)
        if posts.get(db, _again_key(last, user_id)) is None
        and takes_part(db, circle.channel_id, user_id)
        and letter.reaches(db, user_id, "workshop", now)
    ]


def tell_again(db: Database, care: Care, circle: Circle, now: datetime) -> None:
    """Write to facilitators, once each, that it is time to hold a workshop again."""
    for last, guide, user_id in to_tell_again(db, care, circle, now):
        letter.send(db, user_id, "workshop", _again_key(last, user_id), blocks.again_letter(last, guide, circle))


def seen_by(db: Database, workshop_id: int, user_id: str) -> tuple[Workshop, Circle]:
    """Return a workshop and its circle to those who take part in it; raise CareError to others, as if it were gone."""
    workshop = workshops.get(db, workshop_id)
    circle = circle_for(db, workshop.channel_id, user_id) if workshop else None
    if workshop is None or circle is None:
        raise CareError("I do not know this workshop.")
    return workshop, circle


def led_by(db: Database, workshop_id: int, user_id: str) -> tuple[Workshop, Circle]:
    """Return a workshop and its circle to those who may lead it; raise CareError to others."""
    workshop, circle = seen_by(db, workshop_id, user_id)
    check_may_lead(without_those_who_left(db, circle), user_id, "lead a workshop")
    return workshop, circle


def show(db: Database, care: Care, workshop: Workshop) -> None:
    """Keep what all posts of a workshop should say; what its guide has lost is not shown any more."""
    guide, circle = care.library.guide(workshop.guide_id), circles.to_show(db, workshop.channel_id, care.now())
    if circle is None:
        return
    posts.put(db, Post(workshop.key, "message", workshop.channel_id, blocks.opening_message(workshop, guide)))
    so_far = workshop.steps_so_far(guide) if guide else ()
    gathered = harvest(db, care, workshop, guide) if guide else Harvest()
    for step in so_far:
        show_step(db, care, workshop, step.id, gathered)
    for place in range(len(so_far), MOST_STEPS):
        posts.withdraw(db, f"{workshop.key}:{place + 1}")
    if guide and workshop.is_over:
        summary = blocks.summary_message(workshop, guide, gathered, circle.zone)
        posts.put(db, Post(f"{workshop.key}:summary", "message", workshop.channel_id, summary))
    elif not guide:
        posts.withdraw(db, f"{workshop.key}:summary")


def show_step(db: Database, care: Care, workshop: Workshop, step_id: str, gathered: Harvest | None = None) -> None:
    """Keep what the post of a step in the workshop's thread should say now; `gathered` may be known already."""
    guide, circle = care.library.guide(workshop.guide_id), circles.to_show(db, workshop.channel_id, care.now())
    place = guide.place_of(step_id) if guide else None
    if guide is None or circle is None or place is None:
        return
    led_by_now = without_those_who_left(db, circle)
    leaders = sorted(led_by_now.facilitators | led_by_now.managers)
    gathered = gathered or harvest(db, care, workshop, guide)
    content = blocks.step_message(workshop, guide, guide.step[place], gathered, leaders, care.now(), circle.zone)
    posts.put(db, Post(f"{workshop.key}:{place + 1}", "message", workshop.channel_id, content, workshop.key))


def show_step_soon(db: Database, workshop: Workshop, guide: Guide, step: Step) -> None:
    """Have the post of a step brought up to date before the next delivery, once for all who answer until then."""
    posts_behind.put(db, f"{workshop.key}:{guide.step.index(step) + 1}", workshop.channel_id)


def show_place(db: Database, care: Care, workshop_id: int, place: int) -> None:
    """Keep what the post of a workshop's step should say now; `place` counts from 1."""
    workshop = workshops.get(db, workshop_id)
    guide = care.library.guide(workshop.guide_id) if workshop else None
    if workshop and guide and place <= len(guide.step):
        show_step(db, care, workshop, guide.step[place - 1].id)
    elif workshop:
        show(db, care, workshop)


def harvest(db: Database, care: Care, workshop: Workshop, guide: Guide) -> Harvest:
    """Return all that a workshop has gathered; ratings only once nobody can give any more."""
    circle = circles.to_show(db, workshop.channel_id, care.now())
    rating = guide.step_that("rate")
    is_closed = rating is not None and workshop.has_passed(guide, rating)
    earlier = workshops.before(db, workshop, EARLIER) if rating else []
    told = [Ratings(each.ended_at or each.moved_at, contributions.ratings(db, each.id)) for each in earlier]
    return Harvest(
        customers=contributions.of(db, workshop.id, "customer"),
        completions=contributions.of(db, workshop.id, "completion"),
        proposals=contributions.proposals(db, workshop.id),
        raters=contributions.raters(db, workshop.id),
        ratings=Ratings(workshop.moved_at, contributions.ratings(db, workshop.id)) if is_closed else None,
        earlier=told,
        definition=circle.definition if circle else "",
    )


def _standing(db: Database, care: Care, workshop: Workshop) -> Message:
    guide = care.library.guide(workshop.guide_id)
    return blocks.standing_message(workshop, guide, harvest(db, care, workshop, guide) if guide else Harvest())


def _keep(db: Database, care: Care, workshop: Workshop) -> None:
    workshops.put(db, workshop)
    show(db, care, workshop)


def _repeated(care: Care) -> list[Guide]:
    return [guide for guide in care.library.guides if guide.again_after_weeks]


def _again_key(last: Workshop, user_id: str) -> str:
    return f"{last.key}:again:{user_id}"


def _guide(care: Care, workshop: Workshop) -> Guide:
    guide = care.library.guide(workshop.guide_id)
    if guide is None:
        raise CareError("This workshop is not in my library any more, so I cannot go on. You can end it.")
    return guide

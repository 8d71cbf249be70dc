"""Who takes part in a circle: asked again at every act, and nobody does of whom it is not known."""

import asyncio
import logging
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from careapp.care import SLACK_TROUBLE, Care, person_from_slack, refusal_in
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.practice.person import Person
from careapp.practice.refusal import CareError
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import person as people

log = logging.getLogger(__name__)
_NOBODY = {"user_not_found", "user_not_visible"}
_LEARN_WITHIN = 2.0  # seconds, of the three in which Slack wants its ack


def circle_for(db: Database, channel_id: str, user_id: str) -> Circle | None:
    """Return the circle of a channel to those who take part in it, None to everybody else, as where there is none."""
    return circles.get(db, channel_id) if takes_part(db, channel_id, user_id) else None


def without_those_who_left(db: Database, circle: Circle) -> Circle:
    """Return a circle as those still in the workspace look after it."""
    known = people.of(db, circle.facilitators | circle.managers)
    gone = {user_id for user_id, person in known.items() if person.is_deleted}
    return replace(circle, facilitators=circle.facilitators - gone, managers=circle.managers - gone)


def takes_part(db: Database, channel_id: str, user_id: str) -> bool:
    """Say whether somebody is in a channel and may take part there."""
    person = people.get(db, user_id)
    return people.is_member(db, channel_id, user_id) and (person is None or person.can_take_part)


def manages(db: Database, circle: Circle, user_id: str) -> bool:
    """Say whether somebody is a manager of a circle, in its channel or not, whom Care knows and who may take part."""
    person = people.get(db, user_id)
    return user_id in circle.managers and person is not None and person.can_take_part


def all_taking_part(db: Database, channel_id: str) -> dict[str, Person]:
    """Return those who take part in a circle and whom Care knows, by id."""
    known = people.known_in(db, channel_id)
    return {user_id: person for user_id, person in known.items() if person.can_take_part}


def for_form(db: Database, channel_id: str, user_id: str) -> Circle:
    """Return the circle that a form is for; raise CareError where the person does not take part in it."""
    circle = circle_for(db, channel_id, user_id)
    if circle is None:
        raise CareError("You are not in that channel, so this cannot be kept there.")
    return circle


def come(db: Database, care: Care, channel_id: str, user_id: str) -> None:
    """Keep that a person came into a channel."""
    people.join(db, channel_id, user_id)
    care.heed(channel_id, user_id, is_in=True)


def go(db: Database, care: Care, channel_id: str, user_id: str) -> None:
    """Keep that a person left a channel."""
    people.leave(db, channel_id, user_id)
    care.heed(channel_id, user_id, is_in=False)


async def learn_members(care: Care, channel_id: str) -> None:
    """Keep who is in a channel as Slack tells it now; where it does not in time, what was known stays."""
    try:
        async with asyncio.timeout(_LEARN_WITHIN) as limit, care.members_of(channel_id) as members:
            limit.reschedule(None)  # Slack has told; what follows is kept, however long the disk takes
            fault("members.before_learning")
            async with care.store.transaction() as db:
                people.set_members(db, channel_id, members.user_ids)
            fault("members.after_learning")
    except SLACK_TROUBLE:
        return


async def meet(care: Care, user_id: str) -> None:
    """Learn about somebody in a channel, perhaps of another workspace, whom Slack's list of people lacks."""
    try:
        person = await ask_about(care, user_id)
    except SlackApiError as error:
        log.warning("%s cannot be asked about: %s", user_id, refusal_in(error) or "an unreadable answer")
        return
    if person is None:
        return
    fault("meet.before_keep")
    async with care.store.transaction() as db:
        people.put(db, [person])
    fault("meet.after_keep")


def meet_soon(db: Database, care: Care, user_id: str) -> None:
    """Have somebody met who does something of their own will and is not known: a newcomer, or forgotten before."""
    if people.get(db, user_id) is None:
        care.to_meet[user_id] = care.now()


async def ask_about(care: Care, user_id: str) -> Person | None:
    """Ask Slack who somebody is; None where it knows nobody, or shows them to nobody. Raises as Slack's client does."""
    fault("meet.before_call")
    try:
        found = await care.patient_slack.users_info(user=user_id)
    except SlackApiError as error:
        if refusal_in(error) not in _NOBODY:
            raise
        log.warning("%s cannot be asked about: %s", user_id, refusal_in(error))
        return None
    return person_from_slack(found["user"], care.team_id)

"""Who takes part in a circle: asked again at every act, and nobody does of whom it is not known."""

import logging

from slack_sdk.errors import SlackApiError

from careapp.care import Care, person_from_slack, refusal_in
from careapp.faults import fault
from careapp.practice.circle import Circle
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import person as people

log = logging.getLogger(__name__)


def circle_for(db: Database, channel_id: str, user_id: str) -> Circle | None:
    """Return the circle of a channel to those who take part in it, None to everybody else, as where there is none."""
    person = people.get(db, user_id)
    may = people.is_member(db, channel_id, user_id) and (person is None or person.can_take_part)
    return circles.get(db, channel_id) if may else None


async def meet(care: Care, user_id: str) -> None:
    """Learn from Slack about somebody in a channel, perhaps of another workspace, whom its list of people lacks."""
    fault("meet.before_call")
    try:
        found = await care.patient_slack.users_info(user=user_id)
    except SlackApiError as error:
        log.warning("%s cannot be asked about: %s", user_id, refusal_in(error) or "an unreadable answer")
        return
    fault("meet.before_keep")
    async with care.store.transaction() as db:
        people.put(db, [person_from_slack(found["user"], care.team_id)])
    fault("meet.after_keep")

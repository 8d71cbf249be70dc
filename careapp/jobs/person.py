"""Refresh Care's copy of the people of the workspace, and of who is in the circles' channels."""

import logging
from datetime import datetime

from slack_sdk.errors import SlackApiError

from careapp.acts.access import meet
from careapp.care import Care, person_from_slack, refusal_in
from careapp.faults import fault
from careapp.store import circle as circles
from careapp.store import person as people

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Ask Slack for everybody, and for the members of every circle; whom a stop kept from being met is met soon."""
    fault("people.before_call")
    users = [user async for page in await care.patient_slack.users_list(limit=1000) for user in page["members"]]
    fault("people.before_keep")
    async with care.store.transaction() as db:
        people.put(db, (person_from_slack(user, care.team_id) for user in users))
        care.to_meet.update(dict.fromkeys(people.returned(db), care.now()))
        channel_ids = [circle.channel_id for circle in circles.every(db)]
    for channel_id in channel_ids:
        await _refresh_members(care, channel_id)


async def _refresh_members(care: Care, channel_id: str) -> None:
    try:
        async with care.members_of(channel_id) as members:
            fault("members.before_keep")
            async with care.store.transaction() as db:
                people.set_members(db, channel_id, members.user_ids)
                unknown = people.unknown_in(db, channel_id)
    except SlackApiError as error:
        log.warning("the members of %s cannot be read: %s", channel_id, refusal_in(error) or "an unreadable answer")
        return
    fault("members.after_keep")
    for user_id in unknown:
        await meet(care, user_id)

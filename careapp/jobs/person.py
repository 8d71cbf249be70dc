"""Refresh Care's copy of the people of the workspace, and of who is in the circles' channels."""

import logging
from datetime import datetime

from slack_sdk.errors import SlackApiError

from careapp.care import Care, person_from_slack
from careapp.store import circle as circles
from careapp.store import person as people

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Ask Slack for everybody, and for the members of every circle."""
    users = [user async for page in await care.patient_slack.users_list(limit=1000) for user in page["members"]]
    async with care.store.transaction() as db:
        people.put(db, map(person_from_slack, users))
        channel_ids = [circle.channel_id for circle in circles.every(db)]
    for channel_id in channel_ids:
        await _refresh_members(care, channel_id)


async def _refresh_members(care: Care, channel_id: str) -> None:
    try:
        members = await care.members_of(channel_id)
    except SlackApiError as error:
        log.warning("the members of %s cannot be read: %s", channel_id, error.response["error"])
        return
    async with care.store.transaction() as db:
        people.set_members(db, channel_id, members)

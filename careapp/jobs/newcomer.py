"""Meet those who do something before Care knows who they are."""

import logging
from datetime import datetime

from careapp.acts import newcomer as acts
from careapp.care import SLACK_TROUBLE, Care, trouble

log = logging.getLogger(__name__)


async def run(care: Care, now: datetime) -> None:
    """Ask Slack about each of them; where it does not answer, they are asked about again at the next look."""
    while care.to_meet and not care.has_given_up:
        user_id, acted_at = care.to_meet.popitem()
        try:
            await acts.meet(care, user_id, acted_at)
        except SLACK_TROUBLE as error:
            care.to_meet.setdefault(user_id, acted_at)
            log.warning("%s cannot be asked about now: %s", user_id, trouble(error))
            return
        except Exception:
            care.to_meet.setdefault(user_id, acted_at)
            raise

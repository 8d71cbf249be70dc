"""A cheer: a person's reaction on a story or a kudos."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Subject = Literal["story", "kudos"]


@dataclass(frozen=True)
class Cheer:
    """One reaction of one person, put on or taken off. `event_ts` orders what Slack may deliver out of order."""

    subject: Subject
    subject_id: int
    user_id: str
    emoji: str
    is_on: bool
    event_ts: str


def counts(user_id: str, owners: Collection[str], bot_user_id: str) -> bool:
    """Say whether a person's reaction is a cheer: not on one's own, and not Care's mark."""
    return user_id not in (*owners, bot_user_id)

"""Look at how the practice lives in a circle."""

from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.health import Answering, Health, health, weeks_until
from careapp.store import Database
from careapp.store import round as rounds
from careapp.store import story as stories


def of_circle(db: Database, care: Care, circle: Circle) -> Health:
    """Return the health of a circle's practice as it is now."""
    begin, middle, end = weeks_until(care.now(), circle.zone)
    lately = Answering(*stories.told_and_answered(db, circle.channel_id, middle, end))
    before = Answering(*stories.told_and_answered(db, circle.channel_id, begin, middle))
    return health(lately, before, rounds.opened_between(db, circle.channel_id, middle, end))

"""Leave people in peace: on a pause, on a day without a story, in their quiet hours."""

from dataclasses import replace
from datetime import date, datetime, time

from careapp.acts.access import all_taking_part
from careapp.care import Care
from careapp.practice.occurrence import local_day
from careapp.practice.pause import read_back_on
from careapp.practice.rest import Rest, are_most_away
from careapp.store import Database
from careapp.store import person as people
from careapp.store import rest as rests


def pause(db: Database, care: Care, user_id: str, said: str) -> Rest:
    """Leave somebody in peace as long as they say; raise CareError where that cannot be read."""
    today = today_of(db, care, user_id)
    back_on = read_back_on(said, today)
    rest = replace(rests.get(db, user_id), is_paused=True, back_on=back_on, paused_on=None if back_on else today)
    rests.put(db, user_id, rest)
    return rest


def come_back(db: Database, care: Care, user_id: str) -> bool:
    """End somebody's pause, and today's rest; return whether they were away."""
    rest = rests.get(db, user_id)
    rests.put(db, user_id, replace(rest, is_paused=False, back_on=None, paused_on=None, not_today=None))
    return rest.is_away(today_of(db, care, user_id))


def rest_today(db: Database, care: Care, user_id: str) -> None:
    """Leave somebody in peace for the rest of their day; of the days before nothing is kept."""
    rests.put(db, user_id, replace(rests.get(db, user_id), not_today=today_of(db, care, user_id)))


def keep_quiet_hours(db: Database, user_id: str, *, begin: time | None = None, end: time | None = None) -> None:
    """Keep when somebody's quiet hours begin or end."""
    rest = rests.get(db, user_id)
    rests.put(db, user_id, replace(rest, quiet_from=begin or rest.quiet_from, quiet_until=end or rest.quiet_until))


def may_round_rest(db: Database, channel_id: str, at: datetime) -> bool:
    """Say whether most of those who take part in a circle are on a pause on their date of an instant."""
    here, paused = all_taking_part(db, channel_id), rests.pauses_in(db, channel_id)
    days = {who: local_day(at, person.zone) for who, person in here.items() if who in paused}
    away = [who for who, day in days.items() if paused[who].counts_as_away(day)]
    return are_most_away(len(away), len(here))


def today_of(db: Database, care: Care, user_id: str) -> date:
    """Return the date that somebody has now; UTC's where their zone is not known."""
    person = people.get(db, user_id)
    return local_day(care.now(), person.zone if person else "UTC")

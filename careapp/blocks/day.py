"""Days as people say them."""

from datetime import date

_A_WEEKDAY_SAYS_WHICH = 6  # days: on the seventh it would be today's own


def dated(day: date) -> str:
    """Return a day with its date, as in "Friday, 13 November"."""
    return f"{day:%A}, {day.day} {day:%B}"


def past_day(day: date, today: date | None = None) -> str:
    """Return a past day by its weekday where that is enough for who reads it on `today`, else with its date.

    Without `today` it is read nobody knows when.
    """
    is_near = today is not None and abs((today - day).days) <= _A_WEEKDAY_SAYS_WHICH
    return f"{day:%A}" if is_near else dated(day)

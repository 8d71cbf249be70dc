"""What came of a question: told in its circle once, shown to whoever asks, brought to managers who are elsewhere."""

from datetime import date, datetime

from careapp.acts import letter
from careapp.acts.access import manages
from careapp.blocks import pulse as blocks
from careapp.practice.circle import Circle
from careapp.practice.post import Post
from careapp.practice.pulse import Overview, OwedResult, Result
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import person as people
from careapp.store import post as posts
from careapp.store import pulse as pulses
from careapp.store import restore as restores

KIND = "pulse-result"
TREND = 13  # results, a quarter of a year where each week has one


def tell(db: Database, circle: Circle, result: Result, now: datetime) -> None:
    """Tell a result in its circle, and keep which of the managers do not see it there and are to be written to."""
    pulses.tell(db, result)
    _show(db, result)
    pulses.owe(db, result, [who for who in sorted(circle.managers) if _is_elsewhere(db, circle, who)], now)


def overview(db: Database, circle: Circle) -> Overview:
    """Return what those in a circle, and its managers, can see of its pulse."""
    open_ones = pulses.still_open(db, circle.channel_id)
    return Overview(tuple(pulses.results(db, circle.channel_id, TREND)), open_ones[-1] if open_ones else None)


def to_settle(db: Database, circle: Circle, now: datetime) -> list[OwedResult]:
    """Return which letters to managers can be written now, and which need not be any more.

    The others wait for the manager's good hours, until their time is over.
    """
    owed = pulses.owed(db, circle.channel_id)
    reached = letter.reached(db, [one.user_id for one in owed], KIND, now) if owed else ()
    return [one for one in owed if one.user_id in reached or _is_over(db, one, now)]


def settle(db: Database, owed: OwedResult, now: datetime) -> bool:
    """Bring a manager a result, unless they look after the circle no more, or see it in its channel.

    False where it is too late, as where there is a newer one.
    """
    circle = circles.get(db, owed.channel_id)
    if circle is None or not pulses.settle_owed(db, owed):
        return True
    if _is_over(db, owed, now):
        return False
    if _is_elsewhere(db, circle, owed.user_id):
        _write(db, circle, owed)
    return True


def _is_over(db: Database, owed: OwedResult, now: datetime) -> bool:
    newest = pulses.results(db, owed.channel_id, 1)
    return owed.is_over(newest[-1].week if newest else "", now)


def _write(db: Database, circle: Circle, owed: OwedResult) -> None:
    """Pages stand one after the other, each with its button; with words for a picture, which cannot be taken back."""
    told = [result for result in pulses.results(db, owed.channel_id, TREND) if result.week <= owed.week]
    for n, page in enumerate(blocks.result_letters(told, circle), 1):
        letter.send(db, owed.user_id, KIND, owed.key if n == 1 else f"{owed.key}:{n}", page)
    restores.doubt(db, owed.key, _monday_of(owed.week))


def _is_elsewhere(db: Database, circle: Circle, user_id: str) -> bool:
    return manages(db, circle, user_id) and not people.is_member(db, circle.channel_id, user_id)


def _show(db: Database, result: Result) -> None:
    results = pulses.results(db, result.channel_id, TREND)
    first, *more = blocks.result_messages(results)
    posts.put(db, Post(result.key, "message", result.channel_id, first))
    for n, page in enumerate(more, 2):
        posts.put(db, Post(f"{result.key}:{n}", "message", result.channel_id, page, result.key))
    if len(results) > 1:
        picture = blocks.trend_picture(results)
        posts.put(db, Post(f"{result.key}:picture", "picture", result.channel_id, picture, result.key))
    restores.doubt(db, result.key, _monday_of(result.week))


def _monday_of(week: str) -> date:
    return date.fromisoformat(f"{week}-1")

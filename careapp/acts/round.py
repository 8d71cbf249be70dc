"""Open a round, close it, and keep its post up to date."""

from dataclasses import replace
from datetime import date, datetime

from careapp.acts import behaviour as behaviour_acts
from careapp.acts import milestone as milestone_acts
from careapp.acts import prompt as prompt_acts
from careapp.acts import rest as rest_acts
from careapp.blocks import round as blocks
from careapp.blocks.milestone import milestone_blocks
from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.occurrence import SETTLED, local_day
from careapp.practice.post import Post
from careapp.practice.refusal import CareError
from careapp.practice.rest import MOST_ARE_AWAY
from careapp.practice.round import Due, Round, open_round, streak
from careapp.store import Database
from careapp.store import behind as posts_behind
from careapp.store import circle as circles
from careapp.store import post as posts
from careapp.store import restore as restores
from careapp.store import round as rounds
from careapp.store import story as stories


def settle_due(db: Database, care: Care, circle: Circle, due: Due, now: datetime) -> str:
    """Open a round that is due, or put it down as missed, unless its day has one; return what became of it."""
    if due.day in rounds.days_since(db, circle.channel_id, due.day):
        return SETTLED
    if because := _why_not(db, circle, due):
        rounds.put(db, Round(circle.channel_id, due.day, "missed", due.at, because))
        return because
    _open(db, care, circle, due.day, due.at, now)
    return "opened"


def open_now(db: Database, care: Care, circle: Circle, now: datetime) -> Round:
    """Open today's round by hand; raise CareError where it is open or over already."""
    if circle.state == "paused":
        raise CareError(f"This circle is paused, because {circle.paused_because}.")
    day = local_day(now, circle.zone)
    before = rounds.get(db, circle.channel_id, day)
    if before and before.state == "open":
        raise CareError("Today's round is open already. `/story` adds to it.")
    if before and before.state == "closed":
        raise CareError("Today's round was held already. A late story still counts: `/story` adds to it.")
    return _open(db, care, circle, day, now, now)


def close(db: Database, care: Care, round_: Round, now: datetime) -> None:
    """Close a round; its post becomes the summary."""
    rounds.close(db, round_)
    show(db, care, replace(round_, state="closed"), now)


def show(db: Database, care: Care, round_: Round, now: datetime) -> None:
    """Keep what a round's post should say now."""
    circle = circles.to_show(db, round_.channel_id, now)
    if circle is None:
        return
    held = streak(rounds.run_up_to(db, round_.channel_id, round_.day))
    told = stories.gathered(db, round_.channel_id, round_.day)
    latest = rounds.latest(db, round_.channel_id, now)
    is_latest = latest is None or latest.day == round_.day
    value = care.library.value(round_.value_id)
    reached = milestone_blocks(milestone_acts.of_round(db, circle, round_.day), care.library)
    content = blocks.round_message(round_, value, told, held, now, circle.zone, is_latest=is_latest, reached=reached)
    posts.put(db, Post(round_.key, "message", round_.channel_id, content, not_after=round_.shown_by(circle.zone)))


def give_up_unseen(db: Database, channel_id: str, because: str, now: datetime) -> None:
    """Put down as missed what opened in a channel that does not show it, and holds no story."""
    round_ = rounds.latest(db, channel_id, now)
    post = posts.get(db, round_.key) if round_ else None
    if round_ and post and not post.is_shown:
        miss_unseen(db, channel_id, round_.day, because)


def miss_unseen(db: Database, channel_id: str, day: date, because: str) -> None:
    """Put down as missed a round that nobody saw, unless it holds a story."""
    round_ = rounds.get(db, channel_id, day)
    if round_ and round_.told == 0:
        rounds.put(db, replace(round_, state="missed", reason=because))
        posts.withdraw(db, round_.key)


def show_day(db: Database, care: Care, channel_id: str, day: date | None, now: datetime) -> None:
    """Keep what the post of the round of a day should say now, where there is such a round."""
    round_ = rounds.get(db, channel_id, day) if day else None
    if round_ and round_.state != "missed":
        show(db, care, round_, now)


def show_soon(db: Database, channel_id: str, day: date | None) -> None:
    """Have the post of a day's round written anew before the next delivery, once for all that comes until then."""
    if day:
        posts_behind.put(db, f"round:{channel_id}:{day.isoformat()}", channel_id)


def _why_not(db: Database, circle: Circle, due: Due) -> str:
    if due.missed_because:
        restore = restores.last(db)
        is_lost = restore is not None and restore.lost(due.at)
        return "a backup from before it was restored" if is_lost else due.missed_because
    return MOST_ARE_AWAY if rest_acts.may_round_rest(db, circle.channel_id, due.at) else ""


def _open(db: Database, care: Care, circle: Circle, day: date, due_at: datetime, now: datetime) -> Round:
    round_ = open_round(circle, day, due_at, prompt_acts.of_day(db, care, circle, day), now)
    if behaviour := behaviour_acts.practised(db, circle, day):
        round_ = behaviour.ask_in(round_)
    before = rounds.latest(db, circle.channel_id, now)
    rounds.put(db, round_)
    show(db, care, round_, now)
    restores.doubt(db, round_.key, day)
    if before and before.day != day:
        show(db, care, before, now)  # it takes no late stories any more
    return round_

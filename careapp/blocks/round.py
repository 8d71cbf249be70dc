"""The round's post: the question while it is open, the summary afterwards."""

from collections.abc import Sequence
from datetime import datetime

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    Message,
    actions,
    button,
    context,
    counted,
    escape,
    header,
    local_time,
    message,
    section,
    whisper,
)
from careapp.blocks.rich_text import plain_words, rich_text, user, users
from careapp.blocks.rich_text import section as paragraph
from careapp.library import Value
from careapp.practice.occurrence import local
from careapp.practice.round import Round
from careapp.practice.story import Gathered

_NAMED = 60


def round_message(
    round_: Round,
    value: Value | None,
    told: Gathered,
    streak: int,
    now: datetime,
    zone: str,
    *,
    is_latest: bool = True,
    reached: Sequence[Block] = (),
) -> Message:
    """Return the round's post as it should read now; `reached` is what is worth a line in the end."""
    if round_.state == "open":
        return open_message(round_, value, told, now, zone)
    return summary_message(round_, value, told, streak, is_latest=is_latest, reached=reached)


def open_message(round_: Round, value: Value | None, told: Gathered, now: datetime, zone: str) -> Message:
    """Return the question of the day with its buttons, who has shared, and how long there is."""
    blocks = [
        header("Five minutes for care"),
        rich_text(paragraph(plain_words(round_.prompt, bold=True))),
        *_value(value),
        actions(
            button("Share a story", ids.ROUND_TELL, round_.channel_id, "primary"),
            button("Not today", ids.ROUND_REST, round_.channel_id),
        ),
        context(_until(round_, now, zone)),
        *_lateness(round_, zone),
        *_tellers("Shared so far: ", told),
    ]
    return message("Today's five minutes for care are open.", blocks)


def summary_message(
    round_: Round,
    value: Value | None,
    told: Gathered,
    streak: int,
    *,
    is_latest: bool = True,
    reached: Sequence[Block] = (),
) -> Message:
    """Return what a round came to, with room for late stories while it is the circle's latest."""
    late = [actions(button("Add a late story", ids.ROUND_TELL, round_.channel_id))] if is_latest else []
    blocks = [
        header(f"Our round of {round_.day:%A}, {round_.day.day} {round_.day:%B}"),
        section(_summary(told, streak, is_latest)),
        *_tellers("Told by ", told),
        *reached,
        rich_text(paragraph(plain_words(round_.prompt, italic=True))),
        *_value(value),
        *late,
    ]
    return message(f"The round of {round_.day:%A} is closed: {counted(told.stories, 'story', 'stories')}.", blocks)


def rest_message() -> Message:
    """Return the answer to [Not today]."""
    return whisper("That is a full answer. I ask you nothing more today. Until tomorrow! :wave:")


def opened_message(round_: Round) -> Message:
    """Return the answer to whoever opened a round by hand."""
    return whisper(f"The round is open for {round_.minutes_left(round_.opened_at or round_.due_at)} minutes.")


def _summary(told: Gathered, streak: int, is_latest: bool) -> str:
    if not told.stories:
        return "No story this time." + " A late one still counts until the next round opens." * is_latest
    parts = [f"*{counted(told.stories, 'story', 'stories')}* by {counted(len(told.tellers), 'person', 'people')}"]
    parts += [counted(told.cheers, "cheer", "cheers")] if told.cheers else []
    parts += [f":fire: {streak} rounds held in a row"] if streak > 1 else []
    return "  ·  ".join(parts)


def _until(round_: Round, now: datetime, zone: str) -> str:
    assert round_.closes_at
    clock_time = f"{local(round_.closes_at, zone):%H:%M}"
    left = counted(round_.minutes_left(now), "minute", "minutes")
    return f"Open until {local_time(round_.closes_at, clock_time)}, {left} left  ·  Or simply reply in the thread."


def _lateness(round_: Round, zone: str) -> list[Block]:
    late = counted(round_.minutes_late(), "minute", "minutes")
    said = f"I was not awake at {local(round_.due_at, zone):%H:%M}, so we begin {late} late today."
    return [context(said)] if round_.minutes_late() else []


def _value(value: Value | None) -> list[Block]:
    return [context(f":{value.emoji}: *{escape(value.name)}*  ·  {escape(value.says)}")] if value else []


def _tellers(label: str, told: Gathered) -> list[Block]:
    tellers = told.tellers
    if not tellers:
        return []
    if len(tellers) <= _NAMED:
        return [rich_text(paragraph(plain_words(label), *users(tellers)))]
    named = [part for who in tellers[:_NAMED] for part in (user(who), plain_words(", "))]
    return [rich_text(paragraph(plain_words(label), *named, plain_words(f"and {len(tellers) - _NAMED} more")))]

"""Being left in peace: the answers to `/care pause` and `/care back`, and a person's part of Home."""

from datetime import date

from careapp.blocks import ids
from careapp.blocks.day import dated
from careapp.blocks.kit import Block, Message, actions, button, context, section, time_input, whisper
from careapp.practice.rest import Rest


def away_message(rest: Rest) -> Message:
    """Return the answer to whoever goes on a pause."""
    until = f"Until {dated(rest.back_on)}, when you are back," if rest.back_on else "Until you type `/care back`"
    return whisper(
        f"All right. {until} I write to you only when a colleague thanks you or a circle of yours needs you. "
        "Your circles go on, and nothing is expected of you.",
        actions(button("I am back", ids.REST_BACK)),
    )


def back_message(was_away: bool) -> Message:
    """Return the answer to whoever is back."""
    return whisper("Welcome back! :wave:" if was_away else "You are not on a pause. Good to have you here!")


def rest_blocks(rest: Rest, today: date) -> list[Block]:
    """Return the part of Home about a person's peace: their pause on a date of theirs, and their quiet hours."""
    begin = {**time_input(f"{rest.quiet_from:%H:%M}"), "action_id": ids.REST_QUIET_FROM}
    end = {**time_input(f"{rest.quiet_until:%H:%M}"), "action_id": ids.REST_QUIET_UNTIL}
    return [
        *(_pause(rest) if rest.is_away(today) else []),
        section("*Quiet hours*\nBetween these two times I send you nothing by myself, by your own clock."),
        actions(begin, end),
        context("The same time twice means no quiet hours. `/care pause until Friday` is for days off."),
    ]


def _pause(rest: Rest) -> list[Block]:
    until = f"until {dated(rest.back_on)}" if rest.back_on else "until you say that you are back"
    return [section(f":palm_tree: You are on a pause {until}.", button("I am back", ids.REST_BACK))]

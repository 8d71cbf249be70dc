"""The five people of the front line: what they do on a day, and where they find what Care shows them."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from tests.journeys.month.seen import key_of
from tests.team import BERLIN, Team, words

FRONTLINE = "care-frontline"
FIVE = ("jonas", "maya", "priya", "sam", "tomasz")
Message = dict[str, Any]
Step = Callable[[Team], Awaitable[None]]


def at(when: str) -> datetime:
    """Return a moment in Berlin, as in `2026-11-02 09:00`."""
    return datetime.fromisoformat(when).replace(tzinfo=BERLIN)


async def live_until(team: Team, moment: datetime) -> None:
    """Go on to a moment, and see every morning at nine on the way: Care is awake all night."""
    morning = team.sandbox.clock.now().astimezone(BERLIN).replace(hour=9, minute=0, second=0, microsecond=0)
    while (morning := morning + timedelta(days=1)) < moment:
        await team.at(morning)
    await team.at(moment)


async def tell(team: Team, who: str, text: str, **more: Any) -> None:
    """Tell a story, in the form where there is more to it than its words."""
    await team.command(who, FRONTLINE, "/story" if more else f"/story {text}")
    if more:
        told = await team.submit(who, text=text, **more)
        assert told["ok"], told


async def cheer(team: Team, who: str, said: str) -> None:
    """Cheer for the message that says this."""
    await team.react(who, FRONTLINE, shown(team, said)["ts"], "tada")


def shown(team: Team, said: str, where: str = FRONTLINE) -> Message:
    """Return the latest message in a channel, its threads included, whose notification or words say this."""
    found = all_shown(team, said, where)
    assert found, f"nobody sees {said!r} in {where}"
    return found[-1]


def all_shown(team: Team, said: str, where: str = FRONTLINE) -> list[Message]:
    """Return the messages in a channel that say this, oldest first; `where` may be somebody's `@handle`."""
    kept = team.sandbox.slack.workspace.channels[team.channel_id(where)].messages.values()
    found = [message for message in kept if said in message.get("text", "") or said in words(message)]
    return sorted(found, key=lambda message: float(message["ts"]))


def todays_round(team: Team) -> Message:
    """Return the post of the latest round."""
    return [message for message in team.from_care(FRONTLINE) if key_of(message).startswith("round:")][-1]


def under(message: Message, said: str) -> Message:
    """Return a message with only those of its blocks that follow what it says there."""
    at = next(n for n, block in enumerate(message["blocks"]) if said in words({"blocks": [block]}))
    return {**message, "blocks": message["blocks"][at + 1 :]}

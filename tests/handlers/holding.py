"""Holding a workshop, as its facilitator and the others in the channel do."""

from typing import Any

from careapp.acts import contribution as contribution_acts
from careapp.acts import workshop as acts
from careapp.store import contribution as contributions
from careapp.store import workshop as workshops
from tests.team import Team, words

FRONTLINE = "care-frontline"


async def begin(team: Team, name: str, who: str = "maya") -> str:
    """Choose a workshop from the list, and return the ts of the post under which it is held."""
    await team.command(who, FRONTLINE, "/care workshop")
    listed = team.whispers(who, FRONTLINE)[-1]
    block = next(b for b in listed["blocks"] if name in str(b.get("text", {})) and "accessory" in b)
    await team._act(who, FRONTLINE, listed, block["accessory"]["action_id"], block["block_id"], {"type": "button"})
    return str([m for m in team.from_care(FRONTLINE) if words(m).startswith(name)][-1]["ts"])


def thread(team: Team, ts: str) -> list[str]:
    """Return what Care said in a workshop's thread."""
    return [words(message) for message in team.from_care(FRONTLINE, ts)]


def step(team: Team, ts: str) -> dict[str, Any]:
    """Return the post of the step that is at hand."""
    return next(m for m in reversed(team.from_care(FRONTLINE, ts)) if words(m).startswith("*Step"))


async def lead(team: Team, ts: str, button: str, who: str = "maya") -> dict[str, Any]:
    """Press one of the buttons that lead a workshop."""
    return await team.click(who, FRONTLINE, step(team, ts), f"workshop.{button}")


async def answer(team: Team, ts: str, who: str, **fields: Any) -> dict[str, Any]:
    """Open the form of the step at hand, and send it filled in."""
    await team.click(who, FRONTLINE, step(team, ts), "workshop.answer")
    return await team.submit(who, **fields)


async def held_up_to_its_second_step(team: Team, channel_id: str, said: str) -> int:
    """Hold a workshop on the definition in any channel; Priya has said something, and proposed it. Return its id."""
    async with team.care.store.transaction() as db:
        acts.begin(db, team.care, channel_id, "definition", "UMAYA")
        held = workshops.current(db, channel_id)
        assert held
        at = contribution_acts.asked(db, team.care, held.id, "wish", "UPRIYA")
        contribution_acts.give(db, team.care, at, "UPRIYA", {"words": said}, "as_written")
        acts.move_on(db, team.care, held.id, "wish", "UMAYA")
        contributions.put(db, held.id, "sentence", "UPRIYA", [("", said)])
    await team.settle()
    return held.id

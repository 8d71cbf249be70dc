"""What people click inside a form that they have open."""

from typing import Any

from careapp.demo.replay import person
from tests.team import Team


async def press(team: Team, who: str, action_id: str, *, on: str = "", choose: str = "") -> dict[str, Any]:
    """Press a button of the form a person has open; `on` is what stands beside it, `choose` what a menu offers."""
    view = team.form(who)
    block_id, element = next(_found(view, action_id, on))
    taken = {"type": element["type"]}
    if choose:
        taken["selected_option"] = next(each for each in element["options"] if choose in each["text"]["text"])
    delivery = await team.sandbox.act(
        "action", user=person(who), view_id=view["id"], action_id=action_id, block_id=block_id, element=taken
    )
    await team.settle()
    return dict(delivery)


def _found(view: dict[str, Any], action_id: str, on: str) -> Any:
    for block in view["blocks"]:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("action_id") == action_id and on in str(block.get("text", "")):
                yield block["block_id"], element

"""The options of selects with an external source: asked of the app while a person types."""

from careapp.sandbox.block_kit.composition import OPTION, plain
from careapp.sandbox.block_kit.rules import one_of
from careapp.sandbox.block_kit.schema import array, shape
from careapp.sandbox.element_values import find_element
from careapp.sandbox.interactions import interact
from careapp.sandbox.payloads import interaction
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.surfaces import Surface
from careapp.sandbox.workspace import Person

LEAST_TYPED = 3  # characters, where the element does not say
OPTIONS = array(OPTION, 100)
GROUPS = array(shape({"label": plain(75), "options": OPTIONS}), 100)
ANSWER = shape({}, {"options": OPTIONS, "option_groups": GROUPS}, one_of("options", "option_groups"))


async def suggest(slack: Slack, person: Person, surface: Surface, asked: Json) -> Json:
    """The options or option_groups for what was typed; none, unasked, where that is too short.

    `asked` holds `action_id`, `block_id` and `value`. Where the app does not answer, or with what Slack does not
    take, the answer has `ok: false` and an `error`.
    """
    _, element = find_element(surface.blocks, asked["block_id"], asked["action_id"])
    if not element["type"].endswith("external_select"):
        raise ControlError(f"The element {asked['action_id']} has its own options.")
    if len(asked["value"]) < element.get("min_query_length", LEAST_TYPED):
        return {"options": []}
    payload = interaction(slack, "block_suggestion", person) | asked | surface.named
    ack = await interact(slack, asked["action_id"], payload)
    if ack.error:
        return {"ok": False, "error": ack.error}
    answer = {name: each for name, each in (ack.payload or {}).items() if name in ("options", "option_groups")}
    found = [finding.sentence for finding in ANSWER(answer, "")]
    return {"ok": False, "error": "invalid_options", "detail": found} if found else answer

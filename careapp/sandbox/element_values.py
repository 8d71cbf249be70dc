"""The values of inputs: what an element starts with, what a person may give it, what it still lacks."""

from collections.abc import Iterator
from typing import Any

from careapp.sandbox.block_kit.nesting import elements_at, nested
from careapp.sandbox.input_checks import complaint
from careapp.sandbox.refusals import ControlError, Json

REQUIRED = "Please complete this required field."

# Per element type: the field of its state, the field it starts from, and its value while empty.
FIELDS: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "radio_buttons": ("selected_option", "initial_option", None),
    "file_input": ("files", "", []),
}
KINDS: dict[str, Any] = {"rich_text_value": dict, "selected_option": (dict, str), "selected_date_time": int}
Values = dict[str, dict[str, Json]]


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each block with each element in it that a person can act on, those in containers and carousels too."""
    for _, block in nested(blocks):
        for _, element in elements_at(block):
            if "action_id" in element:
                yield block, element


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """The block and the element with these ids; raises ControlError where there are none."""
    for block, element in elements_of(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return block, element
    raise ControlError(f"There is no element {action_id} in a block {block_id}.")


def initial_values(blocks: list[Json]) -> Values:
    """The state of all inputs before anyone touched them."""
    values: Values = {}
    for block, element in elements_of(blocks):
        if element["type"] in FIELDS:
            field, initial, empty = FIELDS[element["type"]]
            state = {"type": element["type"], field: element.get(initial, empty)}
            values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def kept_values(blocks: list[Json], before: Values) -> Values:
    """The state after an update: kept where block_id, action_id and type stay, else initial."""
    values = initial_values(blocks)
    for block_id, actions in values.items():
        for action_id, state in actions.items():
            old = before.get(block_id, {}).get(action_id)
            if old and old["type"] == state["type"]:
                actions[action_id] = old
    return values


def given_values(blocks: list[Json], before: Values, given: Any) -> Values:
    """The state after a person filled in `given`, a state in Slack's shape; raises ControlError on a misfit."""
    values = {block_id: dict(actions) for block_id, actions in before.items()}
    for block_id, actions in _pairs(given):
        for action_id, state in _pairs(actions):
            _, element = find_element(blocks, block_id, action_id)
            values.setdefault(block_id, {})[action_id] = element_state(element, state)
    return values


def element_state(element: Json, given: Any) -> Json:
    """One input's state with options completed; raises ControlError for what cannot be chosen there."""
    if element["type"] not in FIELDS or not isinstance(given, dict):
        raise ControlError(f"The element {element['action_id']} takes no such value.")
    field, _, empty = FIELDS[element["type"]]
    value = given.get(field, empty)
    value = empty if value is None else value
    if value is not None and not isinstance(value, list if empty == [] else KINDS.get(field, str)):
        raise ControlError(f"The element {element['action_id']} takes no such {field}.")
    if isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        raise ControlError(f"The element {element['action_id']} takes {element['max_selected_items']} at most.")
    if field in ("selected_option", "selected_options"):
        value = _chosen(element, value)
    return {"type": element["type"], field: value}


def chosen_feedback(element: Json, given: Json) -> Json:
    """The one of two feedback buttons with the value that was given."""
    for button in (element["positive_button"], element["negative_button"]):
        if button["value"] == given.get("value"):
            return {**button, "type": element["type"]}
    raise ControlError(f"The element {element['action_id']} has no button {given.get('value')!r}.")


def missing(blocks: list[Json], values: Values) -> dict[str, str]:
    """What Slack itself asks a person to mend before it submits: block_id to sentence."""
    errors = {}
    for block, element in elements_of(blocks):
        if block["type"] == "input":
            state = values.get(block["block_id"], {}).get(element["action_id"], {})
            value = state.get(FIELDS[element["type"]][0])
            is_empty = value is None or value in ("", [])
            error = (not block.get("optional") and REQUIRED) if is_empty else complaint(element, value)
            if error:
                errors[block["block_id"]] = error
    return errors


def _chosen(element: Json, value: Any) -> Any:
    if isinstance(value, list):
        return [_option(element, each) for each in value]
    return None if value is None else _option(element, value)


def _option(element: Json, given: Any) -> Json:
    if element["type"].endswith("external_select"):
        return _suggested(element, given)
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(each for group in groups for each in group["options"])]
    wanted = given.get("value") if isinstance(given, dict) else given
    for option in options:
        if option.get("value") == wanted:
            return dict(option)
    raise ControlError(f"The element {element['action_id']} has no option {wanted!r}.")


def _suggested(element: Json, given: Any) -> Json:
    """An option as the app suggested it: nobody but the page still knows it, so it must come whole."""
    whole = isinstance(given, dict) and isinstance(given.get("value"), str) and isinstance(given.get("text"), dict)
    if not whole:
        raise ControlError(f"The element {element['action_id']} takes a whole option, with its text and value.")
    return dict(given)


def _pairs(given: Any) -> list[tuple[str, Any]]:
    if given is None:
        return []
    if not isinstance(given, dict):
        raise ControlError("Values are objects: {block_id: {action_id: state}}.")
    return list(given.items())

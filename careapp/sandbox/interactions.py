"""What a person does to the app: commands, clicks and shortcuts, each up to the app's ack."""

from typing import Any

from careapp.sandbox.channel import Channel
from careapp.sandbox.deliveries import Ack
from careapp.sandbox.element_values import FIELDS, Values, chosen_feedback, element_state, find_element, given_values
from careapp.sandbox.installation import need_app
from careapp.sandbox.messaging import shown
from careapp.sandbox.payloads import command_payload, interaction, where
from careapp.sandbox.permits import ResponseUrl
from careapp.sandbox.refusals import ControlError, Json, SlackError
from careapp.sandbox.responses import respond
from careapp.sandbox.slack import Slack
from careapp.sandbox.strangers import refuse_strangers
from careapp.sandbox.surfaces import Surface, message_surface, view_surface
from careapp.sandbox.typed_text import command_text
from careapp.sandbox.workspace import Person

# What an action repeats of its element: an input beside what was chosen, a button instead.
OF_INPUT = ("placeholder", "confirm", *{initial for _, initial, _ in FIELDS.values() if initial})
OF_BUTTON = ("text", "value", "style", "url", "confirm")


def delivery_of(ack: Ack, **more: Any) -> Json:
    """`Delivery` of docs/sandbox.md."""
    body: Json = {"ok": ack.error is None, "acked": ack.error is None, "ms": round(ack.ms, 2)}
    if ack.error:
        body["error"] = ack.error
    return body | {name: value for name, value in more.items() if value}


async def run_command(slack: Slack, person: Person, channel: Channel, command: str, typed: str) -> Json:
    """Types a slash command; what its ack carries is shown as Slack would."""
    need_app(slack)
    declared = slack.manifest.commands.get(command)
    if declared is None:
        raise ControlError(f"{command} is not a command of this workspace.")
    text = command_text(slack.workspace, typed, declared.should_escape)
    payload = command_payload(slack, person, channel, command, text)
    ack = await slack.deliveries.deliver("slash_commands", command, payload)
    if ack.payload:
        permit = ResponseUrl(person.id, channel.id, slack.clock.now())
        try:
            respond(slack, permit, ack.payload)
        except SlackError as refusal:
            return delivery_of(ack) | {"ok": False, "error": "invalid_command_response", "detail": refusal.error}
    return delivery_of(ack)


async def act_on_message(slack: Slack, person: Person, channel: Channel, ts: str, action: Json, values: Any) -> Json:
    """Clicks or chooses in a message of the app."""
    surface = message_surface(channel, person, ts, action["block_id"])
    taken, state = _taken(slack, person, surface, action, values)
    payload = interaction(slack, "block_actions", person) | surface.named
    payload.update(state={"values": state}, actions=[taken])
    ephemeral = surface.named["container"]["is_ephemeral"]
    payload["response_url"] = slack.url + slack.permits.new_response_path(person.id, channel.id, ts, ephemeral)
    payload["trigger_id"] = slack.permits.new_trigger(person.id, channel.id)
    return delivery_of(await interact(slack, taken["action_id"], payload))


async def act_on_view(slack: Slack, person: Person, view: Json, action: Json, values: Any) -> Json:
    """Clicks or chooses in a modal or in App Home."""
    surface = view_surface(view)
    taken, state = _taken(slack, person, surface, action, values)
    view["state"] = {"values": state}
    payload = interaction(slack, "block_actions", person) | surface.named | {"actions": [taken]}
    payload["trigger_id"] = slack.permits.new_trigger(person.id, slack.views.origin_of(person.id))
    return delivery_of(await interact(slack, taken["action_id"], payload))


async def use_shortcut(slack: Slack, person: Person, callback_id: str, message: tuple[Channel, Json] | None) -> Json:
    """Uses a declared shortcut, a message shortcut on its message."""
    wanted = "message" if message else "global"
    declared = {(each.callback_id, each.type) for each in slack.manifest.shortcuts}
    if (callback_id, wanted) not in declared:
        raise ControlError(f"There is no {wanted} shortcut {callback_id}.")
    if not message:
        payload = interaction(slack, "shortcut", person)
        payload.update(callback_id=callback_id, action_ts=_now(slack))
        payload["trigger_id"] = slack.permits.new_trigger(person.id)
        return delivery_of(await interact(slack, callback_id, payload))
    channel, target = message
    payload = interaction(slack, "message_action", person)
    payload.update(callback_id=callback_id, action_ts=_now(slack), channel=where(channel))
    payload.update(message=shown(target), message_ts=target["ts"])
    path = slack.permits.new_response_path(person.id, channel.id, target["ts"])
    payload["response_url"] = slack.url + path
    payload["trigger_id"] = slack.permits.new_trigger(person.id, channel.id)
    return delivery_of(await interact(slack, callback_id, payload))


async def interact(slack: Slack, name: str, payload: Json) -> Ack:
    """Sends an interaction and waits for its ack."""
    need_app(slack)
    if not slack.manifest.interactive:
        raise ControlError("The manifest does not enable interactivity.")
    return await slack.deliveries.deliver("interactive", name, payload)


def _taken(slack: Slack, person: Person, surface: Surface, action: Json, values: Any) -> tuple[Json, Values]:
    """The action as Slack sends it, and the state with it and with what else the person filled in."""
    taken = _action(slack, surface.blocks, action)
    state = given_values(surface.blocks, surface.values, values)
    refuse_strangers(slack, person, values, {taken["block_id"]: {taken["action_id"]: taken}})
    return taken, _with_action(state, taken)


def _action(slack: Slack, blocks: list[Json], action: Json) -> Json:
    block_id, action_id, given = action["block_id"], action["action_id"], action["element"]
    block, element = find_element(blocks, block_id, action_id)
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise ControlError(f"The input {action_id} sends no actions: its block has no dispatch_action.")
    if given.get("type", element["type"]) != element["type"]:
        raise ControlError(f"The element {action_id} is a {element['type']}.")
    taken: Json = {"type": element["type"], "action_id": action_id, "block_id": block_id}
    if element["type"] in FIELDS:
        taken.update(element_state(element, given))
    elif element["type"] == "overflow":
        taken.update(element_state(element | {"type": "static_select"}, given), type="overflow")
    elif element["type"] == "feedback_buttons":
        element = chosen_feedback(element, given)
    repeated = OF_INPUT if element["type"] in FIELDS else OF_BUTTON
    taken.update({key: element[key] for key in repeated if key in element})
    return taken | {"action_ts": _now(slack)}


def _with_action(values: dict[str, dict[str, Json]], taken: Json) -> dict[str, dict[str, Json]]:
    if taken["type"] not in FIELDS:
        return values
    field = FIELDS[taken["type"]][0]
    state = {"type": taken["type"], field: taken[field]}
    return values | {taken["block_id"]: values.get(taken["block_id"], {}) | {taken["action_id"]: state}}


def _now(slack: Slack) -> str:
    return f"{slack.clock.seconds():.6f}"

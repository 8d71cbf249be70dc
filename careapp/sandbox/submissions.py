"""Modals sent and closed: the state that goes to the app, and what its answer does to the stack."""

from typing import Any

from careapp.sandbox.deliveries import Ack
from careapp.sandbox.element_values import elements_of, given_values, missing
from careapp.sandbox.interactions import delivery_of, interact
from careapp.sandbox.payloads import interaction
from careapp.sandbox.refusals import ControlError, Json, SlackError
from careapp.sandbox.slack import Slack
from careapp.sandbox.strangers import refuse_strangers
from careapp.sandbox.view_content import new_view, show_stack, view_content
from careapp.sandbox.workspace import Person


async def submit(slack: Slack, person: Person, view: Json, values: Any) -> Json:
    """Submits a modal; `errors` hold what Slack or the app wants mended, by block_id."""
    if view["type"] != "modal":
        raise ControlError("Only a modal can be submitted.")
    if not view["submit"]:
        raise ControlError("The modal has no button to submit it.")
    given = given_values(view["blocks"], view["state"]["values"], values)
    refuse_strangers(slack, person, values)
    view["state"] = {"values": given}
    lacking = missing(view["blocks"], view["state"]["values"])
    if lacking:
        return {"ok": False, "acked": False, "ms": 0, "errors": lacking}
    payload = interaction(slack, "view_submission", person)
    payload.update(trigger_id=slack.permits.new_trigger(person.id, slack.views.origin_of(person.id)), view=view)
    payload["response_urls"] = _response_urls(slack, person, view)
    ack = await interact(slack, view["callback_id"] or view["id"], payload)
    if ack.error:
        return delivery_of(ack)
    try:
        return _answered(slack, person, view, ack)
    except SlackError as refusal:
        detail = [refusal.error, *refusal.messages]
        return delivery_of(ack) | {"ok": False, "error": "invalid_response_action", "detail": detail}


async def close(slack: Slack, person: Person, view: Json, is_cleared: bool) -> None:
    """Closes a modal, or with `is_cleared` the whole stack, and tells the app where it asked for it."""
    if view["type"] != "modal":
        raise ControlError("Only a modal can be closed.")
    everything = is_cleared or view["clear_on_close"]
    closed = slack.views.close(person.id, view, everything)
    show_stack(slack, person.id)
    for each in closed:
        if each["notify_on_close"]:
            payload = interaction(slack, "view_closed", person) | {"view": each, "is_cleared": everything}
            await interact(slack, each["callback_id"] or each["id"], payload)


def _answered(slack: Slack, person: Person, view: Json, ack: Ack) -> Json:
    answer = ack.payload or {}
    action = answer.get("response_action")
    match action:
        case "errors":
            errors = _errors(view, answer.get("errors"))
            return delivery_of(ack, errors=errors, response_action=action) | {"ok": False}
        case "update":
            content = view_content(slack, answer.get("view"), "modal")
            slack.views.replace(view, content, slack.clock.seconds())
            show_stack(slack, person.id, view)
        case "push":
            content = view_content(slack, answer.get("view"), "modal")
            above = new_view(slack, content, slack.views.origin_of(person.id))
            slack.views.push(person.id, above)
            show_stack(slack, person.id, above)
        case None | "clear":
            _close_if_open(slack, person, view, everything=action == "clear")
        case _:
            raise SlackError("invalid_arguments", "unknown response_action")
    return delivery_of(ack, response_action=action)


def _close_if_open(slack: Slack, person: Person, view: Json, everything: bool) -> None:
    if any(each is view for each in slack.views.stack_of(person.id)):
        slack.views.close(person.id, view, everything)
    show_stack(slack, person.id)


def _errors(view: Json, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise SlackError("invalid_arguments", "errors must be keyed by the block_ids of input blocks")
    return {block_id: str(text) for block_id, text in errors.items()}


def _response_urls(slack: Slack, person: Person, view: Json) -> list[Json]:
    urls = []
    for block, element in elements_of(view["blocks"]):
        state = view["state"]["values"].get(block["block_id"], {}).get(element["action_id"], {})
        channel_id = state.get("selected_conversation") or state.get("selected_channel")
        if element.get("response_url_enabled") and channel_id in slack.workspace.channels:
            path = slack.permits.new_response_path(person.id, channel_id)
            ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
            urls.append(ids | {"channel_id": channel_id, "response_url": slack.url + path})
    return urls

"""views.open, views.push, views.update and views.publish."""

from typing import Any

from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.slack import Slack
from careapp.sandbox.view_content import new_view, show_home, show_stack, view_content


def open_view(call: Call) -> Json:
    """Opens a modal for the person whose act the trigger stands for."""
    content = view_content(call.slack, _view(call), "modal")
    trigger = call.slack.permits.exchange(_trigger_id(call))
    view = new_view(call.slack, content, trigger.channel_id)
    call.slack.views.open(trigger.user_id, view, trigger.channel_id)
    show_stack(call.slack, trigger.user_id, view)
    return {"view": view}


def push_view(call: Call) -> Json:
    """Puts a modal on top of the person's open ones."""
    content = view_content(call.slack, _view(call), "modal")
    trigger = call.slack.permits.exchange(_trigger_id(call))
    view = new_view(call.slack, content, call.slack.views.origin_of(trigger.user_id))
    call.slack.views.push(trigger.user_id, view)
    show_stack(call.slack, trigger.user_id, view)
    return {"view": view}


def update_view(call: Call) -> Json:
    """Changes an open view, wherever it is in the stack."""
    content = view_content(call.slack, _view(call), "modal", "home")
    if not call.text("view_id") and not call.text("external_id"):
        raise SlackError("invalid_arguments", "missing required field: view_id")
    user_id, view = call.slack.views.find(call.text("view_id"), call.text("external_id"))
    if content["type"] != view["type"]:
        raise SlackError("invalid_arguments", "a view cannot change its type [json-pointer:/view/type]")
    _check_hash(call, view)
    call.slack.views.replace(view, content, call.slack.clock.seconds())
    _show(call.slack, user_id, view)
    return {"view": view}


def publish_view(call: Call) -> Json:
    """Makes a view a person's App Home."""
    slack = call.slack
    if not slack.manifest.home_enabled:
        raise SlackError("not_enabled")
    content = view_content(slack, _view(call), "home")
    user_id = call.text("user_id")
    if user_id not in slack.workspace.people or slack.workspace.people[user_id].deleted:
        raise SlackError("invalid_arguments", "invalid `user_id`")
    view = slack.views.homes.get(user_id)
    if view:
        _check_hash(call, view)
        slack.views.replace(view, content, slack.clock.seconds())
    else:
        view = new_view(slack, content, None)
        slack.views.publish(user_id, view)
    show_home(slack, user_id, view)
    return {"view": view}


def _view(call: Call) -> Any:
    view = call.data("view", "invalid_arguments")
    if view is None:
        raise SlackError("invalid_arguments", "missing required field: view")
    return view


def _trigger_id(call: Call) -> str:
    trigger_id = call.text("trigger_id")
    if trigger_id.count(".") != 2:
        raise SlackError("invalid_arguments", "invalid `trigger_id`")
    return trigger_id


def _check_hash(call: Call, view: Json) -> None:
    if call.text("hash", view["hash"]) != view["hash"]:
        raise SlackError("hash_conflict")


def _show(slack: Slack, user_id: str, view: Json) -> None:
    if view["type"] == "home":
        show_home(slack, user_id, view)
    else:
        show_stack(slack, user_id, view)

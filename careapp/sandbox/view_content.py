"""Views on their way in (checked, completed) and out (shown on the person's page)."""

from typing import Any

from careapp.sandbox.block_kit import completed, view_complaints
from careapp.sandbox.block_kit.checks import too_large
from careapp.sandbox.element_values import elements_of
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.slack import Slack

EMPTY: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "submit": None, "close": None}
EMPTY.update(clear_on_close=False, notify_on_close=False)


def view_content(slack: Slack, view: Any, *allowed: str) -> Json:
    """A view as Slack keeps it; raises SlackError where it breaks a limit of Slack."""
    complaints = view_complaints(view, allowed)
    if complaints:
        raise SlackError("invalid_arguments", *complaints)
    if too_large(view):
        raise SlackError("view_too_large")
    kept: Json = EMPTY | view
    return kept | {"blocks": completed(view["blocks"])}


def new_view(slack: Slack, content: Json, channel_id: str | None) -> Json:
    """A view with its ids; selects that default to the current conversation start with `channel_id`."""
    workspace = slack.workspace
    for _, element in elements_of(content["blocks"]):
        if element.get("default_to_current_conversation") and channel_id:
            element["initial_conversation"] = channel_id
    owner = {"team_id": workspace.team_id, "app_id": workspace.app_id, "bot_id": workspace.bot_id}
    return slack.views.new(content, owner | {"app_installed_team_id": workspace.team_id}, slack.clock.seconds())


def show_stack(slack: Slack, user_id: str, view: Json | None = None) -> None:
    """Shows a person's page its open modals; `view` is the one that is new or changed."""
    stack = slack.views.stack_of(user_id)
    update: Json = {"type": "view", "view": view, "stack": stack} if view else {"type": "views", "stack": stack}
    slack.live.push(update, lambda viewer: viewer == user_id)


def show_home(slack: Slack, user_id: str, view: Json) -> None:
    """Shows a person's page its App Home."""
    slack.live.push({"type": "home", "view": view}, lambda viewer: viewer == user_id)

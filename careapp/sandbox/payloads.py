"""The payloads of slash commands and interactions, as Slack sends them."""

from careapp.sandbox.channel import Channel
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Person

UNNAMED = {"im": "directmessage", "group": "privategroup"}

# The `type` of every interaction that people can send, and what they do to send it.
INTERACTIONS = {
    "block_actions": "click or choose in a message, a modal or App Home",
    "block_suggestion": "type into a menu whose options the app loads",
    "message_action": "use a shortcut on a message",
    "shortcut": "use a global shortcut",
    "view_closed": "put a modal away that wants to know of it",
    "view_submission": "send a modal",
}


def command_payload(slack: Slack, person: Person, channel: Channel, command: str, text: str) -> Json:
    """What a slash command sends."""
    workspace = slack.workspace
    payload: Json = {"token": slack.verification, "team_id": workspace.team_id, "team_domain": workspace.domain}
    payload.update(channel_id=channel.id, channel_name=_name(channel))
    payload.update(user_id=person.id, user_name=person.handle, command=command, text=text)
    payload.update(api_app_id=workspace.app_id, is_enterprise_install="false")
    payload["response_url"] = slack.url + slack.permits.new_response_path(person.id, channel.id)
    payload["trigger_id"] = slack.permits.new_trigger(person.id, channel.id)
    return payload


def interaction(slack: Slack, type_: str, person: Person) -> Json:
    """What all interactions have in common."""
    workspace = slack.workspace
    user = {"id": person.id, "username": person.handle, "name": person.handle, "team_id": workspace.team_id}
    payload: Json = {"type": type_, "user": user, "api_app_id": workspace.app_id, "token": slack.verification}
    payload["team"] = {"id": workspace.team_id, "domain": workspace.domain}
    return payload | {"enterprise": None, "is_enterprise_install": False}


def where(channel: Channel) -> Json:
    """The channel as interactions name it."""
    return {"id": channel.id, "name": _name(channel)}


def _name(channel: Channel) -> str:
    return UNNAMED.get(channel.kind, channel.name)

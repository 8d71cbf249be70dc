"""What the app answers to a person's act: through a response_url or in a command's ack."""

from typing import Any

from careapp.sandbox import messaging
from careapp.sandbox.channel import Channel
from careapp.sandbox.messaging import bots_message, post_ephemeral, push_ephemeral
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.content import content_of
from careapp.sandbox.permits import ResponseUrl
from careapp.sandbox.real_tokens import REAL_TOKEN_SENTENCE, holds_real_token
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.slack import Slack


def respond(slack: Slack, permit: ResponseUrl, body: Any) -> None:
    """Does what a response asks for: a new message by default ephemeral, or the original replaced or gone."""
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    if holds_real_token(body):
        raise SlackError("invalid_payload", REAL_TOKEN_SENTENCE)
    call = Call(slack, body)
    channel = slack.workspace.channels.get(permit.channel_id)
    if channel is None:
        raise SlackError("channel_not_found")
    if not slack.installed:
        raise SlackError("account_inactive")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.flag("delete_original"):
        _delete_original(slack, channel, permit)
    elif call.flag("replace_original"):
        _replace_original(slack, channel, permit, content_of(call))
    else:
        _answer(call, channel, permit)


def _answer(call: Call, channel: Channel, permit: ResponseUrl) -> None:
    content = content_of(call)
    if parent := channel.messages.get(call.text("thread_ts")):
        content["thread_ts"] = parent.get("thread_ts", parent["ts"])
    message = bots_message(call.slack, channel, content)
    if call.text("response_type", "ephemeral") == "in_channel":
        messaging.post(call.slack, channel, message)
    else:
        post_ephemeral(call.slack, channel, permit.user_id, message)


def _replace_original(slack: Slack, channel: Channel, permit: ResponseUrl, content: Json) -> None:
    message = _original(channel, permit)
    if permit.ephemeral:
        for key in ("blocks", "attachments"):
            message.pop(key, None)
        message.update(content)
        push_ephemeral(slack, channel, permit.user_id, "message_changed", message)
    else:
        gone: Json = {key: None for key in ("blocks", "attachments") if key in message}
        messaging.change(slack, channel, message, gone | content, slack.workspace.bot_user_id)


def _delete_original(slack: Slack, channel: Channel, permit: ResponseUrl) -> None:
    message = _original(channel, permit)
    if permit.ephemeral:
        del channel.ephemeral[permit.user_id][message["ts"]]
        push_ephemeral(slack, channel, permit.user_id, "message_deleted", message)
    else:
        messaging.delete(slack, channel, message["ts"])


def _original(channel: Channel, permit: ResponseUrl) -> Json:
    """The message that the act was on: only the app's own may be replaced, never what a person wrote."""
    mine = channel.ephemeral.get(permit.user_id, {}) if permit.ephemeral else channel.messages
    message = mine.get(permit.ts or "")
    if message is None or "bot_id" not in message:
        raise SlackError("message_not_found")
    return message

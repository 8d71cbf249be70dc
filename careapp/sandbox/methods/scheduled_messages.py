"""chat.scheduleMessage, chat.deleteScheduledMessage and chat.scheduledMessages.list."""

import re
from functools import partial
from math import inf

from careapp.sandbox import messaging
from careapp.sandbox.channel import Channel
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.chat import may_post, place_of, thread_of
from careapp.sandbox.methods.content import content_of, truncation
from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.scheduled import Scheduled
from careapp.sandbox.slack import Slack

TOO_LATE_SECONDS = 60  # before its time, from when on a message can no longer be deleted


def schedule_message(call: Call) -> Json:
    """Keeps a message and posts it at `post_at` on the sandbox's clock."""
    post_at = _post_at(call)
    channel = place_of(call)
    content = content_of(call) | thread_of(call, channel)
    scheduled = call.slack.scheduled.add(channel.id, post_at, content, partial(_post, call.slack))
    answer: Json = {"channel": channel.id, "scheduled_message_id": scheduled.id, "post_at": post_at}
    return answer | {"message": _preview(call.slack, content)} | truncation(call)


def delete_scheduled(call: Call) -> Json:
    """Takes back a message that is not about to be posted."""
    channel, wanted = call.channel(), call.text("scheduled_message_id")
    message = next((each for each in call.slack.scheduled.waiting(channel.id) if each.id == wanted), None)
    if message is None or message.post_at - call.slack.clock.seconds() <= TOO_LATE_SECONDS:
        raise SlackError("invalid_scheduled_message_id")
    call.slack.scheduled.cancel(message)
    return {}


def list_scheduled(call: Call) -> Json:
    """Lists what waits, the next first."""
    channel_id = call.channel(error="invalid_channel").id if call.text("channel") else ""
    oldest, latest = _bound(call, "oldest", 0), _bound(call, "latest", inf)
    waiting = call.slack.scheduled.waiting(channel_id)
    within = [each for each in waiting if oldest <= each.post_at <= latest]
    page, cursor = call.page(within, lambda message: message.id)
    return {"scheduled_messages": [_listed(each) for each in page], "response_metadata": cursor}


def _post_at(call: Call) -> int:
    value = call.text("post_at")
    if not re.fullmatch(r"\d{1,12}", value, re.ASCII):
        raise SlackError("invalid_time")
    return int(value)


def _bound(call: Call, name: str, default: float) -> float:
    value = call.text(name)
    if not re.fullmatch(r"(\d{1,12}(\.\d{1,6})?)?", value, re.ASCII):
        raise SlackError("invalid_arguments", f"must be a valid timestamp [json-pointer:/{name}]")
    return float(value) if value else default


def _post(slack: Slack, scheduled: Scheduled) -> None:
    channel = slack.workspace.channels.get(scheduled.channel_id)
    if channel and _may_still_post(slack, channel, scheduled.content):
        message = messaging.bots_message(slack, channel, scheduled.content, scheduled.post_at)
        messaging.post(slack, channel, message)


def _may_still_post(slack: Slack, channel: Channel, content: Json) -> bool:
    if "metadata" in content:
        return False  # Slack warns of this itself: a scheduled message with metadata never posts
    has_thread = "thread_ts" not in content or content["thread_ts"] in channel.messages
    return slack.installed and not channel.is_archived and may_post(slack, channel) and has_thread


def _preview(slack: Slack, content: Json) -> Json:
    about: Json = {"type": "delayed_message", "subtype": "bot_message", "bot_id": slack.workspace.bot_id}
    return about | {"username": slack.manifest.bot_name} | messaging.shown(content)


def _listed(message: Scheduled) -> Json:
    shown: Json = {"id": message.id, "channel_id": message.channel_id, "post_at": message.post_at}
    return shown | {"date_created": message.created, "text": message.content["text"]}

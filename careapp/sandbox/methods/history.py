"""conversations.history and conversations.replies."""

import re

from careapp.sandbox.channel import Channel
from careapp.sandbox.messaging import shown
from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import Json, SlackError

MOST_MESSAGES = 999


def channel_history(call: Call) -> Json:
    """The channel's own messages, newest first."""
    channel = _readable(call)
    oldest, latest = _bound(call, "oldest"), _bound(call, "latest")
    messages = channel.between(oldest, latest, call.flag("inclusive"))
    page, cursor = call.page(_visible(messages), _ts, 100, MOST_MESSAGES)
    answer = _messages(call, page, cursor)
    answer.update(pin_count=0, channel_actions_ts=None, channel_actions_count=0)
    return answer | ({"latest": latest} if latest else {})


def thread_replies(call: Call) -> Json:
    """A thread's parent and its replies, oldest first."""
    channel = _readable(call)
    parent_ts = call.text("ts")
    if parent_ts not in channel.messages:
        raise SlackError("thread_not_found")
    oldest, latest = _bound(call, "oldest"), _bound(call, "latest")
    parent, *replies = channel.thread(parent_ts)
    if call.flag("inclusive"):
        replies = [each for each in replies if each["ts"] >= oldest and (not latest or each["ts"] <= latest)]
    else:
        replies = [each for each in replies if each["ts"] > oldest and (not latest or each["ts"] < latest)]
    page, cursor = call.page([parent, *replies], _ts, 1000, 1000)
    return _messages(call, page, cursor)


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need_scope(f"{channel.scope_word}:history")
    if not call.is_in(channel):
        raise SlackError("not_in_channel")
    return channel


def _bound(call: Call, name: str) -> str:
    value = call.text(name)
    if value in ("", "0", "now"):
        return ""
    if not re.fullmatch(r"\d{1,10}(\.\d{1,6})?", value):
        raise SlackError(f"invalid_ts_{name}")
    seconds, _, micros = value.partition(".")
    return f"{seconds.zfill(10)}.{micros:0<6}"


def _visible(messages: list[Json]) -> list[Json]:
    return [each for each in messages if not each.get("hidden") or each.get("subtype") == "tombstone"]


def _messages(call: Call, page: list[Json], cursor: Json) -> Json:
    with_metadata = call.flag("include_all_metadata")
    messages = [shown(each, with_metadata) for each in page]
    more = bool(cursor["next_cursor"])
    return {"messages": messages, "has_more": more} | ({"response_metadata": cursor} if more else {})


def _ts(message: Json) -> str:
    return str(message["ts"])

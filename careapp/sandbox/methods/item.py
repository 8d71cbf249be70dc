"""The message that a call is about, where Slack calls it an item: by `channel` and `timestamp`."""

import re

from careapp.sandbox.channel import Channel
from careapp.sandbox.methods.call import Call
from careapp.sandbox.refusals import Json, SlackError


def item_of(call: Call) -> tuple[Channel, Json]:
    """The channel and the message; raises no_item_specified, bad_timestamp, or that one of them is not there."""
    if not call.text("channel") or not call.text("timestamp"):
        raise SlackError("no_item_specified")
    channel = call.channel()
    if not re.fullmatch(r"\d+\.\d+", call.text("timestamp")):
        raise SlackError("bad_timestamp")
    return channel, call.message(channel, "timestamp")


def own_item_of(call: Call) -> tuple[Channel, Json]:
    """The same, to change: raises is_archived and not_in_channel too."""
    channel, message = item_of(call)
    if channel.is_archived:
        raise SlackError("is_archived")
    if not call.is_in(channel):
        raise SlackError("not_in_channel")
    return channel, message

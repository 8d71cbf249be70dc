"""pins.add, pins.remove and pins.list."""

from careapp.sandbox import messaging
from careapp.sandbox.channel import PINS_MOST, Channel
from careapp.sandbox.messaging import shown
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.item import own_item_of
from careapp.sandbox.objects import permalink
from careapp.sandbox.refusals import Json, SlackError


def add_pin(call: Call) -> Json:
    """Pins a message to its channel, as the app."""
    channel, message = own_item_of(call)
    if message["ts"] in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= PINS_MOST:
        raise SlackError("too_many_pins")
    messaging.set_pin(call.slack, channel, message, call.slack.workspace.bot_user_id, on=True)
    return {}


def remove_pin(call: Call) -> Json:
    """Takes a pin off, whoever has put it on."""
    channel, message = own_item_of(call)
    if not messaging.set_pin(call.slack, channel, message, call.slack.workspace.bot_user_id, on=False):
        raise SlackError("no_pin")
    return {}


def pinned_items(call: Call) -> Json:
    """What is pinned to a channel, the last pinned first."""
    channel = call.channel()
    return {"items": [_item(call, channel, ts) for ts in reversed(channel.pins)]}


def _item(call: Call, channel: Channel, ts: str) -> Json:
    message = channel.messages[ts]
    link = {"permalink": permalink(call.slack, channel, message)}
    return {"type": "message", "channel": channel.id, **channel.pins[ts], "message": shown(message) | link}

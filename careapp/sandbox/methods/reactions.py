"""reactions.add, reactions.remove and reactions.get."""

from careapp.sandbox import messaging
from careapp.sandbox.channel import too_many_reactions
from careapp.sandbox.emoji_names import is_emoji
from careapp.sandbox.messaging import shown
from careapp.sandbox.methods.call import Call
from careapp.sandbox.methods.item import item_of, own_item_of
from careapp.sandbox.objects import permalink
from careapp.sandbox.refusals import Json, SlackError


def add_reaction(call: Call) -> Json:
    """Reacts as the app."""
    return _set(call, True, "already_reacted")


def remove_reaction(call: Call) -> Json:
    """Takes the app's reaction back."""
    return _set(call, False, "no_reaction")


def message_reactions(call: Call) -> Json:
    """A message with its reactions."""
    channel, message = item_of(call)
    link = {"permalink": permalink(call.slack, channel, message)}
    return {"type": "message", "channel": channel.id, "message": shown(message) | link}


def _set(call: Call, on: bool, error: str) -> Json:
    name = call.text("name")
    if not is_emoji(name):
        raise SlackError("invalid_name")
    channel, message = own_item_of(call)
    bot = call.slack.workspace.bot_user_id
    if on and (too_many := too_many_reactions(message, bot, name)):
        raise SlackError(too_many)
    if not messaging.set_reaction(call.slack, channel, message, bot, name, on):
        raise SlackError(error)
    return {}

"""What a person acts on: a message of the app or a view, with its blocks and how payloads name it."""

from dataclasses import dataclass

from careapp.sandbox.channel import Channel
from careapp.sandbox.element_values import Values, elements_of, initial_values
from careapp.sandbox.messaging import shown
from careapp.sandbox.payloads import where
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.workspace import Person


@dataclass(frozen=True)
class Surface:
    """Blocks that a person can act on, their state so far, and the parts of a payload that say where they are."""

    blocks: list[Json]
    values: Values
    named: Json


def message_surface(channel: Channel, person: Person, ts: str, block_id: str) -> Surface:
    """A message that this person sees; blocks of attachments count, and then the attachment is the container."""
    mine = channel.ephemeral.get(person.id, {}).get(ts)
    message = mine or channel.messages.get(ts)
    if message is None:
        raise ControlError("There is no such message.")
    blocks = list(message.get("blocks", []))
    for attachment in message.get("attachments", []):
        blocks += attachment.get("blocks", [])
    container = _container(channel, message, block_id) | {"is_ephemeral": mine is not None}
    named: Json = {"container": container, "channel": where(channel)}
    if mine is None:
        named["message"] = shown(message)
    return Surface(blocks, initial_values(blocks), named)


def view_surface(view: Json) -> Surface:
    """A modal or a Home that this person has open."""
    container = {"type": "view", "view_id": view["id"]}
    return Surface(view["blocks"], view["state"]["values"], {"container": container, "view": view})


def _container(channel: Channel, message: Json, block_id: str) -> Json:
    container: Json = {"type": "message", "message_ts": message["ts"], "channel_id": channel.id}
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    for attachment in message.get("attachments", []):
        if any(block["block_id"] == block_id for block, _ in elements_of(attachment.get("blocks", []))):
            place = {"type": "message_attachment", "attachment_id": attachment["id"], "is_app_unfurl": False}
            return container | place
    return container

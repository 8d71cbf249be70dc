"""Files that people give to an app, through a form's file input."""

import base64
import binascii

from careapp.sandbox.control_body import Body
from careapp.sandbox.files import MOST_BYTES, file_object
from careapp.sandbox.refusals import ControlError, Json, SlackError


async def upload(body: Body) -> Json:
    """Takes a file (`name`, and its bytes as base64 in `data`); answers its object, as the form's state holds it."""
    person, slack, name, data = body.person(), body.slack, body.text("name"), _bytes(body)
    if not name.strip() or "/" in name:
        raise ControlError("A file has a name without slashes.")
    try:
        file, path = slack.files.announce(name, len(data), "", int(slack.clock.seconds()))
    except SlackError as full:
        raise ControlError("There is no room for more files in this sandbox.") from full
    slack.files.receive(path.rpartition("/")[2], data)
    file.user, file.completed = person.id, True
    return {"file": file_object(file, slack.workspace, slack.url)}


def _bytes(body: Body) -> bytes:
    try:
        data = base64.b64decode(body.text("data", most=2 * MOST_BYTES), validate=True)
    except (binascii.Error, ValueError) as broken:
        raise ControlError("The file's `data` is its bytes in base64.") from broken
    if not 0 < len(data) <= MOST_BYTES:
        raise ControlError(f"A file has 1 to {MOST_BYTES:,} bytes.")
    return data

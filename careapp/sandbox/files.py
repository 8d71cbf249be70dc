"""Files that the app uploads: announced, filled with bytes, completed."""

import mimetypes
import secrets
from dataclasses import dataclass, field
from urllib.parse import quote

from careapp.sandbox.refusals import Json, SlackError
from careapp.sandbox.workspace import Workspace

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
MOST_BYTES = 20_000_000
MOST_IN_ALL = 200_000_000
LEAST_ROOM = 4_096  # what even the smallest takes of it


@dataclass
class File:
    """A file; `data` is None until its bytes came, it is shown once `completed`, and it is a `user`'s or the app's."""

    id: str
    name: str
    length: int
    title: str
    alt: str
    created: int
    data: bytes | None = None
    completed: bool = False
    user: str = ""
    channels: list[str] = field(default_factory=list)
    shares: Json = field(default_factory=dict)

    @property
    def filetype(self) -> str:
        """The name's ending, as Slack calls types."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else "binary"

    @property
    def mimetype(self) -> str:
        """The media type that goes with the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def is_picture(self) -> bool:
        """Whether Slack shows it in an image block."""
        return self.filetype in PICTURES


class Files:
    """All files by id and by the secret of their upload URL."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self._uploads: dict[str, File] = {}
        self._room = MOST_IN_ALL

    def announce(self, name: str, length: int, alt: str, created: int) -> tuple[File, str]:
        """A file to be uploaded and the path to send its bytes to; raises SlackError where there is no room for it."""
        room = max(length, LEAST_ROOM) + len(name) + len(alt)
        if room > self._room:
            raise SlackError("storage_limit_reached")
        self._room -= room
        file = File(f"F{len(self.by_id) + 1:07d}", name, length, name, alt, created)
        secret = secrets.token_hex(16)
        self.by_id[file.id] = self._uploads[secret] = file
        return file, f"/upload/v1/{secret}"

    def receive(self, secret: str, data: bytes) -> File:
        """Takes the bytes; raises SlackError where nobody announced them or the length differs."""
        file = self._uploads.get(secret)
        if file is None:
            raise SlackError("file_not_found")
        if len(data) != file.length:
            raise SlackError("invalid_length")
        file.data = data
        return file

    def shown(self, file_id: str) -> File | None:
        """A completed file."""
        file = self.by_id.get(file_id)
        return file if file and file.completed else None


def file_object(file: File, workspace: Workspace, url: str) -> Json:
    """The file as Slack's API shows it; the URLs need no token here."""
    private = f"{url}/files-pri/{workspace.team_id}-{file.id}/{quote(file.name, safe='')}"
    shared = _places(file, workspace)
    body: Json = {"id": file.id, "created": file.created, "timestamp": file.created, "name": file.name}
    body.update(title=file.title, mimetype=file.mimetype, filetype=file.filetype, size=file.length, mode="hosted")
    body.update(user=file.user or workspace.bot_user_id, editable=False, is_external=False)
    body.update(external_type="", username="")
    body.update(pretty_type=file.filetype.upper(), is_public=bool(shared["channels"]), public_url_shared=False)
    body.update(url_private=private, url_private_download=private, permalink=private, alt_txt=file.alt)
    body.update(**shared, has_rich_preview=False, shares=file.shares)
    body.update(display_as_bot=False, is_starred=False, comments_count=0, permalink_public=private)
    return body


def _places(file: File, workspace: Workspace) -> dict[str, list[str]]:
    """The ids of where it is shared and still there: public channels, private ones and groups, direct messages."""
    known = [workspace.channels[each] for each in dict.fromkeys(file.channels) if each in workspace.channels]
    lists = {"channel": "channels", "group": "groups", "mpim": "groups", "im": "ims"}
    return {name: [each.id for each in known if lists[each.kind] == name] for name in ("channels", "groups", "ims")}

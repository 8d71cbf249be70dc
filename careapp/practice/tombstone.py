"""A tombstone: that something was taken back or somebody forgotten, without a word of what it was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["story", "kudos", "person"]


@dataclass(frozen=True)
class Tombstone:
    """`name` is the source key of a story or of kudos, or the user id of a person; `gone_at` when it was asked for."""

    kind: Kind
    name: str
    gone_at: datetime

"""People, as Care keeps a copy of them from Slack."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A member of the workspace, or, where `is_external`, of another that shares a channel. `zone` is an IANA name."""

    user_id: str
    name: str
    zone: str
    is_bot: bool = False
    is_deleted: bool = False
    is_guest: bool = False
    is_external: bool = False

    @property
    def can_be_thanked(self) -> bool:
        """Whether a kudos to this person would reach somebody."""
        return not (self.is_bot or self.is_deleted)

    @property
    def can_take_part(self) -> bool:
        """Whether this is somebody whose stories, kudos and cheers a circle counts, and who may read on in it."""
        return not (self.is_bot or self.is_deleted or self.is_external)

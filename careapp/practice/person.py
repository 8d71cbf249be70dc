"""People, as Care keeps a copy of them from Slack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NAMED = 3


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


def listed(user_ids: Iterable[str], names: Mapping[str, str]) -> str:
    """Return people, of whom there is at least one, by name, as in "Priya, Sam and 2 others"."""
    shown = [names.get(user_id, "A colleague") for user_id in user_ids]
    rest = len(shown) - _NAMED
    if rest > 0:
        shown = [*shown[:_NAMED], "1 other" if rest == 1 else f"{rest} others"]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))

"""The customers' privacy: what could identify them is masked before anything is kept, unless its writer wants it so."""

from collections.abc import Collection, Mapping

from careapp.practice.circle import Circle
from careapp.practice.privacy import AS_WRITTEN, AskFirstError, Masked, mask, put_back, regions_of
from careapp.practice.text import LONGEST
from careapp.store import Database
from careapp.store import draft as drafts
from careapp.store import person as people

Said = tuple[str, int]
"""What stands in a field, and how many characters of it may be kept."""


def look(db: Database, circle: Circle | None, user_id: str, said: str, before: str = "", room: int = LONGEST) -> Masked:
    """Return somebody's words, masked where their circle wants that; what stands in `before` was decided on then.

    `room` is how many characters may be kept; words that were no longer are none either when they are masked.
    """
    if circle is None or not circle.guards_privacy:
        return Masked(said)
    person = people.get(db, user_id)
    regions = regions_of(circle.country, circle.zone, *([person.zone] if person else ()))
    return mask(said, regions, before, room)


def hide(db: Database, circle: Circle | None, user_id: str, said: str, before: str = "", room: int = LONGEST) -> Masked:
    """Mask somebody's words as `look` does, in their drafts too."""
    masked = look(db, circle, user_id, said, before, room)
    _hide_in_drafts(db, circle, user_id, {one.words for one in masked.hidden})
    return masked


def as_chosen(
    db: Database,
    circle: Circle | None,
    user_id: str,
    said: Mapping[str, Said],
    choice: str,
    before: str = "",
) -> Mapping[str, str]:
    """Return the texts of a form as they are to be kept, by field.

    Raises AskFirstError where something is found and nothing is chosen yet.
    """
    if choice == AS_WRITTEN:
        return {field: text for field, (text, _) in said.items()}
    masked = {field: look(db, circle, user_id, text, before, room) for field, (text, room) in said.items()}
    hidden = [one for each in masked.values() for one in each.hidden]
    if hidden and not choice:
        raise AskFirstError(hidden)
    _hide_in_drafts(db, circle, user_id, {one.words for one in hidden})
    return {field: each.text for field, each in masked.items()}


def _hide_in_drafts(db: Database, circle: Circle | None, user_id: str, words: Collection[str]) -> None:
    """Mask these words where they could identify a customer in a draft too; what else stands there is asked about."""
    if not words:
        return
    for draft_id, said in drafts.of(db, user_id):
        found = look(db, circle, user_id, said)
        others = [(one.at, one.words) for one in found.hidden if one.words not in words]
        if len(others) < len(found.hidden):
            drafts.change(db, draft_id, put_back(found.text, others) or found.text)

"""The customers' privacy: what could identify them is masked before anything is kept, unless its writer wants it so."""

from collections.abc import Mapping

from careapp.practice.circle import Circle
from careapp.practice.privacy import AS_WRITTEN, AskFirstError, Masked, mask, regions_of
from careapp.store import Database
from careapp.store import draft as drafts
from careapp.store import person as people


def look(db: Database, circle: Circle | None, user_id: str, said: str, before: str = "") -> Masked:
    """Return somebody's words, masked where their circle wants that; what stands in `before` was decided on then."""
    if circle is None or not circle.guards_privacy:
        return Masked(said)
    person = people.get(db, user_id)
    regions = regions_of(circle.country, circle.zone, *([person.zone] if person else ()))
    return mask(said, regions, before)


def hide(db: Database, circle: Circle | None, user_id: str, said: str, before: str = "") -> Masked:
    """Mask somebody's words, in their drafts too."""
    masked = look(db, circle, user_id, said, before)
    for one in masked.hidden:
        drafts.mask(db, user_id, one.words, one.mask)
    return masked


def as_chosen(
    db: Database, circle: Circle | None, user_id: str, said: Mapping[str, str], choice: str, before: str = ""
) -> Mapping[str, str]:
    """Return the texts of a form as they are to be kept, by field.

    Raises AskFirstError where something is found and nothing is chosen yet.
    """
    if choice == AS_WRITTEN:
        return said
    hidden = [one for text in said.values() for one in look(db, circle, user_id, text, before).hidden]
    if hidden and not choice:
        raise AskFirstError(hidden)
    return {field: hide(db, circle, user_id, text, before).text for field, text in said.items()}

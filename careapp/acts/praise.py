"""Keep what a customer said of people, once a message, and write to those who do not see it in the channel."""

from collections.abc import Iterable
from datetime import datetime

from careapp.acts import kudos as kudos_acts
from careapp.acts import letter as letters
from careapp.acts import telling as telling_acts
from careapp.acts.access import circle_for
from careapp.acts.telling import Telling
from careapp.care import Care
from careapp.practice.circle import Circle
from careapp.practice.praise import LETTER_WITHIN, Source, called_by_name, check_about, check_words
from careapp.practice.story import Story
from careapp.practice.text import mentioned
from careapp.store import Database
from careapp.store import circle as circles
from careapp.store import kudos as all_kudos
from careapp.store import person as people
from careapp.store import praise as praises
from careapp.store import restore as restores

Owed = tuple[int, str]  # kudos, and whom to write to


def save(db: Database, care: Care, circle: Circle, telling: Telling, source: Source | None) -> Story | None:
    """Keep a customer's words as a story about those whom it thanks; None where the same act was kept before.

    Raises CareError where they are about nobody.
    """
    praise = telling_acts.tell(db, care, circle, telling)
    if praise:
        check_about(praise)
        for kudos in all_kudos.of_story(db, praise.id):
            praises.owe_letters(db, kudos.id, kudos_acts.outside(db, kudos))
    if praise and source:
        praises.put(db, source, praise)
    return praise


def check_written(care: Care, said: str) -> str:
    """Return a customer's words as they were written; raise CareError where there are none, or too many."""
    telling_acts.check_written(care, check_words(said))
    return said


def named_in(db: Database, around: Iterable[Circle], words: str) -> list[str]:
    """Return whom a customer's words mention, and those in these circles whom they call by name."""
    by_id = {who: person for circle in around for who, person in people.known_in(db, circle.channel_id).items()}
    known = sorted(by_id.values(), key=lambda person: person.name)
    return list(dict.fromkeys([*mentioned(words), *called_by_name(words, known)]))


def saved_before(db: Database, source: Source | None, user_id: str) -> Story | None:
    """Return what a message was saved as already, in a circle that the person takes part in."""
    found = praises.of_message(db, source) if source else []
    return next((praise for praise in found if circle_for(db, praise.channel_id, user_id)), None)


def letters_due(db: Database, now: datetime) -> list[Owed]:
    """Return to whom the praise of the last weeks is still to be written, and who may be written to now."""
    owed = praises.letters_owed(db, now - LETTER_WITHIN)
    return [(kudos_id, who) for kudos_id, who in owed if letters.reaches(db, who, "praise", now)]


def write(db: Database, care: Care, owed: Owed) -> None:
    """Write to somebody what a customer said of them, unless it was taken back meanwhile."""
    kudos_id, who = owed
    kudos = all_kudos.get(db, kudos_id)
    circle = circles.get(db, kudos.channel_id) if kudos else None
    if kudos and circle and who in kudos_acts.outside(db, kudos):
        kudos_acts.write_of_praise(db, circle, kudos, who)
        restores.doubt(db, kudos_acts.dm_key(kudos, who), care.now().date())


def name_of_saver(db: Database, praise: Story) -> str:
    """Return the name of who saved praise."""
    return people.name(db, praise.teller)

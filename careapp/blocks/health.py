"""The health of the practice in a circle, in a few lines without a name."""

from careapp.blocks.kit import Message, context, counted, message, section
from careapp.practice.health import WEEKS, Answering, Health

_TITLE = "How it goes here"
_NUMBER = "four" if WEEKS == 4 else str(WEEKS)
_WEEKS = f"the last {_NUMBER} weeks"


def health_message(seen: Health) -> Message:
    """Return how many stories were answered and how many rounds were held, for those in the circle."""
    lines = [f":speech_balloon: {_answering(seen.lately)}{_before(seen.before)}", f":calendar: {_rounds(seen)}"]
    return message(f"{_TITLE}.", [
        section("\n".join([f"*{_TITLE}*", *lines])),
        context(
            "A story is answered by a cheer, a reply or thanks from somebody else. Today's are not counted yet; they "
            "have time until tomorrow morning."
        ),
    ])  # fmt: skip


def _answering(lately: Answering) -> str:
    if not lately.told:
        return f"No story was told in {_WEEKS}."
    told = counted(lately.told, "story", "stories")
    if lately.told == lately.answered:
        return f"{told} in {_WEEKS}, {'and it was answered' if lately.told == 1 else 'and every one was answered'}."
    return f"{told} in {_WEEKS}; *{lately.answered} of {lately.told} were answered* ({lately.percent} %)."


def _before(before: Answering) -> str:
    return f" In the {_NUMBER} before, {before.percent} % of the stories were answered." if before.told else ""


def _rounds(seen: Health) -> str:
    every = f"{counted(seen.rounds_held + seen.rounds_quiet, 'round', 'rounds')} in {_WEEKS}"
    if not seen.rounds_quiet:
        return f"{every}."
    if not seen.rounds_held:
        return f"{every}, {'a quiet one' if seen.rounds_quiet == 1 else 'all of them quiet'}."
    return f"{every}, {seen.rounds_quiet} of them quiet."

"""The health of the practice in a circle, in a few lines without a name."""

from careapp.blocks.kit import Message, context, counted, message, section
from careapp.practice.health import WEEKS, Answering, Health

_TITLE = "How the practice lives here"
_WEEKS = "the last four weeks" if WEEKS == 4 else f"the last {WEEKS} weeks"


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
    return f" In the weeks before, {before.percent} % were." if before.told else ""


def _rounds(seen: Health) -> str:
    held = f"{counted(seen.rounds_held, 'round', 'rounds')} held in {_WEEKS}"
    return f"{held}, and {counted(seen.rounds_quiet, 'quiet one', 'quiet ones')}." if seen.rounds_quiet else f"{held}."

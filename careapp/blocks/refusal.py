"""How a refusal looks: the sentence, the person's own words given back, and a way to go on."""

from careapp.blocks import ids
from careapp.blocks.kit import Message, actions, button, whisper
from careapp.blocks.rich_text import quote, rich_text, words
from careapp.practice.refusal import About

GIVEN_BACK = 9000
_AGAIN = {"story": ids.STORY_RETRY, "kudos": ids.KUDOS_RETRY}


def refusal_message(sentence: str, said: str = "", about: About = "", draft_id: int | None = None) -> Message:
    """Return a refusal; with a draft's id also a button that opens the words in a form."""
    given_back = [rich_text(quote(*words(said, GIVEN_BACK)))] if said else []
    again = [actions(button("Open it in a form", _AGAIN[about], str(draft_id)))] if about and draft_id else []
    return whisper(sentence, *given_back, *again)


def not_saved_message(said: str = "") -> Message:
    """Return the answer where something went wrong on Care's side before anything was saved."""
    return refusal_message("Something went wrong on my side and nothing was saved. Please try again in a minute.", said)

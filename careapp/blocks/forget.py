"""Being forgotten: the question before it, and the answer."""

from careapp.blocks import ids
from careapp.blocks.kit import Message, actions, button, whisper


def sure_message() -> Message:
    """Return the question whether a person really wants to be forgotten."""
    return whisper(
        "I would delete every story you told and all kudos you gave, in Slack too; your cheers and unfinished words; "
        "and your name wherever others thanked you. This cannot be undone. What others wrote about you stays theirs.",
        actions(button("Forget me for good", ids.PERSON_FORGET, style="danger")),
    )


def forgotten_message() -> Message:
    """Return the answer to [Forget me for good]."""
    return whisper(
        "I am forgetting you. What Slack still shows goes within minutes, and the last copy of it within four weeks. "
        "Thank you for the time you were here."
    )

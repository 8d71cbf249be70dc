"""Being forgotten: the question before it, and the answer."""

from careapp.blocks import ids
from careapp.blocks.kit import Message, actions, button, whisper


def sure_message() -> Message:
    """Return the question whether a person really wants to be forgotten."""
    return whisper(
        "I would delete every story you told and all kudos you gave, and my posts of them; your cheers and unfinished "
        "words; what you gave to workshops; which lessons matter to you; and your name wherever others thanked you. "
        "This cannot be undone. That you answered a weekly question, or rated in a workshop, goes too; what you "
        "answered has no name, so nobody can find it to delete it. What others wrote about you stays theirs, and what "
        "you wrote in Slack yourself, such as replies to a round, stays yours to delete there. "
        "A circle that you alone look after is then free for somebody else to set up.",
        actions(button("Forget me for good", ids.PERSON_FORGET, style="danger")),
    )


def forgotten_message() -> Message:
    """Return the answer to [Forget me for good]."""
    return whisper(
        "I am forgetting you. My posts of what you told go within minutes, and my backups of it within four weeks. "
        "Your own messages in Slack, such as replies to a round, are still there; only you can delete them. "
        "If you tell, thank, cheer or ask me anything again, I ask Slack for your name anew. "
        "Thank you for the time you were here."
    )

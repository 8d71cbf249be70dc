"""Being forgotten: the question before it, and the answer."""

from careapp.blocks import ids
from careapp.blocks.kit import Message, actions, button, section, whisper

_GOES = (
    "every story you told, all kudos you gave, and my posts of them",
    "your cheers, the lessons you support, what you gave to workshops, and what you have not finished writing",
    "your name, wherever others thanked you",
    "that you answered a weekly question or rated in a workshop; the answer itself has no name, so it stays counted",
)
_STAYS = (
    "what others wrote about you, which is theirs",
    "what you wrote in Slack yourself, such as replies to a round; you can delete it there",
    "a circle that you alone look after; somebody else can then set it up",
)


def sure_message() -> Message:
    """Return the question whether a person really wants to be forgotten."""
    return whisper(
        "*Shall I forget you?* This cannot be undone.",
        section("*I delete*\n" + _bullets(_GOES)),
        section("*What stays*\n" + _bullets(_STAYS)),
        actions(button("Forget me for good", ids.PERSON_FORGET, style="danger")),
    )


def forgotten_message() -> Message:
    """Return the answer to [Forget me for good]."""
    return whisper(
        "I am forgetting you. My posts of what you told go within minutes, and my backups of it within four weeks. "
        "Your own messages in Slack, such as replies to a round, are still there; only you can delete them. "
        "If you tell, thank, cheer or ask me anything again, I ask Slack for your name anew."
    )


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"•  {line}" for line in lines)

"""A post that may or may not be there: the question to who looks after the circle, and what their answer came to."""

from careapp.blocks import ids
from careapp.blocks.kit import Block, Message, actions, button, escape, section, whisper
from careapp.practice.post import Doubt


def doubt_message(doubt: Doubt, channel_name: str) -> Message:
    """Return the question whether a post is there."""
    asked = f"I sent {doubt.what} in #{escape(channel_name)}, and Slack did not answer. {_not_seen(doubt)}"
    return whisper(f"{asked}\nWould you look? I send nothing twice by myself.", _choice(doubt))


def doubt_blocks(doubt: Doubt, *, may_settle: bool) -> list[Block]:
    """Return the lines about a post in doubt, with the buttons for who may settle it."""
    said = section(
        f":grey_question: I am not sure whether {doubt.what} is in <#{doubt.channel_id}>. {_not_seen(doubt)}"
    )
    return [said, _choice(doubt)] if may_settle else [said]


def trusted_message(what: str, user_id: str) -> Message:
    """Return what stands in the place of the question after [It is there]."""
    return whisper(
        f"<@{user_id}> saw {what}. Thank you! I do not know where it stands, so I cannot change it any more, and what "
        "belongs under it stands in the channel."
    )


def sent_again_message(what: str, user_id: str) -> Message:
    """Return what stands in the place of the question after [Post it again]."""
    return whisper(f"<@{user_id}> did not see {what}, so I post it again. Thank you!")


def taken_back_message(what: str, channel_id: str, because: str) -> Message:
    """Return what stands in the place of the question once the post was taken back; no channel id: a direct message."""
    where = f" in <#{channel_id}>" if channel_id else ""
    return whisper(
        f"I sent {what}{where}, and Slack did not answer. It should not be there any more, and I cannot look for "
        f"myself, because {escape(because)}.\nIf you see it, please delete it, or ask an admin of your workspace to."
    )


def settled_message() -> Message:
    """Return the answer to a click that comes after another."""
    return whisper("This is settled already. Thank you for looking!")


def _not_seen(doubt: Doubt) -> str:
    return f"I cannot look for myself, because {escape(doubt.because)}."


def _choice(doubt: Doubt) -> Block:
    return actions(
        button("It is there", ids.POST_TRUST, doubt.key),
        button("Post it again", ids.POST_SEND_AGAIN, doubt.key),
    )

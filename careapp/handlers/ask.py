"""What a person asked of Care in words: by a slash command, or by mentioning it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from careapp.blocks.kit import Message, View, actions, button, whisper
from careapp.care import Care
from careapp.practice.refusal import About
from careapp.practice.text import from_slack


@dataclass(frozen=True)
class Ask:
    """One request. `raw` is Slack's text after the words already understood; `key` names the act, for ever.

    `trigger_id` opens a modal and is missing where a person mentioned Care; `answer` reaches that person alone.
    """

    care: Care
    user_id: str
    channel_id: str
    raw: str
    key: str
    way: str
    answer: Callable[[Message], Awaitable[Any]]
    trigger_id: str = ""

    @property
    def text(self) -> str:
        """What was written, as Care keeps it."""
        return from_slack(self.raw)

    async def open(self, view: View, label: str, action_id: str, about: About = "") -> None:
        """Open a form, or, where Slack gave no trigger for one, offer the button that does."""
        if self.trigger_id:
            await self.care.open_modal(self.trigger_id, view, words=self.text, about=about)
        else:
            await self.answer(whisper("Here you are:", actions(button(label, action_id, self.channel_id, "primary"))))

"""What a submitted form holds."""

import json
import re
from datetime import time
from typing import Any

from careapp.blocks.ids import INPUT
from careapp.practice.text import tidy


def opened_in(body: dict[str, Any]) -> str:
    """Return the id of the channel where somebody is who asks for a form, empty on Home and where Slack names none."""
    return str((body.get("channel") or {}).get("id", ""))


class Form:
    """The values of a view's fields, by block id."""

    def __init__(self, view: dict[str, Any]) -> None:
        self._values = view["state"]["values"]
        self._metadata = json.loads(view.get("private_metadata") or "{}")
        self.key = f"view:{view['id']}"

    def meta(self, name: str) -> Any:
        """Return what the form was opened for; it came back from the person's side and is to be checked."""
        return self._metadata.get(name, "")

    def was_opened_in(self, channel_id: str) -> bool:
        """Say whether it was opened in a channel, where people see themselves what becomes of it."""
        return bool(self.meta("opened_in") == channel_id)

    def text(self, field: str) -> str:
        """Return a text field's words, tidied; empty where there are none."""
        return tidy(self._element(field).get("value") or "")

    def has(self, field: str) -> bool:
        """Say whether a field stood in the form."""
        return field in self._values

    def long_text(self, field: str) -> str:
        """Return a text that is spread over several fields: text, text1, text2, ..."""
        rest = [name for name in self._values if name.startswith(field) and name[len(field) :].isdigit()]
        parts = [field, *sorted(rest, key=lambda name: int(name[len(field) :]))]
        return tidy("".join(self._element(name).get("value") or "" for name in parts))

    def choice(self, field: str) -> str:
        """Return the value of the option chosen; empty where none is."""
        return str((self._element(field).get("selected_option") or {}).get("value", ""))

    def choices(self, field: str) -> list[str]:
        """Return the values of the boxes ticked."""
        return [option["value"] for option in self._element(field).get("selected_options") or ()]

    def people(self, field: str) -> tuple[str, ...]:
        """Return the user ids chosen; whatever else came is no person, and could be a channel."""
        chosen = self._element(field).get("selected_users") or ()
        return tuple(user_id for user_id in chosen if re.fullmatch("[UW][A-Z0-9]+", user_id))

    def time(self, field: str, default: time) -> time:
        """Return a time of day."""
        chosen = self._element(field).get("selected_time")
        return time.fromisoformat(chosen) if chosen else default

    def _element(self, field: str) -> dict[str, Any]:
        element: dict[str, Any] = self._values.get(field, {}).get(INPUT, {})
        return element

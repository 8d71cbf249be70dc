"""What Slack saw acknowledged of all that people told, changed and took back: what Care has to show in the end."""

import re
from collections.abc import Callable
from typing import Any

from careapp.sandbox.deliveries import Ack, Deliveries

Json = dict[str, Any]
State = str | None  # the words that are kept; None: there is nothing (not told yet, or taken back)
_TAG = re.compile(r"\bs\d\d\w*\b")
GONE = "taken back"
FORGOTTEN = "s19"  # whose teller asks to be forgotten


def tag_of(text: str) -> str:
    """Return the tag that a text of a busy round carries, empty where it carries none."""
    found = _TAG.search(text)
    return found[0] if found else ""


class Ledger:
    """Per tag, every state in which a story may rightly end: one where all was acknowledged, more where it was not."""

    def __init__(self, deliveries: Deliveries) -> None:
        self.states: dict[str, set[State]] = {}
        self.acknowledged: set[str] = set()
        self.given: dict[str, bool] = {}
        self.undone: dict[str, bool] = {}
        self.unheard = 0
        self._deliver, self._event_acked = deliveries.deliver, deliveries._event_acked
        deliveries.deliver = self._watched  # type: ignore[method-assign]
        deliveries._event_acked = self._watched_event  # type: ignore[method-assign]

    async def _watched(self, type_: str, name: str, payload: Json) -> Ack:
        ack = await self._deliver(type_, name, payload)
        is_taken = ack.error is None and _is_kind(ack.payload or {})
        {"slash_commands": self._command, "interactive": self._click}[type_](payload, is_taken)
        return ack

    async def _watched_event(self, sent: Any, payload: Json) -> Ack:
        ack = await self._event_acked(sent, payload)
        self._event(payload, ack.error is None)
        if ack.error and sent.retry == 3:
            self.unheard += 1
        return ack

    def may_be(self, tag: str) -> set[State]:
        """Return the states in which a story may rightly end."""
        return {None if state == GONE else state for state in self.states.get(tag, {None})}

    def _command(self, payload: Json, is_taken: bool) -> None:
        text = payload["text"]
        if payload["command"] == "/story" and tag_of(text):
            self._tell(tag_of(text), text, is_taken)
        elif payload["command"] == "/kudos" and tag_of(text):
            self.given[tag_of(text)] = is_taken

    def _click(self, payload: Json, is_taken: bool) -> None:
        if payload["type"] == "view_submission" and payload["view"]["callback_id"] in ("story.tell", "story.change"):
            text = payload["view"]["state"]["values"]["text"]["value"]["value"]
            tell = self._tell if payload["view"]["callback_id"] == "story.tell" else self._change
            tell(tag_of(text), text, is_taken)
        elif payload["type"] == "block_actions":
            self._press(payload, payload["actions"][0], is_taken)

    def _press(self, payload: Json, action: Json, is_taken: bool) -> None:
        if action["action_id"] == "story.undo":
            who = payload["user"]["id"]
            self.undone[who] = self.undone.get(who, False) or is_taken
        elif action["action_id"] == "person.forget":
            for tag in [tag for tag in self.states if tag.startswith(FORGOTTEN)]:
                self._after(tag, lambda state: state and GONE, is_taken)
        elif action.get("selected_option", {}).get("value", "").startswith("remove "):
            self._after(tag_of(str(payload["message"]["blocks"])), lambda state: state and GONE, is_taken)

    def _event(self, payload: Json, is_taken: bool) -> None:
        """A reply is judged by what the channel shows in the end, once Slack has an ack for it."""
        event = payload["event"]
        if event["type"] == "message" and "subtype" not in event and not event.get("bot_id") and is_taken:
            self.acknowledged.add(tag_of(event["text"]))

    def _tell(self, tag: str, text: str, is_taken: bool) -> None:
        self._after(tag, lambda state: state or text, is_taken)
        if is_taken:
            self.acknowledged.add(tag)

    def _change(self, tag: str, text: str, is_taken: bool) -> None:
        self._after(tag, lambda state: state if state in (None, GONE) else text, is_taken)

    def _after(self, tag: str, act: Callable[[State], State], is_taken: bool) -> None:
        before = self.states.get(tag, {None})
        after = {act(state) for state in before}
        self.states[tag] = after if is_taken else before | after


def _is_kind(answer: Json) -> bool:
    """Say whether an ack is a yes: empty, or with thanks."""
    return "errors" not in answer and str(answer.get("text", "Thank")).startswith(("Thank", "Your thanks"))

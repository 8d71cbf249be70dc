"""The two ways in which the sandbox says no: to the app in Slack's codes, to a person in a sentence."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A Web API refusal: `error` is Slack's code, `messages` go into response_metadata, `extra` beside them."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.extra = extra

    def body(self) -> Json:
        """The answer as Slack words it."""
        body: Json = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body


class ControlError(Exception):
    """A control call that a person could not have made: `sentence` says why."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status

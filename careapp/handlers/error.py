"""Answers a refusal kindly, and a failure honestly."""

import json
import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse

from careapp.acts import privacy
from careapp.acts.access import circle_for
from careapp.acts.cheer import NotYetError
from careapp.blocks.kit import Message
from careapp.blocks.privacy import asking_form
from careapp.blocks.refusal import not_saved_message, refusal_message
from careapp.care import SLACK_TROUBLE, Care, trouble
from careapp.practice.privacy import AskFirstError
from careapp.practice.refusal import CareError
from careapp.practice.text import from_slack
from careapp.store import StoreError
from careapp.store import draft as drafts
from careapp.store import person as people

log = logging.getLogger(__name__)
_NOT_SAVED = "Something went wrong on my side and this was not saved. Your words are still here; please try again."


async def answer_error(error: Exception, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
    """Answer whoever asked; an event that failed is left without an ack, so that Slack sends it again."""
    care: Care = context["care"]
    is_refusal = isinstance(error, CareError)
    if isinstance(error, NotYetError):
        log.info("%s comes too early, and is expected again", _name(body))
    elif isinstance(error, SLACK_TROUBLE):
        log.warning("%s failed, because Slack did: %s", _name(body), trouble(error))
    elif not is_refusal:
        log.error("%s failed: %s", _name(body), type(error).__name__, exc_info=error)
    if isinstance(error, AskFirstError):
        return _json({"response_action": "update", "view": asking_form(body["view"], error.hidden)})
    if body.get("type") == "view_submission":
        return _json({"response_action": "errors", "errors": await _field_errors(care, error, body["view"])})
    message = await _refusal(care, error, body) if isinstance(error, CareError) else _failure(body)
    if "command" in body:
        return _json({"text": message["text"], "blocks": message["blocks"]})
    if body.get("type") == "event_callback" and not is_refusal:
        return BoltResponse(status=500)
    if "response_url" in body and isinstance(error.__cause__ or error, SLACK_TROUBLE):
        care.answer_click(body["response_url"], message)  # where Slack's methods are too busy, this way is still open
    else:
        _whisper(care, body, message)
    return BoltResponse(status=200)


def register(app: AsyncApp) -> None:
    """Register the answer to errors."""
    app.error(answer_error)


async def _refusal(care: Care, error: CareError, body: dict[str, Any]) -> Message:
    """Give the words back as they were written; what is kept of them is masked as the circle wants it."""
    user_id = _user_id(body)
    if not (error.words and error.about):
        return refusal_message(error.sentence, error.words)
    try:
        async with care.store.transaction() as db:
            circle = circle_for(db, _channel_id(body), user_id)
            draft_id = drafts.keep(db, user_id, privacy.look(db, circle, user_id, error.words).text, care.now())
    except StoreError as lost:
        log.error("a draft was not kept: %s", lost)
        return refusal_message(error.sentence, error.words)
    return refusal_message(error.sentence, error.words, error.about, draft_id)


def _failure(body: dict[str, Any]) -> Message:
    return not_saved_message(from_slack(body.get("text", "")))


async def _field_errors(care: Care, error: Exception, view: dict[str, Any]) -> dict[str, str]:
    """A form shows its errors as plain text, so people stand in them by name."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if not isinstance(error, CareError):
        return {fields[0]: _NOT_SAVED}
    names = await _names_in(care, error.sentence)
    sentence = re.sub(r"<@\w+>", lambda match: names[match[0]], error.sentence)
    return {error.field if error.field in fields else fields[0]: sentence}


async def _names_in(care: Care, sentence: str) -> dict[str, str]:
    """Return what those are called whom a sentence mentions, by how it mentions them."""
    mentions = re.findall(r"<@(\w+)>", sentence)
    try:
        async with care.store.reading() as db:
            names = people.names(db, mentions)
    except StoreError:
        names = dict.fromkeys(mentions, people.UNKNOWN)
    return {f"<@{user_id}>": name for user_id, name in names.items()}


def _whisper(care: Care, body: dict[str, Any], message: Message) -> None:
    thread_ts = body.get("event", {}).get("thread_ts") or body.get("container", {}).get("thread_ts")
    care.whisper(_channel_id(body), _user_id(body), message, thread_ts=thread_ts)


def _channel_id(body: dict[str, Any]) -> str:
    in_event = body.get("event", {}).get("channel", "")
    channel_id: str = body.get("channel_id") or in_event or body.get("channel", {}).get("id", "")
    return channel_id


def _user_id(body: dict[str, Any]) -> str:
    user_id: str = body.get("user_id") or body.get("user", {}).get("id") or body.get("event", {}).get("user", "")
    return user_id


def _name(body: dict[str, Any]) -> str:
    what = body.get("command") or body.get("event", {}).get("type") or body.get("type", "a request")
    return f"{what} {body.get('event_id', '')}".strip()


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})

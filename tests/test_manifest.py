"""The app's manifest, its listeners and its ids say the same."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_bolt.listener.async_listener import AsyncCustomListener, AsyncListener
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

import careapp
from careapp import handlers
from careapp.blocks import ids
from careapp.blocks.story import whole_story
from careapp.sandbox.events import SCOPES as EVENT_SCOPES
from careapp.sandbox.manifest import Manifest
from careapp.sandbox.methods import METHODS
from careapp.settings import manifest_path
from tests.practice import made

WRITTEN: dict[str, Any] = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
MANIFEST = Manifest.of(WRITTEN)
PACKAGE = Path(careapp.__file__).parent


@pytest.fixture(scope="module")
def bolt() -> AsyncApp:
    """Care's Bolt app, connected to nothing."""
    app = AsyncApp(client=AsyncWebClient(token="xoxb-1"), process_before_response=True)
    handlers.register(app)
    return app


async def _owners(bolt: AsyncApp, body: dict[str, Any]) -> list[str]:
    """Return the names of the listeners that would take a payload, in Bolt's order; the first one gets it."""
    request = AsyncBoltRequest(body=body, mode="socket_mode")
    response = BoltResponse(status=404)
    found = [listener for listener in bolt._async_listeners if await listener.async_matches(req=request, resp=response)]
    return [_name(listener) for listener in found]


def _name(listener: AsyncListener) -> str:
    assert isinstance(listener, AsyncCustomListener)
    return listener.ack_function.__name__


def _command(name: str) -> dict[str, Any]:
    return {"command": name, "text": "", "trigger_id": "1.1", "user_id": "U1"}


def _action(action_id: str) -> dict[str, Any]:
    action = {"type": "button", "action_id": action_id, "block_id": "b"}
    return {"type": "block_actions", "actions": [action], "user": {"id": "U1"}}


def _view(callback_id: str) -> dict[str, Any]:
    return {"type": "view_submission", "view": {"type": "modal", "callback_id": callback_id}, "user": {"id": "U1"}}


def _shortcut(callback_id: str, kind: str = "shortcut") -> dict[str, Any]:
    return {"type": kind, "callback_id": callback_id, "trigger_id": "1.1", "user": {"id": "U1"}}


def _event(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "event_callback", "event_id": "Ev1", "event": {"type": name, **more}}


PAYLOADS = {
    **{command: _command(command) for command in MANIFEST.commands},
    **{action_id: _action(action_id) for action_id in ids.ACTIONS},
    **{view: _view(view) for view in ids.VIEWS if view not in ids.READ_ONLY},
    **{
        s.callback_id: _shortcut(s.callback_id, {"message": "message_action"}.get(s.type, "shortcut"))
        for s in MANIFEST.shortcuts
    },
    **{name: _event(name.split(".")[0]) for name in MANIFEST.events},
}
NOBODYS = [_command("/other"), _action("other"), _view("other"), _shortcut("other"), _event("pin_added")]


@pytest.mark.parametrize("key", sorted(PAYLOADS))
async def test_what_slack_sends_has_one_owner_and_then_the_fallback(bolt: AsyncApp, key: str) -> None:
    owner, *others = await _owners(bolt, PAYLOADS[key])
    assert owner != "let_pass"
    assert others == ["let_pass"]


@pytest.mark.parametrize(
    "subtype", ["message_changed", "message_deleted", "file_share", "thread_broadcast", "bot_message"]
)
async def test_messages_of_every_subtype_have_one_owner(bolt: AsyncApp, subtype: str) -> None:
    assert await _owners(bolt, _event("message", subtype=subtype)) == ["hear_message", "let_pass"]


@pytest.mark.parametrize("body", NOBODYS, ids=str)
async def test_what_nobody_asked_for_is_taken_by_the_fallback_alone(bolt: AsyncApp, body: dict[str, Any]) -> None:
    assert await _owners(bolt, body) == ["let_pass"]


def test_nothing_is_listened_for_but_what_the_manifest_and_the_ids_name() -> None:
    registered = re.findall(r"app\.(command|event|shortcut|action|view)\(([^)]+)\)", _source_of_handlers())
    keys = {_value(key) for _, keys_ in registered for key in _each(keys_)}
    expected = set(PAYLOADS) - {"message.channels", "message.groups"} | {"message"}
    assert keys == expected


def _source_of_handlers() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "handlers").glob("*.py")))


def _each(key: str) -> list[str]:
    """The keys of a registration, one of which stands for channels and groups."""
    if key == "_ANY":
        return []
    return [key.replace("{kind}", kind) for kind in ("channel", "group")] if "{kind}" in key else [key]


def _value(key: str) -> str:
    return str(getattr(ids, key.removeprefix("ids."))) if key.startswith("ids.") else key.strip('f"')


def test_the_view_without_a_listener_has_nothing_to_submit() -> None:
    view = whole_story(made.story())
    assert view["callback_id"] == ids.STORY_WHOLE
    assert "submit" not in view
    assert not any(block["type"] in ("input", "actions") for block in view["blocks"])


def test_every_id_is_declared_once_and_listed() -> None:
    declared = {name: value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
    listed = [*ids.VIEWS, *ids.ACTIONS, *ids.SHORTCUTS]
    assert sorted(listed) == sorted(value for name, value in declared.items() if name != "INPUT")
    assert len(set(listed)) == len(listed)
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", each) for each in listed)
    assert {shortcut.callback_id for shortcut in MANIFEST.shortcuts} == set(ids.SHORTCUTS)


def test_ids_are_written_nowhere_but_where_they_are_declared() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "sandbox" in path.parts or path.name == "ids.py":
            continue
        strings = {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
        }
        assert not strings & {*ids.VIEWS, *ids.ACTIONS, *ids.SHORTCUTS}, path


def test_listeners_ask_only_for_what_bolt_knows(bolt: AsyncApp) -> None:
    known = set(inspect.signature(AsyncArgs.__init__).parameters) | {"args", "error"}
    assert len(bolt._async_listeners) > 20
    for listener in bolt._async_listeners:
        assert isinstance(listener, AsyncCustomListener)
        assert set(listener.arg_names) <= known, _name(listener)


NOT_CALLS = {"bot_token", "app_token", "api_url", "wss_uri"}
KINDS = ("channels", "groups")  # a circle is in a public or a private channel


def _calls() -> Iterator[str]:
    """The methods of Slack that Care calls, found in its code by their names in the SDK."""
    by_sdk_name = {name.replace(".", "_"): name for name in METHODS}
    by_sdk_name["files_upload_v2"] = "files.completeUploadExternal"
    by_sdk_name["connect_async"] = "apps.connections.open"
    for path in PACKAGE.rglob("*.py"):
        if "sandbox" in path.parts or "demo" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        for called in re.findall(r"(?:slack|client)\.([a-zA-Z_0-9]+)", source):
            if called in by_sdk_name:
                yield by_sdk_name[called]
            assert called in by_sdk_name or not re.match(r"[a-z]+_[a-zA-Z]", called) or called in NOT_CALLS, called


def _scopes_for(method: str) -> set[str]:
    """The scopes that a method needs, for circles in public and in private channels."""
    scopes = METHODS[method].scopes
    by_kind = {scope for scope in scopes if scope.split(":")[0] in KINDS}
    return by_kind or set(scopes)


def _scopes_of(event: str) -> set[str]:
    """The scopes that a subscription needs; `message.channels` is for one kind of channel, most are for both."""
    name, _, kind = event.partition(".")
    return {EVENT_SCOPES[name].format(kind=each) for each in ([kind] if kind else KINDS)} - {""}


def test_every_call_and_event_has_its_scope_and_no_scope_is_without_use() -> None:
    calls = {name for name in _calls() if not METHODS[name].with_app_token}
    assert {"chat.postMessage", "chat.update", "views.open", "users.list", "conversations.members"} < calls
    for_calls = {scope for name in calls for scope in _scopes_for(name)}
    for_events = {scope for name in MANIFEST.events for scope in _scopes_of(name)}
    assert set(MANIFEST.scopes) == for_calls | for_events | {"commands"}
    assert len(set(MANIFEST.scopes)) == len(MANIFEST.scopes)

"""For each method of the Web API a call that succeeds, in the workspace of `tests.sandbox.conftest`."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from tests.sandbox.conftest import Slack, home, modal, section, text_input

Json = dict[str, Any]
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(8)


async def _own_message(slack: Slack) -> Json:
    posted = await slack.app.chat_postMessage(channel="CDESK", text="Mine", blocks=[section()])
    return {"channel": "CDESK", "ts": posted["ts"]}


async def _changed_message(slack: Slack) -> Json:
    return await _own_message(slack) | {"text": "Mine, again"}


async def _named_message(slack: Slack) -> Json:
    return {"channel": "CDESK", "message_ts": await slack.say("Look here")}


async def _two_messages(slack: Slack) -> Json:
    await slack.say("One")
    await slack.app.reactions_add(channel="CDESK", timestamp=await slack.say("Two"), name="wave")
    return {"channel": "CDESK", "latest": "2000000000.000000", "limit": 1}


async def _thread(slack: Slack) -> Json:
    parent = await slack.say("Who is there?")
    await slack.say("Tom is", "UTOM", thread_ts=parent)
    return {"channel": "CDESK", "ts": parent, "limit": 1}


async def _own_channel(slack: Slack) -> Json:
    created = await slack.app.conversations_create(name="new-ground")
    return {"channel": created["channel"]["id"], "name": "old-ground"}


async def _archived_channel(slack: Slack) -> Json:
    await slack.control("archive", user="UMAYA", channel="CDESK")
    return {"channel": "CDESK"}


async def _uploaded_file(slack: Slack) -> Json:
    announced = await slack.app.files_getUploadURLExternal(filename="cat.png", length=len(PICTURE))
    async with slack.http.post(announced["upload_url"], data=PICTURE) as answer:
        assert answer.status == 200
    return {"files": [{"id": announced["file_id"], "title": "A cat"}], "channel_id": "CDESK", "initial_comment": "Look"}


async def _finished_file(slack: Slack) -> Json:
    completed = await slack.app.files_completeUploadExternal(**await _uploaded_file(slack))
    return {"file": completed["files"][0]["id"]}


async def _message_to_react_to(slack: Slack) -> Json:
    return {"channel": "CDESK", "timestamp": await slack.say("Good news"), "name": "tada"}


async def _reacted_message(slack: Slack) -> Json:
    reaction = await _message_to_react_to(slack)
    await slack.app.reactions_add(**reaction)
    return reaction


async def _seen_reactions(slack: Slack) -> Json:
    reaction = await _reacted_message(slack)
    return {"channel": reaction["channel"], "timestamp": reaction["timestamp"]}


async def _message_to_pin(slack: Slack) -> Json:
    return {"channel": "CDESK", "timestamp": await slack.say("Good to know")}


async def _pinned_message(slack: Slack) -> Json:
    item = await _message_to_pin(slack)
    await slack.app.pins_add(**item)
    return item


async def _channel_with_a_pin(slack: Slack) -> Json:
    return {"channel": (await _pinned_message(slack))["channel"]}


async def _trigger_id(slack: Slack) -> str:
    socket = await slack.socket()
    payload = await socket.acked(slack.control("command", user="UMAYA", channel="CDESK", command="/help"))
    await socket.socket.close()
    return str(payload["trigger_id"])


async def _new_modal(slack: Slack) -> Json:
    return {"trigger_id": await _trigger_id(slack), "view": modal(text_input(), section())}


async def _modal_on_top(slack: Slack) -> Json:
    await slack.app.views_open(**await _new_modal(slack))
    return await _new_modal(slack)


async def open_modal(slack: Slack) -> Json:
    """A modal that Maya has open, with one input."""
    return dict((await slack.app.views_open(**await _new_modal(slack)))["view"])


async def _changed_modal(slack: Slack) -> Json:
    view = await open_modal(slack)
    return {"view_id": view["id"], "hash": view["hash"], "view": modal(section("Changed"))}


async def _scheduled(slack: Slack) -> Json:
    tomorrow = int((slack.sandbox.clock.now() + timedelta(days=1)).timestamp())
    return {"channel": "CDESK", "post_at": tomorrow, "text": "Good morning", "attachments": [{"text": "With tea"}]}


async def _scheduled_message(slack: Slack) -> Json:
    planned = await slack.app.chat_scheduleMessage(**await _scheduled(slack))
    return {"channel": "CDESK", "scheduled_message_id": planned["scheduled_message_id"]}


async def _scheduled_messages(slack: Slack) -> Json:
    await _scheduled_message(slack)
    return {"channel": "CDESK"}


async def _email_of_maya(slack: Slack) -> Json:
    maya = await slack.app.users_info(user="UMAYA")
    return {"email": maya["user"]["profile"]["email"]}


EXAMPLES: dict[str, Json | Callable[[Slack], Awaitable[Json]]] = {
    "apps.connections.open": {},
    "auth.test": {},
    "blocks.validate": {"blocks": [section()]},
    "bots.info": {"bot": "BHELPER"},
    "chat.delete": _own_message,
    "chat.deleteScheduledMessage": _scheduled_message,
    "chat.getPermalink": _named_message,
    "chat.postEphemeral": {"channel": "CDESK", "user": "UMAYA", "text": "For you alone"},
    "chat.postMessage": {"channel": "CDESK", "text": "Hello", "blocks": [section()]},
    "chat.scheduleMessage": _scheduled,
    "chat.scheduledMessages.list": _scheduled_messages,
    "chat.update": _changed_message,
    "conversations.archive": {"channel": "CDESK"},
    "conversations.create": {"name": "new-ground"},
    "conversations.history": _two_messages,
    "conversations.info": {"channel": "CDESK", "include_num_members": True},
    "conversations.invite": {"channel": "CDESK", "users": "UADA"},
    "conversations.join": {"channel": "CDESK"},
    "conversations.kick": {"channel": "CDESK", "user": "UTOM"},
    "conversations.leave": {"channel": "CDESK"},
    "conversations.list": {"types": "public_channel,private_channel,im", "limit": 2},
    "conversations.members": {"channel": "CDESK", "limit": 1},
    "conversations.open": {"users": "UMAYA", "return_im": True},
    "conversations.rename": _own_channel,
    "conversations.replies": _thread,
    "conversations.unarchive": _archived_channel,
    "emoji.list": {},
    "files.completeUploadExternal": _uploaded_file,
    "files.getUploadURLExternal": {"filename": "cat.png", "length": 16},
    "files.info": _finished_file,
    "pins.add": _message_to_pin,
    "pins.list": _channel_with_a_pin,
    "pins.remove": _pinned_message,
    "reactions.add": _message_to_react_to,
    "reactions.get": _seen_reactions,
    "reactions.remove": _reacted_message,
    "team.info": {},
    "usergroups.list": {"include_users": True, "include_count": True},
    "usergroups.users.list": {"usergroup": "SNIGHTSHIFT"},
    "users.conversations": {"user": "UMAYA", "types": "public_channel,private_channel"},
    "users.info": {"user": "UMAYA", "include_locale": True},
    "users.list": {},
    "users.lookupByEmail": _email_of_maya,
    "users.profile.get": {"user": "UMAYA"},
    "views.open": _new_modal,
    "views.publish": {"user_id": "UMAYA", "view": home(section())},
    "views.push": _modal_on_top,
    "views.update": _changed_modal,
}


# What Slack refuses to every bot, however right the call.
REFUSED_TO_BOTS = {"conversations.unarchive": "not_in_channel"}


async def arguments(slack: Slack, method: str) -> Json:
    """The arguments of a call that succeeds, and what it needs done before; fails where nobody wrote one."""
    assert method in EXAMPLES, f"{method} has no example call in {__name__}"
    example = EXAMPLES[method]
    return dict(example) if isinstance(example, dict) else await example(slack)


async def call(slack: Slack, method: str, given: Json) -> Json:
    """Calls a method as an app does, by the SDK's own function for it; answers the body."""
    token = {"app_token": slack.sandbox.app_token} if method == "apps.connections.open" else {}
    answer = await getattr(slack.app, method.replace(".", "_"))(**token, **given)
    return dict(answer.data)

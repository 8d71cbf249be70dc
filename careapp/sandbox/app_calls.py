"""What people do with the app, as calls: commands, clicks, shortcuts, modals, its Home, its removal."""

from copy import deepcopy

from careapp.sandbox import built_in, installation, interactions, membership, submissions, suggestions
from careapp.sandbox.control_body import COMMAND_MOST, Body
from careapp.sandbox.events import send_event
from careapp.sandbox.installation import need_app
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.surfaces import message_surface, view_surface


async def command(body: Body) -> Json:
    """Types a slash command."""
    person = body.person()
    channel = body.own_channel(person)
    name, text = body.text("command"), body.text("text", "", COMMAND_MOST)
    if name in built_in.COMMANDS:
        return await built_in.run(body, name, text)
    return await interactions.run_command(body.slack, person, channel, name, text)


async def action(body: Body) -> Json:
    """Clicks or chooses in a message or a view."""
    person, values = body.person(), body.given.get("values")
    taken: Json = {"action_id": body.text("action_id"), "block_id": body.text("block_id")}
    taken["element"] = body.object("element")
    if "view_id" in body.given:
        return await interactions.act_on_view(body.slack, person, body.view(person), taken, values)
    channel, ts = body.seen_channel(person), body.text("message_ts")
    return await interactions.act_on_message(body.slack, person, channel, ts, taken, values)


async def suggest(body: Body) -> Json:
    """Types into a select with an external source and answers what the app suggests."""
    person = body.person()
    asked: Json = {"action_id": body.text("action_id"), "block_id": body.text("block_id")}
    asked["value"] = body.text("value", "")
    if "view_id" in body.given:
        surface = view_surface(body.view(person))
    else:
        surface = message_surface(body.seen_channel(person), person, body.text("message_ts"), asked["block_id"])
    return await suggestions.suggest(body.slack, person, surface, asked)


async def shortcut(body: Body) -> Json:
    """Uses a shortcut, with `message_ts` on a message."""
    person, message = body.person(), None
    if body.given.get("message_ts"):
        channel = body.seen_channel(person)
        message = (channel, body.message(channel, "message_ts"))
    return await interactions.use_shortcut(body.slack, person, body.text("callback_id"), message)


async def submit(body: Body) -> Json:
    """Submits a modal."""
    person = body.person()
    return await submissions.submit(body.slack, person, body.view(person), body.given.get("values"))


async def close(body: Body) -> Json:
    """Closes a modal."""
    person = body.person()
    await submissions.close(body.slack, person, body.view(person), body.flag("is_cleared", False))
    return {}


async def open_home(body: Body) -> Json:
    """Opens the app's Home or Messages tab and waits for the ack, so that a fresh Home can be answered."""
    slack, person, tab = body.slack, body.person(), body.text("tab", "home")
    if tab not in ("home", "messages"):
        raise ControlError("`tab` is home or messages.")
    need_app(slack)
    if not (slack.manifest.home_enabled if tab == "home" else slack.manifest.messages_enabled):
        raise ControlError(f"{slack.manifest.app_name} has no {tab} tab.")
    channel = membership.open_direct(slack, person.id, slack.workspace.bot_user_id)
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
    if tab == "home" and person.id in slack.views.homes:
        event["view"] = deepcopy(slack.views.homes[person.id])
    task = send_event(slack, event | {"event_ts": slack.clock.stamp()})
    if task:
        await task
    return {"view": slack.views.homes.get(person.id), "channel": channel.id}


async def uninstall(body: Body) -> Json:
    """Takes the app out of the workspace; there is no way back but a new start."""
    installation.uninstall(body.slack)
    return {}

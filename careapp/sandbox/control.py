"""What people do, as calls: the table of control actions."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from careapp.sandbox import channel_calls as channels
from careapp.sandbox import membership
from careapp.sandbox.app_calls import action, close, command, open_home, shortcut, submit, suggest, uninstall
from careapp.sandbox.clock import known
from careapp.sandbox.control_body import Body
from careapp.sandbox.control_calls import clear_calls
from careapp.sandbox.control_faults import faults
from careapp.sandbox.control_socket_faults import socket_faults
from careapp.sandbox.message_calls import arrive, delete, edit, mark, open_dm, pin, react, say
from careapp.sandbox.person_files import upload
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.relaxations import change_settings, settings_now
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import NAME_MOST, Person, is_zone


async def person(body: Body) -> Json:
    """Changes a person, or without `id` adds one (`handle`, `name`, `zone`, ...)."""
    if "id" not in body.given:
        return _new_person(body)
    changed = body.person("id")
    zone, deleted = body.text("zone", changed.zone), body.flag("deleted", changed.deleted)
    name, title = body.text("name", changed.name, NAME_MOST), body.text("title", changed.title)
    if not is_zone(zone):
        raise ControlError(f"There is no time zone {zone}.")
    if not name.strip():
        raise ControlError("A person has a name.")
    if deleted != changed.deleted:
        _check_change_of_staff(body.slack, changed)
    changed.zone, changed.name, changed.title, changed.deleted = zone, name, title, deleted
    if deleted:
        membership.deactivate(body.slack, changed)
    membership.changed_person(body.slack, changed, "user_change")
    return {"id": changed.id}


async def clock(body: Body) -> Json:
    """Sets, moves, freezes or runs the clock; a call waits until the move before it is over."""
    time, moves = body.slack.clock, body.slack.moves
    async with moves.turn:
        if {"now", "advance"} & body.given.keys():
            await moves.to(_target(body))
        if "frozen" in body.given:
            (time.freeze if body.flag("frozen") else time.run)()
    return {"now": time.now().isoformat(), "frozen": time.frozen}


async def settings(body: Body) -> Json:
    """Relaxes (or restores) strictness; answers how every switch stands."""
    change_settings(body.slack, body.given)
    return settings_now(body.slack)


async def disconnect(body: Body) -> Json:
    """Asks the app's sockets to reconnect, as Slack does every few hours."""
    body.slack.socket_mode.disconnect(body.text("reason", "refresh_requested"))
    return {}


async def settle(body: Body) -> Json:
    """Waits until no event delivery is under way."""
    await body.slack.deliveries.settled()
    return {}


ACTIONS: dict[str, Callable[[Body], Awaitable[Json]]] = {
    each.__name__: each
    for each in (
        *(say, edit, delete, react, pin, mark, arrive, open_dm),
        *(command, action, suggest, shortcut, submit, close, open_home, upload, uninstall),
        *(channels.invite, channels.kick, channels.join, channels.leave, channels.archive, channels.unarchive),
        *(channels.rename, channels.set_topic, channels.create_channel, channels.delete_channel),
        *(person, clock, settings, disconnect, settle, faults, socket_faults, clear_calls),
    )
}


def _target(body: Body) -> datetime:
    ahead = body.number("advance") if "advance" in body.given else 0
    try:
        start = datetime.fromisoformat(body.text("now")) if "now" in body.given else body.slack.clock.now()
        return known(start + timedelta(seconds=ahead))
    except (ValueError, OverflowError) as wrong:
        raise ControlError("The clock takes an ISO instant with its zone, or seconds, 2002 to 2200.") from wrong


def _check_change_of_staff(slack: Slack, person: Person) -> None:
    """Raises ControlError where the app, or the last person who is here, is to leave (or the app to come back)."""
    if person.is_app:
        raise ControlError("An app goes by the call uninstall, and does not come back.")
    if all(each.deleted or each.is_bot or each is person for each in slack.workspace.people.values()):
        raise ControlError("Somebody has to stay in the workspace.")


def _new_person(body: Body) -> Json:
    body.text("handle")
    try:
        new = body.slack.workspace.add_person(body.given)
    except ValueError as taken:
        raise ControlError(str(taken)) from taken
    membership.changed_person(body.slack, new, "team_join")
    return {"id": new.id}

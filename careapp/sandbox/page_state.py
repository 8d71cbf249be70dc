"""The workspace as one person's page shows it."""

from careapp.sandbox.channel import Channel
from careapp.sandbox.manifest import BUILT_IN
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Person


def state_of(slack: Slack, person: Person) -> Json:
    """`State` of docs/sandbox.md."""
    workspace, manifest = slack.workspace, slack.manifest
    state: Json = {"now": slack.clock.now().isoformat(), "frozen": slack.clock.frozen}
    state["team"] = {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain}
    state["app"] = _app(slack)
    state["me"] = person_shown(slack, person)
    state["people"] = people_shown(slack)
    state["channels"] = channels_seen_by(slack, person.id)
    state["groups"] = [vars(group) | {"members": list(group.members)} for group in workspace.groups.values()]
    state["commands"] = _commands(slack)
    state["shortcuts"] = [vars(each) for each in manifest.shortcuts] if slack.installed else []
    state["home_enabled"] = manifest.home_enabled and slack.installed
    state["views"] = slack.views.stack_of(person.id)
    return state


def people_shown(slack: Slack) -> list[Json]:
    """Everyone, the app included."""
    return [person_shown(slack, each) for each in slack.workspace.people.values()]


def person_shown(slack: Slack, person: Person) -> Json:
    """`Person` of docs/sandbox.md."""
    keys = ("id", "handle", "name", "title", "zone", "is_bot", "is_app", "deleted")
    shown = {key: getattr(person, key) for key in keys}
    return shown | {"color": f"#{person.color}", "avatar_url": f"/_sandbox/avatar/{person.id}.svg"}


def channels_seen_by(slack: Slack, user_id: str) -> list[Json]:
    """The public channels, the private ones the person is in, and their direct messages."""
    return [_channel(slack, each, user_id) for each in slack.workspace.channels.values() if each.seen_by(user_id)]


def _channel(slack: Slack, channel: Channel, user_id: str) -> Json:
    unread = channel.unread_by(user_id) if user_id in channel.members else []
    calls = _calls_for(slack, user_id)
    mentions = sum(any(call in message.get("text", "") for call in calls) for message in unread)
    others = [each for each in channel.members if each != user_id] or [user_id]
    shown: Json = {"id": channel.id, "name": channel.name, "topic": channel.topic, "kind": channel.kind}
    shown.update(is_member=user_id in channel.members, is_archived=channel.is_archived, members=channel.members)
    shown.update(purpose=channel.purpose, creator=channel.creator, created=channel.created)
    shown["app_is_member"] = slack.workspace.bot_user_id in channel.members
    shown["with"] = others[0] if channel.kind == "im" else None
    shown["last_ts"] = channel.timeline[-1] if channel.timeline else None
    return shown | {"unread": len(unread), "mentions": mentions}


def _calls_for(slack: Slack, user_id: str) -> list[str]:
    groups = [f"<!subteam^{each.id}" for each in slack.workspace.groups.values() if user_id in each.members]
    return [f"<@{user_id}>", "<!channel>", "<!here>", "<!everyone>", *groups]


def _commands(slack: Slack) -> list[Json]:
    keys = ("command", "description", "usage_hint")
    of_app = [each for name, each in slack.manifest.commands.items() if slack.installed and name not in BUILT_IN]
    own = [{key: getattr(each, key) for key in keys} | {"built_in": True} for each in BUILT_IN.values()]
    return [{key: getattr(each, key) for key in keys} for each in of_app] + own


def _app(slack: Slack) -> Json:
    workspace, manifest = slack.workspace, slack.manifest
    bot = workspace.people[workspace.bot_user_id]
    app: Json = {"id": workspace.app_id, "name": manifest.app_name, "bot_user_id": bot.id}
    app.update(color=manifest.color, icon_url=f"/_sandbox/avatar/{bot.id}.svg", connected=slack.app_connected)
    app["installed"] = slack.installed
    app["messages_read_only"] = manifest.messages_read_only or not manifest.messages_enabled
    return app

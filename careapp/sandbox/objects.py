"""People, channels and the app in the shapes of Slack's Web API."""

from zoneinfo import ZoneInfo

from careapp.sandbox.channel import Channel
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Group, Person

SIZES = (24, 32, 48, 72, 192, 512)


def user_object(slack: Slack, person: Person) -> Json:
    """A user as users.info, users.list, team_join and user_change show it."""
    local = slack.clock.now().astimezone(ZoneInfo(person.zone))
    offset = local.utcoffset()
    user: Json = {"id": person.id, "team_id": person.team_id or slack.workspace.team_id, "name": person.handle}
    user.update(deleted=person.deleted, color=person.color, real_name=person.name, is_bot=person.is_bot)
    user.update(is_app_user=False, updated=person.updated, profile=_profile(slack, person))
    if not person.deleted:
        label, seconds = local.tzname(), int(offset.total_seconds()) if offset else 0
        user.update(tz=person.zone, tz_label=label, tz_offset=seconds, is_email_confirmed=True)
        user.update(is_admin=False, is_owner=False, is_primary_owner=False)
        user.update(is_restricted=person.is_guest, is_ultra_restricted=False)
        user["who_can_share_contact_card"] = "EVERYONE"
    return user


def _profile(slack: Slack, person: Person) -> Json:
    first, _, last = person.name.partition(" ")
    profile: Json = {"title": person.title, "phone": "", "skype": "", "status_text": "", "status_emoji": ""}
    profile.update(real_name=person.name, real_name_normalized=person.name, status_expiration=0, avatar_hash="")
    profile.update(display_name=person.name, display_name_normalized=person.name, first_name=first, last_name=last)
    profile["team"] = slack.workspace.team_id
    if person.is_app:
        profile.update(bot_id=slack.workspace.bot_id, api_app_id=slack.workspace.app_id, always_active=True)
    return profile | {f"image_{size}": avatar(slack, person) for size in SIZES}


def slackbot(slack: Slack) -> Json:
    """Slack's own helper, which every users.list holds and which is no bot by its flag."""
    person = Person("USLACKBOT", "slackbot", "Slackbot", "America/Los_Angeles", color="757575")
    return user_object(slack, person)


def avatar(slack: Slack, person: Person) -> str:
    """The URL of a person's picture."""
    return f"{slack.url}/_sandbox/avatar/{person.id}.svg"


def bot_profile(slack: Slack) -> Json:
    """The app's bot as its messages carry it."""
    workspace, picture = slack.workspace, f"{slack.url}/_sandbox/avatar/{slack.workspace.bot_user_id}.svg"
    bot: Json = {"id": workspace.bot_id, "name": slack.manifest.bot_name, "deleted": False}
    bot.update(app_id=workspace.app_id, updated=workspace.created, team_id=workspace.team_id)
    bot["icons"] = {f"image_{size}": picture for size in (36, 48, 72)}
    return bot


def channel_object(slack: Slack, channel: Channel) -> Json:
    """A conversation as the app sees it."""
    bot = slack.workspace.bot_user_id
    body: Json = {"id": channel.id, "created": channel.created, "is_archived": channel.is_archived}
    body.update(is_im=channel.kind == "im", is_mpim=channel.kind == "mpim", is_org_shared=False)
    body["context_team_id"] = slack.workspace.team_id
    if channel.kind == "im":
        other = next((each for each in channel.members if each != bot), bot)
        return body | {"user": other, "is_open": True, "is_user_deleted": False, "priority": 0}
    body.update(name=channel.name, name_normalized=channel.name, is_channel=channel.kind == "channel")
    body.update(is_group=channel.kind == "group", is_private=channel.kind != "channel", is_general=False)
    body.update(is_member=bot in channel.members, creator=channel.creator, previous_names=channel.previous_names)
    body.update(is_shared=False, is_ext_shared=False, is_pending_ext_shared=False, pending_shared=[], unlinked=0)
    body["topic"] = {"value": channel.topic, "creator": channel.creator, "last_set": 0}
    body["purpose"] = {"value": "", "creator": "", "last_set": 0}
    return body


def group_object(slack: Slack, group: Group, with_users: bool, with_count: bool) -> Json:
    """A user group as usergroups.list shows it."""
    created = slack.workspace.created
    body: Json = {"id": group.id, "team_id": slack.workspace.team_id, "is_usergroup": True, "name": group.name}
    body.update(description="", handle=group.handle, is_external=False, auto_type=None, created_by="USLACKBOT")
    body.update(date_create=created, date_update=created, date_delete=0, updated_by="USLACKBOT", deleted_by=None)
    body["prefs"] = {"channels": [], "groups": []}
    if with_users:
        body["users"] = list(group.members)
    if with_count:
        body["user_count"] = str(len(group.members))
    return body


def permalink(slack: Slack, channel: Channel, message: Json) -> str:
    """The address of a message in Slack."""
    ts, parent = message["ts"], message.get("thread_ts")
    address = f"https://{slack.workspace.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return address + (f"?thread_ts={parent}&cid={channel.id}" if parent and parent != ts else "")

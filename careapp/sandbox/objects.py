"""People, channels and the app in the shapes of Slack's Web API."""

from zoneinfo import ZoneInfo

from careapp.sandbox.channel import Channel
from careapp.sandbox.refusals import Json
from careapp.sandbox.slack import Slack
from careapp.sandbox.workspace import Group, Person

LOCALE = "en-US"  # of everybody and everything here
SIZES = (24, 32, 48, 72, 192, 512)


def user_object(slack: Slack, person: Person) -> Json:
    """A user as users.info, users.list, team_join and user_change show it."""
    local = slack.clock.now().astimezone(ZoneInfo(person.zone))
    offset = local.utcoffset()
    user: Json = {"id": person.id, "team_id": person.team_id or slack.workspace.team_id, "name": person.handle}
    user.update(deleted=person.deleted, color=person.color, real_name=person.name, is_bot=person.is_bot)
    user.update(is_app_user=False, updated=person.updated, profile=profile_object(slack, person))
    if not person.deleted:
        label, seconds = local.tzname(), int(offset.total_seconds()) if offset else 0
        user.update(tz=person.zone, tz_label=label, tz_offset=seconds, is_email_confirmed=True)
        user.update(is_admin=False, is_owner=False, is_primary_owner=False)
        user.update(is_restricted=person.is_guest, is_ultra_restricted=False)
        user["who_can_share_contact_card"] = "EVERYONE"
    return user


def profile_object(slack: Slack, person: Person) -> Json:
    """A person's profile; their e-mail is in it only for apps with the scope to read it."""
    first, _, last = person.name.partition(" ")
    profile: Json = {"title": person.title, "phone": "", "skype": "", "status_text": "", "status_emoji": ""}
    profile.update(real_name=person.name, real_name_normalized=person.name, status_expiration=0, avatar_hash="")
    profile.update(display_name=person.name, display_name_normalized=person.name, first_name=first, last_name=last)
    profile.update(fields={}, status_emoji_display_info=[], huddle_state="default_unset", huddle_state_expiration_ts=0)
    profile["team"] = slack.workspace.team_id
    if person.email and not person.is_bot and "users:read.email" in slack.manifest.scopes:
        profile["email"] = person.email
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
        is_gone = slack.workspace.people[other].deleted
        return body | {"user": other, "is_open": True, "is_user_deleted": is_gone, "priority": 0}
    body.update(name=channel.name, name_normalized=channel.name, is_channel=channel.kind == "channel")
    body.update(is_group=channel.kind == "group", is_private=channel.kind != "channel", is_general=False)
    body.update(is_member=bot in channel.members, creator=channel.creator, previous_names=channel.previous_names)
    body.update(is_shared=False, is_ext_shared=False, is_pending_ext_shared=False, pending_shared=[], unlinked=0)
    body["topic"] = {"value": channel.topic, "creator": channel.creator, "last_set": 0}
    body["purpose"] = {"value": channel.purpose, "creator": channel.creator, "last_set": 0}
    return body


def created_channel(slack: Slack, channel: Channel) -> Json:
    """A new channel as channel_created tells of it."""
    kept = ("id", "name", "name_normalized", "created", "creator", "is_channel", "is_group", "is_im", "is_mpim")
    flags = ("is_private", "is_archived", "is_general", "is_shared", "is_org_shared", "is_ext_shared")
    whole = channel_object(slack, channel)
    body = {key: whole[key] for key in (*kept, *flags, "is_pending_ext_shared", "context_team_id")}
    return body | {"is_frozen": False}


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

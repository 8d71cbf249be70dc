"""auth.test, apps.connections.open, team.info, bots.info and emoji.list."""

from careapp.sandbox.methods.call import Call
from careapp.sandbox.objects import bot_profile
from careapp.sandbox.refusals import Json, SlackError

ICON_SIZES = (34, 44, 68, 88, 102, 132)


def test_auth(call: Call) -> Json:
    """Says whose token this is."""
    workspace = call.slack.workspace
    bot = workspace.people[workspace.bot_user_id]
    answer: Json = {"url": f"https://{workspace.domain}.slack.com/", "team": workspace.name, "user": bot.handle}
    answer.update(team_id=workspace.team_id, user_id=bot.id, bot_id=workspace.bot_id)
    return answer | {"is_enterprise_install": False}


def open_connection(call: Call) -> Json:
    """Hands out a WebSocket URL."""
    return {"url": call.slack.socket_mode.new_url(call.slack.url)}


def team_info(call: Call) -> Json:
    """Describes the workspace."""
    workspace = call.slack.workspace
    if call.text("team") not in ("", workspace.team_id):
        raise SlackError("team_not_found")
    team: Json = {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain}
    picture = f"{call.slack.url}/_sandbox/avatar/{workspace.team_id}.svg"
    icon: Json = {f"image_{size}": picture for size in ICON_SIZES}
    return {"team": team | {"email_domain": "", "icon": icon | {"image_default": True}}}


def bot_info(call: Call) -> Json:
    """Describes the app's bot, the only one there is."""
    workspace = call.slack.workspace
    if call.text("bot") not in ("", workspace.bot_id):
        raise SlackError("bot_not_found")
    return {"bot": bot_profile(call.slack) | {"user_id": workspace.bot_user_id}}


def list_emoji(call: Call) -> Json:
    """Lists custom emoji: the sandbox has none."""
    return {"emoji": {}, "cache_ts": str(call.slack.clock.seconds())}

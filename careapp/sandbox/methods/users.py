"""users.info, list, lookupByEmail and profile.get, usergroups.list and usergroups.users.list."""

from careapp.sandbox.methods.call import Call
from careapp.sandbox.objects import LOCALE, group_object, profile_object, slackbot, user_object
from careapp.sandbox.refusals import Json, SlackError


def user_info(call: Call) -> Json:
    """Describes one person."""
    user_id = call.text("user")
    if user_id == "USLACKBOT":
        return {"user": slackbot(call.slack)}
    person = call.slack.workspace.people.get(user_id)
    if person is None:
        raise SlackError("user_not_found")
    return {"user": user_object(call.slack, person) | _locale(call)}


def list_users(call: Call) -> Json:
    """Lists everyone of this workspace: bots, guests, those who left, and Slackbot."""
    people = [each for each in call.slack.workspace.people.values() if not each.team_id]
    users = [slackbot(call.slack), *(user_object(call.slack, person) for person in people)]
    page, cursor = call.page(users, lambda user: str(user["id"]), default=1000)
    return {
        "members": [each | _locale(call) for each in page],
        "cache_ts": int(call.slack.clock.seconds()),
        "response_metadata": cursor,
    }


def look_up_by_email(call: Call) -> Json:
    """Describes the person with this e-mail, in whatever case; who has left is not found."""
    wanted = call.text("email").strip().lower()
    for person in call.slack.workspace.people.values():
        if person.email.lower() == wanted and not (person.is_bot or person.deleted):
            return {"user": user_object(call.slack, person)}
    raise SlackError("users_not_found")


def user_profile(call: Call) -> Json:
    """A person's profile; the app's own where nobody is named."""
    user_id = call.text("user") or call.slack.workspace.bot_user_id
    if user_id == "USLACKBOT":
        return {"profile": slackbot(call.slack)["profile"]}
    person = call.slack.workspace.people.get(user_id)
    if person is None:
        raise SlackError("user_not_found")
    return {"profile": profile_object(call.slack, person)}


def list_groups(call: Call) -> Json:
    """Lists the user groups."""
    users, count = call.flag("include_users"), call.flag("include_count")
    groups = call.slack.workspace.groups.values()
    return {"usergroups": [group_object(call.slack, group, users, count) for group in groups]}


def list_group_users(call: Call) -> Json:
    """Lists who is in a user group."""
    group = call.slack.workspace.groups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.members)}


def _locale(call: Call) -> Json:
    return {"locale": LOCALE} if call.flag("include_locale") else {}

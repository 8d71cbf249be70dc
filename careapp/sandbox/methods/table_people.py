"""The table's rows for the workspace itself and those in it: apps, auth, bots, emoji, team, usergroups and users."""

from careapp.sandbox.methods import auth, users
from careapp.sandbox.methods.method import PAGED, Method

ROWS = {
    "apps.connections.open": Method(auth.open_connection, ("connections:write",), 3, with_app_token=True),
    "auth.test": Method(auth.test_auth, (), 5),
    "bots.info": Method(auth.bot_info, ("users:read",), 3, (), ("bot", "team_id"), ("bot_not_found",)),
    "emoji.list": Method(auth.list_emoji, ("emoji:read",), 2, (), ("include_categories",)),
    "team.info": Method(auth.team_info, ("team:read",), 3, (), ("team", "domain"), ("team_not_found",)),
    "usergroups.list": Method(
        users.list_groups,
        ("usergroups:read",),
        2,
        (),
        ("include_count", "include_disabled", "include_users", "team_id"),
    ),
    "usergroups.users.list": Method(
        users.list_group_users,
        ("usergroups:read",),
        2,
        ("usergroup",),
        ("include_disabled", "team_id"),
        ("no_such_subteam",),
    ),
    "users.info": Method(users.user_info, ("users:read",), 4, ("user",), ("include_locale",), ("user_not_found",)),
    "users.list": Method(
        users.list_users, ("users:read",), 2, (), ("include_locale", "team_id", *PAGED), ("invalid_cursor",)
    ),
    "users.lookupByEmail": Method(
        users.look_up_by_email, ("users:read.email",), 3, ("email",), (), ("users_not_found",)
    ),
    "users.profile.get": Method(
        users.user_profile, ("users.profile:read",), 4, (), ("user", "include_labels"), ("user_not_found",)
    ),
}

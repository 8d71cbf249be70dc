"""What people do so that each event is sent, by the event's name."""

from typing import Any

from tests.sandbox.conftest import Slack

DESK = {"user": "UMAYA", "channel": "CDESK"}
QUIET = {"user": "UMAYA", "channel": "CQUIET"}


async def rename(slack: Slack, **where: Any) -> None:
    """Gives a channel another name."""
    await slack.control("rename", **where, name="renamed")


async def archive(slack: Slack, **where: Any) -> None:
    """Closes a channel."""
    await slack.control("archive", **where)


async def unarchive(slack: Slack, **where: Any) -> None:
    """Closes a channel and opens it again."""
    await slack.control("archive", **where)
    await slack.control("unarchive", **where)


async def kick(slack: Slack, **where: Any) -> None:
    """Takes the app out."""
    await slack.control("kick", **where, member="UHELPER")


async def delete_channel(slack: Slack, **where: Any) -> None:
    """Deletes a channel."""
    await slack.control("delete_channel", **where)


async def react(slack: Slack) -> None:
    """Reacts and takes it back."""
    ts = await slack.say("Thanks")
    await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name="tada", on=True)
    await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name="tada", on=False)


async def pin(slack: Slack) -> None:
    """Pins a message and takes the pin off."""
    ts = await slack.say("Good to know")
    await slack.control("pin", user="UTOM", channel="CDESK", ts=ts, on=True)
    await slack.control("pin", user="UTOM", channel="CDESK", ts=ts, on=False)


async def invite_and_leave(slack: Slack) -> None:
    """Brings somebody in, who leaves."""
    await slack.control("invite", **DESK, invitee="UADA")
    await slack.control("leave", user="UADA", channel="CDESK")


async def create(slack: Slack) -> None:
    """Makes a public channel."""
    await slack.control("create_channel", user="UMAYA", name="new-one")


async def mention(slack: Slack) -> None:
    """Calls the app by name."""
    await slack.say("@helper hello")


async def open_home(slack: Slack) -> None:
    """Opens the app's Home."""
    await slack.control("open_home", user="UMAYA", tab="home")


async def uninstall(slack: Slack) -> None:
    """Takes the app away."""
    await slack.control("uninstall")


async def come(slack: Slack) -> None:
    """Brings a new person."""
    await slack.control("person", handle="zoe", name="Zoe Ng", zone="Asia/Tokyo")


async def change(slack: Slack) -> None:
    """Moves a person."""
    await slack.control("person", id="UTOM", zone="Asia/Tokyo")


DEEDS: dict[str, Any] = {
    "app_home_opened": open_home,
    "app_mention": mention,
    "app_uninstalled": uninstall,
    "channel_archive": lambda slack: archive(slack, **DESK),
    "channel_created": create,
    "channel_deleted": lambda slack: delete_channel(slack, **DESK),
    "channel_left": lambda slack: kick(slack, **DESK),
    "channel_rename": lambda slack: rename(slack, **DESK),
    "channel_unarchive": lambda slack: unarchive(slack, **DESK),
    "group_archive": lambda slack: archive(slack, **QUIET),
    "group_deleted": lambda slack: delete_channel(slack, **QUIET),
    "group_left": lambda slack: kick(slack, **QUIET),
    "group_rename": lambda slack: rename(slack, **QUIET),
    "group_unarchive": lambda slack: unarchive(slack, **QUIET),
    "member_joined_channel": invite_and_leave,
    "member_left_channel": invite_and_leave,
    "message": mention,
    "pin_added": pin,
    "pin_removed": pin,
    "reaction_added": react,
    "reaction_removed": react,
    "team_join": come,
    "tokens_revoked": uninstall,
    "user_change": change,
}

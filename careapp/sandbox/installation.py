"""Taking the app out of the workspace: its token dies, and people can do nothing with it any more."""

from careapp.sandbox import membership
from careapp.sandbox.events import removal_events
from careapp.sandbox.page_state import people_shown
from careapp.sandbox.refusals import ControlError, Json
from careapp.sandbox.slack import Slack


def uninstall(slack: Slack) -> None:
    """Removes the app: it hears of that and of nothing more, and its bot token is `account_inactive`."""
    need_app(slack)
    slack.deliveries.forget_missed()
    removal_events(slack)
    slack.installed = False
    slack.views.clear()
    membership.deactivate(slack, slack.workspace.people[slack.workspace.bot_user_id])
    gone: Json = {"type": "app", "connected": slack.app_connected, "installed": False}
    people: Json = {"type": "people", "people": people_shown(slack)}
    for update in (gone, people, {"type": "views", "stack": []}, {"type": "home", "view": None}):
        slack.live.push(update)


def need_app(slack: Slack) -> None:
    """Raises ControlError where the app is not installed any more."""
    if not slack.installed:
        raise ControlError(f"{slack.manifest.app_name} is not in this workspace any more.")

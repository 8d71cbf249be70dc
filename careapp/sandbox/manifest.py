"""What the app's manifest declares, beside Slack's own commands: the sandbox grants that and nothing more."""

from dataclasses import dataclass
from typing import Any, Self

from careapp.sandbox.refusals import Json


@dataclass(frozen=True)
class Command:
    """A slash command as declared."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


BUILT_IN = {
    each.command: each
    for each in (
        Command("/invite", "Brings people, or the app, into a channel", "@someone [@another] [#channel]", False),
        Command("/leave", "Takes you out of this channel", "", False),
        Command("/remove", "Takes people, or the app, out of this channel", "@someone [@another]", False),
    )
}


@dataclass(frozen=True)
class Shortcut:
    """A shortcut as declared; `type` is "message" or "global"."""

    name: str
    type: str
    callback_id: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that decide what Slack lets an app do."""

    app_name: str
    bot_name: str
    color: str
    commands: dict[str, Command]
    shortcuts: tuple[Shortcut, ...]
    scopes: tuple[str, ...]
    events: frozenset[str]
    home_enabled: bool
    messages_enabled: bool
    messages_read_only: bool
    interactive: bool

    @classmethod
    def of(cls, manifest: Json) -> Self:
        """Reads a manifest (as parsed from YAML or JSON); raises ValueError where it lacks a bot user."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        about, home = manifest.get("display_information", {}), features.get("app_home", {})
        if "bot_user" not in features:
            raise ValueError("The manifest declares no bot_user: there is no app to install.")
        return cls(
            app_name=about.get("name", "App"),
            bot_name=features["bot_user"].get("display_name", "app"),
            color=about.get("background_color", "#4a154b"),
            commands={each["command"]: _command(each) for each in features.get("slash_commands", [])},
            shortcuts=tuple(_shortcut(each) for each in features.get("shortcuts", [])),
            scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            home_enabled=bool(home.get("home_tab_enabled")),
            messages_enabled=bool(home.get("messages_tab_enabled", True)),
            messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
            interactive=bool(settings.get("interactivity", {}).get("is_enabled")),
        )


def _command(declared: dict[str, Any]) -> Command:
    hint, escape = declared.get("usage_hint", ""), bool(declared.get("should_escape"))
    return Command(declared["command"], declared.get("description", ""), hint, escape)


def _shortcut(declared: dict[str, Any]) -> Shortcut:
    description = declared.get("description", "")
    return Shortcut(declared["name"], declared["type"], declared["callback_id"], description)

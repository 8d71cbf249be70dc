"""What the app's manifest declares, beside Slack's own commands: the sandbox grants that and nothing more."""

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Self

from yarl import URL

from careapp.sandbox.declared import Declared
from careapp.sandbox.real_tokens import refuse_real_tokens
from careapp.sandbox.refusals import Json

COLOR = re.compile(r"#([0-9a-fA-F]{3}){1,2}")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Command:
    """A slash command as declared; `url` is where it goes without Socket Mode."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool
    url: str = ""


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
class RequestAddresses:
    """Where an app without Socket Mode takes what Slack posts; empty where it takes nothing."""

    events: str
    interactivity: str
    options: str


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that decide what Slack lets an app do; `addresses` is None in Socket Mode."""

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
    addresses: RequestAddresses | None

    @classmethod
    def of(cls, manifest: Json) -> Self:
        """Reads a manifest (as parsed from YAML or JSON); raises ValueError that names the field that is wrong."""
        refuse_real_tokens(manifest)
        file = Declared(manifest)
        features, settings, about = file.table("features"), file.table("settings"), file.table("display_information")
        if "bot_user" not in features:
            raise ValueError("The manifest declares no bot_user: there is no app to install.")
        home, over_http = features.table("app_home"), _is_over_http(features, settings)
        commands = [_command(each, over_http) for each in features.tables("slash_commands", 50)]
        return cls(
            app_name=about.text("name", "App", 35),
            bot_name=features.table("bot_user").text("display_name", "app", 80),
            color=_color(about),
            commands={each.command: each for each in commands},
            shortcuts=tuple(_shortcut(each) for each in features.tables("shortcuts", 10)),
            scopes=tuple(file.table("oauth_config").table("scopes").texts("bot")),
            events=frozenset(settings.table("event_subscriptions").texts("bot_events")),
            home_enabled=home.flag("home_tab_enabled"),
            messages_enabled=home.flag("messages_tab_enabled", True),
            messages_read_only=home.flag("messages_tab_read_only_enabled"),
            interactive=settings.table("interactivity").flag("is_enabled"),
            addresses=_addresses(settings) if over_http else None,
        )


def _color(about: Declared) -> str:
    color = about.text("background_color", "#4a154b")
    if not COLOR.fullmatch(color):
        raise about.wrong("background_color", "must be a color as #3b5d2a")
    return color


def over_http(manifest: Json, url: str) -> Json:
    """The same manifest for an app that takes everything at one URL of this machine; raises ValueError as `of` does."""
    changed = deepcopy(manifest)
    settings = Declared(changed).table("settings").fields
    changed["settings"] = settings | {"socket_mode_enabled": True}
    Manifest.of(changed)  # what else is wrong is said before anything is built on it
    changed["settings"] = settings | {"socket_mode_enabled": False}
    if events := settings.get("event_subscriptions"):
        events["request_url"] = url
    if interactivity := settings.get("interactivity"):
        interactivity.update(request_url=url, message_menu_options_url=url)
    for command in Declared(changed).table("features").tables("slash_commands"):
        command.fields["url"] = url
    return changed


def _is_over_http(features: Declared, settings: Declared) -> bool:
    """Without a word about Socket Mode, it is what an app without any URL uses."""
    events, interactivity = settings.table("event_subscriptions"), settings.table("interactivity")
    urls = "request_url" in events or "request_url" in interactivity
    urls = urls or any("url" in each for each in features.tables("slash_commands"))
    return not settings.flag("socket_mode_enabled", not urls)


def _addresses(settings: Declared) -> RequestAddresses:
    events, interactivity = settings.table("event_subscriptions"), settings.table("interactivity")
    return RequestAddresses(
        _request_url(events, "request_url", bool(events.texts("bot_events"))),
        _request_url(interactivity, "request_url", interactivity.flag("is_enabled")),
        _request_url(interactivity, "message_menu_options_url", False),
    )


def _request_url(declared: Declared, name: str, is_needed: bool) -> str:
    """A URL of this machine; ValueError where it leads elsewhere, as what is signed here is for nobody else."""
    given = declared.text(name, None if is_needed else "", 3500)
    if not given:
        return ""
    try:
        url = URL(given)
    except ValueError as unreadable:
        raise declared.wrong(name, f"is no URL: {given}") from unreadable
    if url.scheme != "http" or url.host not in LOOPBACK:
        form = "http://127.0.0.1:PORT/…"
        raise declared.wrong(name, f"is {given}, but the sandbox posts to this machine alone: give {form}")
    return given


def _command(declared: Declared, over_http: bool) -> Command:
    command = declared.text("command", most=32)
    if not command.startswith("/") or len(command) < 2 or " " in command:
        raise declared.wrong("command", f"must be one word after a slash, not “{command}”")
    description, hint = declared.text("description", "", 2000), declared.text("usage_hint", "", 1000)
    url = _request_url(declared, "url", True) if over_http else ""
    return Command(command, description, hint, declared.flag("should_escape"), url)


def _shortcut(declared: Declared) -> Shortcut:
    kind, description = declared.one_of("type", ("message", "global")), declared.text("description", "", 150)
    return Shortcut(declared.text("name", most=24), kind, declared.text("callback_id", most=255), description)

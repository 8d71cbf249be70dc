"""The people, channels and user groups of the one workspace, built from its description."""

import re
from dataclasses import dataclass, field
from itertools import chain, count
from zoneinfo import ZoneInfo

from careapp.sandbox.channel import Channel
from careapp.sandbox.manifest import Manifest
from careapp.sandbox.refusals import Json

COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")


@dataclass
class Person:
    """A member of the workspace, or the app's bot user (`is_app`), or with a `team_id` one of another workspace."""

    id: str
    handle: str
    name: str
    zone: str
    title: str = ""
    color: str = ""
    is_bot: bool = False
    is_app: bool = False
    is_guest: bool = False
    deleted: bool = False
    team_id: str = ""
    updated: int = 0


@dataclass(frozen=True)
class Group:
    """A user group."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...]


@dataclass
class Workspace:
    """All state that outlives a request, by id."""

    name: str
    created: int
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    team_id: str = ""
    domain: str = ""
    app_id: str = ""
    bot_id: str = ""
    bot_user_id: str = ""

    def person_named(self, handle: str) -> Person | None:
        """The person with this handle, whatever the case."""
        return next((each for each in self.people.values() if each.handle == handle.lower()), None)

    def person_shown_as(self, name: str) -> Person | None:
        """The person who is here under this display name, whatever the case."""
        here = (each for each in self.people.values() if not each.deleted)
        return next((each for each in here if re.fullmatch(re.escape(each.name), name, re.IGNORECASE)), None)

    def group_named(self, handle: str) -> Group | None:
        """The user group with this handle, whatever the case."""
        return next((each for each in self.groups.values() if each.handle == handle.lower()), None)

    def channel_named(self, name: str) -> Channel | None:
        """The public or private channel with this name."""
        return next((each for each in self.channels.values() if each.name == name and not each.is_direct), None)

    def new_id(self, prefix: str, name: str) -> str:
        """An id that follows from the name, so that it is the same at every start."""
        stem = prefix + (re.sub(r"[^A-Z0-9]", "", name.upper()) or "X")
        taken = self.people.keys() | self.channels.keys() | self.groups.keys()
        return next(i for i in chain((stem,), (f"{stem}{n}" for n in count(2))) if i not in taken)

    def add_person(self, described: Json) -> Person:
        """Adds the person described in the words of docs/sandbox.md; raises ValueError on a taken handle."""
        handle = str(described["handle"]).lower()
        if self.person_named(handle):
            raise ValueError(f"Two people have the handle {handle}.")
        zone = described.get("zone", "UTC")
        if not is_zone(zone):
            raise ValueError(f"There is no time zone {zone}.")
        given = ("title", "is_bot", "is_guest", "deleted", "team_id")
        known = {key: described[key] for key in given if key in described}
        color = str(described.get("color") or COLORS[len(self.people) % len(COLORS)]).lstrip("#")
        name = described.get("name", handle.title())
        person = Person(self.new_id("U", handle), handle, name, zone, color=color, updated=self.created, **known)
        self.people[person.id] = person
        return person

    def direct(self, *user_ids: str) -> Channel:
        """The direct message between these people, opened where it did not exist."""
        members = sorted(user_ids)
        for channel in self.channels.values():
            if channel.is_direct and sorted(channel.members) == members:
                return channel
        return self._open_direct(members)

    def _open_direct(self, members: list[str]) -> Channel:
        named = [user_id[1:] for user_id in members if user_id != self.bot_user_id]
        kind, prefix = ("im", "D") if len(members) <= 2 else ("mpim", "G")
        channel = Channel(self.new_id(prefix, "X".join(named)), "", kind, list(members), created=self.created)
        if kind == "mpim":
            channel.name = "mpdm-" + "--".join(self.people[each].handle for each in members) + "-1"
        self.channels[channel.id] = channel
        return channel


def workspace_of(described: Json, manifest: Manifest, created: int) -> Workspace:
    """Builds the workspace with the app installed; raises ValueError on an unknown handle."""
    workspace = Workspace(described.get("name", "Sandbox"), created)
    workspace.team_id = workspace.new_id("T", workspace.name)
    workspace.domain = re.sub(r"[^a-z0-9]+", "-", workspace.name.lower()).strip("-") or "sandbox"
    for person in described.get("person", []):
        workspace.add_person(person)
    _install(workspace, manifest)
    for channel in described.get("channel", []):
        _add_channel(workspace, channel)
    for group in described.get("group", []):
        members = tuple(_member(workspace, handle) for handle in group.get("members", []))
        named = Group(workspace.new_id("S", group["handle"]), group["handle"], group["name"], members)
        workspace.groups[named.id] = named
    return workspace


def is_zone(name: str) -> bool:
    """Whether the time zone database knows this name."""
    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


def _install(workspace: Workspace, manifest: Manifest) -> None:
    handle = re.sub(r"[^a-z0-9]+", "", manifest.bot_name.lower()) or "app"
    bot = workspace.add_person({"handle": handle, "name": manifest.bot_name, "color": manifest.color})
    bot.is_bot = bot.is_app = True
    workspace.bot_user_id = bot.id
    workspace.app_id, workspace.bot_id = workspace.new_id("A", handle), workspace.new_id("B", handle)


def _add_channel(workspace: Workspace, described: Json) -> None:
    members = [_member(workspace, handle) for handle in described.get("members", [])]
    if described.get("app"):
        members.append(workspace.bot_user_id)
    kind = "group" if described.get("private") else "channel"
    channel = Channel(workspace.new_id("C", described["name"]), described["name"], kind, members)
    channel.topic, channel.created = described.get("topic", ""), workspace.created
    channel.creator = members[0] if members else workspace.bot_user_id
    workspace.channels[channel.id] = channel


def _member(workspace: Workspace, handle: str) -> str:
    person = workspace.person_named(handle)
    if not person:
        raise ValueError(f"No person has the handle {handle}.")
    return person.id

"""The people, channels and user groups of the one workspace, built from its description."""

import re
from dataclasses import dataclass, field
from itertools import chain, count
from zoneinfo import ZoneInfo

from careapp.sandbox.channel import Channel
from careapp.sandbox.declared import Declared
from careapp.sandbox.manifest import Manifest
from careapp.sandbox.real_tokens import refuse_real_tokens
from careapp.sandbox.refusals import Json

COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")
PERSON = ("handle", "name", "zone", "email", "title", "is_bot", "is_guest", "deleted", "team_id", "color")
COLOR = re.compile(r"([0-9a-fA-F]{3}){1,2}")
HANDLE = re.compile(r"[\w.-]+")
NAME_MOST = 80
CHANNEL_NAME = re.compile(r"[^\sA-Z@#<>.,]+")


@dataclass
class Person:
    """A member of the workspace, or the app's bot user (`is_app`), or with a `team_id` one of another workspace."""

    id: str
    handle: str
    name: str
    zone: str
    title: str = ""
    email: str = ""
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
        """Adds the person described in the words of docs/sandbox.md; raises ValueError that names the field."""
        return self.add(Declared(described))

    def add(self, described: Declared) -> Person:
        """Adds a person as a file declares them; raises ValueError that names the field."""
        handle = described.text("handle", most=80).lower()
        if not HANDLE.fullmatch(handle):
            raise described.wrong("handle", "must be letters, digits, dots, dashes or underscores")
        if self.person_named(handle):
            raise ValueError(f"Two people have the handle {handle}.")
        person = Person(self.new_id("U", handle), handle, described.text("name", handle.title(), NAME_MOST), "UTC")
        person.zone = described.text("zone", "UTC")
        if not is_zone(person.zone):
            raise ValueError(f"There is no time zone {person.zone}, which {handle} is to be in.")
        person.color = (described.text("color", "") or COLORS[len(self.people) % len(COLORS)]).lstrip("#")
        if not COLOR.fullmatch(person.color):
            raise described.wrong("color", "must be six hexadecimal digits, as #3b5d2a")
        person.title, person.team_id = described.text("title", ""), described.text("team_id", "")
        person.is_bot, person.is_guest = described.flag("is_bot"), described.flag("is_guest")
        person.deleted, person.updated = described.flag("deleted"), self.created
        person.email = described.text("email", "" if person.is_bot else f"{handle}@{self.domain}.example")
        self.people[person.id] = person
        return person

    def direct(self, *user_ids: str) -> Channel:
        """The direct message between these people, opened where it did not exist."""
        return self.direct_of(*user_ids) or self._open_direct(sorted(user_ids))

    def direct_of(self, *user_ids: str) -> Channel | None:
        """The direct message between these people, if there is one."""
        members = sorted(user_ids)
        found = (each for each in self.channels.values() if each.is_direct and sorted(each.members) == members)
        return next(found, None)

    def _open_direct(self, members: list[str]) -> Channel:
        named = [user_id[1:] for user_id in members if user_id != self.bot_user_id]
        kind, prefix = ("im", "D") if len(members) <= 2 else ("mpim", "G")
        channel = Channel(self.new_id(prefix, "X".join(named)), "", kind, list(members), created=self.created)
        if kind == "mpim":
            channel.name = "mpdm-" + "--".join(self.people[each].handle for each in members) + "-1"
        self.channels[channel.id] = channel
        return channel


def workspace_of(described: Json, manifest: Manifest, created: int) -> Workspace:
    """Builds the workspace with the app installed; raises ValueError with a sentence that names what is wrong."""
    refuse_real_tokens(described)
    file = Declared(described)
    file.only("name", "person", "channel", "group")
    workspace = Workspace(file.text("name", "Sandbox", 80), created)
    workspace.team_id = workspace.new_id("T", workspace.name)
    workspace.domain = re.sub(r"[^a-z0-9]+", "-", workspace.name.lower()).strip("-") or "sandbox"
    for person in file.tables("person"):
        person.only(*PERSON)
        workspace.add(person)
    _install(workspace, manifest)
    for channel in file.tables("channel"):
        _add_channel(workspace, channel)
    for group in file.tables("group"):
        _add_group(workspace, group)
    if all(each.deleted or each.is_bot for each in workspace.people.values()):
        raise ValueError("There is nobody in the workspace: it needs at least one `person` with a `handle`.")
    return workspace


def is_zone(name: str) -> bool:
    """Whether the time zone database knows this name."""
    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


def _install(workspace: Workspace, manifest: Manifest) -> None:
    handle = re.sub(r"[^a-z0-9]+", "", manifest.bot_name.lower()) or "app"
    if workspace.person_named(handle):
        raise ValueError(f"A person has the handle {handle}, which is that of the app.")
    app = {"handle": handle, "name": manifest.bot_name, "color": manifest.color, "is_bot": True}
    bot = workspace.add_person(app)
    bot.is_app = True
    workspace.bot_user_id = bot.id
    workspace.app_id, workspace.bot_id = workspace.new_id("A", handle), workspace.new_id("B", handle)


def _add_channel(workspace: Workspace, described: Declared) -> None:
    described.only("name", "topic", "purpose", "private", "members", "app", "archived")
    name = described.text("name", most=80)
    if not CHANNEL_NAME.fullmatch(name):
        raise described.wrong("name", f"must be lower-case letters, digits, dashes or underscores, not “{name}”")
    if workspace.channel_named(name):
        raise ValueError(f"Two channels are called {name}.")
    members = _members(workspace, described)
    if described.flag("app"):
        members.append(workspace.bot_user_id)
    kind = "group" if described.flag("private") else "channel"
    channel = Channel(workspace.new_id("C", name), name, kind, members)
    channel.topic, channel.purpose = described.text("topic", "", 250), described.text("purpose", "", 250)
    channel.is_archived, channel.created = described.flag("archived"), workspace.created
    channel.creator = members[0] if members else workspace.bot_user_id
    workspace.channels[channel.id] = channel


def _add_group(workspace: Workspace, described: Declared) -> None:
    described.only("handle", "name", "members")
    handle = described.text("handle", most=80)
    if workspace.group_named(handle) or workspace.person_named(handle):
        raise ValueError(f"Two people or groups have the handle {handle}.")
    members = tuple(_members(workspace, described))
    group = Group(workspace.new_id("S", handle), handle, described.text("name", handle, 80), members)
    workspace.groups[group.id] = group


def _members(workspace: Workspace, described: Declared) -> list[str]:
    return list(dict.fromkeys(_member(workspace, described, handle) for handle in described.texts("members")))


def _member(workspace: Workspace, described: Declared, handle: str) -> str:
    person = workspace.person_named(handle)
    if not person:
        raise described.wrong("members", f"names {handle}. No person has the handle {handle}")
    return person.id

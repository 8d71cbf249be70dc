"""A channel and its messages: timelines, threads, reactions, pins and what each person has read."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from careapp.sandbox.refusals import Json

DISTINCT_REACTIONS = 50  # on one message
REACTIONS_EACH = 23  # of one person on one message
PINS_MOST = 100  # in one channel
SCOPE_WORD = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass
class Channel:
    """A public ("channel") or private ("group") channel or a direct message ("im", "mpim")."""

    id: str
    name: str
    kind: str
    members: list[str]
    topic: str = ""
    purpose: str = ""
    created: int = 0
    creator: str = ""
    is_archived: bool = False
    messages: dict[str, Json] = field(default_factory=dict)
    timeline: list[str] = field(default_factory=list)
    threads: dict[str, list[str]] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    ephemeral: dict[str, dict[str, Json]] = field(default_factory=dict)
    whispers_seen: set[str] = field(default_factory=set)
    whispers_gone: set[str] = field(default_factory=set)
    previous_names: list[str] = field(default_factory=list)
    stamps: set[str] = field(default_factory=set)
    pins: dict[str, Json] = field(default_factory=dict)

    @property
    def is_direct(self) -> bool:
        """Whether this is a direct message rather than a channel."""
        return self.kind in ("im", "mpim")

    @property
    def scope_word(self) -> str:
        """How scopes and subscriptions call this kind: channels, groups, im, mpim."""
        return SCOPE_WORD[self.kind]

    def seen_by(self, user_id: str) -> bool:
        """Whether a person can see it: public channels are open to all."""
        return self.kind == "channel" or user_id in self.members

    def new_ts(self, seconds: float) -> str:
        """A `ts` at that instant or as few microseconds later as make it unique here."""
        micros = round(seconds * 1_000_000)
        while (ts := f"{micros // 1_000_000:010d}.{micros % 1_000_000:06d}") in self.stamps:
            micros += 1
        self.stamps.add(ts)
        return ts

    def add(self, message: Json) -> None:
        """Takes a new message in; a reply (its `thread_ts` is another's `ts`) updates its parent."""
        ts: str = message["ts"]
        parent: str = message.get("thread_ts", ts)
        self.messages[ts] = message
        if parent == ts or message.get("subtype") == "thread_broadcast":
            insort(self.timeline, ts)
        if parent != ts:
            insort(self.threads.setdefault(parent, []), ts)
            self._count_replies(parent)

    def broadcast(self, message: Json) -> bool:
        """Shows a reply in the channel too, if it is to be; False where there is nothing to do."""
        ts = message["ts"]
        if message.get("subtype") != "thread_broadcast" or ts in self.timeline:
            return False
        insort(self.timeline, ts)
        return True

    def remove(self, ts: str) -> Json:
        """Takes a message out and answers it; a parent with replies leaves Slack's tombstone."""
        message = self.messages[ts]
        self.unpin(ts)
        if self.threads.get(ts):
            self.messages[ts] = _tombstone(message)
            return message
        del self.messages[ts]
        if ts in self.timeline:
            self.timeline.remove(ts)
        parent = message.get("thread_ts", ts)
        if parent != ts:
            self.threads[parent].remove(ts)
            self._count_replies(parent)
        return message

    def pin(self, ts: str, user_id: str, seconds: float) -> bool:
        """Pins a message; False where it is already."""
        if ts in self.pins:
            return False
        self.pins[ts] = {"created": int(seconds), "created_by": user_id}
        self.messages[ts]["pinned_to"] = [self.id]
        return True

    def unpin(self, ts: str) -> bool:
        """Takes a pin off; False where there is none."""
        if self.pins.pop(ts, None) is None:
            return False
        del self.messages[ts]["pinned_to"]
        return True

    def thread(self, parent_ts: str) -> list[Json]:
        """The parent and its replies, oldest first."""
        return [self.messages[ts] for ts in (parent_ts, *self.threads.get(parent_ts, []))]

    def between(self, oldest: str, latest: str, inclusive: bool) -> list[Json]:
        """The channel's own messages in that span, newest first."""
        first = (bisect_left if inclusive else bisect_right)(self.timeline, oldest) if oldest else 0
        last = (bisect_right if inclusive else bisect_left)(self.timeline, latest) if latest else None
        return [self.messages[ts] for ts in reversed(self.timeline[first:last])]

    def unread_by(self, user_id: str) -> list[Json]:
        """What others wrote since this person last read the channel; who joined or left is no news."""
        newer = (self.messages[ts] for ts in self.timeline[bisect_right(self.timeline, self.read.get(user_id, "")) :])
        news = (each for each in newer if not each.get("subtype", "").startswith(("channel_", "group_")))
        return [each for each in news if each.get("user") != user_id]

    def whispers_to(self, user_id: str) -> list[Json]:
        """The ephemeral messages that this person's page shows from now on."""
        mine = self.ephemeral.get(user_id, {})
        self.whispers_seen.update(mine)
        return [message for ts, message in mine.items() if ts not in self.whispers_gone]

    def forget_whispers(self, user_id: str) -> None:
        """Hides what this person's page has shown; the app may still replace it, which nobody sees."""
        self.whispers_gone |= self.whispers_seen & self.ephemeral.get(user_id, {}).keys()

    def _count_replies(self, parent_ts: str) -> None:
        parent, replies = self.messages.get(parent_ts), self.threads.get(parent_ts, [])
        if parent is None:
            return
        users = list(dict.fromkeys(self.messages[ts]["user"] for ts in replies))
        counts = {"reply_count": len(replies), "reply_users": users, "reply_users_count": len(users)}
        for key in (*counts, "latest_reply", "thread_ts", "subscribed", "is_locked"):
            parent.pop(key, None)
        if replies:
            parent.update(counts, thread_ts=parent_ts, latest_reply=replies[-1], is_locked=False, subscribed=False)


def react(message: Json, user_id: str, name: str) -> bool:
    """Adds a reaction; False where this person already gave it."""
    reactions = message.setdefault("reactions", [])
    found = next((each for each in reactions if each["name"] == name), None)
    if found is None:
        reactions.append({"name": name, "users": [user_id], "count": 1})
        return True
    if user_id in found["users"]:
        return False
    found["users"].append(user_id)
    found["count"] += 1
    return True


def too_many_reactions(message: Json, user_id: str, name: str) -> str:
    """Slack's error where this reaction would be one too many, for the message or for the person; else ""."""
    reactions = message.get("reactions", [])
    given = [each["name"] for each in reactions if user_id in each["users"]]
    if name in given:
        return ""
    if len(given) >= REACTIONS_EACH:
        return "too_many_reactions"
    is_new = all(each["name"] != name for each in reactions)
    return "too_many_emoji" if is_new and len(reactions) >= DISTINCT_REACTIONS else ""


def unreact(message: Json, user_id: str, name: str) -> bool:
    """Takes a reaction back; False where this person had not given it."""
    found = next((each for each in message.get("reactions", []) if each["name"] == name), None)
    if found is None or user_id not in found["users"]:
        return False
    found["users"].remove(user_id)
    found["count"] -= 1
    message["reactions"] = [each for each in message["reactions"] if each["count"]]
    if not message["reactions"]:
        del message["reactions"]
    return True


def _tombstone(message: Json) -> Json:
    kept = ("ts", "thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply")
    body: Json = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    body["text"] = "This message was deleted."
    return body | {key: message[key] for key in kept if key in message}

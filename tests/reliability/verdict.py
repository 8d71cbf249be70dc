"""What is true after a busy round: Care's database and what Slack shows, held against what was acknowledged."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from careapp.practice.story import MARK
from tests.reliability.busy_round import key_of
from tests.reliability.ledger import tag_of
from tests.reliability.workplace import Workplace

Json = dict[str, Any]
Rows = list[Json]


@dataclass
class Verdict:
    """How many stories were acknowledged and posts shown; every way in which a promise was broken, as a sentence."""

    acknowledged: int = 0
    shown: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong."""
        return [*self.lost, *self.doubled, *self.unsettled, *self.troubles]


def judge(place: Workplace) -> Verdict:
    """Judge when all has settled and Care is stopped."""
    shown = sum(bool(key_of(m)) for c in place.sandbox.slack.workspace.channels.values() for m in c.messages.values())
    verdict = Verdict(len(place.ledger.acknowledged), shown)
    with sqlite3.connect(place.database) as db:
        db.row_factory = sqlite3.Row
        _judge_stories(place, _rows(db, "SELECT * FROM stories WHERE is_removed = 0"), verdict)
        _judge_kudos(place, _rows(db, "SELECT * FROM kudos WHERE story_id IS NULL"), verdict)
        _judge_messages(place, verdict)
        _judge_posts(place, _rows(db, "SELECT * FROM posts"), verdict)
        _judge_runs(db, verdict)
        _judge_cheers(place, db, verdict)
        checks = [*db.execute("PRAGMA quick_check").fetchall(), *db.execute("PRAGMA foreign_key_check").fetchall()]
        if [tuple(row) for row in checks] != [("ok",)]:
            verdict.troubles.append(f"the file is not sound: {checks}")
    db.close()
    if place.ledger.unheard:
        verdict.troubles.append(f"{place.ledger.unheard} events were never acknowledged")
    return verdict


def _rows(db: sqlite3.Connection, sql: str) -> Rows:
    return [dict(row) for row in db.execute(sql)]


def _judge_stories(place: Workplace, stories: Rows, verdict: Verdict) -> None:
    """Each story is kept and shown as its teller left it: once where it was acknowledged, never twice."""
    kept = Counter(tag_of(story["text"]) for story in stories)
    words = {tag_of(story["text"]): story["text"] for story in stories}
    shown = _shown_stories(place, words)
    for tag in place.ledger.acknowledged | place.ledger.states.keys() | kept.keys():
        rightly = _replied(place, tag) or place.ledger.may_be(tag)
        if kept[tag] > 1 or shown[tag] > 1:
            verdict.doubled.append(f"{tag} is kept {kept[tag]} times and shown {shown[tag]} times")
        elif words.get(tag) not in rightly or kept[tag] != shown[tag]:
            is_told = f"kept as {words.get(tag)!r}, shown {shown[tag]} times, and may be {rightly}"
            verdict.lost.append(f"{tag} is {is_told}")


def _shown_stories(place: Workplace, words: dict[str, str]) -> Counter[str]:
    """Count how often the channel shows each story in its last words: as Care's post, or as a reply with its mark."""
    shown: Counter[str] = Counter()
    for message in place.messages():
        if key_of(message).startswith("story:") or _is_marked(message):
            said = json.dumps(message["blocks"])
            shown[tag_of(said)] += words.get(tag_of(said), "") in said
    return shown


def _is_marked(message: Json) -> bool:
    return any(reaction["name"] == MARK for reaction in message.get("reactions", []))


def _replied(place: Workplace, tag: str) -> set[str | None]:
    """Return what a story told by reply may be: what the reply says now, or nothing where it was taken back."""
    replies = [m for m in place.messages() if not m.get("bot_id") and tag_of(m.get("text", "")) == tag]
    if not replies:
        return set()
    is_undone = place.ledger.undone.get(replies[0]["user"])
    return {None} if is_undone else {replies[0]["text"], *({None} if is_undone is False else ())}


def _judge_kudos(place: Workplace, kudos: Rows, verdict: Verdict) -> None:
    kept = Counter(tag_of(one["reason"]) for one in kudos)
    for tag, is_taken in place.ledger.given.items():
        if kept[tag] > 1:
            verdict.doubled.append(f"the kudos {tag} are kept {kept[tag]} times")
        elif is_taken and not kept[tag]:
            verdict.lost.append(f"the kudos {tag} were acknowledged and are gone")


def _judge_messages(place: Workplace, verdict: Verdict) -> None:
    """No post is shown twice, in no channel and in no direct messages; no picture either."""
    for channel in place.sandbox.slack.workspace.channels.values():
        messages = list(channel.messages.values())
        keys = Counter(key for message in messages if (key := key_of(message)))
        files = Counter(file["name"] for message in messages for file in message.get("files", []))
        twice = {name: count for name, count in (keys + files).items() if count > 1}
        verdict.doubled.extend(f"{name} is shown {count} times" for name, count in twice.items())


def _judge_posts(place: Workplace, posts: Rows, verdict: Verdict) -> None:
    """Every post has ended, and Slack shows what the store says."""
    shown = {key_of(m): m for c in place.sandbox.slack.workspace.channels.values() for m in c.messages.values()}
    in_doubt = {post["key"] for post in posts if post["state"] == "unknown"}
    for post in posts:
        key, content = post["key"], json.loads(post["content"] or "null")
        if post["state"] not in ("sent", "failed", "unknown") or (post["state"] != "sent" and not post["note"]):
            verdict.unsettled.append(f"{key} is {post['state']} {post['note']}")
        elif post["state"] == "sent" and post["kind"] == "message":
            if bool(content) != (key in shown) or (content and shown[key]["text"] != content["text"]):
                verdict.unsettled.append(f"{key} does not look in Slack as it should")
        elif post["state"] == "failed":
            verdict.unsettled.append(f"{key} failed: {post['note']}")
        elif post["state"] == "unknown" and not _is_asked_about(key, {*shown, *in_doubt}):
            verdict.unsettled.append(f"{key} is unknown, and nobody was told")


def _is_asked_about(key: str, posts: set[str]) -> bool:
    """Say whether a question about a post was sent, perhaps in doubt: Home shows what it asks. Of questions none is."""
    return key.startswith("doubt:") or any(each.startswith(f"doubt:{key}|") for each in posts)


def _judge_runs(db: sqlite3.Connection, verdict: Verdict) -> None:
    """The round and the highlights took place, and each circle has exactly one of them."""
    rounds = _rows(db, "SELECT * FROM rounds")
    digests = _rows(db, "SELECT * FROM digests")
    told = db.execute("SELECT count(*) FROM stories WHERE is_removed = 0 AND round_day IS NOT NULL").fetchone()[0]
    if [round_["state"] for round_ in rounds] != ["closed"] or rounds[0]["told"] != told:
        verdict.unsettled.append(f"the rounds are {rounds} with {told} stories")
    if [digest["state"] for digest in digests] != ["posted"]:
        verdict.unsettled.append(f"the highlights are {digests}")


def _judge_cheers(place: Workplace, db: sqlite3.Connection, verdict: Verdict) -> None:
    """Care's cheers are the reactions that Slack shows."""
    sql = """
      SELECT coalesce(stories.message_ts, posts.ts) AS ts, cheers.user_id, cheers.emoji
      FROM cheers JOIN stories ON subject = 'story' AND subject_id = stories.id AND is_removed = 0
      LEFT JOIN posts ON posts.key = 'story:' || stories.id WHERE is_on = 1
    """
    kept = {(row["ts"], row["user_id"], row["emoji"]) for row in db.execute(sql)}
    tellers = {row["ts"]: row["teller"] for row in db.execute(_TELLERS)}
    seen = {
        (message["ts"], who, reaction["name"])
        for message in place.messages()
        for reaction in message.get("reactions", [])
        for who in reaction["users"]
        if message["ts"] in tellers and who not in (tellers[message["ts"]], place.sandbox.slack.workspace.bot_user_id)
    }
    if kept != seen:
        verdict.lost.append(f"cheers: kept but not seen {sorted(kept - seen)}, seen but not kept {sorted(seen - kept)}")


_TELLERS = """
  SELECT coalesce(stories.message_ts, posts.ts) AS ts, teller FROM stories
  LEFT JOIN posts ON posts.key = 'story:' || stories.id WHERE is_removed = 0
"""

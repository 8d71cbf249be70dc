"""What Care promises, checked against what people were told, what the store keeps and what Slack shows."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from careapp.practice.circle import Circle
from careapp.practice.occurrence import local_day, occurs_at, week_of
from careapp.practice.post import TOO_LATE
from careapp.practice.story import MARK
from careapp.store import Database
from careapp.store import circle as circles
from tests.reliability.in_process_slack import Json
from tests.reliability.simulated_hands import texts
from tests.reliability.simulated_people import CIRCLES, People, Told
from tests.reliability.simulated_practice import Practice
from tests.reliability.simulated_world import World

LOOK_BACK = timedelta(days=14)
_MAY_COME_ANEW = ("pulse:", "care-note:")  # of a day that was not yet: it was taken back, and comes again
_ANSWERED = "that is counted"


class Promises:
    """Everything that must be so; each check raises AssertionError with what is not."""

    def __init__(self, world: World, people: People, practice: Practice) -> None:
        self.world = world
        self.people = people
        self.practice = practice
        self._rounds: dict[tuple[str, str], str] = {}

    async def always(self) -> None:
        """Check what holds at every moment: nothing acknowledged is missing, nothing is there twice."""
        self._nothing_was_posted_twice()
        if self.world.is_up:
            async with self.world.care.store.reading() as db:
                self._every_story_is_kept_once(db)
                self._every_first_story_is_a_milestone(db)
                self.practice.always(db)

    async def before_a_tick(self) -> None:
        """Keep in mind what there is before the jobs run."""
        if self.world.is_up:
            async with self.world.care.store.reading() as db:
                self.practice.letters.before_a_tick(db)

    async def after_forgetting(self) -> None:
        """Check that somebody was forgotten."""
        async with self.world.care.store.reading() as db:
            self.practice.forgetting.no_table_names_them(db)

    async def after_a_tick(self, now: datetime) -> None:
        """Check that what was due by the instant of a tick is held, or missed with a reason."""
        if not self.world.is_up:
            return
        async with self.world.care.store.reading() as db:
            for circle in circles.every(db):
                self._every_day_is_settled(db, circle, now)
                self._every_week_is_settled(db, circle, now)
            self._no_round_was_forgotten(db)
            if self.world.looked_at_all:
                self.practice.after_a_tick(db, now)

    async def at_rest(self) -> None:
        """Check, once everything was delivered, that Slack shows what the store says."""
        await self.always()
        async with self.world.care.store.reading() as db:
            for post in db.query("SELECT * FROM posts"):
                self._a_post_has_ended(post)
                if post["kind"] == "message" and post["state"] == "sent":
                    self._a_message_is_shown(post)
            for story in db.query("SELECT * FROM stories WHERE is_removed = 0"):
                self._a_story_is_shown_in_its_place(db, story)
                self._its_cheers_are_those_in_slack(db, story)
            for told in self.people.told:
                self._what_was_taken_back_is_nowhere(told)
            self.practice.at_rest(db)

    def _nothing_was_posted_twice(self) -> None:
        for key, landed in self.world.line.landed.items():
            is_twice = len(landed) > 1 and (not key.startswith(_MAY_COME_ANEW) or self._still_there(key) > 1)
            assert not is_twice, f"{key} was posted {len(landed)} times"
        for channel_id in CIRCLES:
            messages = self._channel(channel_id).messages.values()
            pictures = [file["name"] for message in messages for file in message.get("files", ())]
            assert len(pictures) == len(set(pictures)), f"a picture was posted twice: {pictures}"

    def _every_story_is_kept_once(self, db: Database) -> None:
        kept: dict[str, list[str]] = {}
        for row in db.query("SELECT text FROM stories WHERE is_removed = 0"):
            kept.setdefault(row["text"].split()[0], []).append(row["text"])
        for told in self.people.told:
            found = kept.pop(told.mark, [])
            assert len(found) <= 1, f"{told} is kept {len(found)} times"
            if told.is_sure and not told.may_be_gone:
                assert found, f"{told} is lost"
            assert not (told.is_gone and told.way != "reply" and found), f"{told} was taken back, and is kept"
            if found:
                assert told.way == "reply" or found[0] in told.words, f"{told} says {found[0]}"
        assert not kept, f"nobody told {kept}"

    def _every_first_story_is_a_milestone(self, db: Database) -> None:
        told = "SELECT DISTINCT channel_id, teller FROM stories WHERE is_praise = 0"
        reached = "SELECT channel_id, name FROM milestones WHERE kind = 'first-story'"
        found = db.execute(f"{told} EXCEPT {reached}").fetchall()
        lacking = [(where, who) for where, who in found if who not in self.people.forgotten]  # nobody calls them new
        assert not lacking, f"nobody knows of the first story of {lacking}"

    def _every_day_is_settled(self, db: Database, circle: Circle, now: datetime) -> None:
        if circle.state != "active":
            return
        sql = "SELECT day, state, reason, due_at, opened_at FROM rounds WHERE channel_id = ?"
        known = {row["day"]: row for row in db.query(sql, [circle.channel_id])}
        day = local_day(now, circle.zone) - LOOK_BACK
        while day <= local_day(now, circle.zone):
            due = occurs_at(day, circle.round_time, circle.zone)
            if circle.is_round_day(day) and circle.since <= due <= now:
                assert day.isoformat() in known, f"{circle.channel_id} has neither held nor missed {day}"
            day += timedelta(days=1)
        for row in known.values():
            assert (row["state"] == "missed") == bool(row["reason"]), f"{row} has no reason"
            if row["opened_at"]:
                late = datetime.fromisoformat(row["opened_at"]) - datetime.fromisoformat(row["due_at"])
                assert timedelta(0) <= late <= timedelta(minutes=30), f"{row} was opened {late} late"

    def _every_week_is_settled(self, db: Database, circle: Circle, now: datetime) -> None:
        known = {row["week"] for row in db.query("SELECT week FROM digests WHERE channel_id = ?", [circle.channel_id])}
        day = local_day(now, circle.zone) - LOOK_BACK
        while circle.state == "active" and day <= local_day(now, circle.zone):
            due = occurs_at(day, circle.digest_time, circle.zone)
            if day.isoweekday() == circle.digest_weekday and circle.since <= due <= now:
                assert week_of(day) in known, f"{circle.channel_id} has no digest of {week_of(day)}, nor missed it"
            day += timedelta(days=1)

    def _no_round_was_forgotten(self, db: Database) -> None:
        """A round that was seen stays held, and one that was missed is held only by hand."""
        now = {(r["channel_id"], r["day"]): r["state"] for r in db.query("SELECT channel_id, day, state FROM rounds")}
        for key, state in self._rounds.items():
            assert key in now, f"the round {key} is gone"
            assert (state, now[key]) != ("closed", "open"), f"the round {key} was opened again"
            was_seen = bool(self.world.line.landed.get("round:{}:{}".format(*key)))
            assert state == "missed" or now[key] != "missed" or not was_seen, f"the round {key} was held, and is missed"
        self._rounds = now

    def _a_post_has_ended(self, post: Json) -> None:
        assert post["state"] in ("sent", "failed", "unknown"), f"{post['key']} is still {post['state']}: {post['note']}"
        is_direct = post["channel_id"] not in CIRCLES  # where Care may not look, and so does not send again
        is_well = post["state"] == ("unknown" if is_direct and post["state"] == "unknown" else "sent")
        is_well = is_well or post["note"] == TOO_LATE
        assert is_well, f"{post['key']} ended as {post['state']}: {post['note']}"

    def _a_message_is_shown(self, post: Json) -> None:
        place = post["posted_in"] or post["channel_id"]  # a person's, where they were sent nothing yet
        message = self._channel(place).messages.get(post["ts"]) if post["ts"] else None
        is_there = message is not None and "bot_id" in message
        if post["content"] is None:
            assert not is_there, f"{post['key']} was taken back, and is shown"
            return
        assert message is not None, f"{post['key']} is not shown"
        said = json.loads(post["content"])
        shown, kept = list(texts(message["blocks"])), list(texts(said["blocks"]))
        if post["key"].startswith("pulse:") and any(_ANSWERED in each for each in shown):
            return
        assert shown == kept, f"{post['key']} shows {shown}, and not {kept}"

    def _a_reply_is_kept_as_it_reads(self, story: Json) -> None:
        message = self._channel(story["channel_id"]).messages.get(story["message_ts"])
        if story["message_ts"] in self._unheard("message"):
            return
        assert message is not None, f"the reply {story['text']} was deleted, and is kept"
        assert "subtype" not in message, f"the reply {story['text']} was deleted, and is kept"
        assert any(r["name"] == MARK for r in message.get("reactions", [])), f"the reply {story['text']} has no mark"
        assert story["text"] == message["text"], f"the reply {message['text']} is kept as {story['text']}"

    def _a_story_is_shown_in_its_place(self, db: Database, story: Json) -> None:
        if story["message_ts"]:
            self._a_reply_is_kept_as_it_reads(story)
            return
        shown = self._with_key(story["channel_id"], f"story:{story['id']}")
        assert len(shown) == 1, f"{story['text']} is shown {len(shown)} times"
        assert story["text"] in json.dumps(shown[0]["blocks"]), f"{story['text']} is not shown in its last words"
        key = f"round:{story['channel_id']}:{story['round_day']}"
        under = next(iter(self.world.line.landed.get(key, ())), None) if story["round_day"] else None
        came_before = under is None or shown[0]["ts"] < under  # the round was taken for missed, and shown after all
        stands = shown[0].get("thread_ts", shown[0]["ts"])  # its own, where somebody answered under it
        is_alone = stands == shown[0]["ts"] and came_before
        assert stands == under or is_alone, f"{story['text']} stands elsewhere"

    def _its_cheers_are_those_in_slack(self, db: Database, story: Json) -> None:
        ts = story["message_ts"] or next(iter(self.world.line.landed.get(f"story:{story['id']}", ())), "")
        message = self._channel(story["channel_id"]).messages.get(ts)
        if message is None or ts in self._unheard("reaction_added", "reaction_removed"):
            return
        cheering = {who for each in message.get("reactions", []) for who in each["users"]}
        if cheering & self.people.forgotten:
            return
        carers = {who for told in self.people.told if told.mark in story["text"] for who in told.about}
        counted = len(cheering - (carers or {story["teller"]}) - {self.world.slack.workspace.bot_user_id})
        assert story["cheers"] == counted, f"{story['text']} has {story['cheers']} cheers, in Slack {counted}"

    def _what_was_taken_back_is_nowhere(self, told: Told) -> None:
        if not told.is_gone or told.ts in self._unheard("message"):
            return
        for channel_id in CIRCLES:
            for message in self._of_care(channel_id):
                assert told.mark not in json.dumps(message["blocks"]), f"{told} was taken back, and is shown"

    def _unheard(self, *kinds: str) -> set[str]:
        """Return the ts of messages of which Care never took some event."""
        acked, found = self.world.socket.acked, set()
        for envelope in self.world.socket.events:
            event, event_id = envelope["payload"]["event"], envelope["payload"]["event_id"]
            if event["type"] in kinds and event_id not in acked:
                found |= {event.get("ts", ""), event.get("deleted_ts", ""), event.get("item", {}).get("ts", "")}
                found.add((event.get("message") or {}).get("ts", ""))
        return found

    def _still_there(self, key: str) -> int:
        channels = self.world.slack.workspace.channels.values()
        messages = (message for channel in channels for message in channel.messages.values())
        return sum(m.get("metadata", {}).get("event_payload", {}).get("key") == key for m in messages)

    def _with_key(self, channel_id: str, key: str) -> list[Json]:
        mine = self._of_care(channel_id)
        return [m for m in mine if m.get("metadata", {}).get("event_payload", {}).get("key") == key]

    def _of_care(self, channel_id: str) -> Iterator[Json]:
        return (m for m in self._channel(channel_id).messages.values() if "bot_id" in m and "blocks" in m)

    def _channel(self, channel_id: str) -> Any:
        return self.world.slack.workspace.channels[channel_id]


def finger_say(db: Database) -> str:
    """Return what the store holds in the end, but for the ids that Slack draws by lot."""
    kept = [
        *db.execute("SELECT id, channel_id, day, round_day, teller, text, way, told_at, cheers FROM stories"),
        *db.execute("SELECT channel_id, day, state, reason, due_at, opened_at, told FROM rounds"),
        *db.execute("SELECT channel_id, week, state, reason FROM digests"),
        *db.execute("SELECT channel_id, week, state, reason FROM pulses"),
        *db.execute("SELECT channel_id, since, count, total, sentences FROM pulse_answers"),
        *db.execute("SELECT workshop_id, user_id, words FROM contributions"),
        *db.execute("SELECT key, state, revision, delivered_revision, ts, sent_at FROM posts"),
    ]
    return hashlib.sha256(repr(kept).encode()).hexdigest()[:16]

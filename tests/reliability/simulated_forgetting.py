"""Who was forgotten in a simulated world, and that nothing names them until they do something again."""

import json

from careapp.store import Database
from careapp.store.person import every_column
from tests.reliability.in_process_slack import Json
from tests.reliability.simulated_people import CIRCLES
from tests.reliability.simulated_world import World

STAYS = {"members", "tombstones"}  # in which channels they are, as Slack tells it; and that they are to stay forgotten
_DIRECT = ("key", "channel_id", "posted_in", "thread_key")  # of posts: by these Slack is told to take a message back


class Forgetting:
    """Those who were forgotten and have not been heard of since."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.silent: set[str] = set()
        world.watch = self._heard

    def forgot(self, who: str) -> None:
        """Somebody was forgotten."""
        self.silent.add(who)

    def no_table_names_them(self, db: Database) -> None:
        """No table names those who were forgotten; this looks into all of them, so it is not asked at every step."""
        for table, column in every_column(db.conn) if self.silent else ():
            if table in STAYS or (table == "posts" and column in _DIRECT):
                continue
            shown = "key" if table == "posts" else column
            for who in sorted(self.silent):
                found = db.execute(f"SELECT {shown} FROM {table} WHERE instr({column}, ?)", [who]).fetchall()
                assert not found, f"{who} was forgotten, and {column} of {table} names them: {found}"

    def at_rest(self, db: Database) -> None:
        """Nothing that Care keeps, or shows in a channel, names those who were forgotten."""
        self.no_table_names_them(db)
        people = self.world.slack.workspace.people
        for channel_id in CIRCLES if self.silent else ():
            for message in self.world.slack.workspace.channels[channel_id].messages.values():
                said = json.dumps(message.get("blocks", []), ensure_ascii=False) if "bot_id" in message else ""
                for who in sorted(self.silent):
                    is_named = who in said or people[who].name in said
                    assert not is_named, f"{who} was forgotten, and is shown in {said}"

    def _heard(self, given: Json) -> None:
        said = json.dumps(given)
        self.silent = {who for who in self.silent if who not in said}

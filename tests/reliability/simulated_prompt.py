"""Questions of a circle's own in a simulated world: who writes them, and that each is kept once."""

from careapp.blocks import ids
from careapp.store import Database
from tests.reliability.simulated_hands import Hands
from tests.reliability.simulated_people import CIRCLES
from tests.reliability.simulated_world import World


class Prompts:
    """The questions that were written, by their marks: whether each is sure."""

    def __init__(self, world: World, hands: Hands) -> None:
        self.world = world
        self.hands = hands
        self.written: dict[str, bool] = {}

    async def write_prompt(self) -> None:
        """Somebody who looks after a circle writes a question of its own."""
        channel_id = self.world.dice.choice(sorted(CIRCLES))
        who = CIRCLES[channel_id][self.world.dice.choice((0, 1))]
        await self.hands.command(who, channel_id, "/care", "prompts")
        if not self.hands.has_form(who):
            return
        await self.hands.press_in_form(who, ids.PROMPT_ADD)
        if {"text", "value"} <= self.hands.fields(who).keys():
            mark = f"p{len(self.written) + 1:04}p"
            self.written[mark] = False
            value = self.world.dice.choice(self.hands.fields(who)["value"]["options"])
            text = f"{mark} Whom did you help across the yard today?"
            self.written[mark] = await self.hands.send(who, text=text, value=value)

    def always(self, db: Database) -> None:
        """A question that was acknowledged is kept once."""
        kept = [row["text"].split()[0] for row in db.query("SELECT text FROM prompts")]
        for mark, is_sure in self.written.items():
            assert kept.count(mark) <= 1, f"the question {mark} is kept {kept.count(mark)} times"
            assert mark in kept or not is_sure, f"the question {mark} is lost"

"""The whole practice of a simulated world beside rounds and stories: its parts, asked together."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from careapp.store import Database
from careapp.store import circle as circles
from tests.reliability.simulated_forgetting import Forgetting
from tests.reliability.simulated_letters import Letters
from tests.reliability.simulated_people import People
from tests.reliability.simulated_playbook import Playbook
from tests.reliability.simulated_prompt import Prompts
from tests.reliability.simulated_pulse import Pulses
from tests.reliability.simulated_workshop import Workshops
from tests.reliability.simulated_world import World


class Practice:
    """All parts; each has acts, and the promises about what came of them."""

    def __init__(self, world: World, people: People) -> None:
        hands = people.hands
        self.pulses = Pulses(world, hands)
        self.playbook = Playbook(world, hands, people)
        self.workshops = Workshops(world, hands)
        self.letters = Letters(world, hands)
        self.prompts = Prompts(world, hands)
        self.forgetting = Forgetting(world)
        self.acts: dict[str, Callable[[], Awaitable[None]]] = {
            "hold_workshop": self.workshops.hold_workshop,
            "thank_for_story": self.letters.thank_for_story,
            "rest": self.letters.rest,
            "praise": people.praise,
            "write_prompt": self.prompts.write_prompt,
        }

    def forgot(self, who: str) -> None:
        """Somebody was forgotten."""
        for part in (self.playbook, self.workshops, self.letters, self.forgetting):
            part.forgot(who)

    def always(self, db: Database) -> None:
        """Check what holds at every moment."""
        for part in (self.pulses, self.playbook, self.workshops, self.letters, self.prompts):
            part.always(db)

    def after_a_tick(self, db: Database, now: datetime) -> None:
        """Check that what was due is done, or missed with a reason."""
        active = [circle for circle in circles.every(db) if circle.state == "active"]
        for part in (self.pulses, self.playbook, self.workshops, self.letters):
            part.after_a_tick(db, active, now)

    def at_rest(self, db: Database) -> None:
        """Check what people can read."""
        for part in (self.pulses, self.playbook, self.workshops, self.letters, self.forgetting):
            part.at_rest(db)

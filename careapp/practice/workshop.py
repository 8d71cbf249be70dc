"""A workshop: a guided thread that a facilitator leads from step to step, and that can rest in between."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from careapp.guide import Guide, Step
from careapp.practice.occurrence import WRONG_CLOCK
from careapp.practice.refusal import CareError

REST_AFTER = timedelta(days=2)
State = Literal["running", "paused", "resting", "ended"]


@dataclass(frozen=True)
class Workshop:
    """A workshop of a circle. `step_id` is the guide's step that it has come to, its last one where it ended.

    `moved_at` is when it last began, went on or was taken up again: from then the step's minutes count. `outcome` is
    the sentence that people agreed on, empty before that; `is_whole` says whether it ended after its last step.
    """

    id: int
    channel_id: str
    guide_id: str
    name: str
    step_id: str
    began_at: datetime
    moved_at: datetime
    state: State = "running"
    outcome: str = ""
    is_whole: bool = False
    ended_at: datetime | None = None

    @property
    def key(self) -> str:
        """The name of the post under which it is held, for ever."""
        return f"workshop:{self.id}"

    @property
    def key_name(self) -> str:
        """What the key is called with which those are marked who have rated in it."""
        return f"workshop-{self.id}"

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.state == "ended"

    def has_passed(self, guide: Guide, step: Step) -> bool:
        """Say whether a step is behind it."""
        here = guide.place_of(self.step_id)
        return self.is_over or (here or 0) > (guide.place_of(step.id) or 0)

    def steps_so_far(self, guide: Guide) -> tuple[Step, ...]:
        """Return the steps that were begun, in order; none where the guide has lost the one it has come to."""
        here = guide.place_of(self.step_id)
        return () if here is None else guide.step[: here + 1]

    def is_forsaken(self, now: datetime) -> bool:
        """Say whether it is to rest, because nobody has moved it on for two days."""
        return self.state == "running" and now - self.moved_at >= REST_AFTER

    def is_ahead(self, now: datetime) -> bool:
        """Say whether it was moved on while the clock was wrong."""
        return self.state == "running" and self.moved_at > now + WRONG_CLOCK


def is_due_again(last: Workshop, guide: Guide, now: datetime) -> bool:
    """Say whether it is time to hold a workshop again that was held to its end, as its guide says."""
    if guide.again_after_weeks is None or last.ended_at is None:
        return False
    return now - last.ended_at >= timedelta(weeks=guide.again_after_weeks)


def begin(guide: Guide, channel_id: str, workshop_id: int, now: datetime) -> Workshop:
    """Return the workshop that begins now with a guide's first step."""
    return Workshop(workshop_id, channel_id, guide.workshop, guide.name, guide.step[0].id, now, now)


def move_on(workshop: Workshop, guide: Guide, now: datetime) -> Workshop:
    """Return the workshop at its next step, or ended after its last one."""
    here = guide.place_of(workshop.step_id)
    if here is None:
        raise CareError("This step is not in my library any more, so I cannot go on. You can end the workshop.")
    if here + 1 == len(guide.step):
        return end(workshop, now, is_whole=True)
    return replace(workshop, step_id=guide.step[here + 1].id, state="running", moved_at=now)


def pause(workshop: Workshop) -> Workshop:
    """Return the workshop as it waits for a facilitator to take it up again."""
    return replace(workshop, state="paused")


def rest(workshop: Workshop) -> Workshop:
    """Return the workshop as it waits, because nobody moved it on."""
    return replace(workshop, state="resting")


def resume(workshop: Workshop, now: datetime) -> Workshop:
    """Return the workshop taken up again where it was left; the minutes of its step count anew."""
    return replace(workshop, state="running", moved_at=now)


def end(workshop: Workshop, now: datetime, *, is_whole: bool = False) -> Workshop:
    """Return the workshop at its end, which came before its last step unless it is whole."""
    return replace(workshop, state="ended", ended_at=now, is_whole=is_whole)

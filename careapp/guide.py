"""The guide of a workshop: its steps and its words, as one file of `data/workshops/` holds them."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from careapp.entry import Entry, Id

Does = Literal["talk", "customers", "complete", "rate", "sentence"]
RATINGS = 5
SHORTEST, LONGEST = 15, 30  # minutes


class Step(Entry):
    """A step of a workshop, and what people do in it.

    They talk; name their customers; complete a sentence that `begins`; rate the barriers; or agree on a sentence.
    """

    id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    does: Does = "talk"
    minutes: Annotated[int, Field(ge=1, le=20)]
    text: Annotated[str, StringConstraints(min_length=10, max_length=600)]
    begins: Annotated[str, StringConstraints(max_length=100)] = ""


class Group(Entry):
    """A kind of customers, outside the house or inside."""

    id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    side: Literal["external", "internal"]
    hint: Annotated[str, StringConstraints(min_length=1, max_length=120)]


class Barrier(Entry):
    """Something that gets in the way of caring, and the sentence by which people rate it."""

    id: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    says: Annotated[str, StringConstraints(min_length=10, max_length=200)]


class Guide(Entry):
    """A workshop as it is written down: `opening` invites to it, `closing` says what to do with what came of it."""

    workshop: Id
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    about: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    opening: Annotated[str, StringConstraints(min_length=10, max_length=600)]
    closing: Annotated[str, StringConstraints(min_length=10, max_length=400)]
    again_after_weeks: Annotated[int, Field(ge=4, le=104)] | None = None
    scale: tuple[Annotated[str, StringConstraints(min_length=1, max_length=40)], ...] = ()
    step: Annotated[tuple[Step, ...], Field(min_length=1, max_length=8)]
    group: Annotated[tuple[Group, ...], Field(max_length=10)] = ()
    barrier: Annotated[tuple[Barrier, ...], Field(max_length=10)] = ()

    @property
    def minutes(self) -> int:
        """How long the workshop takes."""
        return sum(step.minutes for step in self.step)

    def place_of(self, step_id: str) -> int | None:
        """Return which step this is, counted from 0; None where there is none of that id (any more)."""
        return next((n for n, step in enumerate(self.step) if step.id == step_id), None)

    def step_that(self, does: Does) -> Step | None:
        """Return the step in which people do this."""
        return next((step for step in self.step if step.does == does), None)

    @model_validator(mode="after")
    def _is_whole(self) -> "Guide":
        if mistake := next(_mistakes(self), None):
            raise ValueError(mistake)
        return self


def _mistakes(guide: Guide) -> Iterator[str]:
    if not SHORTEST <= guide.minutes <= LONGEST:
        yield f"its steps take {guide.minutes} minutes; a workshop takes {SHORTEST} to {LONGEST}"
    for what, parts in (("step", guide.step), ("group", guide.group), ("barrier", guide.barrier)):
        ids = Counter(part.id for part in parts)
        yield from (f"there are {many} {what}s called {name}" for name, many in ids.items() if many > 1)
    done = [step.does for step in guide.step]
    yield from (f"two of its steps do {does!r}" for does in {*done} - {"talk"} if done.count(does) > 1)
    if any(step.does == "complete" and not step.begins for step in guide.step):
        yield "a sentence that people complete lacks what it `begins` with"
    yield from _missing(guide, done)


def _missing(guide: Guide, done: list[Does]) -> Iterator[str]:
    if ("customers" in done) != ({group.side for group in guide.group} == {"external", "internal"}):
        yield "customers are named where there are groups outside the house and inside, and only there"
    if ("rate" in done) != bool(guide.barrier):
        yield "barriers are rated where there are some, and only there"
    if ("rate" in done) != (len(guide.scale) == RATINGS):
        yield f"a scale has {RATINGS} words, and stands where barriers are rated"
    if "sentence" in done and "complete" not in done[: done.index("sentence")]:
        yield "before people agree on a sentence they complete one"

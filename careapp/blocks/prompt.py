"""The questions of a circle: the list with its pages, and the form for one of its own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from careapp.blocks import ids
from careapp.blocks.kit import (
    Block,
    View,
    actions,
    button,
    context,
    counted,
    field,
    modal,
    option,
    overflow,
    plain,
    select,
    text_input,
)
from careapp.library import Library
from careapp.practice.circle import Circle
from careapp.practice.prompt import LONGEST, OWN, CirclePrompt
from careapp.practice.text import cut

_ON_A_PAGE = 20
_MISTAKES_SHOWN = 5
LAST = 10**6


@dataclass(frozen=True)
class Leaf:
    """A page of the questions of a circle, deck by deck, counted from 0; one past the end stands for the last."""

    channel_id: str
    deck: str = OWN
    page: int = 0

    def __str__(self) -> str:
        """Return it as the value of a button; it comes back from the person's side and is to be checked."""
        return f"{self.channel_id} {self.deck} {self.page}"

    @classmethod
    def read(cls, value: str) -> "Leaf":
        """Return the leaf of a button's value; what is missing or odd in it is the beginning."""
        channel_id, deck, page, *_ = [*value.split(" "), "", "", ""]
        return cls(channel_id, deck or OWN, int(page) if page.isdecimal() and len(page) < 8 else 0)


def prompts_view(
    prompts: Sequence[CirclePrompt], circle: Circle, library: Library, leaf: Leaf, *, may_change: bool = True
) -> View:
    """Return a page of what a circle can be asked; `may_change` shows what can be done about it, too."""
    listed = [prompt for prompt in prompts if prompt.deck == leaf.deck]
    pages = max(1, -(-len(listed) // _ON_A_PAGE))
    here = replace(leaf, page=min(leaf.page, pages - 1))
    on_it = listed[here.page * _ON_A_PAGE :][:_ON_A_PAGE]
    write = [button("Write one", ids.PROMPT_ADD, str(here), "primary")] if may_change else []
    blocks = [
        *(_mistakes(library) if may_change else []),
        actions(_decks(prompts, circle, library, here), *write),
        context(_about(listed) + ("" if may_change else " Facilitators and managers write and change them.")),
        *(_prompt(prompt, library, here, may_change) for prompt in on_it),
        *_turning(here, pages),
    ]
    view = modal(ids.PROMPT_LIST, "Questions", "", blocks)
    return {name: part for name, part in view.items() if name != "submit"} | {"close": plain("Done", 24)}


def prompt_form(leaf: Leaf, library: Library, prompt: CirclePrompt | None = None) -> View:
    """Return the form for a question of the circle's own, filled in with the one that is to be changed."""
    values = [option(value.name, value.id, value.says) for value in library.values[:100]]
    blocks = [
        field(
            "text",
            "What would you like to ask?",
            text_input(prompt.text if prompt else "", "Who surprised you today, and how?") | {"max_length": LONGEST},
            hint=f"Up to {LONGEST} characters. What was asked before stays as it was asked.",
        ),
        field("value", "It asks about", select(values, prompt.value_id if prompt else None)),
    ]
    metadata = json.dumps({"leaf": str(leaf), "prompt_id": prompt.id if prompt else ""})
    return modal(ids.PROMPT_WRITE, "A question of ours", "Save", blocks, metadata)


def _decks(prompts: Sequence[CirclePrompt], circle: Circle, library: Library, here: Leaf) -> dict[str, Any]:
    named = [(OWN, "Our own"), *((deck.deck, deck.name) for deck in library.decks)]
    counts = {deck: sum(prompt.deck == deck for prompt in prompts) for deck, _ in named}
    options = [option(f"{name} ({counts[deck]})", str(Leaf(circle.channel_id, deck))) for deck, name in named]
    return {**select(options, str(replace(here, page=0))), "action_id": ids.PROMPT_DECK}


def _about(listed: Sequence[CirclePrompt]) -> str:
    if not listed:
        return "There is none yet. What would this team like to be asked?"
    off = sum(prompt.is_off for prompt in listed)
    some = f", {off} of them switched off" if off else ""
    switched = ", switched off" if off == len(listed) else some
    said = counted(len(listed), "question", "questions") + switched
    waits = " This circle did not choose it: it only stands in once the others are used up. `/care setup` changes that."
    return said + "." + (waits if listed[0].reserve else "")


def _prompt(prompt: CirclePrompt, library: Library, here: Leaf, may_change: bool) -> Block:
    value = library.value(prompt.value_id)
    emoji = f":{value.emoji}: " if value else ""
    said = f"Switched off:  {prompt.text}" if prompt.is_off else f"{emoji}{prompt.text}"
    verb, label = ("on", "Switch on") if prompt.is_off else ("off", "Switch off")
    switch = f"{verb} {prompt.id} {here}"
    shown = {"type": "section", "text": plain(said)}
    if not may_change:
        return shown
    if not prompt.is_own:
        return {**shown, "accessory": button(label, ids.PROMPT_SWITCH, switch)}
    choices = [option("Change", f"change {prompt.id} {here}"), option(label, switch)]
    return {**shown, "accessory": overflow(ids.PROMPT_MENU, choices)}


def _turning(here: Leaf, pages: int) -> list[Block]:
    if pages == 1:
        return []
    earlier, later = (str(replace(here, page=here.page + step)) for step in (-1, 1))
    buttons = [button("◀ Back", ids.PROMPT_EARLIER, earlier)] if here.page else []
    buttons += [button("More ▶", ids.PROMPT_LATER, later)] if here.page + 1 < pages else []
    return [context(f"Page {here.page + 1} of {pages}"), actions(*buttons)]


def _mistakes(library: Library) -> list[Block]:
    """Mistakes in the library's files, for those who may know whom to tell."""
    if not library.mistakes:
        return []
    named = [f"•  {cut(mistake, 200)}" for mistake in library.mistakes[:_MISTAKES_SHOWN]]
    more = len(library.mistakes) - _MISTAKES_SHOWN
    named += [f"and {counted(more, 'more', 'more')}, all of them in the log"] if more > 0 else []
    said = "\n".join((":warning: Left out of the library, because of a mistake in its files:", *named))
    return [{"type": "context", "elements": [plain(said)]}]

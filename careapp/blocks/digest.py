"""The weekly digest, in as many messages as Slack's limits ask for."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from careapp.blocks.day import dated
from careapp.blocks.definition import definition_line
from careapp.blocks.kit import (
    Block,
    Message,
    context,
    counted,
    divider,
    escape,
    header,
    listed,
    message,
    section,
    whisper,
)
from careapp.blocks.milestone import milestone_blocks
from careapp.blocks.rich_text import Element, bullets, plain_words, quote, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.blocks.story import POOR_CARE
from careapp.library import Library
from careapp.practice.digest import Digest, Highlight, Numbers
from careapp.practice.kudos import Kudos
from careapp.practice.occurrence import local
from careapp.practice.story import Story

STORY_SHOWN = 700
SIDE_SHOWN = 300
REASON_SHOWN = 250
KUDOS_SHOWN = 12
KUDOS_A_BLOCK = 4
PRAISE_SHOWN = 8
THANKED_SHOWN = 10
NAMES_A_BLOCK = 100
_BLOCKS_A_MESSAGE = 45
_SIZE_OF_A_MESSAGE = 11_000


def digest_messages(
    digest: Digest, library: Library, name_of: Callable[[str], str], zone: str, definition: str = ""
) -> list[Message]:
    """Return the digest: the first message stands in the channel, further ones in its thread."""
    blocks = [header("This week's highlights"), context(_covers(digest, zone)), *_definition(definition)]
    if digest.is_quiet:
        blocks.append(section("It was a quiet week here, and that is all right. What one small thing went well?"))
    for highlight in digest.highlights:
        blocks += _highlight(highlight, library)
    blocks += _tellers(digest, name_of)
    blocks += _praise(digest.praise, name_of)
    blocks += milestone_blocks(digest.milestones, library)
    blocks += _kudos("Thanks of the week", digest.kudos, name_of, digest.answered)
    about = "What managers thanked their people for"
    blocks += _kudos("How we cared for each other", digest.from_managers, name_of, digest.answered, about)
    blocks += [] if digest.is_quiet else [divider(), context(numbers_line(digest.numbers))]
    return [message("This week's highlights are here.", page) for page in _pages(blocks)]


def preview_messages(
    digest: Digest, library: Library, name_of: Callable[[str], str], zone: str, definition: str = ""
) -> list[Message]:
    """Return the digest as it would be posted now, marked as a preview."""
    pages = digest_messages(digest, library, name_of, zone, definition)
    note = context("_A preview for your eyes only. Care posts the highlights at their hour._")
    return [message("A preview of this week's highlights.", [note, *page["blocks"]]) for page in pages]


def posted_message() -> Message:
    """Return the answer to whoever posted the digest by hand."""
    return whisper("The highlights are on their way. They are this week's; the next ones come next week.")


def numbers_line(numbers: Numbers) -> str:
    """Return the week's numbers in a line, which also is the picture's alternative text."""
    parts = [
        counted(numbers.stories, "story", "stories") + " by " + counted(numbers.tellers, "person", "people"),
        *([counted(numbers.praise, "word", "words") + " of praise from customers"] if numbers.praise else []),
        counted(numbers.kudos, "thank-you", "thank-yous"),
        counted(numbers.cheers, "cheer", "cheers"),
        counted(numbers.rounds_held, "round held", "rounds held"),
    ]
    return "  ·  ".join(parts)


def _definition(definition: str) -> list[Block]:
    return [definition_line(definition, SIDE_SHOWN)] if definition else []


def _covers(digest: Digest, zone: str) -> str:
    since, until = (local(at, zone) for at in (digest.span.since, digest.span.until))
    return f"{dated(since)} to {dated(until)}"


def _highlight(highlight: Highlight, library: Library) -> list[Block]:
    story = highlight.story
    value = library.value(story.value_id)
    said = f"  ·  :{value.emoji}: {escape(value.name)}" if value else ""
    said += f"  ·  _{POOR_CARE}_" if story.is_poor_care else ""
    parts = [quote(*words(story.text, STORY_SHOWN))]
    if story.meant:
        parts.append(paragraph(plain_words("What it meant: ", bold=True), *words(story.meant, SIDE_SHOWN)))
    if story.lesson:
        parts.append(paragraph(plain_words("A lesson: ", bold=True), *words(story.lesson, SIDE_SHOWN)))
    return [section(f"*<@{story.teller}>*{said}"), rich_text(*parts), context(f"_{highlight.reason}_")]


def _tellers(digest: Digest, name_of: Callable[[str], str]) -> list[Block]:
    names = [name_of(teller) for teller in digest.tellers]
    parts = [names[at : at + NAMES_A_BLOCK] for at in range(0, len(names), NAMES_A_BLOCK)]
    label = "Stories came from " if not digest.highlights else "Stories also came from "
    return [
        rich_text(paragraph(plain_words(label if n == 0 else "and from ", bold=True), plain_words(", ".join(part))))
        for n, part in enumerate(parts)
    ]


def _kudos(
    title: str, given: Sequence[Kudos], name_of: Callable[[str], str], answered: Mapping[int, Story], about: str = ""
) -> list[Block]:
    if not given:
        return []
    rest = len(given) - KUDOS_SHOWN
    more = [context(f"and {rest} more")] if rest > 0 else []
    intro = [context(about)] if about else []
    lines = [_thanks(kudos, name_of, answered.get(kudos.answers or 0)) for kudos in given[:KUDOS_SHOWN]]
    parts = [lines[at : at + KUDOS_A_BLOCK] for at in range(0, len(lines), KUDOS_A_BLOCK)]
    return [divider(), section(f"*{title}*"), *intro, *(rich_text(bullets(part)) for part in parts), *more]


def _thanks(kudos: Kudos, name_of: Callable[[str], str], answered: Story | None) -> list[Element]:
    """Thanks that answer a story stand in its thread and point to it; what they were for is the story."""
    names = listed(map(name_of, kudos.receivers), THANKED_SHOWN)
    what = _for_what(answered) if answered else ""
    said = plain_words(f"{name_of(kudos.giver)} thanked {names}{what}: ", bold=True)
    return [said, *words(answered.text if answered else kudos.reason, REASON_SHOWN)]


def _for_what(story: Story) -> str:
    if story.is_praise:
        return " for what a customer said"
    return f" for a story, {POOR_CARE}" if story.is_poor_care else " for a story"


def _praise(praise: Sequence[Story], name_of: Callable[[str], str]) -> list[Block]:
    if not praise:
        return []
    rest = len(praise) - PRAISE_SHOWN
    more = [context(f"and {rest} more")] if rest > 0 else []
    lines = [_praised(one, name_of) for one in praise[:PRAISE_SHOWN]]
    parts = [lines[at : at + KUDOS_A_BLOCK] for at in range(0, len(lines), KUDOS_A_BLOCK)]
    return [divider(), section("*What customers said*"), *(rich_text(bullets(part)) for part in parts), *more]


def _praised(praise: Story, name_of: Callable[[str], str]) -> list[Element]:
    said = plain_words(f"About {listed(map(name_of, praise.thanked), THANKED_SHOWN)}: ", bold=True)
    return [said, *words(praise.text, SIDE_SHOWN)]


def _pages(blocks: Iterable[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        weight = len(json.dumps(block, ensure_ascii=False))
        if pages[-1] and (size + weight > _SIZE_OF_A_MESSAGE or len(pages[-1]) >= _BLOCKS_A_MESSAGE):
            pages.append([])
            size = 0
        pages[-1].append(block)
        size += weight
    return pages

"""A manager's care note, the thanks it proposes, and what it says about one person."""

from collections.abc import Mapping, Sequence
from datetime import date

from careapp.blocks import ids
from careapp.blocks.answer import NAMES_SHOWN, waiting_story
from careapp.blocks.circle import DAYS
from careapp.blocks.day import past_day
from careapp.blocks.kit import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    escape,
    listed,
    message,
    modal,
    plain,
    section,
    whisper,
)
from careapp.blocks.rich_text import Element, bullets, plain_words, quote, rich_text, words
from careapp.blocks.rich_text import section as paragraph
from careapp.blocks.story import POOR_CARE
from careapp.practice.answer import MORNING, Brought
from careapp.practice.circle import Circle
from careapp.practice.note import Line, LineKind, Note
from careapp.practice.occurrence import local_day

Names = Mapping[str, str]
_LINE = 140
_REASON = 200
_OPENING: dict[LineKind, str] = {
    "told": "Your story: ",
    "unanswered": "Your story, which waits for an answer: ",
    "unthanked": "A reason to thank you: ",
}
_OF_PRAISE: dict[LineKind, str] = {
    "told": "A customer said of you: ",
    "unanswered": "A customer's words about you, which wait for an answer: ",
}
_FOR_ALL = "The people in it can see what it says about them, with `/care note`."


def note_message(note: Note, circle: Circle, names: Names) -> Message:
    """Return a manager's note as it reads now."""
    more = [context(f"and {note.more} more in <#{note.channel_id}>")] if note.more else []
    today = local_day(note.until, circle.zone)
    return message(f"Your care note for #{escape(circle.name)}", [
        section(f"*Your care note for #{escape(circle.name)}*\nThe week in your team, for you alone. {_FOR_ALL}"),
        *_listed("What your people told", [_told(line, names, today) for line in note.of_kind("told")]),
        *_listed("Who helped whom", [_helped(line, names) for line in note.of_kind("helped")]),
        *more,
        *_waiting(note.of_kind("unanswered"), names, today),
        *_unthanked(note.of_kind("unthanked"), names, today),
    ])  # fmt: skip


def about_message(found: Sequence[Note], circle: Circle, names: Names) -> Message:
    """Return what the last notes of a circle say about whoever asks; each of `found` holds those lines alone."""
    when = f"{DAYS[circle.digest_weekday - 1]} at {MORNING:%H:%M}"
    if not found and not circle.writes_care_note:
        return whisper("There are no care notes in this circle. A facilitator can switch them on with `/care setup`.")
    if not any(note.lines for note in found):
        said = "The last care note says nothing about you." if found else "No care note says anything about you yet."
        return whisper(f"{said} Managers get one on {when}." if circle.writes_care_note else said)
    blocks = [_about(note, names) for note in found if note.lines]
    return whisper("*What the last care note says about you*", *blocks, context("That is all it says about you."))


def about_view(found: Sequence[Note], circle: Circle, names: Names) -> View:
    """Return the same to whoever asks on Home, where Care can whisper nothing, to be read."""
    view = modal(ids.NOTE_READ, "Care notes about you", "", about_message(found, circle, names)["blocks"])
    return {name: part for name, part in view.items() if name != "submit"} | {"close": plain("Close")}


def _about(note: Note, names: Names) -> Block:
    whose = plain_words(f"To {names[note.manager]}", bold=True)
    return rich_text(paragraph(whose), bullets(_mine(line, names) for line in note.lines))


def _mine(line: Line, names: Names) -> list[Element]:
    if line.kind == "helped":
        return _helped(line, names)
    openings = _OPENING | _OF_PRAISE if line.story and line.story.is_praise else _OPENING
    opening = openings[line.kind]
    return [plain_words(opening, bold=True), *words(line.words, _LINE)]


def _listed(title: str, lines: Sequence[list[Element]]) -> list[Block]:
    return [section(f"*{title}*"), rich_text(bullets(lines))] if lines else []


def _told(line: Line, names: Names, today: date) -> list[Element]:
    praise = " was praised by a customer" if line.story and line.story.is_praise else ""
    who = plain_words(f"{names[line.about]}{praise}", bold=True)
    poor = f", {POOR_CARE}" if line.story and line.story.is_poor_care else ""
    return [who, plain_words(f"{poor}, {past_day(line.shown.day, today)}: "), *words(line.words, _LINE)]


def _helped(line: Line, names: Names) -> list[Element]:
    kudos = line.kudos
    assert kudos
    helpers = listed((names[who] for who in kudos.receivers), NAMES_SHOWN)
    who = plain_words(f"{helpers[0].upper()}{helpers[1:]} helped {names[kudos.giver]}", bold=True)
    what = [plain_words(", in a story.")] if kudos.story_id else [plain_words(": "), *words(kudos.reason, _LINE)]
    return [who, *what]


def _waiting(lines: Sequence[Line], names: Names, today: date) -> list[Block]:
    told = [(line.story, line.is_done) for line in lines if line.story]
    brought = [Brought(story, [names[who] for who in story.carers], is_done) for story, is_done in told]
    title = [section("*Stories that wait for an answer*")] if brought else []
    return [*title, *(block for each in brought for block in waiting_story(each, today))]


def _unthanked(lines: Sequence[Line], names: Names, today: date) -> list[Block]:
    if not lines:
        return []
    told = context(
        "Here is something to thank for. Your last thanks to them here are over three weeks old, or still to come."
    )
    return [section("*A word of thanks?*"), told, *(block for line in lines for block in _reason(line, names, today))]


def _reason(line: Line, names: Names, today: date) -> list[Block]:
    from_whom = f", thanked by {names[line.kudos.giver]}" if line.kudos else ""
    who = plain_words(names[line.about], bold=True)
    head = paragraph(who, plain_words(f"{from_whom}, {past_day(line.shown.day, today)}:"))
    thank = actions(button("Write thanks", ids.NOTE_THANK, f"{line.shown.key} {line.about}"))
    done = context(":white_check_mark: Thanked by now.")
    return [rich_text(head, quote(*words(line.words, _REASON))), done if line.is_done else thank]

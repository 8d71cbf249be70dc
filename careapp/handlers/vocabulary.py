"""The words that Care understands after `/care` and `@Care`, and who answers to each."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from careapp.acts.access import learn_members, meet_soon
from careapp.acts.circle import NotInItError
from careapp.handlers import (
    basics,
    circle,
    digest,
    forget,
    health,
    help,
    kudos,
    lesson,
    note,
    playbook,
    praise,
    prompt,
    pulse,
    rest,
    round,
    story,
    workshop,
)
from careapp.handlers.ask import Ask

VOCABULARY: dict[str, Callable[[Ask], Awaitable[None]]] = {
    "story": story.answer_story,
    "kudos": kudos.answer_kudos,
    "praise": praise.answer_praise,
    "setup": circle.answer_setup,
    "round": round.answer_round,
    "digest": digest.answer_digest,
    "preview": digest.answer_preview,
    "lessons": lesson.answer_lessons,
    "playbook": playbook.answer_playbook,
    "prompts": prompt.answer_prompts,
    "values": basics.answer_values,
    "basics": basics.answer_basics,
    "health": health.answer_health,
    "note": note.answer_note,
    "pulse": pulse.answer_overview,
    "workshop": workshop.answer_workshop,
    "pause": rest.answer_pause,
    "back": rest.answer_back,
    "forget": forget.answer_forget,
    "help": help.answer_help,
}
# What people type who want one of these, without having read what it is called.
MEANT: Mapping[str, str] = {
    **dict.fromkeys(("stop", "unsubscribe", "mute", "silence", "quiet", "notifications", "letters", "snooze"), "pause"),
    **dict.fromkeys(("holiday", "holidays", "vacation", "leave", "away", "off", "sick", "ill", "absent"), "pause"),
    **dict.fromkeys(("unpause", "resume", "return", "continue", "unmute"), "back"),
    **dict.fromkeys(("delete", "remove", "erase", "privacy", "gdpr"), "forget me"),
    **dict.fromkeys(("settings", "setting", "configure", "config", "options", "preferences", "edit"), "setup"),
    **dict.fromkeys(("thanks", "thank", "thx", "shoutout", "recognise", "recognize"), "kudos"),
    **dict.fromkeys(("tell", "share", "experience"), "story"),
    **dict.fromkeys(("customer", "compliment", "feedback", "review"), "praise"),
    **dict.fromkeys(("highlights", "highlight", "week", "summary", "weekly"), "preview"),
    **dict.fromkeys(("question", "questions", "deck", "decks", "library"), "prompts"),
    **dict.fromkeys(("behaviour", "behaviours", "behavior", "behaviors", "practice", "habit", "habits"), "playbook"),
    **dict.fromkeys(("learned", "learnt", "learnings"), "lessons"),
    **dict.fromkeys(("survey", "poll", "mood", "feeling"), "pulse"),
    **dict.fromkeys(("stats", "statistics", "numbers", "report", "score", "streak", "analytics"), "health"),
    **dict.fromkeys(("commandments", "principles", "tags", "value"), "values"),
    **dict.fromkeys(("start", "open", "now", "today"), "round"),
    **dict.fromkeys(("definition", "barriers", "training", "session"), "workshop"),
    **dict.fromkeys(("info", "commands", "command", "about", "hello", "hi", "what", "how", "?"), "help"),
}
_LIKE = 0.7  # from 0 to 1: `pasue` is pause, `banana` is nothing
# What is told or given has its teller or giver met; who wants to be forgotten does not want to be met first.
_MEET_BY_THEMSELVES = (story.answer_story, kudos.answer_kudos, forget.answer_forget)


def split(ask: Ask) -> tuple[str, Ask]:
    """Take the first word off what was asked; `help` where there is none."""
    match = re.match(r"\s*(\S*)\s*(.*)", ask.raw, re.S)
    assert match
    return match[1] or "help", replace(ask, raw=match[2])


def nearest(word: str) -> str:
    """Return what may be meant by a word that Care does not know, as it is typed; empty where nothing is near."""
    close = get_close_matches(word.lower(), [*VOCABULARY, *MEANT], 1, _LIKE)
    return MEANT.get(close[0], close[0]) if close else ""


async def do(word: str, ask: Ask) -> None:
    """Answer to a word; to an unknown one with what may be meant.

    Before somebody is turned away who is not in the channel as far as Care knows, Slack is asked once.
    """
    try:
        await _answer(word, ask)
    except NotInItError:
        await learn_members(ask.care, ask.channel_id)
        await _answer(word, ask)


async def _answer(word: str, ask: Ask) -> None:
    answer = VOCABULARY.get(word.lower())
    if answer not in _MEET_BY_THEMSELVES:
        async with ask.care.store.reading() as db:
            meet_soon(db, ask.care, ask.user_id)
    if answer:
        await answer(ask)
    else:
        await help.answer_unknown(replace(ask, raw=f"{word} {ask.raw}"), nearest(word))

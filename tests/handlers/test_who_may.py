"""Who may do what: every command, button, form and shortcut, by everybody, wherever; what is not allowed is refused."""

from collections.abc import Awaitable, Callable

import pytest

from careapp.blocks import ids
from careapp.blocks.pulse import SCORES
from careapp.handlers.vocabulary import VOCABULARY
from careapp.store import behaviour as behaviours
from tests.forged import Forger
from tests.handlers.place import KINDS, PULSE, Place, canary, everybody, place_of
from tests.team import Team

ROLES = {
    "facilitator": "UMAYA",
    "manager": "UJONAS",
    "teller": "UPRIYA",
    "member": "USAM",
    "guest": "UGUS",
    "manager elsewhere": "UELSA",
    "non-member": "UNORA",
    "external": "UXENA",
    "deactivated": "UDORA",
    "bot": "UROBO",
}
LEADS = {"facilitator", "manager"}
INSIDE = {*LEADS, "teller", "member", "guest"}
ELSEWHERE = {"manager elsewhere"}
TELLER, FACILITATOR, NOBODY = {"teller"}, {"facilitator"}, set[str]()

Act = Callable[[Forger, str, Place], Awaitable[None]]


def _typed(text: str) -> Act:
    return lambda forger, who, at: forger.command(who, at.channel_id, text)


def _pressed(action_id: str, value: Callable[[Place], object]) -> Act:
    return lambda forger, who, at: forger.action(who, at.channel_id, action_id, str(value(at)))


def _text(said: str) -> dict[str, str]:
    return {"type": "plain_text_input", "value": said}


def _sent(callback_id: str, **fields: dict[str, object]) -> Act:
    async def send(forger: Forger, who: str, at: Place) -> None:
        meta = {
            "channel_id": at.channel_id,
            "story_id": at.story_id,
            "workshop_id": at.workshop_id,
            "step_id": "wish",
            "behaviour_id": at.behaviour_id,
        }
        await forger.submit(who, callback_id, meta, **fields)

    return send


async def _begun(forger: Forger, who: str, at: Place) -> None:
    lesson = {"selected_option": {"value": str(at.story_id)}}
    await forger.submit(who, ids.BEHAVIOUR_BEGIN, {}, lesson=lesson, **BEHAVIOUR)


def _anew(act: Act) -> Act:
    """Do something about a behaviour that is practised, whatever was decided before."""

    async def do(forger: Forger, who: str, at: Place) -> None:
        async with forger.team.care.store.transaction() as db:
            db.execute("DELETE FROM behaviours WHERE id LIKE 'view:V%'")
            if behaviours.get(db, at.behaviour_id):
                behaviours.set_state(db, at.behaviour_id, "practised")
        await act(forger, who, at)

    return do


def _week(action_id: str, number: int) -> Act:
    return _pressed(action_id, lambda at: f"{number} {at.behaviour_id}")


def _own_settings() -> Act:
    chosen = {name: {"selected_option": {"value": v}} for name, v in (("minutes", "10"), ("zone", "Europe/Lisbon"))}
    days = {"weekdays": {"selected_options": [{"value": "2"}]}}
    return _sent(ids.CIRCLE_KEEP, **chosen, **days)


def _own_question() -> Act:
    async def send(forger: Forger, who: str, at: Place) -> None:
        asked = {"text": _text(f"What did {who} change today?"), "value": {"selected_option": {"value": "empathy"}}}
        await forger.submit(who, ids.PROMPT_WRITE, {"leaf": at.channel_id, "prompt_id": ""}, **asked)

    return send


STORY = {"text": _text("I drove back with the parcel"), "lesson": _text("Count twice")}
BEHAVIOUR = {"text": _text("We ring when we said")}
KUDOS = {"receivers": {"selected_users": ["URUTH"]}, "reason": _text("stayed late for the parcel")}
PRAISE = {"about": {"selected_users": ["URUTH"]}, "text": _text("She drove back to us with the parcel")}
# Who may; the others change nothing and see no canary. None of the acts shows a canary to those outside.
READS: dict[str, tuple[Act, set[str]]] = {
    "/care": (_typed("/care"), NOBODY),
    "/care help": (_typed("/care help"), NOBODY),
    "/care nonsense": (_typed("/care nonsense"), NOBODY),
    "/care setup": (_typed("/care setup"), NOBODY),
    "/care workshop": (_typed("/care workshop"), NOBODY),
    ids.WORKSHOP_ANSWER: (_pressed(ids.WORKSHOP_ANSWER, lambda at: f"{at.workshop_id} wish"), TELLER),
    "/care preview": (_typed("/care preview"), INSIDE),
    "/care prompts": (_typed("/care prompts"), INSIDE),
    "/care values": (_typed("/care values"), NOBODY),
    "/care basics": (_typed("/care basics"), NOBODY),
    "/care health": (_typed("/care health"), NOBODY),
    "/care note": (_typed("/care note"), TELLER),
    "/care pulse": (_typed("/care pulse"), INSIDE | ELSEWHERE),
    ids.PULSE_ADD: (_pressed(ids.PULSE_ADD, lambda at: f"{at.channel_id} {PULSE.week}"), NOBODY),
    "/care playbook": (_typed("/care playbook"), INSIDE),
    ids.LESSON_ADD: (_pressed(ids.LESSON_ADD, lambda at: at.story_id), TELLER),
    ids.LESSON_CHOOSE: (
        _pressed(ids.LESSON_CHOOSE, lambda at: f"{at.channel_id} 2026-11"),
        LEADS,
    ),  # told what is practised
    ids.BEHAVIOUR_END: (_pressed(ids.BEHAVIOUR_END, lambda at: at.behaviour_id), LEADS),
    ids.BEHAVIOUR_REWORD: (_pressed(ids.BEHAVIOUR_REWORD, lambda at: at.behaviour_id), LEADS),
    "/care forget": (_typed("/care forget"), NOBODY),
    "/story": (_typed("/story"), NOBODY),
    "/kudos": (_typed("/kudos"), NOBODY),
    ids.CIRCLE_SET_UP: (_pressed(ids.CIRCLE_SET_UP, lambda at: at.channel_id), NOBODY),
    ids.ROUND_TELL: (_pressed(ids.ROUND_TELL, lambda at: at.channel_id), NOBODY),
    ids.ROUND_REST: (_pressed(ids.ROUND_REST, lambda at: at.channel_id), NOBODY),
    ids.KUDOS_START: (_pressed(ids.KUDOS_START, lambda at: at.channel_id), NOBODY),
    "/care praise": (_typed("/care praise"), NOBODY),
    ids.PRAISE_START: (_pressed(ids.PRAISE_START, lambda at: at.channel_id), NOBODY),
    ids.PRAISE_SAVE_MESSAGE: (
        lambda forger, who, at: forger.shortcut(who, ids.PRAISE_SAVE_MESSAGE, at.channel_id, at.story_ts),
        NOBODY,
    ),
    ids.DIGEST_PREVIEW: (_pressed(ids.DIGEST_PREVIEW, lambda at: at.channel_id), INSIDE),
    ids.ANSWER_START: (_pressed(ids.ANSWER_START, lambda at: at.story_id), INSIDE - {"teller"}),
    ids.NOTE_THANK: (_pressed(ids.NOTE_THANK, lambda at: f"story:{at.story_id} UPRIYA"), INSIDE),
    ids.NOTE_SHOW: (_pressed(ids.NOTE_SHOW, lambda at: at.channel_id), TELLER),
    f"{ids.STORY_MENU} read": (_pressed(ids.STORY_MENU, lambda at: f"read {at.story_id}"), INSIDE),
    f"{ids.STORY_MENU} change": (_pressed(ids.STORY_MENU, lambda at: f"change {at.story_id}"), TELLER),
    **{
        action_id: (_pressed(action_id, lambda at: at.channel_id), INSIDE)
        for action_id in (ids.PROMPT_SHOW, ids.PROMPT_DECK, ids.PROMPT_EARLIER, ids.PROMPT_LATER)
    },
    ids.PROMPT_ADD: (_pressed(ids.PROMPT_ADD, lambda at: at.channel_id), NOBODY),
    f"{ids.PROMPT_MENU} change": (_pressed(ids.PROMPT_MENU, lambda at: f"change own:1 {at.channel_id}"), LEADS),
    ids.STORY_RETRY: (_pressed(ids.STORY_RETRY, lambda at: at.draft_id), TELLER),
    ids.KUDOS_RETRY: (_pressed(ids.KUDOS_RETRY, lambda at: at.draft_id), TELLER),
    ids.STORY_TELL_ANYWHERE: (lambda forger, who, at: forger.shortcut(who, ids.STORY_TELL_ANYWHERE), NOBODY),
    ids.KUDOS_GIVE_FOR_MESSAGE: (
        lambda forger, who, at: forger.shortcut(who, ids.KUDOS_GIVE_FOR_MESSAGE, at.channel_id, at.story_ts),
        INSIDE,
    ),
    # everybody's own affair
    ids.LETTER_STOP: (_pressed(ids.LETTER_STOP, lambda at: "pulse"), NOBODY),
    ids.LETTER_RESUME: (_pressed(ids.LETTER_RESUME, lambda at: "no such kind"), NOBODY),
    "/care pause": (_typed("/care pause"), NOBODY),
    "/care pause nonsense": (_typed("/care pause nonsense"), NOBODY),
    "/care back": (_typed("/care back"), NOBODY),
    ids.REST_BACK: (_pressed(ids.REST_BACK, lambda at: at.channel_id), NOBODY),
    ids.REST_QUIET_FROM: (_pressed(ids.REST_QUIET_FROM, lambda at: "20:00"), NOBODY),
    ids.REST_QUIET_UNTIL: (_pressed(ids.REST_QUIET_UNTIL, lambda at: "7:00"), NOBODY),
    ids.LETTER_CHOOSE: (_pressed(ids.LETTER_CHOOSE, lambda at: "pulse"), NOBODY),
    # everybody's own affair, whatever the value says, and done later
    ids.PERSON_FORGET: (_pressed(ids.PERSON_FORGET, lambda at: ROLES["teller"]), NOBODY),
}
CHANGES: dict[str, tuple[Act, set[str]]] = {
    "/story I told": (_typed("/story I drove back with the parcel"), INSIDE),
    "/care story": (_typed("/care story I drove back with the parcel"), INSIDE),
    "/kudos @ruth": (_typed("/kudos <@URUTH> stayed late"), INSIDE),
    "/care kudos": (_typed("/care kudos <@URUTH> stayed late"), INSIDE),
    ids.STORY_TELL: (_sent(ids.STORY_TELL, **STORY), INSIDE),
    ids.KUDOS_GIVE: (_sent(ids.KUDOS_GIVE, **KUDOS), INSIDE),
    ids.PRAISE_SAVE: (_sent(ids.PRAISE_SAVE, **PRAISE), INSIDE),
    ids.WORKSHOP_KEEP: (_sent(ids.WORKSHOP_KEEP, words=_text("We call back")), INSIDE),
    ids.WORKSHOP_PAUSE: (_pressed(ids.WORKSHOP_PAUSE, lambda at: at.workshop_id), LEADS),
    ids.WORKSHOP_RESUME: (_pressed(ids.WORKSHOP_RESUME, lambda at: at.workshop_id), LEADS),
    ids.WORKSHOP_MOVE_ON: (_pressed(ids.WORKSHOP_MOVE_ON, lambda at: f"{at.workshop_id} listen"), LEADS),
    ids.WORKSHOP_SUPPORT: (_pressed(ids.WORKSHOP_SUPPORT, lambda at: f"{at.workshop_id} UPRIYA"), INSIDE),
    ids.WORKSHOP_LEAVE: (_pressed(ids.WORKSHOP_LEAVE, lambda at: at.workshop_id), INSIDE),
    ids.WORKSHOP_END: (_pressed(ids.WORKSHOP_END, lambda at: at.workshop_id), LEADS),
    ids.WORKSHOP_BEGIN: (_pressed(ids.WORKSHOP_BEGIN, lambda at: f"{at.channel_id} barriers"), LEADS),
    ids.ANSWER_SEND: (_sent(ids.ANSWER_SEND, reason=_text("Thank you for the parcel")), INSIDE - TELLER),
    "/care round": (_typed("/care round"), LEADS),
    "/care digest": (_typed("/care digest"), LEADS),
    "/care lessons": (_typed("/care lessons"), LEADS),
    ids.LESSON_KEEP: (_sent(ids.LESSON_KEEP, lesson=_text("Count twice")), TELLER),
    ids.LESSON_SUPPORT: (_pressed(ids.LESSON_SUPPORT, lambda at: at.story_id), INSIDE),
    ids.LESSON_LEAVE: (_pressed(ids.LESSON_LEAVE, lambda at: at.story_id), INSIDE),
    ids.BEHAVIOUR_YES: (_week(ids.BEHAVIOUR_YES, 1), INSIDE),
    ids.BEHAVIOUR_PARTLY: (_week(ids.BEHAVIOUR_PARTLY, 2), INSIDE),
    ids.BEHAVIOUR_NOT_YET: (_week(ids.BEHAVIOUR_NOT_YET, 3), INSIDE),
    ids.BEHAVIOUR_KEEP: (_anew(_pressed(ids.BEHAVIOUR_KEEP, lambda at: at.behaviour_id)), LEADS),
    ids.BEHAVIOUR_CHANGE: (_anew(_sent(ids.BEHAVIOUR_CHANGE, **BEHAVIOUR)), LEADS),
    ids.BEHAVIOUR_DROP: (_anew(_pressed(ids.BEHAVIOUR_DROP, lambda at: at.behaviour_id)), LEADS),
    ids.BEHAVIOUR_LET_GO: (_pressed(ids.BEHAVIOUR_LET_GO, lambda at: f"{at.behaviour_id}:kept"), LEADS),
    ids.BEHAVIOUR_BEGIN: (_begun, LEADS),
    ids.PROMPT_WRITE: (_own_question(), LEADS),
    f"{ids.PROMPT_MENU} off": (_pressed(ids.PROMPT_MENU, lambda at: f"off own:1 {at.channel_id}"), LEADS),
    ids.PROMPT_SWITCH: (_pressed(ids.PROMPT_SWITCH, lambda at: f"on own:1 {at.channel_id}"), LEADS),
    ids.CIRCLE_KEEP: (_own_settings(), FACILITATOR),
    ids.POST_TRUST: (_pressed(ids.POST_TRUST, lambda at: f"story:{at.story_id}"), NOBODY),
    ids.POST_SEND_AGAIN: (_pressed(ids.POST_SEND_AGAIN, lambda at: f"story:{at.story_id}"), NOBODY),
    # nobody's to answer: whom a question was for is tested in test_pulse.py
    **{each: (_pressed(each, lambda at: f"{at.channel_id} {PULSE.week}"), NOBODY) for each in SCORES},
    ids.PULSE_SAY: (_sent(ids.PULSE_SAY, sentence=_text("Ines asked how I was")), NOBODY),
    ids.STORY_CHANGE: (_sent(ids.STORY_CHANGE, text=_text("[telephone] I changed what somebody told")), TELLER),
    ids.KUDOS_TAKE_BACK: (_pressed(ids.KUDOS_TAKE_BACK, lambda at: at.kudos_id), TELLER),
    ids.PRIVACY_AS_WRITTEN: (
        _pressed(ids.PRIVACY_AS_WRITTEN, lambda at: f'["story:{at.story_id}",[[0,"030 1234567"]]]'),
        TELLER,
    ),
    ids.STORY_UNDO: (_pressed(ids.STORY_UNDO, lambda at: at.story_id), TELLER),
    f"{ids.STORY_MENU} remove": (_pressed(ids.STORY_MENU, lambda at: f"remove {at.story_id}"), TELLER),
}
ONCE = {
    "/care round",
    "/care digest",
    "/care lessons",
    *(each for each in ids.ACTIONS if "workshop." in each),
    f"{ids.PROMPT_MENU} off",
    ids.PROMPT_SWITCH,
    ids.CIRCLE_KEEP,
    ids.BEHAVIOUR_KEEP,
    ids.BEHAVIOUR_DROP,
    ids.BEHAVIOUR_LET_GO,
    ids.BEHAVIOUR_BEGIN,
    ids.KUDOS_TAKE_BACK,
    ids.STORY_UNDO,
}


def test_the_matrix_has_everything_that_can_be_asked() -> None:
    named = " ".join([*READS, *CHANGES])
    for each in (*ids.ACTIONS, *ids.SHORTCUTS, *(view for view in ids.VIEWS if view not in ids.READ_ONLY)):
        assert each in named, each
    for word in VOCABULARY:
        assert f"/care {word}" in named, word


@pytest.mark.parametrize("kind", KINDS)
async def test_who_may_not_sees_nothing_and_changes_nothing(team: Team, kind: str) -> None:
    await everybody(team)
    place, forger = await place_of(team, kind), Forger(team)
    for what, (act, allowed) in {**READS, **CHANGES}.items():
        for role in sorted(ROLES.keys() - allowed):
            who = ROLES[role]
            forger.shown_to(who)
            before = forger.kept()
            await act(forger, who, place)
            assert forger.kept() == before, (what, role)
            is_own = role == "teller" and what.startswith(("/care forget", ids.STORY_RETRY))
            is_inside = role in INSIDE and what not in READS
            assert is_own or is_inside or canary(kind) not in forger.shown_to(who), (what, role)


@pytest.mark.parametrize("kind", ["public", "private"])
async def test_who_may_sees_and_changes(team: Team, kind: str) -> None:
    await everybody(team)
    place, forger = await place_of(team, kind), Forger(team)
    for what, (act, allowed) in READS.items():
        for role in sorted(allowed):
            forger.shown_to(ROLES[role])
            await act(forger, ROLES[role], place)
            assert canary(kind) in forger.shown_to(ROLES[role]), (what, role)
    for what, (act, allowed) in CHANGES.items():
        for role in sorted(allowed)[: 1 if what in ONCE else None]:
            before = forger.kept()
            await act(forger, ROLES[role], place)
            is_gone = what in (ids.STORY_UNDO, f"{ids.STORY_MENU} remove") and before == forger.kept()
            assert forger.kept() != before or is_gone, (what, role)

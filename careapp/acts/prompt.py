"""Choose what a circle is asked, and keep what it wrote and switched off itself."""

from dataclasses import replace
from datetime import date

from careapp.acts.access import without_those_who_left
from careapp.care import Care
from careapp.practice.circle import Circle, check_may_lead
from careapp.practice.prompt import PROMPT_REST, CirclePrompt, check_prompt, choose_prompt, circle_prompts
from careapp.practice.refusal import CareError
from careapp.store import Database
from careapp.store import prompt as prompts
from careapp.store import round as rounds
from careapp.store import story as stories


def of_day(db: Database, care: Care, circle: Circle, day: date) -> CirclePrompt:
    """Return what a circle is asked on a day."""
    offered = every(db, care, circle)
    asked = rounds.asked_since(db, circle.channel_id, day - PROMPT_REST)
    values = list(dict.fromkeys(prompt.value_id for prompt in offered))
    return choose_prompt(circle, offered, day, asked, stories.value_days(db, circle.channel_id, values, day))


def looks_after(db: Database, circle: Circle, user_id: str) -> bool:
    """Say whether somebody may change the prompts of a circle."""
    led = without_those_who_left(db, circle)
    return user_id in led.facilitators | led.managers


def seen_by(db: Database, care: Care, circle: Circle, user_id: str) -> list[CirclePrompt]:
    """Return every prompt of a circle to those who look after it; raise CareError for others."""
    check_may_lead(without_those_who_left(db, circle), user_id, "change the questions")
    return every(db, care, circle)


def every(db: Database, care: Care, circle: Circle) -> list[CirclePrompt]:
    """Return every prompt that a circle can be asked, and those that are switched off, for anybody in it."""
    own, off = prompts.own(db, circle.channel_id), prompts.off(db, circle.channel_id)
    return circle_prompts(care.library, circle, own, off)


def one(db: Database, care: Care, circle: Circle, user_id: str, prompt_id: str) -> CirclePrompt:
    """Return a prompt to those who look after its circle; raise CareError where there is none, and for others."""
    found = (prompt for prompt in seen_by(db, care, circle, user_id) if prompt.id == prompt_id)
    if prompt := next(found, None):
        return prompt
    raise CareError("This question is not there any more.")


def keep(db: Database, care: Care, circle: Circle, user_id: str, written: CirclePrompt, key: str) -> None:
    """Keep a prompt that somebody wrote for a circle, or changed where it has an id; `key` names the act for ever.

    Rounds keep their own words, so that what was asked, and what is being asked, stays as it was.
    """
    others = [each for each in seen_by(db, care, circle, user_id) if each.id != written.id]
    if prompts.is_known(db, key):
        return
    text = check_prompt(written.text, written.value_id, care.library, others)
    if not written.id:
        prompts.add(db, circle.channel_id, written.value_id, text, key)
    elif one(db, care, circle, user_id, written.id).is_own:
        prompts.change(db, circle.channel_id, replace(written, text=text))
    else:
        raise CareError("This question is the library's. Switch it off, and write one of your own.", field="text")


def switch(db: Database, care: Care, circle: Circle, user_id: str, prompt_id: str, *, is_on: bool) -> None:
    """Keep whether a circle is asked a prompt from now on."""
    prompt = one(db, care, circle, user_id, prompt_id)
    prompts.switch(db, circle.channel_id, prompt.id, is_on=is_on)

"""The questions of a circle: looking through them, writing one's own, switching them off and on."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from careapp.acts import access, privacy
from careapp.acts import circle as circle_acts
from careapp.acts import prompt as acts
from careapp.blocks import ids
from careapp.blocks import prompt as blocks
from careapp.blocks.kit import View
from careapp.blocks.privacy import CHOICE
from careapp.blocks.prompt import LAST, Leaf
from careapp.care import Care
from careapp.faults import fault
from careapp.handlers.ask import Ask
from careapp.handlers.form import Form
from careapp.handlers.modal import change_modal
from careapp.practice.prompt import LONGEST, OWN, CirclePrompt, check_words


async def answer_prompts(ask: Ask) -> None:
    """Open the list of questions; only a facilitator or manager can change something in it."""
    view = await _list(ask.care, Leaf(ask.channel_id), ask.user_id)
    await ask.open(view, "Look at the questions", ids.PROMPT_SHOW)


async def show_page(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Show the page of a button or of the menu of decks."""
    await _show(context["care"], body, Leaf.read(_value(body)))
    await ack()


async def open_prompt_form(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Open the form for a new question."""
    care, leaf = context["care"], Leaf.read(_value(body))
    async with care.store.reading() as db:
        acts.seen_by(db, care, circle_acts.here(db, leaf.channel_id, body["user"]["id"]), body["user"]["id"])
    await care.open_modal(body["trigger_id"], blocks.prompt_form(leaf, care.library), onto=_is_in_list(body))
    await ack()


async def choose_for_prompt(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Change the question whose menu was used, or switch it off or on."""
    care, user_id = context["care"], body["user"]["id"]
    verb, prompt_id, *rest = [*_value(body).split(" "), "", ""]
    leaf = Leaf.read(" ".join(rest).strip())
    if verb == "change":
        async with care.store.reading() as db:
            prompt = acts.one(db, care, circle_acts.here(db, leaf.channel_id, user_id), user_id, prompt_id)
        form = blocks.prompt_form(leaf, care.library, prompt)
        await care.open_modal(body["trigger_id"], form, onto=_is_in_list(body))
    else:
        fault("prompt.before_switch")
        async with care.store.transaction() as db:
            circle = circle_acts.here(db, leaf.channel_id, user_id)
            acts.switch(db, care, circle, user_id, prompt_id, is_on=verb == "on")
        fault("prompt.after_switch")
        await _show(care, body, leaf)
    await ack()


async def keep_prompt(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
    """Keep the question of the form, and show the list below with it."""
    care, form, user_id = context["care"], Form(view), body["user"]["id"]
    leaf, prompt_id = Leaf.read(form.meta("leaf")), form.meta("prompt_id")
    fault("prompt.before_keep")
    async with care.store.transaction() as db:
        circle = access.for_form(db, leaf.channel_id, user_id)
        before = acts.one(db, care, circle, user_id, prompt_id).text if prompt_id else ""
        words = {"text": (check_words(form.text("text")), LONGEST)}
        said = privacy.as_chosen(db, circle, user_id, words, form.choice(CHOICE), before)
        written = CirclePrompt(prompt_id, form.choice("value"), said["text"])
        acts.keep(db, care, circle, user_id, written, form.key)
    fault("prompt.after_keep")
    if below := view.get("previous_view_id"):
        shown = leaf if prompt_id else Leaf(leaf.channel_id, OWN, LAST)
        change_modal(care, below, await _list(care, shown, user_id))
    await ack()


def register(app: AsyncApp) -> None:
    """Register the listeners of questions."""
    app.action(ids.PROMPT_SHOW)(show_page)
    app.action(ids.PROMPT_DECK)(show_page)
    app.action(ids.PROMPT_EARLIER)(show_page)
    app.action(ids.PROMPT_LATER)(show_page)
    app.action(ids.PROMPT_ADD)(open_prompt_form)
    app.action(ids.PROMPT_MENU)(choose_for_prompt)
    app.action(ids.PROMPT_SWITCH)(choose_for_prompt)
    app.view(ids.PROMPT_WRITE)(keep_prompt)


async def _list(care: Care, leaf: Leaf, user_id: str) -> View:
    async with care.store.reading() as db:
        circle = circle_acts.here(db, leaf.channel_id, user_id)
        listed, may_change = acts.every(db, care, circle), acts.looks_after(db, circle, user_id)
    return blocks.prompts_view(listed, circle, care.library, leaf, may_change=may_change)


async def _show(care: Care, body: dict[str, Any], leaf: Leaf) -> None:
    """Show a page in the place of the one that was clicked in, or open it."""
    view = await _list(care, leaf, body["user"]["id"])
    if _is_in_list(body):
        change_modal(care, body["view"]["id"], view)
    else:
        await care.open_modal(body["trigger_id"], view)


def _is_in_list(body: dict[str, Any]) -> bool:
    return bool(body.get("view", {}).get("type") == "modal")


def _value(body: dict[str, Any]) -> str:
    action = body["actions"][0]
    return str(action.get("selected_option", action).get("value", ""))

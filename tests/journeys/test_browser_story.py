"""Telling a story in three ways, at the page."""

import re

import pytest
from playwright.async_api import expect

from tests.journeys.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
TOLD = "Her oven was on the wrong side, so I drew the kitchen with her on the phone"


async def test_a_story_told_in_the_form_stands_in_the_thread_and_its_teller_in_the_round(visitor: Visitor) -> None:
    await visitor.be("priya")
    await visitor.press("Share a story")
    await visitor.fill("What happened?", TOLD)
    await visitor.fill("What did it mean to them?", "She could cook on the day that she moved in")
    await visitor.choose("It shows", "Seeing it through")
    await visitor.choose("Colleagues to thank for it", "Sam", "Ruth")
    await visitor.photograph("the form in which a story is told")
    await visitor.send_form()
    await expect(visitor.form).not_to_be_visible()

    round_ = visitor.message("Five minutes for care")
    await expect(round_).to_contain_text(re.compile("Shared so far: .*@Priya Shrestha"))
    await visitor.open_thread(round_)
    story = visitor.message("told a story", within=visitor.thread)
    for words in (
        "Priya Shrestha",
        TOLD,
        "What it meant: She could cook",
        "With thanks to @Sam Whitlow and @Ruth Okafor",
    ):
        await expect(story).to_contain_text(words)


async def test_a_story_told_by_command_can_be_taken_back_at_once(visitor: Visitor) -> None:
    await visitor.be("sam")
    await visitor.type("/story I stayed on the line until his lawnmower started")
    await expect(visitor.message("Your story is in the round of Monday")).to_be_visible()
    await expect(visitor.message("Five minutes for care")).to_contain_text("@Sam Whitlow")
    await visitor.press("Take it back")
    await expect(visitor.message("Taken back.")).to_be_visible()
    await expect(visitor.message("Five minutes for care")).not_to_contain_text("@Sam Whitlow")


async def test_a_reply_is_a_story_until_its_teller_says_that_it_is_not(visitor: Visitor) -> None:
    await visitor.be("jonas")
    round_ = visitor.message("Five minutes for care")
    await visitor.open_thread(round_)
    await visitor.type("Rang the man from yesterday to ask whether the blade holds", visitor.thread)
    mine = visitor.message("whether the blade holds", within=visitor.thread)
    await expect(mine.locator("[data-name=green_heart]")).to_be_visible()
    await expect(round_).to_contain_text("@Jonas Keller")
    await visitor.photograph("a reply that became a story")
    await visitor.press("Not a story", visitor.thread)
    await expect(visitor.message("It is not kept as a story", within=visitor.thread)).to_be_visible()
    await expect(mine.locator("[data-name=green_heart]")).not_to_be_visible()
    await expect(round_).not_to_contain_text("@Jonas Keller")


async def test_a_story_without_words_is_refused_under_its_field_and_kept_in_it(visitor: Visitor) -> None:
    await visitor.be("tomasz")
    await visitor.open("care-frontline")
    await visitor.press("Share a story")
    await visitor.fill("What happened?", ":tada: 🎉")
    await visitor.fill("A lesson for the rest of us", "Look twice")
    await visitor.send_form()
    field = visitor.form.locator("[data-block-id=text]")
    await expect(field.get_by_role("alert")).to_be_visible()
    await expect(field.get_by_role("textbox")).to_have_value(":tada: 🎉")
    await visitor.photograph("a refusal under its field")
    await visitor.fill("What happened?", "Nine trimmers went out by noon because we started at six")
    await visitor.send_form()
    await expect(visitor.form).not_to_be_visible()
    await expect(visitor.message("Five minutes for care")).to_contain_text("@Tomasz Wolny")

"""Speaking to Care by its name, at the page."""

import pytest
from playwright.async_api import expect

from tests.journeys.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_care_does_in_a_thread_what_is_asked_of_it_by_name(visitor: Visitor) -> None:
    await visitor.be("ruth")
    await visitor.open("care-backoffice")
    await visitor.open_thread(visitor.message("Our round of Monday"))
    await visitor.begin("", visitor.thread)
    await visitor.complete("@car", "Care")
    await visitor.page.keyboard.type("kudos ")
    await visitor.complete("@em", "Emre Yildiz")
    await visitor.page.keyboard.type("for labelling the returns shelf")
    await visitor.page.keyboard.press("Enter")
    answer = visitor.message("Your thanks are on their way", within=visitor.thread)
    await expect(answer).to_contain_text("Only visible to you")
    await expect(visitor.message("Ruth Okafor thanks @Emre Yildiz", "labelling the returns shelf")).to_be_visible()


async def test_a_word_that_care_does_not_know_is_answered_in_a_line_and_help_has_buttons(visitor: Visitor) -> None:
    await visitor.be("ines")
    await visitor.open("care-backoffice")
    await visitor.type("/care banana")
    answer = visitor.message("I do not know “banana”")
    await expect(answer).to_contain_text("Only visible to you")
    await visitor.type("/care")
    await visitor.press("Give kudos", visitor.message("Here is what I can do."))
    await expect(visitor.form).to_contain_text("Whom do you thank?")


async def test_a_slash_command_in_a_thread_is_not_lost(visitor: Visitor) -> None:
    await visitor.open_thread(visitor.message("Five minutes for care"))
    await visitor.type("/story I drove back with the key", visitor.thread)
    await expect(visitor.thread.get_by_text("is not supported in threads")).to_be_visible()
    await expect(visitor.thread.get_by_role("textbox")).to_have_value("/story I drove back with the key")

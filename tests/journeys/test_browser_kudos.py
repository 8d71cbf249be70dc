"""Thanking colleagues, at the page."""

import pytest
from playwright.async_api import expect

from tests.journeys.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_kudos_typed_with_completion_reach_their_receiver(visitor: Visitor) -> None:
    await visitor.be("jonas")
    await visitor.begin("/kudos ")
    await visitor.complete("@pri", "Priya Shrestha")
    await visitor.complete("@sa", "Sam Whitlow")
    await visitor.page.keyboard.type("kept forty chats calm through the power cut #ownership")
    await visitor.photograph("kudos as they are typed")
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.message("Your thanks are on their way")).to_be_visible()
    given = visitor.message("Jonas Keller thanks", "forty chats calm")
    await expect(given).to_contain_text("Seeing it through")

    await visitor.be("priya")
    await expect(given.locator(".mention.me")).to_have_text("@Priya Shrestha")
    await visitor.react(given, "raised_hands")
    await expect(given.locator("[data-name=raised_hands] .reaction-count")).to_have_text("1")


async def test_kudos_for_a_message_are_filled_in_with_it_and_its_writer(visitor: Visitor) -> None:
    await visitor.be("tomasz")
    await visitor.open("coffee-corner")
    await visitor.type("The late desk asked for a second screen, I ordered it")
    await visitor.be("maya")
    await visitor.use_shortcut(visitor.message("a second screen"), "Give kudos")
    await expect(visitor.form.get_by_label("What for?")).to_have_value(
        "for “The late desk asked for a second screen, I ordered it”"
    )
    await expect(visitor.form.locator(".chip")).to_contain_text("Tomasz Wolny")
    await visitor.choose("In the circle", "#care-backoffice")
    await visitor.photograph("the form for kudos")
    await visitor.send_form()
    await expect(visitor.form).not_to_be_visible()
    await visitor.open("care-backoffice")
    await expect(visitor.message("Maya Brandt thanks @Tomasz Wolny", "a second screen")).to_be_visible()


async def test_thanking_oneself_is_refused_with_the_words_given_back(visitor: Visitor) -> None:
    await visitor.open("care-backoffice")
    await visitor.type("/kudos @maya for lasting through a long Monday")
    refusal = visitor.message("Only visible to you", "lasting through a long Monday")
    await expect(refusal).to_be_visible()
    await visitor.press("Open it in a form", refusal)
    await expect(visitor.form.get_by_label("What for?")).to_have_value("lasting through a long Monday")

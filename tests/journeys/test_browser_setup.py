"""Making a channel a circle, at the page."""

import pytest
from playwright.async_api import expect

from tests.journeys.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_two_clicks_make_a_private_channel_a_circle(visitor: Visitor) -> None:
    await visitor.open("team-leads")
    await visitor.begin("")
    await visitor.complete("/ca", "/care")
    await visitor.page.keyboard.press("Enter")
    await visitor.press("Set this channel up")
    await expect(visitor.form).to_contain_text("Set the circle up")
    await visitor.photograph("the form that sets a circle up")
    await visitor.send_form()
    await expect(visitor.form).not_to_be_visible()
    kept = visitor.message("This channel is a circle now.")
    await expect(kept).to_contain_text("5 minutes at 16:55 (Monday to Friday, Europe/Berlin)")
    await expect(kept).to_contain_text("@Maya Brandt can change that")


async def test_a_channel_without_care_is_told_how_to_invite_it(visitor: Visitor) -> None:
    await visitor.open("coffee-corner")
    await visitor.type("/care setup")
    await expect(visitor.message("I am not in #coffee-corner yet")).to_contain_text("/invite @Care")


async def test_care_is_invited_by_slacks_own_command_and_set_up_by_its_button(visitor: Visitor) -> None:
    await visitor.open("coffee-corner")
    await visitor.begin("")
    await visitor.complete("/inv", "/invite")
    await visitor.page.keyboard.type("@Care")
    await visitor.page.keyboard.press("Escape")
    await visitor.page.keyboard.press("Enter")
    hello = visitor.message("Hello, I am Care")
    await expect(hello).to_be_visible()
    await visitor.photograph("Care introduces itself")
    await visitor.press("Set it up", hello)
    await expect(visitor.form).to_contain_text("Set the circle up")
    await visitor.send_form()
    await expect(visitor.form).not_to_be_visible()
    await expect(visitor.message("This channel is a circle now.")).to_be_visible()


async def test_an_invitation_that_cannot_be_carried_out_says_why_and_keeps_the_words(visitor: Visitor) -> None:
    await visitor.open("care-frontline")
    await visitor.type("/invite @care")
    await expect(visitor.message("Care is in #care-frontline already.")).to_contain_text("Only visible to you")
    await expect(visitor.pane.get_by_role("textbox").last).to_have_value("/invite @care")

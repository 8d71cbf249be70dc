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
    await expect(visitor.message("I am not in this channel yet")).to_contain_text("/invite @Care")

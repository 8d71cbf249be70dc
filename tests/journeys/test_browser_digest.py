"""The week's highlights on demand, at the page."""

import re

import pytest
from playwright.async_api import expect

from tests.journeys.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_facilitator_previews_the_highlights_alone_and_then_posts_them(visitor: Visitor) -> None:
    await visitor.be("tomasz")
    await visitor.open("care-backoffice")
    await visitor.type("/story The last van waited four minutes for one parcel, and nobody complained #empathy")
    await expect(visitor.message("Our round of Monday")).to_contain_text("Told by @Tomasz Wolny")
    before = await _cheers_in_preview(visitor)
    await visitor.open_thread(visitor.message("Our round of Monday"))

    await visitor.be("emre")
    await expect(visitor.pane.get_by_text("A preview for your eyes only")).to_have_count(0)
    story = visitor.message("The last van waited", within=visitor.thread)
    await visitor.react(story, "raised_hands")
    await expect(story.locator("[data-name=raised_hands] .reaction-count")).to_have_text("1")
    await expect(visitor.message("Our round of Monday")).to_contain_text("1 cheer")

    await visitor.be("tomasz")
    assert await _cheers_in_preview(visitor) == before + 1
    await visitor.photograph("the preview of the highlights")
    await visitor.type("/care digest")
    await expect(visitor.pane.get_by_text("The highlights are on their way")).to_be_visible()

    await visitor.be("emre")
    digest = visitor.message("This week's highlights", "The last van waited")
    await expect(digest).to_contain_text("Friday, 20 November to Monday, 23 November")
    picture = visitor.pane.get_by_role("img", name="1 story by 1 person")
    await expect(picture).to_have_js_property("complete", True)
    await picture.scroll_into_view_if_needed()


async def test_somebody_who_leads_nothing_is_told_who_may_post_the_highlights(visitor: Visitor) -> None:
    await visitor.be("sam")
    await visitor.type("/care digest")
    await expect(visitor.message("Only visible to you", "post the highlights")).to_be_visible()


async def _cheers_in_preview(visitor: Visitor) -> int:
    """Ask for a preview and return how many cheers it counts."""
    seen = await visitor.pane.get_by_text("A preview for your eyes only").count()
    await visitor.type("/care preview")
    await expect(visitor.pane.get_by_text("A preview for your eyes only")).to_have_count(seen + 1)
    found = re.search(r"(\d+) cheers?\b", await visitor.message("A preview for your eyes only").inner_text())
    assert found
    return int(found[1])

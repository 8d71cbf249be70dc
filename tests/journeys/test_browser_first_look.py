"""What a newcomer sees who types `make demo` and opens the address."""

import pytest
from playwright.async_api import expect

from tests.journeys.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_newcomer_finds_an_open_round_and_three_weeks_behind_it(visitor: Visitor) -> None:
    await expect(visitor.pane.get_by_role("heading", name="care-frontline").first).to_be_visible()
    open_round = visitor.message("Five minutes for care", "left")
    await expect(open_round.get_by_role("button", name="Share a story")).to_be_visible()
    await expect(visitor.pane.get_by_text("15 rounds held in a row")).to_be_visible()
    await expect(visitor.message("thanks", "from your manager")).to_be_visible()
    await expect(visitor.pane.get_by_role("heading", name="This week's highlights")).to_have_count(3)
    await expect(visitor.pane.locator(".unknown")).to_have_count(0)


async def test_a_newcomer_reads_the_stories_of_a_round_in_its_thread(visitor: Visitor) -> None:
    await visitor.message("Our round of Friday", "5 stories").get_by_test_id("thread-bar").click()
    await expect(visitor.thread.locator(".message", has_text="told a story").first).to_be_visible()
    await expect(visitor.thread.locator("blockquote").first).to_contain_text(" ")
    await expect(visitor.thread.locator(".reaction-count").first).to_be_visible()


async def test_a_newcomer_sees_the_weeks_numbers_as_a_picture_that_says_what_it_shows(visitor: Visitor) -> None:
    await visitor.open("care-backoffice")
    picture = visitor.pane.get_by_role("img", name="stories by").last
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("image => image.naturalWidth") > 600


async def test_a_newcomer_sees_what_the_circle_practises_and_how_cared_for_it_feels(visitor: Visitor) -> None:
    await expect(visitor.message("Week 2: did we?").get_by_role("button", name="Partly")).to_be_visible()
    await expect(visitor.pane.get_by_text("What we learned: the lessons of November")).to_be_visible()
    await expect(visitor.pane.get_by_text("What came of it: Our definition of care")).to_be_visible()
    await expect(visitor.message("A customer said", "Saved by Maya Brandt")).to_be_visible()
    await visitor.message("How cared for we feel", "4.4 of 5").get_by_test_id("thread-bar").click()
    trend = visitor.thread.get_by_role("img", name="How cared for we feel, 1 to 5. Week 45: 3.6")
    await expect(trend).to_have_js_property("complete", True)


async def test_a_newcomer_opens_cares_own_page(visitor: Visitor) -> None:
    await visitor.page.get_by_test_id("app-entry").click()
    await expect(visitor.message("Your care note for #care-frontline")).to_be_visible()
    waiting = visitor.message("a story that nobody has answered yet", "New driver, first day")
    await expect(waiting.get_by_role("button", name="Say thank you")).to_be_visible()
    await visitor.page.get_by_test_id("tab-home").click()
    home = visitor.page.get_by_test_id("app-home")
    await expect(home).to_contain_text("Hello Maya Brandt")
    await expect(home).to_contain_text("#care-frontline")

"""What people take for granted of Slack's own page: names, threads, forms, a narrow window and the clock."""

import asyncio
import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from careapp.sandbox import Sandbox
from tests.journeys.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NARROW = 420
LATE = timedelta(seconds=2)  # by which the running clock may be ahead of what was asked for


async def test_a_person_is_called_by_the_name_that_the_page_shows(visitor: Visitor) -> None:
    await visitor.open("coffee-corner")
    await visitor.type("Coffee, @jonas keller?")
    said = visitor.message("Coffee")
    await expect(said.locator(".mention")).to_have_text("@Jonas Keller")
    await expect(said).to_contain_text(re.compile(r"Coffee, @Jonas Keller\?"))


async def test_a_person_leaves_a_channel_by_slacks_own_command(visitor: Visitor) -> None:
    await visitor.be("emre")
    await visitor.open("coffee-corner")
    await visitor.type("/leave")
    await expect(visitor.message("has left the channel")).to_contain_text("@Emre Yildiz")
    await expect(visitor.pane.locator(".composer-field")).to_have_count(0)
    await visitor.press("Join channel")
    await expect(visitor.pane.locator(".composer-field")).to_be_visible()


async def test_a_whisper_in_a_thread_is_no_reply(visitor: Visitor) -> None:
    round_ = visitor.message("Our round of Friday", "5 stories")
    bar = round_.get_by_test_id("thread-bar")
    replies = re.search(r"\d+ replies", await bar.inner_text())
    assert replies
    await bar.click()
    await expect(visitor.thread.locator(".reply-count")).to_have_text(replies[0])
    await visitor.type("/story in a thread", visitor.thread)
    await expect(visitor.message("is not supported in threads", within=visitor.thread)).to_be_visible()
    await expect(visitor.thread.locator(".reply-count")).to_have_text(replies[0])


async def test_a_form_is_gone_after_a_reload(visitor: Visitor, demo: Sandbox) -> None:
    await visitor.press("Share a story")
    await expect(visitor.form).to_be_visible()
    await visitor.page.reload()
    await expect(visitor.message("Five minutes for care")).to_be_visible()
    await expect(visitor.form).to_have_count(0)
    await visitor.press("Share a story")
    await expect(visitor.form).to_contain_text("What happened?")
    assert len(demo.slack.views.stack_of("UMAYA")) == 1


async def test_the_bar_fits_into_a_narrow_window(visitor: Visitor) -> None:
    await visitor.page.set_viewport_size({"width": NARROW, "height": 800})
    for button in await visitor.page.locator("#bar button").all():
        box = await button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW
    await visitor.be("priya")


async def test_a_move_of_the_clock_shows_that_it_takes_its_time(visitor: Visitor, demo: Sandbox) -> None:
    asked, go_on = asyncio.Queue[datetime](), asyncio.Event()

    async def play(instant: datetime) -> None:
        asked.put_nowait(instant)
        await go_on.wait()

    usual, demo.mover = demo.mover, play
    try:
        await visitor.page.get_by_test_id("clock").click()
        panel = visitor.page.get_by_test_id("clock-panel")
        await visitor.press("+1 week", panel)
        target = await asyncio.wait_for(asked.get(), 5)
        assert abs(target - demo.clock.now() - timedelta(weeks=1)) < LATE
        await expect(panel.get_by_role("status")).to_have_text("Playing the time in between…")
        await visitor.press("+1 day", panel)
        await visitor.photograph("the clock is being moved")
        go_on.set()
        await expect(panel).to_have_attribute("aria-busy", "false")
        await expect(panel.get_by_role("status")).to_have_count(0)
        assert asked.empty()
    finally:
        go_on.set()
        demo.mover = usual

"""A long channel: the newest messages at once, all of them soon, and nothing drawn anew that has not changed."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from benchmarks.page import busy_sandbox
from careapp.sandbox import Sandbox
from tests.journeys.browser import SIZE, Visitor
from tests.journeys.conftest import ARTEFACTS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MANY = 300
DRAWN = "document.querySelectorAll('.message').length"
OLD = "Message 3"
WATCH = """() => {
  window.touched = 0;
  const count = (one) => (window.touched += one.addedNodes.length + one.removedNodes.length);
  const list = document.querySelector(".message-list");
  new MutationObserver((all) => all.forEach(count)).observe(list, { childList: true });
}"""


FOUND = "getSelection().anchorNode.parentNode.closest('.message').dataset.ts"
FRAMES = """new Promise((done) => {
  let left = 5;
  const next = () => (left-- ? requestAnimationFrame(next) : done());
  next();
})"""


@pytest_asyncio.fixture(loop_scope="session")
async def busy(chromium_path: str) -> AsyncIterator[Sandbox]:
    async with busy_sandbox(MANY) as sandbox:
        yield sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def person(busy: Sandbox, chromium: Browser) -> AsyncIterator[Visitor]:
    page = await chromium.new_page(viewport=SIZE)
    visitor = Visitor(page, busy.url, ARTEFACTS)
    await page.goto(f"{busy.url}/?user=UP0&channel=CBUSY")
    await expect(visitor.pane.locator(".message")).to_have_count(MANY)
    yield visitor
    await page.close()
    assert not visitor.troubles


async def test_all_messages_are_in_the_page_for_find_links_and_screen_readers(busy: Sandbox, person: Visitor) -> None:
    articles = person.pane.get_by_role("article")
    await expect(articles).to_have_count(MANY)
    assert await person.page.evaluate(f"window.find('{OLD} for', false, true, true)")
    assert await person.page.evaluate(FOUND) == busy.slack.workspace.channels["CBUSY"].timeline[3]


async def test_the_newest_messages_stand_there_first_and_the_last_one_stays_in_view(
    busy: Sandbox, person: Visitor
) -> None:
    await person.page.get_by_test_id("channel-a-still").click()
    counts = await person.page.evaluate(
        f"""() => new Promise((done) => {{
          document.querySelector("[data-testid=channel-busy]").click();
          const counts = [];
          const note = () => {{
            counts.push({DRAWN});
            counts.at(-1) < {MANY} ? requestAnimationFrame(note) : done(counts);
          }};
          note();
        }})"""
    )
    assert 0 < min(filter(None, counts)) < MANY / 2
    await expect(person.message(f"Message {MANY - 1}")).to_be_in_viewport()


async def test_one_change_touches_one_message(busy: Sandbox, person: Visitor) -> None:
    await person.page.evaluate(WATCH)
    said = await busy.act("say", user="UP1", channel="CBUSY", text="Something new")
    await expect(person.message("Something new")).to_be_in_viewport()
    assert await person.page.evaluate("window.touched") == 1
    await busy.act("react", user="UP1", channel="CBUSY", ts=said["ts"], name="tada", on=True)
    await expect(person.message("Something new").locator("[data-name=tada]")).to_be_visible()
    assert await person.page.evaluate("window.touched") == 3
    first = busy.slack.workspace.channels["CBUSY"].timeline[0]
    await busy.act("react", user="UP1", channel="CBUSY", ts=first, name="snail", on=True)
    await expect(person.pane.locator("[data-name=snail]")).to_have_count(1)
    assert await person.page.evaluate("window.touched") == 5
    await busy.act("delete", user="UP1", channel="CBUSY", ts=said["ts"])
    await expect(person.pane.get_by_text("Something new")).to_have_count(0)
    assert await person.page.evaluate("window.touched") == 6


async def test_a_link_leads_to_an_old_message_in_the_middle_of_the_window(busy: Sandbox, person: Visitor) -> None:
    old = busy.slack.workspace.channels["CBUSY"].timeline[MANY // 3]
    await person.page.goto(f"{busy.url}/?user=UP0&channel=CBUSY&message={old}")
    message = person.pane.locator(f".message[data-ts='{old}']")
    await expect(message).to_be_focused()
    await expect(person.pane.locator(".message")).to_have_count(MANY)
    await person.page.evaluate(FRAMES)
    await expect(message).to_be_in_viewport(ratio=1)


async def test_what_somebody_reads_stays_in_its_place_when_others_write(busy: Sandbox, person: Visitor) -> None:
    reading = person.pane.locator(".message").nth(MANY // 2)
    await reading.scroll_into_view_if_needed()
    await person.page.evaluate(FRAMES)  # what comes into view gets its true height
    before = await reading.bounding_box()
    await busy.act("say", user="UP1", channel="CBUSY", text="Meanwhile")
    await expect(person.page.get_by_test_id("new-messages")).to_have_text("1 new message")
    after = await reading.bounding_box()
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"], abs=2)
    await person.page.get_by_test_id("new-messages").click()
    await expect(person.message("Meanwhile")).to_be_in_viewport()

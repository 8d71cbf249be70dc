"""Makes the pictures of the README: the demo, photographed in a real Chromium (`make pictures`)."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from io import BytesIO

from PIL import Image
from playwright.async_api import ViewportSize, expect

from careapp.app import by_the_clock
from careapp.demo.play import ready
from careapp.settings import HOUSE
from tests.journeys.browser import NAMES, SIZE, Visitor, find_chromium, running_chromium

ALBUM = HOUSE / "docs" / "pictures"
TALL: ViewportSize = {"width": 1000, "height": 3600}
MARGIN = 12


async def make_pictures() -> None:
    """Photograph an open round with its thread, the pulse with its trend, and a week's highlights."""
    async with _looking_at_the_demo() as visitor:
        await _tell_stories(visitor)
        await visitor.be("maya")
        await visitor.open_thread(visitor.message("Five minutes for care"))
        await expect(visitor.thread.locator(".message")).to_have_count(4)
        await expect(visitor.thread.locator("[data-name=green_heart]")).to_be_visible()
        await expect(visitor.message("Five minutes for care")).to_contain_text("and @Sam Whitlow")
        await visitor.begin("", visitor.thread)
        await visitor.page.mouse.move(0, 0)
        _keep("round", await visitor.page.screenshot())
        await visitor.open_thread(visitor.message("How cared for we feel", "4.4 of 5"))
        await expect(visitor.thread.get_by_role("img", name="How cared for we feel")).to_be_visible()
        await visitor.page.mouse.move(0, 0)
        _keep("practice", await visitor.page.screenshot())
        await visitor.page.set_viewport_size(TALL)
        await visitor.page.get_by_test_id("close-thread").click()
        _keep("digest", await _photograph_digest(visitor))


async def _tell_stories(visitor: Visitor) -> None:
    await visitor.be("priya")
    await visitor.type("/story A man asked three times when his parcel comes. I rang the driver, then rang him back.")
    await visitor.be("jonas")
    await visitor.open_thread(visitor.message("Five minutes for care"))
    await visitor.type("Measured a doorway with a customer on the phone. The bench fits, by a thumb.", visitor.thread)
    await visitor.be("sam")
    await visitor.type(
        "/story Her order was late, and nobody had said so. I wrote first: what happened, when it comes."
    )
    await visitor.be("tomasz")
    await visitor.open("care-frontline")
    await visitor.open_thread(visitor.message("Five minutes for care"))
    for story in ("rang the driver", "by a thumb"):
        await visitor.react(visitor.message(story, within=visitor.thread), "raised_hands")


async def _photograph_digest(visitor: Visitor) -> bytes:
    digest = await visitor.message("This week's highlights").bounding_box()
    picture = await visitor.pane.get_by_role("img", name="stories by").last.bounding_box()
    assert digest
    assert picture
    height = picture["y"] + picture["height"] + MARGIN - digest["y"]
    return await visitor.page.screenshot(clip={**digest, "height": height})


@asynccontextmanager
async def _looking_at_the_demo() -> AsyncIterator[Visitor]:
    executable = find_chromium()
    if executable is None:
        sys.exit(f"There is no Chromium on this machine (looked for {', '.join(NAMES)}).")
    async with (
        ready(0, date(2026, 11, 23)) as (sandbox, care),
        by_the_clock(care),
        running_chromium(executable) as chrome,
    ):
        sandbox.clock.run()
        visitor = Visitor(await chrome.new_page(viewport=SIZE), sandbox.url, ALBUM)
        await visitor.arrive()
        yield visitor


def _keep(name: str, picture: bytes) -> None:
    """Keep a picture without loss, in a third of the room that the PNG takes."""
    ALBUM.mkdir(exist_ok=True)
    Image.open(BytesIO(picture)).convert("RGB").save(ALBUM / f"{name}.webp", lossless=True)


if __name__ == "__main__":
    asyncio.run(make_pictures())

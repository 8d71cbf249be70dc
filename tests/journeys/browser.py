"""A person at the sandbox's page, in a real Chromium: what they see, type and press."""

import contextlib
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Error, Locator, Page, TimeoutError, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZE: Any = {"width": 1280, "height": 800}
_PATIENCE_MS = 15_000  # Care keeps Slack's pace of a post a second in a channel
_MOMENT_MS = 1000
_TRIES = 10


def find_chromium() -> str | None:
    """Return the Chromium of this machine, where there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.asynccontextmanager
async def running_chromium(executable: str) -> AsyncIterator[Browser]:
    """Run a Chromium without a window, with a profile of its own."""
    expect.set_options(timeout=_PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        try:
            yield browser
        finally:
            await browser.close()


class Visitor:
    """Somebody at the page. People and channels are named by their handles and names, buttons by what they say."""

    def __init__(self, page: Page, url: str, album: Path) -> None:
        self.page = page
        self.url = url
        self.album = album
        self.troubles: list[str] = []
        page.set_default_timeout(_PATIENCE_MS)
        page.on("pageerror", self._take_error)
        page.on("console", self._take_line)

    async def arrive(self) -> None:
        """Open the page as somebody who has only its address."""
        await self.page.goto(self.url)
        await self._see_messages()

    async def be(self, handle: str) -> None:
        """Choose who one is, by the switch at the top."""
        await self.page.get_by_test_id("person-switch").click()
        async with self.page.expect_navigation():
            await self.page.get_by_test_id(f"person-{handle}").click()
        await self._see_messages()

    async def open(self, channel: str) -> None:
        """Go to a channel by the sidebar."""
        await self.page.get_by_test_id(f"channel-{channel}").click()
        await expect(self.page.get_by_role("log", name=f"Messages in {channel}")).to_be_visible()
        await self._see_messages()

    @property
    def pane(self) -> Locator:
        """The channel that is open."""
        return self.page.get_by_test_id("channel-pane")

    @property
    def thread(self) -> Locator:
        """The thread that is open."""
        return self.page.get_by_test_id("thread-pane")

    @property
    def form(self) -> Locator:
        """The modal that is open."""
        return self.page.get_by_test_id("modal")

    def message(self, *words: str, within: Locator | None = None) -> Locator:
        """Return the last message that holds all these words."""
        found = (within or self.pane).locator(".message")
        for part in words:
            found = found.filter(has_text=part)
        return found.last

    async def type(self, text: str, within: Locator | None = None) -> None:
        """Type into the composer of the channel, or of the thread, and send."""
        await self.begin(text, within)
        await self.page.keyboard.press("Escape")  # shuts a completion that the last word may have opened
        await self.page.keyboard.press("Enter")

    async def begin(self, text: str, within: Locator | None = None) -> None:
        """Type into a composer without sending."""
        composer = (within or self.pane).locator(".composer-field")
        await composer.click()
        await self.page.keyboard.type(text)

    async def complete(self, begin: str, suggestion: str) -> None:
        """Type the beginning of a word where the caret is, and take a suggestion with the Tab key."""
        await self.page.keyboard.type(begin)
        row = self.page.get_by_test_id("completion").get_by_role("option", selected=True)
        await expect(row).to_contain_text(suggestion)
        await self.page.keyboard.press("Tab")

    async def press(self, label: str, within: Locator | None = None) -> None:
        """Press a button by what it says."""
        await (within or self.pane).get_by_role("button", name=label, exact=True).last.click()

    async def fill(self, label: str, text: str) -> None:
        """Write into a field of the form, by its label."""
        await self.form.get_by_label(_labelled(label)).fill(text)

    async def choose(self, label: str, *names: str) -> None:
        """Choose from a list in the form, as people do: type a few letters, take what is offered."""
        for name in names:
            await self.form.get_by_label(_labelled(label)).fill(name)
            await self.page.get_by_role("option", name=re.compile(re.escape(name))).first.click()
        await self.page.keyboard.press("Tab")

    async def send_form(self) -> None:
        """Send the form; it stays open where something is refused."""
        await self.page.get_by_test_id("modal-submit").click()

    async def open_thread(self, message: Locator) -> None:
        """Open the thread under a message."""
        await self._reach(message, "Reply in thread")
        await expect(self.thread).to_be_visible()

    async def react(self, message: Locator, emoji: str) -> None:
        """Put one of the quick reactions on a message."""
        await self._reach(message, f"React with {emoji}")

    async def use_shortcut(self, message: Locator, name: str) -> None:
        """Choose a shortcut from a message's menu."""
        await self._reach(message, "More actions")
        await self.page.get_by_role("menuitem", name=re.compile(name)).click()

    async def photograph(self, name: str) -> None:
        """Keep what is on the screen in the album."""
        self.album.mkdir(exist_ok=True)
        await self.page.screenshot(path=self.album / f"{name}.png")

    async def _reach(self, message: Locator, tool: str) -> None:
        """Press a tool of the bar over a message, which moves away from the pointer where others arrive meanwhile."""
        for _ in range(_TRIES):
            await message.hover()
            with contextlib.suppress(TimeoutError):
                return await message.get_by_role("button", name=tool).click(timeout=_MOMENT_MS)
        raise AssertionError(f"there is no “{tool}” over this message")

    async def _see_messages(self) -> None:
        await expect(self.page.get_by_test_id("app-state")).to_contain_text("is connected")
        await expect(self.pane.locator(".message").last).to_be_visible()

    def _take_error(self, error: Error) -> None:
        self.troubles.append(str(error))

    def _take_line(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.troubles.append(line.text)


def _labelled(label: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(label)}( \(optional\))?$")

"""The demo as it stands when somebody opens it, and a Chromium to look at it with."""

import os
from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from careapp.app import by_the_clock
from careapp.demo.play import ready
from careapp.sandbox import Sandbox
from careapp.settings import HOUSE
from tests.journeys.browser import NAMES, SIZE, Visitor, find_chromium, running_chromium

ARTEFACTS = HOUSE / "artefacts"
A_MONDAY = date(2026, 11, 23)
NO_CHROMIUM = f"there is no Chromium on this machine (looked for {', '.join(NAMES)})"


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium lies; without it, browser journeys are skipped, or fail where CARE_BROWSER is `required`."""
    found = find_chromium()
    if found:
        return found
    if os.environ.get("CARE_BROWSER") == "required":
        pytest.fail(NO_CHROMIUM)
    pytest.skip(NO_CHROMIUM)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line, however many journeys there are, that they were skipped."""
    skipped = [report for report in terminalreporter.getreports("skipped") if NO_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser journeys were skipped: {NO_CHROMIUM}.")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium(chromium_path: str) -> AsyncIterator[Browser]:
    """A Chromium without a window."""
    async with running_chromium(chromium_path) as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(chromium_path: str) -> AsyncIterator[Sandbox]:
    """The demo with its three weeks of history, a minute into the front line's round."""
    async with ready(0, A_MONDAY) as (sandbox, care), by_the_clock(care):
        yield sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(chromium: Browser, demo: Sandbox, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    """Somebody who has just opened the page; time goes on while they look, and the screen is kept at the end."""
    demo.clock.run()
    page = await chromium.new_page(viewport=SIZE)
    visitor = Visitor(page, demo.url, ARTEFACTS)
    await visitor.arrive()
    yield visitor
    await visitor.photograph(request.node.name)
    await page.close()
    await _put_forms_away(demo)
    demo.clock.freeze()
    assert not visitor.troubles


async def _put_forms_away(demo: Sandbox) -> None:
    for who in demo.slack.workspace.people:
        if open_forms := demo.slack.views.stack_of(who):
            await demo.act("close", user=who, view_id=open_forms[-1]["id"], is_cleared=True)

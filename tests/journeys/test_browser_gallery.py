"""One of every block and element in messages, modals and the Home, drawn by the page and photographed."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.journeys.block_kit_app import BlockKitApp, block_kit_app
from tests.journeys.browser import Visitor
from tests.journeys.small_slack import looking_at
from tests.sandbox.conftest import home, modal
from tests.sandbox.gallery import BLOCKS, ELEMENTS, asking, block, button, element, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1100, "height": 2600}},
    "dark": {"viewport": {"width": 1100, "height": 2600}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 420, "height": 3000}},
}
PRESSED = ["button", "workflow_button", "overflow", "datetimepicker"]
ASKED = [name for name in ELEMENTS if name not in ("feedback_buttons", "icon_button", *PRESSED[:3])]
BESIDE = [name for name in ASKED if name.endswith("_select") or name in ("datepicker", "timepicker", "checkboxes")]
NOT_IN_HOME = ("alert", "context_actions", "file", "markdown", "plan", "task_card", "rich_text_input")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def kit(chromium_path: str) -> AsyncIterator[BlockKitApp]:
    async with block_kit_app() as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="session", params=LOOKS)
async def maya(kit: BlockKitApp, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(kit, chromium, request.node.name, **LOOKS[request.param]) as visitor:
        yield visitor


async def test_every_block_is_drawn_in_a_message(maya: Visitor, kit: BlockKitApp) -> None:
    image = {"type": "image", "slack_file": {"id": await kit.picture()}, "alt_text": "Hill"}
    own = {**image, "title": {"type": "plain_text", "text": "A file of Slack"}}
    await kit.post(own, *(block(name) for name in BLOCKS if name not in ("alert", "table")), block("table"))
    message = maya.message("A section with")
    for name in BLOCKS:
        if name != "alert":
            await expect(message.locator(f".block-{name}").first).to_be_visible()
    await expect(message.locator(".unknown")).to_have_count(0)
    await expect(message.get_by_role("img", name="Hill", exact=True)).to_have_js_property("naturalWidth", 320)
    await _fits(maya)


async def test_every_element_is_drawn_in_a_message(maya: Visitor, kit: BlockKitApp) -> None:
    beside = [section(f"A {name.replace('_', ' ')}", element(name), block_id=name) for name in BESIDE]
    await kit.post(
        {"type": "actions", "elements": [element(name) for name in PRESSED]}, *beside, asking("number_input")
    )
    message = maya.message("A multi users select")
    for name in (*PRESSED, *BESIDE):
        await expect(message.locator(f"[data-action-id=an_{name}]").first).to_be_visible()
    await expect(message.locator(".unknown")).to_have_count(0)
    await _fits(maya)


async def test_every_block_has_room_in_a_thread(maya: Visitor, kit: BlockKitApp) -> None:
    beside = [section("Beside a text", element(name), block_id=name) for name in (*PRESSED[:3], *BESIDE)]
    labels = [section("Short", button("long", "Choose " + "a very good tea " * size)) for size in (0, 1, 4)]
    await kit.post(*(block(name) for name in BLOCKS if name != "alert"), *beside, *labels)
    await maya.open_thread(maya.message("Beside a text"))
    await expect(maya.thread.get_by_role("button", name="Choose").last).to_be_visible()
    await _fits(maya)


async def test_every_input_is_drawn_in_a_modal(maya: Visitor, kit: BlockKitApp, request: pytest.FixtureRequest) -> None:
    hints = {"hint": {"type": "plain_text", "text": "This is a hint."}, "optional": True}
    inputs = [asking(name, **(hints if name.startswith("plain") else {})) for name in ASKED]
    await kit.open(modal(block("alert"), *inputs))
    for name in ASKED:
        await expect(maya.form.locator(f"[data-action-id=an_{name}]").first).to_be_visible()
        label = name.replace("_", " ").capitalize()
        await expect(maya.form.locator(f"[data-block-id=in_{name}] > label")).to_contain_text(label)
    await expect(maya.form.locator(".unknown")).to_have_count(0)
    await expect(maya.form.get_by_label("Plain text input")).to_have_accessible_description("This is a hint.")
    await _fits(maya)
    await maya.photograph(f"{request.node.name} open")
    await maya.form.locator("[data-block-id=in_file_input]").scroll_into_view_if_needed()
    await maya.photograph(f"{request.node.name} scrolled")
    await maya.page.get_by_test_id("modal-x").click()
    await expect(maya.form).to_have_count(0)


async def test_every_block_is_drawn_in_the_home(maya: Visitor, kit: BlockKitApp) -> None:
    shown = [name for name in BLOCKS if name not in NOT_IN_HOME]
    await kit.app.views_publish(user_id="UMAYA", view=home(*(block(name) for name in shown), asking("rich_text_input")))
    await maya.page.goto(f"{kit.sandbox.url}/?user=UMAYA&app=home")
    tab = maya.page.get_by_test_id("app-home")
    for name in shown:
        await expect(tab.locator(f".block-{name}").first).to_be_visible()
    await expect(tab.locator(".unknown")).to_have_count(0)
    await _fits(maya)


async def _fits(maya: Visitor) -> None:
    """Nothing sticks out of its block sideways, but for what scrolls by itself."""
    sticking = """() => [...document.querySelectorAll(".block *")]
        .filter((node) => !node.closest(".table-wrap, .carousel-row"))
        .filter((node) => node.getBoundingClientRect().right > node.closest(".block").getBoundingClientRect().right + 1)
        .map((node) => node.outerHTML.slice(0, 80))"""
    assert await maya.page.evaluate(sticking) == []

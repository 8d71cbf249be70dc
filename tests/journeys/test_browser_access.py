"""The page without a mouse, without eyes, in the dark and in a narrow window."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.journeys.browser import Visitor
from tests.journeys.small_slack import SmallSlack, looking_at, small_slack

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOM = {"user": "UTOM", "channel": "CDESK"}
PAPER = "getComputedStyle(document.querySelector('#main')).backgroundColor"
WHITE, DARK = "rgb(255, 255, 255)", "rgb(25, 29, 31)"
NARROW = {"width": 420, "height": 800}
TABLET = {"width": 900, "height": 800}


@pytest_asyncio.fixture(loop_scope="session")
async def slack(chromium_path: str) -> AsyncIterator[SmallSlack]:
    async with small_slack() as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def maya(slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(slack, chromium, request.node.name) as visitor:
        yield visitor


async def press(visitor: Visitor, *keys: str) -> None:
    for key in keys:
        await visitor.page.keyboard.press(key)


def held(visitor: Visitor) -> Locator:
    """What has the focus."""
    return visitor.page.locator(":focus")


async def test_the_page_has_the_roles_and_names_that_a_screen_reader_needs(maya: Visitor) -> None:
    page = maya.page
    await expect(page.get_by_role("heading", level=1)).to_have_text("Maple Street")
    await expect(page.get_by_role("navigation", name="Channels and people")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("log", name="Messages in desk")).to_be_visible()
    await expect(page.get_by_role("article", name=re.compile(r"^Maya Lind, .*: Hello$"))).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message #desk")).to_be_focused()
    await maya.open_thread(maya.message("Hello"))
    await expect(page.get_by_role("complementary", name="Thread").get_by_role("log", name="Thread")).to_be_visible()
    await page.get_by_test_id("app-entry").click()
    await expect(page.get_by_role("tab", name="Home", selected=True)).to_be_visible()
    await page.get_by_role("tab", name="Home").focus()
    await press(maya, "ArrowRight", "Enter")
    await expect(page.get_by_role("tab", name="Messages", selected=True)).to_be_visible()
    await expect(page.get_by_role("tabpanel", name="Messages")).to_be_visible()


async def test_every_button_and_field_has_a_name(maya: Visitor) -> None:
    await maya.open_thread(maya.message("Hello"))
    nameless = [
        await each.evaluate("node => node.outerHTML")
        for each in await maya.page.locator("button, input, textarea, select, a[href]").all()
        if not (await each.aria_snapshot() or await each.is_hidden())
        or re.fullmatch(r"- (button|textbox|checkbox|link|combobox)( \[.*\])?:?", await each.aria_snapshot() or "- x")
    ]
    assert nameless == []


async def test_links_at_the_very_start_lead_past_the_bar_and_the_sidebar(maya: Visitor) -> None:
    await maya.page.locator("#bar button:visible").first.focus()
    await press(maya, "Shift+Tab")
    await expect(held(maya)).to_have_text("Skip to writing")
    await press(maya, "Shift+Tab")
    await expect(held(maya)).to_have_text("Skip to the messages")
    await expect(held(maya)).to_be_in_viewport()
    await press(maya, "Enter")
    await expect(held(maya)).to_have_accessible_name(re.compile("Hello"))
    await maya.page.get_by_role("link", name="Skip to writing").focus()
    await press(maya, "Enter")
    await expect(held(maya)).to_have_accessible_name("Message #desk")


async def test_arrows_lead_from_message_to_message_and_tab_past_them(maya: Visitor, slack: SmallSlack) -> None:
    for text in ("One", "Two", "Three"):
        await slack.sandbox.act("say", **TOM, text=text)
    await expect(maya.message("Three")).to_be_visible()
    await maya.message("Three").focus()
    await press(maya, "ArrowUp", "ArrowUp")
    await expect(held(maya)).to_have_accessible_name(re.compile("One"))
    await press(maya, "Home")
    await expect(held(maya)).to_have_accessible_name(re.compile("Hello"))
    await press(maya, "End", "ArrowUp")
    await expect(held(maya)).to_have_accessible_name(re.compile("Two"))
    await expect(maya.pane.locator(".message[tabindex='0']")).to_have_count(1)
    await expect(maya.message("Two").get_by_role("toolbar", name="Message actions")).to_be_visible()


async def test_a_message_is_answered_reacted_to_and_edited_by_keys(maya: Visitor) -> None:
    await maya.message("Hello").focus()
    await press(maya, "r")
    await maya.page.keyboard.type("tada")
    await press(maya, "Enter")
    await expect(maya.message("Hello").locator("[data-name=tada]")).to_be_visible()
    await expect(held(maya)).to_have_accessible_name(re.compile("Hello, 1 reaction"))
    await press(maya, "e")
    await expect(maya.page.get_by_role("textbox", name="Edit message")).to_be_focused()
    await press(maya, "Escape", "ArrowRight")
    await expect(maya.thread.get_by_role("textbox", name="Reply…")).to_be_focused()


async def test_f6_leads_from_region_to_region(maya: Visitor) -> None:
    await maya.pane.locator(".composer-field").focus()
    await press(maya, "F6", "F6")
    await expect(held(maya)).to_have_attribute("data-testid", "channel-desk")
    await press(maya, "Shift+F6", "Shift+F6", "Shift+F6")
    await expect(held(maya)).to_have_accessible_name(re.compile("Hello"))


async def test_what_comes_is_said_and_what_goes_wrong_is_an_alert(maya: Visitor, slack: SmallSlack) -> None:
    said = maya.page.locator("#announcer")
    await expect(said).to_have_attribute("aria-live", "polite")
    await slack.sandbox.act("say", **TOM, text="Are you *there*, @maya?")
    await expect(said).to_have_text("Tom Ek: Are you *there*, @maya?")
    await slack.sandbox.act("settings", ack_seconds=0.1)
    await maya.page.get_by_role("button", name="Shortcuts").click()
    await maya.page.get_by_role("menuitem", name="Start").click()
    await expect(maya.page.get_by_role("alert")).to_contain_text("That didn't work")


async def test_escape_closes_what_is_on_top_and_gives_the_focus_back(maya: Visitor) -> None:
    await maya.page.get_by_test_id("members").focus()
    await press(maya, "Enter")
    dialog = maya.page.get_by_role("dialog", name="desk")
    await expect(dialog.get_by_role("combobox", name="Add people")).to_be_focused()
    await press(maya, "ArrowDown")
    await expect(maya.page.get_by_role("listbox")).to_be_visible()
    await press(maya, "Escape")
    await expect(maya.page.get_by_role("listbox")).to_have_count(0)
    await press(maya, "Escape")
    await expect(dialog).to_have_count(0)
    await expect(held(maya)).to_have_attribute("data-testid", "members")


@pytest.mark.parametrize(("system", "paper"), [("light", WHITE), ("dark", DARK)])
async def test_the_page_is_light_or_dark_as_the_system_is(
    slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest, system: str, paper: str
) -> None:
    async with looking_at(slack, chromium, request.node.name, color_scheme=system) as maya:
        assert await maya.page.evaluate(PAPER) == paper


async def test_a_person_chooses_the_dark_and_finds_it_again(maya: Visitor) -> None:
    await maya.page.get_by_test_id("workspace-menu").click()
    await maya.page.get_by_role("menuitem", name="Dark").click()
    assert await maya.page.evaluate(PAPER) == DARK
    await maya.page.reload()
    await expect(maya.message("Hello")).to_be_visible()
    assert await maya.page.evaluate(PAPER) == DARK


async def test_whether_the_app_is_there_is_said_in_words_however_narrow_the_window_is(maya: Visitor) -> None:
    for size in (TABLET, NARROW):
        await maya.page.set_viewport_size(size)
        await expect(maya.page.get_by_role("banner").get_by_role("status")).to_have_text("Helper is connected")
        await expect(maya.page.get_by_role("button", name="Calls", exact=True)).to_be_visible()
    await maya.page.set_viewport_size(TABLET)
    box = await maya.page.get_by_text("Helper is connected").bounding_box()
    assert box
    assert box["width"] > 100


async def test_the_bar_has_room_for_a_long_name(maya: Visitor, slack: SmallSlack) -> None:
    await maya.page.set_viewport_size({"width": 780, "height": 800})
    await slack.sandbox.act("person", id="UMAYA", name="Maximiliane Theodora von Hohenstein-Wittgenstein")
    who = maya.page.get_by_test_id("person-switch")
    await expect(who).to_contain_text("Maximiliane")
    box = await who.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 780


async def test_in_a_narrow_window_sidebar_and_thread_lie_over_the_channel(maya: Visitor) -> None:
    await maya.page.set_viewport_size(NARROW)
    sidebar = maya.page.get_by_role("navigation", name="Channels and people")
    await expect(sidebar).to_be_hidden()
    await maya.page.get_by_role("button", name="Channels").click()
    await expect(sidebar).to_be_visible()
    await press(maya, "Escape")
    await expect(sidebar).to_be_hidden()
    await expect(maya.page.get_by_role("button", name="Channels")).to_be_focused()
    await maya.page.get_by_role("button", name="Channels").click()
    await maya.page.mouse.click(400, 400)
    await expect(sidebar).to_be_hidden()
    await maya.open_thread(maya.message("Hello"))
    box = await maya.thread.bounding_box()
    assert box
    assert (box["x"], box["width"]) == pytest.approx((4, 412))
    await maya.page.get_by_test_id("close-thread").click()
    await expect(maya.message("Hello")).to_be_visible()
    assert await maya.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]

"""Modals as people know them from Slack: a stack of three, errors under inputs, updates, waiting, and the keyboard."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.journeys.block_kit_app import BlockKitApp, block_kit_app
from tests.journeys.browser import Visitor
from tests.journeys.small_slack import looking_at
from tests.sandbox.conftest import modal, section, text_input
from tests.sandbox.gallery import Json, asking, element, plain

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def kit(chromium_path: str) -> AsyncIterator[BlockKitApp]:
    async with block_kit_app() as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="session")
async def maya(kit: BlockKitApp, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(kit, chromium, request.node.name) as visitor:
        yield visitor


def titled(title: str, *blocks: Json, **more: object) -> Json:
    """A modal of this title that tells when it is closed."""
    return modal(*(blocks or [section(title)]), title=plain(title), notify_on_close=True, **more)


async def _three(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.open(titled("First", text_input()))
    await maya.form.get_by_label("Story").fill("Kept below")
    await kit.push(titled("Second"))
    await kit.push(titled("Third"))
    await expect(maya.form.get_by_role("heading")).to_have_text("Third")


async def test_one_goes_back_through_a_stack_and_what_was_written_is_still_there(
    maya: Visitor, kit: BlockKitApp
) -> None:
    await _three(maya, kit)
    await maya.press("Back", maya.form)
    await expect(maya.form.get_by_role("heading")).to_have_text("Second")
    await maya.page.keyboard.press("Escape")
    await expect(maya.form.get_by_role("heading")).to_have_text("First")
    await expect(maya.form.get_by_label("Story")).to_have_value("Kept below")
    await expect(maya.form.get_by_role("button", name="Back")).to_have_count(0)
    assert [await kit.left(), await kit.left()] == [("Third", False), ("Second", False)]
    await maya.press("Cancel", maya.form)
    await expect(maya.form).to_have_count(0)
    assert await kit.left() == ("First", False)


async def test_the_cross_closes_the_whole_stack(maya: Visitor, kit: BlockKitApp) -> None:
    await _three(maya, kit)
    await maya.press("Close", maya.form)
    await expect(maya.form).to_have_count(0)
    assert [await kit.left() for _ in range(3)] == [("Third", True), ("Second", True), ("First", True)]


async def test_a_fourth_modal_does_not_fit(maya: Visitor, kit: BlockKitApp) -> None:
    await _three(maya, kit)
    with pytest.raises(Exception, match="push_limit_reached"):
        await kit.push(titled("Fourth"))
    await expect(maya.form.get_by_role("heading")).to_have_text("Third")


async def test_the_submit_button_rests_while_the_app_thinks(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.open(modal(text_input()))
    await maya.form.get_by_label("Story").fill("A story")
    kit.may_answer.clear()
    submit = maya.page.get_by_test_id("modal-submit")
    await submit.click()
    await expect(submit).to_be_disabled()
    await expect(maya.form).to_have_attribute("aria-busy", "true")
    await maya.form.get_by_label("Story").press("Enter")
    await maya.photograph("a form under way")
    kit.may_answer.set()
    await expect(maya.form).to_have_count(0)
    await kit.submission()
    assert kit.submitted.empty()


async def test_an_app_that_does_not_answer_leaves_the_form_open_with_a_word(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.sandbox.act("settings", ack_seconds=0.2)
    await kit.open(modal(text_input()))
    await maya.form.get_by_label("Story").fill("A story")
    kit.may_answer.clear()
    await maya.send_form()
    await expect(maya.form.get_by_role("alert")).to_have_text("We had some trouble connecting. Try again?")
    await expect(maya.page.get_by_test_id("modal-submit")).to_be_enabled()
    await expect(maya.form.get_by_label("Story")).to_have_value("A story")
    kit.may_answer.set()


async def test_errors_stand_under_their_inputs_and_go_once_mended(maya: Visitor, kit: BlockKitApp) -> None:
    kit.answers.append({"response_action": "errors", "errors": {"story": "Tell a little more."}})
    hint = {"hint": plain("In your own words")}
    await kit.open(modal(asking("email_text_input"), text_input(**hint), asking("number_input", optional=True)))
    await maya.send_form()
    first = maya.form.get_by_label("Email text input")
    await expect(maya.form.locator(".field-error")).to_have_text(["Please complete this required field."] * 2)
    await expect(first).to_be_focused()
    await first.fill("maya")
    story = maya.form.get_by_label("Story")
    await story.fill("Short")
    await maya.form.get_by_label("Number input (optional)").fill("99")
    await maya.send_form()
    await expect(maya.form.locator(".field-error")).to_have_count(2)
    await first.fill("maya@maple.example")
    await maya.form.get_by_label("Number input (optional)").fill("9")
    await maya.send_form()
    await expect(maya.form.locator(".field-error")).to_have_text(["Tell a little more."])
    await expect(story).to_have_accessible_description("Tell a little more. In your own words")
    await expect(story).to_have_attribute("aria-invalid", "true")
    await expect(story).to_be_focused()
    await maya.photograph("an app's error under its input")
    await maya.send_form()
    await expect(maya.form).to_have_count(0)


async def test_what_was_written_outlives_an_update_where_the_ids_stay(maya: Visitor, kit: BlockKitApp) -> None:
    picks = [asking(name) for name in ("checkboxes", "static_select", "rich_text_input")]
    view_id = await kit.open(modal(text_input("stays"), text_input("goes"), *picks))
    fields = maya.form.get_by_label("Story")
    await fields.nth(0).fill("Stays")
    await fields.nth(1).fill("Goes")
    await maya.form.get_by_role("checkbox", name="A bold one").check()
    await maya.choose("Static select", "Quince")
    await maya.form.locator(".rich-field").click()
    await maya.page.keyboard.press("Control+End")
    await maya.page.keyboard.type("!")
    await fields.nth(0).focus()
    await kit.app.views_update(
        view_id=view_id, view=modal(section("New"), text_input("stays"), text_input("new"), *picks)
    )
    await expect(maya.form).to_contain_text("New")
    await expect(fields.nth(0)).to_have_value("Stays")
    await expect(fields.nth(0)).to_be_focused()
    await expect(fields.nth(1)).to_have_value("")
    await expect(maya.form.get_by_role("checkbox", name="A bold one")).to_be_checked()
    await expect(maya.form.get_by_label("Static select")).to_have_value("Quince")
    await expect(maya.form.locator(".rich-field")).to_have_text("Words with weight!")


async def test_the_keyboard_stays_in_the_modal_and_returns_where_it_was(maya: Visitor, kit: BlockKitApp) -> None:
    composer = maya.pane.locator(".composer-field")
    await composer.focus()
    focused = element("plain_text_input", focus_on_load=True)
    await kit.open(modal(asking("email_text_input"), asking("plain_text_input", element=focused)))
    await expect(maya.form.get_by_label("Plain text input")).to_be_focused()
    await expect(maya.form).to_have_attribute("aria-modal", "true")
    await expect(maya.page.get_by_role("dialog", name="A modal")).to_be_visible()
    for _ in range(8):
        await maya.page.keyboard.press("Tab")
        assert await maya.form.evaluate("form => form.contains(document.activeElement)")
    await maya.page.keyboard.press("Shift+Tab")
    assert await maya.form.evaluate("form => form.contains(document.activeElement)")
    await maya.page.keyboard.press("Escape")
    await expect(maya.form).to_have_count(0)
    await expect(composer).to_be_focused()


async def test_enter_sends_a_form_and_breaks_a_line_where_there_are_many(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.open(modal(text_input("lines", element={"multiline": True}), asking("url_text_input")))
    await maya.form.get_by_label("Story").fill("One")
    await maya.form.get_by_label("Story").press("Enter")
    await maya.form.get_by_label("Story").press_sequentially("Two")
    await maya.form.get_by_label("Url text input").fill("https://maple.example")
    await maya.form.get_by_label("Url text input").press("Enter")
    view = await kit.submission()
    assert view["state"]["values"]["lines"]["text"]["value"] == "One\nTwo"

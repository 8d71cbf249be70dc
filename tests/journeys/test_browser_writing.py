"""Writing as people know it: completion by the keyboard, threads that go to the channel too, second thoughts."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.journeys.browser import Visitor
from tests.journeys.small_slack import SmallSlack, looking_at, small_slack

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOM = {"user": "UTOM", "channel": "CDESK"}


@pytest_asyncio.fixture(loop_scope="session")
async def slack(chromium_path: str) -> AsyncIterator[SmallSlack]:
    async with small_slack() as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def maya(slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(slack, chromium, request.node.name) as visitor:
        yield visitor


async def test_people_channels_emoji_and_commands_are_completed_by_the_keyboard(maya: Visitor) -> None:
    await maya.begin("")
    await maya.complete("@to", "Tom Ek")
    await maya.complete("see #lob", "lobby")
    await maya.complete(":tad", ":tada:")
    await maya.page.keyboard.press("Enter")
    await expect(maya.message("see")).to_have_text(re.compile("@Tom Ek see #lobby 🎉"))
    await maya.begin("/he")
    await expect(maya.page.get_by_role("option", selected=True)).to_contain_text("/help[topic]")
    await maya.page.keyboard.press("ArrowDown")
    await maya.page.keyboard.press("ArrowUp")
    await maya.page.keyboard.press("Tab")
    await maya.page.keyboard.type("with cats")
    await maya.page.keyboard.press("Enter")
    await expect(maya.message("Cats are in the second drawer.")).to_contain_text("Only visible to you")


async def test_a_reply_can_go_to_the_channel_as_well(maya: Visitor, slack: SmallSlack) -> None:
    await slack.sandbox.act("say", **TOM, text="Who has the key?")
    await maya.open_thread(maya.message("Who has the key?"))
    await maya.thread.get_by_role("checkbox", name="Also send to #desk").check()
    await maya.type("I have it", maya.thread)
    await expect(maya.message("I have it", within=maya.thread)).to_contain_text("Also sent to #desk")
    await expect(maya.message("I have it")).to_contain_text("replied to a thread")
    await maya.type("Only here", maya.thread)
    await expect(maya.message("Only here", within=maya.thread)).to_be_visible()
    await expect(maya.pane.get_by_text("Only here")).to_have_count(0)
    await expect(maya.message("Who has the key?").get_by_test_id("thread-bar")).to_contain_text("2 replies")


async def test_replies_of_others_come_into_the_open_thread(maya: Visitor, slack: SmallSlack) -> None:
    parent = (await slack.sandbox.act("say", **TOM, text="A question"))["ts"]
    await maya.open_thread(maya.message("A question"))
    await slack.sandbox.act("say", **TOM, text="An answer", thread_ts=parent)
    await expect(maya.message("An answer", within=maya.thread)).to_be_visible()
    await expect(maya.thread.locator(".reply-count")).to_have_text("1 reply")
    rows = await maya.thread.locator(".message-list > *").all_inner_texts()
    assert ["A question" in rows[0], rows[1], "An answer" in rows[2]] == [True, "1 reply", True]


async def test_the_thread_of_a_deleted_message_is_still_read(maya: Visitor, slack: SmallSlack) -> None:
    parent = {"user": "UTOM", "channel": "CDESK", "ts": (await slack.sandbox.act("say", **TOM, text="Too early"))["ts"]}
    await slack.sandbox.act("say", **TOM, text="Not at all", thread_ts=parent["ts"])
    await slack.sandbox.act("delete", **parent)
    gone = maya.message("This message was deleted.")
    await expect(gone).to_be_visible()
    await expect(maya.pane).not_to_contain_text("USLACKBOT")
    await gone.get_by_test_id("thread-bar").click()
    await expect(maya.message("Not at all", within=maya.thread)).to_be_visible()


async def test_ones_own_message_is_edited_with_the_arrow_and_deleted_after_a_question(maya: Visitor) -> None:
    await maya.type("Helo @tom")
    await expect(maya.message("Helo")).to_be_visible()
    await maya.page.keyboard.press("ArrowUp")
    editor = maya.page.get_by_role("textbox", name="Edit message")
    await expect(editor).to_be_focused()
    await expect(editor).to_have_value("Helo @tom")
    await editor.fill("Hello, @tom")
    await maya.page.keyboard.press("Enter")
    await expect(maya.message("Hello, @Tom Ek")).to_contain_text("(edited)")
    await maya.use_shortcut(maya.message("Hello, @Tom Ek"), "Delete message")
    await maya.page.get_by_role("alertdialog", name="Delete message").get_by_role("button", name="Cancel").click()
    await expect(maya.message("Hello, @Tom Ek")).to_be_visible()
    await maya.use_shortcut(maya.message("Hello, @Tom Ek"), "Delete message")
    await maya.page.get_by_test_id("confirm-yes").click()
    await expect(maya.pane.get_by_text("Hello, @Tom Ek")).to_have_count(0)


async def test_what_others_wrote_can_be_neither_edited_nor_deleted(maya: Visitor, slack: SmallSlack) -> None:
    await slack.sandbox.act("say", **TOM, text="This is Tom's")
    await maya.message("This is Tom's").hover()
    await maya.message("This is Tom's").get_by_role("button", name="More actions").click()
    offered = await maya.page.get_by_role("menu").get_by_role("menuitem").all_inner_texts()
    assert [words.split("\n")[0] for words in offered] == ["Keep", "Copy link", "Pin to channel", "Mark unread"]


async def test_the_picker_finds_an_emoji_by_name_and_gives_it_the_chosen_tone(maya: Visitor) -> None:
    await maya.message("Hello").hover()
    await maya.message("Hello").get_by_role("button", name="Add reaction").click()
    picker = maya.page.get_by_role("dialog", name="Emoji")
    await picker.get_by_role("combobox", name="Skin tone").select_option("3")
    await picker.get_by_role("searchbox").fill("raised_hands")
    await maya.page.keyboard.press("Enter")
    await expect(maya.message("Hello").locator(".reaction").first).to_have_text("🙌🏼1")
    await maya.page.get_by_role("button", name="Emoji").last.click()
    await expect(picker.get_by_role("heading").first).to_have_text("Lately used")
    await maya.page.keyboard.press("ArrowDown")
    await maya.page.keyboard.press("Enter")
    await expect(maya.pane.locator(".composer-field")).to_have_value(":raised_hands::skin-tone-3: ")


async def test_a_command_that_nobody_takes_fails_in_slacks_words(
    slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest
) -> None:
    async with looking_at(slack, chromium, request.node.name) as maya:
        await slack.sandbox.act("settings", ack_seconds=0.2)
        await maya.type("/raw hello")
        await expect(maya.message('/raw failed with the error "operation_timeout"')).to_contain_text(
            "Only visible to you"
        )
        await expect(maya.pane.locator(".composer-field")).to_have_value("/raw hello")
        await maya.page.get_by_role("button", name="Shortcuts").click()
        await maya.page.get_by_role("menuitem", name="Start").click()
        await expect(maya.page.get_by_role("alert").filter(has_text="operation_timeout")).to_be_visible()


async def test_a_note_to_oneself_and_a_message_to_a_colleague_have_their_place(
    maya: Visitor, slack: SmallSlack
) -> None:
    await maya.page.get_by_test_id("new-message").click()
    await maya.page.get_by_role("menuitem", name="Tom Ek").click()
    await maya.type("Between us")
    await expect(maya.message("Between us")).to_be_visible()
    dm = maya.page.get_by_test_id("dm-tom")
    await expect(dm).to_have_attribute("aria-current", "page")
    await maya.page.get_by_test_id("channel-desk").click()
    await slack.sandbox.act("say", user="UTOM", channel=await _dm_of_tom(slack), text="Yes, between us")
    await expect(dm.locator(".mention-count")).to_have_text("1")


async def _dm_of_tom(slack: SmallSlack) -> str:
    return str((await slack.sandbox.act("open_dm", user="UTOM", **{"with": "UMAYA"}))["channel"])


async def test_a_pinned_message_says_so_until_somebody_takes_the_pin_off(maya: Visitor) -> None:
    await maya.type("Our promise")
    await maya.use_shortcut(maya.message("Our promise"), "Pin to channel")
    await expect(maya.message("Our promise").get_by_text("Pinned", exact=True)).to_be_visible()
    await expect(maya.message("Our promise")).to_have_attribute("aria-label", re.compile("Our promise, pinned"))
    await maya.use_shortcut(maya.message("Our promise"), "Unpin from channel")
    await expect(maya.message("Our promise").get_by_text("Pinned", exact=True)).to_have_count(0)

"""Channels and people: found, joined, made, described and invited to."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.journeys.browser import Visitor
from tests.journeys.small_slack import SmallSlack, looking_at, small_slack

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def slack(chromium_path: str) -> AsyncIterator[SmallSlack]:
    async with small_slack() as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def maya(slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(slack, chromium, request.node.name) as visitor:
        yield visitor


async def test_a_channel_is_found_looked_into_and_joined(
    slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest
) -> None:
    await slack.sandbox.act("create_channel", user="UTOM", name="gardening")
    async with looking_at(slack, chromium, request.node.name) as maya:
        await maya.page.get_by_test_id("browse-all").click()
        channels = maya.page.get_by_role("dialog", name="Channels")
        await channels.get_by_role("searchbox").fill("guard")
        await expect(channels.get_by_role("listitem")).to_have_text("No channel matches “guard”.")
        await channels.get_by_role("searchbox").fill("gard")
        await expect(channels.get_by_role("listitem")).to_contain_text("gardening1 member")
        await channels.get_by_test_id("browse-gardening").click()
        await expect(maya.pane).to_contain_text("a channel you have not joined")
        await maya.press("Join channel")
        await expect(maya.pane.locator(".composer-field")).to_be_visible()
        assert "UMAYA" in slack.sandbox.slack.workspace.channels["CGARDENING"].members


async def test_a_private_channel_that_one_is_not_in_is_nowhere(maya: Visitor) -> None:
    await maya.page.get_by_test_id("browse-all").click()
    channels = maya.page.get_by_role("dialog", name="Channels")
    await expect(channels.get_by_role("listitem")).to_have_count(3)
    await expect(channels.get_by_text("secret")).to_have_count(0)


async def test_a_new_channel_is_made_and_opened(maya: Visitor) -> None:
    await maya.page.get_by_test_id("browse-all").click()
    channels = maya.page.get_by_role("dialog", name="Channels")
    await channels.get_by_role("textbox", name="Name of a new channel").fill("Not A Name")
    await channels.get_by_role("button", name="Create").click()
    await expect(maya.page.get_by_role("alert")).to_contain_text("small letters, digits")
    maya.troubles.clear()  # a browser notes every refusal
    await channels.get_by_role("textbox", name="Name of a new channel").fill("summer-party")
    await channels.get_by_role("button", name="Create").click()
    await expect(maya.page.get_by_role("log", name="Messages in summer-party")).to_be_visible()
    await expect(maya.message("has joined the channel")).to_be_visible()
    await expect(maya.page.get_by_test_id("members")).to_have_accessible_name("View all 1 member")


async def test_the_details_of_a_channel_tell_its_topic_its_id_and_who_is_in_it(maya: Visitor) -> None:
    await maya.page.get_by_test_id("channel-menu").click()
    await maya.page.get_by_role("menuitem", name="Channel details").click()
    details = maya.page.get_by_role("dialog", name="desk")
    await expect(details.get_by_test_id("channel-id")).to_have_text("CDESK")
    await details.get_by_role("button", name="Edit topic").click()
    await details.get_by_role("textbox", name="Topic").fill("Cats & dogs")
    await maya.page.keyboard.press("Enter")
    await expect(details.get_by_role("tabpanel", name="About")).to_contain_text("Cats & dogs")
    await details.get_by_role("tab", name="Members").click()
    await expect(details.get_by_role("listitem")).to_have_count(3)
    await maya.page.keyboard.press("Escape")
    await expect(maya.pane.locator(".pane-topic")).to_have_text("Cats & dogs")
    await expect(maya.message("set the channel topic: Cats & dogs")).to_be_visible()


async def test_somebody_is_invited_by_slacks_own_command(maya: Visitor) -> None:
    await maya.begin("")
    await maya.complete("/inv", "/invite")
    await maya.complete("@ad", "Ada Roy")
    await maya.page.keyboard.press("Enter")
    await expect(maya.message("has joined the channel")).to_contain_text("@Ada Roy")
    await expect(maya.page.get_by_test_id("members")).to_have_accessible_name("View all 4 members")


async def test_a_few_letters_lead_anywhere(maya: Visitor) -> None:
    await maya.page.keyboard.press("Control+k")
    await maya.page.keyboard.type("lob")
    await expect(maya.page.get_by_role("option")).to_have_count(1)
    await maya.page.keyboard.press("Enter")
    await expect(maya.page.get_by_role("log", name="Messages in lobby")).to_be_visible()
    await maya.page.keyboard.press("Control+k")
    await maya.page.keyboard.type("ada")
    await maya.page.keyboard.press("Enter")
    await expect(maya.page.get_by_role("log", name="Messages in Ada Roy")).to_be_visible()
    await expect(maya.pane).to_contain_text("This is between Ada Roy and you.")


async def test_notes_to_oneself_are_for_oneself(maya: Visitor) -> None:
    await maya.page.keyboard.press("Control+k")
    await maya.page.keyboard.type("maya")
    await maya.page.keyboard.press("Enter")
    await expect(maya.pane).to_contain_text("This is for yourself")
    await maya.type("Buy tea")
    await expect(maya.message("Buy tea")).to_be_visible()


async def test_a_name_leads_to_a_card_and_from_there_to_a_message(maya: Visitor, slack: SmallSlack) -> None:
    await slack.sandbox.act("say", user="UTOM", channel="CDESK", text="Morning")
    await maya.message("Morning").locator(".author").click()
    card = maya.page.get_by_role("dialog", name="Tom Ek")
    await expect(card).to_contain_text("local time")
    await card.get_by_role("button", name="Message").click()
    await expect(maya.page.get_by_role("log", name="Messages in Tom Ek")).to_be_visible()


async def test_a_group_of_people_talks_under_its_names(maya: Visitor, slack: SmallSlack) -> None:
    group = (await slack.app.conversations_open(users=["UMAYA", "UTOM", "UADA"]))["channel"]["id"]
    await slack.app.chat_postMessage(channel=group, text="The three of you")
    entry = maya.page.get_by_test_id(f"dm-{group}")
    await expect(entry).to_contain_text("Ada Roy, Helper, Tom Ek")
    await entry.click()
    await expect(maya.message("The three of you")).to_be_visible()

"""What somebody sees without asking: what is new, what is for their eyes only, who reacted, where a link leads."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Locator, expect

from tests.journeys.browser import Visitor
from tests.journeys.small_slack import SmallSlack, looking_at, small_slack

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOM_IN_LOBBY = {"user": "UADA", "channel": "CLOBBY"}
TOM = {"user": "UTOM", "channel": "CDESK"}


@pytest_asyncio.fixture(loop_scope="session")
async def slack(chromium_path: str) -> AsyncIterator[SmallSlack]:
    async with small_slack() as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def maya(slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(slack, chromium, request.node.name) as visitor:
        yield visitor


def entry(visitor: Visitor, testid: str) -> Locator:
    return visitor.page.get_by_test_id(testid)


async def unread(slack: SmallSlack, channel: str) -> int:
    """How much the sandbox holds to be new to Maya."""
    async with ClientSession() as http, http.get(f"{slack.sandbox.url}/_sandbox/state?user=UMAYA") as answer:
        channels = (await answer.json())["channels"]
    return next(int(each["unread"]) for each in channels if each["id"] == channel)


async def test_a_channel_with_news_is_bold_and_mentions_are_counted(maya: Visitor, slack: SmallSlack) -> None:
    lobby = entry(maya, "channel-lobby")
    await expect(lobby).not_to_have_class(re.compile("unread"))
    await slack.sandbox.act("say", **TOM_IN_LOBBY, text="Good morning")
    await expect(lobby).to_have_class(re.compile("unread"))
    await expect(lobby).to_have_accessible_name("lobby, 1 unread")
    await slack.sandbox.act("say", **TOM_IN_LOBBY, text="Are you there, @maya?")
    await expect(lobby.locator(".mention-count")).to_have_text("1")
    await expect(lobby).to_have_accessible_name("lobby, 2 unread, 1 for you")
    await expect(maya.page).to_have_title(re.compile("^! desk"))


async def test_a_line_says_from_where_all_is_new_until_the_channel_is_left(maya: Visitor, slack: SmallSlack) -> None:
    await slack.sandbox.act("say", **TOM_IN_LOBBY, text="First of the new")
    await slack.sandbox.act("say", **TOM_IN_LOBBY, text="Second of the new")
    await expect(entry(maya, "channel-lobby")).to_have_accessible_name("lobby, 2 unread")
    await maya.open("lobby")
    line = maya.pane.get_by_role("separator", name="New messages")
    await expect(line.locator("xpath=following-sibling::*[1]")).to_contain_text("First of the new")
    await expect(entry(maya, "channel-lobby")).to_have_accessible_name("lobby")
    await maya.open("desk")
    await maya.open("lobby")
    await expect(line).to_have_count(0)


async def test_a_message_marked_unread_is_new_again(maya: Visitor, slack: SmallSlack) -> None:
    await slack.sandbox.act("say", **TOM, text="Do look at this again")
    await maya.use_shortcut(maya.message("Do look at this again"), "Mark unread")
    await expect(maya.pane.get_by_role("separator", name="New messages")).to_be_visible()
    await expect(entry(maya, "channel-desk")).to_have_accessible_name("desk, 1 unread")
    assert await unread(slack, "CDESK") == 1


async def test_who_joins_a_channel_is_no_news(maya: Visitor, slack: SmallSlack) -> None:
    await slack.sandbox.act("join", user="UTOM", channel="CLOBBY")
    await slack.sandbox.act("say", **TOM, text="I am in the lobby now")
    await expect(maya.message("I am in the lobby now")).to_be_visible()
    await expect(entry(maya, "channel-lobby")).to_have_accessible_name("lobby")
    assert await unread(slack, "CLOBBY") == 0


async def test_what_only_one_person_sees_is_gone_after_a_reload(maya: Visitor, slack: SmallSlack) -> None:
    await slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="A whisper")
    await expect(maya.message("A whisper")).to_contain_text("Only visible to you")
    await maya.message("A whisper").hover()
    await expect(maya.message("A whisper").get_by_role("toolbar")).to_have_count(0)
    await maya.page.get_by_test_id("channel-lobby").click()
    await maya.open("desk")
    await expect(maya.message("A whisper")).to_be_visible()
    await maya.page.reload()
    await expect(maya.message("Hello")).to_be_visible()
    await expect(maya.pane.get_by_text("A whisper")).to_have_count(0)


async def test_a_whisper_that_came_while_nobody_looked_waits_for_the_next_look(
    chromium: Browser, slack: SmallSlack, request: pytest.FixtureRequest
) -> None:
    await slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="A patient whisper")
    async with looking_at(slack, chromium, request.node.name) as maya:
        await expect(maya.message("A patient whisper")).to_be_visible()


async def test_a_reaction_says_who_gave_it(maya: Visitor, slack: SmallSlack) -> None:
    ts = (await slack.sandbox.act("say", **TOM, text="Cake!"))["ts"]
    await slack.sandbox.act("react", **TOM, ts=ts, name="tada", on=True)
    pill = maya.message("Cake!").locator("[data-name=tada]")
    await expect(pill).to_have_accessible_name("1 tada. Tom Ek reacted with :tada:")
    await pill.click()
    await expect(pill).to_have_accessible_name("2 tada. Tom Ek and You reacted with :tada:")
    await expect(pill).to_have_attribute("aria-pressed", "true")
    await expect(pill).to_be_focused()


async def test_a_permalink_leads_to_its_message_within_the_page(maya: Visitor, slack: SmallSlack) -> None:
    first = (await slack.sandbox.act("say", **TOM, text="The very first"))["ts"]
    reply = (await slack.sandbox.act("say", **TOM, text="And its reply", thread_ts=first))["ts"]
    links = [(await slack.app.chat_getPermalink(channel="CDESK", message_ts=ts))["permalink"] for ts in (first, reply)]
    await slack.sandbox.act("say", **TOM_IN_LOBBY, text=f"See {links[0]} and {links[1]}")
    await maya.open("lobby")
    await maya.pane.get_by_role("link", name=links[0], exact=True).click()
    await expect(maya.pane.locator(f".message[data-ts='{first}']")).to_be_focused()
    await maya.page.go_back()
    await maya.pane.get_by_role("link", name=links[1]).click()
    await expect(maya.thread.locator(f".message[data-ts='{reply}']")).to_be_focused()


async def test_the_time_of_a_message_is_a_link_to_it_that_outlives_a_reload(maya: Visitor, slack: SmallSlack) -> None:
    ts = (await slack.sandbox.act("say", **TOM, text="Keep this"))["ts"]
    await slack.sandbox.act("say", **TOM, text="Not this")
    link = await maya.message("Keep this").locator("a.time").get_attribute("href")
    await maya.page.goto(f"{maya.url}{link}")
    await expect(maya.pane.locator(f".message[data-ts='{ts}']")).to_be_focused()
    await expect(maya.pane.locator(f".message[data-ts='{ts}']")).to_have_class(re.compile("shown"))


async def test_days_are_divided(maya: Visitor, slack: SmallSlack) -> None:
    await expect(maya.pane.get_by_role("separator")).to_have_text(["Today"])
    await slack.sandbox.act("clock", advance=86400)
    await slack.sandbox.act("say", **TOM, text="A new day")
    await expect(maya.pane.get_by_role("separator")).to_have_text(["Yesterday", "Today"])


async def test_every_emoji_that_slack_knows_is_drawn_in_the_tone_that_was_asked_for(
    maya: Visitor, slack: SmallSlack
) -> None:
    names = [":wave::skin-tone-4:", ":man-shrugging:", ":flag-de:", ":knife_fork_plate:", ":dog:", ":not-a-name:"]
    await slack.sandbox.act("say", **TOM, text="Look " + " ".join(names))
    await expect(maya.message("Look")).to_contain_text("👋🏽 🤷‍♂️ 🇩🇪 🍽️ 🐶 :not-a-name:")


async def test_a_file_and_a_picture_of_the_app_are_shown(maya: Visitor, slack: SmallSlack) -> None:
    pixel = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
    await slack.app.files_upload_v2(channel="CDESK", content=pixel, filename="dot.gif", title="A dot")
    await slack.app.files_upload_v2(channel="CDESK", content="a,b", filename="rows.csv", title="Rows")
    picture = maya.message("A dot").get_by_role("img", name="A dot")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    await expect(maya.message("Rows").get_by_role("link", name="Rows")).to_have_attribute(
        "href", re.compile("rows.csv")
    )

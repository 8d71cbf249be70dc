"""The record of calls in the page: reading, finding, the keyboard, a narrow window, and two thousand rows."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.journeys.browser import Visitor
from tests.journeys.small_slack import SmallSlack, looking_at, row, small_slack

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NARROW = {"width": 420, "height": 800}


@pytest_asyncio.fixture(loop_scope="session")
async def slack(chromium_path: str) -> AsyncIterator[SmallSlack]:
    async with small_slack() as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def maya(slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(slack, chromium, request.node.name) as visitor:
        yield visitor


async def test_what_is_said_between_slack_and_the_app_can_be_read(maya: Visitor, slack: SmallSlack) -> None:
    await maya.page.get_by_test_id("calls").click()
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    await (await row(calls, "message")).click()
    details = maya.page.get_by_test_id("call-details")
    await expect(details.get_by_test_id("details-payload")).to_contain_text('"text": "Hello"')
    await expect(details).to_contain_text("sent, acked")
    await expect(details.get_by_test_id("details-ack")).to_contain_text("There was nothing in it.")
    blocks = json.dumps([{"type": "divider", "block_id": "line"}])  # as forms carry them: JSON in a string
    await slack.app.api_call("chat.postMessage", data={"channel": "CDESK", "text": "Hi", "blocks": blocks})
    await (await row(calls, "chat.postMessage")).click()
    await expect(details.get_by_test_id("details-request")).to_contain_text('"block_id": "line"')
    await expect(details.get_by_test_id("details-answer")).to_contain_text('"ok": true')
    await expect(details).to_contain_text("bot token")
    assert slack.sandbox.bot_token not in await details.inner_text()


async def test_newest_rows_come_first_and_what_failed_or_came_late_is_red(maya: Visitor, slack: SmallSlack) -> None:
    await maya.page.get_by_test_id("calls").click()
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    await slack.sandbox.act("settings", ack_seconds=0.1)
    await slack.sandbox.act("socket_faults", kind="lose_acks", times=1)
    await slack.help()
    await slack.app.users_list()
    missed = await row(calls, "/help", "missed")
    await expect(missed).to_have_attribute("class", "call-line bad")
    await expect(missed).to_contain_text("no answer")
    await expect(missed).to_contain_text("Ack lost")
    await expect(calls.get_by_role("option").first).to_contain_text("users.list")
    await expect(maya.page.get_by_test_id("calls")).to_contain_text("1")


async def test_the_record_can_be_searched_and_sifted(maya: Visitor, slack: SmallSlack) -> None:
    await slack.app.users_list()
    await slack.post("Hello", thread_ts="0")
    await slack.app.team_info()
    await slack.help()
    await slack.sandbox.act("faults", method="team.info", always={"kind": "delay", "seconds": 0})
    await slack.app.team_info()
    await maya.page.get_by_test_id("calls").click()
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    rows = calls.get_by_role("option")
    await maya.page.get_by_test_id("calls-search").fill("users LIST")
    await expect(rows).to_have_count(1)
    await expect(maya.page.get_by_role("status").filter(has_text=" of ")).to_contain_text("1 of ")
    await maya.page.get_by_test_id("calls-search").fill("no such thing")
    await expect(maya.page.get_by_text("Nothing fits.")).to_be_visible()
    await maya.page.get_by_test_id("calls-search").fill("")
    await maya.page.get_by_test_id("calls-kind").select_option("command")
    await expect(rows).to_have_count(1)
    await expect(rows.first).to_contain_text("/help")
    await maya.page.get_by_test_id("calls-kind").select_option("")
    only = maya.page.get_by_role("group", name="Only")
    await only.get_by_role("button", name="Failed").click()
    await expect(rows.first).to_contain_text("chat.postMessage")
    failed = await rows.count()
    await only.get_by_role("button", name="Faults").click()
    await expect(rows.first).to_contain_text("team.info")
    await expect(rows).to_have_count(failed + 1)


async def test_the_record_is_read_by_keyboard_alone(maya: Visitor, slack: SmallSlack) -> None:
    await slack.app.users_list()
    await maya.page.keyboard.press("Alt+KeyI")
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    await expect(calls).to_be_focused()
    await expect(calls.get_by_role("option").first).to_be_visible()
    await maya.page.keyboard.press("Home")
    await expect(calls.get_by_role("option", selected=True)).to_contain_text("users.list")
    details = maya.page.get_by_role("region", name="Details")
    await expect(details.get_by_role("heading", name="users.list")).to_be_visible()
    await maya.page.keyboard.press("End")
    await expect(details.get_by_role("heading", name="apps.connections.open")).to_be_visible()
    last = calls.get_by_role("option", selected=True)
    assert await calls.get_attribute("aria-activedescendant") == await last.get_attribute("id")
    assert await last.get_attribute("aria-posinset") == await last.get_attribute("aria-setsize")
    await maya.page.keyboard.press("Escape")
    await expect(details).to_be_hidden()
    await expect(calls).to_be_focused()
    await maya.page.keyboard.press("Escape")
    await expect(calls).to_be_hidden()


async def test_the_record_is_at_hand_while_a_form_is_open(maya: Visitor) -> None:
    await maya.type("/help form")
    await expect(maya.form).to_be_visible()
    await maya.page.keyboard.press("Alt+KeyI")
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    await expect(calls).to_be_focused()
    await (await row(calls, "views.open")).click()
    await expect(maya.page.get_by_test_id("details-request")).to_contain_text('"callback_id": "form"')
    form, dock = await maya.form.bounding_box(), await calls.bounding_box()
    assert form
    assert dock
    assert form["y"] + form["height"] <= dock["y"]
    for _ in range(2):
        await maya.page.keyboard.press("Escape")
    await expect(calls).to_be_hidden()
    await expect(maya.form).to_be_visible()
    await maya.page.keyboard.press("Escape")
    await expect(maya.form).to_have_count(0)


async def test_a_call_can_be_copied_and_the_record_cleared(maya: Visitor, slack: SmallSlack) -> None:
    await maya.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await slack.post("To be kept")
    await maya.page.get_by_test_id("calls").click()
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    await (await row(calls, "chat.postMessage")).click()
    await maya.page.get_by_role("button", name="Copy request").click()
    await expect(maya.page.get_by_text("Copied")).to_be_visible()
    copied = json.loads(await maya.page.evaluate("navigator.clipboard.readText()"))
    assert copied == {"channel": "CDESK", "text": "To be kept"}
    await maya.page.get_by_role("button", name="Clear", exact=True).click()
    await expect(maya.page.get_by_text("Nothing has gone between")).to_be_visible()
    assert not slack.sandbox.slack.calls.rows


async def test_two_thousand_rows_are_at_hand_while_few_are_drawn(maya: Visitor, slack: SmallSlack) -> None:
    for number in range(2_100):
        slack.sandbox.slack.calls.add("api", f"number.{number}", None, 1.0, request="{}", answer="{}")
    await maya.page.get_by_test_id("calls").click()
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    await row(calls, "number.2099")
    await expect(maya.page.get_by_role("status").filter(has_text="calls")).to_have_text("2,000 calls")
    assert await calls.get_by_role("option").count() < 60
    await maya.page.keyboard.press("End")
    await row(calls, "number.100")
    for key in ("PageUp", "PageUp", "ArrowDown"):
        await maya.page.keyboard.press(key)
    aimed = calls.get_by_role("option", selected=True)
    place, before = int(await aimed.get_attribute("aria-posinset") or 0), await aimed.bounding_box()
    slack.sandbox.slack.calls.add("api", "one.more", None, 1.0)
    await expect(aimed).to_have_attribute("aria-posinset", str(place + 1))
    after = await aimed.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) <= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_narrow_window_shows_the_record_or_one_call(slack: SmallSlack, chromium: Browser, scheme: str) -> None:
    name = f"the record in a narrow {scheme} window"
    async with looking_at(slack, chromium, name, viewport=NARROW, color_scheme=scheme) as maya:
        await slack.post("Hello")
        await maya.page.get_by_test_id("calls").click()
        calls = maya.page.get_by_role("listbox", name="Calls, newest first")
        await (await row(calls, "chat.postMessage")).click()
        details = maya.page.get_by_role("region", name="Details")
        box = await details.bounding_box()
        assert box
        assert (box["x"] >= 0, box["x"] + box["width"] <= NARROW["width"], box["width"] > 380) == (True, True, True)
        await details.get_by_role("button", name="Close the details").click()
        await expect(details).to_be_hidden()
        width = await maya.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"]

"""What goes wrong on purpose, switched on and ended in the page, as the app's own client and sockets meet it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.journeys.browser import Visitor
from tests.journeys.small_slack import SmallSlack, looking_at, row, small_slack

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

POST = "chat.postMessage"


@pytest_asyncio.fixture(loop_scope="session")
async def slack(chromium_path: str) -> AsyncIterator[SmallSlack]:
    async with small_slack() as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def maya(slack: SmallSlack, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(slack, chromium, request.node.name) as visitor:
        await visitor.page.get_by_test_id("faults").click()
        yield visitor


def on_now(maya: Visitor) -> Locator:
    return maya.page.get_by_test_id("faults-on")


async def switch_on(maya: Visitor, kind: str, method: str = POST, often: str = "The next calls", **fields: str) -> None:
    """Fill in the form of calls as a person does, and send it."""
    form = maya.page.get_by_role("form", name="Calls that go wrong")
    await form.get_by_label("What happens").select_option(label=kind)
    await form.get_by_label("Of which method").fill(method)
    await form.get_by_role("radio", name=often).check()
    for label, value in fields.items():
        await form.get_by_label(label, exact=True).fill(value)
    await form.get_by_role("button", name="Switch on").click()


async def do(maya: Visitor, what: str, **fields: str) -> None:
    """Press the button of one fault of sockets."""
    form = maya.page.get_by_role("form", name=what, exact=True)
    for label, value in fields.items():
        await form.get_by_label(label, exact=True).fill(value)
    await form.get_by_role("button").click()


@pytest.mark.parametrize(
    ("kind", "met", "is_done"),
    [
        ("429, too many calls", "SlackApiError", False),
        ("A server's error (5xx)", "SlackApiError", False),
        ("The request is lost", "ServerDisconnectedError", False),
        ("An error of Slack's", "SlackApiError", False),
        ("It takes long", "ok", True),
        ("Done, the answer is lost", "ServerDisconnectedError", True),
        ("Done, answered with HTML", "SlackApiError", True),
        ("Done, half of the JSON", "SlackApiError", True),
        ("Done, cut off in the middle", "ClientPayloadError", True),
    ],
)
async def test_each_fault_that_passes_by_itself_is_met_by_the_next_call_alone(
    maya: Visitor, slack: SmallSlack, kind: str, met: str, is_done: bool
) -> None:
    await switch_on(maya, kind, **({"Seconds": "0.01"} if kind == "It takes long" else {}))
    await expect(on_now(maya)).to_contain_text(f"The next call of {POST}: {kind}")
    assert await slack.post("Is it there?") == met
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")
    assert await slack.post("And this?") == "ok"
    await expect(maya.message("And this?")).to_be_visible()
    await expect(maya.pane.locator(".message").filter(has_text="Is it there?")).to_have_count(int(is_done))


@pytest.mark.parametrize(
    ("kind", "is_done_first"),
    [("Lost, and lands late", False), ("Held", False), ("Done, the answer is held", True)],
)
async def test_what_is_kept_back_goes_on_when_it_is_let_go(
    maya: Visitor, slack: SmallSlack, kind: str, is_done_first: bool
) -> None:
    await switch_on(maya, kind, **({"Seconds (empty: when let go)": ""} if "late" in kind else {}))
    await expect(on_now(maya)).to_contain_text(kind)
    posting = asyncio.create_task(slack.post("Where is it?"))
    await expect(on_now(maya)).to_contain_text("1 call is kept back")
    await expect(maya.pane.locator(".message").filter(has_text="Where is it?")).to_have_count(int(is_done_first))
    await on_now(maya).get_by_role("button", name="Let go").click()
    await expect(maya.message("Where is it?")).to_be_visible()
    assert await posting == ("ServerDisconnectedError" if "late" in kind else "ok")
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")


async def test_a_fault_can_last_or_meet_a_share_until_everything_is_ended(maya: Visitor, slack: SmallSlack) -> None:
    await switch_on(maya, "An error of Slack's", often="Every call", Error="is_archived")
    await switch_on(maya, "A bit of everything", "", "A share of calls", Percent="2.5", Seed="11")
    await switch_on(maya, "The request is lost", "users.list", Calls="3")
    await do(maya, "Duplicate envelopes", Times="3")
    await expect(on_now(maya).get_by_role("listitem")).to_have_count(4)
    await expect(on_now(maya)).to_contain_text("2.5 % of all methods: a bit of everything (seed 11)")
    await expect(on_now(maya)).to_contain_text("The next 3 calls of users.list: The request is lost")
    mark = maya.page.get_by_test_id("faults")
    await expect(mark).to_contain_text("4")
    assert [await slack.post("no"), await slack.post("no")] == ["SlackApiError"] * 2
    await on_now(maya).get_by_role("button", name=f"End: Every call of {POST}").click()
    await expect(on_now(maya).get_by_role("listitem")).to_have_count(3)
    await maya.page.get_by_test_id("faults-end").click()
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")
    await expect(mark).to_have_text("Faults")
    assert await slack.post("Peace") == "ok"
    state = slack.sandbox.slack.faults_shown()
    assert (state["planned"], state["always"], state["at_random"], state["sockets"]["repeat"]) == ({}, {}, None, 1)


async def test_what_is_refused_is_said(maya: Visitor) -> None:
    form = maya.page.get_by_role("form", name="Calls that go wrong")
    await form.get_by_label("Calls", exact=True).fill("0")
    await form.get_by_role("button", name="Switch on").click()
    assert await form.get_by_label("Calls", exact=True).evaluate("field => field.validity.rangeUnderflow")
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")


async def test_envelopes_come_twice_out_of_order_or_are_acked_in_vain(maya: Visitor, slack: SmallSlack) -> None:
    calls = maya.page.get_by_role("listbox", name="Calls, newest first")
    await do(maya, "Reorder envelopes", Envelopes="2")
    await expect(on_now(maya)).to_contain_text("Envelopes will be kept back")
    for text in ("one", "two"):
        await slack.sandbox.act("say", user="UMAYA", channel="CDESK", text=text)
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")
    await do(maya, "Duplicate envelopes", Times="2")
    await expect(on_now(maya)).to_contain_text("Every envelope comes 2 times")
    await slack.help()
    await on_now(maya).get_by_role("button", name="End").click()
    await slack.sandbox.act("settings", ack_seconds=0.1)
    await do(maya, "Miss the deadline", Acks="1")
    await expect(on_now(maya)).to_contain_text("The next ack will be lost")
    await slack.help()
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")
    await maya.page.keyboard.press("Alt+KeyI")
    await row(calls, "/help", "missed", "Ack lost")
    await row(calls, "/help", "sent 2 times", "Duplicate")
    await row(calls, "message", "Held or out of order")


async def test_sockets_are_silent_refreshed_and_reset(maya: Visitor, slack: SmallSlack) -> None:
    state = slack.sandbox.socket_faults.state
    await do(maya, "Fall silent")
    await expect(on_now(maya)).to_contain_text("1 socket is silent")
    assert state()["mute"] == 1
    await on_now(maya).get_by_role("button", name="End").click()
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")
    await do(maya, "Without hello", Sockets="2")
    await do(maya, "One too many")
    await do(maya, "Silent from birth")
    for line in ("next 2 sockets will not say hello", "socket will be turned away", "socket will say nothing"):
        await expect(on_now(maya)).to_contain_text(line)
    await maya.page.get_by_test_id("faults-end").click()
    await expect(on_now(maya)).to_have_text("Nothing goes wrong on purpose.")
    await do(maya, "Refresh again and again", Seconds="600")
    await expect(on_now(maya)).to_contain_text("asked to refresh again and again")
    await on_now(maya).get_by_role("button", name="End").click()
    await do(maya, "Refresh")
    await do(maya, "Say something odd")
    await do(maya, "Reset")
    await expect(maya.page.get_by_test_id("app-state")).to_contain_text("is connected")


async def test_another_page_sees_what_is_on(maya: Visitor, slack: SmallSlack, chromium: Browser) -> None:
    async with looking_at(slack, chromium, "another page sees the faults") as tom:
        await expect(tom.page.get_by_test_id("faults")).to_have_text("Faults")
        await switch_on(maya, "The request is lost", often="Every call")
        await expect(tom.page.get_by_test_id("faults")).to_contain_text("1")
        await tom.page.keyboard.press("Alt+KeyG")
        await expect(on_now(tom)).to_contain_text(f"Every call of {POST}: The request is lost")
    await maya.page.reload()
    await expect(maya.page.get_by_test_id("faults")).to_contain_text("1")

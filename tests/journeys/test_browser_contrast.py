"""Words stand out from what is behind them, in the light and in the dark."""

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.browser import Visitor
from tests.journeys.small_slack import looking_at, small_slack

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOM = {"user": "UTOM", "channel": "CDESK"}
# What has less than 4.5 to 1, the least that WCAG asks for: [the ratio, the words].
FAINT = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const laid = (over, under) => under.map((value, at) => value + (over[at] - value) * (over[3] ?? 1)).slice(0, 3);
  const light = (color) => color
    .map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) =>
    node ? laid(channels(getComputedStyle(node).backgroundColor), behind(node.parentElement)) : [255, 255, 255];
  const ratio = (node) => {
    const ground = behind(node);
    const both = [laid(channels(getComputedStyle(node).color), ground), ground].map(light);
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  };
  return [...document.querySelectorAll("body *")]
    .filter((node) => node.checkVisibility() && !node.closest(".unseen, #skip"))
    .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((node) => [ratio(node).toFixed(2), node.textContent])
    .filter(([found]) => found < 4.5);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_words_stand_out(
    chromium_path: str, chromium: Browser, request: pytest.FixtureRequest, scheme: str
) -> None:
    async with small_slack() as slack, looking_at(slack, chromium, request.node.name, color_scheme=scheme) as maya:
        ts = (await slack.sandbox.act("say", **TOM, text="Is *this* `clear`, @maya? #lobby https://example.com"))["ts"]
        await slack.sandbox.act("react", user="UMAYA", channel="CDESK", ts=ts, name="tea", on=True)
        await slack.help()
        await slack.post("Buttons", blocks=[{"type": "actions", "elements": [_button(), _button("danger")]}])
        await expect(maya.message("Throw it away")).to_be_visible()
        await maya.use_shortcut(maya.message("clear"), "Mark unread")
        await expect(maya.pane.get_by_role("separator", name="New messages")).to_be_visible()
        await maya.page.keyboard.press("Alt+G")
        await maya.page.get_by_test_id("channel-menu").click()
        await expect(maya.page.get_by_role("menuitem", name="Leave channel")).to_be_visible()
        assert await _faint(maya) == []


def _button(style: str = "primary") -> dict[str, object]:
    label = {"type": "plain_text", "text": "Throw it away" if style == "danger" else "Keep it"}
    return {"type": "button", "action_id": style, "text": label, "style": style}


async def _faint(maya: Visitor) -> list[list[str]]:
    found: list[list[str]] = await maya.page.evaluate(FAINT)
    return found

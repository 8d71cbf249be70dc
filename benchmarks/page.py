"""A channel of 2,000 messages with blocks and reactions, opened, written to and scrolled in a real Chromium.

Printed is what somebody at the sandbox's page waits for, and what the page holds. The work of other programs on the
machine is in these figures, so each is the median of several tries.
"""

import asyncio
import sys
from datetime import UTC, datetime
from statistics import median
from typing import Any

import click
from playwright.async_api import CDPSession, Page

from careapp.sandbox import Sandbox
from tests.journeys.browser import NAMES, SIZE, find_chromium, running_chromium

Json = dict[str, Any]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MANIFEST: Json = {"display_information": {"name": "Helper"}, "features": {"bot_user": {"display_name": "Helper"}}}
PEOPLE = [{"handle": f"p{n}", "name": f"Person {n}", "zone": "Europe/Berlin"} for n in range(12)]
EMOJI = ("tada", "heart", "raised_hands", "eyes")
MOST_OPEN_MS, MOST_NEW_MS = 500, 50
SECONDS_APART = 97

# Each answers milliseconds, counted in the page from the press or the call until the browser has painted the outcome.
PAINTED = "const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
SEEN = """const seen = (find) => new Promise((done) => {
  const look = () => find() && (watch.disconnect(), done());
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  look();
});"""
OPEN = f"""async ([channel, last]) => {{ {PAINTED} {SEEN}
  const began = performance.now();
  document.querySelector(`[data-testid="channel-${{channel}}"]`).click();
  await seen(() => document.querySelector(`.message[data-ts="${{last}}"]`));
  await painted();
  return performance.now() - began;
}}"""
WHOLE = f"""async (count) => {{ {SEEN}
  const began = performance.now();
  await seen(() => document.querySelectorAll(".message").length >= count);
  return performance.now() - began;
}}"""
WRITE = f"""async ([user, text]) => {{ {PAINTED} {SEEN}
  let added = 0;
  const counts = new MutationObserver((all) => all.forEach((one) => (added += one.addedNodes.length)));
  counts.observe(document.querySelector(".message-list"), {{ childList: true }});
  const token = document.querySelector("meta[name=write-token]").content;
  const headers = {{ "Content-Type": "application/json", "X-Sandbox-Token": token }};
  const body = JSON.stringify({{ user, channel: "CBUSY", text }});
  const began = performance.now();
  fetch("/_sandbox/say", {{ method: "POST", headers, body }});
  await seen(() => [...document.querySelectorAll(".message")].at(-1).textContent.includes(text));
  await painted();
  const took = performance.now() - began;
  counts.disconnect();
  return [took, added];
}}"""
SCROLL = """async () => {
  const scroller = document.querySelector(".scroller");
  scroller.scrollTop = scroller.scrollHeight;
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  while (scroller.scrollTop > 0) {
    scroller.scrollTop -= 400;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return frames;
}"""


def busy_sandbox(count: int) -> Sandbox:
    """Return a sandbox, not started, with a channel #busy of so many messages and an empty one, #still."""
    names = [str(person["handle"]) for person in PEOPLE]
    channels = [{"name": name, "members": names, "app": True} for name in ("a-still", "busy")]
    sandbox = Sandbox(MANIFEST, {"name": "Busy", "person": PEOPLE, "channel": channels}, NOON)
    busy = sandbox.slack.workspace.channels["CBUSY"]
    for number in range(count):
        busy.add(_message(sandbox, busy.new_ts(NOON.timestamp() - (count - number) * SECONDS_APART), number))
    return sandbox


def _message(sandbox: Sandbox, ts: str, number: int) -> Json:
    users = [f"UP{each}" for each in range(number % 4 + 1)]
    text = f"*Message {number}* for <@UP{number % 12}>: a line about work :{EMOJI[number % 4]}: "
    text += f"and a link https://example.com/{number}"
    section = {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": text}}
    context = {"type": "context", "block_id": "small", "elements": [{"type": "mrkdwn", "text": f"Number {number}"}]}
    press = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}}
    row = {"type": "actions", "block_id": "row", "elements": [press]}
    reactions = [{"name": name, "users": users, "count": len(users)} for name in EMOJI[: number % 4]]
    bot = sandbox.slack.workspace
    author: Json = {"user": bot.bot_user_id, "bot_id": bot.bot_id} if number % 2 else {"user": f"UP{number % 12}"}
    more: Json = {"reactions": reactions} if reactions else {}
    return {"type": "message", "ts": ts, "text": text, "blocks": [section, context, row], **author, **more}


async def measure(count: int, tries: int) -> bool:
    """Print the figures, and say whether opening and a new message are fast enough."""
    executable = find_chromium()
    if executable is None:
        sys.exit(f"There is no Chromium on this machine (looked for {', '.join(NAMES)}).")
    async with busy_sandbox(count) as sandbox, running_chromium(executable) as chrome:
        page = await chrome.new_page(viewport=SIZE)
        line = await page.context.new_cdp_session(page)
        await page.goto(f"{sandbox.url}/?user=UP0&channel=CA-STILL")
        await page.get_by_test_id("composer").wait_for()
        empty = await _held(line)
        opened, whole = await _open(page, sandbox, count, tries)
        written, added = await _write(page, tries)
        frames: list[float] = sorted(await page.evaluate(SCROLL))
        full = await _held(line)
    click.echo(f"  opened in {opened:.0f} ms, all {count} in the page {whole:.0f} ms later")
    click.echo(f"  a new message stands there after {written:.0f} ms; {added} rows were added to the list for it")
    frame, longest = median(frames), frames[-1]
    click.echo(f"  scrolled to the top in {len(frames)} frames: median {frame:.0f} ms, longest {longest:.0f} ms")
    click.echo(f"  holds {full[0]:.1f} MiB of JavaScript and {full[1]:,} nodes; empty {empty[0]:.1f} and {empty[1]:,}")
    return opened < MOST_OPEN_MS and written < MOST_NEW_MS


async def _open(page: Page, sandbox: Sandbox, count: int, tries: int) -> tuple[float, float]:
    last = sandbox.slack.workspace.channels["CBUSY"].timeline[-1]
    opened, whole = [], []
    for _ in range(tries):
        await page.get_by_test_id("channel-a-still").click()
        await page.get_by_role("log", name="a-still").wait_for()
        opened.append(await page.evaluate(OPEN, ["busy", last]))
        whole.append(await page.evaluate(WHOLE, count))
    return median(opened), median(whole)


async def _write(page: Page, tries: int) -> tuple[float, int]:
    took = [await page.evaluate(WRITE, ["UP1", f"Something new, number {number}"]) for number in range(tries)]
    return median(ms for ms, _ in took), max(added for _, added in took)


async def _held(line: CDPSession) -> tuple[float, int]:
    await line.send("HeapProfiler.collectGarbage")
    await line.send("Performance.enable")
    found = {each["name"]: each["value"] for each in (await line.send("Performance.getMetrics"))["metrics"]}
    return found["JSHeapUsedSize"] / 2**20, int(found["Nodes"])


@click.command()
@click.option("--messages", default=2000, show_default=True)
@click.option("--tries", default=7, show_default=True)
def main(messages: int, tries: int) -> None:
    """Print what somebody waits for in a long channel; exit with 1 where that is too long."""
    click.echo(f"A channel of {messages} messages with blocks and reactions (medians of {tries}):")
    raise SystemExit(not asyncio.run(measure(messages, tries)))


if __name__ == "__main__":
    main()

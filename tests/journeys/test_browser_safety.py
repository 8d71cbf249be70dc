"""The page under its policy on every screen, and another page, elsewhere, that would like to write or to listen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from tests.journeys.block_kit_app import BlockKitApp, block_kit_app
from tests.journeys.browser import Visitor
from tests.journeys.small_slack import looking_at
from tests.sandbox.conftest import home, modal
from tests.sandbox.gallery import BLOCKS, asking, block

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TELL = """document.addEventListener("securitypolicyviolation",
    (event) => violated(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""
BREAK = """() => new Promise((done) => {
    const told = [];
    document.addEventListener("securitypolicyviolation",
        (event) => told.push(event.effectiveDirective) === 3 && done(told));
    document.body.setAttribute("style", "color: red");
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.broken = true" }));
    document.body.append(Object.assign(new Image(), { src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }));
})"""
LINK = """url => document.body.append(Object.assign(document.createElement("button"),
    { textContent: "Sandbox", onclick: () => { window.theirs = open(url); } }))"""
SIZES = {"wide": (1280, 800), "narrow": (420, 800), "tiny": (320, 600)}
ON_TOP = """node => { const { x, y, width, height } = node.getBoundingClientRect();
    const shown = document.elementFromPoint(x + width / 2, y + height / 2);
    return shown === node || getComputedStyle(shown).backgroundColor.startsWith("rgba"); }"""
NOT_IN_HOME = ("alert", "context_actions", "file", "markdown", "plan", "task_card")
# What a page elsewhere can try without its visitor's help; each answers what it got.
ATTACKS = {
    "write": """fetch(url + "/_sandbox/say", { method: "POST", body })""",
    "write as JSON": """fetch(url + "/_sandbox/say",
        { method: "POST", body, headers: { "Content-Type": "application/json" } })""",
    "write blindly": """fetch(url + "/_sandbox/say",
        { method: "POST", mode: "no-cors", body }).then(() => Promise.reject())""",
    "beacon": """new Promise((_, no) => (navigator.sendBeacon(url + "/_sandbox/say", body), no()))""",
    "read the token": """fetch(url + "/").then((answer) => answer.text())""",
    "read": """fetch(url + "/_sandbox/state").then((answer) => answer.text())""",
    "listen": """new Promise((yes, no) => {
        const line = new WebSocket(url.replace("http", "ws") + "/_sandbox/live?user=UMAYA");
        line.onmessage = line.onopen = yes; line.onerror = no; })""",
    "script": """new Promise((onload, onerror) => document.body.append(
        Object.assign(document.createElement("script"), { src: url + "/main.js", onload, onerror })))""",
    "picture": """new Promise((onload, onerror) => document.body.append(
        Object.assign(new Image(), { src: url + "/_sandbox/avatar/UMAYA.svg", onload, onerror })))""",
    "frame": """new Promise((_, no) => document.body.append(
        Object.assign(document.createElement("iframe"), { src: url, onload: no })))""",
}


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def kit(chromium_path: str) -> AsyncIterator[BlockKitApp]:
    async with block_kit_app() as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="session")
async def maya(kit: BlockKitApp, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(kit, chromium, request.node.name) as visitor:
        yield visitor


@asynccontextmanager
async def elsewhere(chromium: Browser) -> AsyncIterator[Page]:
    """A page of another origin on this machine, which no sandbox has made."""

    async def serve(request: web.Request) -> web.Response:
        return web.Response(text="<!doctype html><title>Elsewhere</title><body>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", serve)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    page = await chromium.new_page()
    try:
        await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
        yield page
    finally:
        await page.close()
        await runner.cleanup()


async def test_no_screen_breaks_the_policy_and_all_say_that_this_is_not_slack(maya: Visitor, kit: BlockKitApp) -> None:
    page, violations = maya.page, []
    await page.expose_function("violated", lambda line: violations.append(line))
    await page.add_init_script(TELL)
    await page.reload()
    banner = page.get_by_text("not Slack", exact=True)

    async def look() -> None:
        for width, height in SIZES.values():
            await page.set_viewport_size({"width": width, "height": height})
            await expect(banner).to_be_visible()
            await expect(banner).to_be_in_viewport(ratio=1)
            assert await banner.evaluate(ON_TOP)
        await page.set_viewport_size({"width": 1280, "height": 800})

    image = {"type": "image", "slack_file": {"id": await kit.picture()}, "alt_text": "Hill"}
    outside = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "Elsewhere"}
    inside = {"type": "image", "image_url": f"{kit.sandbox.url}/icon.svg", "alt_text": "Here"}
    await kit.post(image, outside, inside, *(block(name) for name in BLOCKS if name != "alert"))
    await expect(maya.message("A section with").get_by_role("img", name="Hill", exact=True)).to_be_visible()
    await look()
    await maya.type("*Bold* :tada: https://example.com @tom `code`\n• one")
    await maya.open_thread(maya.message("Hello"))
    await look()
    await page.get_by_test_id("close-thread").click()
    for button in ("clock", "person-switch", "members", "workspace-menu"):
        await page.get_by_test_id(button).click()
        await look()
        await page.keyboard.press("Escape")
    for keys in ("Alt+i", "Alt+g", "Control+k"):
        await page.keyboard.press(keys)
        await look()
        await page.keyboard.press("Escape")
    await kit.open(modal(block("alert"), asking("plain_text_input"), asking("file_input"), asking("datepicker")))
    await expect(maya.form).to_be_visible()
    await look()
    await page.get_by_test_id("modal-x").click()
    shown = [block(name) for name in BLOCKS if name not in NOT_IN_HOME]
    await kit.app.views_publish(user_id="UMAYA", view=home(*shown))
    await page.goto(f"{kit.sandbox.url}/?user=UMAYA&app=home")
    await expect(page.get_by_test_id("app-home").locator(".block").first).to_be_visible()
    await look()
    assert violations == []


async def test_the_policy_keeps_styles_scripts_and_pictures_out(kit: BlockKitApp, chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.goto(kit.sandbox.url)
    assert sorted(await page.evaluate(BREAK)) == ["img-src", "script-src-elem", "style-src-attr"]
    assert await page.evaluate("window.broken") is None
    await page.close()


@pytest.mark.parametrize("attack", ATTACKS)
async def test_a_page_elsewhere_can_neither_write_nor_listen_nor_read(
    kit: BlockKitApp, chromium: Browser, attack: str
) -> None:
    before = len((await kit.app.conversations_history(channel="CDESK"))["messages"])
    async with elsewhere(chromium) as page:
        body = '{"user": "UMAYA", "channel": "CDESK", "text": "Not mine"}'
        got = await page.evaluate(f"([url, body]) => {ATTACKS[attack]}.catch(() => null)", [kit.sandbox.url, body])
        framed = [await frame.content() for frame in page.frames[1:]]
    assert got is None
    assert not [content for content in framed if "write-token" in content]
    assert len((await kit.app.conversations_history(channel="CDESK"))["messages"]) == before


async def test_a_link_elsewhere_opens_the_page_which_the_linking_page_cannot_reach(
    kit: BlockKitApp, chromium: Browser
) -> None:
    async with elsewhere(chromium) as page:
        await page.evaluate(LINK, kit.sandbox.url)
        async with page.expect_popup() as opening:
            await page.get_by_text("Sandbox").click()
        opened = await opening.value
        await expect(opened.get_by_text("not Slack", exact=True)).to_be_visible()
        assert await page.evaluate("theirs.closed")  # the line between the two windows is cut
        assert await opened.evaluate("window.opener") is None
        await opened.close()


async def test_a_name_that_leads_here_shows_no_page(kit: BlockKitApp, chromium: Browser) -> None:
    page = await chromium.new_page()
    port = kit.sandbox.url.rpartition(":")[2]
    answer = await page.goto(f"http://rebound.localhost:{port}/")
    assert answer
    assert answer.status == 403
    assert kit.sandbox.write_token not in await page.content()
    await page.close()

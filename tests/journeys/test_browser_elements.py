"""People use Block Kit's elements in the page, and the app hears of it as it would from Slack."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.journeys.block_kit_app import BlockKitApp, block_kit_app
from tests.journeys.browser import Visitor
from tests.journeys.small_slack import looking_at
from tests.sandbox.conftest import modal
from tests.sandbox.gallery import CONFIRM, Json, asking, block, button, element, section

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SAID_HI = {"type": "text", "text": "Hi "}
BOLD = {"type": "text", "text": "there", "style": {"bold": True}}


@pytest_asyncio.fixture(loop_scope="session")
async def kit(chromium_path: str) -> AsyncIterator[BlockKitApp]:
    async with block_kit_app() as kit:
        yield kit


@pytest_asyncio.fixture(loop_scope="session")
async def maya(kit: BlockKitApp, chromium: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Visitor]:
    async with looking_at(kit, chromium, request.node.name) as visitor:
        yield visitor


def actions(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "row", "elements": list(elements)}


def row(list_: str, *texts: str) -> Json:
    """A list of rich text."""
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]} for text in texts]
    return {"type": "rich_text_list", "style": list_, "elements": items}


async def written(maya: Visitor, kit: BlockKitApp, block_id: str) -> Json:
    """What the app gets for one input once the form is sent."""
    await maya.send_form()
    view = await kit.submission()
    (state,) = view["state"]["values"][block_id].values()
    return state


async def test_rich_text_is_written_with_styles_and_lists(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.open(modal(asking("rich_text_input", element={"type": "rich_text_input", "action_id": "rich"})))
    field = maya.form.get_by_role("textbox", name="Rich text input")
    await field.click()
    await maya.page.keyboard.type("Hi ")
    await maya.press("Bold", maya.form)
    await maya.page.keyboard.type("there")
    await maya.press("Bold", maya.form)
    await maya.page.keyboard.press("Enter")
    await maya.press("Bulleted list", maya.form)
    await maya.page.keyboard.type("one")
    await maya.page.keyboard.press("Enter")
    await maya.page.keyboard.type("two")
    state = await written(maya, kit, "in_rich_text_input")
    assert state["type"] == "rich_text_input"
    said, listed = state["rich_text_value"]["elements"]
    assert said["elements"] == [SAID_HI, BOLD]
    assert listed == row("bullet", "one", "two")


async def test_rich_text_that_the_app_began_is_gone_on_with_and_nothing_is_none(
    maya: Visitor, kit: BlockKitApp
) -> None:
    await kit.open(modal(asking("rich_text_input"), asking("rich_text_input", block_id="bare", element=BARE)))
    await expect(maya.form.locator(".rich-field b")).to_have_text("weight")
    await maya.send_form()
    await expect(maya.form.locator("[data-block-id=bare] .field-error")).to_have_text(
        "Please complete this required field."
    )
    await maya.form.locator("[data-block-id=bare] .rich-field").click()
    await maya.page.keyboard.type("more")
    state = await written(maya, kit, "in_rich_text_input")
    assert state["rich_text_value"]["elements"][0]["elements"] == [
        {"type": "text", "text": "Words with "},
        {"type": "text", "text": "weight", "style": {"bold": True}},
    ]


BARE = {"type": "rich_text_input", "action_id": "bare"}


async def test_an_external_select_offers_what_the_app_suggests(maya: Visitor, kit: BlockKitApp) -> None:
    many = element("multi_external_select", action_id="many")
    await kit.open(modal(asking("external_select"), asking("multi_external_select", element=many)))
    one = maya.form.get_by_label("External select", exact=True)
    await one.click()
    await expect(maya.page.locator(".listbox-empty")).to_have_text("Type 2 characters or more")
    await one.press_sequentially("os")
    await expect(maya.page.get_by_role("option")).to_have_text(["Oslo", "Osaka", "Ostrava"])
    await maya.page.get_by_role("option", name="Osaka").click()
    await expect(one).to_have_value("Osaka")
    several = maya.form.get_by_label("Multi external select")
    await several.press_sequentially("ostr")
    await maya.page.get_by_role("option", name="Ostrava").click()
    await expect(maya.form.locator(".chip")).to_have_text(["Oslo", "Ostrava"])
    await maya.page.keyboard.press("Tab")
    await maya.send_form()
    values = (await kit.submission())["state"]["values"]
    assert values["in_external_select"]["an_external_select"]["selected_option"]["value"] == "osaka"
    chosen = values["in_multi_external_select"]["many"]["selected_options"]
    assert [each["value"] for each in chosen] == ["oslo", "ostrava"]


async def test_a_file_is_given_to_the_app_and_others_are_refused(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.open(modal(asking("file_input")))
    pick = maya.form.get_by_label("File input")
    notes = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"three words here"}
    await pick.set_input_files([notes, {**notes, "name": "odd.exe"}])
    await expect(maya.form.locator(".field-note.trouble")).to_have_text("Only these kinds of files: png, txt.")
    await expect(maya.form.locator(".file-list .chip")).to_have_text(["notes.txt"])
    state = await written(maya, kit, "in_file_input")
    (file,) = state["files"]
    assert (file["name"], file["size"], file["user"]) == ("notes.txt", 16, "UMAYA")
    assert (await kit.app.files_info(file=file["id"]))["file"]["mimetype"] == "text/plain"


async def test_a_question_comes_first_and_no_takes_everything_back(maya: Visitor, kit: BlockKitApp) -> None:
    picks = [element(name, confirm=CONFIRM) for name in ("checkboxes", "radio_buttons", "datepicker", "static_select")]
    await kit.post(actions(*picks))
    message = maya.message("A bold one")
    await message.get_by_role("checkbox", name="A bold one").check()
    await expect(maya.page.get_by_test_id("confirm")).to_contain_text("This cannot be taken back.")
    await maya.press("Stop", maya.page.get_by_test_id("confirm"))
    await expect(message.get_by_role("checkbox", name="A bold one")).not_to_be_checked()
    await message.get_by_role("radio", name="Quince").check()
    await maya.page.keyboard.press("Escape")
    await expect(message.get_by_role("radio", name="Pear")).to_be_checked()
    await message.locator("[data-action-id=an_datepicker]").fill("2026-04-01")
    await maya.press("Do it", maya.page.get_by_test_id("confirm"))
    action = await kit.action()
    assert (action["type"], action["selected_date"]) == ("datepicker", "2026-04-01")
    assert kit.acted.empty()


async def test_buttons_of_every_kind_say_which_was_pressed(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.post(block("context_actions"), section("Menu", element("overflow")), actions(element("button")))
    message = maya.message("Menu")
    await message.get_by_role("button", name="Not helpful").click()
    assert (await kit.action())["value"] == "bad"
    await message.get_by_role("button", name="Throw away").click()
    await maya.press("Do it", maya.page.get_by_test_id("confirm"))
    assert (await kit.action())["type"] == "icon_button"
    await message.get_by_role("button", name="More options").click()
    await maya.page.get_by_role("menuitem", name="Move").click()
    assert (await kit.action())["selected_option"]["value"] == "move"
    await message.get_by_role("button", name="Press the button").click()
    assert (await kit.action())["value"] == "v"


async def test_a_button_in_a_carousel_and_one_in_a_container_reach_the_app(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.post(block("carousel"), block("container"))
    message = maya.message("Card 1")
    await message.get_by_role("button", name="Take it").nth(1).click()
    action = await kit.action()
    assert (action["block_id"], action["action_id"]) == ("card-2", "take")
    await message.get_by_role("button", name="Inner button").click()
    assert (await kit.action())["action_id"] == "inner"


async def test_an_address_is_opened_and_the_app_told(maya: Visitor, kit: BlockKitApp) -> None:
    address = f"{kit.sandbox.url}/style/text.css"
    await kit.post(actions(button("visit", "Visit", url=address)))
    async with maya.page.expect_popup() as opened:
        await maya.message("Visit").get_by_role("button", name="Visit").click()
    assert (await opened.value).url == address
    assert (await kit.action())["action_id"] == "visit"


@pytest.mark.parametrize(
    ("when", "said"), [("on_enter_pressed", "Press Enter to send"), ("on_character_entered", None)]
)
async def test_an_input_that_dispatches_tells_of_what_is_typed(
    maya: Visitor, kit: BlockKitApp, when: str, said: str | None
) -> None:
    typing = element("plain_text_input", dispatch_action_config={"trigger_actions_on": [when]})
    await kit.open(modal(asking("plain_text_input", element=typing, dispatch_action=True)))
    note = maya.form.locator(".field-note")
    await expect(note).to_have_text([said] if said else [])
    field = maya.form.get_by_label("Plain text input")
    await field.press_sequentially("abc")
    if said:
        await field.press("Enter")
    action = await kit.action()
    assert (action["value"], action["block_id"]) == ("abc", "in_plain_text_input")
    assert kit.acted.empty()
    await expect(maya.form).to_be_visible()


async def test_people_conversations_and_channels_are_searched_and_chosen(maya: Visitor, kit: BlockKitApp) -> None:
    names = ["users_select", "conversations_select", "multi_channels_select", "multi_users_select"]
    await kit.open(modal(*(asking(name) for name in names)))
    await expect(maya.form.get_by_label("Conversations select", exact=True)).to_have_value("desk")
    await maya.choose("Users select", "Ada")
    await maya.choose("Conversations select", "quiet")
    await maya.choose("Multi channels select", "lobby")
    await _drop(maya.form, "Tom Ek")
    await maya.send_form()
    values = {
        name: values for state in (await kit.submission())["state"]["values"].values() for name, values in state.items()
    }
    assert values["an_users_select"]["selected_user"] == "UADA"
    assert values["an_conversations_select"]["selected_conversation"] == "CQUIET"
    assert values["an_multi_channels_select"]["selected_channels"] == ["CDESK", "CLOBBY"]
    assert values["an_multi_users_select"]["selected_users"] == ["UMAYA"]


async def test_no_more_is_chosen_than_the_app_allows(maya: Visitor, kit: BlockKitApp) -> None:
    two = element("multi_static_select", max_selected_items=2)
    await kit.open(modal(asking("multi_static_select", element=two)))
    await maya.choose("Multi static select", "Beet")
    await maya.form.get_by_label("Multi static select").press_sequentially("carrot")
    await maya.page.keyboard.press("Enter")
    await expect(maya.form.locator(".chip")).to_have_text(["Apple", "Beet"])


async def test_a_data_table_is_sorted_and_paged(maya: Visitor, kit: BlockKitApp) -> None:
    await kit.post(block("data_table"))
    table = maya.message("What is in stock")
    first = table.locator("tbody tr").first
    await expect(first).to_contain_text("8 pieces")
    await maya.press("Next page", table)
    await expect(first).to_contain_text("35 pieces")
    await maya.press("Stock", table)
    await maya.press("Stock", table)
    await expect(first).to_contain_text("71 pieces")
    await expect(table.get_by_role("columnheader", name="Stock")).to_have_attribute("aria-sort", "descending")
    await expect(table.get_by_role("status")).to_have_text("1 to 3 of 8")


async def _drop(form: Locator, name: str) -> None:
    await form.get_by_role("button", name=f"Remove {name}").click()

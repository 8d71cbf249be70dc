"""Selects with an external source: a person types, a Bolt app suggests, Slack looks at it first."""

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from careapp.sandbox import ControlError, Sandbox
from careapp.sandbox.manifest import over_http
from tests.sandbox.conftest import MANIFEST, WORKSPACE, actions, modal

from .shapes import misfits
from .test_commands_and_clicks import COMMON, CONTAINER

ASKED = {key: shape for key, shape in COMMON.items() if key != "trigger_id"}
ASKED |= {"action_id": str, "block_id": str, "value": str}


def option(text, value=None, **more):
    return {"text": {"type": "plain_text", "text": text}, "value": value or text.lower(), **more}


def select(kind="external_select", **more):
    return {"type": kind, "action_id": "city", **more}


def labelled(element):
    label = {"type": "plain_text", "text": "City"}
    return {"type": "input", "block_id": "where", "label": label, "element": element}


@pytest.fixture
async def cities(listen):
    """A Bolt app that suggests what `answer` holds; `told` are the bodies that it got."""
    care = await listen()
    care.told, care.answer = [], {"options": [option("Bergen"), option("Berlin")]}

    @care.app.options("city")
    async def suggest(ack, body):
        care.told.append(body)
        await ack(**care.answer)

    @care.app.action("city")
    @care.app.view("form")
    async def take(ack, body):
        care.told.append(body)
        await ack()

    @care.app.command("/help")
    async def show(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=care.view)
        await ack()

    await care.connect()
    return care


async def message_with(care, element):
    row = actions(element, block_id="where")
    ts = (await care.slack.app.chat_postMessage(channel="CDESK", text="Where?", blocks=[row]))["ts"]
    return {"user": "UMAYA", "channel": "CDESK", "message_ts": ts, "block_id": "where", "action_id": "city"}


async def modal_with(care, element):
    care.view = modal(labelled(element))
    await care.slack.control("command", user="UMAYA", channel="CDESK", command="/help", text="")
    (view,) = (await care.slack.get("state", user="UMAYA"))["views"]
    return {"user": "UMAYA", "view_id": view["id"], "block_id": "where", "action_id": "city"}


async def test_a_message_asks_with_itself_and_gets_the_options(cities):
    menu = await message_with(cities, select())
    answer = await cities.slack.control("suggest", **menu, value="ber")
    assert answer == {"ok": True, "options": [option("Bergen"), option("Berlin")]}
    (told,) = cities.told
    shape = ASKED | {"container": CONTAINER, "channel": {"id": str, "name": str}, "message": {"…": object}}
    assert list(misfits(told, shape)) == []
    assert (told["type"], told["action_id"], told["block_id"], told["value"]) == (
        "block_suggestion",
        "city",
        "where",
        "ber",
    )
    assert told["message"]["ts"] == menu["message_ts"]


async def test_a_modal_asks_with_its_view_and_gets_groups(cities):
    groups = [{"label": {"type": "plain_text", "text": "North"}, "options": [option("Bergen")]}]
    cities.answer = {"option_groups": groups}
    menu = await modal_with(cities, select("multi_external_select"))
    assert await cities.slack.control("suggest", **menu, value="ber") == {"ok": True, "option_groups": groups}
    (told,) = cities.told
    assert list(misfits(told, ASKED | {"container": {"type": str, "view_id": str}, "view": {"…": object}})) == []
    assert (told["container"]["view_id"], told["view"]["callback_id"]) == (menu["view_id"], "form")


@pytest.mark.parametrize(
    ("least", "typed", "asked"), [(None, "be", 0), (None, "ber", 1), (1, "", 0), (1, "b", 1), (0, "", 1)]
)
async def test_the_app_is_asked_once_enough_is_typed(cities, least, typed, asked):
    menu = await message_with(cities, select(**({} if least is None else {"min_query_length": least})))
    answer = await cities.slack.control("suggest", **menu, value=typed)
    assert (answer["ok"], len(answer["options"]), len(cities.told)) == (True, 2 * asked, asked)


async def test_nothing_found_is_an_answer_too(cities):
    cities.answer = {"options": []}
    menu = await message_with(cities, select())
    assert await cities.slack.control("suggest", **menu, value="xyz") == {"ok": True, "options": []}


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ({"options": [option(f"City {number}") for number in range(101)]}, "no more than 100 items"),
        ({"options": [option("x" * 76, "x")]}, "less than 76 characters"),
        ({"options": [option("x", "x" * 151)]}, "less than 151 characters"),
        ({"options": [{"text": "Bergen", "value": "bergen"}]}, "must provide an object"),
        ({"options": [option("Bergen", description="North")]}, "must provide an object"),
        ({"option_groups": [{"options": [option("Bergen")]}]}, "label"),
    ],
)
async def test_what_slack_does_not_take_is_no_answer(cities, answer, word):
    cities.answer = answer
    menu = await message_with(cities, select())
    refused = await cities.slack.control("suggest", **menu, value="ber")
    assert (refused["ok"], refused["error"]) == (False, "invalid_options")
    assert any(word in sentence for sentence in refused["detail"])


async def test_an_answer_with_neither_or_both_is_refused(slack):
    socket = await slack.socket()
    row = actions(select(), block_id="where")
    ts = (await slack.app.chat_postMessage(channel="CDESK", text="Where?", blocks=[row]))["ts"]
    await socket.event()
    menu = {"user": "UMAYA", "channel": "CDESK", "message_ts": ts, "block_id": "where", "action_id": "city"}
    for answer in (None, {"text": "Hello"}, {"options": [], "option_groups": []}):
        await socket.acked(slack.sandbox.act("suggest", **menu, value="ber"), answer)
        assert (socket.delivery["ok"], socket.delivery["error"]) == (False, "invalid_options")


async def test_an_app_that_is_slow_or_away_suggests_nothing(start):
    slack = await start()
    row = actions(select(), block_id="where")
    ts = (await slack.app.chat_postMessage(channel="CDESK", text="Where?", blocks=[row]))["ts"]
    menu = {"user": "UMAYA", "channel": "CDESK", "message_ts": ts, "block_id": "where", "action_id": "city"}
    assert (await slack.control("suggest", **menu, value="ber"))["error"] == "dispatch_failed"
    await slack.control("settings", ack_seconds=0.02)
    await slack.socket()
    answer = await slack.control("suggest", **menu, value="ber")
    assert (answer["ok"], answer["error"]) == (False, "operation_timeout")
    last = (await slack.get("calls"))["calls"][-1]
    assert (last["kind"], last["name"], last["late"]) == ("interactive", "city", True)


async def test_only_an_external_select_asks(cities):
    menu = await message_with(cities, select("static_select", options=[option("Bergen")]))
    with pytest.raises(ControlError, match="has its own options"):
        await cities.slack.sandbox.act("suggest", **menu, value="ber")
    with pytest.raises(ControlError, match="no element"):
        await cities.slack.sandbox.act("suggest", **menu | {"block_id": "elsewhere"}, value="ber")
    with pytest.raises(ControlError, match="no such message"):
        await cities.slack.sandbox.act("suggest", **menu | {"message_ts": "1.0"}, value="ber")


async def test_what_was_suggested_is_chosen_whole(cities):
    menu = await message_with(cities, select())
    (chosen, _) = (await cities.slack.control("suggest", **menu, value="ber"))["options"]
    await cities.slack.control("action", **menu, element={"type": "external_select", "selected_option": chosen})
    assert cities.told[-1]["actions"][0]["selected_option"] == chosen
    menu = await modal_with(cities, select("multi_external_select"))
    values = {"where": {"city": {"selected_options": [chosen]}}}
    await cities.slack.control("submit", user="UMAYA", view_id=menu["view_id"], values=values)
    assert cities.told[-1]["view"]["state"]["values"]["where"]["city"]["selected_options"] == [chosen]


async def test_an_app_over_signed_http_suggests_too():
    apps, server = [], web.Application()

    async def take(request):
        return await to_aiohttp_response(await apps[0].async_dispatch(await to_bolt_request(request)))

    server.router.add_post("/slack/events", take)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    async with Sandbox(over_http(MANIFEST, url), WORKSPACE) as sandbox:
        client = AsyncWebClient(sandbox.bot_token, f"{sandbox.url}/api/")
        client.proxy = None
        app = AsyncApp(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)
        apps.append(app)

        @app.options("city")
        async def suggest(ack, payload):
            await ack(options=[option(payload["value"])])

        row = actions(select(), block_id="where")
        ts = (await client.chat_postMessage(channel="CDESK", text="Where?", blocks=[row]))["ts"]
        menu = {"user": "UMAYA", "channel": "CDESK", "message_ts": ts, "block_id": "where", "action_id": "city"}
        answer = await sandbox.act("suggest", **menu, value="ber")
        await sandbox.settled()
    await runner.cleanup()
    assert answer == {"ok": True, "options": [option("ber")]}

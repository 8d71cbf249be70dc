"""What goes wrong with the Web API, planned, seen and ended by control calls."""

import asyncio

import aiohttp
import pytest

from careapp.sandbox.faults import held_call, landed_late

POST = "chat.postMessage"


async def post(slack, text="Hello"):
    return await slack.app.chat_postMessage(channel="CDESK", text=text)


async def test_faults_are_planned_seen_and_cleared_by_control_calls(slack):
    await slack.control("faults", method=POST, plan=[{"kind": "lost_call"}, {"kind": "refusal", "error": "no"}])
    await slack.control("faults", method="users.info", always={"kind": "brake", "retry_after": 3})
    shown = await slack.get("faults")
    assert (shown["planned"], shown["always"]) == ({POST: ["lost_call", "refusal"]}, {"users.info": "brake"})
    assert (shown["at_random"], shown["held"], shown["late"], shown["passed"]) == (None, 0, 0, {})
    assert {POST, "users.info"} < set(shown["methods"])
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(slack)
    assert await slack.error(post(slack)) == "no"
    assert await slack.error(slack.app.users_info(user="UMAYA")) == "ratelimited"
    await slack.control("faults", clear=True)
    odd = {"seed": 1, "share": 1, "kinds": [{"kind": "refusal", "error": "odd"}]}
    drawn = (await slack.control("faults", at_random=odd))["at_random"]
    assert drawn == {"seed": 1, "share": 1, "kinds": ["refusal"], "methods": ["*"]}
    assert await slack.error(post(slack)) == "odd"
    await slack.control("faults", clear=True, release=True)
    assert (await slack.app.users_info(user="UMAYA"))["ok"]
    assert [row["fault"] for row in (await slack.get("calls"))["calls"]] == [
        *("lost_call", "refusal", "brake", "refusal", None),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": POST, "plan": {"kind": "lost_call"}},
        {"method": POST, "plan": [{"kind": "gremlins"}]},
        {"method": POST, "plan": ["lost_call"]},
        {"method": POST, "plan": [{"kind": "refusal"}]},
        {"method": POST, "plan": [{"kind": "refusal", "error": 5}]},
        {"method": POST, "plan": [{"kind": "lost_call"}] * 1001},
        {"method": POST, "plan": [{"kind": "delay", "seconds": -1}]},
        {"method": POST, "plan": [{"kind": "landed_late", "after": 1e300}]},
        {"method": POST, "plan": [{"kind": "server_error", "status": 50}]},
        {"method": POST, "plan": [{"kind": "server_error", "status": 500.5}]},
        {"method": POST, "plan": [{"kind": "brake", "retry_after": "1\r\nX: y"}]},
        {"method": POST, "plan": [{"kind": "refusal", "error": "no", "retry_after": [7, "\n"]}]},
        {"at_random": {"seed": 1, "share": 2}},
        {"at_random": {"seed": 0.5, "share": 1}},
        {"method": POST, "plan": [{"kind": "delay", "seconds": "long"}]},
        {"plan": [{"kind": "lost_call"}]},
        {"always": "lost_call"},
        {"at_random": {"seed": 1}},
        {"at_random": {"seed": 1, "share": 1, "methods": "all"}},
    ],
    ids=lambda wrong: str(wrong)[:90],
)
async def test_a_fault_that_is_none_is_refused(slack, wrong):
    async with slack.http.post(f"{slack.sandbox.url}/_sandbox/faults", json=wrong) as answer:
        assert (answer.status, bool((await answer.json())["error"])) == (400, True)
    assert (await post(slack))["ok"]


async def test_one_fault_can_be_ended_without_the_others(slack):
    await slack.control("faults", method=POST, plan=[{"kind": "lost_call"}])
    await slack.control("faults", method="auth.test", always={"kind": "brake"})
    await slack.control("faults", at_random={"seed": 1, "share": 0.5})
    assert (await slack.control("faults", method=POST, plan=[]))["planned"] == {}
    assert (await slack.control("faults", method="auth.test", always=None))["always"] == {}
    assert (await slack.control("faults", at_random=None))["at_random"] is None


async def test_what_is_held_is_counted_until_it_is_let_go(slack):
    hold, late = held_call(), landed_late()
    slack.sandbox.faults.plan(POST, hold, late)
    posting = asyncio.create_task(post(slack))
    await hold.held.wait()
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(slack, "late")
    await late.held.wait()
    assert (await slack.get("faults"))["held"] == 2
    assert (await slack.control("faults", release=True))["held"] == 0
    await posting
    await late.done.wait()


async def test_open_pages_hear_of_every_change_of_what_is_to_go_wrong(slack):
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    await slack.control("faults", method="auth.test", plan=[{"kind": "refusal", "error": "no"}])
    planned = await page.receive_json()
    assert (planned["type"], planned["faults"]["planned"]) == ("faults", {"auth.test": ["refusal"]})
    assert await slack.error(slack.app.auth_test()) == "no"
    assert (await page.receive_json())["faults"]["planned"] == {}
    assert (await page.receive_json())["call"]["fault"] == "refusal"
    await slack.control("socket_faults", kind="repeat", times=3)
    assert (await page.receive_json())["faults"]["sockets"]["repeat"] == 3


async def test_open_pages_hear_that_what_was_late_has_landed(slack):
    slack.sandbox.faults.plan(POST, landed_late(20))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(slack)
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user=UMAYA")
    slack.open_sockets.append(page)
    await slack.control("clock", advance=20)
    async with asyncio.timeout(5):
        while (await page.receive_json()).get("faults", {"late": 1})["late"]:
            continue
    assert (await slack.get("faults"))["late"] == 0


async def test_names_that_are_no_methods_are_not_counted(slack):
    await slack.error(slack.app.api_call("no.such.method"))
    await slack.app.auth_test()
    assert (await slack.get("faults"))["passed"] == {"auth.test": 1}

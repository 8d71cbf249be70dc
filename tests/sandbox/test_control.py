"""The control API over HTTP and the live line; who is let in stands in test_safety."""

import pytest

from careapp.sandbox import ControlError, Sandbox
from careapp.sandbox.control import ACTIONS
from careapp.sandbox.page_state import state_of

from .conftest import MANIFEST, WORKSPACE, home, section

ME = {"user": "UMAYA", "channel": "CDESK"}


async def refused(slack, name, body=None, **request):
    request = request or {"json": body}
    async with slack.http.post(f"{slack.sandbox.url}/_sandbox/{name}", **request) as answer:
        return answer.status, (await answer.json())["error"]


async def live(slack, user="UMAYA"):
    page = await slack.http.ws_connect(f"{slack.sandbox.url}/_sandbox/live?user={user}")
    slack.open_sockets.append(page)

    async def following(*types):
        while True:
            update = await page.receive_json(timeout=5)
            if update["type"] in types:
                return update

    return following


async def test_the_state_is_one_persons_view(slack):
    state = await slack.get("state", user="UADA")
    assert (state["now"], state["frozen"]) == ("2026-03-02T12:00:00+00:00", True)
    assert state["team"] == {"id": "TMAPLESTREET", "name": "Maple Street", "domain": "maple-street"}
    assert (state["app"]["bot_user_id"], state["app"]["color"]) == ("UHELPER", "#123456")
    assert [channel["name"] for channel in state["channels"]] == ["desk", "lobby", "secret"]
    assert state["me"]["zone"] == "Asia/Kolkata"
    assert state["people"][0] == {
        "id": "UMAYA",
        "handle": "maya",
        "name": "Maya Lind",
        "title": "Front desk",
        "zone": "Europe/Berlin",
        "is_bot": False,
        "is_app": False,
        "deleted": False,
        "color": "#aa3355",
        "avatar_url": "/_sandbox/avatar/UMAYA.svg",
    }
    assert state["groups"][0]["members"] == ["UTOM", "UADA"]
    assert state["commands"][0] == {"command": "/help", "description": "Helps", "usage_hint": "[topic]"}
    assert [each["callback_id"] for each in state["shortcuts"]] == ["keep", "start"]
    assert (state["home_enabled"], state["views"]) == (True, [])
    assert (await slack.get("state"))["me"]["id"] == "UMAYA"


async def test_unread_and_mentions_are_counted_until_read(slack):
    async def desk(user):
        (channel,) = [each for each in (await slack.get("state", user=user))["channels"] if each["id"] == "CDESK"]
        return channel["unread"], channel["mentions"]

    first = await slack.say("Hello")
    await slack.say("@night-shift and @tom")
    assert (await desk("UTOM"), await desk("UMAYA"), await desk("UADA")) == ((2, 1), (0, 0), (0, 0))
    await slack.control("mark", user="UTOM", channel="CDESK", ts=first)
    assert await desk("UTOM") == (1, 1)
    await slack.messages(user="UTOM")
    assert await desk("UTOM") == (0, 0)


async def test_people_edit_and_delete_their_own_messages(slack):
    ts = await slack.say("Helo")
    await slack.control("edit", **ME, ts=ts, text="Hello @tom")
    (seen,) = await slack.messages()
    assert (seen["text"], seen["edited"]["user"]) == ("Hello <@UTOM>", "UMAYA")
    status, error = await refused(slack, "edit", ME | {"user": "UTOM", "ts": ts, "text": "x"})
    assert (status, error) == (400, "Tom Ek did not write that message.")
    await slack.control("delete", **ME, ts=ts)
    assert await slack.messages() == []


@pytest.mark.parametrize(
    ("name", "change", "status"),
    [
        ("say", {"text": " "}, 400),
        ("say", {"text": 7}, 400),
        ("say", {"text": "x", "user": "UNOBODY"}, 404),
        ("say", {"text": "x", "channel": "CSECRET"}, 404),
        ("say", {"text": "x", "channel": "CLOBBY", "user": "UTOM"}, 400),
        ("say", {"text": "x", "thread_ts": "1.000000"}, 404),
        ("react", {"ts": "1.000000", "name": "tada", "on": True}, 404),
        ("react", {"ts": "1.000000", "name": "not one", "on": True}, 400),
        ("join", {}, 400),
        ("leave", {"channel": "CLOBBY", "user": "UTOM"}, 400),
        ("invite", {"invitee": "UTOM"}, 400),
        ("kick", {"member": "UADA"}, 400),
        ("unarchive", {}, 400),
        ("rename", {"name": "lobby"}, 400),
        ("rename", {"name": "No Name"}, 400),
        ("open_home", {"tab": "attic"}, 400),
        ("action", {"action_id": "a", "block_id": "b", "element": {}, "message_ts": "1.0"}, 400),
        ("action", {"action_id": "a", "block_id": "b", "element": "x", "message_ts": "1.0"}, 400),
        ("shortcut", {"callback_id": "keep", "message_ts": "1.0"}, 404),
        ("submit", {"view_id": "V1"}, 404),
        ("close", {"view_id": 1}, 400),
        ("person", {"handle": "maya"}, 400),
        ("person", {"handle": "zoe", "zone": "Mars/Base"}, 400),
        ("person", {"id": "UMAYA", "zone": "Mars/Base"}, 400),
        ("person", {"id": "UMAYA", "name": " "}, 400),
        ("person", {"id": "UMAYA", "name": "x" * 81}, 413),
        ("person", {"id": "UHELPER", "deleted": True}, 400),
        ("clock", {"now": "soon"}, 400),
        ("clock", {"now": "2026-01-01T00:00:00"}, 400),
        ("clock", {"advance": "far"}, 400),
        ("clock", {"advance": 1e300}, 400),
        ("clock", {"frozen": 1}, 400),
        ("settings", {"rate_limits": "off"}, 400),
        ("dance", {}, 404),
    ],
)
async def test_what_nobody_could_do_is_refused_in_a_sentence(slack, name, change, status):
    answered, error = await refused(slack, name, ME | change)
    assert answered == status
    assert error.endswith(".")


@pytest.mark.parametrize("name", sorted(ACTIONS))
@pytest.mark.parametrize("body", [{}, ME | {"ts": {}, "view_id": [], "text": None, "element": 1}], ids=["empty", "odd"])
async def test_odd_bodies_never_make_the_sandbox_fail(slack, name, body):
    async with slack.http.post(f"{slack.sandbox.url}/_sandbox/{name}", json=body) as answer:
        assert answer.status in (200, 400, 404)


async def test_writes_want_json(slack):
    assert (await refused(slack, "say", data={"user": "UMAYA"}))[0] == 415
    json_type = {"Content-Type": "application/json"}
    for data in (b"{", b"[]", b"\xff", b"[" * 100_000):
        assert (await refused(slack, "say", data=data, headers=json_type))[0] == 400


async def test_an_avatar_shows_initials_on_the_persons_colour(slack):
    async with slack.http.get(f"{slack.sandbox.url}/_sandbox/avatar/UMAYA.svg") as picture:
        text = await picture.text()
    assert picture.content_type == "image/svg+xml"
    assert ">ML<" in text
    assert "#aa3355" in text


async def test_the_live_line_tells_of_messages_reactions_and_replies(slack):
    following = await live(slack)
    ts = await slack.say("Hello")
    update = await following("message")
    assert (update["channel"], update["message"]["ts"]) == ("CDESK", ts)
    await slack.control("react", **ME, ts=ts, name="tada", on=True)
    assert (await following("message_changed"))["message"]["reactions"][0]["name"] == "tada"
    reply = await slack.say("Reply", thread_ts=ts)
    assert (await following("message"))["message"]["thread_ts"] == ts
    assert (await following("message_changed"))["message"]["reply_count"] == 1
    await slack.control("delete", **ME, ts=reply)
    assert await following("message_deleted") == {"type": "message_deleted", "channel": "CDESK", "ts": reply}


async def test_the_live_line_shows_each_person_their_own(slack):
    ada, maya = await live(slack, "UADA"), await live(slack, "UMAYA")
    await slack.say("Private", channel="CQUIET")
    await slack.app.chat_postEphemeral(channel="CDESK", user="UMAYA", text="Psst")
    await slack.say("Public")
    assert [(await maya("message"))["message"]["text"] for _ in range(3)] == ["Private", "Psst", "Public"]
    assert (await ada("message"))["message"]["text"] == "Public"


async def test_the_live_line_tells_of_all_else(slack):
    following = await live(slack)
    await slack.control("clock", advance=60)
    assert await following("clock") == {"type": "clock", "now": "2026-03-02T12:01:00+00:00", "frozen": True}
    await slack.control("rename", **ME, name="front")
    assert "front" in [channel["name"] for channel in (await following("channels"))["channels"]]
    await slack.control("person", id="UTOM", name="Tom Oak")
    assert "Tom Oak" in [person["name"] for person in (await following("people"))["people"]]
    await slack.app.views_publish(user_id="UMAYA", view=home(section()))
    assert (await following("home"))["view"]["type"] == "home"
    assert (await following("delivery"))["call"]["kind"] == "api"
    await slack.app.chat_postMessage(channel="UMAYA", text="Hi")
    assert "DMAYA" in [channel["id"] for channel in (await following("channels"))["channels"]]
    await slack.socket()
    assert await following("app") == {"type": "app", "connected": True}


async def test_a_live_line_is_somebodys(slack):
    async with slack.http.get(f"{slack.sandbox.url}/_sandbox/live?user=UNOBODY") as answer:
        assert answer.status == 404


async def test_people_join_leave_and_talk_in_private(slack):
    await slack.control("join", user="UTOM", channel="CLOBBY")
    await slack.say("Hi", user="UTOM", channel="CLOBBY")
    await slack.control("leave", user="UTOM", channel="CLOBBY")
    subtypes = [each.get("subtype") for each in await slack.messages("CLOBBY")]
    assert subtypes == ["channel_join", None, "channel_leave"]
    direct = (await slack.control("open_dm", user="UMAYA", **{"with": "UTOM"}))["channel"]
    assert (await slack.control("open_dm", user="UTOM", **{"with": "UMAYA"}))["channel"] == direct
    await slack.say("Psst", channel=direct)
    seen = {channel["id"]: channel for channel in (await slack.get("state", user="UTOM"))["channels"]}
    assert (seen[direct]["with"], seen[direct]["kind"], seen[direct]["unread"]) == ("UMAYA", "im", 1)
    assert direct not in {each["id"] for each in (await slack.get("state", user="UADA"))["channels"]}


async def test_a_read_only_messages_tab_takes_no_messages(start):
    slack = await start(app_home={"messages_tab_read_only_enabled": True})
    direct = (await slack.control("open_dm", user="UMAYA", **{"with": "UHELPER"}))["channel"]
    with pytest.raises(ControlError, match="turned off"):
        await slack.sandbox.act("say", user="UMAYA", channel=direct, text="Hello?")


def test_a_workspace_that_does_not_fit_together_is_refused():
    for broken in (
        {"person": [{"handle": "a"}, {"handle": "A"}]},
        {"channel": [{"name": "x", "members": ["nobody"]}]},
        {"person": [{"handle": "a", "zone": "Mars/Base"}]},
    ):
        with pytest.raises(ValueError, match=r"Two people|No person|no time zone"):
            Sandbox(MANIFEST, broken)
    with pytest.raises(ValueError, match="no bot_user"):
        Sandbox({}, WORKSPACE)


async def test_the_sandbox_is_a_context_and_forgets():
    async with Sandbox(MANIFEST, WORKSPACE) as sandbox:
        assert sandbox.url.startswith("http://127.0.0.1:")
        await sandbox.act("say", **ME, text="Hello")
    assert Sandbox(MANIFEST, WORKSPACE).bot_token != sandbox.bot_token


def test_the_page_is_told_whether_messages_to_the_app_are_turned_off() -> None:
    for read_only in (False, True):
        home_tab = {"messages_tab_enabled": True, "messages_tab_read_only_enabled": read_only}
        manifest = {**MANIFEST, "features": {**MANIFEST["features"], "app_home": home_tab}}
        slack = Sandbox(manifest, WORKSPACE).slack
        shown = state_of(slack, slack.workspace.people["UMAYA"])
        assert shown["app"]["messages_read_only"] is read_only

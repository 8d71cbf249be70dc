"""Triggers and views at their limits, and people of every kind."""

import pytest

from careapp.sandbox import ControlError

from .conftest import home, modal, section


@pytest.fixture
async def socket(slack):
    return await slack.socket()


async def trigger(slack, socket, user="UMAYA"):
    """A fresh trigger id: a person types a command and it is acked."""
    typed = slack.sandbox.act("command", user=user, channel="CDESK", command="/help", text="")
    return (await socket.acked(typed))["trigger_id"]


async def opened(slack, socket, **more):
    """A modal that Maya has open."""
    return (await slack.app.views_open(trigger_id=await trigger(slack, socket), view=modal(section(), **more)))["view"]


async def stack(slack):
    return [each["id"] for each in (await slack.get("state", user="UMAYA"))["views"]]


async def test_a_trigger_is_good_to_the_end_of_its_third_second(slack, socket):
    trigger_id = await trigger(slack, socket)
    await slack.control("clock", advance=3)
    assert (await slack.app.views_open(trigger_id=trigger_id, view=modal(section())))["ok"]


async def test_a_trigger_that_opened_a_modal_pushes_none(slack, socket):
    trigger_id = await trigger(slack, socket)
    await slack.app.views_open(trigger_id=trigger_id, view=modal(section()))
    again = slack.app.views_push(trigger_id=trigger_id, view=modal(section()))
    assert await slack.error(again) == "exchanged_trigger_id"
    await slack.control("clock", advance=10)
    late = slack.app.views_push(trigger_id=trigger_id, view=modal(section()))
    assert await slack.error(late) == "exchanged_trigger_id"


async def test_a_modal_that_is_opened_over_others_takes_their_place(slack, socket):
    below = await opened(slack, socket)
    await slack.app.views_push(trigger_id=await trigger(slack, socket), view=modal(section()))
    instead = await opened(slack, socket)
    assert (await stack(slack), instead["previous_view_id"]) == ([instead["id"]], None)
    assert await slack.error(slack.app.views_update(view_id=below["id"], view=modal(section()))) == "not_found"


async def test_everybody_has_a_stack_of_their_own(slack, socket):
    await opened(slack, socket)
    nothing_under_it = slack.app.views_push(trigger_id=await trigger(slack, socket, "UTOM"), view=modal(section()))
    assert await slack.error(nothing_under_it) == "not_found"


async def test_private_metadata_has_three_thousand_characters(slack, socket):
    view = await opened(slack, socket, private_metadata="x" * 3000)
    longer = slack.app.views_update(view_id=view["id"], view=modal(section(), private_metadata="x" * 3001))
    assert await slack.error(longer) == "invalid_arguments"


async def test_a_view_of_250_kilobytes_is_the_largest(slack):
    blocks = [section("x" * 2_400) for _ in range(100)]
    await slack.app.views_publish(user_id="UMAYA", view=home(*blocks))
    larger = home(*[section("x" * 2_600) for _ in range(100)])
    assert await slack.error(slack.app.views_publish(user_id="UMAYA", view=larger)) == "view_too_large"


async def test_an_external_id_is_free_again_once_its_view_is_closed(slack, socket):
    first = await opened(slack, socket, external_id="mine")
    twice = slack.app.views_push(trigger_id=await trigger(slack, socket), view=modal(section(), external_id="mine"))
    assert await slack.error(twice) == "duplicate_external_id"
    same = await slack.app.views_update(view_id=first["id"], view=modal(section(), external_id="mine"))
    await slack.control("close", user="UMAYA", view_id=first["id"])
    assert same["ok"]
    assert (await opened(slack, socket, external_id="mine"))["external_id"] == "mine"


async def test_every_change_of_a_view_gives_it_another_hash(slack, socket):
    view = await opened(slack, socket)
    second = (await slack.app.views_update(view_id=view["id"], view=modal(section()), hash=view["hash"]))["view"]
    third = (await slack.app.views_update(view_id=view["id"], view=modal(section())))["view"]
    assert len({view["hash"], second["hash"], third["hash"]}) == 3
    stale = slack.app.views_update(view_id=view["id"], view=modal(section()), hash=second["hash"])
    assert await slack.error(stale) == "hash_conflict"


async def test_people_of_every_kind_are_shown_as_what_they_are(slack):
    for given in ({"handle": "guest", "is_guest": True}, {"handle": "robot", "is_bot": True}):
        await slack.control("person", **given)
    await slack.control("person", handle="stranger", team_id="TELSEWHERE")
    known = {each["id"]: each for each in (await slack.app.users_list())["members"]}
    assert "USTRANGER" not in known
    assert (await slack.app.users_info(user="USTRANGER"))["user"]["team_id"] == "TELSEWHERE"
    kinds = {id_: (each["is_bot"], each["deleted"], each.get("is_restricted")) for id_, each in known.items()}
    assert kinds["UMAYA"] == (False, False, False)
    assert kinds["UGUEST"] == (False, False, True)
    assert kinds["UROBOT"] == (True, False, False)
    assert kinds["UGONE"] == (False, True, None)


async def test_nobody_writes_to_bots_or_to_people_who_left(slack):
    await slack.control("person", handle="robot", is_bot=True)
    direct = (await slack.app.conversations_open(users="UTOM"))["channel"]["id"]
    await slack.control("person", id="UTOM", deleted=True)
    assert await slack.error(slack.app.chat_postMessage(channel="UROBOT", text="x")) == "cannot_dm_bot"
    assert await slack.error(slack.app.chat_postMessage(channel="UTOM", text="x")) == "user_disabled"
    assert await slack.error(slack.app.conversations_open(users="UTOM")) == "user_disabled"
    assert await slack.error(slack.app.conversations_invite(channel="CDESK", users="UTOM")) == "user_not_found"
    assert await slack.error(slack.app.views_publish(user_id="UTOM", view=home(section()))) == "invalid_arguments"
    assert (await slack.app.conversations_info(channel=direct))["channel"]["is_user_deleted"] is True
    assert "UTOM" not in (await slack.app.conversations_members(channel="CDESK"))["members"]
    with pytest.raises(ControlError, match="has left the workspace"):
        await slack.sandbox.act("say", user="UTOM", channel="CDESK", text="x")

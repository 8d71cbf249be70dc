"""Slack's own slash commands, which no app hears of: /invite, /remove and /leave."""

import pytest

from careapp.sandbox import ControlError
from careapp.sandbox.built_in import COMMANDS

DONE = {"ok": True, "acked": True, "ms": 0, "built_in": True}


async def typed(slack, command, text="", user="UMAYA", channel="CLOBBY"):
    return await slack.control("command", user=user, channel=channel, command=command, text=text)


async def members(slack, channel="CLOBBY"):
    channels = (await slack.get("state", user="UMAYA"))["channels"]
    return next(each["members"] for each in channels if each["id"] == channel)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("@helper", ["UHELPER"]),
        ("@Helper", ["UHELPER"]),
        ("HELPER", ["UHELPER"]),
        ("<@UHELPER>", ["UHELPER"]),
        ("<@UHELPER|helper>", ["UHELPER"]),
        ("@tom", ["UTOM"]),
        ("@Tom Ek", ["UTOM"]),
        ("@tom ek, @Helper", ["UTOM", "UHELPER"]),
        ("@tom <@UTOM> helper", ["UTOM", "UHELPER"]),
        ("@ada @tom", ["UTOM"]),
    ],
)
async def test_invite_brings_in_whoever_is_named(slack, text, joined):
    assert await typed(slack, "/invite", text) == DONE
    assert await members(slack) == ["UMAYA", "UADA", *joined]


async def test_an_invited_app_hears_of_it_as_of_any_invitation(slack):
    socket = await slack.socket()
    await typed(slack, "/invite", "@Helper")
    heard = [await socket.event(), await socket.event()]
    joined = next(each for each in heard if each["type"] == "member_joined_channel")
    assert (joined["user"], joined["channel"], joined["inviter"]) == ("UHELPER", "CLOBBY", "UMAYA")
    assert (await slack.messages("CLOBBY"))[-1]["subtype"] == "channel_join"
    assert [row["kind"] for row in (await slack.get("calls"))["calls"] if row["kind"] == "command"] == []


async def test_invite_can_name_another_channel(slack):
    assert await typed(slack, "/invite", "@ada #desk") == DONE
    assert "UADA" in await members(slack, "CDESK")


async def test_remove_takes_people_and_the_app_out(slack):
    assert await typed(slack, "/remove", "@Helper @tom @ada", channel="CDESK") == DONE
    assert await members(slack, "CDESK") == ["UMAYA"]


async def test_leave_takes_oneself_out(slack):
    assert await typed(slack, "/leave") == DONE
    assert await members(slack) == ["UADA"]


@pytest.mark.parametrize(
    ("command", "text", "why"),
    [
        ("/invite", "", "Say whom: /invite @someone [@another] [#channel]"),
        ("/invite", "@nobody", "There is nobody called “@nobody” here."),
        ("/invite", "@tom @nobody", "There is nobody called “@nobody” here."),
        ("/invite", "<@UGONE>", "There is nobody called “<@UGONE>” here."),
        ("/invite", "@ada", "Ada Roy is in #lobby already."),
        ("/invite", "@tom #secret", "Maya Lind sees no channel CSECRET."),
        ("/invite", "@tom #desk #lobby", "/invite takes @someone [@another] [#channel]"),
        ("/remove", "@tom", "Tom Ek is not in #lobby."),
        ("/remove", "@ada #desk", "/remove takes @someone [@another]"),
        ("/remove", "@ada @maya", "You cannot remove yourself; /leave takes you out."),
    ],
)
async def test_what_cannot_be_done_is_said_and_changes_nothing(slack, command, text, why):
    assert await typed(slack, command, text) == DONE | {"ok": False, "error": why}
    assert await members(slack) == ["UMAYA", "UADA"]


@pytest.mark.parametrize("command", COMMANDS)
async def test_nobody_is_moved_in_a_direct_message(slack, command):
    direct = (await slack.control("open_dm", user="UMAYA", **{"with": "UADA"}))["channel"]
    answer = await typed(slack, command, "@tom", channel=direct)
    assert answer["error"] == "That cannot be done to a direct message."


async def test_a_channel_that_one_is_not_in_takes_no_command(slack):
    with pytest.raises(ControlError, match="not in #lobby"):
        await slack.sandbox.act("command", user="UTOM", channel="CLOBBY", command="/invite", text="@tom")


async def test_the_state_lists_slacks_commands_after_the_apps(slack):
    commands = (await slack.get("state"))["commands"]
    assert [each["command"] for each in commands] == ["/help", "/raw", "/invite", "/leave", "/remove"]
    assert [each.get("built_in", False) for each in commands] == [False, False, True, True, True]
    assert all(each["description"] for each in commands[2:])
    assert commands[2]["usage_hint"] == "@someone [@another] [#channel]"

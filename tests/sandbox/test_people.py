"""users.*, usergroups.*, team.info, bots.info and emoji.list."""

import pytest

from careapp.sandbox import ControlError


async def test_a_user_is_whole(slack):
    user = (await slack.app.users_info(user="UMAYA"))["user"]
    assert (user["name"], user["real_name"], user["color"]) == ("maya", "Maya Lind", "aa3355")
    assert (user["tz"], user["tz_label"], user["tz_offset"]) == ("Europe/Berlin", "CET", 3600)
    assert (user["profile"]["first_name"], user["profile"]["title"]) == ("Maya", "Front desk")
    assert user["profile"]["image_72"] == f"{slack.sandbox.url}/_sandbox/avatar/UMAYA.svg"


async def test_the_offset_follows_the_sandboxs_date(slack):
    await slack.control("clock", now="2026-07-01T00:00:00Z")
    assert (await slack.app.users_info(user="UMAYA"))["user"]["tz_offset"] == 7200


async def test_the_bot_and_those_who_left_are_marked(slack):
    bot = (await slack.app.users_info(user="UHELPER"))["user"]
    assert (bot["is_bot"], bot["profile"]["bot_id"]) == (True, "BHELPER")
    gone = (await slack.app.users_info(user="UGONE"))["user"]
    assert gone["deleted"] is True
    assert "tz" not in gone
    assert await slack.error(slack.app.users_info(user="UNOBODY")) == "user_not_found"


async def test_the_list_of_users_comes_in_pages_with_slackbot(slack):
    ids, cursor = [], None
    while cursor != "":
        page = await slack.app.users_list(limit=2, cursor=cursor)
        ids += [each["id"] for each in page["members"]]
        cursor = page["response_metadata"]["next_cursor"]
    assert ids == ["USLACKBOT", "UMAYA", "UTOM", "UADA", "UGONE", "UHELPER"]
    assert await slack.error(slack.app.users_list(cursor="nonsense")) == "invalid_cursor"
    assert (await slack.app.users_info(user="USLACKBOT"))["user"]["is_bot"] is False


async def test_user_groups_and_their_people(slack):
    plain = (await slack.app.usergroups_list())["usergroups"][0]
    assert (plain["id"], plain["handle"], "users" in plain) == ("SNIGHTSHIFT", "night-shift", False)
    full = (await slack.app.usergroups_list(include_users=True, include_count=True))["usergroups"][0]
    assert (full["users"], full["user_count"]) == (["UTOM", "UADA"], "2")
    users = await slack.app.usergroups_users_list(usergroup="SNIGHTSHIFT")
    assert users["users"] == ["UTOM", "UADA"]
    assert await slack.error(slack.app.usergroups_users_list(usergroup="SNONE")) == "no_such_subteam"


async def test_team_bot_and_emoji(slack):
    team = (await slack.app.team_info())["team"]
    assert (team["id"], team["name"], team["domain"]) == ("TMAPLESTREET", "Maple Street", "maple-street")
    assert await slack.error(slack.app.team_info(team="TOTHER")) == "team_not_found"
    bot = (await slack.app.bots_info(bot="BHELPER"))["bot"]
    assert (bot["app_id"], bot["user_id"]) == ("AHELPER", "UHELPER")
    assert await slack.error(slack.app.bots_info(bot="BNONE")) == "bot_not_found"
    assert (await slack.app.emoji_list())["emoji"] == {}


async def test_people_leave_and_come_back_but_the_last_one_stays(slack):
    for user_id in ("UTOM", "UADA"):
        await slack.control("person", id=user_id, deleted=True)
    with pytest.raises(ControlError, match="Somebody has to stay"):
        await slack.sandbox.act("person", id="UMAYA", deleted=True)
    assert (await slack.get("state"))["me"]["id"] == "UMAYA"
    await slack.control("person", id="UTOM", deleted=False)
    await slack.control("person", id="UMAYA", deleted=True)
    assert (await slack.get("state"))["me"]["id"] == "UTOM"


async def test_an_app_that_was_taken_out_does_not_come_back_as_a_person(slack):
    await slack.control("uninstall")
    with pytest.raises(ControlError, match="does not come back"):
        await slack.sandbox.act("person", id="UHELPER", deleted=False)


async def test_a_change_of_which_a_part_is_wrong_changes_nothing(slack):
    for wrong in ({"title": 7}, {"deleted": "yes"}, {"name": ""}):
        with pytest.raises(ControlError):
            await slack.sandbox.act("person", id="UMAYA", **({"zone": "Asia/Tokyo", "name": "Other"} | wrong))
    user = (await slack.app.users_info(user="UMAYA"))["user"]
    assert (user["tz"], user["real_name"]) == ("Europe/Berlin", "Maya Lind")

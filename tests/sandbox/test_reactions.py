"""reactions.*: the app's own and those it reads."""

import pytest


async def test_reactions_come_and_go(slack):
    ts = await slack.say("Thanks")
    await slack.app.reactions_add(channel="CDESK", timestamp=ts, name="tada")
    await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name="tada", on=True)
    await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name=":heart:", on=True)
    message = (await slack.app.reactions_get(channel="CDESK", timestamp=ts))["message"]
    assert message["reactions"] == [
        {"name": "tada", "users": ["UHELPER", "UTOM"], "count": 2},
        {"name": "heart", "users": ["UTOM"], "count": 1},
    ]
    assert message["permalink"].endswith("/CDESK/p1772452800000000")
    await slack.app.reactions_remove(channel="CDESK", timestamp=ts, name="tada")
    await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name="tada", on=False)
    assert (await slack.messages())[0]["reactions"] == [{"name": "heart", "users": ["UTOM"], "count": 1}]
    await slack.control("react", user="UTOM", channel="CDESK", ts=ts, name="heart", on=False)
    assert "reactions" not in (await slack.messages())[0]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": "not an emoji"}, "invalid_name"),
        ({"name": "wave::skin-tone-9"}, "invalid_name"),
        ({"timestamp": "1.000000"}, "message_not_found"),
        ({"timestamp": "soon"}, "bad_timestamp"),
        ({"timestamp": None}, "no_item_specified"),
        ({"channel": "CSECRET"}, "channel_not_found"),
    ],
)
async def test_a_reaction_is_refused_for(slack, change, error):
    ts = await slack.say("Thanks")
    args = {"channel": "CDESK", "timestamp": ts, "name": "tada"} | change
    assert await slack.error(slack.app.api_call("reactions.add", params=args)) == error


async def test_a_reaction_is_given_once_and_taken_back_once(slack):
    item = {"channel": "CDESK", "timestamp": await slack.say("Thanks"), "name": "wave::skin-tone-2"}
    await slack.app.reactions_add(**item)
    assert await slack.error(slack.app.reactions_add(**item)) == "already_reacted"
    await slack.app.reactions_remove(**item)
    assert await slack.error(slack.app.reactions_remove(**item)) == "no_reaction"


async def test_the_app_reacts_only_where_it_is(slack):
    ts = await slack.say("Hello", channel="CLOBBY")
    item = {"channel": "CLOBBY", "timestamp": ts, "name": "tada"}
    assert await slack.error(slack.app.reactions_add(**item)) == "not_in_channel"
    await slack.control("archive", user="UMAYA", channel="CLOBBY")
    assert await slack.error(slack.app.reactions_add(**item)) == "is_archived"

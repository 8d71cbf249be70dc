"""users.lookupByEmail and users.profile.get: who has which address, and which apps may know it."""

from careapp.sandbox import Sandbox

from .conftest import MANIFEST, SCOPES

KNOWING = [*SCOPES, "users:read.email", "users.profile:read"]


async def test_a_person_is_found_by_their_address_in_any_case(start):
    slack = await start(scopes=KNOWING)
    found = (await slack.app.users_lookupByEmail(email="Maya@Maple-Street.example"))["user"]
    assert (found["id"], found["profile"]["email"]) == ("UMAYA", "maya@maple-street.example")


async def test_nobody_is_found_by_the_address_of_a_bot_or_of_somebody_who_left(start):
    slack = await start(scopes=KNOWING)
    for handle in ("helper", "gone", "nobody"):
        lookup = slack.app.users_lookupByEmail(email=f"{handle}@maple-street.example")
        assert await slack.error(lookup) == "users_not_found"


async def test_an_address_is_shown_only_to_apps_with_the_scope(start):
    knowing, other = await start(scopes=KNOWING), await start(scopes=["users:read", "users.profile:read"])
    for slack, shown in ((knowing, True), (other, False)):
        info = (await slack.app.users_info(user="UMAYA"))["user"]["profile"]
        listed = (await slack.app.users_list())["members"]
        profile = (await slack.app.users_profile_get(user="UMAYA"))["profile"]
        assert ["email" in info, "email" in profile] == [shown, shown]
        assert any("email" in each["profile"] for each in listed) is shown


async def test_events_about_people_keep_the_address_from_apps_without_the_scope(start):
    slack = await start(scopes=["users:read"], events=["user_change"])
    socket = await slack.socket()
    await slack.control("person", id="UMAYA", title="Night desk")
    assert "email" not in (await socket.event())["user"]["profile"]


async def test_a_profile_is_that_of_the_person_or_of_the_app_itself(start):
    slack = await start(scopes=KNOWING)
    maya = (await slack.app.users_profile_get(user="UMAYA"))["profile"]
    assert (maya["title"], maya["real_name"], maya["first_name"]) == ("Front desk", "Maya Lind", "Maya")
    own = (await slack.app.users_profile_get())["profile"]
    assert (own["bot_id"], "email" in own) == ("BHELPER", False)
    assert (await slack.app.users_profile_get(user="USLACKBOT"))["profile"]["real_name"] == "Slackbot"
    assert await slack.error(slack.app.users_profile_get(user="UNOBODY")) == "user_not_found"


async def test_the_workspace_may_give_the_address(start):
    slack = await start(scopes=KNOWING)
    await slack.control("person", handle="lea", email="Lea.B@Maple.example")
    assert (await slack.app.users_lookupByEmail(email="lea.b@maple.example"))["user"]["name"] == "lea"
    profile = (await slack.app.users_profile_get(user="ULEA"))["profile"]
    assert profile["email"] == "Lea.B@Maple.example"


def test_an_address_follows_from_handle_and_workspace_where_none_is_given():
    sandbox = Sandbox(MANIFEST, {"name": "Oak & Ash", "person": [{"handle": "tom"}]})
    assert sandbox.slack.workspace.people["UTOM"].email == "tom@oak-ash.example"

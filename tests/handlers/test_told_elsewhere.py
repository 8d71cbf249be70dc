"""What is written in a form that was opened outside of its circle's channel: it says where the words go, and then."""

from careapp.demo.replay import person
from careapp.store import person as people
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, chosen_people, words

FRONTLINE, BACKOFFICE, COFFEE = "care-frontline", "care-backoffice", "coffee-corner"
WHERE = "This will stand in <#CCAREBACKOFFICE>."


async def backoffice(team: Team) -> None:
    await team.set_up(BACKOFFICE, who="tomasz")


async def test_a_rounds_button_is_for_those_in_its_channel_and_tells_others_what_to_do(team: Team) -> None:
    await backoffice(team)
    await open_round(team)
    await team.click("ines", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    assert not team.has_form("ines")
    assert words(team.from_care("@ines")[-1]) == (
        "This round belongs to <#CCAREFRONTLINE>. Join the channel to tell a story in it; "
        "`/story` tells one in your own circle."
    )


async def test_a_rounds_button_opens_for_somebody_of_whom_care_has_not_heard_that_they_came(team: Team) -> None:
    await open_round(team)
    async with team.care.store.transaction() as db:
        people.leave(db, team.channel_id(FRONTLINE), person("sam"))
    await team.click("sam", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    assert team.has_form("sam")


async def test_a_story_told_on_home_says_where_it_goes_and_its_teller_hears_of_it(team: Team) -> None:
    await backoffice(team)
    await team.at_local("16:55")
    await team.click_at_home("ines", "round.tell")
    assert WHERE in words(team.form("ines"))
    await team.submit("ines", text="I sent the refund before she asked")
    heard = team.from_care("@ines")[-1]
    assert words(heard) == (
        "Thank you. Your story is in the round of Monday, in <#CCAREBACKOFFICE>.\nTake it back Add a lesson"
    )
    await team.click("ines", "@ines", heard, "story.undo")
    assert await stories_of(team, BACKOFFICE) == []


async def test_a_story_opened_from_a_draft_elsewhere_says_so_too(team: Team) -> None:
    await backoffice(team)
    await team.command("ines", COFFEE, "/story I sent the refund before she asked")
    await team.click("ines", COFFEE, team.whispers("ines", COFFEE)[-1], "story.retry")
    assert WHERE in words(team.form("ines"))
    await team.submit("ines")
    assert "Your story is on its way to <#CCAREBACKOFFICE>." in words(team.from_care("@ines")[-1])


async def test_a_form_in_the_circles_own_channel_says_nothing_more(team: Team) -> None:
    await open_round(team)
    await team.click("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "round.tell")
    assert "This will stand in" not in words(team.form("jonas"))
    await team.submit("jonas", text="I drove back with the screws")
    assert team.whispers("jonas", FRONTLINE) == team.from_care("@jonas") == []


async def test_who_chooses_the_circle_in_the_form_hears_what_became_of_it(team: Team) -> None:
    await team.set_up()
    await backoffice(team)
    await team.click_at_home("maya", "kudos.start")
    assert "This will stand in" not in words(team.form("maya"))
    await team.submit("maya", receivers=chosen_people("ruth"), reason="for the six cartons")
    assert "Your thanks are on their way to <#CCAREBACKOFFICE>." in words(team.from_care("@maya")[-1])


async def test_kudos_for_a_message_elsewhere_say_where_they_go_and_can_be_taken_back(team: Team) -> None:
    await backoffice(team)
    ts = await team.say("sam", COFFEE, "The parcel was in the wrong van, I have it now")
    await team.shortcut("ines", COFFEE, "kudos.give_for_message", ts)
    assert WHERE in words(team.form("ines"))
    await team.submit("ines")
    heard = team.from_care("@ines")[-1]
    assert "Your thanks are on their way to <#CCAREBACKOFFICE>." in words(heard)
    await team.click("ines", "@ines", heard, "kudos.take_back")
    assert await kudos_of(team, BACKOFFICE) == []


async def test_praise_saved_elsewhere_says_where_it_goes_and_can_be_taken_back(team: Team) -> None:
    await backoffice(team)
    ts = await team.say("sam", COFFEE, "“Your driver came back twice. Thank you!”")
    await team.shortcut("ines", COFFEE, "praise.save_message", ts)
    assert WHERE in words(team.form("ines"))
    await team.submit("ines", about=chosen_people("ruth"))
    heard = team.from_care("@ines")[-1]
    assert words(heard) == ("Thank you. The customer's words are on their way to <#CCAREBACKOFFICE>.\nTake it back")
    await team.click("ines", "@ines", heard, "story.undo")
    assert await stories_of(team, BACKOFFICE) == []


async def test_kudos_for_ones_own_message_leave_open_whom_they_thank(team: Team) -> None:
    await team.set_up()
    ts = await team.say("sam", FRONTLINE, "The parcel was in the wrong van, I have it now")
    await team.shortcut("sam", FRONTLINE, "kudos.give_for_message", ts)
    assert team.filled_in("sam")["receivers"] == []
    assert "wrong van" in team.filled_in("sam")["reason"]

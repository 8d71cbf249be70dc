"""Giving kudos: by command, form, shortcut and mention; to one, several, a group; shown where and as whose."""

import pytest

from careapp.practice.kudos import Kudos
from careapp.store import kudos as all_kudos
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"


async def kudos_of(team: Team, where: str = FRONTLINE) -> list[Kudos]:
    now = team.care.now()
    async with team.care.store.reading() as db:
        return all_kudos.given_between(db, team.channel_id(where), now.replace(year=2000), now)


@pytest.mark.parametrize(
    "typed",
    [
        "/kudos @sam stayed late to fix the order #ownership",
        "/kudos @sam for: stayed late to fix the order #ownership",
        "/care kudos @sam stayed late to fix the order #ownership",
    ],
)
async def test_a_command_thanks_in_the_channel(team: Team, typed: str) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, typed)
    shown = words(team.messages(FRONTLINE)[-1])
    ownership = team.care.library.value_by_tag["ownership"]
    assert shown.startswith(":raised_hands: Jonas Keller thanks <@USAM>")
    assert "stayed late to fix the order" in shown
    assert "#ownership" not in shown
    assert ownership.name in shown
    (kudos,) = await kudos_of(team)
    assert (kudos.receivers, kudos.value_id, kudos.from_manager) == (("USAM",), ownership.id, False)
    assert "Your thanks are on their way." in team.told("jonas", FRONTLINE)


async def test_several_are_thanked_at_once(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @sam, @priya and @maya stayed late")
    assert "thanks <@USAM>, <@UPRIYA> and <@UMAYA>" in words(team.messages(FRONTLINE)[-1])


async def test_a_user_group_is_everybody_in_it(team: Team) -> None:
    await team.set_up()
    await team.command("sam", FRONTLINE, "/kudos @night-shift @jonas kept the chat alive all night")
    (kudos,) = await kudos_of(team)
    assert kudos.receivers == ("UJONAS", "UPRIYA")
    assert "<!subteam" not in str(team.messages(FRONTLINE)[-1])


async def test_a_person_named_in_the_reason_is_no_receiver(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @sam drove to @priya with the spare part")
    (kudos,) = await kudos_of(team)
    assert kudos.receivers == ("USAM",)
    assert "drove to <@UPRIYA> with" in words(team.messages(FRONTLINE)[-1])


async def test_the_bare_command_opens_the_form(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos")
    value = team.care.library.values[0]
    await team.submit("jonas", receivers=chosen_people("sam"), reason="Found the lost parcel", value=choice(value.id))
    shown = words(team.messages(FRONTLINE)[-1])
    assert "thanks <@USAM>" in shown
    assert "Found the lost parcel" in shown
    assert value.name in shown


async def test_half_a_command_opens_the_form_filled_in(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @sam @priya")
    assert team.filled_in("jonas")["receivers"] == ["USAM", "UPRIYA"]
    await team.command("jonas", FRONTLINE, "/kudos found the lost parcel")
    assert team.filled_in("jonas")["reason"] == "found the lost parcel"


async def test_the_message_shortcut_fills_the_form_in(team: Team) -> None:
    await team.set_up()
    said = await team.say("sam", FRONTLINE, "The parcel was in the wrong van, I have it now")
    await team.shortcut("maya", FRONTLINE, "kudos.give_for_message", said)
    form = team.filled_in("maya")
    assert form["receivers"] == ["USAM"]
    assert form["reason"] == "for “The parcel was in the wrong van, I have it now”"
    await team.submit("maya")
    assert "wrong van" in words(team.messages(FRONTLINE)[-1])


async def test_the_shortcut_works_where_care_is_not(team: Team) -> None:
    await team.set_up()
    said = await team.say("sam", "coffee-corner", "The parcel was in the wrong van, I have it now")
    await team.shortcut("maya", "coffee-corner", "kudos.give_for_message", said)
    await team.submit("maya")
    assert "wrong van" in words(team.messages(FRONTLINE)[-1])
    assert team.from_care("coffee-corner") == []


async def test_a_mention_thanks_in_a_thread(team: Team) -> None:
    await team.set_up()
    ts = await team.say("sam", FRONTLINE, "The parcel was in the wrong van")
    await team.say("maya", FRONTLINE, "@Care kudos @sam for finding it", ts)
    assert "thanks <@USAM>" in words(team.messages(FRONTLINE)[-1])
    assert team.whispers("maya", FRONTLINE)[-1]["thread_ts"] == ts


async def test_who_is_not_in_the_channel_hears_by_direct_message(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @ines @sam sent the refund today")
    (message,) = team.from_care("@ines")
    assert "Jonas Keller thanks you" in words(message)
    assert "sent the refund today" in words(message)
    assert "Given in #care-frontline." in words(message)
    assert team.from_care("@sam") == []
    assert "<@UINES> and <@USAM>" in words(team.messages(FRONTLINE)[-1])


async def test_who_joins_the_channel_hears_there(team: Team) -> None:
    await team.set_up()
    await team.invite("maya", FRONTLINE, "ines")
    await team.command("jonas", FRONTLINE, "/kudos @ines sent the refund today")
    assert team.from_care("@ines") == []


async def test_a_manager_is_known_as_such(team: Team) -> None:
    await team.set_up(managers=chosen_people("maya"))
    await team.command("maya", FRONTLINE, "/kudos @sam @ines kept the shop open")
    assert "thanks <@USAM> and <@UINES>  ·  from your manager" in words(team.messages(FRONTLINE)[-1])
    assert "from your manager" in words(team.from_care("@ines")[-1])
    await team.command("sam", FRONTLINE, "/kudos @maya kept the shop open")
    assert "from your manager" not in words(team.messages(FRONTLINE)[-1])


async def test_an_unknown_tag_stays_and_is_told(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @sam stayed late #teamspirit")
    assert "stayed late #teamspirit" in words(team.messages(FRONTLINE)[-1])
    assert "I know no value called #teamspirit; your words were kept as they are." in team.told("jonas", FRONTLINE)


async def test_their_giver_takes_them_back_everywhere(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos @ines @sam sent the refund today")
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "kudos.take_back")
    assert await kudos_of(team) == []
    assert len(team.from_care(FRONTLINE)) == 1
    assert team.from_care("@ines") == []
    assert team.told("jonas", FRONTLINE) == "Taken back."


async def test_app_home_gives_kudos_in_a_circle_of_choice(team: Team) -> None:
    await team.set_up()
    await team.set_up("care-backoffice", who="tomasz")
    await team.click_at_home("maya", "kudos.start")
    chosen = {"receivers": chosen_people("emre"), "circle": choice(team.channel_id("care-backoffice"))}
    await team.submit("maya", reason="learnt the lathe in a week", **chosen)
    assert "thanks <@UEMRE>" in words(team.messages("care-backoffice")[-1])


async def test_the_shortcut_on_a_story_thanks_its_teller_for_it(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", "care-frontline", "/story I drove back with the screws")
    story = team.from_care("care-frontline")[-1]
    await team.shortcut("maya", "care-frontline", "kudos.give_for_message", story["ts"])
    fields = {block["block_id"]: block["element"] for block in team.form("maya")["blocks"] if block["type"] == "input"}
    assert fields["receivers"]["initial_users"] == ["UJONAS"]
    assert fields["reason"]["initial_value"] == "for “I drove back with the screws”"

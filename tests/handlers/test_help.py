"""Help, words that Care does not know, and App Home."""

import pytest

from careapp.handlers.vocabulary import MEANT, VOCABULARY
from tests.team import Team, choice, words

FRONTLINE = "care-frontline"


@pytest.mark.parametrize("typed", ["/care", "/care help", "/care HELP"])
async def test_help_says_what_care_can_do_here(team: Team, typed: str) -> None:
    await team.set_up()
    await team.command("sam", FRONTLINE, typed)
    said = team.told("sam", FRONTLINE)
    assert "Here is what I can do." in said
    assert "5 minutes at 16:55" in said
    for word in ("/story", "/kudos", "/care round", "/care digest", "/care preview", "/care setup", "@Care"):
        assert word in said
    assert said.endswith("Tell a story Give kudos Highlights so far Settings")


async def test_the_buttons_of_help_open_their_forms(team: Team) -> None:
    await team.set_up()
    await team.command("maya", FRONTLINE, "/care")
    shown = team.whispers("maya", FRONTLINE)[-1]
    titles = []
    for action_id in ("round.tell", "kudos.start", "circle.set_up"):
        await team.click("maya", FRONTLINE, shown, action_id)
        titles.append(team.form("maya")["title"]["text"])
    assert titles == ["Tell a story", "Give kudos", "Settings of the circle"]


async def test_help_in_a_channel_without_a_circle_offers_to_set_it_up(team: Team) -> None:
    await team.command("maya", FRONTLINE, "/care")
    assert "This channel is not a circle yet." in team.told("maya", FRONTLINE)
    await team.click("maya", FRONTLINE, team.whispers("maya", FRONTLINE)[-1], "circle.set_up")
    assert team.form("maya")["title"]["text"] == "Set the circle up"


@pytest.mark.parametrize("typed", ["/care dance with <!channel> & me", "@Care dance with <!channel> & me"])
async def test_unknown_words_get_help_not_silence(team: Team, typed: str) -> None:
    await team.set_up()
    if typed.startswith("/"):
        await team.command("sam", FRONTLINE, typed)
    else:
        await team.say("sam", FRONTLINE, typed)
    said = team.told("sam", FRONTLINE)
    asking = typed.split()[0]
    assert said == f"I do not know “dance with &lt;!channel&gt; &amp; me”. `{asking}` shows everything."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stop", "pause"),
        ("Unsubscribe", "pause"),
        ("holiday until monday", "pause"),
        ("VACATION", "pause"),
        ("delete me", "forget me"),
        ("settings", "setup"),
        ("thanks @jonas for the parcel", "kudos"),
        ("PROMPT", "prompts"),
        ("pasue until friday", "pause"),
        ("behaviors", "playbook"),
        ("stats", "health"),
    ],
)
async def test_a_slip_is_answered_with_what_may_be_meant_and_in_short(team: Team, typed: str, meant: str) -> None:
    await team.command("sam", FRONTLINE, f"/care {typed}")
    said = team.told("sam", FRONTLINE)
    assert f"Did you mean `/care {meant}`? `/care` shows everything." in said
    assert "\n" not in said
    assert said.startswith(f"I do not know “{typed.split()[0]}")


def test_everything_that_may_be_meant_is_a_word_that_care_knows_and_no_known_word_is_explained() -> None:
    assert {meant.split()[0] for meant in MEANT.values()} <= set(VOCABULARY)
    assert not set(MEANT) & set(VOCABULARY)
    assert all(word == word.lower() for word in MEANT)


async def test_a_whole_story_after_the_wrong_word_is_given_back(team: Team) -> None:
    story = "I drove back to the bakery " + "with one more of the parcels " * 12 + "at last"
    await team.command("sam", FRONTLINE, f"/care {story}")
    assert story in team.told("sam", FRONTLINE)


async def test_help_says_first_what_everybody_can_do(team: Team) -> None:
    await team.command("sam", FRONTLINE, "/care")
    everybody, leaders = team.told("sam", FRONTLINE).split("For facilitators and managers")
    assert "/care pause" in everybody
    assert not any(word in everybody for word in ("/care round", "/care workshop", "/care setup"))
    assert all(f"/care {word}" in everybody + leaders for word in set(VOCABULARY) - {"story", "kudos", "back", "help"})


async def test_a_mention_alone_gets_help(team: Team) -> None:
    await team.say("sam", FRONTLINE, "@Care")
    assert "Here is what I can do." in team.told("sam", FRONTLINE)


async def test_app_home_shows_ones_circles(team: Team) -> None:
    assert "You are in no circle yet." in words(await team.home("emre"))
    await team.set_up()
    await team.set_up("care-backoffice", who="tomasz")
    emre, maya = words(await team.home("emre")), words(await team.home("maya"))
    assert "Hello Emre Yildiz" in emre
    assert ("<#CCAREBACKOFFICE>" in emre, "<#CCAREFRONTLINE>" in emre) == (True, False)
    assert ("<#CCAREBACKOFFICE>" in maya, "<#CCAREFRONTLINE>" in maya) == (True, True)


async def test_app_home_tells_a_story_in_a_circle_of_choice(team: Team) -> None:
    await team.set_up()
    await team.set_up("care-backoffice", who="tomasz")
    await team.click_at_home("maya", "round.tell")
    await team.submit("maya", text="I moved the rota so that Sam could sleep", circle=choice("CCAREFRONTLINE"))
    assert "I moved the rota" in words(team.messages(FRONTLINE)[-1])


async def test_app_home_in_no_circle_says_what_to_do(team: Team) -> None:
    await team.click_at_home("emre", "round.tell")
    assert not team.has_form("emre")
    assert "You are in no circle yet. Invite me to a channel" in words(team.from_care("@emre")[-1])


async def test_what_was_missed_is_shown_with_its_reason(team: Team) -> None:
    await team.set_up()
    await team.at_local("20:00")
    await team.command("jonas", "care-frontline", "/care")
    missed = ":warning: Missed: the round of Monday, because Care was not awake at 16:55."
    assert missed in team.told("jonas", "care-frontline")
    assert missed in words(await team.home("jonas"))


async def test_only_a_message_that_begins_with_care_is_for_care(team: Team) -> None:
    await team.set_up()
    before = len(team.whispers("jonas", "care-frontline"))
    await team.say("jonas", "care-frontline", "Thanks @Care, that was kind")
    assert len(team.whispers("jonas", "care-frontline")) == before
    await team.say("jonas", "care-frontline", "@Care thanks")
    assert len(team.whispers("jonas", "care-frontline")) == before + 1


async def test_setting_up_in_a_direct_message_points_to_channels(team: Team) -> None:
    await team.sandbox.act("open_home", user="UJONAS", tab="messages")
    await team.settle()
    await team.command("jonas", "@jonas", "/care setup")
    assert "Circles live in channels" in team.told("jonas", "@jonas")

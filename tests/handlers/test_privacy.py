"""The customers' privacy: what could identify them is pointed out and masked, or kept as written, at one tap."""

import pytest

from careapp.demo.replay import person
from careapp.sandbox.faults import refusal
from tests.handlers.test_kudos import kudos_of
from tests.handlers.test_story import open_round, stories_of
from tests.team import Team, choice, chosen_people, words

FRONTLINE = "care-frontline"
PHONE, MAIL = "0171 2345678", "anna@customer.example"
SAID = f"I rang her on {PHONE} and wrote to {MAIL}"
MASKED = "I rang her on [telephone] and wrote to [e-mail]"


def in_database(team: Team, *said: str) -> list[str]:
    """Return which of these words have a byte in Care's database or beside it."""
    database = team.settings.care_database
    beside = [database.with_name(database.name + suffix) for suffix in ("", "-journal", "-wal")]
    kept = b"".join(path.read_bytes() for path in beside if path.exists())
    return [one for one in said if one.encode() in kept]


async def texts(team: Team) -> list[str]:
    return [story.text for story in await stories_of(team)]


@pytest.mark.parametrize("way", ["/story {}", "/care story {}"])
async def test_a_command_is_kept_masked_and_put_back_at_one_tap(team: Team, way: str) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, way.format(SAID))
    assert await texts(team) == [MASKED]
    assert in_database(team, PHONE, MAIL) == []
    assert MASKED in words(team.from_care(FRONTLINE)[-1])
    heard = team.whispers("jonas", FRONTLINE)[-1]
    assert "To protect the customer, I masked this in what I keep:" in words(heard)
    assert f"{PHONE}  →  [telephone]" in words(heard)
    assert "Your own message" not in words(heard)
    await team.click("jonas", FRONTLINE, heard, "privacy.as_written")
    assert await texts(team) == [SAID]
    assert SAID in words(team.from_care(FRONTLINE)[-1])
    now = team.whispers("jonas", FRONTLINE)[-1]
    first_part = "\n".join(words(heard).split("\n")[:2])
    assert words(now) == f"{first_part}\nIt now stands as you wrote it."
    await team.click("jonas", FRONTLINE, now, "story.undo")
    assert await texts(team) == []


async def test_it_is_put_back_also_after_a_restart(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {SAID}")
    await team.stop()
    await team.start()
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "privacy.as_written")
    assert await texts(team) == [SAID]


async def test_a_story_that_has_changed_since_stays_as_it_is(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {SAID}")
    heard = team.whispers("jonas", FRONTLINE)[-1]
    await team.choose("jonas", FRONTLINE, team.from_care(FRONTLINE)[-1], "story.menu", "Change")
    await team.submit("jonas", text="I rang her twice")
    await team.click("jonas", FRONTLINE, heard, "privacy.as_written")
    assert await texts(team) == ["I rang her twice"]
    assert "has changed since" in team.told("jonas", FRONTLINE)


async def test_an_everyday_story_is_kept_without_a_word_about_it(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/story At 16:55 on 22.11.2026 we sent 250 screws for 12,50 EUR")
    assert "To protect the customer" not in team.told("jonas", FRONTLINE)
    assert "250 screws for 12,50 EUR" in (await texts(team))[0]


async def test_a_mention_is_masked_and_its_writer_told_that_their_message_stands(team: Team) -> None:
    await team.set_up()
    await team.say("jonas", FRONTLINE, f"@Care story {SAID}")
    assert await texts(team) == [MASKED]
    assert "Your own message in Slack still shows it" in team.told("jonas", FRONTLINE)
    assert in_database(team, PHONE, MAIL) == []


async def test_a_reply_is_masked_and_an_edit_too(team: Team) -> None:
    round_ts = await open_round(team)
    ts = await team.say("sam", FRONTLINE, SAID, round_ts)
    assert await texts(team) == [MASKED]
    heard = team.whispers("sam", FRONTLINE)[-1]
    assert "I kept this as your story of the day" in words(heard)
    *_, last_masked, own_message, as_written = words(heard).split("\n")
    assert last_masked.endswith("[e-mail]")
    assert (own_message, as_written) == (
        "Your own message in Slack still shows it. You can edit it there.",
        "Keep it as I wrote it",
    )
    await team.edit("sam", FRONTLINE, ts, "I rang her on 030 1234567 instead")
    assert await texts(team) == ["I rang her on [telephone] instead"]
    heard = team.whispers("sam", FRONTLINE)[-1]
    assert words(heard).startswith("I followed your edit.")
    assert heard["thread_ts"] == round_ts
    assert in_database(team, PHONE, MAIL, "030 1234567") == []
    await team.click("sam", FRONTLINE, heard, "privacy.as_written")
    await team.edit("sam", FRONTLINE, ts, "I rang her on 030 1234567, and again")
    assert await texts(team) == ["I rang her on 030 1234567, and again"]  # this was decided on
    await team.edit("sam", FRONTLINE, ts, "I rang her, and again")
    assert await texts(team) == ["I rang her, and again"]


async def test_a_reply_that_was_missed_is_masked_when_it_is_read(team: Team) -> None:
    round_ts = await open_round(team)
    await team.stop()
    await team.sandbox.act("say", user="USAM", channel=team.channel_id(FRONTLINE), text=SAID, thread_ts=round_ts)
    team.sandbox.clock.advance(400)
    await team.start()
    await team.settle()
    assert await texts(team) == [MASKED]
    assert in_database(team, PHONE, MAIL) == []
    assert "I masked this" in team.told("sam", FRONTLINE)


async def test_the_form_asks_before_anything_is_kept_and_masks_at_one_tap(team: Team) -> None:
    await open_round(team)
    await team.command("priya", FRONTLINE, "/story")
    await team.submit(
        "priya", text=SAID, meant="She slept well", lesson=f"Ring {PHONE} first", thanks=chosen_people("sam")
    )
    assert await stories_of(team) == []
    assert "Before I keep it" in words(team.form("priya"))
    assert team.filled_in("priya")["text"] == SAID
    assert team.filled_in("priya")["masking"] == "mask"
    await team.submit("priya")
    assert not team.has_form("priya")
    (story,) = await stories_of(team)
    assert (story.text, story.meant, story.lesson) == (MASKED, "She slept well", "Ring [telephone] first")
    assert [kudos.reason for kudos in await kudos_of(team)] == [MASKED]
    assert in_database(team, PHONE, MAIL) == []


async def test_the_form_keeps_it_as_written_where_its_writer_wants_that(team: Team) -> None:
    await team.set_up()
    await team.command("priya", FRONTLINE, "/story")
    await team.submit("priya", text=SAID)
    await team.submit("priya", masking=choice("as_written"))
    assert await texts(team) == [SAID]


async def test_changing_a_story_asks_about_what_is_new_in_it_alone(team: Team) -> None:
    await team.set_up()
    await team.command("priya", FRONTLINE, "/story")
    await team.submit("priya", text=SAID)
    await team.submit("priya", masking=choice("as_written"))
    shown = team.from_care(FRONTLINE)[-1]
    await team.choose("priya", FRONTLINE, shown, "story.menu", "Change")
    await team.submit("priya", text=f"{SAID}, gladly")
    assert await texts(team) == [f"{SAID}, gladly"]
    await team.choose("priya", FRONTLINE, shown, "story.menu", "Change")
    await team.submit("priya", text=f"{SAID}, about order 4711")
    assert "4711  →  [order number]" in words(team.form("priya"))
    await team.submit("priya")
    assert await texts(team) == [f"{SAID}, about order [order number]"]


async def test_kudos_are_masked_by_command_and_put_back(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/kudos @sam rang {PHONE} for me #ownership")
    (kudos,) = await kudos_of(team)
    assert kudos.reason == "rang [telephone] for me"
    assert in_database(team, PHONE) == []
    await team.click("jonas", FRONTLINE, team.whispers("jonas", FRONTLINE)[-1], "privacy.as_written")
    assert [kudos.reason for kudos in await kudos_of(team)] == [f"rang {PHONE} for me"]
    assert PHONE in words(team.from_care(FRONTLINE)[-1])


async def test_the_form_for_kudos_asks_too(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, "/kudos")
    await team.submit("jonas", receivers=chosen_people("sam"), reason=f"rang {PHONE}")
    assert await kudos_of(team) == []
    await team.submit("jonas")
    assert [kudos.reason for kudos in await kudos_of(team)] == ["rang [telephone]"]


async def test_words_that_lay_in_a_draft_are_masked_there_too(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", "coffee-corner", f"/story {SAID}")
    assert PHONE in team.told("jonas", "coffee-corner")  # no word is lost
    await team.click("jonas", "coffee-corner", team.whispers("jonas", "coffee-corner")[-1], "story.retry")
    await team.submit("jonas")
    await team.submit("jonas")
    assert await texts(team) == [MASKED]
    assert in_database(team, PHONE, MAIL) == []


async def test_kudos_that_are_refused_are_given_back_and_masked_in_the_draft(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/kudos @jonas rang {PHONE}, wrote to {MAIL} #ownership")
    heard = team.whispers("jonas", FRONTLINE)[-1]
    assert f"rang {PHONE}, wrote to {MAIL}" in words(heard)  # no word is lost
    assert in_database(team, PHONE, MAIL) == []
    await team.click("jonas", FRONTLINE, heard, "kudos.retry")
    assert "rang [telephone], wrote to [e-mail]" in str(team.filled_in("jonas")["reason"])


async def test_a_mention_that_is_refused_is_masked_in_the_draft(team: Team) -> None:
    await team.set_up()
    await team.say("jonas", FRONTLINE, f"@Care kudos he wrote to {MAIL}")
    assert MAIL in team.told("jonas", FRONTLINE)
    assert in_database(team, MAIL) == []


async def test_masking_leaves_what_only_looks_alike_in_other_drafts(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", "coffee-corner", f"/story I counted 24711 screws of order 4711 for {MAIL}")
    draft = team.whispers("jonas", "coffee-corner")[-1]
    await team.command("jonas", FRONTLINE, "/story I looked after order no. 4711")
    await team.click("jonas", "coffee-corner", draft, "story.retry")
    assert team.filled_in("jonas")["text"] == f"I counted 24711 screws of order [order number] for {MAIL}"


async def test_a_circle_can_do_without(team: Team) -> None:
    await team.set_up(privacy=choice("none"))
    await team.command("jonas", FRONTLINE, f"/story {SAID}")
    assert await texts(team) == [SAID]
    await team.command("priya", FRONTLINE, "/story")
    await team.submit("priya", text=f"And {SAID}")
    assert len(await texts(team)) == 2
    await team.set_up(privacy=choice("guard"))
    await team.command("sam", FRONTLINE, f"/story {SAID}")
    assert (await texts(team))[-1] == MASKED


async def test_numbers_are_read_as_the_circles_country_and_the_tellers_zone_write_them(team: Team) -> None:
    await team.set_up(country=choice("FR"))
    await team.command("jonas", FRONTLINE, f"/story I rang 01 42 68 53 00 and then {PHONE}")
    assert await texts(team) == ["I rang [telephone] and then [telephone]"]


async def test_a_command_with_more_than_a_button_holds_asks_in_a_form(team: Team) -> None:
    await team.set_up()
    said = "I wrote to " + "\n".join(f"anna{n}@customer.example" for n in range(200))
    await team.command("jonas", FRONTLINE, f"/story {said}")
    assert await stories_of(team) == []
    await team.submit("jonas")
    assert "and 188 more" in words(team.form("jonas"))
    await team.submit("jonas", masking=choice("as_written"))
    assert await texts(team) == [said]


async def test_kudos_with_more_than_a_button_holds_ask_in_a_form(team: Team) -> None:
    await team.set_up()
    said = "wrote to " + " ".join(f"anna{n}@customer.example" for n in range(99))
    await team.command("jonas", FRONTLINE, f"/kudos @sam {said} #ownership")
    assert await kudos_of(team) == []
    await team.submit("jonas")
    await team.submit("jonas", masking=choice("as_written"))
    (kudos,) = await kudos_of(team)
    assert (kudos.receivers, kudos.reason, kudos.value_id) == ((person("sam"),), said, "ownership")


async def test_where_no_form_opens_so_much_is_given_back_and_not_kept(team: Team) -> None:
    await team.set_up()
    said = "\n".join(f"anna{n}@customer.example" for n in range(99))
    team.sandbox.faults.plan("views.open", refusal("expired_trigger_id"))
    await team.command("jonas", FRONTLINE, f"/story I wrote to {said}")
    assert said in team.told("jonas", FRONTLINE)
    assert in_database(team, "anna7@customer.example") == []


async def test_a_mention_with_more_than_a_button_holds_is_masked_and_told(team: Team) -> None:
    await team.set_up()
    await team.say("jonas", FRONTLINE, "@Care story " + "\n".join(f"anna{n}@customer.example" for n in range(200)))
    heard = team.whispers("jonas", FRONTLINE)[-1]
    assert "and 188 more" in words(heard)
    assert "Your own message in Slack still shows it" in words(heard)
    assert "Keep it as I wrote it" not in words(heard)
    assert "@" not in (await texts(team))[0]


async def test_nobody_else_puts_words_into_a_story(team: Team) -> None:
    await team.set_up()
    await team.command("jonas", FRONTLINE, f"/story {SAID}")
    assert team.whispers("sam", FRONTLINE) == []

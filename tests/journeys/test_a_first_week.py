"""A circle's first week, from inviting Care to the digest, as people would go."""

from typing import Any

from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"


async def test_a_first_week(team: Team) -> None:
    await _set_up_by_invitation(team)
    await _tell_in_three_ways(team)
    await _cheer(team)
    await _close(team)
    await _thank(team)
    await _read_back(team)
    await _nothing_is_left_waiting(team)


async def _set_up_by_invitation(team: Team) -> None:
    await team.kick("maya", FRONTLINE, "care")
    await team.invite("maya", FRONTLINE, "care")
    hello = team.from_care(FRONTLINE)[-1]
    assert "Hello, I am Care" in words(hello)
    await team.click("maya", FRONTLINE, hello, "circle.set_up")
    await team.submit("maya", managers=chosen_people("maya", "tomasz"))
    assert "The next round is" in words(team.from_care(FRONTLINE)[-1])


async def _tell_in_three_ways(team: Team) -> None:
    await team.at_local("16:55")
    round_ = team.from_care(FRONTLINE)[-1]
    assert "Share a story" in words(round_)
    assert "5 minutes left" in words(round_)
    await team.command("jonas", FRONTLINE, "/story I drove back to the shop with the missing screws")
    await team.click("priya", FRONTLINE, round_, "round.tell")
    await team.submit(
        "priya", text="I stayed on the chat until her oven worked", meant="She could cook", thanks=chosen_people("ines")
    )
    await team.at_local("16:57")
    reply = await team.say("sam", FRONTLINE, "Rang the man from yesterday to ask if it held", round_["ts"])
    thread = team.messages(FRONTLINE, round_["ts"])
    assert [m["ts"] for m in thread if not m.get("bot_id")] == [reply]
    assert len(team.from_care(FRONTLINE, round_["ts"])) == 2
    assert [r["name"] for r in thread[-1]["reactions"]] == ["green_heart"]
    assert "I stayed on the chat until her oven worked" in words(team.from_care("@ines")[-1])
    open_round = words(_round(team))
    assert "Shared so far: <@UJONAS>, <@UPRIYA> and <@USAM>" in open_round
    assert "3 minutes left" in open_round


async def _cheer(team: Team) -> None:
    for message in team.messages(FRONTLINE, _round(team)["ts"]):
        await team.react("maya", FRONTLINE, message["ts"], "tada")
    await team.react("jonas", FRONTLINE, team.messages(FRONTLINE, _round(team)["ts"])[-1]["ts"], "heart")


async def _close(team: Team) -> None:
    await team.at_local("17:00")
    summary = words(_round(team))
    assert "Our round of Monday, 2 November" in summary
    assert "*3 stories* by 3 people  ·  4 cheers" in summary
    assert "Told by <@UJONAS>, <@UPRIYA> and <@USAM>" in summary
    for n in range(3):
        await team.at_local("16:55", days=1)
        if n != 1:
            await team.command("jonas", FRONTLINE, f"/story I carried the box up, day {n}")
        await team.at_local("17:00")
    assert "*1 story* by 1 person" in words(_round(team))


async def _thank(team: Team) -> None:
    await team.at_local("10:00", days=1)
    await team.command("maya", FRONTLINE, "/kudos @sam @priya kept the late desk alone #ownership")
    assert "from your manager" in words(team.messages(FRONTLINE)[-1])
    await team.command("sam", FRONTLINE, "/kudos @jonas explained the new till twice")


async def _read_back(team: Team) -> None:
    await team.command("priya", FRONTLINE, "/care preview")
    preview = team.told("priya", FRONTLINE)
    await team.at_local("16:00")
    digest = next(words(m) for m in team.from_care(FRONTLINE) if "highlights are here" in m["text"])
    assert [digest.count(f"*<@{who}>*") for who in ("UJONAS", "UPRIYA", "USAM")] == [1, 1, 1]
    assert "She could cook" in digest
    assert "Sam Whitlow thanked Jonas Keller: explained the new till twice" in digest.split("How we cared")[0]
    assert "kept the late desk alone" in digest.split("How we cared for each other")[1]
    assert "5 stories by 3 people  ·  3 thank-yous  ·  4 cheers  ·  3 rounds held" in digest
    assert all(line in preview for line in digest.split("\n"))
    (picture,) = [m for m in team.from_care(FRONTLINE) if m.get("files")]
    assert picture["files"][0]["alt_txt"].startswith("5 stories by 3 people")


async def _nothing_is_left_waiting(team: Team) -> None:
    async with team.care.store.reading() as db:
        assert list(db.query("SELECT key, state FROM posts WHERE state <> 'sent'")) == []
    missed = [row for row in team.sandbox.slack.calls.rows if row["error"]]
    assert [row["name"] for row in missed] == []


def _round(team: Team) -> dict[str, Any]:
    """Return the latest message of Care's that is a round's."""
    key = f"round:{team.channel_id(FRONTLINE)}"
    return next(
        message
        for message in reversed(team.from_care(FRONTLINE))
        if message.get("metadata", {}).get("event_payload", {}).get("key", "").startswith(key)
    )

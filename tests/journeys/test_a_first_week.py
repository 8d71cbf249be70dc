"""A circle's first week, from setting it up to the digest, as people would go."""

from tests.team import Team, words


async def test_a_first_round_told_in_three_ways(team: Team) -> None:
    await team.set_up()
    await team.at_local("16:55")
    round_ = team.from_care("care-frontline")[-1]
    assert "Share a story" in str(round_["blocks"])

    await team.command("jonas", "care-frontline", "/story I drove back to the shop with the missing screws")
    await team.click("priya", "care-frontline", round_, "round.tell")
    await team.submit("priya", text="I stayed on the chat until her oven worked", meant="She could cook")
    reply = await team.say("sam", "care-frontline", "Rang the man from yesterday to ask if it held", round_["ts"])

    thread = team.messages("care-frontline", round_["ts"])
    assert [m["ts"] for m in thread if not m.get("bot_id")] == [reply]
    assert len(team.from_care("care-frontline", round_["ts"])) == 2
    assert [r["name"] for r in thread[-1]["reactions"]] == ["green_heart"]
    open_round = team.messages("care-frontline")[-1]
    assert "Shared so far: <@UJONAS>, <@UPRIYA> and <@USAM>" in words(open_round)

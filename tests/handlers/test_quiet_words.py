"""What people write never becomes live in what Care posts: no broadcast, no group call, no disguised link."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from careapp.demo.replay import person
from tests.handlers.test_story import open_round
from tests.team import Team, chosen_people, words

FRONTLINE = "care-frontline"
# The composer turns the first line into live entities; the second is what somebody might paste.
NASTY = (
    "I told @channel and @here and @everyone and @night-shift in #coffee-corner, see https://example.com/a?b=1&c=2\n"
    "<!channel> <!here|here> <!subteam^SNIGHTSHIFT> <https://evil.example|our shop> &lt;!channel&gt; *b* & @sam done"
)
_LIVE = re.compile(r"<(?!@[UW]\w+>|#C\w+>|!date\^)[^>]*>")


def live(node: Any) -> Iterator[str]:
    """Yield whatever in a message or view would call somebody, or lead elsewhere than it says."""
    if isinstance(node, list):
        for each in node:
            yield from live(each)
    elif isinstance(node, dict):
        if node.get("type") in ("broadcast", "usergroup") or (node.get("type") == "link" and "text" in node):
            yield str(node)
        if node.get("type") == "mrkdwn" or "blocks" in node:
            yield from _LIVE.findall(node["text"] if isinstance(node.get("text"), str) else "")
        for name, each in node.items():
            if name not in ("permalink", "url_private"):
                yield from live(each)


def everything(team: Team) -> list[dict[str, Any]]:
    """Return all that Care has shown to anybody."""
    slack = team.sandbox.slack
    channels = slack.workspace.channels.values()
    shown = [m for channel in channels for m in channel.messages.values() if m.get("bot_id")]
    whispers = [m for channel in channels for theirs in channel.ephemeral.values() for m in theirs.values()]
    views = [view for user_id in slack.workspace.people for view in slack.views.stack_of(user_id)]
    return [*shown, *whispers, *views, *slack.views.homes.values()]


def test_the_net_is_fine_enough() -> None:
    caught = [
        {"type": "mrkdwn", "text": "<!channel>"},
        {"type": "mrkdwn", "text": "see <https://evil.example|our shop>"},
        {"type": "mrkdwn", "text": "<!subteam^S1>"},
        {"type": "broadcast", "range": "channel"},
        {"type": "link", "url": "https://evil.example", "text": "our shop"},
        {"text": "<!here>", "blocks": []},
    ]
    assert [len(list(live(each))) for each in caught] == [1] * len(caught)
    fine = {"type": "mrkdwn", "text": "<@U1> <#C1> <!date^1^{time}|16:55>"}
    assert list(live([fine, {"type": "plain_text", "text": "<!channel>"}, {"type": "text", "text": "<!here>"}])) == []


@pytest.mark.parametrize("way", ["command", "mention", "form"])
async def test_stories_stay_quiet(team: Team, way: str) -> None:
    round_ts = await open_round(team)
    if way == "command":
        await team.command("jonas", FRONTLINE, f"/story {NASTY}")
    elif way == "mention":
        await team.say("jonas", FRONTLINE, f"@Care story {NASTY}", round_ts)
    else:
        await team.command("jonas", FRONTLINE, "/story")
        await team.submit("jonas", text=NASTY, meant=NASTY, lesson=NASTY, thanks=chosen_people("ines"))
    shown = words(team.from_care(FRONTLINE, round_ts)[-1])
    assert "I told @channel and @here and @everyone" in shown
    assert "<!channel>" in shown
    assert "*b* &" in shown
    await team.at_local("16:00", days=4)
    await team.command("sam", FRONTLINE, "/care preview")
    assert [part for each in everything(team) for part in live(each)] == []


async def test_a_reply_and_its_edit_stay_quiet_in_the_digest(team: Team) -> None:
    round_ts = await open_round(team)
    reply = await team.say("sam", FRONTLINE, NASTY, round_ts)
    await team.edit("sam", FRONTLINE, reply, f"Edited: {NASTY}")
    await team.at_local("16:00", days=4)
    digest = next(words(m) for m in team.from_care(FRONTLINE) if "highlights are here" in m["text"])
    assert "Edited: I told @channel" in digest
    assert [part for each in everything(team) for part in live(each)] == []


async def test_a_changed_story_stays_quiet(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.choose("jonas", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1], "story.menu", "Change")
    await team.submit("jonas", text=NASTY * 12)
    await team.choose("sam", FRONTLINE, team.from_care(FRONTLINE, round_ts)[-1], "story.menu", "Read it all")
    assert "<!channel>" in words(team.form("sam"))
    assert [part for each in everything(team) for part in live(each)] == []


@pytest.mark.parametrize("way", ["command", "mention", "form", "shortcut"])
async def test_kudos_stay_quiet(team: Team, way: str) -> None:
    await team.set_up(managers=chosen_people("jonas"))
    if way == "command":
        await team.command("jonas", FRONTLINE, f"/kudos @ines {NASTY}")
    elif way == "mention":
        await team.say("jonas", FRONTLINE, f"@Care kudos @ines {NASTY}")
    elif way == "form":
        await team.command("jonas", FRONTLINE, "/kudos")
        await team.submit("jonas", receivers=chosen_people("ines"), reason=NASTY)
    else:
        said = await team.say("sam", FRONTLINE, NASTY)
        await team.shortcut("jonas", FRONTLINE, "kudos.give_for_message", said)
        await team.submit("jonas", receivers=chosen_people("ines"))
    assert "I told @channel" in words(team.messages(FRONTLINE)[-1])
    assert "I told @channel" in words(team.from_care("@ines")[-1])
    await team.at_local("16:00", days=4)
    assert [part for each in everything(team) for part in live(each)] == []


async def test_words_given_back_stay_quiet(team: Team) -> None:
    await team.set_up()
    for typed in (f"/story {NASTY}", f"/kudos @ines {NASTY}", f"/care {NASTY}"):
        await team.command("jonas", "coffee-corner", typed)
        assert "I told @channel" in team.told("jonas", "coffee-corner")
    assert [part for each in everything(team) for part in live(each)] == []


async def test_a_name_is_no_way_in(team: Team) -> None:
    await team.set_up()
    await team.sandbox.act("person", id=person("jonas"), name="<!channel> & <https://evil.example|Jonas>")
    await team.settle()
    await team.at_local("16:55")
    await team.command("jonas", FRONTLINE, "/story I drove back with the screws")
    await team.command("jonas", FRONTLINE, "/kudos @ines stayed late")
    await team.command("sam", FRONTLINE, "/kudos @sam @jonas @Care stayed late")
    await team.home("jonas")
    await team.sandbox.act("person", id=person("priya"), name="<!here>")
    await team.sandbox.act("person", id=person("priya"), deleted=True)
    await team.settle()
    await team.at_local("16:00", days=4)
    assert [part for each in everything(team) for part in live(each)] == []


async def test_a_person_mentioned_is_that_person_in_every_way(team: Team) -> None:
    round_ts = await open_round(team)
    await team.command("jonas", FRONTLINE, "/story @sam kept the shop open")
    await team.say("maya", FRONTLINE, "@Care story @sam kept the shop open", round_ts)
    await team.command("priya", FRONTLINE, "/kudos @ines helped @sam with the refund")
    assert all("<@USAM> kept" in words(m) for m in team.from_care(FRONTLINE, round_ts))
    assert "helped <@USAM> with" in words(team.messages(FRONTLINE)[-1])

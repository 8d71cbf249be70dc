"""What people do while Care is stopped, and nobody tells it afterwards."""

from careapp.demo.replay import person
from tests.team import Team

FRONTLINE = "care-frontline"


async def away(team: Team) -> None:
    """Stop Care, so that nobody hears what follows."""
    await team.settle()
    await team.stop()
    team.sandbox.clock.advance(90)


async def back(team: Team) -> None:
    """Start Care, after Slack has given up telling of what it did not hear."""
    await team.sandbox.settled()
    team.sandbox.clock.stop()
    team.sandbox.clock.advance(90)
    await team.start()
    await team.settle()


async def do(team: Team, name: str, who: str, /, **what: object) -> str:
    """Do something in Slack that Care does not hear; return its ts."""
    done = await team.sandbox.act(name, user=person(who), channel=team.channel_id(FRONTLINE), **what)
    team.sandbox.clock.advance(1)
    return str(done.get("ts", ""))

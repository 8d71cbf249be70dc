"""Care's copy of people and members keeps up with Slack."""

from careapp.demo.replay import person
from careapp.jobs import person as job
from careapp.sandbox.faults import brake
from careapp.store import person as people
from tests.team import Team

FRONTLINE = "care-frontline"


async def test_people_who_join_change_or_leave_are_known_at_once(team: Team) -> None:
    await team.sandbox.act("person", handle="lena", name="Lena Vogt", zone="Europe/Vienna")
    await team.sandbox.act("person", id=person("sam"), name="Samuel", zone="Pacific/Auckland")
    await team.sandbox.act("person", id=person("emre"), deleted=True)
    await team.settle()
    async with team.care.store.reading() as db:
        known = people.of(db, ["ULENA", "USAM", "UEMRE", "UCARE"])
    assert (known["ULENA"].name, known["ULENA"].zone) == ("Lena Vogt", "Europe/Vienna")
    assert (known["USAM"].name, known["USAM"].zone) == ("Samuel", "Pacific/Auckland")
    assert (known["UEMRE"].is_deleted, known["UCARE"].is_bot) == (True, True)


async def test_what_happened_while_care_was_stopped_is_asked_for(team: Team) -> None:
    await team.set_up()
    await team.stop()
    await team.sandbox.act("person", handle="lena", name="Lena Vogt", zone="Europe/Vienna")
    await team.sandbox.act("invite", user="UMAYA", channel=team.channel_id(FRONTLINE), invitee="ULENA")
    await team.sandbox.act("leave", user="USAM", channel=team.channel_id(FRONTLINE))
    await team.sandbox.settled()
    await team.start()
    async with team.care.store.reading() as db:
        members = people.members(db, team.channel_id(FRONTLINE))
        assert people.of(db, ["ULENA"])["ULENA"].name == "Lena Vogt"
    assert ("ULENA" in members, "USAM" in members) == (True, False)


async def test_a_channel_that_cannot_be_read_does_not_stop_the_others(team: Team) -> None:
    await team.set_up()
    await team.set_up("team-leads")
    await team.kick("maya", "team-leads", "care")
    await team.sandbox.act("leave", user="USAM", channel=team.channel_id(FRONTLINE))
    async with team.care.store.transaction() as db:
        people.join(db, team.channel_id(FRONTLINE), "USAM")
    await job.run(team.care, team.care.now())
    async with team.care.store.reading() as db:
        assert "USAM" not in people.members(db, team.channel_id(FRONTLINE))
        assert "UMAYA" in people.members(db, team.channel_id("team-leads"))


async def test_a_large_workspace_is_read_at_the_pace_that_slack_asks_for(team: Team) -> None:
    team.sandbox.faults.plan("users.list", *[brake(0)] * 2)
    await job.run(team.care, team.care.now())
    async with team.care.store.reading() as db:
        assert people.get(db, "UMAYA")

"""A circle with which all that can come due has just done so, and what became of each kind of it."""

from datetime import date

from careapp.practice.behaviour import Behaviour
from careapp.store import behaviour as behaviours
from tests.team import Team, choice, ticked

FRONTLINE = "care-frontline"
NINE = {"selected_time": "09:00"}
KINDS = {
    "round": "SELECT state, reason FROM rounds WHERE day = '2026-11-06'",
    "digest": "SELECT state, reason FROM digests WHERE week = '2026-W45'",
    "note": "SELECT state, reason FROM care_note_weeks WHERE week = '2026-W45'",
    "pulse": "SELECT state, reason FROM pulses WHERE week = '2026-W45'",
    "lessons": "SELECT state, reason FROM gatherings WHERE month = '2026-11'",
    "week": "SELECT iif(reason = '', 'asked', 'missed'), reason FROM behaviour_weeks WHERE number = 1",
}
DONE = {
    "round": "open",
    "digest": "posted",
    "note": "open",
    "pulse": "open",
    "lessons": "quiet",
    "week": "asked",
}
GONE = "Care is not in the channel any more"


async def just_after_nine(team: Team) -> None:
    """Have all that can come due do so at nine on Friday, the 6th, and stop the clock before a job has looked."""
    await team.set_up(
        time=NINE,
        digest_time=NINE,
        lessons_on=choice("first 5"),
        letters=ticked("care_note"),
        pulse=ticked("ask"),
        pulse_weekday=choice("5"),
        pulse_time=NINE,
    )
    async with team.care.store.transaction() as db:
        what = ("B1", team.channel_id(FRONTLINE), "We call back", date(2026, 10, 30))
        behaviours.add(db, Behaviour(*what))
    await team.at_local("08:59", days=4)
    team.sandbox.clock.advance(80)


async def kept(team: Team) -> dict[str, str]:
    """Return what became of each kind, or why it was missed."""
    async with team.care.store.reading() as db:
        found = {kind: list(db.execute(sql)) for kind, sql in KINDS.items()}
    return {kind: rows[0][1] or rows[0][0] for kind, rows in found.items() if rows}

"""Whatever goes wrong on the way, every post is shown once, in order, with its last words."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careapp.jobs import post as job
from careapp.practice.post import Post
from careapp.sandbox.faults import (
    Fault,
    brake,
    cut_answer,
    cut_json,
    delay,
    landed_late,
    lost_answer,
    lost_call,
    refusal,
    server_error,
    spoilt_answer,
)
from careapp.store import post as posts
from tests.team import Team

FAULTS = {
    "nothing": delay(0),
    "lost call": lost_call(),
    "lost answer": lost_answer(),
    "spoilt answer": spoilt_answer(503),
    "page in place of an answer": spoilt_answer(200),
    "cut json": cut_json(),
    "cut answer": cut_answer(),
    "landed late": landed_late(20),
    "brake": brake(20),
    "failure": refusal("internal_error"),
    "bad gateway": server_error(502),
}
trouble = st.lists(st.sampled_from(sorted(FAULTS)), max_size=5)
_numbers = count()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sending=trouble, looking=trouble, changing=trouble)
async def test_every_post_is_shown_once_in_order_with_its_last_words(
    team: Team, sending: list[str], looking: list[str], changing: list[str]
) -> None:
    for method, faults in (
        ("chat.postMessage", sending),
        ("conversations.history", looking),
        ("chat.update", changing),
    ):
        team.sandbox.faults.plan(method, *_only(faults))
    keys = [f"note:{next(_numbers)}" for _ in range(3)]
    await _write(team, keys, "first words")
    await job.run(team.care, team.care.now())
    await _write(team, keys[:2], "last words")
    await _come_to_rest(team)
    shown = [message["text"] for message in team.from_care("care-frontline")]
    assert shown[-3:] == [f"{keys[0]} last words", f"{keys[1]} last words", f"{keys[2]} first words"]
    assert len(shown) == len({text.split()[0] for text in shown})


async def _write(team: Team, keys: list[str], text: str) -> None:
    async with team.care.store.transaction() as db:
        for key in keys:
            block = {"type": "section", "text": {"type": "plain_text", "text": text}}
            content = {"text": f"{key} {text}", "blocks": [block]}
            posts.put(db, Post(key, "message", team.channel_id("care-frontline"), content))


async def _come_to_rest(team: Team) -> None:
    for _ in range(200):
        team.sandbox.clock.advance(21)
        await job.run(team.care, team.care.now())
        async with team.care.store.reading() as db:
            restless = list(db.query("SELECT key, state, note, not_before FROM posts WHERE state <> 'sent'"))
        if not restless:
            return
    raise AssertionError(restless)


def _only(names: list[str]) -> list[Fault]:
    return [FAULTS[name] for name in names]

"""Random histories in which Care keeps its promises, and broken Cares in which that is noticed."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from slack_sdk.socket_mode.request import SocketModeRequest
from sqlite_utils import Database

from careapp.connection.envelope import Envelopes, Send
from careapp.practice.post import Outcome, Post
from careapp.settings import HOUSE
from careapp.store import post as posts
from careapp.store import round as rounds
from tests.reliability.simulated_history import History
from tests.reliability.simulation import RULES, BrokenPromiseError, run, steps_of, world_of

SOME = range(1, 31)
SOON = range(1, 61)


@pytest.mark.parametrize("seed", SOME)
def test_no_promise_is_broken(seed: int) -> None:
    run(seed)


def test_one_seed_has_one_history() -> None:
    assert run(3) == run(3)
    assert run(3) != run(4)


def test_one_seed_has_one_history_in_every_process() -> None:
    told = [_told_elsewhere(seed=5, hash_seed=number) for number in ("1", "2")]
    assert told[0] == told[1] == run(5)


def test_the_histories_hold_everything_that_can_happen() -> None:
    assert {name for seed in SOME for name, _ in steps_of(seed)} == RULES.keys()


class Machine(RuleBasedStateMachine):
    """The same steps, chosen by Hypothesis, which leaves out of a broken history what does not matter."""

    def __init__(self) -> None:
        super().__init__()
        self._open = contextlib.ExitStack()
        self._history = History(self._open.enter_context(world_of(1)))
        self._runner = self._open.enter_context(asyncio.Runner())
        self._is_broken = False
        self._runner.run(self._history.begin())

    @rule(name=st.sampled_from(sorted(RULES)), seed=st.integers(0, 2**32 - 1))
    def step(self, name: str, seed: int) -> None:
        """Do one thing."""
        self._is_broken = True
        self._runner.run(self._history.step(name, seed))
        self._is_broken = False

    def teardown(self) -> None:
        """Let everything come to rest."""
        with self._open:
            try:
                if not self._is_broken:
                    self._runner.run(self._history.end())
            finally:
                self._runner.run(self._history.world.crash())


TestAnyHistory = Machine.TestCase
TestAnyHistory.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_care_that_sends_again_what_was_cut_short_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posts, "take_up_stranded", _send_again)
    assert "times" in _first_broken(SOON, ("tell", "crash", "moment") * 10)


def test_a_care_that_sends_again_what_was_not_answered_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careapp.jobs.post.after_silence", lambda post, note, now: Outcome("waiting"))
    assert "times" in _first_broken(SOON)


def test_a_care_that_acks_before_it_commits_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Envelopes, "_handle", _ack_first)
    assert "Told(" in _first_broken(SOON, ("tell", "crash", "moment") * 10)


def test_a_care_that_forgets_its_rounds_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "days_since", lambda db, channel_id, since: set())
    assert _first_broken(SOON)


def test_a_broken_history_says_how_to_see_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Envelopes, "_handle", _ack_first)
    told = _first_broken(SOON)
    seed = told.removeprefix("seed ").partition(":")[0]
    assert told.endswith(f"Again: python -m tests.reliability.simulation --seed {seed}")
    assert "meets at" in told


def _first_broken(seeds: Iterable[int], names: Sequence[str] = ()) -> str:
    """Return the first broken history, of steps of these names where any are given; empty where none breaks."""
    for seed in seeds:
        try:
            run(seed, [(name, seed * 100 + n) for n, name in enumerate(names)] or None)
        except BrokenPromiseError as broken:
            return str(broken)
    return ""


def _send_again(db: Database, post: Post) -> None:
    db.table("posts").update(post.key, {"state": "waiting", "not_before": ""})


async def _ack_first(self: Envelopes, request: SocketModeRequest, send: Send) -> None:
    await send({"envelope_id": request.envelope_id})
    await self._answer_to(request)


def _told_elsewhere(seed: int, hash_seed: str) -> list[str]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.reliability.simulation", "--seed", str(seed)],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.splitlines()

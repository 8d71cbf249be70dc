"""The connection to Slack: deaf sockets are noticed and replaced, Slack's troubles waited out, and nothing is lost."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from careapp.app import running
from careapp.connection.link import Patience
from careapp.connection.socket_mode import DeafError, TurnedOffError, back_off
from careapp.demo.replay import person
from careapp.sandbox import Sandbox
from careapp.sandbox.faults import Fault, brake, held_call, lost_call, refusal, server_error
from tests.clocks import Ahead
from tests.handlers.test_story import stories_of
from tests.team import Team

FRONTLINE = "care-frontline"
QUICK = Patience(ping=0.02, silence=0.2, hello=0.2, shortest=0.01, longest=0.05, linger=30, deaf=600)


class Line:
    """What the sandbox sees of the app's sockets: `states` holds after every change whether there was any."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.states: list[bool] = []
        self._mode = sandbox.slack.socket_mode
        self._mode.on_connected = self._note
        self._changed = asyncio.Event()

    def _note(self, connected: bool) -> None:
        self.states.append(connected)
        self._changed.set()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, looking after every change."""
        async with asyncio.timeout(10):
            while not is_so():
                self._changed.clear()
                await self._changed.wait()


def works(team: Team) -> bool:
    """Say whether there is a socket, and none that is mute."""
    return team.sandbox.slack.socket_mode.connected and not team.sandbox.socket_faults.state()["mute"]


@pytest.fixture
async def quick(team: Team) -> Team:
    """A team with a circle whose Care is quick to lose its patience with Slack, and stopped."""
    await team.set_up()
    await team.stop()
    team.patience = QUICK
    return team


@pytest.mark.parametrize("fault", ["silence", "forget_hello"])
async def test_a_socket_that_is_deaf_from_birth_is_replaced(quick: Team, fault: str) -> None:
    line = Line(quick.sandbox)
    getattr(quick.sandbox.socket_faults, fault)(2)
    await quick.start()
    await line.until(lambda: len(line.states) > 2 and works(quick))
    assert (await quick.command("jonas", FRONTLINE, "/story I drove back"))["ok"]
    assert len(await stories_of(quick)) == 1


async def test_a_socket_that_goes_deaf_is_replaced_and_what_was_missed_is_read(quick: Team) -> None:
    await quick.start()
    round_ts = await open_round_again(quick)
    await quick.sandbox.act("settings", ack_seconds=0.05)
    line = Line(quick.sandbox)
    quick.sandbox.socket_faults.mute()
    await quick.sandbox.act("say", **sam(quick), text="Rang the man from yesterday to ask", thread_ts=round_ts)
    await line.until(lambda: bool(line.states) and works(quick))
    await quick.sandbox.act("settings", ack_seconds=3)
    await quick.settle()
    assert [story.teller for story in await stories_of(quick)] == ["USAM"]


def test_as_it_ships_deafness_is_noticed_within_a_minute() -> None:
    usual = Patience()
    assert max(usual.silence, usual.hello) + back_off(1, usual) < 60
    assert usual.deaf == 600


async def test_a_reset_socket_is_replaced_and_what_was_missed_is_read(quick: Team) -> None:
    await quick.start()
    round_ts = await open_round_again(quick)
    await quick.sandbox.act("settings", ack_seconds=0.05)
    line = Line(quick.sandbox)
    quick.sandbox.socket_faults.reset()
    await quick.sandbox.act("say", **sam(quick), text="Rang the man from yesterday to ask", thread_ts=round_ts)
    await line.until(lambda: line.states[-1:] == [True])
    await quick.settle()
    assert len(await stories_of(quick)) == 1


async def test_when_slack_refreshes_the_new_link_comes_before_the_old_one_goes(quick: Team) -> None:
    await quick.start()
    line = Line(quick.sandbox)
    for n in range(6):
        opened = len(line.states)
        await quick.sandbox.act("disconnect", reason="refresh_requested")
        assert (await quick.command("jonas", FRONTLINE, f"/story I drove back, time {n}"))["ok"]
        await line.until(lambda opened=opened: len(line.states) > opened)
        assert (await quick.command("jonas", FRONTLINE, f"/story And again, time {n}"))["ok"]
    assert line.states == [True] * 6
    assert len(await stories_of(quick)) == 12


async def test_an_old_link_goes_after_a_while_without_any_gap(quick: Team) -> None:
    quick.patience = Patience(**{**vars(QUICK), "linger": 0.05})
    await quick.start()
    line = Line(quick.sandbox)
    await quick.sandbox.act("disconnect", reason="warning")
    await line.until(lambda: len(line.states) == 2)
    assert line.states == [True, True]
    assert (await quick.command("jonas", FRONTLINE, "/story I drove back"))["ok"]


TROUBLES = [
    pytest.param([server_error(500), server_error(503)], id="server errors"),
    pytest.param([refusal("internal_error"), lost_call(), lost_call()], id="lost calls"),
    pytest.param([refusal("ratelimited", status=429, retry_after="soon")], id="an unreadable Retry-After"),
    pytest.param([refusal("too_many_open_connections")], id="an unknown refusal"),
]


@pytest.mark.parametrize("troubles", TROUBLES)
async def test_slacks_troubles_at_connecting_are_waited_out(quick: Team, troubles: list[Fault]) -> None:
    line = Line(quick.sandbox)
    quick.sandbox.faults.plan("apps.connections.open", *troubles)
    await quick.start()
    await line.until(lambda: line.states == [True])
    assert (await quick.command("jonas", FRONTLINE, "/story I drove back"))["ok"]


async def test_slack_is_not_asked_again_before_it_said(quick: Team) -> None:
    line = Line(quick.sandbox)
    quick.sandbox.faults.plan("apps.connections.open", brake(1))
    began = time.monotonic()
    await quick.start()
    await line.until(lambda: line.states == [True])
    assert time.monotonic() - began >= 1


async def test_a_socket_too_many_is_tried_again(quick: Team) -> None:
    line = Line(quick.sandbox)
    quick.sandbox.socket_faults.turn_away(3)
    await quick.start()
    await line.until(lambda: line.states == [True])


async def test_rounds_open_in_time_while_only_the_socket_is_in_trouble(quick: Team) -> None:
    quick.sandbox.faults.always("apps.connections.open", server_error(503))
    await quick.start()
    await quick.at_local("16:55")
    assert len(quick.from_care(FRONTLINE)) == 2


async def test_who_is_not_let_in_hears_of_it_at_once(quick: Team) -> None:
    quick.sandbox.faults.plan("apps.connections.open", refusal("invalid_auth"))
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await quick.start()


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_who_is_not_let_in_any_more_gives_up(quick: Team, error: str) -> None:
    await quick.start()
    quick.sandbox.faults.plan("apps.connections.open", refusal(error))
    quick.sandbox.socket_faults.reset()
    with pytest.raises(SlackApiError, match=error):
        await asyncio.wait_for(quick.care.until_given_up(), 10)


async def test_with_socket_mode_turned_off_care_gives_up(quick: Team) -> None:
    await quick.start()
    await quick.sandbox.act("disconnect", reason="link_disabled")
    with pytest.raises(TurnedOffError, match="Socket Mode is turned off"):
        await asyncio.wait_for(quick.care.until_given_up(), 10)


async def test_after_ten_minutes_of_deafness_care_gives_up(quick: Team) -> None:
    quick.patience = Patience(**{**vars(QUICK), "deaf": 0.6})
    quick.sandbox.socket_faults.silence(1000)
    await quick.start()
    with pytest.raises(DeafError, match="Slack has not been heard for"):
        await asyncio.wait_for(quick.care.until_given_up(), 10)


async def test_a_care_that_hears_pongs_is_not_deaf(quick: Team) -> None:
    quick.patience = Patience(**{**vars(QUICK), "deaf": 0.3})
    await quick.start()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(quick.care.until_given_up(), 1)


STRANGE = [
    '{"type": "novelty", "envelope_id": "1", "payload": {"text": "secret words"}}',
    '{"type": "events_api", "envelope_id": "2", "secret": "secret words"}',
    '{"type": "events_api", "envelope_id": "3", "payload": "secret words"}',
    '{"type": "interactive", "envelope_id": 4, "payload": {}}',
    '{"type": {"secret": "words"}, "envelope_id": "5", "payload": {}}',
    '{"type": "events_api", "envelope_id": "6", "payload": {}}',
    '{"type": "slash_commands", "envelope_id": "7", "payload": {"text": "' + "secret words " * 80_000 + '"}}',
    '["secret words"]',
    "secret words",
    "[" * 100_000,
    b'{"type": "events_api", "text": "secret words \xff\xfe"}',
    "",
]


async def test_what_nobody_expects_is_named_by_type_and_does_no_harm(
    quick: Team, caplog: pytest.LogCaptureFixture
) -> None:
    await quick.start()
    line = Line(quick.sandbox)
    caplog.set_level("INFO")
    for strange in STRANGE:
        quick.sandbox.socket_faults.say(strange)
    assert (await quick.command("jonas", FRONTLINE, "/story I drove back"))["ok"]
    assert line.states == []
    assert "an envelope that Care does not know, of type 'novelty'" in caplog.text
    assert "secret words" not in caplog.text


async def test_envelopes_do_not_wait_for_each_other(quick: Team) -> None:
    await quick.start()
    slow = held_call()
    quick.sandbox.faults.plan("views.open", slow)
    opening = asyncio.create_task(quick.command("priya", FRONTLINE, "/story"))
    await slow.held.wait()
    assert (await quick.sandbox.act("command", **sam(quick), command="/story", text="I rang the man"))["ok"]
    slow.release()
    assert (await opening)["ok"]


async def test_an_envelope_in_hand_is_finished_and_acked_when_care_is_stopped(quick: Team) -> None:
    await quick.start()
    slow = held_call()
    quick.sandbox.faults.plan("views.open", slow)
    opening = asyncio.create_task(quick.sandbox.act("command", **sam(quick), command="/story", text=""))
    await slow.held.wait()
    stopping = asyncio.create_task(quick.stop())
    slow.release()
    assert (await opening)["ok"]
    await stopping


async def test_an_envelope_that_comes_five_times_is_done_once(quick: Team) -> None:
    await quick.start()
    quick.sandbox.socket_faults.repeat(5)
    await quick.command("jonas", FRONTLINE, "/kudos @sam stayed late to fix the order")
    await quick.command("maya", FRONTLINE, "/care preview")
    assert len(quick.from_care(FRONTLINE)) == 2
    assert len(quick.whispers("maya", FRONTLINE)) == 1


@pytest.mark.parametrize(("off", "says"), [(90, "90 seconds ahead of"), (-300, "300 seconds behind"), (59, "")])
async def test_a_clock_that_differs_from_slacks_is_told_once(
    quick: Team, caplog: pytest.LogCaptureFixture, off: int, says: str
) -> None:
    line = Line(quick.sandbox)
    async with running(quick.settings, Ahead(quick.sandbox.clock, timedelta(seconds=off)), QUICK):
        await quick.sandbox.act("disconnect", reason="refresh_requested")
        await line.until(lambda: len(line.states) == 2)
    warnings = [row.getMessage() for row in caplog.records if row.levelname == "WARNING"]
    assert [says in warning for warning in warnings] == ([True] if says else [])


@given(st.integers(0, 10_000))
def test_attempts_come_ever_more_seldom_but_at_least_once_a_minute(attempts: int) -> None:
    waited = back_off(attempts, Patience())
    assert waited == 0 if attempts == 0 else 0.5 <= waited <= 60
    assert attempts < 8 or waited >= 30


def sam(team: Team) -> dict[str, str]:
    return {"user": person("sam"), "channel": team.channel_id(FRONTLINE)}


async def open_round_again(team: Team) -> str:
    await team.at_local("16:55")
    return str(team.from_care(FRONTLINE)[-1]["ts"])

"""Whatever goes wrong, crashes and restarts among it: each post is shown once with its last words, or says why not."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careapp import faults
from careapp.demo.replay import channel
from careapp.jobs import post as job
from careapp.practice.post import Post, why_failed, why_not_seen
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

REFUSED = refusal("invalid_blocks")
TROUBLE: dict[str, list[Fault]] = {
    "chat.postMessage": [
        *(delay(0), lost_call(), lost_answer(), spoilt_answer(503), spoilt_answer(200), cut_json(), cut_answer()),
        *(landed_late(20), brake(20), brake("soon"), brake(""), server_error(502)),
        *(refusal("internal_error"), refusal("fatal_error"), refusal("invalid_blocks"), refusal("missing_scope")),
    ],
    "conversations.history": [delay(0), lost_call(), cut_json(), brake(3), server_error(500), refusal("missing_scope")],
    "conversations.replies": [delay(0), lost_answer(), brake(3), refusal("missing_scope")],
    "chat.update": [delay(0), lost_call(), lost_answer(), brake(20), refusal("internal_error")],
}
POINTS = (
    *("post.before_begin", "post.after_begin", "post.before_call", "post.after_call", "post.before_outcome"),
    *("post.after_outcome", "post.before_change", "post.after_change", "lookup.before_call", "lookup.after_call"),
)
# Where each post stands: in which channel, and under which other one.
PLACES = {"one": "care-frontline", "two": "care-frontline", "under one": "care-frontline", "far": "care-backoffice"}

trouble = st.fixed_dictionaries(
    {method: st.lists(st.sampled_from(range(len(kinds))), max_size=4) for method, kinds in TROUBLE.items()}
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.sampled_from(sorted(PLACES))),
        st.tuples(st.just("wait"), st.sampled_from([1, 25, 61])),
        st.tuples(st.just("die"), st.sampled_from(POINTS)),
        st.tuples(st.just("die"), st.sampled_from(POINTS[2:5])),
    ),
    min_size=1,
    max_size=8,
)
_numbers = count()


class Killed(BaseException):
    """The process ends here."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trouble=trouble, steps=steps)
async def test_every_post_is_shown_once_in_order_with_its_last_words_or_says_why_not(
    team: Team, trouble: dict[str, list[int]], steps: list[tuple[str, str | int]]
) -> None:
    history = _History(team, next(_numbers))
    for method, chosen in trouble.items():
        team.sandbox.faults.plan(method, *(TROUBLE[method][n] for n in chosen))
    for place in PLACES:
        await history.say(place)
    for step, what in steps:
        await getattr(history, step)(what)
    await history.come_to_rest()
    is_refused = REFUSED in (TROUBLE["chat.postMessage"][n] for n in trouble["chat.postMessage"])
    await history.check(in_order=not is_refused)  # what was refused goes out behind the others, with new words


class _History:
    def __init__(self, team: Team, number: int) -> None:
        self.team, self.name, self.last, self.version = team, f"history{number}", dict[str, str](), count()

    async def say(self, place: str) -> None:
        text = self.last[place] = f"{self.name} {place}, version {next(self.version)}"
        content = {"text": text, "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text}}]}
        under = self._key("one") if place == "under one" else None
        async with self.team.care.store.transaction() as db:
            posts.put(db, Post(self._key(place), "message", channel(PLACES[place]), content, under))

    async def wait(self, seconds: int) -> None:
        self.team.sandbox.clock.advance(seconds)
        await job.run(self.team.care, self.team.care.now())

    async def die(self, point: str) -> None:
        faults.arm(point, end=_die)
        try:
            await self.wait(1)
            await self.wait(61)
        except Killed:
            pass
        finally:
            faults.disarm()
        await self.team.stop()
        await self.team.start()

    async def come_to_rest(self) -> None:
        for _ in range(300):
            await self.wait(21)
            async with self.team.care.store.reading() as db:
                if not posts.to_do(db, self.team.care.now().replace(year=2030)):
                    return
        raise AssertionError("the posts do not come to rest")

    async def check(self, *, in_order: bool) -> None:
        async with self.team.care.store.reading() as db:
            kept = {place: posts.get(db, self._key(place)) for place in PLACES}
        for place, post in kept.items():
            assert post
            shown = self._shown(place)
            if post.state == "sent":
                assert [message["text"] for message in shown] == [self.last[place]]
            elif post.state == "failed":
                assert shown == []
                assert why_failed(post.note)
            else:
                assert post.state == "unknown"
                assert len(shown) <= 1
                assert why_not_seen(post.note)
        if in_order and all(post and post.state == "sent" for post in kept.values()):
            assert self._shown("one")[0]["ts"] < self._shown("two")[0]["ts"]
            (under,) = self._shown("under one")
            assert under.get("thread_ts", under["ts"]) in (self._shown("one")[0]["ts"], under["ts"])

    def _shown(self, place: str) -> list[dict[str, str]]:
        kept = self.team.sandbox.slack.workspace.channels[channel(PLACES[place])].messages.values()
        return [message for message in kept if str(message.get("text")).startswith(f"{self.name} {place},")]

    def _key(self, place: str) -> str:
        return f"{self.name}:{place}"


def _die() -> None:
    raise Killed

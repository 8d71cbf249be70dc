"""How often Slack may be called: each method by its tier, posts by their channel, on the sandbox's clock."""

import pytest

from careapp.sandbox.clock import Clock
from careapp.sandbox.methods import METHODS
from careapp.sandbox.rate_limits import PER_MINUTE, RateLimits

from .conftest import NOON

TIERED = sorted(name for name, row in METHODS.items() if row.tier in PER_MINUTE)


@pytest.fixture
def limits():
    clock = Clock(NOON)
    clock.freeze()
    return RateLimits(clock)


@pytest.mark.parametrize("name", TIERED)
def test_a_method_may_be_called_as_often_a_minute_as_its_tier_says(limits, name):
    tier = METHODS[name].tier
    assert [limits.wait_for_method(name, tier) for _ in range(PER_MINUTE[tier])] == [0] * PER_MINUTE[tier]
    assert limits.wait_for_method(name, tier) == -(-60 // PER_MINUTE[tier])


@pytest.mark.parametrize(
    ("method", "per_minute", "wait"), [("users.list", 20, "3"), ("team.info", 50, "2"), ("views.publish", 100, "1")]
)
async def test_each_method_has_a_limit_of_its_own_and_says_when_to_come_again(slack, method, per_minute, wait):
    await slack.control("settings", rate_limits=True)
    given = {"user_id": "UMAYA", "view": {"type": "home", "blocks": []}}
    for _ in range(per_minute):
        assert (await slack.app.api_call(method, json=given))["ok"]
    headers = {"Authorization": f"Bearer {slack.sandbox.bot_token}", "Content-Type": "application/json;charset=utf-8"}
    async with slack.http.post(f"{slack.sandbox.url}/api/{method}", json=given, headers=headers) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, wait)
        assert await answer.json() == {"ok": False, "error": "ratelimited"}
    assert (await slack.app.users_info(user="UMAYA"))["ok"]
    await slack.control("clock", advance=int(wait))
    assert (await slack.app.api_call(method, json=given))["ok"]


def test_a_workspace_takes_three_hundred_posts_a_minute_over_all_its_channels(limits):
    assert [limits.wait_for_post(f"C{number}") for number in range(300)] == [0] * 300
    assert limits.wait_for_post("CONEMORE") == 1


async def test_a_shared_file_is_a_post_too(slack):
    await slack.control("settings", rate_limits=True)
    for number in range(3):
        await slack.app.chat_postMessage(channel="CDESK", text=f"{number}")
    announced = await slack.app.files_getUploadURLExternal(filename="a.txt", length=1)
    async with slack.http.post(announced["upload_url"], data=b"a") as answer:
        assert answer.status == 200
    files = [{"id": announced["file_id"]}]
    shared = slack.app.files_completeUploadExternal(files=files, channel_id="CDESK")
    assert await slack.error(shared) == "ratelimited"

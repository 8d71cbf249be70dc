"""What every answer of the Web API has around it: scopes in its headers, cursors, warnings."""

import pytest

from careapp.sandbox.methods import METHODS

from .conftest import NOON, SCOPES, section
from .contract.examples import REFUSED_TO_BOTS, arguments

ALL_SCOPES = [*SCOPES, "users:read.email", "users.profile:read"]
LISTED_AS = {
    "chat.scheduledMessages.list": "scheduled_messages",
    "conversations.history": "messages",
    "conversations.list": "channels",
    "conversations.members": "members",
    "conversations.replies": "messages",
    "users.conversations": "channels",
    "users.list": "members",
}


async def raw(slack, method, token, **given):
    """A call without the SDK: the body of its answer and the scopes in its headers."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
    async with slack.http.post(f"{slack.sandbox.url}/api/{method}", json=given, headers=headers) as answer:
        scopes = {name: value for name, value in answer.headers.items() if "OAuth" in name}
        return await answer.json(), scopes


async def test_headers_say_which_scopes_the_token_has_and_the_method_takes(slack):
    _, scopes = await raw(slack, "users.info", slack.sandbox.bot_token, user="UMAYA")
    assert scopes == {"X-OAuth-Scopes": ",".join(SCOPES), "X-Accepted-OAuth-Scopes": "users:read"}
    _, scopes = await raw(slack, "apps.connections.open", slack.sandbox.app_token)
    assert scopes == {"X-OAuth-Scopes": "connections:write", "X-Accepted-OAuth-Scopes": "connections:write"}


async def test_headers_say_so_where_a_scope_is_missing_too_but_not_to_strangers(start):
    slack = await start(scopes=["commands"])
    body, scopes = await raw(slack, "users.info", slack.sandbox.bot_token, user="UMAYA")
    assert (body["error"], body["needed"], body["provided"]) == ("missing_scope", "users:read", "commands")
    assert scopes == {"X-OAuth-Scopes": "commands", "X-Accepted-OAuth-Scopes": "users:read"}
    assert await raw(slack, "users.info", "xoxb-sandbox-other", user="UMAYA") == (
        {"ok": False, "error": "invalid_auth"},
        {},
    )


@pytest.mark.parametrize("method", [name for name in METHODS if name not in REFUSED_TO_BOTS])
async def test_an_argument_that_slack_does_not_know_changes_nothing(start, method):
    slack = await start(scopes=ALL_SCOPES)
    token = slack.sandbox.app_token if METHODS[method].with_app_token else slack.sandbox.bot_token
    body, _ = await raw(slack, method, token, **await arguments(slack, method), no_such_argument={"a": 1})
    assert body["ok"] is True


def test_every_method_with_pages_is_walked_through_below():
    paged = {name for name, method in METHODS.items() if "cursor" in method.optional}
    assert paged - {"files.info"} == LISTED_AS.keys()  # the pages of files.info are of comments: there are none


async def filled(slack):
    """Several of all that is listed; the arguments that all methods with pages take from here."""
    parent = await slack.say("Question")
    for number in range(4):
        await slack.say(f"Reply {number}", thread_ts=parent)
        await slack.say(f"Message {number}")
        later = int(slack.sandbox.clock.now().timestamp()) + 60 * (number + 1)
        await slack.app.chat_scheduleMessage(channel="CDESK", post_at=later, text=f"Later {number}")
    return {"channel": "CDESK", "ts": parent, "types": "public_channel,private_channel"}


@pytest.mark.parametrize("method", LISTED_AS)
@pytest.mark.parametrize("limit", [1, 2])
async def test_pages_hold_everything_once_in_order(slack, method, limit):
    given = await filled(slack)
    known = {
        key: value for key, value in given.items() if key in (*METHODS[method].required, *METHODS[method].optional)
    }
    whole = (await slack.app.api_call(method, params=known))[LISTED_AS[method]]
    pages, cursor = [], None
    while cursor != "":
        page = await slack.app.api_call(
            method, params=known | {"limit": limit} | ({"cursor": cursor} if cursor else {})
        )
        pages.append(page[LISTED_AS[method]])
        cursor = page.get("response_metadata", {}).get("next_cursor", "")
    assert [each for page in pages for each in page] == whole
    assert len(whole) > 1
    assert all(len(page) == limit for page in pages[:-1])


@pytest.mark.parametrize("method", LISTED_AS)
async def test_a_cursor_of_nobody_and_a_limit_that_is_none_are_refused(slack, method):
    given = await filled(slack)
    assert await slack.error(slack.app.api_call(method, params=given | {"cursor": "bm9ib2R5"})) == "invalid_cursor"
    expected = "invalid_limit" if "invalid_limit" in METHODS[method].errors else "invalid_arguments"
    for limit in ("many", "-1", "1001"):
        assert await slack.error(slack.app.api_call(method, params=given | {"limit": limit})) == expected


async def test_a_text_that_is_cut_is_warned_of(slack):
    long, later = "x" * 40_001, int(NOON.timestamp()) + 60
    posted = await slack.app.chat_postMessage(channel="CDESK", text=long)
    scheduled = await slack.app.chat_scheduleMessage(channel="CDESK", text=long, post_at=later)
    for answer in (posted, scheduled):
        assert answer["warning"] == "message_truncated"
        assert answer["response_metadata"] == {"warnings": ["message_truncated"]}
        assert len(answer["message"]["text"]) == 40_000
    assert "warning" not in (await slack.app.chat_postMessage(channel="CDESK", text="x" * 40_000)).data


async def test_a_refusal_says_in_its_metadata_what_was_wrong(slack):
    body, _ = await raw(slack, "chat.postMessage", slack.sandbox.bot_token, channel="CDESK", blocks=[section("")])
    assert body["error"] == "invalid_blocks"
    assert all(each.startswith("[ERROR] ") for each in body["response_metadata"]["messages"])


@pytest.mark.parametrize(
    ("kind", "body", "warnings"),
    [
        ("application/json", b'{"channel": "CDESK", "text": "Hi"}', ["missing_charset"]),
        ("application/json;charset=utf-8", b'{"channel": "CDESK", "text": "Hi"}', []),
        ("application/x-www-form-urlencoded", b"channel=CDESK&text=Hi", []),
        ("application/x-www-form-urlencoded;charset=utf-8", b"channel=CDESK&text=Hi", ["superfluous_charset"]),
        ("application/json", b'{"channel": "CDESK"}', ["missing_charset"]),
        (
            "application/json",
            b'{"channel": "CDESK", "text": "%s"}' % (b"x" * 40_001),
            ["message_truncated", "missing_charset"],
        ),
    ],
    ids=["no charset", "charset", "form", "form with charset", "refused", "two at once"],
)
async def test_a_charset_that_is_missing_or_too_much_is_warned_of(slack, kind, body, warnings):
    headers = {"Authorization": f"Bearer {slack.sandbox.bot_token}", "Content-Type": kind}
    async with slack.http.post(f"{slack.sandbox.url}/api/chat.postMessage", data=body, headers=headers) as answer:
        said = await answer.json()
    assert said["ok"] is (b"text" in body)
    assert said.get("response_metadata", {}).get("warnings", []) == warnings
    assert said.get("warning", "") == ",".join(warnings)

"""Menus of people and places: what none of them offers is refused in a sentence, ids that are no text too."""

import pytest

from careapp.sandbox import ControlError

KINDS = {
    "users": ("users_select", "selected_user"),
    "many": ("multi_users_select", "selected_users"),
    "places": ("conversations_select", "selected_conversation"),
}
ACT = {"user": "UMAYA", "channel": "CDESK", "block_id": "b"}


@pytest.fixture
async def ts(slack):
    """A message with all these menus."""
    elements = [{"type": kind, "action_id": each} for each, (kind, _) in KINDS.items()]
    blocks = [{"type": "actions", "block_id": "b", "elements": elements}]
    return (await slack.app.chat_postMessage(channel="CDESK", text="Whom?", blocks=blocks))["ts"]


def choose(slack, ts, name, chosen, values=None):
    """Lets Maya choose in that message."""
    kind, field = KINDS[name]
    element = {"type": kind, field: chosen}
    return slack.sandbox.act("action", **ACT, message_ts=ts, action_id=name, element=element, values=values)


@pytest.mark.parametrize(
    ("name", "chosen", "sentence"),
    [
        ("users", "UNOBODY", "There is no person UNOBODY."),
        ("many", ["UMAYA", "UNOBODY"], "There is no person UNOBODY."),
        ("many", [{"id": "UMAYA"}], "There is no person {'id': 'UMAYA'}."),
        ("many", [["UMAYA"]], "There is no person ['UMAYA']."),
        ("places", "CSECRET", "Maya Lind sees no channel CSECRET."),
        ("places", "CNOWHERE", "Maya Lind sees no channel CNOWHERE."),
    ],
)
async def test_what_no_menu_offers_is_refused(slack, ts, name, chosen, sentence):
    with pytest.raises(ControlError) as refusal:
        await choose(slack, ts, name, chosen)
    assert refusal.value.sentence == sentence


async def test_what_stands_beside_it_is_refused_as_well(slack, ts):
    for beside in ({"selected_user": "UNOBODY"}, {"selected_user": "UTOM", "selected_channel": {"id": "CDESK"}}):
        with pytest.raises(ControlError, match=r"UNOBODY|sees no channel"):
            await choose(slack, ts, "many", ["UTOM"], {"b": {"users": beside}})


async def test_what_a_menu_offers_reaches_the_app(slack, ts):
    socket = await slack.socket()
    payload = await socket.acked(choose(slack, ts, "many", ["UTOM", "UADA"], {"b": {"places": {}}}))
    assert payload["actions"][0]["selected_users"] == ["UTOM", "UADA"]

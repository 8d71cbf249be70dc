"""views.*: triggers, the stack of modals, hashes, kept inputs and App Home."""

import pytest

from .conftest import actions, button, home, modal, section, text_input


async def trigger(slack, socket, user="UMAYA"):
    """A fresh trigger id: a person types a command and it is acked."""
    typed = slack.sandbox.act("command", user=user, channel="CDESK", command="/help", text="")
    return (await socket.acked(typed))["trigger_id"]


@pytest.fixture
async def socket(slack):
    return await slack.socket()


async def test_a_modal_opens_for_the_person_of_the_trigger(slack, socket):
    opened = await slack.app.views_open(trigger_id=await trigger(slack, socket), view=modal(section()))
    view = opened["view"]
    assert (view["type"], view["callback_id"], view["previous_view_id"]) == ("modal", "form", None)
    assert (view["root_view_id"], view["app_id"], view["bot_id"]) == (view["id"], "AHELPER", "BHELPER")
    assert view["blocks"][0]["block_id"]
    assert [each["id"] for each in (await slack.get("state", user="UMAYA"))["views"]] == [view["id"]]
    assert (await slack.get("state", user="UTOM"))["views"] == []


async def test_a_trigger_lasts_three_seconds(slack, socket):
    trigger_id = await trigger(slack, socket)
    await slack.control("clock", advance=3.1)
    late = slack.app.views_open(trigger_id=trigger_id, view=modal(section()))
    assert await slack.error(late) == "expired_trigger_id"


async def test_a_trigger_is_good_once(slack, socket):
    trigger_id = await trigger(slack, socket)
    await slack.app.views_open(trigger_id=trigger_id, view=modal(section()))
    again = slack.app.views_open(trigger_id=trigger_id, view=modal(section()))
    assert await slack.error(again) == "exchanged_trigger_id"


async def test_a_refused_view_leaves_the_trigger_unused(slack, socket):
    trigger_id = await trigger(slack, socket)
    refusal = await slack.refused(slack.app.views_open(trigger_id=trigger_id, view=modal(section("x" * 3001))))
    assert refusal["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] failed to match all allowed schemas [json-pointer:/view/blocks/0/text]",
        "[ERROR] must be less than 3001 characters [json-pointer:/view/blocks/0/text/text]",
    ]
    assert (await slack.app.views_open(trigger_id=trigger_id, view=modal(section())))["ok"]


async def test_made_up_triggers_are_refused(slack):
    unknown = slack.app.views_open(trigger_id="1.2.abc", view=modal(section()))
    assert await slack.error(unknown) == "invalid_trigger_id"
    refusal = await slack.refused(slack.app.views_open(trigger_id="nonsense", view=modal(section())))
    assert (refusal["error"], refusal["response_metadata"]["messages"]) == (
        "invalid_arguments",
        ["[ERROR] invalid `trigger_id`"],
    )


async def test_three_modals_stack_and_no_more(slack, socket):
    first = (await slack.app.views_open(trigger_id=await trigger(slack, socket), view=modal(section())))["view"]
    second = (await slack.app.views_push(trigger_id=await trigger(slack, socket), view=modal(section())))["view"]
    assert (second["previous_view_id"], second["root_view_id"]) == (first["id"], first["id"])
    await slack.app.views_push(trigger_id=await trigger(slack, socket), view=modal(section()))
    fourth = slack.app.views_push(trigger_id=await trigger(slack, socket), view=modal(section()))
    assert await slack.error(fourth) == "push_limit_reached"
    assert len((await slack.get("state", user="UMAYA"))["views"]) == 3


async def test_a_push_needs_an_open_modal(slack, socket):
    push = slack.app.views_push(trigger_id=await trigger(slack, socket), view=modal(section()))
    assert await slack.error(push) == "not_found"


async def test_inputs_keep_their_state_where_both_ids_stay(slack, socket):
    view = modal(actions(button()), text_input("story", "text"), text_input("lesson", "text"))
    opened = (await slack.app.views_open(trigger_id=await trigger(slack, socket), view=view))["view"]
    typed = {
        "story": {"text": {"type": "plain_text_input", "value": "We drove back"}},
        "lesson": {"text": {"value": "Ask"}},
    }
    click = slack.sandbox.act(
        "action", user="UMAYA", view_id=opened["id"], block_id="row", action_id="go", element={}, values=typed
    )
    payload = await socket.acked(click)
    assert payload["view"]["state"]["values"]["story"]["text"] == {
        "type": "plain_text_input",
        "value": "We drove back",
    }
    initial = text_input("lesson2", "text", element={"initial_value": "Listen"})
    changed = modal(text_input("story", "text"), text_input("lesson", "other"), initial)
    updated = (await slack.app.views_update(view_id=opened["id"], view=changed))["view"]
    assert {name: next(iter(state.values()))["value"] for name, state in updated["state"]["values"].items()} == {
        "story": "We drove back",
        "lesson": None,
        "lesson2": "Listen",
    }


async def test_an_update_with_an_old_hash_conflicts(slack, socket):
    view = modal(section(), external_id="mine")
    opened = (await slack.app.views_open(trigger_id=await trigger(slack, socket), view=view))["view"]
    update = {"external_id": "mine", "view": view}
    updated = (await slack.app.views_update(**update, hash=opened["hash"]))["view"]
    assert updated["hash"] != opened["hash"]
    assert await slack.error(slack.app.views_update(**update, hash=opened["hash"])) == "hash_conflict"


async def test_updates_need_a_view_that_is_open(slack, socket):
    assert await slack.error(slack.app.views_update(view_id="V9", view=modal(section()))) == "not_found"
    unnamed = slack.app.api_call("views.update", json={"view": modal(section())})
    assert await slack.error(unnamed) == "invalid_arguments"
    opened = (await slack.app.views_open(trigger_id=await trigger(slack, socket), view=modal(section())))["view"]
    other = slack.app.views_update(view_id=opened["id"], view=home(section()))
    assert await slack.error(other) == "invalid_arguments"


async def test_an_external_id_belongs_to_one_view(slack, socket):
    view = modal(section(), external_id="mine")
    await slack.app.views_open(trigger_id=await trigger(slack, socket), view=view)
    second = slack.app.views_open(trigger_id=await trigger(slack, socket, "UTOM"), view=view)
    assert await slack.error(second) == "duplicate_external_id"


async def test_views_have_their_limits(slack, socket):
    async def messages(view):
        return (await slack.refused(slack.app.views_open(trigger_id="1.2.a", view=view)))["response_metadata"][
            "messages"
        ]

    assert "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]" in await messages(
        modal(*[section()] * 101)
    )
    assert "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]" in await messages(
        modal(section(), title={"type": "plain_text", "text": "x" * 25})
    )
    assert "[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]" in await messages(
        modal(section(), private_metadata="x" * 3001)
    )
    assert "[ERROR] invalid additional property: submit_disabled [json-pointer:/view]" in await messages(
        modal(section(), submit_disabled=True)
    )
    unsent = modal(text_input())
    del unsent["submit"]
    assert await messages(unsent) == [
        "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"
    ]
    large = modal(*[section("x" * 2999) for _ in range(90)])
    assert await slack.error(slack.app.views_open(trigger_id="1.2.a", view=large)) == "view_too_large"


async def test_a_home_is_published_and_published_again(slack):
    first = (await slack.app.views_publish(user_id="UMAYA", view=home(section("One"))))["view"]
    second = (await slack.app.views_publish(user_id="UMAYA", view=home(section("Two")), hash=first["hash"]))["view"]
    assert second["id"] == first["id"]
    stale = slack.app.views_publish(user_id="UMAYA", view=home(section()), hash=first["hash"])
    assert await slack.error(stale) == "hash_conflict"
    shown = (await slack.get("home", user="UMAYA"))["view"]
    assert shown["blocks"][0]["text"]["text"] == "Two"
    assert (await slack.get("home", user="UTOM"))["view"] is None


async def test_a_home_is_for_people_who_are_here_and_apps_with_the_tab(slack, start):
    nobody = slack.app.views_publish(user_id="UNOBODY", view=home(section()))
    assert await slack.error(nobody) == "invalid_arguments"
    assert await slack.error(slack.app.views_publish(user_id="UMAYA", view=modal())) == "invalid_arguments"
    without = await start(app_home={"home_tab_enabled": False})
    assert await without.error(without.app.views_publish(user_id="UMAYA", view=home())) == "not_enabled"

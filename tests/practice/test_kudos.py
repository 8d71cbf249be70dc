"""Kudos as people type them, and whom they reach."""

import pytest

from careapp.practice.kudos import (
    LARGEST_GROUP,
    LONGEST_REASON,
    check_group,
    check_reason,
    check_receivers,
    left_out,
    parse_kudos,
)
from careapp.practice.refusal import CareError
from tests.practice.made import kudos, person

ONE, BOTH = ["UONE"], ["UONE", "UTWO"]
TYPED = [
    ("<@UONE> stayed late", ONE, "stayed late"),
    ("  <@UONE>   stayed late  ", ONE, "stayed late"),
    ("<@UONE>: stayed late", ONE, "stayed late"),
    ("<@UONE>, stayed late", ONE, "stayed late"),
    ("<@UONE> - stayed late", ONE, "stayed late"),
    ("<@UONE> – stayed late", ONE, "stayed late"),
    ("<@UONE>stayed late", ONE, "stayed late"),
    ("<@UONE> for staying late", ONE, "staying late"),
    ("<@UONE> FOR staying late", ONE, "staying late"),
    ("<@UONE> forever grateful", ONE, "forever grateful"),
    ("to <@UONE> for staying late", ONE, "staying late"),
    ("<@UONE> <@UTWO> stayed late", BOTH, "stayed late"),
    ("<@UONE><@UTWO> stayed late", BOTH, "stayed late"),
    ("<@UONE>, <@UTWO> stayed late", BOTH, "stayed late"),
    ("<@UONE> and <@UTWO> stayed late", BOTH, "stayed late"),
    ("<@UONE>, and <@UTWO>: stayed late", BOTH, "stayed late"),
    ("<@UONE> & <@UTWO> stayed late", BOTH, "stayed late"),
    ("<@UONE> + <@UTWO> stayed late", BOTH, "stayed late"),
    ("<@UONE>\n<@UTWO>\nstayed late\nand smiled", BOTH, "stayed late\nand smiled"),
    ("<@UONE> <@UONE> stayed late", ONE, "stayed late"),
    ("<@UONE> helped <@UTWO> with the order", ONE, "helped <@UTWO> with the order"),
    ("<@UONE> stayed late #ownership", ONE, "stayed late #ownership"),
    ("<@W12AB> stayed late", ["W12AB"], "stayed late"),
    ("thanks <@UONE> and <@UTWO> for the help", BOTH, "thanks <@UONE> and <@UTWO> for the help"),
    ("stayed late, <@UONE>!", ONE, "stayed late, <@UONE>!"),
    ("<@UONE>", ONE, ""),
    ("<@UONE> <@UTWO>", BOTH, ""),
    ("stayed late", [], "stayed late"),
    ("@one stayed late", [], "@one stayed late"),
    ("<@uone> stayed late", [], "stayed late"),
    ("", [], ""),
    ("   ", [], ""),
]


@pytest.mark.parametrize(("typed", "receivers", "reason"), TYPED)
def test_the_people_named_first_are_thanked_and_the_rest_is_the_reason(
    typed: str, receivers: list[str], reason: str
) -> None:
    assert parse_kudos(typed) == (receivers, reason)


def test_a_long_line_of_names_is_taken_apart_at_once() -> None:
    names = [f"U{n}" for n in range(500)]
    typed = " and ".join(f"<@{name}>" for name in names)
    assert parse_kudos(typed + ", " * 2000 + "x")[0] == names


@pytest.mark.parametrize("reason", ["", "  ", ":tada:", "🎉", "<@UONE>", "!!!"])
def test_kudos_need_a_reason_in_words(reason: str) -> None:
    with pytest.raises(CareError) as refusal:
        check_reason(reason)
    assert (refusal.value.field, refusal.value.words) == ("reason", reason)


def test_a_reason_has_room_and_an_end() -> None:
    assert check_reason("a" * LONGEST_REASON) == "a" * LONGEST_REASON
    with pytest.raises(CareError, match="3,001 characters") as refusal:
        check_reason("a" * (LONGEST_REASON + 1))
    assert len(refusal.value.words) == LONGEST_REASON + 1


PEOPLE = {
    who.user_id: who
    for who in (
        person("UME"),
        person("UONE"),
        person("UTWO"),
        person("UGONE", is_deleted=True),
        person("UBOT", is_bot=True),
        person("UGUEST", is_guest=True),
    )
}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (["UONE"], ["UONE"]),
        (["UTWO", "UONE", "UTWO"], ["UTWO", "UONE"]),
        (["UME", "UONE"], ["UONE"]),
        (["UBOT", "UGONE", "UONE", "UME"], ["UONE"]),
        (["UGUEST"], ["UGUEST"]),
        (["USTRANGER"], ["USTRANGER"]),
        (["UGONE", "USTRANGER"], ["USTRANGER"]),
    ],
)
def test_kudos_reach_whom_they_can(asked: list[str], kept: list[str]) -> None:
    assert check_receivers("UME", asked, PEOPLE) == kept
    assert left_out(asked, kept) == [who for who in dict.fromkeys(asked) if who not in kept]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ([], "Whom would you like to thank"),
        (["UME"], "Kudos are for someone else"),
        (["UME", "UBOT"], "Kudos are for someone else"),
        (["UGONE"], "<@UGONE> has left the workspace"),
        (["UBOT"], "<@UBOT> is an app"),
        (["UBOT", "UGONE"], "<@UBOT> is an app"),
    ],
)
def test_where_nobody_is_reached_a_kind_sentence_says_why_and_gives_the_words_back(
    asked: list[str], sentence: str
) -> None:
    with pytest.raises(CareError, match=sentence) as refusal:
        check_receivers("UME", asked, PEOPLE, words="stayed late")
    assert (refusal.value.words, refusal.value.about, refusal.value.field) == ("stayed late", "kudos", "receivers")


def test_a_group_is_thanked_up_to_a_size() -> None:
    members = [f"U{n}" for n in range(LARGEST_GROUP)]
    assert check_group(members) == members
    with pytest.raises(CareError, match="That group has 51 people") as refusal:
        check_group([*members, "UONE"], words="everybody stayed late")
    assert refusal.value.words == "everybody stayed late"


def test_kudos_have_their_key_for_ever() -> None:
    assert kudos(3).key == "kudos:3"

"""What could identify a customer is found and masked; prices, times, dates and quantities are left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careapp.practice.identifying import identifying
from careapp.practice.privacy import Masked, mask, put_back, regions_of
from tests.practice.hostile import corpus

REGIONS = ("DE", "US")
IDENTIFYING = {
    "write to anna.k@example.co.uk please": "write to [e-mail] please",
    "a@b.de,c@d.de": "[e-mail],[e-mail]",
    "mail:anna+shop@example.com.": "mail:[e-mail].",
    "see https://a.example/?to=anna@example.com": "see https://a.example/?to=[e-mail]",
    "anna@exämple.de": "[e-mail]",
    "0171 2345678": "[telephone]",
    "her number is 0171/2345678.": "her number is [telephone].",
    "call 030 1234567 at once": "call [telephone] at once",
    "he rang twice, 2 030 1234567": "he rang twice, 2 [telephone]",
    "(030) 123 45 67": "[telephone]",
    "+49 (0)171 2345678": "[telephone]",
    "+1 202-555-0123, at 16:55": "[telephone], at 16:55",
    "(415) 555-2671": "[telephone]",
    "030 1234567 030 1234568 030 1234569 030 1234560": "[telephone] [telephone] [telephone] [telephone]",
    "customer number 030 1234567": "customer number [telephone]",
    "4111 1111 1111 1111": "[card]",
    "4111-1111-1111-1111 12/27": "[card] 12/27",
    "amex 3782 822463 10005": "amex [card]",
    "paid with 5555555555554444.": "paid with [card].",
    "DE89 3704 0044 0532 0130 00 and more": "[account] and more",
    "de89370400440532013000": "[account]",
    "GB82 WEST 1234 5698 7654 32": "[account]",
    "NL91ABNA0417164300": "[account]",
    "AB12345 came": "[order number] came",
    "AB-4711": "[order number]",
    "#12345": "[order number]",
    "order 4711 was late": "order [order number] was late",
    "her order 4711…": "her order [order number]…",
    "Order no. 815": "Order no. [order number]",
    "order number: 88123": "order number: [order number]",
    "Order #4711: done": "Order [order number]: done",
    "invoice 2026-0815": "invoice [order number]",
    "ticket INC0012345": "ticket [order number]",
    "booking reference X7K9Q2": "booking reference [order number]",
    "PO 12345": "PO [order number]",
    "the parcel 00340434161094042557 came": "the parcel [order number] came",
    "00340434161094042557 and 1Z999AA10123456784": "[order number] and [order number]",
    "orders 4711, 4712 and 4713": "orders [order number], [order number] and [order number]",
    "order 4711 was late; I looked 4711 up": "order [order number] was late; I looked [order number] up",
    "#4711, see https://shop.example/4711/track": "[order number], see https://shop.example/[order number]/track",
    "order 1000 was 1000 EUR": "order [order number] was 1000 EUR",
    "order 4711 and 2500 screws": "order [order number] and 2500 screws",
    "the order (4711) came": "the order ([order number]) came",
    "_order 4711_ and order `4712`": "_order [order number]_ and order `[order number]`",
    "order no.\n4711": "order no.\n[order number]",
    "order n° 4711": "order n° [order number]",
    "order ４７１１ was late": "order [order number] was late",
    "anna＠customer.example": "[e-mail]",
    "anna [at] customer.example": "[e-mail]",
    "０１７１ ２３４５６７８": "[telephone]",
    "٠١٧١ ٢٣٤٥٦٧٨": "[telephone]",
    "0171\u202f2345678": "[telephone]",
    "0171\u20112345678": "[telephone]",
    "https://wa.me/491712345678": "https://wa.me/[telephone]",
    "https://a.example/call?tel=%2B491712345678": "https://a.example/call?tel=%2B[telephone]",
    "4111\u202f1111\u202f1111\u202f1111": "[card]",
    "4111  1111  1111  1111": "[card]",
    "4111.1111.1111.1111": "[card]",
    "4111 1111\n1111 1111": "[card]",
    "DE89 3704 0044\n0532 0130 00": "[account]",
    "DE89.3704.0044.0532.0130.00": "[account]",
    "de89 3704 0044 0532 0130 00": "[account]",
    "RB123456789DE": "[order number]",
}
EVERYDAY = [
    *("16:55", "16:55:30", "10:00-18:00", "10.00 - 18.00", "24/7", "9-5", "45 minutes"),
    *("22.11.2026", "2026-11-22", "11/22/2026", "22. 11. 2026", "24.12.", "2026-11-22T16:55", "21.11.2026 16:55"),
    *("2026", "2019-2026", "2019–2026", "2019 to 2026", "Q4 2026", "#2026", "order 2026", "KW 47"),
    *("12,50 EUR", "€1.299,00", "$1,234.56", "1 299 000 €", "1.234.567,89 EUR", "2 500 000 euros", "1,000,000"),
    *("25%", "99.5 %", "100 per cent"),
    *("12 000 screws", "250 pieces", "5000 kg", "12345 screws", "1000000 pieces", "120x60x40", "5 x 20", "100.000 km"),
    *("we order 2500 screws", "to order 2500", "I ordered 2500 screws", "order 2500 screws", "3 orders", "case 3"),
    *("#1", "#12", "#ownership", "CO2", "B2B", "ISO 9001", "DIN A4", "EN 50126", "version 3.11.2", "192.168.0.1"),
    *("room 4711", "6 of 7", "1200 2400 3600", "size 38-40", "52.520008, 13.404954", "1600 Pennsylvania Avenue"),
    *("orders 2025", "customers 12345 so far", "tickets 1500 in all", "deliveries 1200 this year", "order 1000 more"),
    *("EUR12345", "10.000 m²", "4111\n1111\n1111\n1111", "650.000.000.000.000", "Room 12-04", "M8x40", "RFC 2119"),
    *("D-10115 Berlin", "90210", "foo@bar", "5 @ 20 each", "@Care", "[telephone]"),
    *(
        "<@U0123456789>",
        "<@UAB12345>",
        ":100:",
        ":tada:",
        "https://acme.slack.com/archives/C012AB3CD/p1699999999123456",
    ),
]
# Each of them asks as much as it can of one of the patterns.
ASKING_MUCH = [
    *("1 ", "11 ", "123 ", "1234 ", "1-", "(1", "+1", "1.1", "1:1", "€1 ", "0 ", "030 1234567 ", "+49 171 2345678 "),
    *(
        "a@",
        "a.a@a.a",
        "@",
        ".",
        "DE12 ",
        "DE89370400440532013000 ",
        "4111 1111 1111 1111 ",
        "order 12-",
        "order ",
        "#1",
        "order no. 11 ",
        "order no. 4711 22-33 ",
        "order 11 22 33 screws ",
        "orders 4711, ",
        "48-72 ",
        "1Z 9 ",
        "RB 123 456 789 ",
    ),
]


@pytest.mark.parametrize("said", IDENTIFYING)
def test_what_could_identify_a_customer_is_masked(said: str) -> None:
    assert mask(said, REGIONS).text == IDENTIFYING[said]


@pytest.mark.parametrize("regions", [("DE",), ("US",), ("GB",), ("FR", "CH"), ("NP",), ()], ids="-".join)
@pytest.mark.parametrize("said", EVERYDAY)
def test_what_is_everyday_is_no_alarm(said: str, regions: tuple[str, ...]) -> None:
    assert mask(f"We met {said} again", regions) == Masked(f"We met {said} again")


@pytest.mark.parametrize(
    ("said", "regions"),
    [
        ("01 42 68 53 00", ("FR",)),
        ("020 7946 0958", ("GB",)),
        ("044 668 18 00", ("CH",)),
        ("01-4123456", ("NP",)),
        ("+33 1 42 68 53 00", ()),
    ],
)
def test_a_telephone_number_is_read_as_it_is_written_in_the_country(said: str, regions: tuple[str, ...]) -> None:
    assert mask(f"call {said} today", regions).text == "call [telephone] today"


def test_without_a_country_only_international_numbers_are_found() -> None:
    assert mask("call 030 1234567 or +49 30 1234567").text == "call 030 1234567 or [telephone]"


def test_a_wrong_check_digit_is_no_card_and_no_account() -> None:
    assert mask("4111 1111 1111 1112").hidden == ()
    assert mask("DE88 3704 0044 0532 0130 00").hidden == ()


@pytest.mark.parametrize(
    ("country", "zone", "regions"),
    [
        ("DE", "Europe/London", ("DE", "GB")),
        (None, "Asia/Kathmandu", ("NP",)),
        ("DE", "Europe/Berlin", ("DE",)),
        (None, "UTC", ()),
        (None, "Mars/Base", ()),
        ("XX", "UTC", ()),
    ],
)
def test_countries_are_those_of_the_circle_and_of_the_tellers_zone(
    country: str | None, zone: str, regions: tuple[str, ...]
) -> None:
    assert regions_of(country, zone) == regions


def test_what_was_decided_on_before_is_left_alone() -> None:
    masked = mask("0171 2345678 and 030 1234567", ("DE",), spare="I called 0171 2345678")
    assert masked.text == "0171 2345678 and [telephone]"
    assert mask("order 4711", spare="order 47110 was late").text == "order [order number]"
    assert mask("order 4711", spare="her order (4711) was late").text == "order 4711"


def test_words_are_put_back_at_their_places() -> None:
    said = "call 030 1234567, then write to anna@example.com about order 4711"
    masked = mask(said, ("DE",))
    words = [(one.at, one.words) for one in masked.hidden]
    assert put_back(masked.text, words) == said
    assert put_back(said, words) is None
    assert put_back(f"I {masked.text}", words) is None
    assert put_back("", [(0, "x")]) is None
    assert put_back("[card]", [(-6, "x")]) is None


@pytest.mark.parametrize("asking", ASKING_MUCH)
def test_forty_thousand_characters_of_anything_are_looked_at_in_pieces(asking: str) -> None:
    """Each piece is looked at by itself: what is found in a text twice as long is what is found in it, twice."""
    half = (asking * 20_000)[: 20_000 // len(asking) * len(asking)] + "\n"
    once, twice = identifying(half, REGIONS), identifying(half * 2, REGIONS)
    assert len(twice) == 2 * len(once)


@given(st.text(alphabet="0123456789 +-/.@#()aDE:\n", max_size=60))
def test_masking_loses_nothing_and_finds_nothing_twice(said: str) -> None:
    masked = mask(said, REGIONS)
    assert put_back(masked.text, [(one.at, one.words) for one in masked.hidden]) == said
    for one in masked.hidden:
        assert masked.text.startswith(one.mask, one.at)


@given(st.sampled_from(corpus()))
def test_hostile_words_lose_nothing_either(said: str) -> None:
    masked = mask(f"{said} 030 1234567 {said}", REGIONS)
    assert "030 1234567" not in masked.text or re.search(r"\S030|4567\S", f"{said} {said}")
    assert put_back(masked.text, [(one.at, one.words) for one in masked.hidden]) == f"{said} 030 1234567 {said}"

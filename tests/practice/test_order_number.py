"""Numbers of orders are masked to their end; what counts, measures, dates or places something is let be."""

import pytest

from careapp.practice.privacy import Masked, mask

MASKED = {
    "customer no. 123 456 789": "customer no. [order number]",
    "order no. 4711 0815 99": "order no. [order number]",
    "order no. 4711 0815 99 was late": "order no. [order number] was late",
    "order no. 12 34 56": "order no. [order number]",
    "order 4711 0815 99 came": "order [order number] came",
    "order nos. 4711 0815, 4712 0816": "order nos. [order number], [order number]",
    "parcel 003404 3416 1094 0159 02": "parcel [order number]",
    "00340 43416 10940 15902": "[order number]",
    "tracking no. 1Z 999 AA1 01 2345 6784": "tracking no. [order number]",
    "1Z 999 AA1 01 2345 6784, at last": "[order number], at last",
    "RB 123 456 789 DE": "[order number]",
    "JJD 00 0390 0078 8205 3571": "[order number]",
    "booking code is XK4F2P": "booking code is [order number]",
    "Booking: XK4F2P.": "Booking: [order number].",
    "order number was 4711": "order number was [order number]",
    "order 4711b": "order [order number]",
    "order 4711b was late": "order [order number] was late",
    "order 4711 arrives late": "order [order number] arrives late",
    "#4711b": "[order number]",
    "order 4711.Then it came": "order [order number].Then it came",
    "order 4711_Smith": "order [order number]_Smith",
    # What follows a number and is told of something else stays.
    "order no. 4711 14 days late": "order no. [order number] 14 days late",
    "order no. 4711 129,50 EUR": "order no. [order number] 129,50 EUR",
    "order 4711 250 screws": "order [order number] 250 screws",
    "Case: 4711 keeps coming back": "Case: [order number] keeps coming back",
    # Several in a row are no count, nor is what nobody counts to.
    "Orders: 4711, 4712 and 4713": "Orders: [order number], [order number] and [order number]",
    "Orders:\n4711\n4712": "Orders:\n[order number]\n[order number]",
    "Orders: 4500012345": "Orders: [order number]",
    "orders #4711": "orders [order number]",
    "RMA-20251234": "RMA-[order number]",
    "Order #: 4711": "Order #: [order number]",
    "Order: #815": "Order: #[order number]",
    "invoice no. 2024/25": "invoice no. [order number]",
    # Told again it is known, but where it counts.
    "order 4711 was late; we ship 4711 orders": "order [order number] was late; we ship 4711 orders",
    "parcel no. 0034 0434, https://a.example/00340434": "parcel no. [order number], https://a.example/[order number]",
}
EVERYDAY = [
    *("Orders: 1500 this week", "Orders: 1500 this week. We ship 1500 orders a week", "Orders (1500)", "Orders 1500."),
    *("Tickets: 340 closed", "Returns: 250 this month", "Customers: 12000", "Order: 1500 chairs", "Orders: 2024, 2025"),
    *("delivery 48-72 hours", "delivery 48–72 hours", "delivery 15-20 days", "Delivery: 100-120 hours"),
    *("delivery 0800-1200", "Delivery: 0800-1200", "delivery 10-12", "delivery 24/12", "10-12 weeks"),
    *("contract 2024/25", "policy 2024/25 says so", "invoice 11-2025", "invoice 2025-11", "Policy: 2024/25"),
    *("CH-8001 Zürich", "DE-10115 Berlin", "AT-1010 Wien", "SE-11122", "PT-1000-001 Lisboa"),
    *("FY-2025", "HR-2025", "IT-2025", "UN-2030", "EN-1090", "EN50126"),
    *("order 5000mAh batteries", "order 2000W heaters", "order 1200 new chairs", "order 12 000 screws"),
    *("See PR #4521", "MR #4521"),
]


@pytest.mark.parametrize("said", MASKED)
def test_a_number_behind_its_word_is_masked_to_its_end(said: str) -> None:
    assert mask(said, ("DE", "US")).text == MASKED[said]


@pytest.mark.parametrize("regions", [("DE", "US"), ("GB",), ("FR", "CH"), ("NP",), ()], ids="-".join)
@pytest.mark.parametrize("said", EVERYDAY)
def test_counts_spans_measures_and_postcodes_are_let_be(said: str, regions: tuple[str, ...]) -> None:
    assert mask(said, regions) == Masked(said)
    assert mask(f"We met {said} again", regions) == Masked(f"We met {said} again")


def test_a_number_in_groups_that_may_be_dialled_is_called_a_telephone_number() -> None:
    assert mask("customer 0171 2345678 called", ("DE",)).text == "customer [telephone] called"
    assert mask("order 4500012345", ("US",)).text == "order [order number]"

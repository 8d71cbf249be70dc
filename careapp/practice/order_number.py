"""Numbers of orders, parcels, tickets and the like: where a word says so, and what looks like nothing else."""

import re
from collections.abc import Iterator

Stretch = tuple[int, int]

_NUMBER = r"[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9])){1,30}"
_AFTER = r"(?P<after>(?: [a-z]{2,20})?)"
_ORDER = re.compile(
    r"(?P<before>\b(?:to|we|I|they|you|he|she|can|could|will|would|must|please|and|or|not|in) )?"
    r"(?<![A-Za-z0-9])"
    r"(?P<noun>(?i:orders?|invoices?|tickets?|bookings?|parcels?|shipments?|deliver(?:y|ies)|customers?|contracts?"
    r"|cases?|references?|tracking|returns?|claims?|policy|account)|PO|RMA)"
    r"(?P<mark>[ -]?(?i:no\b|nos\b|n[°º]|nr\b|numbers?\b|ids?\b|ref(?:erence)?\b|code\b)\.?)?"
    r"(?P<sign> ?[:#№]{1,2})?(?P<gap>[ \n]?[(\[“”„\"'*_~`]{0,3})"
    rf"(?P<token>{_NUMBER}){_AFTER}"
)
_FURTHER = re.compile(rf"(?: ?[,;&+/] ?| (?:and|or) )#?(?P<token>{_NUMBER}){_AFTER}")
_NUMBERED = re.compile(r"(?<![\w&#/])#(?P<number>[0-9]{4,20}(?:[-/][0-9]{1,10})?)(?![\w])")
# Letters and digits; the parcels of UPS and DHL; what GS1 calls a logistic unit.
_BY_ITS_LOOKS = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{2}(?:[0-9]{5,14}|-[0-9]{4,14})|[A-Z]{2}[0-9]{9}[A-Z]{2}|1Z[0-9A-Z]{16}|JJD[0-9]{15,20}"
    r"|00[0-9]{18})(?![\w])"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TELLS_OF_IT = re.compile(
    "as|was|is|has|this|says|needs|arrives|comes|gets|goes|contains|includes|misses|ships|shows|stays|remains"
)
_TELLS_OF_THEM = re.compile("|and|or|were|are|have|had|came|got|went|arrived")


def order_numbers(text: str) -> Iterator[Stretch]:
    """Return where numbers of orders and the like begin and end."""
    for match in _ORDER.finditer(text):
        if _is_number_of_order(match):
            yield match.span("token")
            yield from _further(text, match)
    for match in _NUMBERED.finditer(text):
        if not _YEAR.fullmatch(match["number"]):
            yield match.span()
    for match in _BY_ITS_LOOKS.finditer(text):
        yield match.span()


def _is_number_of_order(match: re.Match[str]) -> bool:
    digits: int = sum(char.isdigit() for char in match["token"])
    if match["mark"] or match["sign"]:
        return digits >= 3
    is_apart = "\n" in match["gap"]
    is_plain: bool = match["token"].isdigit()
    return digits >= 4 and not is_apart and (not is_plain or _is_told_of(match))


def _is_told_of(match: re.Match[str]) -> bool:
    """`order 2500 screws` and `customers 2500 so far` count something, `order 4711 was late` is told of one."""
    after, is_marked = match["after"].strip(), bool(match["gap"].strip())
    if match["before"] and not is_marked:
        return False
    if match["noun"].endswith("s") and not is_marked:
        return _TELLS_OF_THEM.fullmatch(after) is not None and not _YEAR.fullmatch(match["token"])
    return _is_no_quantity(after) and not _YEAR.fullmatch(match["token"])


def _is_no_quantity(after: str) -> bool:
    return after != "more" and (not after.endswith("s") or _TELLS_OF_IT.fullmatch(after) is not None)


def _further(text: str, first: re.Match[str]) -> Iterator[Stretch]:
    """`orders 4711, 4712 and 4713`: what follows a number and is as long as it is one, too."""
    end, digits = first.end("token"), len(first["token"])
    while (match := _FURTHER.match(text, end)) and len(match["token"]) == digits:
        if _YEAR.fullmatch(match["token"]) or not _is_no_quantity(match["after"].strip()):
            return
        yield match.span("token")
        end = match.end("token")

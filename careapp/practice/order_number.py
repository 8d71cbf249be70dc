"""Numbers of orders, parcels, tickets and the like: where a word says so, and what looks like nothing else."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from careapp.practice.everyday import COUNTED, counts, tells_when

Stretch = tuple[int, int]

_FEWEST_DIGITS, _FEWEST_DIGITS_MARKED = 4, 3
_SHORTEST_CODE = 6  # characters, with a digit among them
_NO_COUNT = 7  # digits; nobody counts that many orders without a space or point

# A number with what is held to it by hyphens and points, and the further groups in which long ones are written.
_NUMBER = r"(?>[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9])(?![A-Z][a-z])){1,40})[a-z]?(?![^\W_])"
_GROUP = rf" [0-9]{{2,12}}(?:[-/][0-9]{{1,12}})*+(?!\w|[.,:][0-9])(?!{COUNTED})"
_TOKEN = rf"(?P<whole>(?P<token>{_NUMBER})(?:{_GROUP})*+)"
_ORDER = re.compile(
    r"(?P<before>\b(?:to|we|I|they|you|he|she|can|could|will|would|must|please|and|or|not|in) )?"
    r"(?<![A-Za-z0-9])"
    r"(?P<noun>(?i:orders?|invoices?|tickets?|bookings?|parcels?|shipments?|deliver(?:y|ies)|customers?|contracts?"
    r"|cases?|references?|tracking|returns?|claims?|policy|account)|(?:PO|RMA)-?)"
    r"(?P<mark>[ -]?(?i:no\b|nos\b|n[°º]|nr\b|numbers?\b|ids?\b|ref(?:erence)?\b|code\b)\.?(?: (?:is|was))?)?"
    r"(?P<hash> ?:? ?[#№]:?)?(?P<colon> ?:)?(?P<gap>[ \n]?[(\[“”„\"'*_~`]{0,3})"
    rf"{_TOKEN}"
)
_FURTHER = re.compile(rf"(?: ?[,;&+/] ?|\n| (?:and|or) )#?{_TOKEN}")
_NUMBERED = re.compile(r"(?<![\w&#/])(?<![PM]R )#(?P<number>[0-9]{4,20}(?:[-/][0-9]{1,10})?)[a-z]?(?![\w])")
_POSTCODE = (
    r"(?:AD|AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GR|HR|HU|IT|LI|LT|LU|LV|NL|NO|PL|PT|RO|RS|SE|SI|SK)-[0-9]{4,5}\b"
)
# Letters and digits; the parcels of UPS, DHL and the post, as they print them; what GS1 calls a logistic unit.
_BY_ITS_LOOKS = re.compile(
    rf"(?<![\w/.-])(?!{_POSTCODE}|EN-?[0-9]|[A-Z]{{2}}-(?:19|20)[0-9]{{2}}\b)"
    r"(?:[A-Z]{2}(?:[0-9]{5,14}|-[0-9]{4,14})|[A-Z]{2}(?: ?[0-9]){9} ?[A-Z]{2}"
    r"|1Z(?: ?[0-9A-Z]){16}|JJD(?: ?[0-9]){15,20}|00(?: ?[0-9]){18})(?![\w])"
)


def order_numbers(text: str) -> Iterator[Stretch]:
    """Return where numbers of orders and the like begin and end."""
    for match in _ORDER.finditer(text):
        further = list(_further(text, match))
        if _is_number_of_order(match, is_list=bool(further)):
            yield match.span("whole")
            yield from further
    for match in _NUMBERED.finditer(text):
        if not tells_when(match["number"]):
            yield match.span()
    for match in _BY_ITS_LOOKS.finditer(text):
        yield match.span()


def _is_number_of_order(match: re.Match[str], *, is_list: bool) -> bool:
    """A mark says so for certain; a colon less so, and a noun alone may be that of a count."""
    is_certain = match["mark"] or match["hash"]
    if not is_certain and (tells_when(match["token"]) or (_is_plain(match) and _is_count(match, is_list=is_list))):
        return False
    if is_certain or match["colon"]:
        return _digits(match["whole"]) >= _FEWEST_DIGITS_MARKED or _is_code(match["token"])
    return _digits(match["token"]) >= _FEWEST_DIGITS and "\n" not in match["gap"]


def _is_count(match: re.Match[str], *, is_list: bool) -> bool:
    """`order 2500 screws` and `Orders: 1500` count something; `order 4711 was late` and `orders 4711, 4712` do not."""
    digits, is_quoted = _digits(match["token"]), bool(match["gap"].strip())
    if match["noun"].endswith(("s", "S")):
        return digits < _FEWEST_DIGITS or (digits < _NO_COUNT and not is_list)
    is_asked_for = match["before"] and not match["colon"] and not is_quoted
    return bool(is_asked_for) or counts(match.string, match.end())


def _is_plain(match: re.Match[str]) -> bool:
    return match["token"].rstrip(ascii_lowercase).isdigit()


def _is_code(token: str) -> bool:
    return _digits(token) > 0 and len(token) >= _SHORTEST_CODE


def _digits(number: str) -> int:
    return sum(map(str.isdigit, number))


def _further(text: str, first: re.Match[str]) -> Iterator[Stretch]:
    """`orders 4711, 4712 and 4713`: what follows a number and is as long as it is one, too."""
    end, length = first.end(), len(first["token"])
    while (match := _FURTHER.match(text, end)) and len(match["token"]) == length:
        if tells_when(match["token"]) or counts(text, match.end()):
            return
        yield match.span("whole")
        end = match.end()

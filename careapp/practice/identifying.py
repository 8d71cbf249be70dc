"""What in a text could identify a customer: addresses and numbers, found in time that grows with the text alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from string import ascii_uppercase
from typing import Literal

from phonenumbers import PhoneNumberMatcher
from stdnum import iban, luhn

from careapp.practice.everyday import counts, without_everyday
from careapp.practice.order_number import order_numbers
from careapp.practice.text import alike, words_in_place

Kind = Literal["e-mail", "account", "card", "order number", "telephone"]
_FEWEST_DIGITS = 7  # of a telephone number
_FEWEST_DIGITS_TOLD_AGAIN = 4  # of an order's number that stands alone
_ACCOUNT = range(15, 35)  # characters of an IBAN
_LONGEST_ACCOUNT = 34 + 16  # with a space or hyphen here and there

_EMAIL = re.compile(
    r"(?<![\w.%+'-])[\w%+-][\w.%+'-]{0,63}(?:@| ?[(\[]at[)\]] ?)(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])"
)
_ACCOUNT_BEGINS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ .\n-]?[A-Za-z0-9])")
_LETTERS_AS_NUMBERS = {ord(letter): str(number) for number, letter in enumerate(ascii_uppercase, 10)}
_DIGITS = re.compile(r"(?<![0-9])[0-9]{3,19}(?![0-9])")
_CARD_BRANDS = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}"
    r"|3(?:0[0-5]|[68][0-9])[0-9]{11}|35[0-9]{14}|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}"
    r"|(?:50|5[6-8]|6[0-9])[0-9]{10,17}"
)
_WITHIN_CARD = (" ", "-", "\n", "  ", "- ", " -", " - ")
_LINK = re.compile(r"https?://[^\s<>|]+")
_WORD = re.compile(r"\w+")
_LINKED = re.compile(r"(?:wa\.me/|[?&](?:phone|tel|mobile)=)(?:\+|%2B)?(?P<number>[0-9]{7,15})(?![0-9])")
_MAY_BE_TELEPHONE = re.compile(r"[+＋(]{0,2}\d(?:[ \u00a0()./–-]{0,4}\d)*+")
_MAY_BEGIN = re.compile(r"(?<=[ \u00a0])(?=[+＋(0])")
_LONGEST_TELEPHONE = 40  # characters


@dataclass(frozen=True)
class Found:
    """A stretch of a text, from `start` up to `end`, that could identify a customer."""

    kind: Kind
    start: int
    end: int


def identifying(text: str, regions: Sequence[str] = ()) -> list[Found]:
    """Return what could identify a customer, in order, no two of them overlapping.

    `regions` are two-letter countries whose telephone numbers are found without their +code too.
    People, emoji and links are let be, but for what in a link is an address, a telephone number to be called, or the
    number of an order that the text tells of.
    """
    whole, said = alike(text), alike(words_in_place(text))
    plain = without_everyday(said)
    orders = list(_orders(plain))
    found = [
        *(*_emails(whole), *_in_links(whole)),
        *(*_accounts(said), *_cards(said)),
        *(each for each in orders if not _is_in_groups(each, plain)),
        *_telephones(plain, regions),
        *(each for each in orders if _is_in_groups(each, plain)),  # which is how telephone numbers are written
    ]
    return _apart([*found, *_again(found, plain, whole)])


def _is_in_groups(found: Found, text: str) -> bool:
    return " " in text[found.start : found.end]


def _again(found: Iterable[Found], plain: str, whole: str) -> Iterator[Found]:
    """What was told to be a number of an order is one wherever it stands, in a link too, but where it counts."""
    numbers = {whole[one.start : one.end].lstrip("#").replace(" ", "") for one in found if one.kind == "order number"}
    known = {number for number in numbers if sum(map(str.isdigit, number)) >= _FEWEST_DIGITS_TOLD_AGAIN}
    linked = (word for link in _LINK.finditer(whole) for word in _WORD.finditer(whole, *link.span()))
    for word in chain(_WORD.finditer(plain), linked) if known else ():
        if word[0] in known and not counts(word.string, word.end()):
            yield Found("order number", *word.span())


def _apart(found: Iterable[Found]) -> list[Found]:
    """What overlaps becomes one stretch, called by the longest, else by the first that was looked for."""
    apart: list[Found] = []
    for one in sorted(found, key=lambda each: each.start):
        last = apart[-1] if apart else None
        if last is None or one.start >= last.end:
            apart.append(one)
        else:
            longest = max(last, one, key=lambda each: each.end - each.start)
            apart[-1] = Found(longest.kind, last.start, max(last.end, one.end))
    return apart


def _emails(text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        yield Found("e-mail", match.start(), match.end())


def _accounts(text: str) -> Iterator[Found]:
    for match in _ACCOUNT_BEGINS.finditer(text):
        end = _account_end(text, match.start())
        if end:
            yield Found("account", match.start(), end)


def _account_end(text: str, start: int) -> int:
    """Return where the longest account number that begins here ends, 0 where none does."""
    number, best, window = "", 0, text[start : start + _LONGEST_ACCOUNT]
    for at, char in enumerate(window):
        if char.isascii() and char.isalnum():
            number += char.upper()
        elif char not in " .\n-" or not window[at - 1].isalnum():
            break
        is_end = not window[at + 1 : at + 2].isalnum()
        if char.isalnum() and is_end and len(number) in _ACCOUNT and _adds_up(number) and iban.is_valid(number):
            best = start + at + 1
    return best


def _adds_up(number: str) -> bool:
    """The check digits of an IBAN, before the slower look at its country."""
    return int((number[4:] + number[:4]).translate(_LETTERS_AS_NUMBERS)) % 97 == 1


def _cards(text: str) -> Iterator[Found]:
    groups = list(_DIGITS.finditer(text))
    for first, group in enumerate(groups):
        digits, last = group[0], group
        for following in [*groups[first + 1 : first + 7], None]:
            if _CARD_BRANDS.fullmatch(digits) and luhn.is_valid(digits):
                yield Found("card", group.start(), last.end())
            if following is None or len(digits) > 19 or not _goes_on(text, group.start(), last, following):
                break
            digits, last = digits + following[0], following


def _goes_on(text: str, start: int, group: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether a group of digits may go on a card that begins at `start`.

    After other than four digits a point is of an amount, and numbers in a column are several.
    """
    between = text[group.end() : following.start()]
    if text.count("\n", start, following.start()) > 1:
        return False
    return between in _WITHIN_CARD or (between in (".", "/") and len(group[0]) == 4)


def _orders(text: str) -> Iterator[Found]:
    return (Found("order number", start, end) for start, end in order_numbers(text))


def _in_links(text: str) -> Iterator[Found]:
    for match in _LINKED.finditer(text):
        yield Found("telephone", *match.span("number"))


def _telephones(text: str, regions: Sequence[str]) -> Iterator[Found]:
    for match in _MAY_BE_TELEPHONE.finditer(text):
        start, end = match.span()
        if regions or "+" in match[0][:2] or "＋" in match[0][:2]:
            whole = list(_telephones_in(text, start, end, regions))
            yield from whole or (one for piece in _pieces(match) for one in _telephones_in(text, *piece, regions))


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Take a row of numbers apart where a telephone number seems to begin."""
    begins = [each.start() for each in _MAY_BEGIN.finditer(match.string, *match.span())]
    for at, until in pairwise([match.start(), *begins, match.end()] if begins else ()):
        yield at, at + len(match.string[at:until].rstrip())


def _telephones_in(text: str, start: int, end: int, regions: Sequence[str]) -> Iterator[Found]:
    """What stands beside a number says whether it is one, so a character on either side is looked at too."""
    digits = sum(map(str.isdigit, text[start:end]))
    if digits < _FEWEST_DIGITS or end - start > _LONGEST_TELEPHONE:
        return
    begin = max(0, start - 1)
    window = text[begin : end + 1]
    for region in regions or (None,):
        found = [Found("telephone", begin + m.start, begin + m.end) for m in PhoneNumberMatcher(window, region)]
        if found:
            yield from found
            return

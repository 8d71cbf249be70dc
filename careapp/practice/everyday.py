"""Numbers that say nothing of anybody: dates, times, spans, prices, measures, and counts of things."""

import re

_AMOUNT = r"[0-9][0-9.,'’ \u00a0]{0,24}"
UNIT = (
    r"(?:[€$£¥%‰°]|(?:EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?|francs?|cents?|percent|per cent|kg|g|t|km|m|cm|mm|ml"
    r"|l|lit(?:re|er)s?|kilos?|pieces?|pcs|items?|units?|boxes|packs?|hours?|minutes?|days?|weeks?|people"
    r"|mAh|Ah|k?Wh?|[MGT]B)\b)"
)
_ALONE = r"(?<![\w.,+/-])(?<!\d )"
_EVERYDAY = re.compile(
    r"(?<![\d])(?<!\d[./-])[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}(?![./-]?\d)"
    r"|(?<!\d)[0-9]{1,2}\. ?[0-9]{1,2}\. ?(?:[0-9]{4})?(?!\d)"
    r"|(?<!\d)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?!\d)"
    r"|(?<!\d)(?:19|20)[0-9]{2} ?[–/-] ?(?:19|20)[0-9]{2}(?!\d)"
    rf"|(?:[€$£¥]|(?<!\w)(?:EUR|USD|GBP|CHF|JPY)) ?{_AMOUNT}"
    rf"|{_ALONE}[0-9]{{1,3}}(?:[ .,'’\u00a0][0-9]{{3}}){{0,5}}(?:[.,][0-9]{{1,2}})? ?{UNIT}"
    rf"|{_ALONE}[0-9]{{1,12}}(?:[.,][0-9]{{1,2}})? ?{UNIT}"
    rf"|{_ALONE}[0-9]{{1,4}} ?[–-] ?[0-9]{{1,4}} ?{UNIT}"
)
_WHEN = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/][0-9]{2})?|(?:0[1-9]|1[0-2])[-/.](?:19|20)[0-9]{2}"
    r"|(?:0[0-9]|1[0-8])(?:00|15|30|45)-(?:[01][0-9]|2[0-4])(?:00|15|30|45)|[0-9]{1,2}[-/][0-9]{1,2}"
)
_TELLS = (
    "across|always|arrives|as|asks|belongs|calls|comes|complains|contains|does|gets|goes|has|his|includes|is|its|keeps|looks"
    "|misses|needs|perhaps|remains|says|seems|ships|shows|stays|takes|thinks|this|thus|us|waits|wants|was|writes"
)
# What follows a count: several things, be they new ones or more.
COUNTED = rf"(?: ?{UNIT}| (?!(?:{_TELLS})\b)(?:[a-z]{{1,30}}s|more|new|other|extra|further|fresh|spare|used)\b)"
_COUNTED = re.compile(COUNTED)


def without_everyday(text: str) -> str:
    """Return a text of the same length in which dates, times, spans, prices and measures are line breaks."""
    return _EVERYDAY.sub(lambda match: "\n" * len(match[0]), text)


def tells_when(number: str) -> bool:
    """Say whether a number may be a year, one of its months, a span of years, or one of hours or days."""
    return _WHEN.fullmatch(number) is not None


def counts(text: str, end: int) -> bool:
    """Say whether a number that ends here counts something: `2500 screws`, but not `4711 was late`."""
    return _COUNTED.match(text, end) is not None

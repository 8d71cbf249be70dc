"""Values that nobody sends on purpose, and requests that carry them, as Hypothesis draws them."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

Json = dict[str, Any]
Path = tuple[str | int, ...]
BOUNDARY = "seam"
DEEP = 500  # more than anything can use, less than what Python cannot even read
DEEPER = 3_000
FAR = 20

names = st.sampled_from(
    [
        *("UMAYA", "UTOM", "UADA", "UGONE", "UHELPER", "USLACKBOT", "BHELPER", "TMAPLESTREET", "SNIGHTSHIFT"),
        *("CDESK", "CLOBBY", "CQUIET", "CSECRET", "CNOWHERE", "#desk", "@maya", "/help", "/invite", "keep", "home"),
        *("1772452800.000000", "1772452800", "0", "-1", "now", "tada", ":tada:", "1", "true", "false", "", " ", ",,"),
        *("mailto:x", "next-CDESK", "next-", "public_channel", "im,mpim", "V0000001", "F0000001", "Q0000001"),
    ]
)
words = st.text(st.characters(exclude_categories=()), max_size=20)  # lone surrogates and NUL among them
huge_words = st.sampled_from(["x" * 300_000, "\ud800" * 5_000, "\0", "🙂" * 40_000, "<" * 13_000, "@a " * 3_000])
numbers = st.one_of(
    st.integers(-10, 10),
    st.sampled_from([10**9, 2**31, 2**63, -(2**63), 10**4000, 1e308, 1e-300, float("nan"), float("inf"), -0.0]),
)
plain = st.one_of(st.none(), st.booleans(), numbers, words, names)
keys = words | st.sampled_from(["type", "text", "blocks", "elements", "id", "value", "kind", "url", "slack_file"])
trees = st.recursive(plain, lambda more: st.lists(more, max_size=3) | st.dictionaries(keys, more, max_size=3))
readable = st.sampled_from(["[" * DEEP + "]" * DEEP, '{"a":' * DEEP + "1" + "}" * DEEP])
unreadable = st.sampled_from(["[" * DEEPER + "]" * DEEPER, "[" * DEEPER])
deep = readable | unreadable | readable.map(json.loads)  # read anew each time, because what is drawn is spoilt in place
lists = st.lists(plain | st.dictionaries(keys, plain, max_size=2), min_size=1, max_size=3)
values = st.one_of(names, trees, lists, lists.map(json.dumps), trees.map(json.dumps), deep, huge_words, plain)


def paths_in(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to each value inside this one, but for those far inside: nothing deep shall get into something deep."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inside in steps:
        yield (*path, step)
        if len(path) < FAR:
            yield from paths_in(inside, (*path, step))


def spoil(value: Any, path: Path, how: str, key: str, odd: Any) -> None:
    """Changes one place inside a value: another value, one more of them, or nothing there any more."""
    for step in path[:-1]:
        value = value[step]
    last = path[-1]
    if how == "take away":
        del value[last]
    elif how == "repeat":
        value[last] = [deepcopy(value[last])] * 3 if isinstance(value, dict) else value[last]
    elif how == "add" and isinstance(value[last], dict):
        value[last][key] = odd
    else:
        value[last] = odd


def draw_spoilt(draw: st.DrawFn, value: Any) -> None:
    """Spoils one place inside a value, if it has any."""
    if places := list(paths_in(value)):
        how = draw(st.sampled_from(["change", "change", "take away", "repeat", "add"]))
        spoil(value, draw(st.sampled_from(places)), how, draw(keys), draw(values))


@st.composite
def spoilt(draw: st.DrawFn, good: Any) -> Any:
    """A right argument with something wrong in it; where nothing is inside it, another one."""
    if not isinstance(good, (dict, list)):
        return draw(values)
    value = deepcopy(good)
    draw_spoilt(draw, value)
    return value


@dataclass(frozen=True)
class Sent:
    """A request as bytes: `query` and `body` are encoded, `headers` name the body's type."""

    body: bytes = b""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def as_json(given: Json) -> Sent:
    """As JSON with everything escaped."""
    return Sent(json.dumps(given).encode(), headers={"Content-Type": "application/json; charset=utf-8"})


def as_raw_json(given: Json) -> Sent:
    """As JSON with nothing escaped, so that lone surrogates are no UTF-8."""
    text = json.dumps(given, ensure_ascii=False)
    return Sent(text.encode("utf-8", "surrogatepass"), headers={"Content-Type": "application/json"})


def as_form(given: Json) -> Sent:
    """As a form, with JSON in its values."""
    return Sent(_pairs(given).encode(), headers={"Content-Type": "application/x-www-form-urlencoded"})


def as_query(given: Json) -> Sent:
    """In the address."""
    return Sent(query=_pairs({name: _text(value)[:500] for name, value in given.items()}))


def as_multipart(given: Json) -> Sent:
    """As a multipart form."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{_text(value)}\r\n'
        for name, value in given.items()
    ]
    body = "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode("utf-8", "surrogatepass")
    return Sent(body, headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})


ways = st.sampled_from([as_json, as_raw_json, as_form, as_query, as_multipart])

_charsets = st.sampled_from(
    [
        *("", "; charset=utf-8", "; charset=latin-1", "; charset=utf-16", "; charset=utf-7", "; charset=klingon"),
        *("; charset=base64", "; charset=idna", "; charset=undefined", "; charset=", f"; boundary={BOUNDARY}", "; ;"),
    ]
)
_types = st.sampled_from(
    [
        *("application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "", "/"),
        *("json", "application/octet-stream", "multipart/mixed", "application/json-patch+json", "*/*"),
    ]
)
_part = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            b'--seam\r\nContent-Disposition: form-data; name="channel"\r\n\r\nCDESK\r\n',
            b'--seam\r\nContent-Disposition: form-data; name="text"; filename="a"\r\n\r\n\xff\r\n',
            b'--seam\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: klingon\r\n\r\nx\r\n',
            b'--seam\r\nContent-Disposition: form-data; name="a"\r\nContent-Encoding: klingon\r\n\r\nx\r\n',
            b'--seam\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=no\r\n\r\nx\r\n',
            b'--seam\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: application/json\r\n\r\n{\r\n',
            b"--seam\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
            *(b"--seam\r\n\r\n\r\n", b"--seam--\r\n", b"--seam", b'{"channel": "CDESK"', b"\xff\xfe", b"[" * 9_000),
            *(b'{"text": "\\ud800", "channel": "CDESK"}', b'{"limit": NaN}', b'{"limit": 1e999}', b"a=%ff&%00=%zz&&=="),
            *(
                b'{"channel": "CDESK", "text": "Hi", "text": "twice"}',
                b"null",
                b"\xef\xbb\xbf{}",
                b'"text"',
                b"&" * 999,
            ),
        ]
    ),
)
broken_requests = st.builds(
    lambda parts, type_, charset, encoding: Sent(
        b"".join(parts), "", {"Content-Type": type_ + charset} | ({"Content-Encoding": encoding} if encoding else {})
    ),
    st.lists(_part, max_size=4),
    _types,
    _charsets,
    st.sampled_from(["", "", "", "gzip", "deflate", "br", "klingon"]),
)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _pairs(given: Json) -> str:
    encoded = {name: quote_from_bytes(_text(value).encode("utf-8", "surrogatepass")) for name, value in given.items()}
    return "&".join(f"{name}={value}" for name, value in encoded.items())

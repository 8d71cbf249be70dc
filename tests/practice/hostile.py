"""Some five hundred things that somebody might write to break out of their story."""

from itertools import product

BROADCASTS = [
    "channel",
    "here",
    "everyone",
    "group",
    "channel|channel",
    "here|@here",
    "subteam^S1",
    "subteam^S1|@leads",
]
MENTIONS = [
    "<@U1>",
    "<@U1|maya>",
    "<@W1>",
    "<@U1|<!channel>>",
    "<@>",
    "<@U1",
    "@U1>",
    "<@u1>",
    "<@U1|\u202e>",
    "<@ U1>",
]
LINKS = [
    "<https://evil.example|your bank>",
    "<https://evil.example|https://bank.example>",
    "<https://evil.example>",
    "<http://evil.example|*bank*>",
    "<mailto:evil@example.com|your boss>",
    "<tel:+49|call>",
    "<javascript:alert(1)|click>",
    "<slack://user?team=T1&id=U1|open>",
    "<data:text/html,x|x>",
    "[your bank](https://evil.example)",
    "https://bank.example@evil.example/",
    "https://evil.example/<!channel>",
    "https://evil.example/|bank",
    "<//evil.example|bank>",
    "<#C9|general>",
    "<#C9>",
    "<!date^1^{date}^https://evil.example|soon>",
    "<!date^1^{date}|<!channel>>",
]
FORMATTING = [
    "*b*",
    "_i_",
    "~s~",
    "`c`",
    "```c```",
    "> q",
    ">>> q",
    "*_~`",
    "**",
    "\n> q",
    "• item",
    "1. item",
    ":tada:",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=1>",
    "&#60;!channel&#62;",
    "&#x3c;!here&#x3e;",
    "&amp;lt;!here&amp;gt;",
]
TEMPLATES = [
    "{date}",
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "{0.__class__}",
    "%(name)s",
    "\\u003c!channel\\u003e",
    "';--",
    '"}],"x":"',
]
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://evil.example")']
# One character of every kind that is not seen, or that turns what is seen.
UNSEEN = {
    "NUL": "\0",
    "escape": "\x1b[31m",
    "backspace": "\b",
    "delete": "\x7f",
    "next line": "\x85",
    "C1 control": "\x9b",
    "soft hyphen": "\xad",
    "zero width space": "\u200b",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "right-to-left embedding": "\u202b",
    "right-to-left override": "\u202e",
    "pop": "\u202c",
    "isolate": "\u2067",
    "word joiner": "\u2060",
    "invisible times": "\u2062",
    "byte order mark": "\ufeff",
    "annotation": "\ufff9",
    "tag": "\U000e0041",
    "high surrogate": "\ud800",
    "low surrogate": "\udfff",
}
FAMILIES = ["👨‍👩‍👧‍👦", "👩🏽‍🚒", "🏳️‍🌈", "❤️‍🔥", "🧑🏿‍🤝‍🧑🏻", "👩‍❤️‍💋‍👨", "🇩🇪", "1️⃣"]
SAYS_NOTHING = [
    *(unseen for what, unseen in UNSEEN.items() if what != "escape"),
    "",
    " ",
    "\u200d",
    "\u200c",
    "\ufe0f",
    "\u034f",
    "\u3164",
    "\u2800",
    "\u180e",
    "…",
    *FAMILIES,
]
ZALGO = "".join(letter + "\u0321\u0336\u034f\u0489\u0300\u0301\u035f" * 20 for letter in "channel")
SCRIPTS = [
    "שלום <!here>",
    "مرحبا @channel",
    "こんにちは<!channel>",
    "ｃｈａｎｎｅｌ",
    "＜!channel＞",
    "﹤!here﹥",
    "＠channel",
    "ǃchannel",
]


def corpus() -> list[str]:
    """Return all of it, each once: bare, wrapped, doubled, escaped, and with unseen characters inside."""
    broadcasts = [f"<!{name}>" for name in BROADCASTS]
    bare = [*broadcasts, *MENTIONS, *LINKS, *FORMATTING, *MARKUP, *TEMPLATES, *FORMULAS, *FAMILIES, *SCRIPTS, ZALGO]
    escaped = [each.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for each in bare if "<" in each]
    split = [f"<!{unseen}channel>" for unseen in UNSEEN.values()] + [f"<{unseen}@U1>" for unseen in UNSEEN.values()]
    around = [f"{unseen}{each}{unseen}" for unseen, each in product(UNSEEN.values(), ("<!here>", "a name", "@channel"))]
    nested = [f"<{each}>" for each in bare] + [f"*{each}*" for each in bare] + [f"{each}{each}" for each in broadcasts]
    long = [f"{'a' * cut}<!channel>" for cut in (74, 148, 149, 249, 299, 699, 999, 2499, 2899, 2999)]
    return list(dict.fromkeys([*bare, *escaped, *split, *around, *nested, *long]))

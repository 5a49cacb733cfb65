"""Strategies for YAML texts: as people write them, and as they spoil them."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    *("title", "date", "a", "x-own", "2025-12", "..", "NO", "New Delhi", "~", "null"),
    *("https://example.org/a?b#c", "12:30", "é", "…", "\xa0", "it's", "100%"),
    *(": ", ":", " #", "#", "- ", "-", "? ", "[", "]", "{", "}", ", ", ",", "&a", "*a"),
    *(
        "!t",
        "<<",
        "|",
        ">",
        "'",
        '"',
        "\\",
        "\\n",
        "\t",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
    ),
    *("---", "...", "%", "@", "`", "\r\n", "=", "+", "(", "/"),
)
soups = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
"""Texts of characters that mean something in YAML."""

_names = st.sampled_from(["title", "a", "b-c", "x-own", "_d", "claims"])
_words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
_scalars = st.one_of(
    st.sampled_from(PIECES[:12]),
    _words,
    st.sampled_from(["2025-12", "[..2025-12-31]", "{2025-09,2025-10}", "a b", "a: b"]),
    st.lists(_words, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.tuples(_names, _words).map(lambda pair: f"{{{pair[0]}: {pair[1]}}}"),
    _words.map(lambda word: f'"{word}"'),
    _words.map(lambda word: f"'{word}' # why"),
)
_lines = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "", "  ", "  ", "    ", " "]),
        st.sampled_from(["", "", "", "- ", "-  ", "-"]),
        st.one_of(_names.map("{}:".format), st.just(""), _names.map("{}: ".format)),
        st.one_of(st.just(""), _scalars),
    ),
)
files = st.one_of(st.lists(_lines, max_size=2), st.lists(_lines, max_size=10)).map(
    "\n".join
)
"""Texts of lines that look like an event file, many of them spoilt."""

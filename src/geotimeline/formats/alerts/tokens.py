"""Change the tokens of a feed in place: comments, order and every other byte stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geotimeline.errors import FileWriteError
from geotimeline.formats.events.edit import joined, past_comments, require_says
from geotimeline.formats.yaml.nodes import as_plain
from geotimeline.formats.yaml.scalars import entry, item
from geotimeline.formats.yaml.spans import Span, spans_of
from geotimeline.formats.yaml.tree import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Tokens = list[Any]  # YAML comes in: texts, or mappings of texts

_BOM = "\ufeff"
_STEP = 2


def with_token(
    text: str, feed: str, token: Mapping[str, str], *, title: str = ""
) -> str:
    """Add a token to a feed, which is made if the file does not have it.

    Args:
        text: The whole file, without problems; perhaps empty.
        feed: Name of the feed.
        token: Its fields, in the order in which they shall stand.
        title: The title of a feed that is made.

    Raises:
        FileWriteError: The file is written so that it cannot be edited safely.
    """
    fields = {"title": title} if title else {}
    return _edited(text, feed, lambda tokens: [*tokens, dict(token)], fields)


def without_token(text: str, feed: str, digest: str) -> str:
    """Take a token away from a feed; without its last one it stays closed to all.

    Args:
        text: The whole file, without problems.
        feed: Name of the feed.
        digest: Which token, as 64 hexadecimal digits.

    Raises:
        FileWriteError: The file is written so that it cannot be edited safely.
    """
    written = f"sha256:{digest}"

    def remaining(tokens: Tokens) -> Tokens:
        return [one for one in tokens if _digest(one) != written]

    return _edited(text, feed, remaining, {})


def _edited(
    text: str,
    feed: str,
    change: Callable[[Tokens], Tokens],
    fields: Mapping[str, str],
) -> str:
    """Put the changed tokens of a feed into a text, and see that it says just that."""
    bare = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in bare else "\n"
    ended = bare if not bare or bare.endswith("\n") else bare + newline
    expected: Any = as_plain(read_tree(bare)) or {}
    of_feed = expected.setdefault("feeds", {}).setdefault(feed, {**fields})
    tokens = of_feed.get("tokens", [])
    old: Tokens = tokens if isinstance(tokens, list) else [tokens]
    of_feed["tokens"] = change(old)
    edited = _Edit(ended, newline, feed).replaced(old, of_feed)
    require_says(edited, expected, f"the tokens of the feed {feed}")
    return text[: len(text) - len(bare)] + edited


class _Edit:
    """A text, and the feed in it that is changed."""

    def __init__(self, text: str, newline: str, feed: str) -> None:
        self._text = text
        self._newline = newline
        self._feed = feed

    def replaced(self, old: Tokens, fields: Mapping[str, Any]) -> str:
        """Give the text with one token more at the end, or one less.

        Args:
            old: The tokens of the text.
            fields: What the feed shall say.
        """
        new: Tokens = fields["tokens"]
        root = spans_of(self._text) if read_tree(self._text) else None
        feeds = root.value("feeds") if root else None
        if feeds is None:
            lines = entry("feeds", {self._feed: fields}, 0)
            return self._put(len(self._text), lines)
        self._require_lines(feeds)
        feed = feeds.value(self._feed)
        if feed is None:
            lines = entry(self._feed, fields, feeds.column)
            return self._put(feeds.after, lines)
        self._require_lines(feed)
        tokens = feed.value("tokens")
        if tokens is None:
            return self._put(feed.after, entry("tokens", new, feed.column))
        if tokens.items and not tokens.in_brackets and len(new) > len(old):
            at = past_comments(self._text, tokens.after, tokens.column)
            return self._put(at, item(new[-1], tokens.column))
        gone = [one not in new for one in old]
        if any(gone) and new and not tokens.in_brackets:
            return self._cut(tokens.items[gone.index(True)])
        return self._rewritten(feed, tokens, new)

    def _put(self, at: int, lines: list[str]) -> str:
        return self._text[:at] + joined(lines, self._newline) + self._text[at:]

    def _cut(self, part: Span) -> str:
        start = part.start - part.column
        return self._text[:start] + self._text[part.after :]

    def _rewritten(self, feed: Span, tokens: Span, new: Tokens) -> str:
        """Write all tokens anew, as a list of lines or as an empty one."""
        key = next(key for key, value in feed.entries if value is tokens)
        start = key.start - key.column
        lines = entry("tokens", new, key.column)
        cut = self._text[:start] + self._text[tokens.after :]
        return cut[:start] + joined(lines, self._newline) + cut[start:]

    def _require_lines(self, part: Span) -> None:
        if part.in_brackets:
            what = f"the feed {self._feed}"
            reason = "it stands in brackets; give each field a line of its own"
            raise FileWriteError(what, reason)


def _digest(token: Any) -> str:  # noqa: ANN401 (YAML comes in: a text, or a mapping)
    return str(token["hash"] if isinstance(token, dict) else token)

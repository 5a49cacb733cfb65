"""Words of the user's own for messages, as text: what they mean is for a renderer."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Template:
    """How a message is to be worded.

    Attributes:
        name: What rules and channels call it.
        title: Of the title; the usual title if empty.
        body: Of the body; the usual body if empty.
        path: File, relative to the data folder.
        line: Line in that file, from 1.
        title_line: Line of the title, from 1; 0 where it has none.
        body_line: Line of the body's first line, from 1; 0 where it has none.
        body_is_block: Whether each line of the body is one of the file (`body: |`).
    """

    name: str
    title: str = ""
    body: str = ""
    path: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    title_line: int = field(default=0, compare=False)
    body_line: int = field(default=0, compare=False)
    body_is_block: bool = field(default=False, compare=False)

    def line_of(self, part: str, line: int) -> int:
        """Give the line of the file on which a line of the title or body stands.

        Args:
            part: `title` or `body`.
            line: Line of that text, from 1.
        """
        if part == "title":
            return self.title_line or self.line
        if self.body_is_block:
            return self.body_line + line - 1
        return self.body_line or self.line

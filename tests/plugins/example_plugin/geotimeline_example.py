"""A notifier that appends to a file, and an exporter of bare titles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from geotimeline.errors import DeliveryError
from geotimeline.interfaces.settings import text, timeout_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geotimeline.interfaces.exporters import ExportRequest
    from geotimeline.interfaces.messages import Message
    from geotimeline.interfaces.notifiers import Setting


@dataclass(frozen=True, slots=True)
class FileNotifier:
    """Appends each message to a file, as one line of JSON."""

    required: ClassVar[Mapping[str, str]] = {"path": "the file to append to"}
    optional: ClassVar[Mapping[str, str]] = {"timeout": "seconds until it is given up"}

    path: Path
    timeout_seconds: float = 10.0

    @classmethod
    def from_settings(cls, settings: Mapping[str, Setting]) -> Self:
        """Make a notifier that appends to `path`."""
        return cls(Path(text(settings, "path")), timeout_seconds(settings))

    def send(self, message: Message) -> None:
        """Append the message; one write keeps lines of several threads apart."""
        line = json.dumps(message.as_json()) + "\n"
        try:
            with self.path.open("ab", buffering=0) as file:
                file.write(line.encode())
        except IsADirectoryError as error:
            reason = "path is a folder"
            raise DeliveryError("file", reason, retryable=False) from error
        except OSError as error:
            reason = error.strerror or "the file cannot be written"
            raise DeliveryError("file", reason, retryable=True) from error


class TitlesExporter:
    """Writes the title of each event, one a line."""

    media_type: ClassVar[str] = "text/plain; charset=utf-8"
    options: ClassVar[Mapping[str, str]] = {}

    def export(self, request: ExportRequest) -> Iterator[str]:
        """Give one line for each row."""
        for row in request.rows:
            yield f"{row.event.title}\n"

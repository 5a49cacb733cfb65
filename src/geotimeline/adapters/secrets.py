"""Fill `${NAME}` and `${file:path}` into settings, so that alerts/ holds no secrets."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geotimeline.errors import SecretError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geotimeline.adapters.redaction import Redactor
    from geotimeline.interfaces.notifiers import Setting

LARGEST_FILE_BYTES = 65_536
_ESCAPED = "$${"
_REFERENCE = re.compile(r"\$\$\{|\$\{([^}]*)(\}?)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_FILE = "file:"


def fill(
    setting: Setting,
    *,
    environ: Mapping[str, str],
    folder: Path,
    where: str = "",
    redactor: Redactor | None = None,
) -> Setting:
    r"""Give the setting with every reference replaced by its secret, at any depth.

    `${NAME}` is a variable of `environ`; `${file:path}` is the text of a file, relative
    to `folder`, without its final line end; `$${` stands for `${` itself. What is
    filled in is not searched again. Keys of mappings are left as they are.

    Args:
        setting: Text, or lists and mappings of it.
        environ: Where `${NAME}` is looked up.
        folder: The folder alerts/ of the data.
        where: Place of the setting, such as `channels.desk-mail`, for the error.
        redactor: Learns what was filled in, and passwords in URLs written out.

    Raises:
        SecretError: A reference is malformed, or what it names is absent or empty.
    """
    source = _Source(environ, folder, redactor)
    return _fill(setting, source, where)


def references(setting: Setting) -> tuple[str, ...]:
    """Give the references in the setting, each once, in order; nothing is read.

    Raises:
        SecretError: A reference is malformed.
    """
    found = (
        match.group()
        for text, where in _texts(setting, "")
        for match in _REFERENCE.finditer(text)
        if match.group() != _ESCAPED and _is_well_formed(match, where)
    )
    return tuple(dict.fromkeys(found))


def file_stamps(setting: Setting, folder: Path) -> tuple[tuple[int, int], ...]:
    """Give what changes when a file that the setting names is written or appears.

    Args:
        setting: Text, or lists and mappings of it.
        folder: The folder alerts/ of the data.

    Raises:
        SecretError: A reference is malformed.
    """
    named = (one[2:-1] for one in references(setting))
    files = (one.removeprefix(_FILE) for one in named if one.startswith(_FILE))
    return tuple(_stamp(folder / file) for file in files)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except (OSError, ValueError):  # absent, or a NUL character in the path
        return 0, 0
    return found.st_mtime_ns, found.st_size


@dataclass(frozen=True, slots=True)
class _Source:
    """Where secrets are read from, and who is told of them."""

    environ: Mapping[str, str]
    folder: Path
    redactor: Redactor | None

    def fill(self, text: str, where: str) -> str:
        def secret(match: re.Match[str]) -> str:
            if match.group() == _ESCAPED:
                return "${"
            _is_well_formed(match, where)
            return self.read(match[1], where)

        filled = _REFERENCE.sub(secret, text)
        if self.redactor is not None:
            self.redactor.add_url_password(filled)
        return filled

    def read(self, named: str, where: str) -> str:
        if named.startswith(_FILE):
            value = _read_file(self.folder / named.removeprefix(_FILE), named, where)
        elif named in self.environ:
            value = self.environ[named]
        else:
            raise _unreadable(named, where, "the environment does not have it")
        if not value.strip():
            raise _unreadable(named, where, "it is empty")
        if self.redactor is not None:
            self.redactor.add(value)
        return value


def _fill(setting: Setting, source: _Source, where: str) -> Setting:
    match setting:
        case str():
            return source.fill(setting, where)
        case list() | tuple():
            return [
                _fill(item, source, f"{where}[{number}]")
                for number, item in enumerate(setting)
            ]
        case dict():
            return {
                name: _fill(value, source, _inside(where, name))
                for name, value in setting.items()
            }
        case _:
            return setting


def _texts(setting: Setting, where: str) -> Iterator[tuple[str, str]]:
    match setting:
        case str():
            yield setting, where
        case list() | tuple():
            for number, item in enumerate(setting):
                yield from _texts(item, f"{where}[{number}]")
        case dict():
            for name, value in setting.items():
                yield from _texts(value, _inside(where, name))


def _inside(where: str, name: object) -> str:
    return f"{where}.{name}" if where else str(name)


def _is_well_formed(match: re.Match[str], where: str) -> bool:
    named, closed = match[1], match[2]
    if closed and (
        _NAME.fullmatch(named) or named.removeprefix(_FILE) != named != _FILE
    ):
        return True
    raise _unreadable(named, where, "write ${NAME} or ${file:path}, or $${ for ${")


def _read_file(path: Path, named: str, where: str) -> str:
    try:
        # A pipe would block for ever, so only plain files are read.
        if not stat.S_ISREG(path.stat().st_mode):
            raise _unreadable(named, where, "it is not a plain file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
        if len(content) > LARGEST_FILE_BYTES:
            reason = f"it is larger than {LARGEST_FILE_BYTES} bytes"
            raise _unreadable(named, where, reason)
        return content.decode().removesuffix("\n").removesuffix("\r")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _unreadable(named, where, f"{path}: {reason}") from error
    except ValueError:  # not UTF-8, or a NUL character in the path
        raise _unreadable(named, where, "it is not UTF-8 text") from None


def _unreadable(named: str, where: str, reason: str) -> SecretError:
    return SecretError(f"${{{named}}}", reason, where=where)

"""What the pages say of the command line is what it does."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from geotimeline.__main__ import INTERRUPTED, READER_GONE
from geotimeline.cli.app import program
from geotimeline.cli.completing import _QUERY_FIELDS
from geotimeline.cli.output import WriteError
from geotimeline.errors import GeotimelineError
from geotimeline.model.query import _FIELDS
from tests.cli.conftest import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Ran

DOCS = CHECKOUT / "docs"
SHARED = {"--data", "--now", "--state", "--json", "--help"}


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (click's Command)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(_commands(program()))
by_name = pytest.mark.parametrize("name", COMMANDS)


def _examples(name: str) -> list[str]:
    return [
        line.strip()
        for line in (COMMANDS[name].epilog or "").splitlines()
        if line.strip().startswith("geotimeline ")
    ]


@by_name
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (DOCS / "cli.md").read_text("utf-8")
    _, _, section = page.partition(f"\n## geotimeline {name}\n")
    section = section.partition("\n## ")[0]

    options = {opt for param in COMMANDS[name].params for opt in param.opts}
    missing = {opt for opt in options if opt.startswith("--") and opt not in section}

    assert section, "no section of its own"
    assert missing <= SHARED


@by_name
def test_every_command_has_a_line_of_help_and_an_example(
    name: str, geotimeline: Callable[..., Ran]
) -> None:
    shown = geotimeline(*name.split(), "--help")

    assert shown.code == 0
    assert len(COMMANDS[name].help.splitlines()[0]) < 80
    assert any(line.startswith(f"geotimeline {name}") for line in _examples(name))
    assert all(line in shown.out for line in _examples(name))


@by_name
def test_the_examples_name_options_that_exist(
    name: str, geotimeline: Callable[..., Ran]
) -> None:
    for example in _examples(name):
        words = shlex.split(re.split(r" [|>]| 2>>", example)[0])[1:]
        assert geotimeline(*words, "--help").code == 0, example


def test_the_commands_of_the_program_are_those_of_its_page() -> None:
    page = (DOCS / "cli.md").read_text("utf-8")

    assert set(re.findall(r"^## geotimeline (.+)$", page, re.MULTILINE)) == set(
        COMMANDS
    )


def _errors(of: type[GeotimelineError]) -> Iterator[type[GeotimelineError]]:
    yield of
    for one in of.__subclasses__():
        yield from _errors(one)


def test_every_exit_code_is_documented() -> None:
    page = (DOCS / "exit-codes.md").read_text("utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}

    used = {
        error.exit_code
        for error in _errors(GeotimelineError)
        if error.__module__.startswith("geotimeline.")
    }

    assert WriteError.exit_code in used
    assert documented == used | {0, 2, INTERRUPTED, READER_GONE}


def test_every_field_of_a_query_is_documented_and_completed() -> None:
    page = (DOCS / "query.md").read_text("utf-8")

    documented = re.findall(r"^\| `([a-z-]+):` \|", page, re.MULTILINE)

    assert documented == sorted(_FIELDS)
    assert sorted(_QUERY_FIELDS) == [f"{name}:" for name in sorted(_FIELDS)]

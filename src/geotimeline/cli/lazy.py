"""Commands that are imported when they are called.

A start pays for one command and not for all: building a command inspects its
signature, and with two dozen of them `--version` would cost twice what it must.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperGroup

from geotimeline.cli.output import as_reader_gone

if TYPE_CHECKING:
    from collections.abc import Callable

Command = Any  # click's Command, which Typer 0.28 and 0.29 keep in different places

_VERBATIM = "\b\n"  # click's mark for a paragraph whose lines stay as they are
_EXAMPLES = "Examples:\n"


class LazyCommands(Mapping[str, Command]):
    """Commands by name, each built when it is first asked for."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """Keep where each command is.

        Args:
            places: Import path by name: `package.module:function`, or
                `package.module:group` of a Typer group.
        """
        self._places = places
        self._built: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._built:
            module, _, attribute = self._places[name].partition(":")
            found = getattr(import_module(module), attribute)
            self._built[name] = built(name, found)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class LazyGroup(TyperGroup):
    """A group of commands; a subclass names their places.

    Attributes:
        places: Import path of each command by name, in the order of `--help`.
    """

    places: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 (handed on to Typer)
        super().__init__(**attributes)
        self.commands = LazyCommands(self.places)  # type: ignore[assignment] # nobody adds to it

    def list_commands(self, ctx: Command) -> list[str]:  # noqa: ARG002 (click's signature)
        """Name the commands without building them."""
        return list(self.places)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (click's signature)
        """Read the options before the command; `--help` prints from here.

        Raises:
            ReaderGoneError: Nobody reads what is printed any more.
        """
        with as_reader_gone():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Command) -> Any:  # noqa: ANN401 (click's signature)
        """Run the command.

        Raises:
            ReaderGoneError: Nobody reads what is printed any more.
        """
        with as_reader_gone():
            return super().invoke(ctx)


def group(
    cls: type[LazyGroup],
    name: str,
    callback: Callable[..., None],
    *,
    add_completion: bool = False,
) -> typer.Typer:
    """Make the Typer program of a lazy group.

    Args:
        cls: Names the places of its commands.
        name: What it is called.
        callback: Declares the options before the command; its docstring is the help.
        add_completion: Whether to offer `--install-completion`.
    """
    app = typer.Typer(
        name=name,
        cls=cls,
        no_args_is_help=True,
        add_completion=add_completion,
        rich_markup_mode=None,  # plain help: importing rich costs as much as `list`
        pretty_exceptions_enable=False,
    )
    app.callback()(callback)
    return app


def built(name: str, made_of: Callable[..., None] | typer.Typer) -> Command:
    """Build a command from a function, or a group from its Typer program.

    The part of a function's docstring from `Examples:` on is shown line by line.
    """
    if isinstance(made_of, typer.Typer):
        return typer.main.get_command(made_of)
    text, _, examples = (inspect.getdoc(made_of) or "").partition(_EXAMPLES)
    app = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    epilog = _VERBATIM + _EXAMPLES + examples if examples else None
    app.command(name, help=text, epilog=epilog)(made_of)
    return typer.main.get_command(app)

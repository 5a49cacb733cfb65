"""The program: run a command, and turn whatever went wrong into words and a code."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from geotimeline.cli.output import (
    ReaderGoneError,
    WriteError,
    flush,
    forget_reader,
    tell,
)
from geotimeline.errors import GeotimelineError

INTERRUPTED = 130
READER_GONE = 141
"""What a program killed by SIGPIPE ends with: `geotimeline list | head` is no error."""


def main() -> None:
    """Run the command line; ends the process with the code of docs/exit-codes.md."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a `?` beats no list at all
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code.

    Args:
        arguments: What stands behind the program's name; None for those of the process.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except ReaderGoneError:
        forget_reader()
        return READER_GONE
    except GeotimelineError as error:
        if isinstance(error, WriteError):
            forget_reader()
        tell(f"error: {error}")
        return error.exit_code
    except Exception:  # noqa: BLE001 (a bug must not end with 1, "problems found")
        import traceback

        traceback.print_exc()
        tell("this is a bug in geotimeline; please report it with the lines above")
        return GeotimelineError.exit_code


def _run(arguments: list[str] | None) -> int:
    from geotimeline.cli.app import program

    code: object = 0
    try:
        program().main(args=arguments, prog_name="geotimeline")
    except SystemExit as ended:  # how Typer ends every command, also one that worked
        code = ended.code
    flush()
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()

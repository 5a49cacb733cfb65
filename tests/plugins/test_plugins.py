from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geotimeline.errors import NotFoundError
from geotimeline.plugins import BUILT_IN, Kind, find, find_notifier, listing
from tests.plugins.packaging import make_distribution

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MODULE = """
class Postcard:
    required, optional, timeout_seconds = {"to": "whom to write"}, {}, 10.0

    @classmethod
    def from_settings(cls, settings):
        return cls()

    def send(self, message):
        return None


class Paper:
    pass


shout = print
"""


@pytest.fixture
def offer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, dict[str, str]], None]:
    """Install a distribution that offers these notifiers."""
    (tmp_path / "postcards.py").write_text(_MODULE)
    (tmp_path / "broken_postcards.py").write_text("raise ValueError('no\\n stamps')")

    def install(name: str, notifiers: dict[str, str]) -> None:
        make_distribution(tmp_path, name, "0.9", {Kind.NOTIFIER.group: notifiers})
        monkeypatch.syspath_prepend(str(tmp_path))

    return install


@pytest.mark.parametrize("name", ["apprise", "command", "console", "email", "webhook"])
def test_our_notifiers_are_found_by_name(name: str) -> None:
    notifier = find_notifier(name)

    assert notifier.__module__ == f"geotimeline.adapters.notifiers.{name}"


def test_everything_built_in_can_be_used() -> None:
    found = [one for kind in Kind for one in listing(kind) if one.origin == BUILT_IN]

    assert {one.name for one in found} >= {"console", "email", "ical", "json"}
    assert [one for one in found if one.problem] == []


def test_nothing_is_imported_or_scanned_before_it_is_asked_for() -> None:
    program = """
import sys
from geotimeline.plugins import Kind, find
assert not [name for name in sys.modules if name.startswith("geotimeline.adapters")]
find(Kind.NOTIFIER, "console")
assert "geotimeline.adapters.notifiers.email" not in sys.modules
assert "importlib.metadata" not in sys.modules
"""
    subprocess.run([sys.executable, "-S", "-c", _with_path(program)], check=True)


def _with_path(program: str) -> str:
    """Run without site, whose .pth files import what they like."""
    return f"import sys; sys.path[:] = {sys.path!r}\n{program}"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="no notifier 'emial'; did you mean email"):
        find(Kind.NOTIFIER, "emial")


def test_a_name_like_no_other_is_answered_with_all() -> None:
    with pytest.raises(NotFoundError, match="there are atom, csv, ical, json, jsonld"):
        find(Kind.EXPORTER, "zzz")


def test_other_peoples_notifiers_are_found(
    offer: Callable[[str, dict[str, str]], None],
) -> None:
    offer("postcards", {"postcard": "postcards:Postcard"})

    notifier = find_notifier("postcard")
    listed = listing(Kind.NOTIFIER)[-1]

    assert notifier.required == {"to": "whom to write"}
    assert (listed.name, listed.origin) == ("postcard", "postcards 0.9")
    assert (listed.target, listed.problem) == ("postcards:Postcard", "")


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("broken_postcards:Postcard", "ValueError: no stamps"),
        ("no_such_postcards:Postcard", "No module named"),
        ("postcards:Missing", "has no attribute 'Missing'"),
        ("postcards:Paper", "it lacks required, optional"),
        ("postcards:shout", "it is not a class"),
    ],
    ids=["raises", "no module", "no such name", "another sort", "a function"],
)
def test_a_broken_plugin_says_why_and_stops_nobody(
    offer: Callable[[str, dict[str, str]], None], target: str, problem: str
) -> None:
    offer("postcards", {"a-broken-one": target, "postcard": "postcards:Postcard"})

    broken, working = listing(Kind.NOTIFIER)[-2:]

    assert problem in broken.problem
    assert "\n" not in broken.problem
    assert working.problem == ""
    with pytest.raises(NotFoundError, match="no notifier 'a-broken-one'"):
        find_notifier("a-broken-one")


def test_nobody_can_replace_a_notifier_of_ours(
    offer: Callable[[str, dict[str, str]], None],
) -> None:
    offer("postcards", {"email": "postcards:Postcard"})

    assert find_notifier("email").__name__ == "EmailNotifier"
    hidden = listing(Kind.NOTIFIER)[-1]
    assert hidden.origin == "postcards 0.9"
    assert hidden.problem == "hidden by the one of that name (built in)"


def test_of_two_with_one_name_the_first_distribution_wins(
    offer: Callable[[str, dict[str, str]], None],
) -> None:
    offer("b-cards", {"postcard": "postcards:Paper"})
    offer("a-cards", {"postcard": "postcards:Postcard"})

    first, second = listing(Kind.NOTIFIER)[-2:]

    assert find_notifier("postcard").__name__ == "Postcard"
    assert (first.origin, first.problem) == ("a-cards 0.9", "")
    assert second.problem == "hidden by the one of that name (a-cards 0.9)"

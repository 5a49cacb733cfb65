from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from geotimeline.adapters.secrets import fill
from geotimeline.interfaces.settings import wrong_names
from geotimeline.plugins import BUILT_IN, Kind, find_notifier, listing

if TYPE_CHECKING:
    from geotimeline.interfaces.notifiers import Setting

PAGES = Path(__file__).parents[2] / "docs" / "notifiers"
NAMES = [one.name for one in listing(Kind.NOTIFIER) if one.origin == BUILT_IN]

_SECRETS = {
    "GEOTIMELINE_HOOK_SECRET": "sesame",
    "GEOTIMELINE_APPRISE_URL": "json://localhost",
}


def _page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text("utf-8")


def test_every_notifier_has_its_page() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_lists_exactly_the_settings_that_there_are(name: str) -> None:
    notifier = find_notifier(name)
    rows = re.findall(r"^\| `(\w+)` \| (yes|no) \| (.*) \|$", _page(name), re.MULTILINE)

    assert [(setting, line) for setting, needed, line in rows if needed == "yes"] == [
        *notifier.required.items()
    ]
    assert [(setting, line) for setting, needed, line in rows if needed == "no"] == [
        *notifier.optional.items()
    ]


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
@pytest.mark.parametrize("name", NAMES)
def test_the_example_on_a_page_makes_notifiers(name: str, tmp_path: Path) -> None:
    for secret in ("smtp-password", "hook-token"):
        (tmp_path / secret).write_text("sesame\n")
    (example,) = re.findall(r"```yaml\n(.*?)```", _page(name), re.DOTALL)
    channels = yaml.load(example, yaml.BaseLoader)["channels"]  # noqa: S506 (plain text only)

    for channel in channels.values():
        assert channel.pop("notifier") == name
        settings = fill(channel, environ=_SECRETS, folder=tmp_path)
        _make(name, settings)


def _make(name: str, settings: Setting) -> None:
    assert isinstance(settings, dict)
    notifier = find_notifier(name)
    assert wrong_names(notifier, settings) == ()
    assert notifier.from_settings(settings).timeout_seconds >= 10

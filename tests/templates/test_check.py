"""`check` reads every template and tries it, and `preview` shows what it gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geotimeline.formats.alerts.files import read_alerts
from geotimeline.services.checking.templates import template_problems
from tests.cli.conftest import NOVEMBER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

VISIT = "ru-in-putin-visit-new-delhi"
BLOCK = """\
templates:
  short:
    title: "{{ what }}"
    # how it goes on
    body: |

      {{ why }}
      {{ wen }}
      {% if quote %}
      {{ claims[0].qoute }}
      {% endif %}
"""


def problems(text: str) -> list[str]:
    alerts, wrong = read_alerts([("alerts/words.yaml", text)])
    assert wrong == ()
    return [
        str(problem)
        for template in alerts.templates.values()
        for problem in template_problems(template)
    ]


def test_all_that_is_wrong_is_named_at_its_line() -> None:
    assert [one.split(";")[0] for one in problems(BLOCK)] == [
        "alerts/words.yaml:8: templates.short.body: unknown variable 'wen'",
        "alerts/words.yaml:10: templates.short.body: nothing has a part 'qoute'",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            'templates:\n  a:\n    title: "{% if %}"\n',
            "3: templates.a.title: cannot be read: expected an expression",
        ),
        (
            "templates:\n  a:\n    body: |\n      x\n      {% if what %}\n      y\n",
            "6: templates.a.body: cannot be read: unexpected end of template",
        ),
        (
            'templates: {a: {title: "{{ what ~ ' + "'\\\\n'" + ' ~ when }}"}}\n',
            "1: templates.a.title: fails for a lead: gives a title of several lines",
        ),
        (
            'templates: {a: {title: "{{ url }}"}}\n',
            "1: templates.a.title: fails for a cancellation: gives an empty title",
        ),
        (
            "templates:\n  a:\n    body: >\n      {{ wat }}\n      b\n",
            "3: templates.a.body: unknown variable 'wat'",
        ),
        (
            "templates:\n  a:\n    body: |2-\n        {{ what }}\n      {{ wat }}\n",
            "5: templates.a.body: unknown variable 'wat'",
        ),
        (
            "templates:\n  a:\n    body: |\n      a\n      {{ claims[0].by }}\n",
            "5: templates.a.body: fails for a digest: a list has no item",
        ),
    ],
)
def test_a_template_that_would_fail_is_a_problem(text: str, problem: str) -> None:
    (found,) = problems(text)

    assert found.startswith(f"alerts/words.yaml:{problem}")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("templates: {a: {titel: b}}\n", "has no field `titel`; did you mean `title`?"),
        ("templates: {a: {subject: b}}\n", "no field `subject`; write `title`"),
        ("templates: {a: {x-of: desk}}\n", "says nothing: give it `title`, `body`"),
        ("templates: {a: {body: '  '}}\n", "is empty"),
        ("templates:\n  a:\n    title: |\n      b\n      c\n", "expected one line of"),
        ("templates: {a: b}\n", "expected the fields of a template"),
        (
            "templates: {sms: {body: b}}\nrules: [{name: r, on: new, template: sm}]\n",
            "the rule 'r' names no known template 'sm'; did you mean `sms`?",
        ),
        (
            "channels: {phone: {notifier: console, template: sms}}\n",
            "the channel 'phone' names no known template 'sms'; there are none",
        ),
    ],
)
def test_what_cannot_be_a_template_is_refused(text: str, problem: str) -> None:
    _, (found,) = read_alerts([("alerts/words.yaml", text)])

    assert problem in str(found)


def test_a_template_is_given_once() -> None:
    text = "templates: {a: {body: b}}\n"

    _, (found,) = read_alerts([("alerts/a.yaml", text), ("alerts/b.yaml", text)])

    assert "the template 'a' already stands in alerts/a.yaml:1" in str(found)


def test_a_broken_template_stops_no_pass(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "alerts/words.yaml").write_text(BLOCK)

    checked = geotimeline("check", "--now", NOVEMBER)
    sent = geotimeline("alerts", "send", "--now", NOVEMBER)

    assert checked.code == 1
    assert "alerts/words.yaml:8: templates.short.body: unknown variable" in checked.out
    assert sent.code == 0


def test_the_next_message_is_previewed(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    assert desk.is_dir()
    shown = geotimeline("alerts", "preview", VISIT, "--now", NOVEMBER)

    assert shown.code == 0
    assert shown.out.startswith("Vladimir Putin visits India: December 2025\n\nWhy now")
    assert "\nNext reminder: 24 December 2025, 09:00 (Europe/Berlin)" in shown.out
    assert "\nAcknowledge: geotimeline alerts ack " in shown.out
    assert (
        "due Mon 2025-12-01 09:00 Europe/Berlin, to console, rule visits" in shown.err
    )


def test_another_template_is_tried_on_it(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    words = 'templates: {t: {title: "{{ kind }}!", body: "{{ acknowledge }}"}}\n'
    (desk / "alerts/words.yaml").write_text(words)
    settings = (desk / "alerts/settings.yaml").read_text("utf-8")
    public = f"{settings}\npublic-url: https://desk.example.org\n"
    (desk / "alerts/settings.yaml").write_text(public)

    ask = ("alerts", "preview", VISIT, "--template", "t", "--now", NOVEMBER)
    shown = geotimeline(*ask)
    as_json = json.loads(geotimeline(*ask, "--json").out)

    assert shown.out == "lead!\n\nhttps://desk.example.org/ack/…\n"
    assert "worded by the template t (alerts/words.yaml:1)" in shown.err
    assert (as_json["title"], as_json["event_id"]) == ("lead!", VISIT)


def test_a_template_that_fails_is_previewed_as_it_would_go(
    geotimeline: Callable[..., Ran], desk: Path
) -> None:
    (desk / "alerts/words.yaml").write_text(BLOCK)

    shown = geotimeline(
        "alerts", "preview", VISIT, "--template", "short", "--now", NOVEMBER
    )

    assert shown.code == 1
    assert shown.out.startswith("Vladimir Putin visits India: December 2025\n\nWhy now")
    assert "the template short failed (alerts/words.yaml:8: unknown" in shown.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("us-tarif",), "no event 'us-tarif'"),
        ((VISIT, "--rule", "visit"), "no rule 'visit'; did you mean `visits`?"),
        ((VISIT, "--channel", "mail"), "no channel 'mail'"),
        ((VISIT, "--template", "sms"), "no template 'sms'; there are none"),
        (("us-tariff-india", "--rule", "visits"), "no reminder to come of"),
    ],
)
def test_what_cannot_be_previewed_is_said(
    geotimeline: Callable[..., Ran], desk: Path, asked: tuple[str, ...], said: str
) -> None:
    assert desk.is_dir()
    shown = geotimeline("alerts", "preview", *asked, "--now", NOVEMBER)

    assert shown.code == 13
    assert said in shown.err

"""What a template may be made of, and that none is slow, large, or reaches out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.formats.templates.language import LONGEST_TEMPLATE
from geotimeline.formats.templates.rendering import (
    LONGEST_BODY,
    LONGEST_TITLE,
    TemplateFailedError,
    faults_of,
    rendered_body,
    rendered_title,
)
from geotimeline.planning.facts import Facts, Statement

FACTS = Facts(
    kind="lead",
    what="A visit",
    why="7 days before the first possible day",
    number=2,
    default_body="x" * LONGEST_BODY,
    tags=("summit", "trade"),
    claims=(Statement(by="A", quote="soon"), Statement(by="B")) * 10,
    lines=("y" * 500,) * 40,
)
LOOP = "{% for l in lines %}"
END = "{% endfor %}"
BODY = "{{ default_body }}"


def reasons(text: str, *, is_title: bool = False) -> list[str]:
    return [fault.message for fault in faults_of(text, is_title=is_title)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ what }}: {{ why | short(9) }}", "A visit: 7 days…"),
        ("{{ what | upper }} {{ what | lower }}", "A VISIT a visit"),
        (
            "{{ tags | join(' · ') }}, {{ tags | join }}",
            "summit · trade, summit, trade",
        ),
        ("{{ claims[0].quote | quoted }}{{ claims[1].quote | quoted }}.", "“soon”."),
        ("{{ tags | length }} {{ what | length }} {{ number }}", "2 7 2"),
        (
            "{% for t in tags if t != 'trade' %}{{ loop.index }}{{ t }}{% endfor %}",
            None,
        ),
        ("{% if url %}{{ url }}{% elif by %}b{% else %}none{% endif %}", "none"),
        ("{{ url or 'nowhere' }} {{ 'yes' if what and not url }}", "nowhere yes"),
        ("{% filter short(5) %}{{ what }} {{ why }}{% endfilter %}", "A vi…"),
        ("{{ (what ~ ', ' ~ kind) | short(100) }}", "A visit, lead"),
        ("{{ claims[-1].by }}{{ claims[:3] | length }}", "B3"),
        ("{% raw %}{{ what }}{% endraw %}{# a comment #}", "{{ what }}"),
        ("a\n\n{% if url %}\nb\n{% endif %}\n\n\nc\n", "a\n\nc"),
        ("{{ acknowledge }}{{ default_body | short(3) }}", "xx…"),
    ],
)
def test_what_a_template_may_say(text: str, told: str | None) -> None:
    assert reasons(text) == []
    assert rendered_body(text, FACTS) == (told or "1summit")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ wat }}", "unknown variable 'wat'; did you mean `what`?"),
        ("{{ claims[0].qoute }}", "nothing has a part 'qoute'; did you mean `quote`?"),
        ("{{ what | shrt(3) }}", "no filter 'shrt'; did you mean `short`?"),
        ("{{ what | replace('a', what) }}", "no filter 'replace'"),
        ("{{ 'x' * 1000000000 }}", "arithmetic cannot stand in a template"),
        ("{{ 9 ** 9 ** 9 }}", "arithmetic cannot stand in a template"),
        ("{{ '%1000000000d' % 1 }}", "arithmetic cannot stand in a template"),
        ("{{ what | short(1000000000) }}", "numbers go up to 100000"),
        ("{% for n in range(1000000000) %}{% endfor %}", "a loop goes over actors"),
        ("{{ range(3) }}", "a call such as `x()` cannot stand"),
        ("{{ what.center(1000000000) }}", "a call such as `x()` cannot stand"),
        ("{% set a = what %}", "`set` cannot stand in a template"),
        ("{% set a %}b{% endset %}", "`set` cannot stand in a template"),
        ("{% macro a() %}{% endmacro %}", "`macro` cannot stand in a template"),
        ("{% include 'a' %}", "`include` cannot stand in a template"),
        ("{% import 'a' as b %}", "`import` cannot stand in a template"),
        ("{% extends 'a' %}", "`extends` cannot stand in a template"),
        ("{% block a %}{% endblock %}", "`block` cannot stand in a template"),
        ("{% with %}{% endwith %}", "`with` cannot stand in a template"),
        ("{% autoescape true %}{% endautoescape %}", "`autoescape` cannot stand"),
        ("{% for c in what %}{% endfor %}", "a loop goes over actors, tags"),
        ("{% for c in claims[0].by %}{% endfor %}", "a loop goes over actors, tags"),
        ("{% for tags in tags %}{% endfor %}", "a loop gives one name that is not"),
        ("{% for a, b in claims %}{% endfor %}", "a loop gives one name that is not"),
        (f"{LOOP}{{% for t in tags %}}{END}{END}", "a loop cannot stand in another"),
        ("{% for c in claims recursive %}{% endfor %}", "a loop cannot be recursive"),
        ("{% for c in claims %}{% endfor %}{{ c.by }}", "unknown variable 'c'"),
        ("{{ what.__class__ }}", "nothing has a part '__class__'"),
        ("{{ what['__class__'] }}", "a part is named after a dot"),
        ("{{ what is defined }}", "a test such as `is defined` cannot stand"),
        ("{{ [what, what] }}", "a list of one's own cannot stand"),
        ("{{ self }}", "unknown variable 'self'"),
        ("{{ what }", "cannot be read"),
        ("{% if what %}", "cannot be read"),
        ("{{ " + "(" * 3000 + "what" + ")" * 3000 + " }}", "is nested too deeply"),
        ("{{ what" + ".by" * 2000 + " }}", "is nested too deeply"),
        ("{% if what %}" * 150 + "{% endif %}" * 150, "is nested too deeply"),
        ("x" * (LONGEST_TEMPLATE + 1), f"has {LONGEST_TEMPLATE + 1} characters"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_a_template_may_not_do_is_named_before_it_runs(
    text: str, reason: str
) -> None:
    found = reasons(text)

    assert any(one.startswith(reason) for one in found), found
    with pytest.raises(TemplateFailedError):
        rendered_body(text, FACTS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            f"{LOOP}{{{{ l }}}}{{{{ l }}}}{END}",
            f"gives more than {LONGEST_BODY} characters",
        ),
        (f"{LOOP}{'y' * 600}{END}", f"gives more than {LONGEST_BODY} characters"),
        (
            f"{{% filter short(9) %}}{LOOP}{BODY}{END}{{% endfilter %}}",
            "puts in more than",
        ),
        (
            f"{LOOP}{{% if default_body | upper == l %}}{{% endif %}}{END}",
            "puts in more than",
        ),
        ("{{ claims }}", "a list cannot be put in as it is"),
        ("{{ claims[20].by }}", "a list has no item 20 here"),
        ("{{ what | short('a') }}", "`short` takes a number from 1 on"),
        ("{{ what | short(-3) }}", "`short` takes a number from 1 on"),
        ("{{ claims | join }}", "`join` takes a list of texts"),
        ("{{ what | join('yyyyyyyyyy') }}", "`join` takes a list of texts"),
        ("{{ number | upper }}", "`upper` takes a text"),
        ("{{ number | length }}", "`length` takes a text or a list"),
        ("{% if what < number %}{% endif %}", "'<' not supported"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_fails_only_when_it_runs_fails_in_words(text: str, reason: str) -> None:
    assert reasons(text) == []
    with pytest.raises(TemplateFailedError, match=r"\w") as failed:
        rendered_body(text, FACTS)

    assert failed.value.reason.startswith(reason)


def test_a_failure_knows_its_line() -> None:
    with pytest.raises(TemplateFailedError) as failed:
        rendered_body("one\n{% if what %}\n\n{{ claims }}\n{% endif %}", FACTS)

    assert failed.value.line == 4
    assert [
        fault.line for fault in faults_of("a\n{{ b }}\n{{ c }}", is_title=False)
    ] == [
        2,
        3,
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ url }} ", "gives an empty title"),
        ("{{ what ~ '\n' ~ why }}", "gives a title of several lines"),
        ("{{ what }}\u2028{{ why }}", "gives a title of several lines"),
        ("{{ lines[0] }}{{ lines[1] }}", f"gives more than {LONGEST_TITLE} characters"),
        ("{{ acknowledge }}", "'acknowledge' can stand in a body only"),
        ("{{ default_body }}", "'default_body' can stand in a body only"),
    ],
)
def test_a_title_is_one_line(text: str, reason: str) -> None:
    with pytest.raises(TemplateFailedError) as failed:
        rendered_title(text, FACTS)

    assert failed.value.reason == reason


PIECES = (
    *("{{ what }}", "{{ claims[0].by }}", "{{ tags | join }}", "{{ default_body }}"),
    *("{% for c in claims %}", "{{ c.by }}", "{{ loop.index }}", "{% endfor %}"),
    *("{% if url %}", "{% if what %}", "{% else %}", "{% endif %}", "{% raw %}"),
    *("{% filter short(3) %}", "{% endfilter %}", "{{ x * y }}", "{% set a = 1 %}"),
    *("{{", "}}", "{%", "%}", "{#", "#}", "-%}", "{%-", "'", '"', "\\", "\n", "(", "]"),
    *(" ", "|", "~", ".", "-", "what", "9", "\x00", "é", "\U0001f600"),
)
pieces = st.sampled_from(PIECES)


@given(st.lists(pieces | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_gives_a_message_or_fails_in_words(text: str) -> None:
    faults = faults_of(text, is_title=False)
    try:
        body = rendered_body(text, FACTS)
    except TemplateFailedError as error:
        failure = error
    else:
        assert len(body) <= LONGEST_BODY
        assert faults == ()
        return

    assert failure.reason
    last = len(re.split("\r\n|\r|\n", text))  # the lines that Jinja counts
    assert failure.line <= last
    assert all(1 <= fault.line <= last for fault in faults)

"""The warnings of `check`, as files name those they do not want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geotimeline.formats.yaml.faults import Fault, RefusedError, did_you_mean
from geotimeline.formats.yaml.fields import Kind
from geotimeline.formats.yaml.kinds import line_of_text, list_of
from geotimeline.model.lint_codes import LintCode

if TYPE_CHECKING:
    from geotimeline.formats.yaml.fields import Scope
    from geotimeline.formats.yaml.nodes import Node

_BY_CODE = {code.value: code for code in LintCode}
_BY_SLUG = {code.slug: code for code in LintCode}
_BY_NAME = _BY_SLUG | _BY_CODE


def read_lint(node: Node, scope: Scope) -> LintCode:
    """Read a code such as `GT103`, or the name for it, `quote-missing`.

    Raises:
        RefusedError: There is no such warning; the nearest is named.
    """
    text = line_of_text(node, scope)
    if text not in _BY_NAME:
        hint = did_you_mean(text, _BY_CODE if text.startswith("GT") else _BY_SLUG)
        raise RefusedError(Fault(f"`check` has no warning {text!r}; {hint}"))
    return _BY_NAME[text]


LINTS = list_of(
    Kind("code or name of a warning", read_lint, {"enum": list(_BY_NAME)}),
    "list of warnings",
)

"""What a template may be made of: a part of Jinja in which nothing can take long.

There are values, `if`, `for`, `filter`, and a few filters. There is nothing that makes
large things out of small ones: no arithmetic, no calls, no variables of one's own, and
loops go over the lists of a message only, none within another. So the work of a
template is bounded before it begins, whoever wrote it (`docs/decisions.md`).
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from geotimeline.formats.yaml.faults import did_you_mean
from geotimeline.planning.facts import LISTS, ONLY_IN_BODIES, Facts, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jinja2 import Environment

LONGEST_TEMPLATE = 8_000
"""How many characters a title or body may have, as it is written."""

NESTED_TOO_DEEPLY = "is nested too deeply"

VARIABLES = tuple(field.name for field in fields(Facts))
"""What a body may name; a title lacks `ONLY_IN_BODIES`."""

_PARTS = (*(field.name for field in fields(Statement)), "index", "first", "last")
_NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name),
    *(nodes.If, nodes.For, nodes.FilterBlock, nodes.Filter),
    *(nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.CondExpr, nodes.Concat),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Compare, nodes.Operand),
)
_LARGEST_NUMBER = 100_000


class TemplateFault(NamedTuple):
    """One thing that is wrong with a template.

    Attributes:
        line: Line of its text, from 1.
        message: What is wrong and what would be right, without a final stop.
    """

    line: int
    message: str


class Parsed(NamedTuple):
    """A template as a tree, and all that is wrong with it; no tree without syntax."""

    tree: nodes.Template | None
    faults: tuple[TemplateFault, ...]


def parsed(text: str, environment: Environment, *, is_title: bool) -> Parsed:
    """Read a template, and find everything in it that must not be.

    Args:
        text: As it stands in the file.
        environment: Gives the syntax and the filters.
        is_title: Whether it becomes a title, of which less is known.
    """
    if len(text) > LONGEST_TEMPLATE:
        message = f"has {len(text)} characters; at most {LONGEST_TEMPLATE} are read"
        return Parsed(None, (TemplateFault(1, message),))
    known = tuple(n for n in VARIABLES if not is_title or n not in ONLY_IN_BODIES)
    try:
        tree = environment.parse(text)
        found = sorted(_Look(known, environment.filters).at(tree, ()))
    except TemplateSyntaxError as error:
        return Parsed(None, (TemplateFault(error.lineno, _said(error)),))
    except RecursionError:
        return Parsed(None, (TemplateFault(1, NESTED_TOO_DEEPLY),))
    return Parsed(tree, tuple(dict.fromkeys(found)))


class _Look:
    """One look over a tree."""

    def __init__(self, known: Collection[str], filters: Collection[str]) -> None:
        self.known = known
        self.filters = filters

    def at(self, node: nodes.Node, loops: tuple[str, ...]) -> Iterator[TemplateFault]:
        """Yield what is wrong with a node and below it.

        Args:
            node: A node.
            loops: The names that the loops around it give, outermost first.
        """
        for message in self.messages(node, loops):
            yield TemplateFault(node.lineno or 1, message)  # Jinja's own have none
        if isinstance(node, nodes.For):
            yield from self.at(node.iter, loops)
            inside = [*node.body, *filter(None, [node.test])]
            for child in inside:
                yield from self.at(child, (*loops, *_names(node.target), "loop"))
            for child in node.else_:
                yield from self.at(child, loops)
        elif isinstance(node, _NODES):
            for child in node.iter_child_nodes():
                yield from self.at(child, loops)

    def messages(self, node: nodes.Node, loops: tuple[str, ...]) -> Iterator[str]:
        """Yield what is wrong with a node itself."""
        if not isinstance(node, _NODES):
            yield f"{_word(node)} cannot stand in a template; there are if, for, filter"
        elif isinstance(node, nodes.Name) and node.name not in (*self.known, *loops):
            yield self.unknown(node.name)
        elif isinstance(node, nodes.Getattr) and node.attr not in _PARTS:
            hint = did_you_mean(node.attr, _PARTS)
            yield f"nothing has a part {node.attr!r}; {hint}"
        elif isinstance(node, nodes.Filter) and node.name not in self.filters:
            yield f"no filter {node.name!r}; {did_you_mean(node.name, self.filters)}"
        elif isinstance(node, nodes.Getitem) and _is_named(node.arg):
            yield "a part is named after a dot, as in `claims[0].by`"
        elif isinstance(node, nodes.Const) and _is_large(node.value):
            yield f"numbers go up to {_LARGEST_NUMBER}"
        elif isinstance(node, nodes.For):
            yield from self.of_loop(node, loops)

    def unknown(self, name: str) -> str:
        """Say that there is no such variable here."""
        if name in ONLY_IN_BODIES:
            return f"{name!r} can stand in a body only"
        return f"unknown variable {name!r}; {did_you_mean(name, self.known)}"

    def of_loop(self, node: nodes.For, loops: tuple[str, ...]) -> Iterator[str]:
        """Yield what is wrong with a loop."""
        listed = node.iter
        if isinstance(listed, nodes.Getitem) and isinstance(listed.arg, nodes.Slice):
            listed = listed.node
        if not isinstance(listed, nodes.Name) or listed.name not in LISTS:
            yield f"a loop goes over {', '.join(LISTS)}, such as `for claim in claims`"
        names = _names(node.target)
        if len(names) != 1 or not {*names}.isdisjoint((*VARIABLES, "loop")):
            yield "a loop gives one name that is not that of a variable"
        if loops:
            yield "a loop cannot stand in another"
        if node.recursive:
            yield "a loop cannot be recursive"


def _names(target: nodes.Node) -> tuple[str, ...]:
    if isinstance(target, nodes.Name):
        return (target.name,)
    return tuple(name.name for name in target.find_all(nodes.Name))


def _is_named(subscript: nodes.Node) -> bool:
    return isinstance(subscript, nodes.Const) and isinstance(subscript.value, str)


def _is_large(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) > _LARGEST_NUMBER


_WORDS: dict[str, str] = {
    "Call": "a call such as `x()`",
    "Assign": "`set`",
    "AssignBlock": "`set`",
    "With": "`with`",
    "Block": "`block`",
    "Extends": "`extends`",
    "Include": "`include`",
    "Import": "`import`",
    "FromImport": "`import`",
    "Macro": "`macro`",
    "CallBlock": "`call`",
    "Scope": "`autoescape`",
    "Test": "a test such as `is defined`",
    "List": "a list of one's own",
    "Tuple": "a list of one's own",
    "Dict": "a list of one's own",
}


def _word(node: nodes.Node) -> str:
    kind = type(node).__name__
    return _WORDS.get(kind, "arithmetic" if isinstance(node, nodes.Expr) else kind)


def _said(error: TemplateSyntaxError) -> str:
    said = (error.message or "cannot be read").rstrip(".")
    return f"cannot be read: {said[:1].lower()}{said[1:]}"

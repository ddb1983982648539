"""No words of the window escape translation: literals on their way to the glass are marked.

This finds them in the source; tests/ui/test_layout.py finds them in the open window, in a
language whose every text has brackets.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.architecture.source import ROOT, Source, calls, sources

# What shows a text, or tells it to a screen reader, and which of its arguments do: None, all.
SHOWN: dict[str, slice | None] = {
    "addAction": slice(0, 1),
    "addItem": slice(0, 1),
    "drawText": None,
    "message": None,
    "offer": None,
    "render_as": slice(2, 3),
    "Row": slice(2, 6),
    "say": None,
    "set_hint": None,
    "set_name": None,
    "set_text": None,
    "set_texts": None,
    "set_title": None,
    "setAccessibleDescription": None,
    "setAccessibleName": None,
    "setPlaceholderText": None,
    "setText": None,
    "setToolTip": None,
    "setWindowTitle": None,
    "show_fact": None,
    "show_operator": None,
    "show_texts": None,
    "translate": slice(1, 2),
}
# A function with such a name gives words to whoever shows them.
WORDING = ("_text", "_texts", "_word", "_words", "_sentence", "_name", "_title", "_note", "_row")
# No language has another word for these.
SAME_EVERYWHERE = {
    "CMD-CONFIRM",
    "CSV (*.csv)",
    "PDF (*.pdf)",
    "kB",
    "ms",
    "Ctrl+",
    "https://wats.example.com",
}

Functions = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Shown:
    """An expression whose text is shown, with what its names stand for where it is."""

    node: ast.expr
    names: dict[str, ast.expr]


@pytest.mark.parametrize("source", sources("wats_station/ui"), ids=lambda each: each.name)
def test_words_that_are_shown_are_marked_for_translation(source: Source) -> None:
    found = [
        f"{source.at(literal)} {text!r}"
        for shown in _shown(source)
        for literal, text in _literals(shown.node, shown.names, 0)
        if any(letter.isalpha() for letter in text) and text.strip() not in SAME_EVERYWHERE
    ]
    assert not found, (
        f"words that no language can change: {found}. Write self.tr(...) around the literal, or"
        " QT_TRANSLATE_NOOP in a table and translate() where it is shown"
    )


def _shown(source: Source) -> Iterator[Shown]:
    for function in ast.walk(source.tree):
        if not isinstance(function, Functions):
            continue
        names = _assigned(function)
        part = Source(source.path, ast.Module([function], []))
        for call, name in calls(part):
            if name in SHOWN and not _is_lookup(call):
                for argument in call.args[SHOWN[name] or slice(None)]:
                    yield Shown(argument, names)
        if function.name.endswith(WORDING):
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and node.value is not None:
                    yield Shown(node.value, names)


def _is_lookup(call: ast.Call) -> bool:
    """`translate("Context", "words")`: the literal there is the marked one."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    name = call.func.id if isinstance(call.func, ast.Name) else name
    return name == "translate" and all(isinstance(each, ast.Constant) for each in call.args[1:2])


def _assigned(function: Functions) -> dict[str, ast.expr]:
    """What is assigned to each name of the function, the last time."""
    return {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _literals(
    node: ast.expr, names: dict[str, ast.expr], depth: int
) -> Iterator[tuple[ast.expr, str]]:
    """The literals that are the text, not the keys and codes that lead to it."""
    parts: list[ast.expr] = []
    match node:
        case ast.Constant(value=str() as text):
            yield node, text
        case ast.JoinedStr():
            parts = [part for part in node.values if isinstance(part, ast.Constant)]
        case ast.BinOp(op=ast.Add()):
            parts = [node.left, node.right]
        case ast.IfExp():
            parts = [node.body, node.orelse]
        case ast.BoolOp() | ast.Tuple() | ast.List():
            parts = node.values if isinstance(node, ast.BoolOp) else node.elts
        case ast.GeneratorExp() | ast.ListComp():
            parts = [node.elt]
        case ast.Call(func=ast.Attribute(value=inner, attr="format" | "strip" | "rstrip")):
            parts = [inner]
        case ast.Call(func=ast.Attribute(value=inner, attr="join")):
            parts = [inner, *node.args]
        case ast.Name() if node.id in names and depth == 0:
            yield from _literals(names[node.id], {}, depth + 1)
    for part in parts:
        yield from _literals(part, names, depth)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def f(self):\n    self.title.set_text('Scan')", ["Scan"]),
        ("def f(self):\n    self.title.set_text(self.tr('Scan'))", []),
        ("def f(self):\n    text = 'Scan'\n    self.title.set_text(text)", ["Scan"]),
        ("def f(self):\n    text = 'Scan'\n    return translate('Context', text)", ["Scan"]),
        ("def f(self):\n    return translate('Context', 'Scan')", []),
        ("def f(self):\n    self.badge.render_as('done', 'done', f'{self.n} parts')", [" parts"]),
        ("def f(self):\n    self.set_texts(WORDS['scan'], '–' if x else 'none')", ["none"]),
        ("def port_word(self):\n    return 'open ' + self.name", ["open "]),
        ("def f(self):\n    self.set_text(' · '.join([self.name, 'now']))", ["now"]),
    ],
)
def test_the_check_finds_what_it_is_for(code: str, found: list[str]) -> None:
    source = Source(ROOT / "made_up.py", ast.parse(code))
    texts = [text for shown in _shown(source) for _, text in _literals(shown.node, shown.names, 0)]
    assert [text for text in texts if any(letter.isalpha() for letter in text)] == found

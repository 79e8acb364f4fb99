"""Geen module te lang, geen functie te lang, geen functie die te veel beslist.

The limits are those of the house; how many arguments a function takes is counted by ruff (PLR0913 in pyproject.toml).
"""

import ast
from statistics import median, quantiles

import pytest
from test_layers import PAKKET, modules, parsed

LANGSTE_MODULE, LANGSTE_FUNCTIE, MEDIAAN, NEGENTIGSTE = 500, 80, 9, 26
MEESTE_BESLISSINGEN = 20
FUNCTIE = ast.FunctionDef | ast.AsyncFunctionDef
LUS = ast.For | ast.AsyncFor | ast.While
SPLITSING = LUS | ast.If | ast.IfExp | ast.ExceptHandler | ast.Assert | ast.comprehension | ast.match_case


def functies(module: str) -> list[FUNCTIE]:
    return [n for n in ast.walk(parsed(module)) if isinstance(n, FUNCTIE)]


def beslissingen(functie: ast.AST) -> int:
    """The cyclomatic complexity as radon counts it: one, and one for every split; a function inside it counts apart."""
    telt, over = 1, list(functie.body)
    while over:
        n = over.pop()
        telt += isinstance(n, SPLITSING)
        telt += len(n.values) - 1 if isinstance(n, ast.BoolOp) else 0
        telt += len(n.ifs) if isinstance(n, ast.comprehension) else 0
        telt += bool(n.orelse) if isinstance(n, LUS | ast.Try) else 0
        over += [] if isinstance(n, FUNCTIE) else ast.iter_child_nodes(n)
    return telt


@pytest.mark.parametrize("module", modules())
def test_a_module_can_be_read_in_one_sitting(module):
    pad = PAKKET.joinpath(*module.split(".")).with_suffix(".py")
    assert len(pad.read_text(encoding="utf-8").splitlines()) <= LANGSTE_MODULE


@pytest.mark.parametrize("module", modules())
def test_no_function_decides_too_much(module):
    te_veel = {f.name: n for f in functies(module) if (n := beslissingen(f)) > MEESTE_BESLISSINGEN}
    assert not te_veel


def test_functions_are_short():
    lengtes = [f.end_lineno - f.lineno + 1 for m in modules() for f in functies(m)]
    assert max(lengtes) <= LANGSTE_FUNCTIE
    assert median(lengtes) <= MEDIAAN
    assert quantiles(lengtes, n=10)[-1] <= NEGENTIGSTE


@pytest.mark.parametrize(
    ("tekst", "telt"),
    [
        ("def f(): return 1", 1),
        ("def f(a): return a if a else 0", 2),
        ("def f(a, b): return a and b or 1", 3),
        ("def f(a): return [x for x in a if x]", 3),
        ("def f(a):\n for x in a:\n  if x: return x\n  elif a: return a\n else: return 0", 5),
        ("def f():\n try: g()\n except A: h()\n except B: h()", 3),
        ("def f():\n def g(a): return a or 1\n return g", 1),
    ],
)
def test_the_count_counts(tekst, telt):
    assert beslissingen(ast.parse(tekst).body[0]) == telt

"""Every test can fail: it asserts something, and not something that is true of itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

Function = ast.FunctionDef | ast.AsyncFunctionDef


def hollow(text: str) -> list[str]:
    """Names of the tests in a file that nothing could make fail.

    A test counts as able to fail if it, or a function of the same file that it calls, has an ``assert`` whose condition is not a constant
    or a non-empty tuple, or expects an error (``raises``, ``warns``, ``fail``), or calls something named ``assert...``.
    """
    functions = {node.name: node for node in ast.walk(ast.parse(text)) if isinstance(node, Function)}
    able: set[str] = set()
    while more := {name for name, node in functions.items() if name not in able and _can_fail(node, able)}:
        able |= more
    return [name for name in functions if name.startswith("test") and name not in able]


def _can_fail(function: Function, able: set[str]) -> bool:
    """Is there, outside its decorators, something in the function that can fail?"""
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    return any(_decides(node) for node in nodes) or any(_called(node) in able for node in nodes)


def _decides(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant | ast.Tuple | ast.JoinedStr | ast.Lambda)
    return _called(node) in {"raises", "warns", "fail"} or _called(node).startswith("assert")


def _called(node: ast.AST) -> str:
    """Name of the function that a node calls; empty if it calls none."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_test_of_the_project_asserts_something(texts: dict[Path, str]) -> None:
    files = {file: text for file, text in texts.items() if file.parts[0] == "tests" and file.name.startswith("test_")}
    assert len(files) >= 5, "too few test files were looked at"
    assert {str(file): names for file, text in files.items() if (names := hollow(text))} == {}


@pytest.mark.parametrize(
    "body",
    ["pass", "x = 1", "assert True", "assert (1 == 2, 'a tuple is true')", "print(f(1))", "helper()", "def inner(): pass"],
)
def test_a_test_that_nothing_could_make_fail_is_caught(body: str) -> None:
    assert hollow(f"def helper():\n    return 1\n\ndef test_it():\n    {body}\n") == ["test_it"]


@pytest.mark.parametrize(
    "body",
    ["assert f(1) == 2", "with pytest.raises(ValueError):\n        f(1)", "numpy.testing.assert_allclose(a, b)", "helper()"],
)
def test_a_test_that_can_fail_is_left_alone(body: str) -> None:
    assert hollow(f"def helper():\n    assert f(1)\n\ndef test_it():\n    {body}\n") == []


def test_a_test_inside_a_class_is_looked_at_too() -> None:
    assert hollow("class TestIt:\n    def test_it(self):\n        pass\n") == ["test_it"]


def test_every_file_of_tests_is_one_that_pytest_collects(texts: dict[Path, str]) -> None:
    lost = []
    for file, text in texts.items():
        if file.parts[0] == "tests" and file.suffix == ".py" and not file.name.startswith("test_"):
            names = [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, Function) and node.name.startswith("test_")]
            lost += [f"{file}: {name}" for name in names]
    assert lost == []

"""Our widgets leave the private names of their bases alone."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input, Static

import workbench.tui

if TYPE_CHECKING:
    from collections.abc import Iterator

MEANT = {"QuickFrames": {"_display"}}
"""What is replaced on purpose; a test of its own says that it does the same."""
HANDLERS = ("_on_", "_watch_", "_compute_", "_validate_")
BASES: tuple[type[DOMNode], ...] = (App, Input, ModalScreen, Screen, ScrollView, Static, Widget)
"""From the most special to the most general of those that our classes come from."""


def own_classes() -> Iterator[type[DOMNode]]:
    for module in pkgutil.walk_packages(workbench.tui.__path__, "workbench.tui."):
        for each in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(each) and issubclass(each, DOMNode) and each.__module__ == module.name:
                yield each


def private_names(made: type[DOMNode]) -> set[str]:
    tree = ast.parse(dedent(inspect.getsource(made)))
    assigned = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }  # fmt: skip
    names = assigned | set(vars(made))
    return {name for name in names if name.startswith("_") and not name.startswith(("__", f"_{made.__name__}__"))}


def names_of_base(made: type[DOMNode]) -> set[str]:
    base = next(each for each in BASES if issubclass(made, each))
    return {name for each in base.__mro__ for name in vars(each)} | set(vars(base()))


@pytest.mark.parametrize("made", [pytest.param(each, id=each.__name__) for each in own_classes()])
async def test_no_class_shadows_a_private_name_of_its_base(made: type[DOMNode]) -> None:
    generated = {"_css_type_name", "_css_type_names", "_merged_bindings", "_inherit_css", "_inherit_bindings",
                 "_inherit_component_classes", "_decorated_handlers", "_reactives", "_computes",
                 "_default_css_scope"}  # fmt: skip
    shadowed = private_names(made) & names_of_base(made) - generated - MEANT.get(made.__name__, set())
    assert not {name for name in shadowed if not name.startswith(HANDLERS)}

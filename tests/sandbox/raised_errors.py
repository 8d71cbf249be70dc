"""Which error codes a method of the Web API may come to, read from the source of the sandbox without running it.

Found are codes that are written as arguments of a call (of SlackError, or of what passes them on) or as the default
of a parameter; those that are put together or returned are not. Tests that run meet these.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

SANDBOX = Path(__file__).parents[2] / "careapp/sandbox"
Name = tuple[str, str]  # of a module and of a function or method in it


def _functions() -> dict[Name, ast.FunctionDef]:
    known: dict[Name, ast.FunctionDef] = {}
    for path in SANDBOX.rglob("*.py"):
        module = ".".join(path.relative_to(SANDBOX.parents[1]).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                known[module, node.name] = node
    return known


FUNCTIONS = _functions()


def raised_by(run: Any, codes: set[str]) -> set[str]:
    """Those of `codes` that a function, or one that it calls, directly or not, may raise."""
    found: set[str] = set()
    seen: set[Name] = set()
    waiting: list[Name] = [(run.__module__, run.__name__)]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for call in (node for node in ast.walk(FUNCTIONS[name]) if isinstance(node, ast.Call)):
            called = [each for each in _meant(name[0], call.func) if each in FUNCTIONS]
            found |= codes & {*_literals(call), *(code for each in called for code in _defaults(call, FUNCTIONS[each]))}
            waiting += called
    return found


def _meant(module: str, target: ast.expr) -> Iterator[Name]:
    """What a call means: a function by its name or its module's, or a method of what bears its module's name."""
    names = vars(import_module(module))
    if isinstance(target, ast.Name):
        yield from _of(names.get(target.id))
    elif isinstance(target, ast.Attribute):
        owner = target.value.id if isinstance(target.value, ast.Name) else getattr(target.value, "attr", "")
        yield from _of(getattr(names.get(owner), target.attr, None))
        yield from ((module, target.attr) for _ in range(owner == "self"))
        yield from (each for each in FUNCTIONS if each[1] == target.attr and each[0].endswith(f".{owner}"))


def _of(found: object) -> Iterator[Name]:
    if isinstance(found, FunctionType):
        yield found.__module__, found.__name__


def _literals(call: ast.Call) -> Iterator[str]:
    for given in (*call.args, *(each.value for each in call.keywords)):
        yield from (str(node.value) for node in ast.walk(given) if isinstance(node, ast.Constant))


def _defaults(call: ast.Call, function: ast.FunctionDef) -> Iterator[str]:
    """The defaults of the parameters that a call leaves out; methods are called without their first one."""
    parameters = [each.arg for each in function.args.args]
    if parameters[:1] == ["self"]:
        parameters = parameters[1:]
    given = {*parameters[: len(call.args)], *(each.arg for each in call.keywords)}
    defaults = dict(zip(parameters[::-1], function.args.defaults[::-1], strict=False))
    left = (each for name, each in defaults.items() if name not in given)
    yield from (str(each.value) for each in left if isinstance(each, ast.Constant))

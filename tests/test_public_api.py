"""The public names, how they are called, and constants: what goes, or changes, must do so on purpose.

``public_api.txt`` lists what may be relied on. After a change that is meant, write it anew with
``python -m tests.test_public_api`` and tell it in CHANGELOG.md.
"""

import importlib
import inspect
import unittest
from pathlib import Path
from typing import Any, Iterator, List

import mlpy_testkit

LIST = Path(__file__).with_name("public_api.txt")
PACKAGES = [
    "mlpy_testkit",
    "mlpy_testkit.assertions",
    "mlpy_testkit.capabilities",
    "mlpy_testkit.engine",
    "mlpy_testkit.integration",
    "mlpy_testkit.mocks",
    "mlpy_testkit.performance",
    "mlpy_testkit.world",
]


def parameters(function: Any) -> str:
    """Return the parameters of a function as they are given, with ``=`` for those that may be left out.

    A default that Python can read from what it writes for it is shown.
    """
    parts: List[str] = []
    before = None
    named = inspect.Parameter.KEYWORD_ONLY
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is named and before not in (named, parameter.VAR_POSITIONAL):
            parts.append("*")
        mark = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        default = "" if parameter.default is parameter.empty else f"={plain(parameter.default)}"
        parts.append(mark + parameter.name + default)
        before = parameter.kind
    return f"({', '.join(parts)})"


def fields(kind: Any) -> str:
    """Return the fields of a named tuple as parameters."""
    defaults = kind._field_defaults
    return f"({', '.join(name + (f'={plain(defaults[name])}' if name in defaults else '') for name in kind._fields)})"


def plain(value: Any) -> str:
    """Return a constant as Python writes it, and nothing for any other value."""
    if type(value) is tuple:
        return repr(value) if all(map(plain, value)) else ""
    return repr(value) if type(value) in (type(None), bool, int, float, str) else ""


def describe(name: str, value: Any) -> Iterator[str]:
    """Yield a line for a public value, and one for each public member of a class of the kit."""
    if inspect.isclass(value):
        constructor = value.__init__ if value.__new__ is object.__new__ else value.__new__
        own = (getattr(constructor, "__module__", None) or "").startswith("mlpy_testkit")
        bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
        named_tuple = issubclass(value, tuple)
        shown = fields(value) if named_tuple else parameters(constructor) if own else ""
        yield f"class {name}{shown}{' is ' if bases else ''}{bases}"
        members = {}
        for part in reversed(value.__mro__):
            if part.__module__.startswith("mlpy_testkit"):
                members.update(vars(part))
        for member, found in sorted(members.items()):
            if not member.startswith("_"):
                yield from describe_member(f"{name}.{member}", found)
    elif inspect.isroutine(value):
        yield f"def {name}{parameters(value)}"
    elif not inspect.ismodule(value):
        yield constant(name, value)


def describe_member(name: str, member: Any) -> Iterator[str]:
    """Yield the line for a member of a class."""
    kind = f"{type(member).__name__} " if isinstance(member, (classmethod, staticmethod, property)) else ""
    function = getattr(member, "__func__", member)
    if inspect.isfunction(function):
        yield f"  {kind}{'async ' if inspect.iscoroutinefunction(function) else ''}def {name}{parameters(function)}"
    else:
        yield f"  {kind}{constant(name, member)}"


def constant(name: str, value: Any) -> str:
    """Return the name of a value, and the value where it is a constant."""
    return f"{name} = {plain(value)}" if plain(value) else name


def public_api() -> str:
    """Return the list as it is now."""
    lines: List[str] = []
    for package in PACKAGES:
        module = importlib.import_module(package)
        lines.append(f"# {package}")
        for name in sorted(module.__all__):
            lines.extend(describe(name, getattr(module, name)))
        lines.append("")
    return "\n".join(lines)


class PublicApi(unittest.TestCase):
    maxDiff = None

    def test_names_and_parameters_are_those_of_the_list(self) -> None:
        self.assertEqual(public_api(), LIST.read_text(encoding="utf-8"))

    def test_every_public_name_has_a_docstring(self) -> None:
        for package in PACKAGES:
            module = importlib.import_module(package)
            for name in module.__all__:
                value = getattr(module, name)
                if inspect.isclass(value) or inspect.isroutine(value):
                    with self.subTest(f"{package}.{name}"):
                        self.assertTrue((value.__doc__ or "").strip())

    def test_the_package_lists_what_it_has(self) -> None:
        self.assertEqual(sorted(mlpy_testkit.__all__), sorted(set(mlpy_testkit.__all__)))
        self.assertLessEqual(set(mlpy_testkit.__all__), set(dir(mlpy_testkit)))


if __name__ == "__main__":
    LIST.write_text(public_api(), encoding="utf-8")

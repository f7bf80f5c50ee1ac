"""Every function of every standard module: what requires a capability is checked, what reaches out requires one."""

import ast
import unittest
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any, Dict, Iterator, List, Set, Tuple

import mlpy_testkit.modules
from mlpy_testkit.capabilities import ALL
from mlpy_testkit.engine.limits import current
from mlpy_testkit.modules import STANDARD, Library
from mlpy_testkit.modules.declarations import Members

FOLDER = Path(mlpy_testkit.modules.__file__).parent


def functions() -> Iterator[Tuple[str, Any]]:
    """Yield the library functions of all standard modules that there are, with their names."""
    library = Library()
    for name, module in sorted(STANDARD.items()):
        try:
            import_module(module)
        except ModuleNotFoundError:
            continue
        loaded: Any = library.load(name)
        for member, function in loaded.members.items():
            if type(function) is FunctionType:
                yield f"{name}.{member}", function


class StandardLibrary(unittest.TestCase):
    def test_what_requires_a_capability_is_guarded_or_asks_itself(self) -> None:
        for name, function in functions():
            with self.subTest(name):
                if function.capabilities:
                    asks = getattr(function, "checks_itself", False)
                    self.assertNotEqual(asks, hasattr(function, "__wrapped__"))

    def test_only_known_types_are_required(self) -> None:
        for name, function in functions():
            with self.subTest(name):
                self.assertLessEqual(set(function.capabilities), set(ALL))

    def test_a_guarded_function_is_denied_without_a_context(self) -> None:
        self.assertIsNone(current().capabilities)
        for name, function in functions():
            if hasattr(function, "__wrapped__"):
                with self.subTest(name), self.assertRaisesRegex(Exception, "^Function requires capabilities"):
                    function()


class Guarding(unittest.TestCase):
    def test_a_member_that_is_put_in_by_hand_is_guarded_too(self) -> None:
        members = Members("m")

        @members.function("first", "A function", "a.b")
        def first() -> int:
            return 1

        members["alias"] = first
        self.assertTrue(hasattr(members["alias"], "__wrapped__"))
        self.assertEqual(first(), 1)

    def test_the_guard_looks_like_the_function(self) -> None:
        members = Members("m")

        @members.function("first", "A function", "a.b")
        def first() -> int:
            return 1

        guard = members["first"]
        self.assertEqual((guard.ml_name, guard.description, guard.capabilities), ("m.first", "A function", ("a.b",)))
        self.assertEqual((guard.__name__, guard.__qualname__), (first.__name__, first.__qualname__))


# What reaches outside of the program, in the source of a module.
REACHING = {"world", "open", "socket", "urlopen", "environ", "subprocess", "listdir", "scandir"}


def reaching(tree: ast.Module) -> Set[str]:
    """Return the names of the functions of a file that reach outside, by themselves or through others."""
    used: Dict[str, Set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            names |= {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
            used.setdefault(node.name, set()).update(names)
    found = {name for name, names in used.items() if names & REACHING}
    while True:
        more = {name for name, names in used.items() if names & found} - found
        if not more:
            return found
        found |= more


def declared(tree: ast.Module) -> Iterator[Tuple[ast.FunctionDef, int]]:
    """Yield the functions with the decorator ``X.function(name, description, *types)`` and the number of types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and getattr(decorator.func, "attr", "") == "function":
                    yield node, len(decorator.args) - 2


# Functions that ask the world how paths are written, or where it is, and need nothing for that.
FREE: Dict[str, Set[str]] = {
    "path.py": set(
        [
            "_join",
            "_dirname",
            "_basename",
            "_extname",
            "_split",
            "_normalize",
            "_is_absolute",
            "_absolute",
            "_relative",
            "_separator",
            "_delimiter",
            "_cwd",
            "_home",
            "_temp_dir",
        ]
    )
}


class Sources(unittest.TestCase):
    """What reaches outside declares a capability."""

    def test_reaching_is_seen_through_other_functions(self) -> None:
        tree = ast.parse("def a(): return world().files\ndef b(): return a()\ndef c(): return 1")
        self.assertEqual(reaching(tree), {"a", "b"})

    def test_what_reaches_outside_requires_a_capability(self) -> None:
        for path in sorted(FOLDER.rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            reach = reaching(tree) - FREE.get(path.name, set())
            open_doors: List[str] = [node.name for node, types in declared(tree) if not types and node.name in reach]
            with self.subTest(path.name):
                self.assertEqual(open_doors, [])


if __name__ == "__main__":
    unittest.main()

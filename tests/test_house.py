"""The shape of the package: who may import whom.

The sources are read as text and parsed, never imported, so a broken module is seen as well. Imports
inside functions and under ``TYPE_CHECKING`` make no circle and do not count as running upward; what
is forbidden outright (third-party packages, unittest in the engine) is forbidden there too.
"""

import ast
import importlib.util
import sys
import unittest
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Set, Tuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "mlpy_testkit"

# Lowest first. A room imports from its own floor and from the floors below it.
FLOORS = [
    ["lazy", "origin", "records"],
    ["engine"],
    ["capabilities", "world"],
    ["modules"],
    ["integration"],
    ["backends"],
    ["mocks", "performance", "emulation", "conformance"],
    ["assertions"],
    ["case", "helper"],
    ["commands"],
    ["__main__"],
]

# What the engine must not know of, even on the quiet: it runs programs, it does not test them.
ABOVE_THE_ENGINE = {"unittest", "asyncio", "argparse"}


class Import(NamedTuple):
    """One module that another one imports; *lazy* if not at the import of that other one."""

    target: str
    lazy: bool


def module_name(path: Path, root: Path) -> str:
    """Return the dotted name of the module in the file *path* under *root*."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def source_files(root: Path, package: str) -> Dict[str, Path]:
    """Return the files of *package* under *root* by module name."""
    return {module_name(path, root): path for path in sorted((root / package).rglob("*.py"))}


def imports_of(tree: ast.AST, name: str, is_package: bool, known: Set[str]) -> Iterator[Import]:
    """Yield every import in *tree*, the tree of the module *name*."""

    def is_later(node: ast.AST) -> bool:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return True
        return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)

    def base_of(node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = name.split(".")
        parts = parts[: len(parts) - node.level + (1 if is_package else 0)]
        return ".".join(parts + ([node.module] if node.module else []))

    def walk(node: ast.AST, lazy: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                continue  # nothing is imported within an expression
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, lazy)
            elif isinstance(child, ast.ImportFrom):
                base = base_of(child)
                for alias in child.names:
                    member = f"{base}.{alias.name}"
                    yield Import(member if member in known else base, lazy)
            yield from walk(child, lazy or is_later(child))

    return walk(tree, False)


def graph_of(files: Dict[str, Path]) -> Dict[str, List[Import]]:
    """Return what each module imports."""
    known = set(files)
    graph = {}
    for name, path in files.items():
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        graph[name] = list(imports_of(tree, name, path.name == "__init__.py", known))
    return graph


def circles_in(graph: Dict[str, List[Import]]) -> List[List[str]]:
    """Return the circles among the imports that are not lazy, each as a list of names."""
    circles: List[List[str]] = []
    trail: List[str] = []
    done: Set[str] = set()

    def visit(name: str) -> None:
        if name in trail:
            circles.append([*trail[trail.index(name) :], name])
            return
        if name in done:
            return
        trail.append(name)
        for target in sorted({edge.target for edge in graph[name] if not edge.lazy}):
            if target in graph and target != name:
                visit(target)
        done.add(trail.pop())

    for name in sorted(graph):
        visit(name)
    return circles


def room_of(name: str) -> str:
    """Return the room of a module: the part of its name after the package's."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def upward_imports(graph: Dict[str, List[Import]], floors: List[List[str]]) -> List[Tuple[str, str]]:
    """Return the imports from a room on a higher floor, as pairs (who, whom)."""
    floor = {room: height for height, rooms in enumerate(floors) for room in rooms}

    def height(name: str) -> int:
        return floor.get(room_of(name), len(floors))

    return [
        (name, edge.target)
        for name, edges in graph.items()
        for edge in edges
        if edge.target in graph and not edge.lazy and height(edge.target) > height(name)
    ]


def is_standard(name: str) -> bool:
    """Tell whether the top-level module *name* belongs to Python itself."""
    names = getattr(sys, "stdlib_module_names", None)
    if names is not None:
        return name in names
    spec = importlib.util.find_spec(name)
    return spec is None or spec.origin is None or "site-packages" not in spec.origin


class House(unittest.TestCase):
    """The package as it stands."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.files = source_files(ROOT, PACKAGE)
        cls.graph = graph_of(cls.files)

    def test_the_package_is_there(self) -> None:
        self.assertIn(PACKAGE, self.files)
        self.assertIn(f"{PACKAGE}.engine", self.files)

    def test_every_room_has_a_floor(self) -> None:
        rooms = {room_of(name) for name in self.files} - {""}
        self.assertEqual(sorted(rooms - {room for row in FLOORS for room in row}), [])

    def test_the_floors_are_those_of_the_page(self) -> None:
        page = (ROOT / "docs" / "architecture.rst").read_text(encoding="utf-8").partition("::\n\n")[2]
        rows = [line.strip() for line in page.partition("\n\n")[0].splitlines() if not line.startswith(" " * 6)]
        floors = [sorted(row.partition("  ")[0].split(", ")) for row in rows]
        self.assertEqual(floors, [sorted(floor) for floor in reversed(FLOORS)])

    def test_imports_run_downward(self) -> None:
        self.assertEqual(upward_imports(self.graph, FLOORS), [])

    def test_imports_run_in_no_circle(self) -> None:
        self.assertEqual(circles_in(self.graph), [])

    def test_only_the_standard_library_is_imported(self) -> None:
        alien = sorted(
            (name, edge.target)
            for name, edges in self.graph.items()
            for edge in edges
            if edge.target.split(".")[0] != PACKAGE and not is_standard(edge.target.split(".")[0])
        )
        self.assertEqual(alien, [])

    def test_the_engine_does_not_know_of_testing(self) -> None:
        found = sorted(
            (name, edge.target)
            for name, edges in self.graph.items()
            for edge in edges
            if room_of(name) == "engine" and edge.target.split(".")[0] in ABOVE_THE_ENGINE
        )
        self.assertEqual(found, [])

    def test_every_module_says_what_it_is_for(self) -> None:
        silent = [
            name
            for name, path in self.files.items()
            if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        ]
        self.assertEqual(silent, [])


class Looking(unittest.TestCase):
    """That the checks above see what they look for."""

    @staticmethod
    def graph(**modules: str) -> Dict[str, List[Import]]:
        """Return the graph of modules given as text; two underscores in a name stand for a dot."""
        texts = {name.replace("__", "."): text for name, text in modules.items()}
        return {name: list(imports_of(ast.parse(text), name, False, set(texts))) for name, text in texts.items()}

    def test_an_import_from_a_higher_floor_is_seen(self) -> None:
        graph = self.graph(p__low="from p.high import x", p__high="import p.low")
        self.assertEqual(upward_imports(graph, [["low"], ["high"]]), [("p.low", "p.high")])

    def test_the_front_door_is_above_all_floors(self) -> None:
        graph = self.graph(p="", p__low="import p")
        self.assertEqual(upward_imports(graph, [["low"]]), [("p.low", "p")])

    def test_a_circle_is_seen(self) -> None:
        graph = self.graph(p__a="from p import b", p__b="from . import c", p__c="from .a import f")
        self.assertEqual(circles_in(graph), [["p.a", "p.b", "p.c", "p.a"]])

    def test_a_lazy_import_is_no_circle(self) -> None:
        graph = self.graph(p__a="import p.b", p__b="def f():\n    import p.a")
        self.assertEqual(circles_in(graph), [])
        self.assertEqual(graph["p.b"], [Import("p.a", True)])

    def test_an_import_for_types_is_lazy(self) -> None:
        graph = self.graph(p__a="if TYPE_CHECKING:\n    import q")
        self.assertEqual(graph["p.a"], [Import("q", True)])

    def test_relative_imports_are_resolved(self) -> None:
        found = list(imports_of(ast.parse("from ..b import c\nfrom . import d"), "p.a.x", False, {"p.a.d"}))
        self.assertEqual(found, [Import("p.b", False), Import("p.a.d", False)])

    def test_modules_of_python_are_standard(self) -> None:
        self.assertTrue(is_standard("json"))
        self.assertTrue(is_standard("sys"))

    @unittest.skipUnless(hasattr(sys, "stdlib_module_names"), "Python 3.9 has no list of its modules")
    def test_any_other_module_is_not(self) -> None:
        self.assertFalse(is_standard("no_such_package"))


if __name__ == "__main__":
    unittest.main()

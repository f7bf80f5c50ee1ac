"""A library with one module that asks for capabilities, and engines to run programs with it."""

from typing import Any, List, Optional

from mlpy_testkit import Engine
from mlpy_testkit.capabilities import require, require_all
from mlpy_testkit.engine import library
from mlpy_testkit.engine.values import LibraryObject, Module
from mlpy_testkit.modules.declarations import Members

members = Members("probe", answer=42)


@members.function("compute", "Only a type", "math.compute")
def _compute(x: Any) -> Any:
    return x


@members.function("both", "Two types", "math.compute", "json.parse")
def _both() -> int:
    return 2


@members.function("free", "Nothing")
def _free() -> int:
    return 1


@members.function("read", "A file", "file.read", checks_itself=True)
def _read(path: Any) -> str:
    require("file.read", resource=path, operation="read")
    return f"content of {path}"


@members.function("remove", "Delete a file", "file.delete", checks_itself=True)
def _remove(path: Any) -> bool:
    require("file.delete", resource=path, operation="delete")
    return True


@members.function("copy", "Two files", "file.read", "file.write", checks_itself=True)
def _copy(source: Any, target: Any) -> bool:
    require_all([("file.read", source, "read"), ("file.write", target, "write")])
    return True


@members.function("get", "A URL", "network.http", checks_itself=True)
def _get(url: Any, method: Any = "get") -> str:
    require("network.http", resource=url, operation=method)
    return f"answer of {url}"


@members.function("variable", "A variable of the environment", "env.read", checks_itself=True)
def _variable(name: Any) -> str:
    require("env.read", resource=name, operation="read")
    return f"value of {name}"


@members.function("every", "Call a function for each element")
def _every(function: Any, items: Any) -> List[Any]:
    return [function(item) for item in items]


def _open(thing: "Handle") -> str:
    require("file.read", resource=thing.path, operation="read", function="Handle.open")
    return f"content of {thing.path}"


class Handle(LibraryObject):
    """An object whose method asks."""

    type_name = "Handle"
    methods = {"open": _open}

    def __init__(self, path: str) -> None:
        self.path = path


@members.function("handle", "An object")
def _handle(path: Any) -> Handle:
    return Handle(path)


class ProbeLibrary(library.Library):
    """The module ``probe`` and nothing else."""

    def names(self, kind: Optional[str] = None) -> List[str]:
        return ["probe"]

    def load(self, name: str) -> Any:
        return Module("probe", members, "A probe", "Probe") if name == "probe" else None


def engine(capabilities: Any = None) -> Any:
    """Return an engine that knows the module and grants *capabilities*."""
    return Engine((), ProbeLibrary, capabilities=capabilities)


def run(text: str, capabilities: Any = None) -> Any:
    """Run a program that may use the module and return its outcome."""
    return engine(capabilities).run("import probe;\n" + text)

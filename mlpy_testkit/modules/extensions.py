"""Modules that the host writes in Python: classes with decorated methods, in files ``<name>_bridge.py``.

    from mlpy.stdlib.decorators import ml_function, ml_module

    @ml_module(name="shop", description="Prices")
    class Shop:
        @ml_function(description="Price of an article", capabilities=["shop.read"])
        def price(self, article):
            return 42

    shop = Shop()

The decorators are those of mlpy, or the ones here, which leave the same marks. ML code calls the methods with
copies of its values and gets copies of what they return; the capabilities are checked before each call.
"""

from __future__ import annotations

import os
import sys
import threading
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Set, Tuple, TypeVar

from ..engine.arguments import checked_list, checked_paths
from ..engine.values import HostFunction, Module
from ..records import NamedTuple

_SUFFIX = "_bridge.py"
Decorated = TypeVar("Decorated")


class Declaration(NamedTuple):
    """What ``ml_module`` and ``ml_function`` note; mlpy notes more."""

    name: str
    description: str
    capabilities: Tuple[str, ...] = ()
    version: str = "1.0.0"
    params: Any = None
    returns: Any = None


def ml_module(
    name: str, description: str, capabilities: Optional[Sequence[str]] = None, version: str = "1.0.0"
) -> Callable[[Decorated], Decorated]:
    """Declare a class to be the module *name*; an object of it must stand beside it in its file."""
    return _marking("_ml_module_metadata", Declaration(name, description, _types(capabilities), version))


def ml_function(
    description: str,
    capabilities: Optional[Sequence[str]] = None,
    params: Any = None,
    returns: Any = None,
) -> Callable[[Decorated], Decorated]:
    """Declare a method to be a function of its module, which needs capabilities of these types."""
    declaration = Declaration("", description, _types(capabilities), params=params, returns=returns)
    return _marking("_ml_function_metadata", declaration)


def _types(capabilities: Any) -> Tuple[str, ...]:
    return () if capabilities is None else tuple(checked_list(capabilities, "capabilities", "types"))


def _marking(attribute: str, declaration: Declaration) -> Callable[[Decorated], Decorated]:
    def decorate(decorated: Decorated) -> Decorated:
        setattr(decorated, attribute, declaration)
        return decorated

    return decorate


class Extensions:
    """The modules in some folders; each file is executed once, when its module is first imported."""

    def __init__(self, folders: Iterable[str] = ()) -> None:
        self.folders: List[str] = checked_paths(folders, "extension_paths")
        self._modules: Dict[str, Module] = {}
        self._lock = threading.RLock()

    def names(self) -> List[str]:
        """Return the names of the modules that there are files for."""
        found: Set[str] = set()
        for folder in self.folders:
            if os.path.isdir(folder):
                found.update(name[: -len(_SUFFIX)] for name in os.listdir(folder) if name.endswith(_SUFFIX))
        return sorted(found)

    def find(self, name: str) -> Optional[Module]:
        """Return the module of a name, or None; raise what its file raises."""
        for folder in self.folders if name.isidentifier() else ():
            path = os.path.join(os.path.abspath(folder), name + _SUFFIX)
            with self._lock:
                if path in self._modules:
                    return self._modules[path]
                if os.path.isfile(path):
                    module = self._modules[path] = _built(name, _executed(path))
                    return module
        return None


def _executed(path: str) -> ModuleType:
    """Execute a Python file; it is found by its name only while it runs, as what it decorates may need."""
    name = f"mlpy_testkit extension {path}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module


def _built(name: str, module: ModuleType) -> Module:
    for value in vars(module).values():
        declaration = getattr(type(value), "_ml_module_metadata", None)
        if declaration is not None and declaration.name == name:
            members = {}
            for attribute in dir(type(value)):
                method = getattr(value, attribute)
                function = getattr(method, "_ml_function_metadata", None)
                if function is not None:
                    members[attribute] = _member(f"{name}.{attribute}", method, function)
                elif not attribute.startswith("_") and not callable(method):
                    members[attribute] = method
            types = tuple(declaration.capabilities or ())
            return Module(name, members, declaration.description, type(value).__name__, types)
    raise ImportError(f"the extension {module.__file__} has no object of a class that is declared as {name!r}")


def _member(name: str, method: Callable[..., Any], declaration: Any) -> Callable[..., Any]:
    from ..capabilities.door import guarded  # which most programs do without

    host = HostFunction(method)
    types = tuple(declaration.capabilities or ())

    def call(*arguments: Any) -> Any:
        return host(*arguments)

    call.__name__, call.__qualname__ = name.rpartition(".")[2], name
    call.__dict__.update(ml_name=name, description=declaration.description, capabilities=types)
    return guarded(call, name, types) if types else call

"""Lets an application's own ``import mlpy...`` find this package.

While the emulation is on, an import hook answers for the modules of mlpy: most are the kit's own modules
under mlpy's name, some are put together from several. What the kit does not have is an ``ImportError`` that
says so. A real mlpy is not looked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType, TracebackType
from typing import Any, Callable, Dict, List, Optional, Type, TypeVar, cast

from .backends.mlpy import EMULATED
from .origin import NAME

_Function = TypeVar("_Function", bound=Callable[..., Any])
VERSION = "2.0.0"  # of the mlpy that is emulated

# Modules that are the kit's own under another name.
_SAME = {
    "mlpy.cli.repl": "integration.session",
    "mlpy.integration.async_executor": "integration.executor",
    "mlpy.integration.cli_commands": "commands.group",
    "mlpy.integration.ml_callback": "integration.callbacks",
    "mlpy.integration.repl_commands": "commands.integration",
    "mlpy.integration.testing.mocks": "mocks",
    "mlpy.integration.testing.performance": "performance.tester",
    "mlpy.integration.testing.test_utilities": "helper",
    "mlpy.runtime.capabilities.context": "capabilities.context",
    "mlpy.runtime.capabilities.decorators": "capabilities.decorators",
    "mlpy.runtime.capabilities.exceptions": "capabilities.errors",
    "mlpy.runtime.capabilities.manager": "capabilities.manager",
    "mlpy.runtime.capabilities.tokens": "capabilities.tokens",
    "mlpy.stdlib.decorators": "modules.extensions",
}

# Packages, and modules put together: the names in them, and the kit's modules where they are, with the
# name there if it is another one. Of some modules of mlpy the kit has nothing.
_MADE: Dict[str, Dict[str, str]] = {
    "mlpy": {},
    "mlpy.cli": {},
    "mlpy.integration": {
        "AsyncMLExecutor": "integration",
        "AsyncMLResult": "integration",
        "MLCallbackRegistry": "integration",
        "MLCallbackWrapper": "integration",
        "async_ml_execute": "integration",
        "ml_callback": "integration",
    },
    "mlpy.integration.testing": {
        "IntegrationTestHelper": "helper",
        "MockAsyncExecutor": "mocks",
        "MockCapabilityManager": "mocks",
        "MockCapabilityViolation": "mocks",
        "MockExecutionRecord": "mocks",
        "MockExecutionResult": "mocks",
        "MockFunctionCall": "mocks",
        "MockREPLSession": "mocks",
        "PerformanceTester": "performance",
        "quick_benchmark": "performance",
    },
    "mlpy.ml": {},
    "mlpy.ml.errors": {},
    "mlpy.ml.errors.context": {},
    "mlpy.ml.errors.exceptions": {
        "MLCapabilityError": "engine:MLDeniedError",
        "MLError": "engine",
        "MLParseError": "engine:MLSyntaxError",
        "MLRuntimeError": "engine",
        "MLSecurityError": "engine",
        "MLSyntaxError": "engine",
        "MLTranspilationError": "engine:MLCheckError",
        "MLUserException": "engine:MLThrownError",
    },
    "mlpy.ml.transpiler": {},
    "mlpy.runtime": {},
    "mlpy.runtime.capabilities": {},
    "mlpy.runtime.capabilities.simple_bridge": {},
    "mlpy.runtime.sandbox": {},
    "mlpy.runtime.whitelist_validator": {
        "CapabilityError": "capabilities",
        "SecurityError": "engine:MLSecurityError",
        "check_capabilities": "capabilities:require",
        "get_current_capability_context": "capabilities:get_current_context",
        "set_capability_context": "capabilities:set_current_context",
    },
    "mlpy.stdlib": {},
    "mlpy.version": {},
}


class EmulatedModule(ModuleType):
    """A module of mlpy that is put together from names of the kit, each found when it is first used."""

    def __init__(self, name: str, names: Dict[str, str]) -> None:
        super().__init__(name, f"What the kit has of {name}.")
        self.__dict__["_names"] = names
        self.__dict__["__path__"] = []  # a package: it may have modules in it
        self.__dict__["__all__"] = sorted(names)
        if name in ("mlpy", "mlpy.version"):
            self.__dict__["__version__"] = VERSION
        elif name == "mlpy.integration":
            self.__dict__["__version__"] = "1.0.0"
        if name == "mlpy.version":
            self.__dict__["__version_info__"] = tuple(map(int, VERSION.split(".")))

    def __getattr__(self, name: str) -> Any:
        home = self._names.get(name)
        if home is None:
            raise AttributeError(f"{self.__name__}.{name} is not emulated by {NAME}")
        module, _, other = home.partition(":")
        value = getattr(import_module(f"{NAME}.{module}"), other or name)
        self.__dict__[name] = value
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self.__dict__.get("_names", ()) and isinstance(value, ModuleType):
            return  # ``mlpy.integration.ml_callback`` is a function as well as a module; the function wins
        super().__setattr__(name, value)


class _Loader(Loader):
    """Hands out the kit's modules under the names of mlpy."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module for a name."""
        if spec.name in _SAME:
            module = import_module(f"{NAME}.{_SAME[spec.name]}")
            written = ("__spec__", "__loader__", "__package__")
            spec.loader_state = {name: getattr(module, name, None) for name in written}
            return module
        if spec.name == "mlpy.runtime.capabilities":
            names = dict.fromkeys(import_module(f"{NAME}.capabilities").__all__, "capabilities")
            return EmulatedModule(spec.name, names)
        return EmulatedModule(spec.name, _MADE[spec.name])

    def exec_module(self, module: ModuleType) -> None:
        """Give a module of the kit back what the import system has written on it."""
        spec = module.__spec__
        if spec is not None and isinstance(spec.loader_state, dict):
            for name, value in spec.loader_state.items():
                setattr(module, name, value)


class EmulationFinder:
    """Answers for ``mlpy`` and everything in it."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Optional[ModuleSpec]:
        """Return where a module is, or raise ``ModuleNotFoundError`` for one that the kit does not have.

        Also ``from mlpy.integration import name`` asks for a module of that name if there is nothing else. Python
        passes over an error about that very module, so the error is one about the package.
        """
        if name != "mlpy" and not name.startswith("mlpy."):
            return None
        if name not in _SAME and name not in _MADE:
            raise ModuleNotFoundError(f"{name} is not emulated by {NAME}", name=name.rpartition(".")[0])
        return ModuleSpec(name, _Loader(), origin=EMULATED, is_package=name in _MADE)


class Emulation:
    """The emulation while it is on: a context manager, a decorator, and ``undo``."""

    def __init__(self, force: bool) -> None:
        self._force = force
        self._finder: Optional[EmulationFinder] = None
        self._before: Dict[str, ModuleType] = {}

    def start(self) -> Emulation:
        """Turn the emulation on."""
        if self._finder is not None:
            return self
        there = _loaded()
        if there and not self._force and not isinstance(sys.modules.get("mlpy"), EmulatedModule):
            raise RuntimeError("mlpy is imported already; emulate it before anything imports it, or with force=True")
        self._before = {name: sys.modules.pop(name) for name in there}
        _active.append(self)
        self._finder = EmulationFinder()
        sys.meta_path.insert(0, self._finder)
        return self

    def undo(self) -> None:
        """Turn the emulation off: imports are as they were; what somebody else has put there meanwhile stays."""
        if self._finder is None:
            return
        if self._finder in sys.meta_path:
            sys.meta_path.remove(self._finder)
        self._finder = None
        later = _active[_active.index(self) + 1 :]
        _active.remove(self)
        if later:  # it has put aside what this one had made, and is to bring back what was before both
            later[0]._before = self._before
            return
        for name in _loaded():
            if _is_emulated(name):
                del sys.modules[name]
        for name, module in self._before.items():
            sys.modules.setdefault(name, module)

    def __enter__(self) -> Emulation:
        return self.start()

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        self.undo()

    def __call__(self, function: _Function) -> _Function:
        """Decorate a function or a coroutine function, which then runs under the emulation; refuse a class."""
        from functools import wraps
        from inspect import iscoroutinefunction

        self.undo()
        if isinstance(function, type):
            raise TypeError("emulate_mlpy() decorates functions; for a class, call it in setUpClass, and undo() later")

        @wraps(function)
        def emulated(*arguments: Any, **options: Any) -> Any:
            with Emulation(self._force):
                return function(*arguments, **options)

        @wraps(function)
        async def awaited(*arguments: Any, **options: Any) -> Any:
            with Emulation(self._force):
                return await function(*arguments, **options)

        return cast(_Function, awaited if iscoroutinefunction(function) else emulated)


_active: List[Emulation] = []  # in the order in which they were turned on


def _is_emulated(name: str) -> bool:
    """Tell whether a module of mlpy is one that the kit has made, or one of its own."""
    module = sys.modules[name]
    if name in _SAME:
        return module is sys.modules.get(f"{NAME}.{_SAME[name]}")
    return isinstance(module, EmulatedModule)


def _loaded() -> List[str]:
    return [name for name in sys.modules if name == "mlpy" or name.startswith("mlpy.")]


def emulate_mlpy(*, force: bool = False) -> Emulation:
    """Have ``import mlpy...`` find this package from now on; ``undo()`` of what comes back ends that.

    Also a context manager and a decorator. Raises ``RuntimeError`` if mlpy is imported already, unless
    *force* is set; then it is put aside meanwhile.

    >>> with emulate_mlpy():
    ...     from mlpy.integration import AsyncMLExecutor
    >>> AsyncMLExecutor.__module__
    'mlpy_testkit.integration.executor'
    """
    return Emulation(force).start()

"""An engine and sessions that run programs on mlpy, under the limits, accounts and errors of this package.

Programs run in the thread that asks, so that mlpy's capabilities, which belong to a thread, are those of the
run; whatever runs too long is stopped by the watchdog that stops the embedded engine's programs.
"""

from __future__ import annotations

import builtins
import os
import re
import sys
import time
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, Callable, Dict, Iterator, Mapping, Optional, Sequence, Tuple

from ..capabilities import CapabilityContext, NoContext
from ..capabilities.audit import find_caller
from ..capabilities.presets import Capabilities
from ..engine.arguments import check_code, check_context, check_type
from ..engine.errors import (
    MLCheckError,
    MLDeniedError,
    MLError,
    MLLimitError,
    MLNameError,
    MLRuntimeError,
    MLThrownError,
    MLUsageError,
)
from ..engine.execution import perform
from ..engine.expressions import python_name
from ..engine.importer import read_source
from ..engine.limits import HostFailure, Interrupt, LimitReached, Limits, Run, checked_limits
from ..engine.outcome import Outcome
from ..engine.program import Program
from ..engine.runtime import BUILTIN_NAMES
from ..engine.session import Session
from ..engine.source import Source
from ..engine.values import UNITS, HostFunction, Module, to_variables
from ..engine.watchdog import watchdog
from ..integration.engine import Engine
from ..world import World
from .mlpy_modules import ModulesOnDisk
from .mlpy_streams import Account, streams
from .mlpy_translation import Translation, Translator
from .protocol import NotSupportedError

_DENIED = re.compile(r"(Function requires|Missing required) capabilities:? \[([^\]]*)\]")
# What mlpy's own session has of its library in place of Python's built-ins.
_IN_SESSIONS = (
    *("typeof", "len", "print", "input", "int", "float", "str", "bool", "range", "abs", "min", "max"),
    *("round", "sorted", "sum", "keys", "values"),
)
_UNHELD = ("steps", "depth", "text", "items", "bits")


class Text:
    """A text that is a program for mlpy, though not for this package."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.name = source.name


class MlpyEngine(Engine):
    """Runs ML programs on the installed mlpy.

    Raises ``NotSupportedError`` for what mlpy cannot do: limits other than time, output and memory, worlds
    other than the real one, grants with patterns, operations or use counts.
    """

    def __init__(
        self,
        import_paths: Sequence[str] = (),
        limits: Optional[Limits] = None,
        *,
        capabilities: Capabilities = None,
        world: Optional[World] = None,
        security: bool = True,
    ) -> None:
        super().__init__(
            import_paths, limits=limits, capabilities=capabilities, world=world, security=security, host_spelling=True
        )
        _check_world(self.world)
        _check_limits(self.limits)
        self.modules = ModulesOnDisk(self.import_paths)
        self.translator = Translator(self.modules.folders, security)

    def grants(self) -> CapabilityContext:
        """Return what one run is granted; mlpy must be able to hold a program to it."""
        granted = super().grants()
        for kind in granted.types():
            for token in granted.held(kind):
                _check_token(token)
        return granted

    def run(
        self,
        program: Any,
        name: str = "<ml>",
        *,
        context: Optional[Mapping[str, Any]] = None,
        variables: Optional[Mapping[str, Any]] = None,
        limits: Optional[Limits] = None,
        input: Optional[Callable[[str], str]] = None,
        output: Optional[Callable[[str], Any]] = None,
        directory: Optional[str] = None,
        interrupt: Optional[Interrupt] = None,
    ) -> Outcome:
        """Run a program and return its ``Outcome``; the value is the variable ``result``."""
        started = time.perf_counter()
        check_context(context)
        check_context(variables, "variables")
        if isinstance(program, Program):
            program, name, directory = program.source.text, program.name, program.directory
        check_code(program)
        given = dict(variables or {})
        given.update(to_variables(context or {}))
        run = self.new_run(limits, input, output, None, self.grants(), self.fresh_world())
        if interrupt is not None:
            interrupt.watch(run)
        namespace = new_namespace()
        namespace.update({key: for_mlpy(value) for key, value in given.items()})
        source = Source(name, program)
        loaded = as_program(source, frozenset(given), self.security, session=False)
        namespace[UNITS][name] = loaded or Text(source)
        with self.modules.beside(directory) as folder:
            translation, failure = perform(run, lambda: self.translate(source, run, folder, {}), failures=MLError)
            loading = time.perf_counter() - started
            if translation is None:
                return Outcome(run, started, loaded, failure, loading=loading)
            _, failure = perform(run, self.inside(run, lambda: execute(translation, namespace, run)))
        has_value = failure is None and "result" in namespace
        if has_value and "result" in given and loaded is not None and "result" not in loaded.globals:
            has_value = namespace["result"] is not given["result"]
        value = namespace["result"] if has_value else None
        return Outcome(run, started, loaded, failure, value, has_value, loading)

    def session(self, limits: Optional[Limits] = None, *, world: Any = None) -> Session:
        """Return a new session of this engine."""
        if world is not None:
            check_type(world, "world", World, "a World")
            _check_world(world)
        return MlpySession(self, limits, world)

    def new_run(
        self,
        limits: Optional[Limits] = None,
        input: Optional[Callable[[str], str]] = None,
        output: Optional[Callable[[str], Any]] = None,
        library: Any = None,
        capabilities: Any = None,
        world: Any = None,
    ) -> Run:
        """Return the account for one execution."""
        chosen = self.limits if limits is None else checked_limits(limits)
        _check_limits(chosen)
        run = Account(chosen, self.library(), True, output, input)
        run.capabilities, run.world = capabilities, world
        return run

    def translate(self, source: Source, run: Run, directory: Optional[str], modules: Mapping[str, str]) -> Translation:
        """Return the translation of a text; raise ``MLError``, or ``NotSupportedError`` for what mlpy lets pass."""
        translation = self.translator.translate(source, modules, directory)
        library, granted = self.library(), run.capabilities
        for name in sorted(translation.unchecked):
            module = library.load(name)
            members = {} if module is None else module.members
            needed = {kind for member in members.values() for kind in getattr(member, "capabilities", ()) or ()}
            denied = sorted(kind for kind in needed if not granted.has(kind))
            if denied:
                raise NotSupportedError(
                    f"the module {name!r} is used as a value: mlpy does not check its calls for {', '.join(denied)}"
                )
        return translation

    def inside(self, run: Run, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that calls another one as ML code: with grants, streams, modules and our errors."""

        def work(*values: Any) -> Any:
            with streams(), in_force(run.capabilities), self.modules.importable():
                try:
                    return function(*values)
                except (MLError, MLUsageError, HostFailure):
                    raise
                except Exception as error:
                    raise translated(error).with_traceback(error.__traceback__) from None

        return work


class MlpySession(Session):
    """A session whose inputs run on mlpy."""

    engine: MlpyEngine

    def __init__(self, engine: MlpyEngine, limits: Optional[Limits] = None, world: Any = None) -> None:
        super().__init__(engine, limits, world)
        _check_limits(self.limits)
        self._globals = new_namespace()
        library = import_module("mlpy.stdlib.builtin").builtin
        self._globals["__builtins__"].update({name: getattr(library, name) for name in _IN_SESSIONS})
        self._modules: Dict[str, str] = {}  # standard modules by the names that they have here

    def execute(
        self,
        text: str,
        name: Optional[str] = None,
        *,
        directory: Optional[str] = None,
        limits: Optional[Limits] = None,
        input: Optional[Callable[[str], str]] = None,
        output: Optional[Callable[[str], Any]] = None,
        capabilities: Any = None,
    ) -> Outcome:
        """Run a text and return its ``Outcome``."""
        started = time.perf_counter()
        check_code(text)
        with self._lock:
            run = self._new_run(limits, input, output, capabilities)
            source = Source(self._name_for(text, name), text)
            program = as_program(source, frozenset(self.variables), self.engine.security, session=True)
            self._globals[UNITS][source.name] = program or Text(source)
            known = {name: module for name, module in self._modules.items() if _is_module(self._globals.get(name))}
            with self.engine.modules.beside(directory) as folder:
                translation, failure = perform(
                    run, lambda: self._translate(source, run, folder, known), failures=MLError
                )
                loading = time.perf_counter() - started
                if translation is None:
                    return Outcome(run, started, program, failure, loading=loading)
                self._modules = {**known, **translation.modules}
                before = self._put_result_aside(program)
                value, failure = self._perform(run, lambda: execute(translation, self._globals, run))
                result = self._look_at_result(program, before)
            answered = failure is None and translation.tail is not None
            value = value if answered else None
            return Outcome(run, started, program, failure, value, answered, loading, result)

    def execute_file(self, path: Any, **options: Any) -> Outcome:
        """Run the text of a file (UTF-8) and return its ``Outcome``; raise ``OSError`` if there is none."""
        name = os.fsdecode(path)
        text, directory = read_source(name)
        return self.execute(text, name, directory=directory, **options)

    def set(self, name: str, value: Any) -> None:
        """Give a variable a value from Python; it is copied."""
        with self._lock:
            self._globals[python_name(name)] = for_mlpy(to_variables({name: value})[name])

    def add_import_path(self, path: str) -> None:
        """Refuse: mlpy's import paths belong to the whole process."""
        raise NotSupportedError("mlpy cannot be given import paths later: they would be those of every session")

    def find_module(self, name: str) -> Optional[Module]:
        """Return a standard module."""
        found: Optional[Module] = self._library.load(name)
        return found

    def forget_module(self, name: str) -> None:
        """Refuse: mlpy keeps modules for the whole process."""
        raise NotSupportedError("mlpy cannot load a module anew")

    @property
    def reload_changed(self) -> bool:
        """Always False: mlpy keeps modules for the whole process."""
        return False

    @reload_changed.setter
    def reload_changed(self, value: bool) -> None:
        if value:
            raise NotSupportedError("mlpy cannot load a module anew")

    def _translate(self, source: Source, run: Run, directory: Optional[str], known: Mapping[str, str]) -> Translation:
        try:
            return self.engine.translate(source, run, directory, known)
        except MLError:
            if source.text.rstrip().endswith(";"):
                raise
            return self.engine.translate(Source(source.name, source.text + ";"), run, directory, known)

    def _perform(self, run: Run, function: Callable[..., Any], *values: Any, **options: Any) -> Any:
        values = tuple(map(for_mlpy, values))
        return super()._perform(run, self.engine.inside(run, function), *values, **options)

    def _name_for(self, text: str, name: Optional[str]) -> str:
        """Return the name for a text; every different text has one of its own."""
        units: Dict[str, Any] = self._globals[UNITS]
        if name is None:
            self._inputs += 1
            name = f"<input {self._inputs}>"
        shown = name
        while shown in units and units[shown].source.text != text:
            self._inputs += 1
            shown = f"{name} #{self._inputs}"
        return shown


def new_namespace() -> Dict[str, Any]:
    """Return the globals for ML code: no ``__name__``, or mlpy refuses calls of its functions.

    What mlpy imports for itself goes into the built-ins, where nobody takes it for variables.
    """
    return {"__builtins__": dict(vars(builtins)), UNITS: {}}


def execute(translation: Translation, namespace: Dict[str, Any], run: Run) -> Any:
    """Run a translation and return the value of its last expression."""
    if run.stopped is not None:
        raise LimitReached(run.describe())
    helpers = namespace["__builtins__"]
    exec(translation.header, {"__builtins__": helpers}, helpers)
    exec(translation.body, namespace)
    return None if translation.tail is None else eval(translation.tail, namespace)


def as_program(source: Source, known: Any, security: bool, session: bool) -> Optional[Program]:
    """Return a text as the embedded engine sees it, with its findings; None if that refuses it."""
    try:
        return Program(source.text, source.name, BUILTIN_NAMES, session=session, security=security, known=known)
    except MLError:
        return None


def for_mlpy(value: Any) -> Any:
    """Return an ML value as mlpy has it: functions of the host are plain ones of no module."""
    kind = type(value)
    if kind is list:
        for at, item in enumerate(value):
            if type(item) in (list, dict, HostFunction):
                value[at] = for_mlpy(item)
    elif kind is dict:
        for key, item in value.items():
            if type(item) in (list, dict, HostFunction):
                value[key] = for_mlpy(item)
    elif kind is HostFunction:
        return _plain(value)
    return value


def _plain(function: HostFunction) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        with Account.outside():
            return for_mlpy(function(*arguments))

    call.__name__ = call.__qualname__ = function.name
    call.__module__ = "__main__"  # mlpy trusts it alone
    return call


def _is_module(value: Any) -> bool:
    return str(getattr(type(value), "__module__", "")).startswith("mlpy.stdlib.")


# -- capabilities ------------------------------------------------------------------------------------


@contextmanager
def in_force(granted: CapabilityContext) -> Iterator[None]:
    """Put grants in force in this thread of mlpy."""
    contexts = import_module("mlpy.runtime.capabilities.context")
    before = contexts.get_current_context()
    contexts.set_current_context(_asking(granted))
    try:
        yield
    finally:
        contexts.set_current_context(before)


class _Asking:
    """What a context of mlpy needs to ask one of ours, and to keep its trail."""

    granted: CapabilityContext

    def __bool__(self) -> bool:
        """Say whether there is a context; if there is none, whoever asks for a check is denied."""
        there = not isinstance(self.granted, NoContext)
        frame = sys._getframe(1)
        if not there and frame.f_code.co_name == "check_capabilities":
            for kind in frame.f_locals["required"]:
                self._record(kind, "no context")
        return there

    def has_capability(self, capability_type: str, check_parents: bool = True) -> bool:
        """Say whether a capability is granted."""
        reason = self.granted.decide(capability_type).reason
        if sys._getframe(1).f_code.co_name == "check_capabilities":
            self._record(capability_type, reason)
        return not reason

    def _record(self, kind: str, reason: str) -> None:
        self.granted.record_check(kind, reason=reason, caller=find_caller(sys._getframe(3)))


@cache
def _context_class() -> Any:
    base = import_module("mlpy.runtime.capabilities.context").CapabilityContext
    return type("Asking", (_Asking, base), {})


def _asking(granted: CapabilityContext) -> Any:
    """Return a context of mlpy that asks one of ours."""
    new_token = import_module("mlpy.runtime.capabilities.tokens").create_capability_token
    context = _context_class()(name=granted.name)
    context.granted = granted
    for kind in granted.types():
        context.add_capability(new_token(kind))
    return context


def _check_token(token: Any) -> None:
    constraints = token.constraints
    for name in ("resource_patterns", "allowed_operations", "allowed_hosts", "allowed_ports"):
        if getattr(constraints, name):
            what = name.replace("_", " ")
            raise NotSupportedError(f"mlpy does not enforce the {what} of a grant ({token.capability_type})")
    for name in ("max_usage_count", "max_file_size", "max_memory", "max_cpu_time"):
        if getattr(constraints, name, None) is not None:
            what = name.replace("_", " ")
            raise NotSupportedError(f"mlpy does not enforce the {what} of a grant ({token.capability_type})")


def _check_limits(limits: Limits) -> None:
    for name in _UNHELD:
        value = getattr(limits, name)
        if value is not None and value != Limits._field_defaults[name]:
            raise NotSupportedError(f"mlpy cannot be held to a limit of {name}")
    if not watchdog.can_interrupt() and (limits.seconds is not None or limits.memory is not None):
        raise NotSupportedError("mlpy cannot be stopped here: this Python has no ctypes or no threads")


def _check_world(world: World) -> None:
    if not world.is_real:
        raise NotSupportedError("mlpy sees the real world only: clock, files, network and so on cannot be replaced")


# -- errors ------------------------------------------------------------------------------------------


def translated(error: Exception) -> MLError:
    """Return our error for one that ML code raised in mlpy."""
    kind = type(error).__name__
    message = str(error)
    module = type(error).__module__
    if kind == "MLUserException":
        return MLThrownError(message, value=getattr(error, "error_data", None))
    if module == "mlpy.runtime.whitelist_validator" or (module.startswith("mlpy.") and kind == "SecurityError"):
        return _denied(kind, message)
    if isinstance(error, MemoryError):
        return MLLimitError("out of memory", limit="memory")
    if isinstance(error, NameError):
        made: MLError = MLNameError(message)
        made.kind = kind
        return made
    if isinstance(error, SyntaxError):  # of a module
        return MLCheckError(error.msg)
    return MLRuntimeError(message, kind=kind)


def _denied(kind: str, message: str) -> MLDeniedError:
    match = _DENIED.match(message)
    types: Tuple[str, ...] = ()
    reason = "whitelist"
    if match is not None:
        types = tuple(re.findall(r"'([^']*)'", match[2]))
        reason = "no context" if match[1].startswith("Function") else "missing"
    made = MLDeniedError(message.partition("\n")[0], types=types, reason=reason)
    made.kind = kind
    return made

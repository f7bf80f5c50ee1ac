"""Sessions: a namespace that stays, in which one text after another runs."""

from __future__ import annotations

import os
import threading
import time
from types import FunctionType
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from .arguments import check_code
from .compiler import Compiled
from .errors import MLError, MLUsageError
from .execution import declare, perform
from .expressions import python_name
from .failures import showing_ml_only
from .importer import Imports, Place, Variables, read_source
from .limits import Interrupt, Limits, PatientLock, Run, checked_limits, is_running
from .members import MISSING, lookup
from .outcome import Outcome, answer
from .program import Program
from .runtime import BUILTIN_NAMES, NAMES, counted_names
from .values import FUNCTIONS, SCALARS, UNITS, Module, from_ml, to_variables, value_to_ml
from .watchdog import watchdog

if TYPE_CHECKING:
    from .engine import Engine

_LATEST = 128  # texts that a session remembers though nothing in it needs them any more


class Session:
    """A namespace that stays: each text runs in it and sees what earlier ones left.

    ``listeners`` are called with what each execution has printed, once it is over.

    >>> from mlpy_testkit.engine import Engine
    >>> session = Engine().session()
    >>> session.run("x = 20")
    >>> session.run("x + 1")
    21
    """

    def __init__(self, engine: Engine, limits: Optional[Limits] = None, world: Any = None) -> None:
        self.engine = engine
        self.limits = engine.limits if limits is None else checked_limits(limits)
        self._lock = threading.RLock()
        self._counted = self.limits.steps is not None or not (self.limits.seconds is None or watchdog.can_interrupt())
        self._deep = self.limits.depth is not None
        self._names: Dict[str, Any] = dict(NAMES) if self._counted else NAMES
        self._library = engine.library()
        self._granted = None if engine.capabilities is None else engine.grants()
        self._world = engine.fresh_world() if world is None else world
        self._run: Optional[Run] = None
        self._spare: Optional[Run] = None
        self.listeners: List[Callable[[str], Any]] = []
        self._programs: Dict[str, Program] = {}  # by text
        self._inputs = 0
        self._imports = Imports(engine, self._library, self._names, None)
        self._globals: Dict[str, Any] = {
            "__builtins__": self._names,
            "__file__": "<session>",
            UNITS: {},
            "rt import": self._imports,
        }

    @property
    def variables(self) -> Mapping[str, Any]:
        """The variables of the session, live and read only."""
        return Variables(self._globals)

    @property
    def audit(self) -> Any:
        """The trail of all capability checks so far; None if the grants are those of each caller's context."""
        return None if self._granted is None else self._granted.audit

    @property
    def world(self) -> Any:
        """The world that the session sees; None if it has used nothing of it yet."""
        return self._world

    def hold(self, capabilities: Any) -> None:
        """Grant what runs from now on other capabilities than those of the engine."""
        self._granted, self._spare = capabilities, None

    def set(self, name: str, value: Any) -> None:
        """Give a variable a value from Python; it is copied.

        Raises ``MLUsageError`` for a name or a value that ML does not have.
        """
        with self._held():
            self._globals[python_name(name)] = to_variables({name: value}, self)[name]

    @showing_ml_only
    def run(self, text: str, name: Optional[str] = None) -> Any:
        """Run a text and return the value of its last expression; raise ``MLError`` if it fails."""
        outcome = self.execute(text, name)
        return answer(outcome)

    @showing_ml_only
    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function of the session and return its value; raise ``MLError`` if it fails.

        >>> from mlpy_testkit.engine import Engine
        >>> session = Engine().session()
        >>> session.run("function twice(x) { return x * 2; }")
        >>> session.call("twice", 21)
        42
        """
        outcome = self.execute_call(name, *arguments)
        return answer(outcome)

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
        """Run a text, under the limits and grants of the session or other ones, and return its ``Outcome``."""
        started = time.perf_counter()
        run = self._new_run(limits, input, output, capabilities)

        def prepare() -> Tuple[Program, Compiled]:
            program = self._program(text, name, directory)
            declare(run, program)
            return program, program.compiled(self._counted, self._deep)

        with self._held():
            prepared, failure = self._perform(run, prepare, failures=MLError)
            if prepared is None:
                return Outcome(run, started, None, failure)
            program, compiled = prepared
            before = self._put_result_aside(program)
            value, failure = self._perform(run, FunctionType(compiled.code, self._globals))
            result = self._look_at_result(program, before)
            answered = failure is None and compiled.answers
            return Outcome(run, started, program, failure, value, answered, result=result)

    def _put_result_aside(self, program: Optional[Program]) -> Any:
        """Take away an older ``result`` that a program might only seem to have set; return it."""
        perhaps = program is not None and program.may_set_result
        return self._globals.pop("result", MISSING) if perhaps else MISSING

    def _look_at_result(self, program: Optional[Program], before: Any) -> Any:
        """Return the variable ``result`` if the program has set it, and put an older one back if not."""
        sets = program is not None and program.sets_result
        result = self._globals.get("result", MISSING) if sets else MISSING
        if before is not MISSING:
            self._globals.setdefault("result", before)
        return result

    def execute_file(self, path: Any, **options: Any) -> Outcome:
        """Run the text of a file (UTF-8) and return its ``Outcome``; raise ``OSError`` if there is none."""
        name = os.fsdecode(path)
        text, directory = read_source(name)
        return self.execute(text, name, directory=directory, **options)

    def execute_call(self, name: str, *arguments: Any, limits: Optional[Limits] = None) -> Outcome:
        """Call a function of the session and return its ``Outcome``."""
        return self.execute_function(self.function(name), arguments, name, limits=limits)

    def function(self, name: str) -> Callable[..., Any]:
        """Return the ML function of a name; raise ``MLUsageError`` if there is none."""
        function = self.find_function(name)
        if function is None:
            raise MLUsageError(f"the session has no function {name!r}{self._near(name)}")
        return function

    def _near(self, name: Any) -> str:
        """Return a suggestion for the name of a function that there is not, if one is close."""
        from difflib import get_close_matches

        known = [known for known, value in self.variables.items() if type(value) in FUNCTIONS]
        close = get_close_matches(name, known, 1) if type(name) is str else []
        return f"; did you mean {close[0]!r}?" if close else ""

    def execute_function(
        self,
        function: Callable[..., Any],
        arguments: Sequence[Any],
        name: str = "a function",
        *,
        limits: Optional[Limits] = None,
        capabilities: Any = None,
        interrupt: Optional[Interrupt] = None,
    ) -> Outcome:
        """Call an ML function with values from Python, under the limits and grants of the session or other ones.

        ``interrupt`` stops this very call, also while it waits for another one to end.
        """
        started = time.perf_counter()
        values = self._arguments(arguments, name)
        with self._held():
            run = self._new_run(limits, capabilities=capabilities)
            if interrupt is not None:
                interrupt.watch(run)
            value, failure = self._perform(run, function, *values)
            return Outcome(run, started, None, failure, value, failure is None)

    def delete(self, name: str) -> None:
        """Take a variable away; raise ``KeyError`` if there is none."""
        with self._held():
            if name not in self.variables:
                raise KeyError(name)
            del self._globals[python_name(name)]

    # -- modules --------------------------------------------------------------------------------

    def add_import_path(self, path: str) -> None:
        """Look for modules in a directory too."""
        self._imports.importer.add_path(path)
        self._library.add_folder(path)

    def find_module(self, name: str) -> Optional[Module]:
        """Return a module that the session has imported, or a standard one; None if there is none."""
        with self._held():
            return self._imports.importer.known(name)

    def forget_module(self, name: str) -> None:
        """Have the next ``import`` load an ML module anew."""
        with self._held():
            self._imports.importer.forget(name)

    @property
    def reload_changed(self) -> bool:
        """Whether each ``import`` loads an ML module anew if its file has changed."""
        return self._imports.importer.reload_changed

    @reload_changed.setter
    def reload_changed(self, value: bool) -> None:
        self._imports.importer.reload_changed = value

    def interrupt(self) -> None:
        """Stop what the session is running at this moment, from another thread.

        The execution ends with an ``MLLimitError`` of the limit "cancelled".
        """
        run = self._run
        if run is not None and run.stopped is None and watchdog.can_interrupt():
            run.stopped = "cancelled"

    def invoke(
        self, function: Callable[..., Any], arguments: Sequence[Any], name: str = "a function"
    ) -> Tuple[Any, Optional[MLError]]:
        """Call an ML function as ``execute_function`` does; return its value, or the error: the quick way.

        The account of a call that went well and printed nothing serves for the next one.
        """
        arguments = self._arguments(arguments, name)
        with PatientLock(self._lock) if is_running() else self._lock:
            run, self._spare = self._spare, None
            if run is None or run.stopped is not None:
                run = self._new_run(None)
            value, failure = self._perform(run, function, *arguments)
            fixed = self._granted is not None and not self._counted  # grants and steps are not those of one call
            if fixed and failure is None and not run.printed and not run.fired:
                run.memory_start = None
                self._spare = run
            return value, failure

    def call_function(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
        """Call an ML function from Python and return its value for Python, or raise its error."""
        value, error = self.invoke(function, arguments)
        if error is not None:
            raise error
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """Return a copy of an ML value for Python, in which functions are calls of this session."""
        if type(value) in SCALARS:
            return value
        with self._held():
            return from_ml(value, self)

    def _arguments(self, arguments: Sequence[Any], name: str) -> Sequence[Any]:
        """Return values from Python as ML values."""
        for argument in arguments:
            if type(argument) not in SCALARS:
                return [value_to_ml(value, f"argument {at} of {name}", self) for at, value in enumerate(arguments, 1)]
        return arguments

    def _held(self) -> Any:
        """Return the lock of the session; code inside a run must not wait for it beyond its limits."""
        return PatientLock(self._lock) if is_running() else self._lock

    def _perform(self, run: Run, function: Callable[..., Any], *values: Any, **options: Any) -> Any:
        """Call a function on the account of *run*; an execution around this one gets its own back."""
        outer, self._run = self._run, run
        if not self._counted:
            try:
                return perform(run, function, *values, **options)
            finally:
                self._run = outer
                self._world = run.world
                if self.listeners and run.printed:
                    self._tell(run)
        names = {name: self._names.get(name) for name in ("rt tick", "rt metered")}
        self._names.update(counted_names(run))
        try:
            return perform(run, function, *values, **options)
        finally:
            self._run = outer
            self._world = run.world
            if outer is not None:
                self._names.update(names)
            if self.listeners and run.printed:
                self._tell(run)

    def _tell(self, run: Run) -> None:
        text = "".join(run.output)
        for listener in list(self.listeners):
            listener(text)

    def find_function(self, name: Any) -> Optional[Callable[..., Any]]:
        """Return the ML function of a name, or of a member such as ``"shop.total"``; None if there is none."""
        if type(name) is not str or name.startswith("__"):
            return None
        value = self._globals.get(python_name(name), MISSING)
        if value is MISSING and "." in name:
            value = self._look_up(name.split("."))
        return value if type(value) in FUNCTIONS else None

    def _place_of(self, name: str) -> Optional[Place]:
        """Return where the function of a name or of a member stands, for one who puts another in its place.

        That is the variables of the session or of an ML module, or an object; None for members of anything else,
        such as a standard module, which is not of this session alone.
        """
        *path, last = name.split(".")
        if not path:
            return self._globals, python_name(name)
        value = self._look_up(path)
        if type(value) is Module and type(value.members) is Variables:
            return value.members.place_of(last)
        return (value, last) if type(value) is dict else None

    def _look_up(self, path: Sequence[str]) -> Any:
        first, *rest = path
        value = self.variables.get(first, MISSING)
        for member in rest:
            value = MISSING if value is MISSING or member.startswith("_") else lookup(value, member)
        return value

    def _new_run(
        self,
        limits: Optional[Limits],
        input: Optional[Callable[[str], str]] = None,
        output: Optional[Callable[[str], Any]] = None,
        capabilities: Any = None,
    ) -> Run:
        limits = self.limits if limits is None else checked_limits(limits)
        if (limits.steps is not None and not self._counted) or (limits.depth is not None and not self._deep):
            raise MLUsageError("a session has limits of steps and depth only if it was made with such limits")
        granted = capabilities
        if granted is None:
            granted = self.engine.grants() if self._granted is None else self._granted
        return self.engine.new_run(limits, input, output, self._library, granted, self._world)

    def _program(self, text: str, name: Optional[str], directory: Optional[str]) -> Program:
        """Return the program for a text; every different text has a file name of its own."""
        check_code(text)
        known = self._programs.get(text)
        if known is not None and name in (None, known.name) and known.directory == directory:
            return known
        if name is None:
            self._inputs += 1
            name = f"<input {self._inputs}>"
        units: Dict[str, Program] = self._globals[UNITS]
        shown = name
        while shown in units and units[shown].source.text != text:
            self._inputs += 1
            shown = f"{name} #{self._inputs}"
        program = Program(
            text,
            shown,
            BUILTIN_NAMES,
            session=True,
            security=self.engine.security,
            directory=directory,
            known=frozenset(self.variables),
        )
        if len(self._programs) >= _LATEST:
            self._forget(self._programs.pop(next(iter(self._programs))))
        self._programs[text] = units[shown] = program
        return program

    def _forget(self, program: Program) -> None:
        """Drop an old text, unless there may be functions of it, whose errors tell their place in it."""
        if not program.has_functions:
            self._globals[UNITS].pop(program.name, None)
            program.forget_lines()

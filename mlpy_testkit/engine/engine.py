"""Running ML: the engine, what a run comes to, and sessions that keep their variables.

Everything that ends a run is turned into one value, the ``Outcome``: what the program answered or
how it failed, what it printed, what it used.
"""

from __future__ import annotations

import threading
import time
from types import CodeType, FunctionType
from typing import Any, Callable, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Type, Union

from .checks import Finding
from .compiler import Compiled
from .errors import MLError, MLUsageError
from .expressions import python_name
from .failures import showing_ml_only, to_error
from .importer import Importer, Place, Variables, read_source
from .library import Library
from .limits import (
    HostFailure,
    Interrupt,
    LimitReached,
    Limits,
    PatientLock,
    Run,
    current,
    enter,
    is_running,
    leave,
)
from .members import MISSING, lookup
from .program import Program, Programs
from .runtime import NAMES, counted_names
from .values import FUNCTIONS, SCALARS, UNITS, Module, from_ml, to_ml
from .watchdog import watchdog

_LATEST = 128  # texts that a session remembers though nothing in it needs them any more
BUILTIN_NAMES = frozenset(name for name in NAMES if " " not in name)


class Outcome:
    """What an execution came to.

    ``value`` is the answer; ``has_value`` tells a missing answer from ``null``. ``output`` is what was
    printed; ``error`` the ``MLError`` that ended the run, or None; ``steps`` the steps used, or None if
    they were not counted; ``seconds`` the time it took, ``loading`` the part of it from text to code;
    ``program`` what was run, or None if there is no such thing: a text that is no program, a function.

    >>> outcome = Engine().run("print('hello'); result = 6 * 7;")
    >>> outcome.value, outcome.output, outcome.error
    (42, 'hello\\n', None)
    """

    __slots__ = ("_result", "_run", "error", "has_value", "loading", "program", "seconds", "value")

    def __init__(
        self,
        run: Run,
        started: float,
        program: Optional[Program] = None,
        error: Optional[MLError] = None,
        value: Any = None,
        has_value: bool = False,
        loading: float = 0.0,
        result: Any = MISSING,
    ) -> None:
        self._run = run
        self._result = result
        self.program = program
        self.error = error
        self.value = value
        self.has_value = has_value
        self.loading = loading
        self.seconds = time.perf_counter() - started

    def take_result(self) -> Outcome:
        """Let the variable ``result`` be the value, as in production, if a text of a session has set it."""
        if self._result is not MISSING and self.error is None:
            self.value, self.has_value = self._result, True
        return self

    @property
    def findings(self) -> Tuple[Finding, ...]:
        """The portability findings of the program."""
        return () if self.program is None else self.program.findings

    @property
    def output(self) -> str:
        """Everything that was printed."""
        return "".join(self._run.output)

    @property
    def audit(self) -> Any:
        """The trail of capability checks: those of the run, in a session those of the session so far."""
        return None if self._run.capabilities is None else self._run.capabilities.audit

    @property
    def world(self) -> Any:
        """The world that the run saw; None if it used nothing of it."""
        return self._run.world

    @property
    def steps(self) -> Optional[int]:
        """The steps that were used, or None if they were not counted."""
        return self._run.steps

    def __repr__(self) -> str:
        if self.error is not None:
            return f"<Outcome {self.error.stage}: {self.error.message}>"
        return f"<Outcome {self.value!r}>" if self.has_value else "<Outcome without value>"


def perform(
    run: Run, function: Callable[..., Any], *arguments: Any, failures: Type[Exception] = Exception
) -> Tuple[Any, Optional[MLError]]:
    """Call a function under the limits of *run*; return its value, or the error that ended it.

    Only *failures* count as errors of the program; any other exception is a mistake of the engine.
    """
    value: Any = None
    error: Optional[BaseException] = None
    enter(run)
    try:
        try:
            watchdog.begin(run)
            if run.stopped is not None:  # before it began
                raise LimitReached
            value = function(*arguments)
        finally:
            _close(run)
    except LimitReached as reached:
        _close(run)  # once more: it may have been interrupted itself
        if run.stopped is None and run.outer is not None:  # meant for a run around this one
            raise
        run.stopped = run.stopped or "steps"  # of a function that was made in a run that is over
        error = reached
    except HostFailure:
        _close(run)
    except MLUsageError:
        raise
    except failures as failure:
        error = failure
    if run.failure is not None:
        raise run.failure
    if run.deadline is not None and run.stopped is None and time.monotonic() >= run.deadline:
        run.stopped = "seconds"  # over the time, in something that nobody can interrupt
    if error is None and run.stopped is not None:  # a last ``finally`` or a library call swallowed it
        error = LimitReached(run.describe())
    return (value, None) if error is None else (None, to_error(error, run))


def _close(run: Run) -> None:
    """End the watch over a run, whatever still arrives on its account."""
    while True:
        try:
            watchdog.end(run)
            leave(run)
            return
        except LimitReached:
            continue


class Engine:
    """Runs ML programs.

    ``import_paths`` are directories with ML modules, ``library`` makes the standard modules for a run,
    ``limits`` bound every run, ``capabilities`` are what programs are granted and ``world`` is the outside
    that they see; the engine hands both to the library and knows neither. With ``host_spelling`` texts
    show Python's ``None``, ``True`` and ``False`` as mlpy 2.0 does; with ``security=False`` programs are
    not refused for the names they use, unless these start with ``__``.

    >>> Engine().run("result = 6 * 7;").value
    42
    """

    def __init__(
        self,
        import_paths: Sequence[str] = (),
        library: Callable[[], Library] = Library,
        limits: Optional[Limits] = None,
        *,
        capabilities: Any = None,
        world: Any = None,
        host_spelling: bool = False,
        security: bool = True,
    ) -> None:
        if isinstance(import_paths, (str, bytes)) or not isinstance(import_paths, Sequence):
            raise MLUsageError(f"import_paths must be a list of directories, not {import_paths!r}")
        self.import_paths = tuple(str(path) for path in import_paths)
        self.library = library
        self.limits = _checked(limits or Limits())
        self.capabilities = capabilities
        self.world = world
        self.host_spelling = host_spelling
        self.security = security
        self._programs = Programs()

    # -- loading --------------------------------------------------------------------------------

    @showing_ml_only
    def load(self, text: str, name: str = "<ml>", *, directory: Optional[str] = None) -> Program:
        """Return a program, or raise ``MLError`` if the text is none or is refused.

        >>> Engine().load("x = ;")
        Traceback (most recent call last):
        mlpy_testkit.engine.errors.MLSyntaxError: <ml>:1:5: expected a value, found ';'
            x = ;
                ^
        """
        return self._load(text, name, directory)

    @showing_ml_only
    def load_file(self, path: Any) -> Program:
        """Return the program in a file (UTF-8); its imports are looked for beside it too."""
        text, directory = read_source(str(path))
        return self._load(text, str(path), directory)

    def _load(
        self, text: str, name: str, directory: Optional[str] = None, known: FrozenSet[str] = frozenset()
    ) -> Program:
        program = self._programs.get((text, name, known)) if type(text) is str else None
        if program is None or program.directory != directory:
            if type(text) is not str:
                raise MLUsageError(f"ML code must be a str, not {type(text).__name__}")
            program = Program(text, name, BUILTIN_NAMES, security=self.security, directory=directory, known=known)
            self._programs.keep((text, name, known), program)
        return program

    # -- running --------------------------------------------------------------------------------

    def run(
        self,
        program: Union[str, Program],
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
        """Run a program and return its ``Outcome``; the value is the variable ``result``.

        ``context`` gives variables their first values (copied), as do ``variables`` with what
        ``to_variables`` has made of them; ``input`` answers the program's ``input``
        calls, ``output`` gets each printed text at once; imports are looked for in ``directory`` too;
        ``interrupt`` stops the run.
        Failures of the program are in the outcome; only wrong use of this method raises.

        >>> Engine().run("result = price * 2;", context={"price": 21}).value
        42
        """
        started = time.perf_counter()
        if context is not None and not isinstance(context, Mapping):
            raise MLUsageError(f"context must be a mapping of names to values, not {type(context).__name__}")
        if context:
            variables = to_variables(context)
        library = self.library()
        run = self.new_run(limits, input, output, library, self.grants(), self.fresh_world())
        if interrupt is not None:
            run.clocked = run.clocked or not watchdog.can_interrupt()
            interrupt.watch(run)
        counted = run.limits.steps is not None or run.clocked
        deep = run.limits.depth is not None

        def prepare() -> Tuple[Program, CodeType]:
            loaded = program
            if not isinstance(loaded, Program):
                loaded = self._load(loaded, name, directory, frozenset(variables or ()))
            declare(run, loaded)
            return loaded, loaded.compiled(counted, deep, bool(variables)).code

        prepared, failure = perform(run, prepare, failures=MLError)
        loading = time.perf_counter() - started
        if prepared is None:
            return Outcome(run, started, None, failure, loading=loading)
        loaded, code = prepared
        names = counted_names(run) if counted else NAMES
        namespace = self._variables(loaded, names, library)
        if variables:
            namespace.update({python_name(name): value for name, value in variables.items()})
        _, failure = perform(run, FunctionType(code, namespace))
        has_value = failure is None and "result" in namespace
        if has_value and variables and "result" in variables and "result" not in loaded.globals:
            has_value = namespace["result"] is not variables["result"]  # no answer, only what was handed in
        value = namespace["result"] if has_value else None
        return Outcome(run, started, loaded, failure, value, has_value, loading)

    def session(self, limits: Optional[Limits] = None, *, world: Any = None) -> Session:
        """Return a new session of this engine, in the very world that is given, or else in one of its own."""
        return Session(self, limits, world)

    def new_run(
        self,
        limits: Optional[Limits] = None,
        input: Optional[Callable[[str], str]] = None,
        output: Optional[Callable[[str], Any]] = None,
        library: Optional[Library] = None,
        capabilities: Any = None,
        world: Any = None,
    ) -> Run:
        """Return the account for one execution."""
        run = Run(
            self.limits if limits is None else _checked(limits),
            library or self.library(),
            self.host_spelling,
            output,
            input,
        )
        run.capabilities = capabilities
        run.world = world
        watched = run.limits.seconds is not None or run.limits.memory is not None
        if watched and not watchdog.can_interrupt():
            run.clocked = run.limits.seconds is not None
        return run

    def grants(self) -> Any:
        """Return what one run, or one session, is granted: an object of its own, with its own audit trail."""
        return None if self.capabilities is None else self.capabilities.for_run()

    def fresh_world(self) -> Any:
        """Return the world for one run, or one session: nothing in it is left from another."""
        return None if self.world is None else self.world.fresh()

    def _variables(self, program: Program, names: Dict[str, Any], library: Library) -> Dict[str, Any]:
        """Return the namespace for the top level of a program."""
        return {
            "__builtins__": names,
            "__file__": program.name,  # the trace module skips code without
            UNITS: {program.name: program},
            "rt import": _Imports(self, library, names, program.directory),
        }

    def load_module(self, path: str, imports: _Imports) -> Dict[str, Any]:
        """Run the ML module in a file and return its variables."""
        name = _shown(path)
        text, directory = read_source(path, name)
        program = self._load(text, name, directory)
        # What a module defines is called from outside, with anything.
        deep = current().limits.depth is not None
        code = program.compiled("rt tick" in imports.names, deep, True).code
        variables = self._variables(program, imports.names, imports.library)
        variables["rt import"] = imports.beside(directory)
        FunctionType(code, variables)()
        return variables


class _Imports:
    """The import function of one namespace; makes an importer when there is something to import."""

    __slots__ = ("_directory", "_engine", "_importer", "library", "names")

    def __init__(self, engine: Engine, library: Library, names: Dict[str, Any], directory: Optional[str]) -> None:
        self._engine = engine
        self._importer: Optional[Importer] = None
        self._directory = directory
        self.library = library
        self.names = names

    def __call__(self, name: str, whole: bool) -> Any:
        return self.importer.load(name, whole, self._directory)

    @property
    def importer(self) -> Importer:
        """What finds the modules, made when there is something to import."""
        if self._importer is None:
            engine = self._engine
            self._importer = Importer(
                self.library, self.names["builtin"], engine.import_paths, lambda path: engine.load_module(path, self)
            )
        return self._importer

    def beside(self, directory: str) -> _Imports:
        """Return the import function for a module of the same run that lies in *directory*."""
        imports = _Imports(self._engine, self.library, self.names, directory)
        imports._importer = self._importer
        return imports


class Session:
    """A namespace that stays: each text runs in it and sees what earlier ones left.

    ``listeners`` are called with what each execution has printed, once it is over.

    >>> session = Engine().session()
    >>> session.run("x = 20")
    >>> session.run("x + 1")
    21
    """

    def __init__(self, engine: Engine, limits: Optional[Limits] = None, world: Any = None) -> None:
        self.engine = engine
        self.limits = engine.limits if limits is None else _checked(limits)
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
        self._imports = _Imports(engine, self._library, self._names, None)
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
        text, directory = read_source(str(path))
        return self.execute(text, str(path), directory=directory, **options)

    def execute_call(self, name: str, *arguments: Any, limits: Optional[Limits] = None) -> Outcome:
        """Call a function of the session and return its ``Outcome``."""
        return self.execute_function(self.function(name), arguments, name, limits=limits)

    def function(self, name: str) -> Callable[..., Any]:
        """Return the ML function of a name; raise ``MLUsageError`` if there is none."""
        function = self.find_function(name)
        if function is None:
            raise MLUsageError(f"the session has no function {name!r}")
        return function

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
                return [_to_ml(value, f"argument {at} of {name}", self) for at, value in enumerate(arguments, 1)]
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
        limits = self.limits if limits is None else _checked(limits)
        if (limits.steps is not None and not self._counted) or (limits.depth is not None and not self._deep):
            raise MLUsageError("a session has limits of steps and depth only if it was made with such limits")
        granted = capabilities
        if granted is None:
            granted = self.engine.grants() if self._granted is None else self._granted
        return self.engine.new_run(limits, input, output, self._library, granted, self._world)

    def _program(self, text: str, name: Optional[str], directory: Optional[str]) -> Program:
        """Return the program for a text; every different text has a file name of its own."""
        if type(text) is not str:
            raise MLUsageError(f"ML code must be a str, not {type(text).__name__}")
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


def declare(run: Run, program: Program) -> None:
    """Hold a run to the capabilities that its program declares, if it does."""
    if run.capabilities is not None and program.declarations:
        run.capabilities.declare(program.declarations)


def answer(outcome: Outcome) -> Any:
    """Return the value of an outcome, or raise its error."""
    if outcome.error is not None:
        raise outcome.error
    return outcome.value


def to_variables(values: Mapping[str, Any], session: Optional[Session] = None) -> Dict[str, Any]:
    """Return copies of values from Python as ML values by the names of variables; raise ``MLUsageError``."""
    for name in values:
        if type(name) is not str or not name.isidentifier() or not name.isascii() or name.startswith("__"):
            raise MLUsageError(f"{name!r} is not a name for an ML variable")
    return {name: _to_ml(value, f"variable {name!r}", session) for name, value in values.items()}


def _to_ml(value: Any, what: str, session: Optional[Session] = None) -> Any:
    try:
        return to_ml(value, session)
    except TypeError as error:
        raise MLUsageError(f"{what}: {error}") from None


def _checked(limits: Limits) -> Limits:
    if not isinstance(limits, Limits):
        raise MLUsageError(f"limits must be Limits(...), not {type(limits).__name__}")
    return limits.checked()


def _shown(path: str) -> str:
    """Return a path as messages show it: relative if it lies below the working directory."""
    import os

    try:
        relative = os.path.relpath(path)
    except ValueError:  # on another drive
        return path
    return path if relative.startswith("..") else relative

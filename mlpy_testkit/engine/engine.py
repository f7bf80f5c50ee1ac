"""The engine: it loads programs, runs them, and makes sessions for them.

Everything that ends a run is turned into one value, the ``Outcome``: what the program answered or
how it failed, what it printed, what it used.
"""

from __future__ import annotations

import os
import time
from types import CodeType, FunctionType
from typing import Any, Callable, Dict, FrozenSet, Mapping, Optional, Sequence, Tuple, Union

from .arguments import check_code, check_context, checked_paths
from .errors import MLError, MLUsageTypeError
from .execution import declare, perform
from .expressions import python_name
from .failures import showing_ml_only
from .importer import Imports, read_source
from .library import Library
from .limits import Interrupt, Limits, Run, checked_limits, current
from .outcome import Outcome
from .program import Program, Programs
from .runtime import BUILTIN_NAMES, NAMES, counted_names
from .session import Session
from .values import UNITS, is_value, to_variables
from .watchdog import watchdog

_NO_NAMES: FrozenSet[str] = frozenset()


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
        self.import_paths = tuple(checked_paths(import_paths, "import_paths"))
        self.library = library
        self.limits = checked_limits(limits or Limits())
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
        name = os.fsdecode(path)
        text, directory = read_source(name)
        return self._load(text, name, directory)

    def _load(
        self, text: str, name: str, directory: Optional[str] = None, known: FrozenSet[str] = frozenset()
    ) -> Program:
        program = self._programs.get((text, name, known)) if type(text) is str else None
        if program is None or program.directory != directory:
            check_code(text)
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
        ``to_variables`` has made of them; where both name one, ``context`` counts. ``input`` answers the
        program's ``input`` calls, ``output`` gets each printed text at once; imports are looked for in
        ``directory`` too; ``interrupt`` stops the run.
        Failures of the program are in the outcome; only wrong use of this method raises.

        >>> Engine().run("result = price * 2;", context={"price": 21}).value
        42
        """
        started = time.perf_counter()
        check_context(context)
        check_context(variables, "variables")
        for variable, value in (variables or {}).items():
            if not is_value(value):
                raise MLUsageTypeError(f"variable {variable!r} holds a Python {type(value).__name__}; use context")
        if context:
            variables = {**(variables or {}), **to_variables(context)}
        library = self.library()
        run = self.new_run(limits, input, output, library, self.grants(), self.fresh_world())
        if interrupt is not None:
            run.clocked = run.clocked or not watchdog.can_interrupt()
            interrupt.watch(run)
        counted = run.limits.steps is not None or run.clocked
        form = counted, run.limits.depth is not None, bool(variables)
        known = frozenset(variables) if variables else _NO_NAMES

        def prepare() -> Tuple[Program, CodeType]:
            loaded = program if isinstance(program, Program) else self._load(program, name, directory, known)
            declare(run, loaded)
            return loaded, loaded.compiled(*form).code

        prepared, failure = self._ready(program, name, directory, known, form), None
        if prepared is None:
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

    def _ready(
        self, program: Any, name: str, directory: Optional[str], known: FrozenSet[str], form: Tuple[bool, bool, bool]
    ) -> Optional[Tuple[Program, CodeType]]:
        """Return a program that was compiled before and declares no capabilities, or None."""
        if type(program) is str:
            loaded = self._programs.get((program, name, known))
            if loaded is None or loaded.directory != directory:
                return None
        elif isinstance(program, Program):
            loaded = program
        else:
            return None
        code = None if loaded.declarations else loaded.code(form)
        return None if code is None else (loaded, code)

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
            self.limits if limits is None else checked_limits(limits),
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
            "rt import": Imports(self, library, names, program.directory),
        }

    def load_module(self, text: str, name: str, directory: str, imports: Imports) -> Dict[str, Any]:
        """Run the text of an ML module from a file in *directory* and return its variables."""
        program = self._load(text, name, directory)
        current().modules.append(program)
        # What a module defines is called from outside, with anything.
        deep = current().limits.depth is not None
        code = program.compiled("rt tick" in imports.names, deep, True).code
        variables = self._variables(program, imports.names, imports.library)
        variables["rt import"] = imports.beside(directory)
        FunctionType(code, variables)()
        return variables

"""``MLREPLSession``: a namespace that stays, with the names of mlpy's session.

What mlpy answers as text and tuples is answered so here; beside it stand ``run``, ``call``, ``variables``
and the rest of the engine's session, which raise errors and give values. A session may be used from several
threads: one execution runs at a time.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from typing import (
    Any,
    Callable,
    Deque,
    Dict,
    Iterator,
    List,
    Mapping,
    MutableMapping,
    Optional,
    Sequence,
    Set,
    Tuple,
)
from weakref import WeakValueDictionary

from ..capabilities import AuditTrail, CapabilityContext
from ..capabilities.presets import Capabilities
from ..engine.arguments import check_code, check_type, checked_count, checked_list, checked_paths, checked_texts
from ..engine.builtins import BUILTINS
from ..engine.errors import MLError, MLNameError, MLRuntimeError
from ..engine.failures import showing_ml_only
from ..engine.importer import Place
from ..engine.limits import Interrupt, Limits
from ..engine.nodes import Import
from ..engine.outcome import Outcome, answer
from ..engine.program import Program
from ..engine.session import Session
from ..engine.values import SCALARS, Module, host_kind
from ..modules import STANDARD
from ..world import World
from .echo import echo
from .engine import Engine, check_engine
from .grants import SessionGrants
from .inputs import REPLResult, REPLStatement, SymbolTracker
from .open import closed, opened
from .texts import error_text, format_repl_value

# The names of mlpy.cli.repl, for which this module stands.
__all__ = ["MLREPLSession", "REPLResult", "REPLStatement", "SymbolTracker", "format_repl_value"]

_HIDDEN = frozenset(["builtin"])


class Namespace(MutableMapping[str, Any]):
    """The variables of a session as Python sees them: reading copies, writing converts.

    Built-in functions can be looked up too; they are not listed.
    """

    def __init__(self, session: MLREPLSession) -> None:
        self._of = session

    def __getitem__(self, name: str) -> Any:
        variables = self._of.variables
        return self._of.to_python(variables[name] if name in variables else BUILTINS[name])

    def __setitem__(self, name: str, value: Any) -> None:
        self._of.set(name, value)

    def __delitem__(self, name: str) -> None:
        self._of._session.delete(name)

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._of.variables))

    def __len__(self) -> int:
        return len(self._of.variables)

    def __repr__(self) -> str:
        return f"Namespace({dict(self)!r})"


class MLREPLSession:
    """Runs one input after another; each sees what earlier ones left.

    ``capabilities`` are granted from the start, and nothing else; without them what ``engine`` is granted,
    or else the ``capability_context`` around the construction, and that around each use. What
    ``grant_capability`` grants is granted to this session alone. ``limits`` bound every input and every
    call; ``world`` is the outside that the code sees. With ``security_enabled=False`` inputs are not refused
    for the names they use. ``max_history`` bounds ``history`` and ``statements``. ``ml_module_paths`` and
    ``extension_paths`` are directories for ``import``.

    >>> session = MLREPLSession()
    >>> session.execute_ml_line("function double(x) { return x * 2; }").success
    True
    >>> session.execute_ml_line("double(21)").value
    42
    """

    def __init__(
        self,
        security_enabled: bool = True,
        profile: bool = False,
        max_history: int = 1000,
        extension_paths: Optional[Sequence[str]] = None,
        ml_module_paths: Optional[Sequence[str]] = None,
        *,
        capabilities: Capabilities = None,
        limits: Optional[Limits] = None,
        world: Optional[World] = None,
        engine: Any = None,
    ) -> None:
        self.security_enabled = security_enabled
        self.profile = profile
        self.max_history = checked_count(max_history, "max_history", 0)
        self.ml_module_paths = checked_paths(ml_module_paths, "ml_module_paths")
        self.extension_paths = checked_paths(extension_paths, "extension_paths")
        self.history: Deque[str] = deque(maxlen=min(max_history, sys.maxsize))
        self.statements: Deque[REPLStatement] = deque(maxlen=min(max_history, sys.maxsize))
        self.symbol_tracker = SymbolTracker()
        self.imported_modules: Set[str] = set()
        self.capability_audit_log: List[Tuple[str, str, float]] = []
        self.last_failed_code: Optional[str] = None
        self.last_error: Optional[str] = None
        self._dev_mode = False
        self.reader: Optional[Callable[[str], str]] = None  # answers ``input`` of the code
        self._noting = threading.Lock()  # several threads may have come to the end of an input
        self._inputs = 0
        self._seconds = 0.0
        check_type(world, "world", World, "a World")
        self._world = world
        check_engine(engine)
        if engine is None:
            paths = (*self.ml_module_paths, *self.extension_paths)
            engine = _engine(paths, self.extension_paths, limits, security_enabled)
        elif capabilities is None:
            capabilities = engine.capabilities
        self._engine = engine
        self._grants = SessionGrants(capabilities)
        self._added_paths: List[str] = []
        self._session = self._new_session()
        opened(self)

    def _new_session(self) -> Session:
        session: Session = self._engine.session(world=self._world)
        session.hold(self._grants.in_force())
        for path in self._added_paths:
            session.add_import_path(path)
        if self._dev_mode:
            session.reload_changed = True
        return session

    # -- running --------------------------------------------------------------------------------

    def execute_ml_line(self, ml_code: str) -> REPLResult:
        """Run an input of one line or more; the value is that of its last expression.

        The last ``;`` may be missing. Failures are in the result; only an input that is no text raises
        ``MLUsageError``.
        """
        text: Any = ml_code
        if text is None or (isinstance(text, str) and not text.strip()):
            return REPLResult(True)
        check_code(text)
        return self._execute_named(ml_code)

    execute = execute_ml_line

    def _execute_named(self, ml_code: str, name: Optional[str] = None) -> REPLResult:
        """Run an input that has the name of a file, if it comes from one."""
        outcome = self._session.execute(ml_code, name, input=self.reader, output=echo)
        return self._noted(ml_code, outcome)

    def execute_ml_block(self, ml_lines: Sequence[str]) -> REPLResult:
        """Run lines as one input."""
        return self.execute_ml_line("\n".join(checked_texts(ml_lines, "ml_lines")))

    def execute_outcome(
        self,
        ml_code: str,
        name: Optional[str] = None,
        *,
        limits: Optional[Limits] = None,
        capabilities: Optional[CapabilityContext] = None,
    ) -> Outcome:
        """Run code, under the limits and grants of the session or other ones; return the engine's own ``Outcome``."""
        outcome = self._session.execute(ml_code, name, limits=limits, capabilities=capabilities)
        self._noted(ml_code, outcome)
        return outcome

    def execute_file(self, path: Any) -> Outcome:
        """Run the text of a file (UTF-8) and return its ``Outcome``; raise ``OSError`` if there is none."""
        outcome = self._session.execute_file(path)
        self._noted("" if outcome.program is None else outcome.program.source.text, outcome)
        return outcome

    def _noted(self, code: str, outcome: Outcome) -> REPLResult:
        """Note an input and return what it came to."""
        error, program, milliseconds = outcome.error, outcome.program, outcome.seconds * 1000
        value = None if error is not None else self.to_python(outcome.value)
        text = None if error is None else error_text(error)
        with self._noting:
            self.history.append(code.strip())
            self._inputs += 1
            self._seconds += outcome.seconds
            self.last_failed_code, self.last_error = (None, None) if error is None else (code, text)
            if error is None:
                symbols = {} if program is None else self._symbols(program)
                self.symbol_tracker.update(symbols)
                self.statements.append(REPLStatement(code.strip(), program, symbols, time.time(), milliseconds))
        return REPLResult(
            error is None,
            value,
            text,
            execution_time_ms=milliseconds,
            exception=error,
            has_value=error is None and outcome.has_value,
            output=outcome.output,
            program=program,
        )

    def _symbols(self, program: Program) -> Dict[str, str]:
        """Return the names that a program has bound, and by what; note the modules that it has imported."""
        functions = program.functions
        symbols = {name: "function" if name in functions else "variable" for name in program.globals}
        for node in program.module.body:
            if isinstance(node, Import):
                self.imported_modules.add(".".join(node.path))
                symbols.pop(node.alias.name if node.alias else node.path[0], None)
        return symbols

    @showing_ml_only
    def run(self, code: str, name: Optional[str] = None) -> Any:
        """Run code and return the value of its last expression; raise ``MLError`` if it fails."""
        outcome = self._session.execute(code, name, output=echo)
        self._noted(code, outcome)
        return self.to_python(answer(outcome))

    def probe(self, code: str) -> Any:
        """Run code and return its value without a line in the history; raise ``MLError`` if it fails."""
        return self.to_python(answer(self._session.execute(code)))

    # -- calling --------------------------------------------------------------------------------

    @showing_ml_only
    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function of the session and return its value; raise ``MLError`` if it fails.

        ``name`` may be that of a member: ``"shop.total"``.
        """
        return self.to_python(answer(self.execute_call(name, *arguments)))

    def call_function(
        self, function_name: str, args: Sequence[Any] = (), kwargs: Optional[Mapping[str, Any]] = None, **options: Any
    ) -> Any:
        """Call a function with a list of arguments; ``kwargs`` become one more argument, an object."""
        extra = [dict(kwargs)] if kwargs else []
        args = checked_list(args, "args", "arguments")
        return self.to_python(answer(self.execute_call(function_name, *args, *extra, **options)))

    def execute_call(
        self,
        name: str,
        *arguments: Any,
        limits: Optional[Limits] = None,
        capabilities: Any = None,
        interrupt: Optional[Interrupt] = None,
    ) -> Outcome:
        """Call a function of the session and return its ``Outcome``; ``interrupt`` stops this very call."""
        session = self._session
        function = self.find_function(name) or session.function(name)
        return session.execute_function(
            function, arguments, name, limits=limits, capabilities=capabilities, interrupt=interrupt
        )

    def invoke(
        self,
        name: str,
        arguments: Sequence[Any],
        limits: Optional[Limits] = None,
        capabilities: Any = None,
        interrupt: Optional[Interrupt] = None,
    ) -> Tuple[Any, Optional[MLError]]:
        """Call a function of the session; return its value, or the error that ended the call."""
        session = self._session
        function = session.find_function(name) or self.find_function(name)
        if function is None:
            return None, self._no_function(name)
        if limits is None and capabilities is None and interrupt is None:
            value, error = session.invoke(function, arguments, name)
        else:
            outcome = session.execute_function(
                function, arguments, name, limits=limits, capabilities=capabilities, interrupt=interrupt
            )
            value, error = outcome.value, outcome.error
        return (value if type(value) in SCALARS else session.to_python(value)), error

    def _no_function(self, name: str) -> MLError:
        if name not in self.variables:
            return MLNameError(f"name {name!r} is not defined")
        kind = host_kind(self.variables.get(name))
        return MLRuntimeError(f"{name} is no function, but of the type {kind!r}", kind="TypeError")

    def find_function(self, name: str) -> Optional[Callable[..., Any]]:
        """Return the function of a name, a built-in too, or of a member (``"shop.total"``); None if there is none."""
        found = self._session.find_function(name)
        is_builtin = found is None and isinstance(name, str) and name not in self.variables
        return BUILTINS.get(name) if is_builtin else found

    def _place_of(self, name: str) -> Optional[Place]:
        """Return where the function of a name or of a member stands, a dictionary and a key; None if it must stay."""
        return self._session._place_of(name)

    def to_python(self, value: Any) -> Any:
        """Return a copy of an ML value for Python, in which functions are calls of this session."""
        return self._session.to_python(value)

    def interrupt(self) -> None:
        """Stop what the session is running at this moment, from another thread."""
        self._session.interrupt()

    @property
    def limits(self) -> Limits:
        """The limits of each input and each call."""
        return self._session.limits

    @property
    def listeners(self) -> List[Callable[[str], Any]]:
        """Functions that are called with what each input or call has printed, once it is over."""
        return self._session.listeners

    # -- variables ------------------------------------------------------------------------------

    @property
    def variables(self) -> Mapping[str, Any]:
        """The variables of the session, live and read only."""
        return self._session.variables

    @property
    def python_namespace(self) -> Namespace:
        """The variables as Python values; setting a key gives a variable to ML, deleting one takes it away."""
        return Namespace(self)

    def set(self, name: str, value: Any) -> None:
        """Give a variable a value from Python; it is copied."""
        self._session.set(name, value)

    def get_variables(self) -> Dict[str, Any]:
        """Return copies of all variables, without imported modules."""
        return {
            name: self.to_python(value)
            for name, value in list(self.variables.items())
            if not isinstance(value, Module) and name not in _HIDDEN
        }

    # -- capabilities ---------------------------------------------------------------------------

    @property
    def audit(self) -> AuditTrail:
        """The trail of all capability checks so far."""
        return self._grants.audit

    @property
    def granted_capabilities(self) -> Set[str]:
        """The names of what was granted to this session."""
        return self._grants.names

    @property
    def context(self) -> CapabilityContext:
        """The context that holds what is granted to this session."""
        return self._grants.context

    @property
    def world(self) -> Any:
        """The world that the session sees."""
        return self._session.world

    def grant_capability(self, capability_name: str) -> bool:
        """Grant a type, or ``TYPE:PATTERN``; say False for a text that is no dotted type."""
        granted = self._grants.add(capability_name)
        if granted:
            self.capability_audit_log.append(("GRANT", capability_name, time.time()))
        return granted

    def revoke_capability(self, capability_name: str) -> bool:
        """Take a grant back; say False if there is none."""
        revoked = self._grants.remove(capability_name)
        if revoked:
            self.capability_audit_log.append(("REVOKE", capability_name, time.time()))
        return revoked

    def get_capabilities(self) -> List[str]:
        """Return the sorted names of what was granted."""
        return sorted(self.granted_capabilities)

    # -- the end, and a new beginning -----------------------------------------------------------

    def reset_session(self) -> None:
        """Forget variables, imports, history, symbols and later grants; the audit log stays."""
        for name in self.get_capabilities():
            self.revoke_capability(name)
        self._grants.restart()
        self.history.clear()
        self.statements.clear()
        self.symbol_tracker.clear()
        self.imported_modules.clear()
        self.last_failed_code = self.last_error = None
        listeners = self._session.listeners
        self._session = self._new_session()
        self._session.listeners = listeners

    def cleanup(self) -> None:
        """Stop what runs and forget everything."""
        self.interrupt()
        self.reset_session()
        closed(self)

    close = cleanup

    def __enter__(self) -> MLREPLSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- modules --------------------------------------------------------------------------------

    @property
    def dev_mode(self) -> bool:
        """Whether each ``import`` loads an ML module anew if its file has changed."""
        return self._dev_mode

    @dev_mode.setter
    def dev_mode(self, value: bool) -> None:
        self._session.reload_changed = bool(value)
        self._dev_mode = bool(value)

    def toggle_dev_mode(self) -> Tuple[bool, str]:
        """Turn ``dev_mode`` on or off; return whether it is on, and a message."""
        self.dev_mode = not self.dev_mode
        state = "ENABLED" if self.dev_mode else "DISABLED"
        return self.dev_mode, f"Development mode: {state}"

    def add_extension_path(self, path: str) -> Tuple[bool, str]:
        """Look for modules in a directory too."""
        (path,) = checked_paths([path], "path")
        if not os.path.exists(path):
            return False, f"Error: Path '{path}' does not exist"
        if not os.path.isdir(path):
            return False, f"Error: Path '{path}' is not a directory"
        folder = os.path.abspath(path)
        self._session.add_import_path(folder)
        self._added_paths.append(folder)
        self.extension_paths.append(folder)
        return True, f"✓ Added extension path: {folder}"

    def module_info(self, name: str) -> Tuple[bool, str]:
        """Tell about a standard module, or one that was imported."""
        module = self._session.find_module(name) if isinstance(name, str) else None
        if module is None:
            return False, f"Module '{name}' not found"
        kind = "standard module" if name in STANDARD else "ML module"
        lines = [f"Module: {name}", f"Type: {kind}", f"Loaded: {'Yes' if name in self.imported_modules else 'No'}"]
        for member, value in sorted(module.members.items()):
            needs = ", ".join(getattr(value, "capabilities", ()) or ())
            lines.append(f"  {member}" + (f"  ({needs})" if needs else ""))
        return True, "\n".join(lines)

    def reload_module(self, module_name: str) -> Tuple[bool, str]:
        """Load an imported module anew."""
        if not isinstance(module_name, str) or module_name not in self.imported_modules:
            return False, f"Module '{module_name}' not found"
        self._session.forget_module(module_name)
        outcome = self._session.execute(f"import {module_name};")
        if outcome.error is not None:
            return False, f"✗ Failed to reload: {module_name}\n{outcome.error}"
        return True, f"✓ Reloaded module: {module_name}"

    def reload_all_modules(self) -> Tuple[bool, str]:
        """Load all imported modules anew."""
        names = sorted(self.imported_modules)
        if not names:
            return False, "No modules currently loaded"
        done = [name for name in names if self.reload_module(name)[0]]
        failed = [name for name in names if name not in done]
        lines = [f"Reloaded {len(done)}/{len(names)} modules", *(f"  ✓ {name}" for name in done)]
        return not failed, "\n".join([*lines, *(f"  ✗ {name}" for name in failed)])

    def refresh_modules(self) -> Tuple[bool, str]:
        """Tell which modules can be imported; new files are found without being asked for."""
        total = len({*STANDARD, *self.imported_modules})
        return True, f"Refreshed module list:\n  Total modules: {total}\n  Reloaded: 0"

    def get_performance_summary(self) -> Tuple[bool, str]:
        """Tell how long inputs took, if the session was made with ``profile=True``."""
        if not self.profile:
            return False, "Performance monitoring not enabled\nmake the session with profile=True"
        mean = self._seconds / self._inputs * 1000 if self._inputs else 0.0
        return True, f"Performance Summary:\n  Inputs: {self._inputs}\n  Mean time: {mean:.3f} ms"

    def get_memory_report(self) -> Tuple[bool, str]:
        """Tell how many members the imported modules have."""
        if not self.imported_modules:
            return False, "No modules currently loaded"
        lines = ["Memory Report:"]
        for name in sorted(self.imported_modules):
            module = self._session.find_module(name)
            lines.append(f"  {name}: {0 if module is None else len(module.members)} members")
        return True, "\n".join(lines)


_engines: WeakValueDictionary[Tuple[Any, ...], Engine] = WeakValueDictionary()


def _engine(paths: Tuple[str, ...], extension_paths: Sequence[str], limits: Optional[Limits], security: bool) -> Engine:
    """Return an engine, the same one for sessions that are alike; objects of extensions are no two sessions'."""
    if extension_paths:
        return Engine(paths, limits=limits, security=security, extension_paths=extension_paths)
    key = (paths, repr(limits), security)
    engine = _engines.get(key)
    if engine is None:
        engine = _engines[key] = Engine(paths, limits=limits, security=security)
    return engine

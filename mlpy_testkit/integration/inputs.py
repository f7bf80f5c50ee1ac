"""What an input of a session came to, and what the session remembers of it."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Tuple

from ..engine.program import Program


class REPLResult:
    """What an input came to; compares by the first six fields, as in mlpy.

    ``has_value`` tells no value from ``null``; ``exception`` is the error itself, ``output`` what was
    printed, ``findings`` the portability findings, ``program`` what was run.

    >>> from mlpy_testkit import MLREPLSession
    >>> result = MLREPLSession().execute_ml_line("6 * 7")
    >>> result.success, result.value, result.error
    (True, 42, None)
    """

    __slots__ = (
        "_python",
        "cached",
        "error",
        "exception",
        "execution_time_ms",
        "has_value",
        "output",
        "program",
        "success",
        "value",
    )

    def __init__(
        self,
        success: bool,
        value: Any = None,
        error: Optional[str] = None,
        transpiled_python: str = "",
        execution_time_ms: float = 0.0,
        cached: bool = False,
        *,
        exception: Optional[BaseException] = None,
        has_value: Optional[bool] = None,
        output: str = "",
        program: Optional[Program] = None,
    ) -> None:
        self.success = success
        self.value = value
        self.error = error
        self.execution_time_ms = execution_time_ms
        self.cached = cached
        self.exception = exception
        self.has_value = value is not None if has_value is None else has_value
        self.output = output
        self.program = program
        self._python = transpiled_python

    @property
    def transpiled_python(self) -> str:
        """The Python that the engine ran, for people to read; empty if the input failed."""
        if not self._python and self.success and self.program is not None:
            self._python = self.program.as_python()
        return self._python

    @property
    def findings(self) -> Tuple[Any, ...]:
        """The portability findings of the input."""
        return () if self.program is None else self.program.findings

    def _key(self) -> Tuple[Any, ...]:
        return (
            self.success,
            self.value,
            self.error,
            self.transpiled_python,
            self.execution_time_ms,
            self.cached,
        )

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, REPLResult) else NotImplemented

    def __repr__(self) -> str:
        return f"REPLResult(success={self.success!r}, value={self.value!r}, error={self.error!r})"


class REPLStatement:
    """An input that succeeded.

    >>> from mlpy_testkit import MLREPLSession
    >>> session = MLREPLSession()
    >>> result = session.execute_ml_line("x = 1;")
    >>> session.statements[0].ml_source, session.statements[0].symbol_table
    ('x = 1;', {'x': 'variable'})
    """

    __slots__ = ("_python", "execution_time_ms", "ml_source", "symbol_table", "timestamp")

    def __init__(
        self,
        ml_source: str,
        python_code: Any = "",
        symbol_table: Optional[Dict[str, str]] = None,
        timestamp: float = 0.0,
        execution_time_ms: float = 0.0,
    ) -> None:
        self.ml_source = ml_source
        self._python = python_code
        self.symbol_table: Dict[str, str] = {} if symbol_table is None else symbol_table
        self.timestamp = timestamp
        self.execution_time_ms = execution_time_ms

    @property
    def python_code(self) -> str:
        """The Python that the engine ran; empty for an input that no program of this package stands for."""
        if self._python is None or isinstance(self._python, str):
            return self._python or ""
        return str(self._python.as_python())

    def __repr__(self) -> str:
        return f"REPLStatement({self.ml_source!r})"


class SymbolTracker:
    """The names that inputs have bound, and what they were bound by.

    >>> from mlpy_testkit import MLREPLSession
    >>> session = MLREPLSession()
    >>> result = session.execute_ml_line("function double(x) { return x * 2; }")
    >>> session.symbol_tracker.get_symbol_type("double")
    'function'
    """

    def __init__(self) -> None:
        self.symbols: Dict[str, str] = {}

    def update(self, symbols: Mapping[str, str]) -> None:
        """Take names with "variable" or "function"."""
        self.symbols.update(symbols)

    def get_symbols(self) -> List[str]:
        """Return the sorted names."""
        return sorted(self.symbols)

    def get_symbol_type(self, name: str) -> Optional[str]:
        """Return what a name was bound by, or None."""
        return self.symbols.get(name)

    def clear(self) -> None:
        """Forget all names."""
        self.symbols.clear()

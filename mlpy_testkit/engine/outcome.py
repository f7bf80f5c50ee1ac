"""What an execution came to: everything that ends a run is turned into one value."""

from __future__ import annotations

import time
from typing import Any, Optional, Tuple

from .errors import MLError
from .findings import Finding
from .limits import Run
from .members import MISSING
from .program import Program


class Outcome:
    """What an execution came to.

    ``value`` is the answer; ``has_value`` tells a missing answer from ``null``. ``output`` is what was
    printed; ``error`` the ``MLError`` that ended the run, or None; ``steps`` the steps used, or None if
    they were not counted; ``seconds`` the time it took, ``loading`` the part of it from text to code;
    ``program`` what was run, or None if there is no such thing: a text that is no program, a function.

    >>> from mlpy_testkit.engine import Engine
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
        """The portability findings of the program, and of the ML modules that it has loaded."""
        own = () if self.program is None else self.program.findings
        return own + tuple(finding for module in self._run.modules for finding in module.findings_as_module)

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


def answer(outcome: Outcome) -> Any:
    """Return the value of an outcome, or raise its error."""
    if outcome.error is not None:
        raise outcome.error
    return outcome.value

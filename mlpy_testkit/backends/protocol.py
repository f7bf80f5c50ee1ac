"""What every engine offers, whoever runs the programs."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional, Protocol, Sequence, runtime_checkable

from ..capabilities.presets import Capabilities
from ..engine import Limits, MLUsageError, Outcome
from ..engine.limits import Interrupt
from ..world import World

Reader = Optional[Callable[[str], str]]
Writer = Optional[Callable[[str], Any]]


class NotSupportedError(MLUsageError):
    """The chosen engine cannot do what was asked of it; a test of that would prove nothing."""


class Session(Protocol):
    """A namespace that stays: each text runs in it and sees what earlier ones left."""

    limits: Limits

    @property
    def variables(self) -> Mapping[str, Any]:
        """The variables of the session, live and read only."""
        ...

    @property
    def audit(self) -> Any:
        """The trail of all capability checks so far; None if the grants are those of each caller's context."""

    @property
    def world(self) -> Any:
        """The world that the session sees; None if it has used nothing of it yet."""

    def set(self, name: str, value: Any) -> None:
        """Give a variable a value from Python."""

    def run(self, text: str, name: Optional[str] = None) -> Any:
        """Run a text and return the value of its last expression; raise ``MLError`` if it fails."""

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function of the session and return its value; raise ``MLError`` if it fails."""

    def execute(
        self,
        text: str,
        name: Optional[str] = None,
        *,
        directory: Optional[str] = None,
        limits: Optional[Limits] = None,
        input: Reader = None,
        output: Writer = None,
    ) -> Outcome:
        """Run a text and return its ``Outcome``."""
        ...

    def execute_file(self, path: Any, **options: Any) -> Outcome:
        """Run the text of a file (UTF-8) and return its ``Outcome``."""
        ...

    def execute_call(self, name: str, *arguments: Any, limits: Optional[Limits] = None) -> Outcome:
        """Call a function of the session and return its ``Outcome``."""
        ...

    def interrupt(self) -> None:
        """Stop what the session is running at this moment, from another thread."""


class Engine(Protocol):
    """Runs ML programs, each in a namespace of its own."""

    limits: Limits

    def run(
        self,
        program: str,
        name: str = "<ml>",
        *,
        context: Optional[Mapping[str, Any]] = None,
        variables: Optional[Mapping[str, Any]] = None,
        limits: Optional[Limits] = None,
        input: Reader = None,
        output: Writer = None,
        directory: Optional[str] = None,
        interrupt: Optional[Interrupt] = None,
    ) -> Outcome:
        """Run a program and return its ``Outcome``; the value is the variable ``result``."""
        ...

    def session(self, limits: Optional[Limits] = None, *, world: Any = None) -> Session:
        """Return a new session of this engine."""
        ...


@runtime_checkable
class Backend(Protocol):
    """Makes engines of one kind.

    >>> from mlpy_testkit import backends
    >>> isinstance(backends.get("embedded"), Backend), backends.get("embedded").missing()
    (True, None)
    """

    name: str

    def missing(self) -> Optional[str]:
        """Return why this backend cannot be used here, or None."""

    def version(self) -> Optional[str]:
        """Return the version of what runs the programs, or None if it is missing."""

    def engine(
        self,
        import_paths: Sequence[str] = (),
        *,
        limits: Optional[Limits] = None,
        capabilities: Capabilities = None,
        world: Optional[World] = None,
        security: bool = True,
        host_spelling: bool = False,
    ) -> Any:
        """Return an engine, with ``run`` and ``session``.

        Raises ``NotSupportedError`` for what it cannot do, and if the backend is missing.
        """

"""Everything outside that a program can touch, in one value.

A world is handed to whoever runs programs; the library asks ``world()`` for that of the current run,
and gets the real one if there is no other. Permissions are no business of the world: the library asks
for them before it comes here.
"""

from __future__ import annotations

import sys
from collections import abc, deque
from datetime import datetime
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Deque,
    Iterable,
    Iterator,
    List,
    Mapping,
    MutableMapping,
    Optional,
    Union,
)

from ..engine.arguments import check_type, checked_texts
from ..engine.errors import MLUsageTypeError
from ..engine.limits import current
from ..records import NamedTuple
from .clock import Clock, RealClock, VirtualClock
from .entropy import secure_entropy
from .files import Files

if TYPE_CHECKING:
    from random import Random

    from .network import Network

__unittest = True  # keep these frames out of failure reports

RECORDS = 10_000  # lines of the log that a world remembers

Seed = Union[None, int, float, str, bytes]


class LogRecord(NamedTuple):
    """One line that a program logged.

    >>> from mlpy_testkit import Engine
    >>> engine = Engine(world=World.fake(), capabilities=["log.write"])
    >>> outcome = engine.run("import log; log.info('sold', {pieces: 3});")
    >>> record = outcome.world.records[0]
    >>> record.level, record.message, record.data
    ('INFO', 'sold', {'pieces': 3})
    """

    logger: str
    level: str
    message: Any
    data: Any
    time: datetime


class World:
    """Clock, randomness, files, network, environment, arguments and streams.

    What is not given is the real thing; of the real environment the world has a copy, so changes stay
    inside. ``seed`` lets ``random`` start at the same place in each execution, ``entropy`` makes the
    bytes that are to be secret, ``lines`` answer ``read_line``, ``echo`` gets each piece of standard
    error. ``errors`` keeps standard error, ``records`` the last lines of the log; ``is_real`` tells that
    nothing was given.

    >>> world = World.fake(files={"/data/a.txt": "one"}, environment={"USER": "ann"})
    >>> world.clock.now().year, world.files.list("/data"), world.environment["USER"]
    (2000, ['a.txt'], 'ann')
    """

    def __init__(
        self,
        *,
        clock: Optional[Clock] = None,
        seed: Seed = None,
        entropy: Callable[[int], bytes] = secure_entropy,
        files: Optional[Files] = None,
        network: Optional[Network] = None,
        environment: Optional[MutableMapping[str, str]] = None,
        arguments: Optional[Iterable[str]] = None,
        lines: Optional[Iterable[str]] = None,
        echo: Optional[Callable[[str], Any]] = None,
    ) -> None:
        check_type(clock, "clock", Clock, "a Clock")
        check_type(files, "files", Files, "Files")
        check_type(environment, "environment", abc.MutableMapping, "a dictionary of texts")
        if network is not None and not hasattr(network, "request"):
            raise MLUsageTypeError(f"network must be a Network, not {type(network).__name__}")
        for name, function in (("entropy", entropy), ("echo", echo)):
            check_type(function, name, abc.Callable, "a function")
        checked_texts([*(environment or {}), *(environment or {}).values()], "environment")
        given = (clock, seed, files, network, environment, arguments, lines)
        self.is_real = entropy is secure_entropy and all(part is None for part in given)
        self.clock = clock or RealClock()
        self.seed = seed
        self._random: Optional[Random] = None
        self.echo = echo
        self.errors: List[str] = []
        self.records: Deque[LogRecord] = deque(maxlen=RECORDS)
        self._entropy = entropy
        self._files = files
        self._network = network
        self._environment = environment
        self._has_host_environment = environment is None
        self._arguments = None if arguments is None else checked_texts(arguments, "arguments")
        self._lines: Optional[Iterator[str]] = None if lines is None else iter(checked_texts(lines, "lines"))
        for part in (files, network):
            if part is not None:
                part.clock = part.clock or self.clock

    @classmethod
    def real(cls) -> World:
        """Return the world of the host."""
        return cls(echo=_echo)

    @classmethod
    def fake(
        cls,
        *,
        clock: Optional[Clock] = None,
        seed: Seed = 0,
        entropy: Callable[[int], bytes] = secure_entropy,
        files: Union[Files, Mapping[str, Union[str, bytes]], None] = None,
        network: Optional[Network] = None,
        environment: Optional[MutableMapping[str, str]] = None,
        arguments: Iterable[str] = (),
        lines: Iterable[str] = (),
        echo: Optional[Callable[[str], Any]] = None,
    ) -> World:
        """Return a world with nothing of the host in it, except what is given.

        The clock stands at the beginning of the year 2000 in UTC, the seed is 0, there are no files,
        no network, no variables, no arguments and no lines to read.
        """
        from .memory_files import MemoryFiles
        from .network import NoNetwork

        clock = clock or VirtualClock()
        return cls(
            clock=clock,
            seed=seed,
            entropy=entropy,
            files=files if isinstance(files, Files) else MemoryFiles(files, clock=clock),
            network=network or NoNetwork(),
            environment={} if environment is None else environment,
            arguments=arguments,
            lines=lines,
            echo=echo,
        )

    def fresh(self) -> World:
        """Return this world for one more execution.

        Randomness starts anew, ``errors`` and ``records`` are empty and a copy of the host's environment is made again;
        everything else is shared with this world.
        """
        made = World.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made._random = None
        made.errors = []
        made.records = deque(maxlen=RECORDS)
        if self._has_host_environment:
            made._environment = None
        return made

    def check(self) -> None:
        """Raise ``AssertionError`` if something was asked of this world for which the test has no answer."""
        if self._network is not None:
            self._network.check()

    # -- parts that are made when they are needed ----------------------------------------------------

    @property
    def files(self) -> Files:
        """The file system."""
        if self._files is None:
            from .real_files import RealFiles

            self._files = RealFiles()
        return self._files

    @property
    def network(self) -> Network:
        """The network."""
        if self._network is None:
            from .real_network import RealNetwork

            self._network = RealNetwork()
        return self._network

    @property
    def environment(self) -> MutableMapping[str, str]:
        """The variables of the environment."""
        if self._environment is None:
            import os

            self._environment = dict(os.environ)
        return self._environment

    @property
    def arguments(self) -> List[str]:
        """The command line of the program, its own name first."""
        if self._arguments is None:
            self._arguments = list(sys.argv)
        return self._arguments

    @property
    def random(self) -> Random:
        """The generator of ``random``, which begins with the seed."""
        if self._random is None:
            from random import Random

            self._random = Random(self.seed)
        return self._random

    # -- randomness, streams -------------------------------------------------------------------------

    def entropy(self, count: int) -> bytes:
        """Return *count* bytes that nobody can guess, unless a test wants it otherwise."""
        return self._entropy(count)

    def write(self, stream: str, text: str) -> None:
        """Write to "stdout", which is the output of the run, or to "stderr"."""
        run = current()
        if stream == "stdout":
            run.write(text)
            return
        if stream != "stderr":
            raise ValueError(f"no stream {stream!r}; there are 'stdout' and 'stderr'")
        run.printed += len(text)
        if run.limits.output is not None and run.printed > run.limits.output:
            run.stop("output")
        self.errors.append(text)
        if self.echo is not None:
            self.echo(text)

    def read_line(self, prompt: str = "") -> str:
        """Return a line of input without its end, or raise ``EOFError``."""
        run = current()
        if self._lines is None:
            return run.read_line(prompt)
        if prompt:
            run.write(prompt)
        line = next(self._lines, None)
        if line is None:
            raise EOFError("EOF when reading a line")
        return line


def _echo(text: str) -> None:
    sys.stderr.write(text)


def world() -> World:
    """Return the world of the current run.

    It is for modules written in Python; outside of a run it is the real one.

    >>> world().is_real
    True
    """
    run = current()
    if run.world is None:
        run.world = World.real()
    found: World = run.world
    return found

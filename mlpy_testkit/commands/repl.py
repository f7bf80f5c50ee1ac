"""``repl``: an interactive session.

The loop reads a text, line by line until it is complete, and hands it to the session or, if it begins
with a dot, to a command of ``dot_commands.py``. Ctrl-C stops what is running, or takes back what is
being typed; the session lives on. When the input is no terminal there are no prompts and no banner.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from contextlib import contextmanager
from types import FrameType
from typing import Any, Callable, Iterator, List, Optional

from .. import backends
from ..engine.errors import MLError, MLSyntaxError, MLUsageError
from ..engine.limits import Limits
from ..engine.parser import Parser
from ..engine.source import Source, printable
from ..integration.inputs import REPLResult
from ..integration.session import MLREPLSession
from ..integration.texts import format_repl_value
from . import dot_commands
from .completion import DELIMITERS, Completer
from .terminal import coloured, complain, count, seconds, show_everything

PROMPT, CONTINUATION = "ml> ", "... "
_HISTORY = 1000  # lines in the file of the history
_RED = "31"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.description = "Start an interactive session. .help in it lists its commands."
    parser.epilog = """\
examples:
  python -m mlpy_testkit repl --grant math.compute --load rules/pricing.ml
  python -m mlpy_testkit repl < script.txt"""
    parser.add_argument(
        "--grant", metavar="TYPE[:PATTERN]", action="append", default=[], help="grant a capability; can be repeated"
    )
    parser.add_argument("--engine", metavar="NAME", help="embedded or mlpy (default MLPY_TESTKIT_ENGINE, or embedded)")
    parser.add_argument("--timeout", metavar="SECONDS", type=seconds, help="stop each input after this time")
    parser.add_argument("--max-steps", metavar="N", type=count, help="stop each input after N steps")
    parser.add_argument("--load", metavar="FILE", action="append", default=[], help="run a file first")
    parser.add_argument(
        "--history", metavar="FILE", default="~/.mlpy_testkit_history", help="where typed lines are kept ('' for none)"
    )


def run(options: argparse.Namespace) -> int:
    """Hold the session; the exit status is 1 if input that nobody typed failed."""
    show_everything()
    limits = Limits(seconds=options.timeout, steps=options.max_steps)
    try:
        backend = backends.get(options.engine)
        engine = backend.engine((), limits=limits)
        session = MLREPLSession(profile=True, capabilities=options.grant, engine=engine)
    except MLUsageError as error:
        return complain(str(error), 2)
    interactive = sys.stdin is not None and sys.stdin.isatty()
    repl = Repl(session, interactive, f"{backend.name}, version {backend.version()}")
    with session:
        for path in options.load:
            repl.handle(f".load {path}")
        if not interactive:
            repl.loop()
            return 1 if repl.failures else 0
        with _line_editing(repl, options.history):
            print("mlpy_testkit: interactive ML session. .help lists the commands, Ctrl-D leaves.")
            repl.loop()
    return 0


def is_incomplete(text: str) -> bool:
    """Tell whether more lines might make a text a program.

    >>> is_incomplete("if (x) {"), is_incomplete("x = 1"), is_incomplete("x = )")
    (True, False, False)
    """
    try:
        Parser(Source("<input>", text), True).parse()
    except MLSyntaxError as error:
        return error.incomplete
    except (MLError, RecursionError):
        return False
    return False


class Repl:
    """One interactive session; ``engine`` tells what runs the code, ``failures`` counts the inputs that failed."""

    def __init__(self, session: MLREPLSession, interactive: bool = True, engine: str = "embedded") -> None:
        self.session = session
        self.engine = engine
        self.interactive = interactive
        self.failures = 0
        self.done = False
        self.timing = False
        self.inputs: List[str] = []
        session.reader = self._answer
        self.completer = Completer(lambda: session.variables, dot_commands.NAMES)
        self._reading = False

    def loop(self) -> None:
        """Read and run until the input ends."""
        while not self.done:
            try:
                text = self._read()
            except EOFError:
                if self.interactive:
                    print()
                return
            except KeyboardInterrupt:
                print()
                continue
            try:
                self.handle(text)
            except KeyboardInterrupt:
                complain("interrupted")

    def _read(self) -> str:
        """Return the next input: lines until they are complete, or an empty line ends them."""
        lines = [self.ask(PROMPT)]
        while not lines[0].lstrip().startswith(".") and is_incomplete("\n".join(lines)):
            try:
                line = self.ask(CONTINUATION)
            except EOFError:
                break
            if not line.strip():
                break
            lines.append(line)
        return "\n".join(lines)

    def ask(self, prompt: str) -> str:
        """Return a line that is typed, or read; raise ``EOFError`` at the end."""
        if sys.stdout is not None:
            sys.stdout.flush()
        if sys.stdin is None:
            raise EOFError
        self._reading = True
        try:
            return input(prompt if self.interactive else "")
        finally:
            self._reading = False

    def _answer(self, prompt: str) -> str:
        """Answer ``input`` of running code; the prompt is printed already."""
        try:
            return self.ask("")
        except EOFError:
            raise EOFError("EOF when reading a line") from None  # a terminal gives no reason

    def handle(self, text: str, name: Optional[str] = None) -> None:
        """Run one input: a dot-command or ML, which may come from a file of that *name*."""
        if not text.strip():
            return
        if name is None and text.lstrip().startswith("."):
            dot_commands.run(self, text.strip())
        else:
            result = self.execute(text, name)
            if getattr(result.exception, "limit", "") != "cancelled":  # by Ctrl-C: not what a test could do again
                self.inputs.append(text)
            self.show(result)
            if not result.success and text.strip(" ();") in ("exit", "quit"):
                complain(".exit or Ctrl-D leaves")

    def execute(self, text: str, name: Optional[str] = None) -> REPLResult:
        """Run ML in the session, so that Ctrl-C stops it."""
        with self.interruptible(self.session.interrupt):
            return self.session.execute(text) if name is None else self.session._execute_named(text, name)

    def show(self, result: REPLResult) -> None:
        """Print what an input came to."""
        if result.exception is not None:
            self.fail(str(result.exception))
        elif result.value is not None:
            print(f"=> {format_repl_value(result.value)}")
        if self.timing:
            print(f"{result.execution_time_ms:.3f} ms")

    def fail(self, message: str) -> None:
        """Print what went wrong."""
        self.failures += 1
        if sys.stdout is not None:
            sys.stdout.flush()
        first, *more = message.split("\n")
        complain("\n".join([coloured("Error: ", _RED, sys.stderr) + printable(first), *more]))

    @contextmanager
    def interruptible(self, interrupt: Callable[[], Any]) -> Iterator[None]:
        """Let Ctrl-C stop running ML instead of Python, as far as signals reach this thread."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def handler(number: int, frame: Optional[FrameType]) -> None:
            if self._reading:
                raise KeyboardInterrupt
            interrupt()

        before = signal.signal(signal.SIGINT, handler)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


@contextmanager
def _line_editing(repl: Repl, history: str) -> Iterator[None]:
    """Give the terminal a history and completion, where Python has ``readline``."""
    try:
        import readline
    except ImportError:
        yield
        return
    path = os.path.expanduser(history)
    before = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(repl.completer.complete)
    readline.set_completer_delims(DELIMITERS)
    uses_editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if uses_editline else "tab: complete")
    if path:
        try:
            readline.read_history_file(path)
        except FileNotFoundError:
            pass
        except OSError as error:
            complain(f"cannot read the history {path}: {error.strerror}")
    try:
        yield
    finally:
        readline.set_completer(before[0])
        readline.set_completer_delims(before[1])
        if path:
            readline.set_history_length(_HISTORY)
            try:
                _write_history(readline, path)
            except OSError as error:
                complain(f"cannot write the history {path}: {error.strerror}")


def _write_history(readline: Any, path: str) -> None:
    """Write the history whole or not at all."""
    partial = f"{path}.{os.getpid()}"
    try:
        readline.write_history_file(partial)
        os.replace(partial, path)
    finally:
        if os.path.exists(partial):
            os.unlink(partial)

"""``python -m mlpy_testkit repl``, in a pseudo-terminal and from a pipe."""

import contextlib
import importlib.util
import io
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from typing import Any, Callable, List, Optional
from unittest import mock

from mlpy_testkit import MLREPLSession, MLUsageError, __version__, backends
from mlpy_testkit.commands import dot_commands, repl
from mlpy_testkit.commands.repl import Repl, is_incomplete
from mlpy_testkit.commands.session_tests import session_test
from tests.performance.traced import traced

from .running import ROOT, CommandTest, Done

try:
    import fcntl
    import pty
    import struct
    import termios
except ImportError:
    pty = None

PROMPT = "ml> "
PATIENCE = 20.0  # seconds until a terminal that says nothing is given up


def own_terminal() -> None:
    """Let a child process have its terminal, and Ctrl-C, which is ignored in the background of a shell."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A session in a pseudo-terminal: ``type`` sends keys, ``read`` waits for a text."""

    def __init__(self, *options: str, history: str = "") -> None:
        self.master, slave = pty.openpty()
        modes = termios.tcgetattr(slave)
        modes[3] |= termios.NOFLSH  # else Ctrl-C may throw away what is printed in answer to it
        termios.tcsetattr(slave, termios.TCSANOW, modes)
        environment = {**os.environ, "TERM": "dumb", "INPUTRC": os.devnull, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "mlpy_testkit", "repl", "--history", history, *options],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
            preexec_fn=own_terminal,
        )
        os.close(slave)
        self.seen = ""

    def read(self, wanted: str = PROMPT, patience: float = PATIENCE) -> str:
        """Return what is shown up to the wanted text."""
        deadline = time.monotonic() + patience
        while wanted not in self.seen:
            ready, _, _ = select.select([self.master], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise AssertionError(f"waited in vain for {wanted!r}, saw {self.seen!r}")
            try:
                data = os.read(self.master, 4096)
            except OSError:
                data = b""
            if not data:
                raise AssertionError(f"ended while waiting for {wanted!r}, saw {self.seen!r}")
            self.seen += data.decode("utf-8", "replace")
        shown, _, self.seen = self.seen.partition(wanted)
        return re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]|\a", "", shown).replace("\r\n", "\n")

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self.master, keys.encode("utf-8"))

    def interrupt(self, wanted: str) -> None:
        """Press Ctrl-C until it is heard: ``readline`` is deaf between two keys that it waits for."""
        for _ in range(int(PATIENCE / 0.25)):
            self.type("\x03")
            try:
                self.read(wanted, 0.25)
                break
            except AssertionError:
                continue
        self.type('\n"in step"\n')
        self.read('=> "in step"')
        self.read()

    def line(self, text: str) -> str:
        """Send a line and return what is shown up to the next prompt, without the echo."""
        self.type(text + "\n")
        return self.read().partition("\n")[2]

    def close(self) -> int:
        """End the process and return its exit status."""
        try:
            status = self.process.wait(PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            os.close(self.master)
        return status


@unittest.skipIf(pty is None, "there are no pseudo-terminals here")
class InTerminal(unittest.TestCase):
    def open(self, *options: str, **more: Any) -> Terminal:
        terminal = Terminal(*options, **more)
        self.addCleanup(self.end, terminal)
        self.banner = terminal.read()
        return terminal

    def end(self, terminal: Terminal) -> None:
        if terminal.process.returncode is None:
            terminal.process.kill()
            terminal.close()

    def test_a_conversation(self) -> None:
        terminal = self.open()
        self.assertIn("interactive ML session", self.banner)
        self.assertEqual(terminal.line("x = 20"), "")
        self.assertEqual(terminal.line("x + 1"), "=> 21\n")
        self.assertEqual(terminal.line('"a=b"'), '=> "a=b"\n')
        self.assertEqual(terminal.line("null"), "")
        self.assertIn("division by zero\n    x / 0\n    ^^^^^\n", terminal.line("x / 0"))
        self.assertEqual(terminal.line('print("out")'), "out\n")

    def test_several_lines(self) -> None:
        terminal = self.open()
        terminal.type("function f(a) {\n")
        terminal.read("... ")
        terminal.type("return a * 2;\n")
        terminal.read("... ")
        self.assertEqual(terminal.line("}"), "")
        self.assertEqual(terminal.line("f(21)"), "=> 42\n")

    def test_an_empty_line_ends_a_block(self) -> None:
        terminal = self.open()
        terminal.type("if (true) {\n")
        terminal.read("... ")
        self.assertIn("Error: ", terminal.line(""))

    def test_ctrl_c_stops_the_code_and_keeps_the_session(self) -> None:
        terminal = self.open()
        terminal.line("x = 7")
        for code in ('print("go"); while (true) { }', 'try { print("go"); while (true) { } } finally { x = 8; }'):
            terminal.type(code + "\n")
            terminal.read("\ngo")
            terminal.type("\x03")
            self.assertIn("execution cancelled", terminal.read())
        self.assertEqual(terminal.line("x"), "=> 7\n")
        with tempfile.TemporaryDirectory() as folder:  # a test would not end
            self.assertIn("Saved 2 inputs", terminal.line(f".save {os.path.join(folder, 'test_saved.py')}"))

    def test_ctrl_c_takes_back_what_is_typed(self) -> None:
        terminal = self.open()
        terminal.type("if (true) {\n")
        terminal.read("... ")
        terminal.type("x = ")
        terminal.interrupt(PROMPT)
        self.assertEqual(terminal.line("1 + 1"), "=> 2\n")

    def test_ctrl_c_while_the_program_asks(self) -> None:
        terminal = self.open()
        terminal.type('name = input("who? ")\n')
        terminal.read("\nwho? ")
        terminal.interrupt(PROMPT)
        terminal.type('name = input("who? ")\n')
        terminal.read("\nwho? ")
        terminal.line("Ann")  # what is typed before readline listens is echoed twice, by the terminal and by it
        self.assertEqual(terminal.line("name"), '=> "Ann"\n')

    def test_ctrl_d_leaves(self) -> None:
        terminal = self.open()
        terminal.type("\x04")
        self.assertEqual(terminal.close(), 0)

    def test_exit_leaves(self) -> None:
        terminal = self.open()
        terminal.type(".exit\n")
        terminal.read("Goodbye!")
        self.assertEqual(terminal.close(), 0)

    @unittest.skipUnless(importlib.util.find_spec("readline"), "this Python has no readline")
    def test_history_and_completion(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            history = os.path.join(folder, "history")
            terminal = self.open(history=history)
            terminal.line("price_of_tea = 20")
            self.assertEqual(terminal.line("price_of\t + 1"), "=> 21\n")
            self.assertEqual(terminal.line("\x1b[A\x1b[A"), "")
            terminal.type("shop = {tea: 3};\nshop.te\t\n")
            terminal.read("=> 3")
            terminal.read()
            self.assertIn("No capabilities", terminal.line(".capab\t"))
            terminal.type("\x04")
            terminal.close()
            self.assertEqual(os.listdir(folder), ["history"])
            second = self.open(history=history)
            self.assertIn("No capabilities", second.line("\x1b[A"))

    def test_a_change_of_size(self) -> None:
        terminal = self.open()
        fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 40, 0, 0))
        terminal.type("1 + 1\n")
        terminal.read("=> 2")
        terminal.type('print("go"); for (i in range(100000)) { }\n')
        terminal.read("\ngo")
        fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        terminal.type("2 + 2\n")
        terminal.read("=> 4")


class FromPipe(CommandTest):
    """Lines that nobody types; the first two tests go through a process and real pipes."""

    def repl(self, text: str, *options: str, run: Optional[Callable[..., Done]] = None) -> Done:
        return (run or self.command)("repl", "--history", "", *options, given=text.encode())

    def test_results_without_prompts(self) -> None:
        done = self.repl("x = 20\nx + 1\nfunction f(a) {\n  return a;\n}\nf(3)\n", run=self.process)
        self.assertEqual((done.status, done.output, done.errors), (0, "=> 21\n=> 3\n", ""))

    def test_a_failure_goes_to_standard_error_and_the_status(self) -> None:
        done = self.repl("1 / 0\n2\n", run=self.process)
        self.assertEqual((done.status, done.output), (1, "=> 2\n"))
        self.assertIn("division by zero", done.errors)

    def test_an_open_block_at_the_end(self) -> None:
        self.assertIn("Error: ", self.repl("if (true) {\n").errors)

    def test_options(self) -> None:
        path = self.write("function f(a) { return a * 2; }")
        options = ("--grant", "math.compute", "--load", path, "--max-steps", "1000")
        done = self.repl("import math; math.sqrt(4)\nf(2)\nwhile (true) { }\n", *options)
        self.assertEqual(done.output, "=> 2.0\n=> 4\n")
        self.assertIn("step limit of 1000 reached", done.errors)

    def test_a_wrong_grant(self) -> None:
        self.assertEqual(self.repl("", "--grant", "?").status, 2)

    def test_an_engine(self) -> None:
        done = self.repl("x = 6 * 7\nx\n.engine\n", "--engine", "embedded")
        self.assertEqual(done.output, f"=> 42\nembedded, version {__version__}\n")

    def test_an_engine_that_is_not_there(self) -> None:
        done = self.repl("", "--engine", "none")
        self.assertEqual((done.status, done.errors), (2, "there is no engine 'none'; there are embedded and mlpy\n"))

    @unittest.skipIf(backends.get("mlpy").missing(), "mlpy is missing")
    def test_mlpy(self) -> None:
        done = self.repl("x = 6 * 7;\nx\n1 / 0\n.engine\n", "--engine", "mlpy")
        self.assertEqual(done.output, f"=> 42\nmlpy, version {backends.get('mlpy').version()}\n")
        self.assertIn("division by zero", done.errors)


class InProcess(CommandTest):
    """A session without a terminal, in this process."""

    def setUp(self) -> None:
        super().setUp()
        self.session = MLREPLSession()
        self.repl = Repl(self.session, interactive=False)

    def say(self, *lines: str) -> str:
        """Return what some inputs print, on both streams."""
        with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.redirect_stderr(shown):
            for line in lines:
                self.repl.handle(line)
        return shown.getvalue()


class DotCommands(InProcess):
    """Each command."""

    def test_help_lists_all(self) -> None:
        shown = self.say(".help")
        for name in dot_commands.COMMANDS:
            self.assertIn(name, shown)

    def test_unknown_and_incomplete_commands(self) -> None:
        self.assertIn("Unknown command: .nosuch\nType .help for available commands", self.say(".nosuch"))
        for name, command in dot_commands.COMMANDS.items():
            if command.argument:
                with self.subTest(name):
                    self.assertIn(f"Usage: {name} {command.argument}", self.say(name))

    def test_names_are_case_insensitive(self) -> None:
        self.assertEqual(self.say(".VARS"), "No variables defined\n")

    def test_vars(self) -> None:
        self.assertEqual(self.say('x = "a"; n = null;', ".vars"), 'Variables:\n  n = null\n  x = "a"\n')
        self.assertIn("...\n", self.say("long = range(100);", ".vars"))

    def test_history(self) -> None:
        self.assertEqual(self.say(".history"), "No history\n")
        shown = "History:\n  1. x = 1\n  2. if (true) {\n     }\n"
        self.assertEqual(self.say("x = 1", "if (true) {\n}", ".history"), shown)

    def test_capabilities(self) -> None:
        self.assertEqual(self.say(".caps"), "No capabilities granted (security-restricted mode)\n")
        self.assertEqual(self.say(".grant math.compute"), "✓ Granted capability: math.compute\n")
        self.assertEqual(self.say(".grant math.compute"), "Capability 'math.compute' is already granted\n")
        self.assertIn("✗ Invalid capability name: file", self.say(".grant file"))
        self.assertEqual(self.say("import math; math.sqrt(4)"), "=> 2.0\n")
        shown = self.say(".capabilities")
        self.assertIn("  • math.compute\n  used math.compute: granted 1, denied 0\n", shown)
        self.assertEqual(self.say(".revoke math.compute"), "✓ Revoked capability: math.compute\n")
        self.assertIn("✗ Capability 'math.compute' is not granted", self.say(".revoke math.compute"))

    def test_retry(self) -> None:
        self.assertEqual(self.say(".retry"), "No previous error to retry\n")
        self.say("y + 1")
        self.assertIn("not defined", self.say(".retry"))
        self.session.set("y", 1)
        self.assertEqual(self.say(".retry"), "Retrying: y + 1\n=> 2\n✓ Success!\n")

    def test_edit(self) -> None:
        self.assertEqual(self.say(".edit"), "No previous statement to edit\n")
        self.say("x = 1")
        editor = f'{sys.executable} -c "import sys; open(sys.argv[1], \'w\').write(\'x = 5\')"'
        with mock.patch.dict(os.environ, {"EDITOR": editor, "VISUAL": ""}):
            self.assertIn("Executing edited code...", self.say(".edit"))
            self.assertEqual(self.say("x", ".edit"), "=> 5\nExecuting edited code...\n")
        with mock.patch.dict(os.environ, {"EDITOR": "true", "VISUAL": ""}):
            self.assertEqual(self.say(".edit"), "No changes made\n")
        with mock.patch.dict(os.environ, {"EDITOR": "/no/such/editor", "VISUAL": ""}):
            self.assertIn("cannot edit with /no/such/editor", self.say(".edit"))

    def test_modules(self) -> None:
        self.assertIn("Available Modules (16 total):", self.say(".modules"))
        self.assertIn("Module: math", self.say(".modinfo math"))
        self.assertIn("Module 'nothing' not found", self.say(".modinfo nothing"))
        self.write("function say() { return 1; }", "helper.ml")
        self.assertIn("✓ Added extension path", self.say(f".addpath {self.folder}"))
        self.assertEqual(self.say(".addpath /no/such"), "Error: Path '/no/such' does not exist\n")
        self.assertEqual(self.say("import helper; helper.say()"), "=> 1\n")
        self.assertEqual(self.say(".reload helper"), "✓ Reloaded module: helper\n")
        self.assertIn("Reloaded 1/1 modules", self.say(".reloadall"))
        self.assertIn("Refreshed module list:", self.say(".refresh"))
        self.assertIn("Memory Report:", self.say(".memreport"))
        self.assertEqual(self.say(".devmode", ".devmode"), "Development mode: ENABLED\nDevelopment mode: DISABLED\n")

    def test_failures_of_commands_are_counted(self) -> None:
        for line in (".async 1 / 0", ".callback nothing", ".benchmark 1 / 0", ".benchmark 1 0", ".addpath /no/such"):
            with self.subTest(line):
                before = self.repl.failures
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as shown:
                    self.repl.handle(line)
                self.assertEqual(self.repl.failures, before + 1)
                self.assertRegex(shown.getvalue(), r"\AError: (?!Error)")

    def test_what_the_engine_cannot_do(self) -> None:
        with mock.patch.object(self.repl.session, "toggle_dev_mode", side_effect=MLUsageError("not here")):
            self.assertEqual(self.say(".devmode"), "Error: not here\n")

    def test_reset(self) -> None:
        self.assertEqual(self.say("x = 1", ".reset", ".vars"), "Session cleared\nNo variables defined\n")

    def test_time_and_engine(self) -> None:
        shown = self.say(".time", "1 + 1", ".time")
        self.assertRegex(shown, r"Times are shown\n=> 2\n\d+\.\d+ ms\nTimes are not shown")
        self.assertIn("embedded", self.say(".engine"))

    def test_async(self) -> None:
        shown = self.say("x = 20", ".async result = x + 1;", ".async 1 / 0", ".async x * 2")
        self.assertRegex(shown, r"Executing async...\n=> 21\nExecution time: \d+\.\d{3}s\n")
        self.assertIn("Error: Runtime Error: Division by zero", shown)
        self.assertIn("=> 40", shown)

    def test_async_that_takes_too_long(self) -> None:
        with mock.patch("mlpy_testkit.commands.integration.TIMEOUT", 0.05):
            self.assertIn("timed out after 0.05 seconds", self.say(".async while (true) { }"))
        self.assertEqual(self.say("1 + 1"), "=> 2\n")

    def test_callback(self) -> None:
        self.assertIn("Error: Function 'f' not found", self.say(".callback f"))
        self.say("function f(x) { return x * 2; } n = 5;")
        self.assertIn("Error: Function 'n' not found", self.say(".callback n"))
        self.assertIn("Callback 'f_callback' created successfully", self.say(".callback f"))
        self.assertEqual(self.say("f_callback(21)"), "=> 42\n")

    def test_load_and_save(self) -> None:
        path = self.write("loaded = 5;", "some.ml")
        self.assertEqual(self.say(f".load {path}", "loaded"), "=> 5\n")
        broken = self.write("function half(x) { return x / 0; }\nhalf(1);", "broken.ml")
        self.assertTrue(self.say(f".load {broken}").startswith(f"Error: {broken}:1:27: division by zero\n"))
        self.assertIn(f"{broken}:1:27: ", self.say("half(2)"))
        self.assertIn("cannot read", self.say(".load /no/such/file.ml"))
        self.assertRegex(self.say(".load a\0b"), "Error: cannot read .*: embedded null byte")
        self.assertRegex(self.say(".save a\0b"), "Error: cannot write .*: embedded null byte")
        self.say('print("hi")', "1 / 0", "loaded + 0.5", "f = fn(x) => x;")
        saved = os.path.join(self.folder, "test_saved.py")
        self.assertIn("as a test", self.say(f".save {saved}"))
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "unittest", "test_saved"],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("cannot write", self.say(f".save {saved}"))

    def test_ctrl_d_for_an_answer(self) -> None:
        with mock.patch("builtins.input", side_effect=EOFError):
            self.assertIn(":1:8: EOF when reading a line\n", self.say('name = input("who? ")'))

    def test_exit(self) -> None:
        for line in ("exit", "quit();"):
            self.assertTrue(self.say(line).endswith("\n.exit or Ctrl-D leaves\n"))
        self.assertEqual(self.say(".exit"), "Goodbye!\n")
        self.assertTrue(self.repl.done)

    def test_nothing(self) -> None:
        self.assertEqual(self.say("", "  ", ".history"), "No history\n")

    def test_texts_that_are_none(self) -> None:
        path = self.write(b"x = '\xff';", "latin.ml")
        self.assertIn("UTF-8", self.say(f".load {path}"))
        self.say("x = 1")
        editor = f"{sys.executable} -c \"import sys; open(sys.argv[1], 'wb').write(bytes([255]))\""
        with mock.patch.dict(os.environ, {"EDITOR": editor, "VISUAL": ""}):
            self.assertIn("UTF-8", self.say(".edit"))
        self.assertEqual(self.repl.failures, 2)

    @traced
    def test_benchmark(self) -> None:
        self.assertIn("Total iterations: 3 iterations", self.say(".benchmark 1 + 1; 3"))

    def test_a_grant_that_is_refused(self) -> None:
        with mock.patch.object(self.session, "grant_capability", side_effect=MLUsageError("not here")):
            self.assertEqual(self.say(".grant file.read"), "Error: not here\n")


class Interrupted(InProcess):
    """Ctrl-C and the end of the input, in this process."""

    def loop(self, *typed: Any) -> str:
        """Return what is shown while some lines are typed, or exceptions come instead; then the input ends."""
        self.repl.interactive = True
        keys = mock.patch("builtins.input", side_effect=[*typed, EOFError])
        with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.redirect_stderr(shown), keys:
            self.repl.loop()
        return shown.getvalue()

    def test_what_is_typed_is_taken_back(self) -> None:
        self.assertEqual(self.loop("if (true) {", KeyboardInterrupt, "1 + 1"), "\n=> 2\n\n")

    def test_an_empty_line_ends_an_input(self) -> None:
        self.assertIn("expected", self.loop("x = (1", "", "x"))

    def test_an_interrupt_between_two_inputs(self) -> None:
        with mock.patch.object(self.repl, "handle", side_effect=[KeyboardInterrupt, None]):
            self.assertEqual(self.loop("x = 1", "y = 1"), "interrupted\n\n")

    def test_a_program_asks(self) -> None:
        self.assertEqual(self.loop('name = input("who? ")', "Ann", "name"), 'who? => "Ann"\n\n')

    def test_there_is_no_input(self) -> None:
        with mock.patch.object(sys, "stdin", None), contextlib.redirect_stdout(io.StringIO()) as shown:
            self.repl.loop()
        self.assertEqual(shown.getvalue(), "")

    def test_the_signal_stops_ml_and_not_python(self) -> None:
        stopped: List[int] = []
        self.addCleanup(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, signal.default_int_handler))
        with self.repl.interruptible(lambda: stopped.append(1)):
            signal.raise_signal(signal.SIGINT)
            self.repl._reading = True
            with self.assertRaises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        self.assertEqual(stopped, [1])
        self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)

    def test_signals_do_not_reach_other_threads(self) -> None:
        handlers: List[Any] = []

        def work() -> None:
            with self.repl.interruptible(lambda: None):
                handlers.append(signal.getsignal(signal.SIGINT))

        before = signal.getsignal(signal.SIGINT)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        self.assertEqual(handlers, [before])


class LineEditing(InProcess):
    """The history of a terminal."""

    def edit(self, history: str) -> str:
        """Return what is complained of when lines are edited with a history."""
        with contextlib.redirect_stderr(io.StringIO()) as shown, repl._line_editing(self.repl, history):
            self.assertFalse(self.repl.done)
        return shown.getvalue()

    @unittest.skipUnless(importlib.util.find_spec("readline"), "there is no readline here")
    def test_a_history_that_is_a_folder(self) -> None:
        shown = self.edit(self.folder)
        self.assertRegex(shown, f"^cannot read the history {self.folder}: .*\n")
        self.assertRegex(shown, f"\ncannot write the history {self.folder}: .*\n$")
        self.assertEqual(os.listdir(os.path.dirname(self.folder)).count(os.path.basename(self.folder)), 1)

    def test_a_python_without_it(self) -> None:
        with mock.patch.dict(sys.modules, readline=None):
            self.assertEqual(self.edit(self.folder), "")


class SavedTests(unittest.TestCase):
    def test_what_is_written(self) -> None:
        text = session_test(["x = 20", "x + 1", 'print("a")', "x / 0", "fn(x) => x"], ["math.compute"])
        lines: List[str] = [line.strip() for line in text.splitlines() if line.startswith("        ")]
        self.assertEqual(
            lines,
            [
                "self.session.run('x = 20')",
                "self.assertMLResult('x + 1', 21)",
                "self.assertMLPrints('print(\"a\")', 'a\\n')",
                "self.assertMLRaises('ZeroDivisionError', 'x / 0')",
                "self.session.run('fn(x) => x')",
            ],
        )
        self.assertIn("ml_capabilities = ['math.compute']", text)

    def test_nothing_typed(self) -> None:
        compile(session_test([], []), "test.py", "exec")


class Incomplete(unittest.TestCase):
    def test_what_wants_more_lines(self) -> None:
        for text in ("if (x) {", "x = [1,", "f(", "x = {a: 1,\n", "function f(a) {\n  return a;"):
            self.assertTrue(is_incomplete(text), text)
        for text in ("", "x = 1", "x = )", "}", "@@", "f(1)", "(" * 10_000):
            self.assertFalse(is_incomplete(text) and "(" * 100 not in text, text)

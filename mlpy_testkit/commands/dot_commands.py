"""The commands of the interactive session that begin with a dot, in one table.

A command gets the ``Repl`` and what stands behind its name, prints what it has to say, and reports
what goes wrong with ``repl.fail``.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from typing import TYPE_CHECKING, Any, Callable, Dict, List

from ..engine.errors import MLError, MLUsageError
from ..engine.importer import read_source
from ..integration.texts import format_repl_value
from ..modules import STANDARD
from ..records import NamedTuple
from .integration import CommandError, make_callback, measure, run_beside
from .session_tests import session_test

if TYPE_CHECKING:
    from .repl import Repl

_SHOWN = 20  # inputs that .history shows
_WIDTH = 60  # characters of a value in a list
_MARK = "Error: "  # some answers of a session begin with it, and so does what ``repl.fail`` prints


class Command(NamedTuple):
    """A dot-command: what follows its name, and what it is for."""

    run: Callable[[Any, str], None]
    argument: str
    purpose: str


def run(repl: Repl, line: str) -> None:
    """Run the command that a line names."""
    name, _, argument = line.partition(" ")
    command = COMMANDS.get(name.lower())
    if command is None:
        repl.fail(f"Unknown command: {name}\nType .help for available commands")
        return
    argument = argument.strip()
    if command.argument and not argument:
        repl.fail(f"Usage: {name.lower()} {command.argument}")
        return
    try:
        command.run(repl, argument)
    except MLUsageError as error:  # such as what the engine of the session cannot do
        repl.fail(str(error))


def _help(repl: Repl, argument: str) -> None:
    width = max(len(f"{name} {command.argument}") for name, command in COMMANDS.items())
    for name, command in COMMANDS.items():
        print(f"  {f'{name} {command.argument}':{width}}  {command.purpose}".rstrip())
    print("Anything else is ML. An open block goes on in the next line; an empty line ends it.")


def _vars(repl: Repl, argument: str) -> None:
    variables = repl.session.get_variables()
    if not variables:
        print("No variables defined")
        return
    print("Variables:")
    for name in sorted(variables):
        print(f"  {name} = {_short(variables[name])}")


def _short(value: Any) -> str:
    text = " ".join((format_repl_value(value) or "null").split())
    return text if len(text) <= _WIDTH else text[: _WIDTH - 3] + "..."


def _history(repl: Repl, argument: str) -> None:
    history = list(repl.session.history)
    if not history:
        print("No history")
        return
    print("History:")
    first = max(0, len(history) - _SHOWN)
    for number, text in enumerate(history[first:], first + 1):
        print(f"  {number}. " + text.replace("\n", "\n     "))


def _reset(repl: Repl, argument: str) -> None:
    repl.session.reset_session()
    repl.inputs.clear()
    print("Session cleared")


def _caps(repl: Repl, argument: str) -> None:
    granted = repl.session.get_capabilities()
    if granted:
        print("Active Capabilities:")
        for name in granted:
            print(f"  • {name}")
    else:
        print("No capabilities granted (security-restricted mode)")
    trail = repl.session.audit
    for kind in [] if trail is None else trail.types:
        print(f"  used {kind}: granted {trail.count(kind, granted=True)}, denied {trail.count(kind, granted=False)}")


def _grant(repl: Repl, argument: str) -> None:
    if argument in repl.session.get_capabilities():
        print(f"Capability '{argument}' is already granted")
        return
    if repl.session.grant_capability(argument):
        print(f"✓ Granted capability: {argument}")
    else:
        repl.fail(f"✗ Invalid capability name: {argument}\na capability is a dotted type such as file.read:/data/*")


def _revoke(repl: Repl, argument: str) -> None:
    if repl.session.revoke_capability(argument):
        print(f"✓ Revoked capability: {argument}")
    else:
        repl.fail(f"✗ Capability '{argument}' is not granted")


def _retry(repl: Repl, argument: str) -> None:
    code = repl.session.last_failed_code
    if not code:
        print("No previous error to retry")
        return
    print(f"Retrying: {code}")
    result = repl.execute(code)
    repl.show(result)
    if result.success:
        print("✓ Success!")


def _edit(repl: Repl, argument: str) -> None:
    statements = repl.session.statements
    if not statements:
        print("No previous statement to edit")
        return
    before = statements[-1].ml_source
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "statement.ml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(before)
        try:
            subprocess.run([*editor, path], check=True)
            code, _ = read_source(path)
        except (OSError, subprocess.CalledProcessError) as error:
            repl.fail(f"cannot edit with {editor[0]}: {getattr(error, 'strerror', None) or error}")
            return
        except MLError as error:
            repl.fail(str(error))
            return
    if code.strip() == before.strip():
        print("No changes made")
        return
    print("Executing edited code...")
    repl.handle(code)


def _modules(repl: Repl, argument: str) -> None:
    print(f"Available Modules ({len(STANDARD)} total):")
    for name in sorted(STANDARD):
        print(f"  • {name}")
    print(".modinfo NAME tells about one")


def _load(repl: Repl, argument: str) -> None:
    try:
        text, _ = read_source(argument)
    except (OSError, ValueError) as error:  # a path with a null character is no path
        repl.fail(f"cannot read {argument}: {getattr(error, 'strerror', error)}")
        return
    except MLError as error:
        repl.fail(str(error))
        return
    repl.handle(text, argument)


def _save(repl: Repl, argument: str) -> None:
    text = session_test(repl.inputs, sorted(repl.session.get_capabilities()))
    try:
        with open(argument, "x", encoding="utf-8") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        repl.fail(f"cannot write {argument}: {getattr(error, 'strerror', error)}")
        return
    print(f"Saved {len(repl.inputs)} inputs as a test: {argument}")


def _time(repl: Repl, argument: str) -> None:
    repl.timing = not repl.timing
    print(f"Times are {'shown' if repl.timing else 'not shown'}")


def _engine(repl: Repl, argument: str) -> None:
    print(repl.engine)


def _exit(repl: Repl, argument: str) -> None:
    repl.done = True
    print("Goodbye!")


def _devmode(repl: Repl, argument: str) -> None:
    print(repl.session.toggle_dev_mode()[1])


def _printing(method: str, *wanted: str) -> Callable[[Repl, str], None]:
    """Return a command that prints what a method of the session answers."""

    def ask(repl: Repl, argument: str) -> None:
        done, message = getattr(repl.session, method)(*([argument] if wanted else []))
        if done:
            print(message)
        else:
            repl.fail(message[len(_MARK) :] if message.startswith(_MARK) else message)

    return ask


def _async(repl: Repl, argument: str) -> None:
    _interruptible(repl, run_beside, argument)


def _callback(repl: Repl, argument: str) -> None:
    _interruptible(repl, make_callback, argument)


def _benchmark(repl: Repl, argument: str) -> None:
    code, space, count = argument.rpartition(" ")
    if not space or not count.isdecimal():
        code, count = argument, ""
    _interruptible(repl, measure, code.strip(), count)


def _interruptible(repl: Repl, command: Callable[..., None], *arguments: str) -> None:
    try:
        with repl.interruptible(repl.session.interrupt):
            command(repl.session, *arguments)
    except CommandError as error:
        repl.fail(str(error))


COMMANDS: Dict[str, Command] = {
    ".help": Command(_help, "", "show this list"),
    ".vars": Command(_vars, "", "show the variables"),
    ".history": Command(_history, "", f"show the last {_SHOWN} inputs"),
    ".load": Command(_load, "FILE", "run a file in this session"),
    ".save": Command(_save, "FILE", "write what was typed as a test file"),
    ".retry": Command(_retry, "", "run the last input that failed once more"),
    ".edit": Command(_edit, "", "edit the last statement with $EDITOR and run it"),
    ".reset": Command(_reset, "", "forget all variables, imports and grants"),
    ".clear": Command(_reset, "", "the same"),
    ".caps": Command(_caps, "", "show what is granted and what was used"),
    ".capabilities": Command(_caps, "", "the same"),
    ".grant": Command(_grant, "TYPE[:PATTERN]", "grant a capability"),
    ".revoke": Command(_revoke, "TYPE", "take a grant back"),
    ".modules": Command(_modules, "", "list the standard modules"),
    ".modinfo": Command(_printing("module_info", "NAME"), "NAME", "tell about a module"),
    ".addpath": Command(_printing("add_extension_path", "DIRECTORY"), "DIRECTORY", "look for modules here too"),
    ".reload": Command(_printing("reload_module", "NAME"), "NAME", "load a module anew"),
    ".reloadall": Command(_printing("reload_all_modules"), "", "load all imported modules anew"),
    ".refresh": Command(_printing("refresh_modules"), "", "look for new modules"),
    ".devmode": Command(_devmode, "", "load changed modules by themselves, or not"),
    ".perfmon": Command(_printing("get_performance_summary"), "", "tell how long inputs took"),
    ".memreport": Command(_printing("get_memory_report"), "", "tell how large modules are"),
    ".async": Command(_async, "CODE", "run code beside the session, with its variables"),
    ".callback": Command(_callback, "NAME", "make a Python callback of a function"),
    ".benchmark": Command(_benchmark, "CODE [N]", "run code N times and tell how long it takes"),
    ".time": Command(_time, "", "show how long each input takes, or not"),
    ".engine": Command(_engine, "", "tell which engine runs the code"),
    ".exit": Command(_exit, "", "leave"),
    ".quit": Command(_exit, "", "leave"),
}
NAMES: List[str] = list(COMMANDS)

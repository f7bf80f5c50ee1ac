"""The commands of mlpy's integration toolkit for a session: ``async``, ``callback`` and ``benchmark``.

They print; mlpy has them as functions of a module and not in its interactive session. Here both call the
same functions, which work on the variables, grants and limits of the session.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Callable, Dict

from ..integration import callbacks, executor
from ..integration.session import MLREPLSession
from ..integration.texts import format_repl_value
from ..integration.waiting import finish
from ..integration.workers import in_thread

TIMEOUT = 30.0  # seconds that code may run beside the session


class CommandError(Exception):
    """What a command has to say instead of what it was asked for; ``kind`` is what mlpy begins it with."""

    def __init__(self, message: str, kind: str = "Error: ") -> None:
        super().__init__(message)
        self.kind = kind


def handle_async_command(session: Any, ml_code: str) -> None:
    """Run code in a thread, with the variables of the session, and print what it came to."""
    if not ml_code.strip():
        print("Usage: .async <code>\nExample: .async result = 6 * 7;")
        return
    _telling(run_beside, session, ml_code)


def handle_callback_command(session: Any, function_name: str) -> None:
    """Make a callback of a function, as the variable ``<name>_callback`` of the session."""
    name = function_name.strip()
    if not name:
        print("Usage: .callback <function>\nExample: .callback double")
        return
    _telling(make_callback, session, name)


def handle_benchmark_command(session: Any, ml_code: str, iterations_str: str = "") -> None:
    """Run code of the session again and again and print how long it takes."""
    if not ml_code.strip():
        print("Usage: .benchmark <code>; <iterations>\nExample: .benchmark double(21); 100")
        return
    _telling(measure, session, ml_code, iterations_str)


def _telling(command: Callable[..., None], *arguments: Any) -> None:
    """Run a command; mlpy's functions print what goes wrong, too."""
    try:
        command(*arguments)
    except CommandError as error:
        print(f"{error.kind}{error}")


def run_beside(session: Any, ml_code: str) -> None:
    """Run code in a thread and print what it came to; raise ``CommandError`` if it fails."""
    print("Executing async...")
    started = time.perf_counter()
    try:
        if isinstance(session, MLREPLSession):
            result = finish(_in_session(session, ml_code))
        else:
            result = finish(executor.async_ml_execute(ml_code, timeout=TIMEOUT))
    except asyncio.TimeoutError:
        raise CommandError(f"Execution timed out after {TIMEOUT:g} seconds") from None
    except Exception as error:  # whatever it is, the one who typed the command wants to read it
        raise CommandError(str(error)) from error
    if result.success and result.value is not None:
        print(f"=> {format_repl_value(result.value)}")
    print(f"Execution time: {time.perf_counter() - started:.3f}s")
    if not result.success:
        raise CommandError(str(result.error))


async def _in_session(session: MLREPLSession, ml_code: str) -> Any:
    """Run code in a session; its value is the variable ``result`` if it sets that."""
    try:
        result = await asyncio.wait_for(in_thread(lambda: session.execute_ml_line(ml_code)), TIMEOUT)
    except asyncio.TimeoutError:
        session.interrupt()
        raise
    if result.success and result.program is not None and "result" in result.program.globals:
        result.value = session.get_variables().get("result")
    return result


def make_callback(session: Any, name: str) -> None:
    """Make a callback of a function and print its name; raise ``CommandError`` if it cannot be done."""
    if name not in session.python_namespace or not callable(session.python_namespace[name]):
        raise CommandError(f"Function '{name}' not found\nDefine it first; .vars lists what there is")
    try:
        session.python_namespace[f"{name}_callback"] = callbacks.ml_callback(session, name)
    except Exception as error:  # whatever it is, the one who typed the command wants to read it
        raise CommandError(str(error), "Error creating callback: ") from error
    print(f"Callback '{name}_callback' created successfully")
    print(f"It calls '{name}' of this session, from Python and from ML")


def measure(session: Any, ml_code: str, iterations_str: str = "") -> None:
    """Measure code and print the figures; raise ``CommandError`` if it fails."""
    from ..performance import tester

    try:
        iterations = int(iterations_str.strip() or 100)
    except ValueError:
        raise CommandError(f"Invalid iterations value: {iterations_str}") from None
    if iterations < 1:
        raise CommandError("Iterations must be >= 1")
    print(f"Running benchmark ({iterations} iterations)...")
    measuring = tester.PerformanceTester()
    try:
        if isinstance(session, MLREPLSession):
            result: Any = measuring.benchmark_session(session, ml_code, iterations)
        else:
            result = finish(measuring.benchmark_async_execution(ml_code, iterations))
    except asyncio.TimeoutError:
        raise CommandError("Execution timed out") from None
    except Exception as error:  # whatever it is, the one who typed the command wants to read it
        raise CommandError(str(error)) from error
    mean = result["mean"]
    print("Benchmark Results:")
    for label, key in (("Mean", "mean"), ("Median", "median"), ("Std Dev", "std_dev"), ("Min", "min"), ("Max", "max")):
        print(f"  {label + ':':9} {result[key] * 1000:.3f} ms")
    print(f"  {'CV:':9} {result['std_dev'] / mean * 100 if mean else 0.0:.1f}%")
    print(f"  Total iterations: {iterations} iterations")
    print(f"  Successful: {result.get('iterations', iterations)}")


def print_integration_help() -> None:
    """Print what the three commands do."""
    print("Integration Toolkit Commands:")
    print("  .async <code>                  run code beside the session")
    print("  .callback <function>           make a Python callback of an ML function")
    print("  .benchmark <code>; <count>     run code again and again and tell how long it takes")


INTEGRATION_COMMANDS: Dict[str, Callable[..., None]] = {
    "async": handle_async_command,
    "callback": handle_callback_command,
    "benchmark": handle_benchmark_command,
}


def dispatch_integration_command(session: Any, command_line: str) -> bool:
    """Run a line if it is one of the three commands; say whether it was."""
    line = command_line.strip()
    verb, _, rest = line[1:].partition(" ")
    verb, rest = verb.lower(), rest.strip()
    if not line.startswith(".") or verb not in ("async", "callback", "benchmark"):
        return False
    handler = INTEGRATION_COMMANDS[verb]
    code, semicolon, count = rest.rpartition(";")
    if verb == "benchmark" and semicolon:
        handler(session, code.strip(), count.strip())
    else:
        handler(session, rest)
    return True

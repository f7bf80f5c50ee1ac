"""The commands of mlpy's integration toolkit for a session: ``async``, ``callback`` and ``benchmark``.

They print; mlpy has them as functions of a module and not in its interactive session. Here both call the
same functions, which work on the variables, grants and limits of the session.
"""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Dict, List

from ..engine.errors import MLUsageError
from ..integration.callbacks import ml_callback
from ..integration.session import format_repl_value

INTEGRATION_COMMANDS = {"async", "callback", "benchmark"}
TIMEOUT = 30.0  # seconds that code may run beside the session


def handle_async_command(session: Any, ml_code: str) -> None:
    """Run code in a thread, with the variables of the session, and print what it came to."""
    if not ml_code.strip():
        print("Usage: .async <code>\nExample: .async result = 6 * 7;")
        return
    print("Executing async...")
    started = time.perf_counter()
    result = _in_thread(session, lambda: _with_result(session, ml_code))
    if result is None:
        print(f"Error: Execution timed out after {TIMEOUT:g} seconds")
    elif not result.success:
        print(f"Error: {result.error}")
    elif result.value is not None:
        print(f"=> {format_repl_value(result.value)}")
    print(f"Execution time: {time.perf_counter() - started:.3f}s")


def _with_result(session: Any, ml_code: str) -> Any:
    """Run code; its value is the variable ``result`` if it sets that."""
    result = session.execute_ml_line(ml_code)
    program = getattr(result, "program", None)
    if result.success and program is not None and "result" in program.globals:
        result.value = session.get_variables().get("result")
    return result


def _in_thread(session: Any, function: Callable[[], Any]) -> Any:
    """Return what a function answers in a thread; stop the session and return None if that takes too long."""
    answers: List[Any] = []
    failures: List[BaseException] = []

    def work() -> None:
        try:
            answers.append(function())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(TIMEOUT)
    if thread.is_alive():
        session.interrupt()
        thread.join(1.0)
        return None
    if failures:
        raise failures[0]
    return answers[0]


def handle_callback_command(session: Any, function_name: str) -> None:
    """Make a callback of a function, as the variable ``<name>_callback`` of the session."""
    name = function_name.strip()
    if not name:
        print("Usage: .callback <function>\nExample: .callback double")
        return
    if name not in session.python_namespace or not callable(session.python_namespace[name]):
        print(f"Error: Function '{name}' not found")
        print("Define it first; .vars lists what there is")
        return
    try:
        session.python_namespace[f"{name}_callback"] = ml_callback(session, name)
    except (MLUsageError, TypeError) as error:
        print(f"Error creating callback: {error}")
        return
    print(f"Callback '{name}_callback' created successfully")
    print(f"It calls '{name}' of this session, from Python and from ML")


def handle_benchmark_command(session: Any, ml_code: str, iterations_str: str = "") -> None:
    """Run code of the session again and again and print how long it takes."""
    from ..performance import PerformanceTester

    if not ml_code.strip():
        print("Usage: .benchmark <code>; <iterations>\nExample: .benchmark double(21); 100")
        return
    try:
        iterations = int(iterations_str.strip() or 100)
    except ValueError:
        print(f"Error: Invalid iterations value: {iterations_str}")
        return
    if iterations < 1:
        print("Error: Iterations must be >= 1")
        return
    print(f"Running benchmark ({iterations} iterations)...")
    try:
        result: Dict[str, Any] = PerformanceTester().benchmark_session(session, ml_code, iterations)
    except Exception as error:
        print(f"Error: {error}")
        return
    mean = result["mean"]
    print("Benchmark Results:")
    for label, key in (("Mean", "mean"), ("Median", "median"), ("Std Dev", "std_dev"), ("Min", "min"), ("Max", "max")):
        print(f"  {label + ':':9} {result[key] * 1000:.3f} ms")
    print(f"  {'CV:':9} {result['std_dev'] / mean * 100 if mean else 0.0:.1f}%")
    print(f"  Total iterations: {iterations} iterations")
    print(f"  Successful: {result['iterations']}")


def print_integration_help() -> None:
    """Print what the three commands do."""
    print("Integration Toolkit Commands:")
    print("  .async <code>                  run code beside the session")
    print("  .callback <function>           make a Python callback of an ML function")
    print("  .benchmark <code>; <count>     run code again and again and tell how long it takes")


def dispatch_integration_command(session: Any, command_line: str) -> bool:
    """Run a line if it is one of the three commands; say whether it was."""
    line = command_line.strip()
    if not line.startswith("."):
        return False
    verb, _, rest = line[1:].partition(" ")
    verb, rest = verb.lower(), rest.strip()
    if verb == "async":
        handle_async_command(session, rest)
    elif verb == "callback":
        handle_callback_command(session, rest)
    elif verb == "benchmark":
        code, semicolon, count = rest.rpartition(";")
        if semicolon:
            handle_benchmark_command(session, code.strip(), count.strip())
        else:
            handle_benchmark_command(session, rest)
    else:
        return False
    return True

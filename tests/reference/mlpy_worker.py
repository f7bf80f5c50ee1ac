"""Run ML programs on mlpy itself, many a second, and say what happened.

The program reads one JSON object a line and answers one JSON object a line, in the same order::

    {"id": 1, "source": "result = 1 + 2;", "mode": "program", "timeout": 5}
    {"id": 1, "value": "3", "value_kind": "int", "output": "", "error": null, ...}

A request has these keys; only ``source`` is needed:

``source``
    the text; in session mode either one text or a list of inputs.
``mode``
    ``"program"`` (mlpy's asynchronous executor with its default settings: the value is what the
    variable ``result`` holds at the end) or ``"session"`` (mlpy's REPL session, fed input by input).
``timeout``
    seconds, 10 unless told.
``strict``
    whether any security finding refuses the program.
``capabilities``
    the types to grant: a list, or null for no capability context at all. Without the key everything
    is granted that cannot change anything outside the process.
``modules``
    a dictionary from module name to ML text; the modules are put on mlpy's import path.
``input``
    the text of standard input.

An answer has ``value`` (ML notation: JSON-like, tuples as ``(1, "a")``, ``<function>`` and the like
for what has no literal), ``value_kind`` (``"int"``, ``"float"``, ``"tuple"`` ...), ``has_value``,
``output``, ``error`` (the first line), ``error_full``, ``error_kind``, ``stage``, ``line``, ``column``,
``seconds``. In session mode there is instead a list ``inputs`` with one such answer an input.

The caller names the interpreter and the source tree of mlpy in the environment variables
``MLPY_PYTHON`` and ``MLPY_SRC``; this file is run by that interpreter. The programs run in a forked
child with a timer; a child that swallows the timer is killed and replaced.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import logging
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import warnings
from typing import Any, Callable, Dict, Iterator, List, Optional

Request = Dict[str, Any]
Answer = Dict[str, Any]

HARMLESS = (
    "args.read",
    "collections.read",
    "collections.transform",
    "console.error",
    "console.write",
    "crypto.hash",
    "crypto.random",
    "datetime.create",
    "datetime.now",
    "env.read",
    "file.read",
    "functional.compose",
    "functional.transform",
    "json.parse",
    "json.serialize",
    "log.write",
    "math.compute",
    "path.read",
    "random.generate",
    "random.sample",
    "regex.compile",
    "regex.match",
    "string.read",
    "string.write",
)
MEMORY = 4 << 30
LONGEST_VALUE = 1_000_000
LONGEST_OUTPUT = 20_000_000


class ProgramTimeout(BaseException):
    """The time of the program is up."""


class BoundedText(io.StringIO):
    """Standard output that stops a program which never stops printing."""

    def write(self, text: str) -> int:
        """Keep *text*, unless there is too much already."""
        if self.tell() > LONGEST_OUTPUT:
            raise MemoryError("too much output")
        return super().write(text)


# Values in ML notation


def notation(value: object) -> str:
    """Return *value* in ML notation."""
    parts: List[str] = []
    _write(value, parts, [])
    text = "".join(parts)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


def _write(value: Any, parts: List[str], inside: List[int]) -> None:
    kind = type(value)
    if value is None:
        parts.append("null")
    elif kind is bool:
        parts.append("true" if value else "false")
    elif kind is int:
        limit = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(0)
        try:
            parts.append(str(value))
        finally:
            sys.set_int_max_str_digits(limit)
    elif kind is float:
        parts.append(repr(value))
    elif kind is str:
        parts.append(json.dumps(value, ensure_ascii=False))
    elif kind in (list, tuple, dict):
        if id(value) in inside or len(inside) > 200:
            parts.append("<cycle>" if id(value) in inside else "<deep>")
            return
        inside.append(id(value))
        _write_container(value, parts, inside)
        inside.pop()
    elif callable(value) and kind.__name__ in ("function", "method", "builtin_function_or_method"):
        parts.append("<function>")
    else:
        parts.append(f"<{kind.__name__}>")


def _write_container(value: Any, parts: List[str], inside: List[int]) -> None:
    if isinstance(value, dict):
        parts.append("{")
        for number, (key, item) in enumerate(value.items()):
            parts.append(", " if number else "")
            _write(key, parts, inside)
            parts.append(": ")
            _write(item, parts, inside)
        parts.append("}")
        return
    opening, closing = ("[", "]") if isinstance(value, list) else ("(", ")")
    parts.append(opening)
    for number, item in enumerate(value):
        parts.append(", " if number else "")
        _write(item, parts, inside)
    if isinstance(value, tuple) and len(value) == 1:
        parts.append(",")
    parts.append(closing)


# What went wrong


def describe_error(error: BaseException) -> Answer:
    """Return the parts of an answer that tell about an exception met while running."""
    kind = type(error).__name__
    try:
        text = str(error)
    except Exception as problem:  # mlpy's exceptions may hold a message that is not a text
        text = f"{kind} without a text ({problem})"
    stage = "run time"
    if kind in ("NameError", "UnboundLocalError"):
        stage = "name"
    elif kind == "MLUserException":
        stage = "thrown"
    elif kind.startswith("Capability") or kind == "SecurityError":
        stage = "denied"
    elif kind in ("ProgramTimeout", "MemoryError"):
        stage = "limit"
    elif kind in ("SyntaxError", "IndentationError"):
        stage = "check"
        text = getattr(error, "msg", None) or text
    answer = failure(stage, kind, text)
    thrown = getattr(error, "error_data", None)
    if kind == "MLUserException" and thrown is not None:
        answer["thrown"] = notation(thrown)
    return answer


def failure(stage: str, kind: str, text: str, line: Optional[int] = None, column: Optional[int] = None) -> Answer:
    """Return an answer without a value."""
    lines = text.splitlines()
    return {
        "value": None,
        "value_kind": None,
        "has_value": False,
        "error": lines[0] if lines else "",
        "error_full": text,
        "error_kind": kind,
        "stage": stage,
        "line": line,
        "column": column,
    }


def success(value: object, has_value: bool) -> Answer:
    """Return an answer with a value."""
    return {
        "value": notation(value),
        "value_kind": type(value).__name__,
        "has_value": has_value,
        "error": None,
        "error_full": None,
        "error_kind": None,
        "stage": None,
        "line": None,
        "column": None,
    }


def describe_refusal(issues: List[Any]) -> Answer:
    """Return an answer for a text from which mlpy generated no code."""
    error = None
    for issue in issues:
        found = getattr(issue, "error", None)
        if error is None or type(found).__name__ != "MLSecurityError":
            error = found
    if error is None:
        return failure("syntax", "MLSyntaxError", "no reason given")
    kind = type(error).__name__
    stage = "syntax" if kind in ("MLSyntaxError", "MLParseError") else "check"
    return failure(stage, kind, str(error.message), error.line_number, error.column)


# Running


def _remembering(method: Callable[..., Any], seen: List[BaseException]) -> Callable[..., Any]:
    """Return *method* with the habit of noting its first argument, an exception, in *seen*."""

    def wrapper(error: BaseException, text: str) -> Any:
        seen.append(error)
        return method(error, text)

    return wrapper


class Runner:
    """Runs requests in this process."""

    def __init__(self) -> None:
        self.transpiler = importlib.import_module("mlpy.ml.transpiler").MLTranspiler(repl_mode=True)
        self.transpiler.transpile_to_python("result = [1, {a: 2}];", strict_security=False)

    def answer(self, request: Request) -> Answer:
        """Run one request under its time limit and return the answer."""
        seconds = float(request.get("timeout") or 10.0)
        folder = self._write_modules(request)
        before = set(sys.modules)
        path = list(sys.path)
        output = BoundedText()
        started = time.perf_counter()
        try:
            # The timer repeats because an ML handler without a name catches it as well.
            signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
            try:
                with contextlib.redirect_stdout(output), self._standard_input(request), self._capabilities(request):
                    if request.get("mode") == "session":
                        result = self._session(request, folder, output)
                    else:
                        result = self._program(request, folder)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except ProgramTimeout:
            result = failure("limit", "TimeoutError", f"Execution timeout after {seconds:g} seconds")
        except BaseException as error:  # whatever the program did, the worker goes on
            result = describe_error(error)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.path[:] = path
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
                for name in set(sys.modules) - before:
                    if not name.startswith("mlpy."):
                        del sys.modules[name]
        result["seconds"] = time.perf_counter() - started
        if request.get("mode") != "session":
            result["output"] = output.getvalue()
        return result

    def _program(self, request: Request, folder: Optional[str]) -> Answer:
        arguments: Request = {"import_paths": [folder], "allow_current_dir": False} if folder else {}
        code, issues, _ = self.transpiler.transpile_to_python(
            request["source"], strict_security=bool(request.get("strict")), generate_source_maps=True, **arguments
        )
        if not code:
            return describe_refusal(issues)
        try:
            compiled = compile(code, "<string>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return failure("check", type(error).__name__, getattr(error, "msg", None) or str(error))
        namespace: Dict[str, Any] = {}
        try:
            exec(compiled, namespace)
        except ProgramTimeout:
            raise
        except BaseException as error:
            return describe_error(error)
        return success(namespace.get("result"), "result" in namespace)

    def _session(self, request: Request, folder: Optional[str], output: io.StringIO) -> Answer:
        session = importlib.import_module("mlpy.cli.repl").MLREPLSession(ml_module_paths=[folder] if folder else None)
        seen: List[BaseException] = []
        for name in ("_format_runtime_error", "_format_unexpected_error"):
            setattr(session, name, _remembering(getattr(session, name), seen))
        source = request["source"]
        answers = []
        for text in [source] if isinstance(source, str) else list(source):
            del seen[:]
            start = output.tell()
            try:
                found = session.execute_ml_line(text)
                if found.success:
                    answer = success(found.value, found.value is not None)
                elif seen:
                    answer = describe_error(seen[0])
                    answer["shown"] = found.error
                else:
                    answer = self._refused_input(found.error)
            except ProgramTimeout:
                raise
            except BaseException as error:
                answer = describe_error(error)
            answer["output"] = output.getvalue()[start:]
            answers.append(answer)
        return {"inputs": answers}

    def _refused_input(self, shown: str) -> Answer:
        """Return the answer for an input no code was generated for."""
        stage, kind = "syntax", "MLSyntaxError"
        message = shown[len("Error: ") :] if shown.startswith("Error: ") else shown
        if message.startswith("Code generation failed"):
            stage, kind = "check", "MLError"
        elif not message.startswith(("Unexpected", "No terminal", "Parse error")):
            stage, kind = "check", "MLSecurityError"
        answer = failure(stage, kind, message)
        answer["shown"] = shown
        return answer

    def _write_modules(self, request: Request) -> Optional[str]:
        modules = request.get("modules")
        if not modules:
            return None
        folder = tempfile.mkdtemp(prefix="ml-modules-")
        for name, text in modules.items():
            file = os.path.join(folder, *name.split(".")) + ".ml"
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "w", encoding="utf-8") as stream:
                stream.write(text)
        return folder

    @contextlib.contextmanager
    def _standard_input(self, request: Request) -> Iterator[None]:
        before = sys.stdin
        sys.stdin = io.StringIO(str(request.get("input") or ""))
        try:
            yield
        finally:
            sys.stdin = before

    @contextlib.contextmanager
    def _capabilities(self, request: Request) -> Iterator[None]:
        contexts = importlib.import_module("mlpy.runtime.capabilities.context")
        tokens = importlib.import_module("mlpy.runtime.capabilities.tokens")
        types = request.get("capabilities", HARMLESS)
        context = None
        if types is not None:
            context = contexts.CapabilityContext(name="tests")
            for kind in types:
                context.add_capability(tokens.create_capability_token(kind))
        contexts.set_current_context(context)
        try:
            yield
        finally:
            contexts.set_current_context(None)


def serve_child(requests: int, answers: int) -> None:
    """Answer requests from one file descriptor on another, until there are no more."""

    def alarm(number: int, frame: Any) -> None:
        raise ProgramTimeout()

    signal.signal(signal.SIGALRM, alarm)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    silent = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(silent, number)
    runner = Runner()
    with (
        os.fdopen(requests, "r", encoding="utf-8") as incoming,
        os.fdopen(answers, "w", encoding="utf-8", errors="surrogatepass") as outgoing,
    ):
        for line in incoming:
            outgoing.write(json.dumps(runner.answer(json.loads(line))) + "\n")
            outgoing.flush()


class Child:
    """A forked process that runs programs."""

    def __init__(self) -> None:
        request_read, request_write = os.pipe()
        answer_read, answer_write = os.pipe()
        self.process = os.fork()
        if not self.process:
            status = 1
            try:
                os.close(request_write)
                os.close(answer_read)
                serve_child(request_read, answer_write)
                status = 0
            finally:
                os._exit(status)
        os.close(request_read)
        os.close(answer_write)
        self.requests = request_write
        self.answers = answer_read
        self.buffer = b""

    def ask(self, line: bytes, seconds: float) -> Optional[bytes]:
        """Return the answer to *line*, or None if there was none in *seconds*."""
        try:
            view = memoryview(line)
            while view:
                view = view[os.write(self.requests, view) :]
        except BrokenPipeError:
            return None
        end = time.monotonic() + seconds
        while b"\n" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.answers], [], [], left)[0]:
                return None
            data = os.read(self.answers, 1 << 20)
            if not data:
                return None
            self.buffer += data
        answer, _, self.buffer = self.buffer.partition(b"\n")
        return answer

    def close(self) -> None:
        """End the process."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.requests)
        os.close(self.answers)


def main() -> None:
    """Answer the requests on standard input."""
    sys.path.insert(0, os.environ.get("MLPY_SRC", ""))
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    Runner()
    child = Child()
    try:
        for line in sys.stdin.buffer:
            if not line.strip():
                continue
            request = json.loads(line)
            seconds = float(request.get("timeout") or 10.0)
            # One line of ASCII: the child must never see half a request.
            found = child.ask(json.dumps(request).encode() + b"\n", seconds + 2.0)
            if found is None:
                child.close()
                child = Child()
                answer = failure("limit", "TimeoutError", f"Execution timeout after {seconds:g} seconds")
                answer.update(output="", killed=True, seconds=seconds)
            else:
                answer = json.loads(found)
            answer["id"] = request.get("id")
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    finally:
        child.close()


if __name__ == "__main__":
    main()

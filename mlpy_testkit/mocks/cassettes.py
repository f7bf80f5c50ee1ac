"""Executions on record: a file of what was asked and what came of it, and an executor that answers from it.

The file is JSON for people to read and to compare: no times, no ids, in the order in which executions began,
a text of several lines as a list of lines. It is written as a whole, after each execution, so whoever reads it
sees an old state or a new one, never a part.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import deque
from typing import Any, Deque, Dict, List, Mapping, NoReturn, Optional, Union

from ..capabilities import AuditTrail, CapabilityContext, CapabilityToken, as_tokens
from ..capabilities.audit import Place
from ..capabilities.presets import Capabilities
from ..engine import errors as families
from ..engine.errors import Frame, MLDeniedError, MLError, MLUsageError
from ..engine.limits import Limits
from ..engine.source import Source, Span
from ..integration.executor import check_execution
from ..integration.results import AsyncMLResult
from .answers import UnexpectedExecution
from .encoding import from_json, to_json
from .matching import nearest
from .texts import read

__unittest = True  # keep these frames out of failure reports

FORMAT = "mlpy_testkit cassette"
VERSION = 1
MODES = ("once", "new", "none", "all")
_LISTED = 20  # recorded executions that a message shows

Path = Union[str, "os.PathLike[str]"]
Entry = Dict[str, Any]


class CassetteError(MLUsageError):
    """A file is no cassette, or one of another version, or damaged."""


def record(executor: Any, path: Path, mode: str = "all") -> CassetteExecutor:
    """Return an executor that runs everything on *executor* and writes it to the cassette *path*.

    *mode* is one of those of :func:`replay`; raises ``MLUsageError`` for another one.

    >>> import asyncio, tempfile
    >>> from mlpy_testkit import AsyncMLExecutor
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = os.path.join(folder.name, "rules.json")
    >>> with record(AsyncMLExecutor(), path) as executor:
    ...     asyncio.run(executor.execute("result = 6 * 7;")).value
    42
    >>> asyncio.run(replay(path).execute("result = 6 * 7;")).value
    42
    >>> folder.cleanup()
    """
    return CassetteExecutor(path, mode, executor)


def replay(path: Path, mode: str = "none", executor: Any = None) -> CassetteExecutor:
    """Return an executor that answers from the cassette *path*.

    What is asked must be on record, with the same code, context, capabilities, limits; each recording is given
    once, those of equal executions in their order. Modes, as those of vcr: "none" records nothing; "once" records
    if there is no file, and only then; "new" records what is not on record; "all" records everything anew.
    All but "none" need an *executor* to run it on.

    Raises ``FileNotFoundError`` and ``CassetteError`` for a file that cannot be used.

    >>> import asyncio, tempfile
    >>> from mlpy_testkit import AsyncMLExecutor
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "rules.json")
    ...     with replay(path, "once", AsyncMLExecutor()) as executor:  # there is no file: it is recorded
    ...         first = asyncio.run(executor.execute("result = 6 * 7;"))
    ...     with replay(path, "once", AsyncMLExecutor()) as executor:
    ...         asyncio.run(executor.execute("result = 6 * 7;")).value
    42
    """
    return CassetteExecutor(path, mode, executor)


class CassetteExecutor:
    """Stands where an ``AsyncMLExecutor`` is wanted; see :func:`record` and :func:`replay`.

    ``unexpected`` are the refused executions, which ``check`` raises again at the end of a test.

    Raises ``MLUsageError`` for a mode that there is not, and for one that records without an executor.

    >>> CassetteExecutor("rules.json", "all")
    Traceback (most recent call last):
        ...
    mlpy_testkit.engine.errors.MLUsageError: mode 'all' records, and needs an executor to run things on
    """

    def __init__(self, path: Path, mode: str, executor: Any = None) -> None:
        if mode not in MODES:
            raise MLUsageError(f"mode must be one of {', '.join(MODES)}, not {mode!r}")
        self.path = os.fspath(path)
        self.mode = mode
        self.unexpected: List[UnexpectedExecution] = []
        self._executor = executor
        self._lock = threading.RLock()
        self._entries: List[Optional[Entry]] = []
        self._left: Dict[str, Deque[Entry]] = {}
        self._open = True
        exists = mode != "all" and os.path.exists(self.path)
        if mode == "none" or exists:
            for entry in load(self.path):
                self._entries.append(entry)
                self._left.setdefault(_key(entry), deque()).append(entry)
        self._records = mode in ("all", "new") or (mode == "once" and not exists)
        if self._records and executor is None:
            raise MLUsageError(f"mode {mode!r} records, and needs an executor to run things on")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or self._executor is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._executor, name)

    # -- the real surface -----------------------------------------------------------------------

    async def execute(
        self,
        ml_code: str,
        timeout: Optional[float] = None,
        context: Optional[Mapping[str, Any]] = None,
        *,
        capabilities: Capabilities = None,
        limits: Optional[Limits] = None,
        share_context: bool = False,
    ) -> AsyncMLResult:
        """Answer from the record, or run the program and put it on record."""
        if not self._open:
            raise RuntimeError("cannot schedule new futures after shutdown")
        check_execution(ml_code, timeout, context, limits)
        entry = _asked(ml_code, timeout, context, capabilities, limits, share_context)
        with self._lock:
            left = self._left.get(_key(entry))
            if left:
                return _to_result(left.popleft(), ml_code)
            if not self._records:
                self._refuse(entry, ml_code)
            at = len(self._entries)
            self._entries.append(None)
        options: Dict[str, Any] = {"capabilities": capabilities, "limits": limits, "share_context": share_context}
        given = {name: value for name, value in options.items() if value}
        result: AsyncMLResult = await self._executor.execute(ml_code, timeout, context, **given)
        entry.update(_came(result, ml_code))
        with self._lock:
            self._entries[at] = entry
            self.save()
        return result

    def shutdown(self, wait: bool = True) -> None:
        """Take no more executions; the executor that runs them is shut down too."""
        self._open = False
        if self._records:
            self.save()
        if self._executor is not None:
            self._executor.shutdown(wait)

    def __enter__(self) -> CassetteExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    async def __aenter__(self) -> CassetteExecutor:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.shutdown(wait=False)

    # -- the record -----------------------------------------------------------------------------

    def save(self) -> None:
        """Write the cassette."""
        with self._lock:
            save(self.path, [entry for entry in self._entries if entry is not None])

    def check(self) -> None:
        """Raise ``AssertionError`` if something was asked that is not on record."""
        if self.unexpected:
            raise AssertionError("\n".join(map(str, self.unexpected)))

    def assert_all_used(self) -> None:
        """Raise ``AssertionError`` if something on record was not asked, or something else was."""
        self.check()
        left = [_text(entry["code"]) for entries in self._left.values() for entry in entries]
        if left:
            raise AssertionError("\n".join(["on record, and never asked:", *(f"  {_brief(code)}" for code in left)]))

    def _refuse(self, entry: Entry, code: str) -> NoReturn:
        known = [found for found in self._entries if found is not None]
        codes = [_text(found["code"]) for found in known]
        same = [found for found, text in zip(known, codes) if text == code]
        lines = [f"execution is not in {self.path}: {code.strip()}"]
        if any(_key(found) == _key(entry) for found in same):
            lines.append(
                f"  it was recorded {sum(_key(found) == _key(entry) for found in same)} times, and asked once more"
            )
        elif same:
            lines += [f"  asked:    {_circumstances(entry)}"] + [
                f"  recorded: {_circumstances(found)}" for found in same
            ]
        else:
            near = nearest(read(code).asks, codes)
            lines.append("recorded were:")
            marks = ["   <- nearest" if text == near else "" for text in codes]
            lines += [f"  {_brief(text)}{mark}" for text, mark in zip(codes[:_LISTED], marks)] or ["  nothing"]
            lines += [f"  and {len(codes) - _LISTED} more"] if len(codes) > _LISTED else []
        error = UnexpectedExecution("\n".join(lines))
        self.unexpected.append(error)
        raise error


# -- entries ------------------------------------------------------------------------------------


def _asked(
    code: str,
    timeout: Optional[float],
    context: Optional[Mapping[str, Any]],
    capabilities: Capabilities,
    limits: Optional[Limits],
    share_context: bool,
) -> Entry:
    """Return the part of an entry that says what was asked."""
    entry: Entry = {"code": _lines(code)}
    if timeout:
        entry["timeout"] = timeout
    if context:
        entry["context"] = to_json(dict(context), "context")
    if capabilities is not None:
        entry["capabilities"] = _grants(capabilities)
    if limits is not None:
        entry["limits"] = {name: value for name, value in limits._asdict().items() if value != getattr(Limits(), name)}
    if share_context:
        entry["share_context"] = True
    return entry


def _key(entry: Mapping[str, Any]) -> str:
    """Return a text that is the same for equal executions; the timeout does not count."""
    names = ("context", "capabilities", "limits", "share_context")
    return json.dumps([_text(entry["code"]), *(entry.get(name) for name in names)], sort_keys=True)


def _grants(capabilities: Any) -> List[Dict[str, Any]]:
    """Return grants as plain data, without ids and moments."""
    if isinstance(capabilities, CapabilityContext):
        tokens = [token for kind in capabilities.types() for token in capabilities.held(kind)]
    else:
        tokens = as_tokens(capabilities)
    return sorted(map(_grant, tokens), key=lambda grant: json.dumps(grant, sort_keys=True))


def _grant(token: CapabilityToken) -> Dict[str, Any]:
    limits = token.to_dict()["constraints"]
    made = {"type": token.capability_type}
    made.update({name: sorted(value) if isinstance(value, list) else value for name, value in limits.items() if value})
    if "expires_at" in made:
        made["expires_at"] = "..."
    return made


def _came(result: AsyncMLResult, code: str) -> Entry:
    """Return the part of an entry that says what came of it."""
    outcome: Dict[str, Any] = {"success": result.success}
    if result.has_value:
        outcome["value"] = to_json(result.value, "result")
    if result.error is not None:
        outcome["error"] = _lines(result.error)
    if isinstance(result.exception, MLError):
        outcome["exception"] = _exception(result.exception, code)
    came: Entry = {"outcome": outcome, "output": _lines(result.output)}
    came["audit"] = [
        {name: value for name, value in check._asdict().items() if value not in (None, "")}
        for check in (result.audit or ())
    ]
    return came


def _exception(error: MLError, code: str) -> Dict[str, Any]:
    state = {name: value for name, value in error.__dict__.items() if name != "source"}
    if state["span"] is not None:
        state["span"] = list(state["span"])
    state["stack"] = [list(frame) for frame in state["stack"]]
    made: Dict[str, Any] = {"class": type(error).__name__, **to_json(state, "exception")}
    if error.source is not None:
        source: Dict[str, Any] = {"name": error.source.name}
        if error.source.text != code:
            source["text"] = _lines(error.source.text)
        made["source"] = source
    return made


def _to_result(entry: Entry, code: str) -> AsyncMLResult:
    """Return the result that an entry says."""
    outcome = entry["outcome"]
    error = outcome.get("error")
    found = outcome.get("exception")
    trail = AuditTrail()
    for check in entry.get("audit", ()):
        reason = "" if check["granted"] else check.get("reason", "denied")
        place = Place(check["file"], check["line"], check["column"]) if "file" in check else None
        trail.record(check["type"], check.get("resource"), check.get("operation"), reason, check.get("function"), place)
    return AsyncMLResult(
        outcome["success"],
        from_json(outcome.get("value")),
        None if error is None else _text(error),
        exception=None if found is None else _to_exception(found, code),
        has_value="value" in outcome,
        output=_text(entry.get("output", "")),
        audit=trail,
    )


def _to_exception(found: Dict[str, Any], code: str) -> MLError:
    state = {name: from_json(value) for name, value in found.items() if name not in ("class", "source")}
    kind = getattr(families, found["class"])
    error: MLError = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (error.message,)
    error.span = None if state["span"] is None else Span(*state["span"])
    error.stack = tuple(Frame(*frame) for frame in state["stack"])
    source = found.get("source")
    error.source = None if source is None else Source(source["name"], _text(source.get("text", code)))
    if isinstance(error, MLDeniedError):
        error.types = tuple(state["types"])
    return error


# -- the file -----------------------------------------------------------------------------------


def load(path: str) -> List[Entry]:
    """Return the entries of a cassette; raise ``CassetteError`` for any other file."""
    with open(path, encoding="utf-8") as file:
        try:
            found = json.load(file)
        except (ValueError, RecursionError) as error:
            raise CassetteError(f"{path} is no cassette: {error}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise CassetteError(f'{path} is no cassette: it does not say "format": "{FORMAT}"')
    version = found.get("version")
    if version != VERSION or type(version) is not int:
        raise CassetteError(f"{path} is a cassette of version {version!r}; this mlpy_testkit reads version {VERSION}")
    entries = found.get("executions")
    if not isinstance(entries, list):
        raise CassetteError(f'{path} is damaged: "executions" is no list')
    for number, entry in enumerate(entries, 1):
        problem = _problem(entry)
        if problem:
            raise CassetteError(f"{path} is damaged: execution {number}: {problem}")
    return entries


def _problem(entry: Any) -> str:
    """Say what is wrong with an entry, if something is."""
    if not isinstance(entry, dict):
        return "it is no object"
    for name in ("code", "outcome"):
        if name not in entry:
            return f"{name!r} is missing"
    try:
        result = _to_result(entry, _text(entry["code"]))
        from_json(entry.get("context"))
        _key(entry)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        return f"it cannot be read: {type(error).__name__}: {error}"
    return "" if type(result.success) is bool else "'success' must be true or false"


def save(path: str, entries: List[Entry]) -> None:
    """Write a cassette as a whole, or leave the file as it is."""
    content = {"format": FORMAT, "version": VERSION, "executions": entries}
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    text = re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half.group()):04x}", text)  # UTF-8 has no halves
    beside = f"{path}.{os.getpid()}.{threading.get_ident()}.tmp"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(beside, path)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise


def _lines(text: str) -> Union[str, List[str]]:
    """Return a text, one of several lines as a list."""
    return text.split("\n") if "\n" in text else text


def _text(lines: Any) -> str:
    if isinstance(lines, str):
        return lines
    if isinstance(lines, list):
        return "\n".join(lines)
    raise TypeError(f"a text or a list of lines is wanted, not {type(lines).__name__}")


def _brief(code: str) -> str:
    return code.strip().replace("\n", " ")[:100]


def _circumstances(entry: Mapping[str, Any]) -> str:
    names = ("context", "capabilities", "limits", "share_context")
    return (
        ", ".join(f"{name} {json.dumps(entry[name], sort_keys=True)}" for name in names if name in entry)
        or "nothing else"
    )

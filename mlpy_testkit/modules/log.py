"""The module ``log``.

Each run has loggers of its own; each logger has its level, its format and its files. Lines go to the
output of the run, and every line that goes to a file asks for that file.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Callable, Dict, List

from ..capabilities.door import require, require_all
from ..engine.limits import check_text
from ..engine.text import operand_text
from ..engine.values import LibraryObject, Module, host_kind
from ..world import LogRecord, world
from .declarations import Members
from .file import append_bytes
from .json import _dumps

_LEVELS = {"DEBUG": 10, "INFO": 20, "WARN": 30, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}
_SHOWN = {"WARN": "WARNING"}
_JSON = "JSON serialization failed: "


class Logger(LibraryObject):
    """What ``create_logger`` returns."""

    __slots__ = ("files", "format_type", "include_timestamp", "level", "name")
    type_name = "Logger"
    attributes = ("name", "format_type", "include_timestamp")

    def __init__(self, name: Any) -> None:
        self.name = name
        self.files: List[str] = []  # canonical paths
        self.reset()

    def reset(self) -> None:
        """Set level and format as they are at first."""
        self.level = _LEVELS["INFO"]
        self.format_type: Any = "text"
        self.include_timestamp: Any = True


def build() -> Module:
    """Return the module for one run, with loggers of its own."""
    members = Members("log")
    default = Logger("default")
    loggers: Dict[str, Logger] = {"default": default}

    def declare(name: str, description: str, method: Callable[..., None]) -> None:
        def log(message: Any, data: Any = None) -> None:
            method(default, message, data)

        members.function(name, description, "log.write")(log)

    for name, (description, method) in _WRITERS.items():
        declare(name, description, method)

    @members.function("set_level", "Set logging level", "log.write")
    def set_level(level: Any) -> None:
        _set_level(default, level)

    @members.function("set_format", "Set log output format", "log.write")
    def set_format(format_type: Any) -> None:
        _set_format(default, format_type)

    @members.function("set_timestamp", "Enable or disable timestamps", "log.write")
    def set_timestamp(include: Any) -> None:
        _set_timestamp(default, include)

    @members.function("add_file", "Add file output destination", "log.write", "file.write", checks_itself=True)
    def add_file(path: Any) -> None:
        _add_file(default, path)

    @members.function("is_debug", "Check if debug logging is enabled")
    def is_debug() -> bool:
        return _is_debug(default)

    @members.function("create_logger", "Create named logger instance")
    def create_logger(name: Any) -> Logger:
        key = operand_text(name)
        logger = loggers.setdefault(key, Logger(name))
        logger.reset()
        return logger

    return Module(
        "log",
        members,
        "Structured logging with levels, formatting, and multiple outputs",
        "Log",
        ("log.write", "file.write"),
    )


# -- a line ------------------------------------------------------------------------------------------


def _emit(logger: Logger, level: str, message: Any, data: Any) -> None:
    """Write a line to the output and to the files of a logger, if its level lets it through.

    What cannot be written is an error at every level.
    """
    here = world()
    moment = here.clock.now()
    if logger.format_type == "json":
        line = _json_line(logger, level, message, data, moment)
    else:
        line = _text_line(logger, level, message, data, moment.astimezone(here.clock.zone))
    check_text(len(line))
    if _LEVELS[level] < logger.level:
        return
    added = (line + "\n").encode("utf-8", "backslashreplace") if logger.files else b""
    append_bytes("file.write", "write", logger.files, lambda _: added)
    kept = dict(data) if type(data) is dict else data
    here.records.append(LogRecord(operand_text(logger.name), level, message, kept, moment))
    here.write("stdout", line + "\n")


def _text_line(logger: Logger, level: str, message: Any, data: Any, moment: datetime) -> str:
    line = f"{_SHOWN.get(level, level)}: {operand_text(message)}"
    if data:
        if type(data) is not dict:
            raise AttributeError(f"'{host_kind(data)}' object has no attribute 'items'")
        if type(message) is not str:
            raise TypeError(f"unsupported operand type(s) for +: '{host_kind(message)}' and 'str'")
        line += " | " + ", ".join(f"{operand_text(key)}={operand_text(item)}" for key, item in data.items())
    return f"[{moment:%Y-%m-%d %H:%M:%S}] {line}" if logger.include_timestamp else line


def _json_line(logger: Logger, level: str, message: Any, data: Any, moment: datetime) -> str:
    entry = {"message": message, "level": level, "logger": logger.name}
    if logger.include_timestamp:
        entry["timestamp"] = moment.astimezone(timezone.utc).replace(tzinfo=None).isoformat() + "Z"
    if data:
        entry["data"] = data
    try:
        return _dumps(entry, None)
    except ValueError as error:
        reason = str(error)[len(_JSON) :]
        if reason == "Circular reference detected":
            raise ValueError(reason) from None
        raise TypeError(reason) from None


# -- methods -----------------------------------------------------------------------------------------


def _writer(level: str) -> Callable[..., None]:
    """Return the function that writes a line with a level."""

    def write(logger: Logger, message: Any, data: Any = None) -> None:
        _emit(logger, level, message, data)

    return write


_WRITERS = {
    "debug": ("Log debug level message", _writer("DEBUG")),
    "info": ("Log info level message", _writer("INFO")),
    "warn": ("Log warning message", _writer("WARN")),
    "error": ("Log error message", _writer("ERROR")),
    "critical": ("Log critical message", _writer("CRITICAL")),
}


def _set_level(logger: Logger, level: Any) -> None:
    if type(level) is not str:
        raise AttributeError(f"'{host_kind(level)}' object has no attribute 'upper'")
    logger.level = _LEVELS.get(level.upper(), _LEVELS["INFO"])


def _set_format(logger: Logger, format_type: Any) -> None:
    logger.format_type = format_type


def _set_timestamp(logger: Logger, include: Any) -> None:
    logger.include_timestamp = include


def _add_file(logger: Logger, given: Any) -> None:
    """Let a logger append its lines to a file too; the file is made, its directory is not."""
    files = world().files
    path = files.resolve(given)
    require_all([("log.write", None, None), ("file.write", path, "write")])
    files.write_bytes(path, b"", append=True)
    if path not in logger.files:
        logger.files.append(path)


def _is_debug(logger: Logger) -> bool:
    return logger.level <= _LEVELS["DEBUG"]


def _guarded(name: str, method: Callable[..., None]) -> Callable[..., None]:
    """Return a method of loggers that asks for ``log.write``, with the parameters of *method*."""
    if name in _WRITERS:

        def write(logger: Logger, message: Any, data: Any = None) -> None:
            require("log.write", function=f"Logger.{name}")
            method(logger, message, data)

        return write

    def change(logger: Logger, value: Any) -> None:
        require("log.write", function=f"Logger.{name}")
        method(logger, value)

    return change


Logger.methods = {
    **{name: _guarded(name, method) for name, (_, method) in _WRITERS.items()},
    "set_level": _guarded("set_level", _set_level),
    "set_format": _guarded("set_format", _set_format),
    "set_timestamp": _guarded("set_timestamp", _set_timestamp),
    "add_file": _add_file,
    "is_debug": _is_debug,
}

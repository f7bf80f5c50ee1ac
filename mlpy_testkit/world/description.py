"""A fake world written down as plain data, as in a JSON file: the reading of it."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any, Callable, Dict, List, Mapping, NoReturn, Tuple, Type, Union

from ..engine.arguments import is_number
from ..engine.errors import MLUsageError
from .canned_network import Answer, CannedNetwork, Failure, Timeout
from .clock import VirtualClock
from .memory_files import MemoryFiles
from .world import World

_KINDS: Dict[type, str] = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "an array",
    str: "a text",
    type(None): "null",
}
_LONGEST = 1 << 28  # bytes of a file that describes a world
_ANSWER = ("body", "delay", "error", "headers", "status", "timeout")


def read_world(path: str) -> World:
    """Return the world that a JSON file describes; raise ``OSError``, or ``MLUsageError`` with the place.

    See :func:`describe_world` for what the file may hold.

    >>> import os, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "world.json")
    ...     with open(path, "w", encoding="utf-8") as file:
    ...         _ = file.write('{"files": {"/data/a.txt": "one"}}')
    ...     read_world(path).files.list("/data")
    ['a.txt']
    """
    with open(path, "rb") as file:
        data = file.read(_LONGEST + 1)
    if len(data) > _LONGEST:
        raise MLUsageError(f"{path} has more than {_LONGEST} bytes")
    try:
        description = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise MLUsageError(f"{path} is not JSON: {error}") from None
    try:
        return describe_world(description)
    except MLUsageError as error:
        raise MLUsageError(f"{path}: {error}") from None


def describe_world(description: Mapping[str, Any]) -> World:
    """Return the fake world with these parts; all of them may be left out.

    ``clock`` is a moment (ISO 8601) or ``{"start": moment, "step": seconds}``; ``seed`` a number or text;
    ``files`` are texts, or ``{"base64": ...}``, by path, ``directories`` more paths, ``cwd`` a path;
    ``environment`` texts by name; ``arguments`` and ``lines`` arrays of texts; ``network`` is an array of
    rules: ``url``, ``method`` (any by default) and ``answers``, each with ``body``, ``status``, ``headers``
    and ``delay``, or with ``error``, or with ``timeout``; a rule with one answer may hold it itself.

    >>> world = describe_world({"clock": "2026-01-31T12:00:00", "files": {"/data/a.txt": "one"}})
    >>> world.clock.now().isoformat(), world.files.read_bytes("/data/a.txt")
    ('2026-01-31T12:00:00+00:00', b'one')
    """
    given = _object(description, "the world", tuple(_PARTS))
    values = {name: part(given[name], name) for name, part in _PARTS.items() if name in given}
    clock = values.pop("clock", None) or VirtualClock()
    try:
        files = MemoryFiles(
            values.pop("files", {}),
            directories=values.pop("directories", ()),
            cwd=values.pop("cwd", "/"),
            clock=clock,
        )
    except (OSError, ValueError) as error:
        if isinstance(error, MLUsageError):
            raise
        raise MLUsageError(f"files: {error}") from None
    return World.fake(clock=clock, files=files, **values)


def _clock(value: Any, where: str) -> VirtualClock:
    parts = {"start": value} if isinstance(value, str) else _object(value, where, ("start", "step"))
    options: Dict[str, Any] = {}
    if "start" in parts:
        text = _text(parts["start"], f"{where}.start")
        try:
            options["start"] = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith(("Z", "z")) else text)
        except ValueError:
            raise MLUsageError(f"{where}: {text!r} is no moment such as '2026-01-31T12:00:00'") from None
    if "step" in parts:
        options["step"] = _seconds(parts["step"], f"{where}.step")
    return VirtualClock(**options)


def _files(value: Any, where: str) -> Dict[str, Union[str, bytes]]:
    return {path: _content(content, f"{where}[{path!r}]") for path, content in _object(value, where).items()}


def _content(value: Any, where: str) -> Union[str, bytes]:
    if isinstance(value, str):
        return value
    parts = _object(value, where, ("base64",))
    try:
        return base64.b64decode(_text(parts.get("base64"), f"{where}.base64"), validate=True)
    except binascii.Error as error:
        raise MLUsageError(f"{where}.base64: {error}") from None


def _network(value: Any, where: str) -> CannedNetwork:
    network = CannedNetwork()
    for index, rule in enumerate(_array(value, where)):
        place = f"{where}[{index}]"
        parts = _object(rule, place, ("answers", "method", "url", *_ANSWER))
        method = _text(parts.get("method", "*"), f"{place}.method")
        url = _text(parts.get("url"), f"{place}.url")
        own = {name: parts[name] for name in _ANSWER if name in parts}
        if own and "answers" in parts:
            raise MLUsageError(f"{place}: an answer of its own, or 'answers', not both")
        answers = _array(parts.get("answers", [own]), f"{place}.answers")
        network.respond(method, url, *(_answer(item, f"{place}.answers[{at}]") for at, item in enumerate(answers)))
    return network


def _answer(value: Any, where: str) -> Union[Answer, Failure]:
    parts = _object(value, where, _ANSWER)
    delay = _seconds(parts.get("delay", 0.0), f"{where}.delay")
    if parts.get("timeout", False) is not False:
        return Timeout()
    if "error" in parts:
        return Failure(_text(parts["error"], f"{where}.error"), delay=delay)
    status = parts.get("status", 200)
    if type(status) is not int or not 100 <= status <= 599:
        raise MLUsageError(f"{where}.status must be a number from 100 to 599, not {status!r}")
    headers = _texts(parts.get("headers", {}), f"{where}.headers")
    return Answer(parts.get("body", ""), status=status, headers=headers, delay=delay)


def _seed(value: Any, where: str) -> Union[int, float, str]:
    if type(value) not in (int, float, str):
        _refuse(value, where, "a number or a text")
    seed: Union[int, float, str] = value
    return seed


def _seconds(value: Any, where: str) -> float:
    if not is_number(value) or not 0 <= value < float("inf"):
        _refuse(value, where, "a number of seconds")
    return float(value)


def _object(value: Any, where: str, names: Tuple[str, ...] = ()) -> Dict[str, Any]:
    checked: Dict[str, Any] = _checked(value, where, dict)
    for name in checked:
        if names and name not in names:
            raise MLUsageError(f"{where}: unknown name {name!r}; there are {', '.join(names)}")
    return checked


def _texts(value: Any, where: str) -> Dict[str, str]:
    return {name: _text(text, f"{where}[{name!r}]") for name, text in _object(value, where).items()}


def _list_of_texts(value: Any, where: str) -> List[str]:
    return [_text(text, f"{where}[{index}]") for index, text in enumerate(_array(value, where))]


def _array(value: Any, where: str) -> List[Any]:
    checked: List[Any] = _checked(value, where, list)
    return checked


def _text(value: Any, where: str) -> str:
    checked: str = _checked(value, where, str)
    return checked


def _checked(value: Any, where: str, kind: Type[Any]) -> Any:
    if not isinstance(value, kind):
        _refuse(value, where, _KINDS[kind])
    return value


def _refuse(value: Any, where: str, wanted: str) -> NoReturn:
    raise MLUsageError(f"{where} must be {wanted}, not {_KINDS.get(type(value), type(value).__name__)}")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_PARTS: Dict[str, Callable[[Any, str], Any]] = {
    "arguments": _list_of_texts,
    "clock": _clock,
    "cwd": _text,
    "directories": _list_of_texts,
    "environment": _texts,
    "files": _files,
    "lines": _list_of_texts,
    "network": _network,
    "seed": _seed,
}

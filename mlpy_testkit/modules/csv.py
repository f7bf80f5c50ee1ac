"""The module ``csv``: tables as texts and as files.

Python's reader takes texts apart; writing is simple enough to be done here. Rows are arrays of strings,
or objects if the first row names the columns. Blank rows do not count.
"""

from __future__ import annotations

import csv
import io
import sys
from typing import Any, Dict, Iterator, List, Optional, Sequence

from ..capabilities.door import require
from ..engine.collection_methods import elements
from ..engine.limits import SMALL, check_items, check_text, spend
from ..engine.text import operand_text
from ..engine.values import Module, host_kind
from ..world import world
from .declarations import Members
from .file import append_bytes, decode, encode, named_as_given, read_bytes

_members = Members("csv")
_STRIDE = 256  # rows between two looks at the account


class Error(ValueError):
    """A text that is no table; the name is the one that Python gives it."""


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _delimiter(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(f'"delimiter" must be string, not {host_kind(value)}')
    if len(value) != 1:
        raise TypeError('"delimiter" must be a 1-character string')
    if value in '"\r\n':
        raise ValueError("bad delimiter value")
    return value


# -- reading -----------------------------------------------------------------------------------------


def _rows(source: str, delimiter: Any, has_header: bool = True) -> Iterator[List[str]]:
    """Yield the rows of a text that are not blank; a header comes even if it is."""
    mark = _delimiter(delimiter)
    zero = ""
    if "\0" in source and sys.version_info < (3, 11):  # where a table must not contain it
        zero = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in source)
        source = source.replace("\0", zero)
    if len(source) > SMALL:
        spend(len(source) // 16)
    reader = csv.reader(io.StringIO(source), delimiter=mark)
    try:
        for number, row in enumerate(reader):
            if not number % _STRIDE:
                spend(_STRIDE)
            if len(row) > SMALL:
                check_items(len(row))
                spend(len(row))
            if row or (has_header and not number):
                yield [cell.replace(zero, "\0") for cell in row] if zero else row
    except csv.Error as error:
        raise Error(_message(str(error))) from None


def _message(message: str) -> str:
    """Return a message of the reader as CPython 3.12 has it."""
    if message.startswith("new-line character seen in unquoted field"):
        return "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?"
    return message


def _table(source: str, delimiter: Any, headers: Any) -> List[Any]:
    rows = _rows(source, delimiter, bool(headers))
    names = next(rows, None) if headers else None
    found: List[Any] = []
    if headers and names is None:
        return found
    for row in rows:
        found.append(row if names is None else dict(zip(names, row)))
        check_items(len(found))
    return found


@_members.function("read", "Read CSV file", "file.read", checks_itself=True)
def _read(path: Any, delimiter: Any = ",", headers: Any = True, encoding: Any = "utf-8") -> List[Any]:
    return _table(decode(read_bytes(path), encoding), delimiter, headers)


@_members.function("read_string", "Read CSV as string")
def _read_string(csv_string: Any, delimiter: Any = ",", headers: Any = True) -> List[Any]:
    if csv_string is not None and type(csv_string) is not str:
        raise TypeError(f"initial_value must be str or None, not {host_kind(csv_string)}")
    return _table(csv_string or "", delimiter, headers)


@_members.function("count_rows", "Count rows in CSV file", "file.read", checks_itself=True)
def _count_rows(path: Any, delimiter: Any = ",", encoding: Any = "utf-8") -> int:
    return max(sum(1 for _ in _rows(decode(read_bytes(path), encoding), delimiter)) - 1, 0)


@_members.function("get_headers", "Get CSV headers", "file.read", checks_itself=True)
def _get_headers(path: Any, delimiter: Any = ",", encoding: Any = "utf-8") -> List[str]:
    return next(_rows(decode(read_bytes(path), encoding), delimiter), [])


# -- writing -----------------------------------------------------------------------------------------


def _cell(value: Any, delimiter: str) -> str:
    cell = "" if value is None else operand_text(value)
    if delimiter in cell or '"' in cell or "\n" in cell or "\r" in cell:
        check_text(2 * len(cell))
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _line(values: Sequence[Any], delimiter: str) -> str:
    """Return a row as text; a single cell that is empty is quoted, to tell it from a blank row."""
    if len(values) > SMALL:
        spend(len(values))
    cells = [_cell(value, delimiter) for value in values]
    check_text(sum(map(len, cells)) + len(cells))
    return ('""' if cells == [""] else delimiter.join(cells)) + "\r\n"


def _columns(rows: List[Any]) -> List[Any]:
    """Return the names for the first row: the keys of the first object, of all if it has none."""
    columns: Dict[Any, None] = {}
    for row in rows:
        if type(row) is dict:
            columns.update(dict.fromkeys(row))
            if row is rows[0] and columns:
                break
    return list(columns)


def _written(data: Any, delimiter: Any, headers: Any) -> str:
    """Return a table as text."""
    if type(data) not in (list, str, dict):
        raise TypeError(f"object of type '{host_kind(data)}' has no len()")
    if not data:
        return ""
    mark = _delimiter(delimiter)
    if type(data) is dict:
        raise TypeError("the rows must be an array, not an object")
    rows = elements(data)
    lines: List[str] = []
    size = 0

    def add(values: Sequence[Any]) -> None:
        nonlocal size
        lines.append(_line(values, mark))
        size += len(lines[-1])
        check_text(size)

    if rows and type(rows[0]) is dict:
        columns = _columns(rows) if headers else None
        if columns is not None:
            add(columns)
        for row in rows:
            if type(row) is dict:
                add(list(row.values()) if columns is None else [row.get(name) for name in columns])
    else:
        for row in rows:
            add(row if type(row) is list else [row])
    return "".join(lines)


@_members.function("write", "Write CSV file", "file.write", checks_itself=True)
def _write(path: Any, data: Any, delimiter: Any = ",", headers: Any = True, encoding: Any = "utf-8") -> None:
    content = encode(_written(data, delimiter, headers), encoding)
    resolved = world().files.resolve(path)
    require("file.write", resource=resolved, operation="write", size=len(content))
    with named_as_given(path):
        world().files.write_bytes(resolved, content)


@_members.function("write_string", "Write CSV to string")
def _write_string(data: Any, delimiter: Any = ",", headers: Any = True) -> str:
    return _written(data, delimiter, headers)


@_members.function("append", "Append row to CSV file", "file.read", "file.write", checks_itself=True)
def _append(path: Any, row: Any, delimiter: Any = ",", encoding: Any = "utf-8") -> None:
    mark = _delimiter(delimiter)
    require(("file.read", "file.write"))  # both are said to be missing at once
    resolved = world().files.resolve(path)
    try:
        data = read_bytes(resolved)
    except FileNotFoundError:
        data = b""
    before = decode(data, encoding)
    names: Optional[List[str]] = next(_rows(before, mark), None) or None
    added = "\r\n" if before and not before.endswith(("\n", "\r")) else ""
    if type(row) is dict:
        if names is None:
            names = [operand_text(name) for name in row]
            added += _line(names, mark)
            added += _line(list(row.values()), mark)
        else:
            added += _line([row.get(name) for name in names], mark)
    else:
        added += _line(row if type(row) is list else [row], mark)
    content = encode(added, encoding, continued=bool(data))
    with named_as_given(path):
        append_bytes("file.write", "write", [resolved], lambda _: content)


_module = Module(
    "csv",
    _members,
    "CSV file reading and writing with support for headers",
    "CSV",
    ("file.read", "file.write"),
)

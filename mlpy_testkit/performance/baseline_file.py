"""The file of baselines: read with care, written whole or not at all.

It is JSON that lives in version control: sorted keys, a benchmark a line, no more digits than a measurement
has, identical bytes for identical data. ``docs/baselines.rst`` describes the schema.
"""

from __future__ import annotations

import contextlib
import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, NoReturn, Optional, Sequence, Tuple, Union

from ..engine.errors import MLUsageError
from ..records import NamedTuple
from .atomic import write_text
from .recording import Samples

_FAMILY = "mlpy-testkit-perf"
_VERSION = 1
SCHEMA = f"{_FAMILY}/{_VERSION}"
_MOST = 60  # samples that are kept of a process
_DIGITS = 5


class BaselineError(MLUsageError):
    """A file of baselines cannot be used, or what is asked for is not in it."""


class OtherMachineError(BaselineError):
    """A baseline was recorded where times cannot be compared with those of here."""


class Baseline(NamedTuple):
    """What was measured once: samples of each process, and where.

    ``machine`` is a ``fingerprint``; ``canary`` is the version of the calibration workload, ``program`` a short
    hash of the ML source if there is one, ``recorded`` the day.

    >>> from mlpy_testkit.performance.fingerprint import fingerprint
    >>> Baseline((Samples((0.001, 0.0011)),), fingerprint()).canary is None
    True
    """

    processes: Tuple[Samples, ...]
    machine: Dict[str, Any]
    canary: Optional[int] = None
    program: Optional[str] = None
    recorded: Optional[str] = None


def read(path: Union[str, Path]) -> Dict[str, Baseline]:
    """Return the baselines in a file; none if there is no file. Raise ``BaselineError`` for any other file."""
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:  # a folder, or a file of somebody else
        raise BaselineError(f"{path}: this cannot be read: {error.strerror}") from error
    return _Reader(str(path)).read(data)


def write(path: Union[str, Path], baselines: Mapping[str, Baseline]) -> None:
    """Replace a file of baselines, in one step."""
    write_text(path, as_text(baselines))


@contextlib.contextmanager
def alone(path: Union[str, Path]) -> Iterator[None]:
    """Keep other writers of the file waiting: threads and processes of this machine.

    The lock is on the folder, so that no lock file is left behind; a process that dies loses it. On Windows,
    which cannot lock folders, it is on a file beside it.
    """
    folder = Path(os.path.realpath(path)).parent
    try:
        import fcntl
    except ImportError:
        with _lock_file(Path(os.path.realpath(path))):
            yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _lock_file(target: Path) -> Iterator[None]:
    try:
        system: Any = import_module("msvcrt")
    except ImportError:  # WebAssembly: there is no other process
        yield
        return
    with open(target.with_name(target.name + ".lock"), "a+b") as file:
        file.seek(0)
        system.locking(file.fileno(), system.LK_LOCK, 1)
        try:
            yield
        finally:
            file.seek(0)
            system.locking(file.fileno(), system.LK_UNLCK, 1)


def as_text(baselines: Mapping[str, Baseline]) -> str:
    """Return the text of the file."""
    # The version of the kit is not of a machine: one file holds what several versions have recorded.
    machines = {
        baseline.machine["class"]: {key: value for key, value in baseline.machine.items() if key != "kit"}
        for _, baseline in sorted(baselines.items())
    }
    lines = ["{", ' "benchmarks": {', *_lines({name: _entry(baselines[name]) for name in baselines}), " },"]
    lines += [' "machines": {', *_lines(machines), " },", f' "schema": {json.dumps(SCHEMA)}', "}"]
    return "\n".join(lines) + "\n"


def _lines(entries: Mapping[str, Any]) -> List[str]:
    found = [f"  {json.dumps(name)}: {json.dumps(entries[name], sort_keys=True)}," for name in sorted(entries)]
    if found:
        found[-1] = found[-1][:-1]
    return found


def _entry(baseline: Baseline) -> Dict[str, Any]:
    entry: Dict[str, Any] = {
        "machine": baseline.machine["class"],
        "processes": [
            {
                "samples": thinned(samples.values),
                **({"canary": thinned(samples.canary)} if samples.canary else {}),
            }
            for samples in baseline.processes
        ],
        "unit": "s",
    }
    for name in ("canary", "kit", "program", "recorded"):
        value = baseline.machine.get("kit") if name == "kit" else getattr(baseline, name)
        if value is not None:
            entry[name] = value
    return entry


def is_measured(value: Any) -> bool:
    """Tell whether a value can be the seconds of a sample: far from where a division leaves the range of floats."""
    return type(value) in (int, float) and 1e-15 <= value <= 1e15


def thinned(samples: Sequence[float]) -> List[float]:
    """Return the samples in order of size with five digits: at most 60, spread evenly over all of them.

    >>> thinned([0.3, 0.1, 0.123456789])
    [0.1, 0.12346, 0.3]
    """
    ordered = sorted(samples)
    if len(ordered) > _MOST:
        last = len(ordered) - 1
        ordered = [ordered[round(index * last / (_MOST - 1))] for index in range(_MOST)]
    return [float(f"{sample:.{_DIGITS}g}") for sample in ordered]


class _Reader:
    """Checks everything that is read; says where something is wrong."""

    def __init__(self, path: str) -> None:
        self._path = path

    def fail(self, text: str) -> NoReturn:
        raise BaselineError(f"{self._path}: {text}")

    def read(self, data: bytes) -> Dict[str, Baseline]:
        """Return the baselines in the bytes of a file."""
        try:
            content = json.loads(data.decode("utf-8"), parse_constant=self._no_number)
        except UnicodeDecodeError as error:
            self.fail(f"this is no text in UTF-8 (byte {error.start}), so no file of baselines")
        except json.JSONDecodeError as error:
            self.fail(
                f"this is not JSON (line {error.lineno}, column {error.colno}: {error.msg.lower()});"
                " bring back the file from version control, or delete it and record anew"
            )
        except ValueError as error:  # a number of too many digits
            self.fail(f"this is no file of baselines: {error}")
        except RecursionError:
            self.fail("this is no file of baselines: it is nested too deeply")
        self._check_schema(content)
        machines = self._table(content, "machines")
        benchmarks = self._table(content, "benchmarks")
        return {name: self._baseline(name, entry, machines) for name, entry in benchmarks.items()}

    def _check_schema(self, content: Any) -> None:
        schema = content.get("schema") if isinstance(content, dict) else None
        if schema == SCHEMA:
            return
        if not isinstance(schema, str):
            self.fail("this is no file of baselines: it has no 'schema'" + self._guess(content))
        family, _, version = schema.partition("/")
        if family != _FAMILY:
            self.fail(f"this is no file of baselines of mlpy_testkit: its schema is {schema!r}")
        if version.isdecimal() and int(version[:9]) > _VERSION:
            self.fail(
                f"a newer mlpy_testkit wrote this: its schema is {schema!r}, and this one reads {SCHEMA!r};"
                " update mlpy_testkit"
            )
        self.fail(f"there is no schema {schema!r}")

    @staticmethod
    def _guess(content: Any) -> str:
        if isinstance(content, dict) and "benchmarks" in content:
            if "machine_info" in content:
                return " (it looks like one of pytest-benchmark)"
            if "version" in content:
                return " (it looks like one of pyperf)"
        return ""

    def _table(self, content: Dict[str, Any], name: str) -> Dict[str, Any]:
        table = content.get(name)
        if not isinstance(table, dict):
            self.fail(f"'{name}' must be an object")
        return table

    def _no_number(self, text: str) -> NoReturn:
        self.fail(f"{text} is no measurement")

    def _baseline(self, name: str, entry: Any, machines: Dict[str, Any]) -> Baseline:
        place = f"benchmark {name!r}: "
        if not isinstance(entry, dict):
            self.fail(f"{place}must be an object")
        if entry.get("unit") != "s":
            self.fail(f"{place}'unit' must be 's', not {entry.get('unit')!r}")
        machine = machines.get(entry["machine"]) if isinstance(entry.get("machine"), str) else None
        if not isinstance(machine, dict) or machine.get("class") != entry["machine"]:
            self.fail(f"{place}its machine {entry.get('machine')!r} is not described in 'machines'")
        processes = entry.get("processes")
        if not isinstance(processes, list) or not processes:
            self.fail(f"{place}'processes' must be a list of at least one object")
        found = []
        for process in processes:
            if not isinstance(process, dict):
                self.fail(f"{place}'processes' must hold objects")
            canaries = process.get("canary", [])
            found.append(
                Samples(
                    self._numbers(f"{place}'samples'", process.get("samples")),
                    self._numbers(f"{place}'canary'", canaries) if canaries != [] else (),
                )
            )
        kinds = (("canary", int), ("kit", str), ("program", str), ("recorded", str))
        for key, kind in kinds:
            if key in entry and type(entry[key]) is not kind:
                self.fail(f"{place}'{key}' must be {'a whole number' if kind is int else 'a text'}")
        rest = {key: entry.get(key) for key, _ in kinds if key != "kit"}
        kit = {"kit": entry["kit"]} if "kit" in entry else {}
        return Baseline(tuple(found), {**machine, **kit}, **rest)

    def _numbers(self, place: str, numbers: Any) -> Tuple[float, ...]:
        if not isinstance(numbers, list) or not numbers:
            self.fail(f"{place} must be a list of at least one number")
        for number in numbers:
            if not is_measured(number):
                self.fail(f"{place} must hold numbers above 0, not {number!r:.40}")
        return tuple(float(number) for number in numbers)

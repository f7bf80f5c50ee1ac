"""The audit trail: what was checked, with which answer, and where in the ML source.

A trail keeps the last checks one by one, the denied ones of each type for themselves, and counts all of
them. Where the same unlimited grant is used again and again it counts only; so a loop costs no memory.
Places are found when somebody asks.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from itertools import chain, islice
from operator import itemgetter
from types import CodeType, FrameType
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Deque,
    Dict,
    Iterable,
    Iterator,
    List,
    Optional,
    Tuple,
    Union,
)

from ..engine.values import UNITS
from ..records import NamedTuple
from .changes import changes
from .usage import Meter

if TYPE_CHECKING:
    from .tokens import CapabilityToken

KEPT = 1000  # checks that a trail keeps one by one
_KINDS = 1000  # different checks that it counts one by one
_SHOWN = 500  # characters of a resource that it keeps

Key = Tuple[str, Optional[str], bool]
Record = Tuple[int, Tuple[Any, ...], Any]  # its number, what was checked with the answer, who asked


class Check(NamedTuple):
    """One check: what was asked for, by which library function and where, and the answer.

    ``reason`` says why it was denied. ``file`` and ``line`` are None if no ML code asked.

    >>> trail = AuditTrail()
    >>> trail.record("file.read", "/etc/passwd", "read", "resource")
    >>> check = trail.checks[0]
    >>> check.type, check.resource, check.granted, check.reason
    ('file.read', '/etc/passwd', False, 'resource')
    """

    type: str
    resource: Optional[str]
    operation: Optional[str]
    granted: bool
    reason: str
    function: Optional[str]
    file: Optional[str]
    line: Optional[int]
    column: Optional[int]


class Caller(NamedTuple):
    """The ML code that asked: enough to find the place later, without keeping its variables alive."""

    unit: Any
    code: CodeType
    instruction: int
    callee: Optional[CodeType]

    def place(self) -> Tuple[str, int, int]:
        """Return file, line and column."""
        source = self.unit.source
        if sys.version_info >= (3, 11):
            nowhere = (None, None, None, None)
            line, _, column, _ = next(islice(self.code.co_positions(), self.instruction // 2, None), nowhere)
            if line is None or column is None:
                return source.name, line or 1, 1
            if not source.text.isascii():  # Python counts bytes
                text = source.line(line).encode("utf-8", "surrogatepass")[:column]
                column = len(text.decode("utf-8", "replace"))
            return source.name, line, column + 1
        else:  # CPython 3.10
            span = self.unit.span_of(self.code, self.instruction)
            return (source.name, *(source.position(span.start) if span is not None else (1, 1)))


class Place(NamedTuple):
    """Where in ML a check was made of which nothing else is known: it comes from another process."""

    file: str
    line: int
    column: int

    def place(self) -> Tuple[str, int, int]:
        """Return file, line and column."""
        return self.file, self.line, self.column


def find_caller(frame: Optional[FrameType]) -> Optional[Caller]:
    """Return the innermost ML code from a frame outward, or None."""
    callee: Optional[CodeType] = None
    while frame is not None:
        units = frame.f_globals.get(UNITS)
        if units is not None:
            unit = units.get(frame.f_code.co_filename)
            if unit is not None:
                return Caller(unit, frame.f_code, frame.f_lasti, callee)
        callee = frame.f_code
        frame = frame.f_back
    return None


def _at_rest(records: Deque[Record]) -> Deque[Record]:
    """Return records with places instead of code objects, which cannot leave the process."""
    found = [(number, check, Place(*caller.place()) if caller else None) for number, check, caller in records]
    return deque(found, records.maxlen)


class AuditTrail:
    """What was checked in a context and those below it; whatever is recorded here goes to *outer* too.

    >>> trail = AuditTrail()
    >>> trail.record("file.read", "/etc/passwd", "read", "resource")
    >>> [check.resource for check in trail.denied], trail.count("file.read", granted=True)
    (['/etc/passwd'], 0)
    """

    def __init__(self, keep: int = KEPT, outer: Optional[AuditTrail] = None) -> None:
        self.outer = outer
        self._lock = threading.Lock()
        self._keep = keep
        self._granted: Deque[Record] = deque(maxlen=keep)
        self._denied: Dict[str, Deque[Record]] = {}  # by type: no flood of other checks hides a denial
        self._counts: Dict[Key, int] = {}
        self._recorded = 0
        self._meters: Dict[Tuple[str, str], Meter] = {}

    def __getstate__(self) -> Dict[str, Any]:
        """Return what a copy of the trail has, also one in another process: what was recorded until now."""
        with self._lock:
            self._read_meters()
            state = {
                **self.__dict__,
                "outer": None,
                "_granted": _at_rest(self._granted),
                "_denied": {kind: _at_rest(records) for kind, records in self._denied.items()},
                "_counts": dict(self._counts),
                "_meters": {},
            }
        del state["_lock"]
        return state

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=threading.Lock())

    # -- writing --------------------------------------------------------------------------------

    def record(
        self,
        type: str,
        resource: Optional[str] = None,
        operation: Optional[str] = None,
        reason: str = "",
        function: Optional[str] = None,
        caller: Union[Caller, Place, None] = None,
    ) -> None:
        """Record a check; it was granted if there is no reason against it."""
        if self.outer is not None:
            self.outer.record(type, resource, operation, reason, function, caller)
        if resource is not None and len(resource) > _SHOWN:
            resource = resource[:_SHOWN] + "..."
        key = (type, operation, not reason)
        with self._lock:
            self._recorded += 1
            check = (type, resource, operation, not reason, reason, function)
            self._records_like(check).append((self._recorded, check, caller))
            if key not in self._counts and len(self._counts) >= _KINDS:
                key = ("...", None, not reason)
            self._counts[key] = self._counts.get(key, 0) + 1

    def uses(self, type: str, token: CapabilityToken) -> Iterator[Any]:
        """Return an iterator of which each step counts one more use of an unlimited grant."""
        return self._uses(type, token, token.open_meter)

    def _uses(self, type: str, token: CapabilityToken, new: Callable[[], Meter]) -> Iterator[Any]:
        key = (type, token.token_id)
        with self._lock:
            meter = self._meters.get(key)
            if meter is None:
                if len(self._meters) >= _KINDS:
                    self._read_meters()
                meter = self._meters[key] = new()
        if self.outer is None:
            return meter.uses
        return zip(meter.uses, self.outer._uses(type, token, Meter))

    def _read_meters(self) -> None:
        for (kind, _), meter in self._meters.items():
            key = (kind, None, True)
            self._counts[key] = self._counts.get(key, 0) + meter.count
        self._meters.clear()
        changes.happened()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._granted.clear()
            self._denied.clear()
            self._read_meters()
            self._counts.clear()
            self._recorded = 0

    # -- reading --------------------------------------------------------------------------------

    @property
    def checks(self) -> Tuple[Check, ...]:
        """The last checks, the oldest first; further uses of an unlimited grant are only counted."""
        return self._shown(self._kept())

    def _records_like(self, check: Tuple[Any, ...]) -> Deque[Record]:
        """Return where a check belongs."""
        if check[3]:
            return self._granted
        kind = check[0] if check[0] in self._denied or len(self._denied) < _KINDS else "..."
        return self._denied.setdefault(kind, deque(maxlen=self._keep))

    def _kept(self) -> List[Record]:
        with self._lock:
            return sorted(chain(self._granted, *self._denied.values()), key=itemgetter(0))

    def _shown(self, records: Iterable[Record]) -> Tuple[Check, ...]:
        return tuple(Check(*check, *(caller.place() if caller else (None,) * 3)) for _, check, caller in records)

    @property
    def granted(self) -> Tuple[Check, ...]:
        """Those of the last checks that were granted."""
        return tuple(check for check in self.checks if check.granted)

    @property
    def denied(self) -> Tuple[Check, ...]:
        """Those of the last checks that were denied."""
        return tuple(check for check in self.checks if not check.granted)

    @property
    def recorded(self) -> int:
        """How many checks have been recorded one by one."""
        with self._lock:
            return self._recorded

    def after(self, count: int) -> Tuple[Check, ...]:
        """Return those of the last checks that came after the first *count* that were recorded.

        >>> trail = AuditTrail()
        >>> trail.record("file.read", "/a", "read")
        >>> count = trail.recorded
        >>> trail.record("file.read", "/b", "read")
        >>> [check.resource for check in trail.after(count)]
        ['/b']
        """
        return self._shown(record for record in self._kept() if record[0] > count)

    @property
    def dropped(self) -> int:
        """How many checks were recorded one by one and are not kept any more."""
        with self._lock:
            return self._recorded - len(self._granted) - sum(map(len, self._denied.values()))

    def count(
        self, type: Optional[str] = None, *, operation: Optional[str] = None, granted: Optional[bool] = None
    ) -> int:
        """Return how many checks there were of a type, of an operation, with an answer; None is any."""
        with self._lock:
            found = [
                number
                for (kind, done, answer), number in self._counts.items()
                if type in (None, kind) and operation in (None, done) and granted in (None, answer)
            ]
            if operation is None and granted is not False:
                found += [meter.count for (kind, _), meter in self._meters.items() if type in (None, kind)]
        return sum(found)

    @property
    def types(self) -> List[str]:
        """The sorted types that were checked."""
        with self._lock:
            return sorted({kind for kind, _, _ in self._counts})

    def __iter__(self) -> Iterator[Check]:
        return iter(self.checks)

    def __len__(self) -> int:
        return self.count()

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<AuditTrail: {self.count(granted=True)} granted, {self.count(granted=False)} denied>"

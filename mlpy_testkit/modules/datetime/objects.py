"""The objects of the module ``datetime``; none of them can be changed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Callable, ClassVar, Dict, Optional, final

from ...engine.values import LibraryObject, host_kind
from ...world import world
from .texts import days_in_month, format_moment, timestamp

_MIDNIGHT = time()
_LAST = time(23, 59, 59, 999999)


def moment_of(value: Any) -> datetime:
    """Return the moment that an object stands for; a date stands for its beginning."""
    if type(value) is DateTimeObject:
        return value.moment
    if type(value) is Date:
        return datetime.combine(value.day, _MIDNIGHT)
    raise TypeError(f"expected a DateTimeObject or a Date, not {host_kind(value)}")


def day_of(value: Any) -> date:
    """Return the day of a date or a moment."""
    return value.day if type(value) is Date else moment_of(value).date()


def _delta_of(value: Any) -> timedelta:
    if type(value) is not TimeDelta:
        raise TypeError(f"expected a TimeDelta, not {host_kind(value)}")
    return value.delta


def span(**parts: Any) -> timedelta:
    """Return a stretch of time from its parts, which must be numbers."""
    for name, value in parts.items():
        if type(value) not in (int, float, bool):
            raise TypeError(f"unsupported type for timedelta {name} component: {host_kind(value)}")
    try:
        return timedelta(**parts)
    except OverflowError:
        raise OverflowError("a TimeDelta has less than a billion days") from None


@final
class DateTimeObject(LibraryObject):
    """A date and a time, with or without an offset from UTC."""

    __slots__ = ("moment",)

    type_name = "DateTimeObject"

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def _shifted(self, **parts: Any) -> DateTimeObject:
        return DateTimeObject(self.moment + span(**parts))

    def _timestamp(self) -> float:
        return timestamp(self.moment, world().clock.zone)

    def _add_days(self, days: Any) -> DateTimeObject:
        return self._shifted(days=days)

    def _add_hours(self, hours: Any) -> DateTimeObject:
        return self._shifted(hours=hours)

    def _add_minutes(self, minutes: Any) -> DateTimeObject:
        return self._shifted(minutes=minutes)

    def _add_seconds(self, seconds: Any) -> DateTimeObject:
        return self._shifted(seconds=seconds)

    def _at(self, clock: time, month: Optional[int] = None, day: Optional[int] = None) -> DateTimeObject:
        """Return this object at another time of day, and on another day."""
        chosen = self.moment.date().replace(month=month or self.moment.month, day=day or self.moment.day)
        return DateTimeObject(datetime.combine(chosen, clock, self.moment.tzinfo))

    def _start_of_day(self) -> DateTimeObject:
        return self._at(_MIDNIGHT)

    def _end_of_day(self) -> DateTimeObject:
        return self._at(_LAST)

    def _start_of_month(self) -> DateTimeObject:
        return self._at(_MIDNIGHT, day=1)

    def _end_of_month(self) -> DateTimeObject:
        return self._at(_LAST, day=days_in_month(self.moment.year, self.moment.month))

    def _start_of_year(self) -> DateTimeObject:
        return self._at(_MIDNIGHT, 1, 1)

    def _end_of_year(self) -> DateTimeObject:
        return self._at(_LAST, 12, 31)

    def _is_same_day(self, other: Any) -> bool:
        return self.moment.date() == day_of(other)

    def _is_before(self, other: Any) -> bool:
        return self.moment < moment_of(other)

    def _is_after(self, other: Any) -> bool:
        return self.moment > moment_of(other)

    def _is_same(self, other: Any) -> bool:
        return self.moment == moment_of(other)

    def _diff(self, other: Any) -> TimeDelta:
        return TimeDelta(self.moment - moment_of(other))

    def _add(self, delta: Any) -> DateTimeObject:
        return DateTimeObject(self.moment + _delta_of(delta))

    def _subtract(self, delta: Any) -> DateTimeObject:
        return DateTimeObject(self.moment - _delta_of(delta))

    def _format(self, format_string: Any = "%Y-%m-%d %H:%M:%S") -> str:
        if type(format_string) is not str:
            kind = "None" if format_string is None else host_kind(format_string)
            raise TypeError(f"strftime() argument 1 must be str, not {kind}")
        return format_moment(self.moment, format_string, world().clock.zone)

    def _to_string(self) -> str:
        return self.moment.isoformat()

    methods: ClassVar[Dict[str, Callable[..., Any]]] = {
        "timestamp": _timestamp,
        "year": lambda self: self.moment.year,
        "month": lambda self: self.moment.month,
        "day": lambda self: self.moment.day,
        "hour": lambda self: self.moment.hour,
        "minute": lambda self: self.moment.minute,
        "second": lambda self: self.moment.second,
        "weekday": lambda self: self.moment.weekday(),
        "addDays": _add_days,
        "addHours": _add_hours,
        "addMinutes": _add_minutes,
        "addSeconds": _add_seconds,
        "startOfDay": _start_of_day,
        "endOfDay": _end_of_day,
        "startOfMonth": _start_of_month,
        "endOfMonth": _end_of_month,
        "startOfYear": _start_of_year,
        "endOfYear": _end_of_year,
        "isSameDay": _is_same_day,
        "isBefore": _is_before,
        "isAfter": _is_after,
        "isSame": _is_same,
        "diff": _diff,
        "add": _add,
        "subtract": _subtract,
        "format": _format,
        "toString": _to_string,
        "toISOString": _to_string,
        "date": lambda self: Date(self.moment.date()),
        "time": lambda self: Time(self.moment.time()),
        "add_days": _add_days,
        "add_hours": _add_hours,
        "add_minutes": _add_minutes,
        "add_seconds": _add_seconds,
        "start_of_day": _start_of_day,
        "end_of_day": _end_of_day,
        "start_of_month": _start_of_month,
        "end_of_month": _end_of_month,
        "start_of_year": _start_of_year,
        "end_of_year": _end_of_year,
        "is_same_day": _is_same_day,
        "to_string": _to_string,
    }


@final
class Date(LibraryObject):
    """A day of the calendar."""

    __slots__ = ("day",)

    type_name = "Date"

    def __init__(self, day: date) -> None:
        self.day = day

    def _add_days(self, days: Any) -> Date:
        return Date(self.day + span(days=days))

    def _subtract_days(self, days: Any) -> Date:
        return Date(self.day - span(days=days))

    def _diff(self, other: Any) -> int:
        return (self.day - day_of(other)).days

    methods: ClassVar[Dict[str, Callable[..., Any]]] = {
        "year": lambda self: self.day.year,
        "month": lambda self: self.day.month,
        "day": lambda self: self.day.day,
        "weekday": lambda self: self.day.weekday(),
        "isWeekend": lambda self: self.day.weekday() > 4,
        "toISOString": lambda self: self.day.isoformat(),
        "addDays": _add_days,
        "subtractDays": _subtract_days,
        "diff": _diff,
    }


@final
class Time(LibraryObject):
    """A time of day."""

    __slots__ = ("clock",)

    type_name = "Time"

    def __init__(self, clock: time) -> None:
        self.clock = clock

    methods: ClassVar[Dict[str, Callable[..., Any]]] = {
        "hour": lambda self: self.clock.hour,
        "minute": lambda self: self.clock.minute,
        "second": lambda self: self.clock.second,
    }


@final
class TimeDelta(LibraryObject):
    """A stretch of time: days of any sign, and the seconds of less than a day."""

    __slots__ = ("delta",)

    type_name = "TimeDelta"

    def __init__(self, delta: timedelta) -> None:
        self.delta = delta

    def _add(self, other: Any) -> TimeDelta:
        return TimeDelta(self.delta + _delta_of(other))

    def _subtract(self, other: Any) -> TimeDelta:
        return TimeDelta(self.delta - _delta_of(other))

    def _multiply(self, factor: Any) -> TimeDelta:
        if type(factor) not in (int, float, bool):
            raise TypeError(f"unsupported operand type(s) for *: 'float' and '{host_kind(factor)}'")
        return TimeDelta(span(seconds=self.delta.total_seconds() * factor))

    methods: ClassVar[Dict[str, Callable[..., Any]]] = {
        "days": lambda self: self.delta.days,
        "seconds": lambda self: self.delta.seconds,
        "totalSeconds": lambda self: self.delta.total_seconds(),
        "totalMinutes": lambda self: self.delta.total_seconds() / 60,
        "totalHours": lambda self: self.delta.total_seconds() / 3600,
        "totalDays": lambda self: self.delta.total_seconds() / 86400,
        "add": _add,
        "subtract": _subtract,
        "multiply": _multiply,
        "isNegative": lambda self: self.delta < timedelta(0),
        "abs": lambda self: TimeDelta(abs(self.delta)),
    }

"""The module ``datetime``: moments, days, times of day and stretches of time.

The present and the local time zone are those of the run's world. Reading and writing texts is in
``texts.py``, what a program holds in its hands in ``objects.py``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Callable, Dict

from ...capabilities.door import require
from ...engine.compare import greater, less, less_equal
from ...engine.text import representation, text
from ...engine.values import Module, host_kind
from ...world import world
from ..callbacks import as_index, with_aliases
from ..declarations import Members
from .objects import Date, DateTimeObject, Time, TimeDelta, day_of, moment_of, span
from .texts import check_date, check_time, days_in_month, is_leap_year, parse_iso

_members = Members("datetime")
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_CYCLE = 400 * 365.2425 * 86400  # seconds after which the calendar repeats


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _creating(names: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return with_aliases(_members, names, description, "datetime.create")


def _asking(names: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return with_aliases(_members, names, description)


# -- the present -------------------------------------------------------------------------------------


@_members.function("now", "Get current datetime", "datetime.now")
def _now(timezone: Any = None) -> DateTimeObject:
    clock = world().clock
    zone = clock.zone if timezone is None else _zone(timezone)
    return DateTimeObject(clock.now().astimezone(zone).replace(tzinfo=None))


@_members.function("today", "Get today's date", "datetime.now")
def _today() -> Date:
    return Date(_local().date())


def _local() -> datetime:
    clock = world().clock
    return clock.now().astimezone(clock.zone).replace(tzinfo=None)


_OFFSET = re.compile(r"(?:UTC)?([+-])(\d{1,2})(?::?(\d\d))?", re.ASCII)


def _zone(value: Any) -> timezone:
    """Return the zone for "UTC", an offset such as "+05:30", or an object of ``createTimeZone``."""
    found = None
    if type(value) is str:
        match = _OFFSET.fullmatch(value)
        if value.upper() == "UTC" or value == "Z":
            found = timedelta(0)
        elif match is not None:
            found = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
            found = -found if match[1] == "-" else found
    elif type(value) is dict and type(value.get("hours")) is int and type(value.get("minutes", 0)) is int:
        hours, minutes = value["hours"], value.get("minutes", 0)
        if abs(hours) < 24 and abs(minutes) < 60:
            found = timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes)
    if found is None or abs(found) >= timedelta(days=1):
        raise ValueError(
            f"unknown time zone: {representation(value)}; there are 'UTC', offsets such as '+05:30', "
            "and what createTimeZone returns"
        )
    return timezone(found)


@_asking("utc", "Get UTC timezone marker")
def _utc() -> str:
    return "UTC"


@_creating("createTimeZone", "Create custom timezone")
def _create_time_zone(offset_hours: Any, offset_minutes: Any = 0, name: Any = "") -> Dict[str, Any]:
    for value in (offset_hours, offset_minutes):
        if type(value) is not int and type(value) is not bool:
            raise ValueError(f"Unknown format code 'd' for object of type '{host_kind(value)}'")
    if not name:
        name = f"UTC{'+' if offset_hours >= 0 else ''}{int(offset_hours)}:{int(offset_minutes):02}"
    return {"hours": offset_hours, "minutes": offset_minutes, "name": name}


# -- creating ----------------------------------------------------------------------------------------


@_creating("create", "Create datetime from components")
def _create(year: Any, month: Any, day: Any, hour: Any = 0, minute: Any = 0, second: Any = 0) -> DateTimeObject:
    day_parts = as_index(year), as_index(month), as_index(day)
    clock_parts = as_index(hour), as_index(minute), as_index(second)
    try:
        check_date(*day_parts)
        check_time(*clock_parts)
    except ValueError as error:
        raise RuntimeError(f"Invalid datetime components: {error}") from None
    return DateTimeObject(datetime.combine(date(*day_parts), time(*clock_parts)))


@_creating("createDate", "Create date from components")
def _create_date(year: Any, month: Any, day: Any) -> Date:
    parts = as_index(year), as_index(month), as_index(day)
    try:
        check_date(*parts)
    except ValueError as error:
        raise RuntimeError(f"Invalid date: {error}") from None
    return Date(date(*parts))


@_creating("createTime", "Create time from components")
def _create_time(hour: Any = 0, minute: Any = 0, second: Any = 0, microsecond: Any = 0) -> Time:
    parts = as_index(hour), as_index(minute), as_index(second), as_index(microsecond)
    try:
        check_time(*parts)
    except ValueError as error:
        raise RuntimeError(f"Invalid time: {error}") from None
    return Time(time(*parts))


@_creating("createDelta", "Create time delta")
def _create_delta(days: Any = 0, hours: Any = 0, minutes: Any = 0, seconds: Any = 0) -> TimeDelta:
    return TimeDelta(span(days=days, hours=hours, minutes=minutes, seconds=seconds))


@_creating("fromTimestamp from_timestamp", "Create datetime from timestamp")
def _from_timestamp(timestamp: Any) -> DateTimeObject:
    if type(timestamp) not in (int, float, bool):
        raise TypeError(f"'{host_kind(timestamp)}' object cannot be interpreted as an integer")
    if timestamp != timestamp:
        raise ValueError("cannot convert float NaN to integer")
    if abs(timestamp) >= 1 << 63:
        raise OverflowError("timestamp out of range for platform time_t")
    try:
        moment = (_EPOCH + timedelta(seconds=timestamp)).astimezone(world().clock.zone)
    except OverflowError:
        cycles, rest = divmod(timestamp, _CYCLE)
        year = (_EPOCH + timedelta(seconds=rest)).year + 400 * int(cycles)
        message = f"Invalid timestamp {text(timestamp)}: year {year} is out of range"
        raise RuntimeError(message) from None
    return DateTimeObject(moment.replace(tzinfo=None))


@_creating("parseISO", "Parse ISO 8601 datetime string")
def _parse_iso(iso_string: Any) -> DateTimeObject:
    if type(iso_string) is not str:
        raise TypeError("fromisoformat: argument must be str")
    try:
        return DateTimeObject(parse_iso(iso_string))
    except ValueError as error:
        raise RuntimeError(f"Invalid ISO datetime string '{iso_string}': {error}") from None


# -- the calendar ------------------------------------------------------------------------------------


@_asking("daysInMonth days_in_month", "Get days in month")
def _days_in_month(year: Any, month: Any) -> int:
    if not (less_equal(1, month) and less_equal(month, 12)):
        return 0
    return days_in_month(as_index(year), as_index(month))


@_asking("isLeapYear", "Check if year is a leap year")
def _is_leap_year(year: Any) -> bool:
    if type(year) not in (int, float, bool):
        raise TypeError(f"unsupported operand type(s) for %: '{host_kind(year)}' and 'int'")
    return is_leap_year(year)


@_asking("isWeekend is_weekend", "Check if date is weekend")
def _is_weekend(dt: Any) -> bool:
    return day_of(dt).weekday() > 4


@_asking("isWeekday is_weekday", "Check if date is weekday")
def _is_weekday(dt: Any) -> bool:
    return day_of(dt).weekday() < 5


@_creating("calculateAge calculate_age", "Calculate age in years")
def _calculate_age(birth_date: Any, current_date: Any = None) -> int:
    birth = day_of(birth_date)
    if current_date is None:
        require("datetime.now")
        day = _local().date()
    else:
        day = day_of(current_date)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@_creating("addBusinessDays add_business_days", "Add business days to datetime")
def _add_business_days(dt: Any, days: Any) -> Any:
    moment = moment_of(dt)
    forward = greater(days, 0)
    if not forward and not less(days, 0):
        return dt
    step = timedelta(days=1 if forward else -1)
    count = -int(-abs(days) // 1)  # fractions count as whole days
    if count > 10_000_000:
        raise OverflowError("date value out of range")
    weeks = max(count // 5 - 1, 0)
    moment += 7 * weeks * step
    count -= 5 * weeks
    while count:
        moment += step
        count -= moment.weekday() < 5
    return Date(moment.date()) if type(dt) is Date else DateTimeObject(moment)


@_asking("businessDaysBetween business_days_between", "Count business days between dates")
def _business_days_between(start: Any, end: Any) -> int:
    first, last = sorted((day_of(start), day_of(end)))
    weeks, rest = divmod((last - first).days + 1, 7)
    return 5 * weeks + sum((first.weekday() + number) % 7 < 5 for number in range(rest))


_module = Module(
    "datetime",
    _members,
    "Date and time manipulation with timezone support",
    "DateTime",
    ("datetime.create", "datetime.now"),
)

"""Dates as texts: reading what ISO 8601 allows, and the directives of ``format``.

Both are the same for every Python and every platform: names are English, the forms are those that
CPython 3.12 reads.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Callable, Dict, Match, Tuple

from ...engine.limits import check_text

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


# -- components --------------------------------------------------------------------------------------


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, which must be one from 1 to 12."""
    if month == 2:
        return 29 if is_leap_year(year) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def is_leap_year(year: int) -> bool:
    """Tell whether a year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def check_date(year: int, month: int, day: int) -> None:
    """Raise ``ValueError`` unless there is such a day."""
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= days_in_month(year, month):
        raise ValueError("day is out of range for month")


def check_time(hour: int, minute: int, second: int, microsecond: int = 0) -> None:
    """Raise ``ValueError`` unless there is such a time of day."""
    bounds = (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59), ("microsecond", microsecond, 999999))
    for name, value, most in bounds:
        if not 0 <= value <= most:
            raise ValueError(f"{name} must be in 0..{most}")


# -- reading -----------------------------------------------------------------------------------------

_CLOCK = r"(\d\d)(?:(?::(\d\d)(?::(\d\d))?)|(?:(\d\d)(\d\d)?))?(?:[.,](\d+))?"
_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)-(\d\d)|-W(\d\d)(?:-(\d))?|W(\d\d)(\d)?|(\d\d)(\d\d))"
    rf"(?:.{_CLOCK}(?: ?(?:(Z)|([+-]){_CLOCK}))?)?",
    re.ASCII | re.DOTALL,
)
_AFTER_SEPARATOR = 11  # where a fraction may stand at the earliest
_SPACED_FRACTION = re.compile(r"[.,]\d{1,5} ")  # only a full fraction may have a space behind it


def parse_iso(text: str) -> datetime:
    """Return the moment that a text describes, or raise ``ValueError``.

    >>> parse_iso("2024-W09-4T13:45Z").isoformat()
    '2024-02-29T13:45:00+00:00'
    """
    match = _ISO.fullmatch(text)
    if match is None or _SPACED_FRACTION.search(text, _AFTER_SEPARATOR):
        raise ValueError(f"Invalid isoformat string: {text!r}")
    day = _day(match, text)
    hour, minute, second, microsecond = _clock(match, 10)
    check_time(hour, minute, second)
    zone = None
    if match[16]:
        zone = timezone.utc
    elif match[17]:
        hours, minutes, seconds, microseconds = _clock(match, 18)
        offset = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
        if match[17] == "-":
            offset = -offset
        if abs(offset) >= timedelta(days=1):
            limits = "-timedelta(hours=24) and timedelta(hours=24)"
            raise ValueError(f"offset must be a timedelta strictly between {limits}, not {offset!r}.")
        zone = timezone(offset) if offset else timezone.utc
    return datetime(day.year, day.month, day.day, hour, minute, second, microsecond, zone)


def _day(match: Match[str], text: str) -> date:
    year = int(match[1])
    week = match[4] or match[6]
    if week is None:
        month, day = int(match[2] or match[8]), int(match[3] or match[9])
        check_date(year, month, day)
        return date(year, month, day)
    try:
        return date.fromisocalendar(year, int(week), int(match[5] or match[7] or 1))
    except ValueError:
        raise ValueError(f"Invalid isoformat string: {text!r}") from None


def _clock(match: Match[str], first: int) -> Tuple[int, int, int, int]:
    """Return hour, minute, second and microsecond from the groups of ``_CLOCK``."""
    hour, minute, second, basic_minute, basic_second, fraction = match.groups()[first - 1 : first + 5]
    return (
        int(hour or 0),
        int(minute or basic_minute or 0),
        int(second or basic_second or 0),
        int(((fraction or "") + "000000")[:6]),
    )


# -- writing -----------------------------------------------------------------------------------------


def timestamp(moment: datetime, zone: tzinfo) -> float:
    """Return the seconds since 1970; a moment without an offset is one of the zone."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return (moment - _EPOCH).total_seconds()


def format_moment(moment: datetime, pattern: str, zone: tzinfo) -> str:
    """Return a text with the directives of *pattern* replaced.

    >>> format_moment(datetime(2024, 2, 29), "%A %-d %b", timezone.utc)
    'Thursday 29 Feb'
    """
    check_text(len(pattern) + 12 * pattern.count("%"))

    def replace(match: Match[str]) -> str:
        flag, letter = match[1], match[2]
        if flag and letter not in _WITH_FLAG[flag]:
            return match[0]
        if letter == "s":
            return str(int(timestamp(moment.replace(tzinfo=None), zone) // 1))
        directive = _DIRECTIVES.get(letter)
        if directive is None:
            return match[0]
        found = directive(moment)
        if flag == "-":
            return (found.lstrip("0 ") or "0") if letter in _NUMBERS else "" if letter in "zZ" else found
        return _with_colons(found) if flag == ":" else found

    return _DIRECTIVE.sub(replace, pattern)


_DIRECTIVE = re.compile(r"%([-:]|[EO](?=[a-zA-Z%]))?([a-zA-Z%])")
_NUMBERS = frozenset("CdegGHIjklmMSuUVwWyY")
_WITH_FLAG = {  # the letters that may follow
    "-": "%ABCDFGHIMPRSTUVWXYZabcdeghjklmnprstuwxyz",
    ":": "z",
    "E": "%cCsxXyYz",
    "O": "%BGHIMSUVWbdeghjklmsuwyz",
}


def _offset(moment: datetime) -> str:
    """Return the offset from UTC as ``+hhmm``, with seconds if it has some."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    sign = "-" if offset < timedelta(0) else "+"
    offset = abs(offset)
    minutes, seconds = divmod(offset.seconds, 60)
    text = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    if seconds or offset.microseconds:
        text += f"{seconds:02}"
    return text + (f".{offset.microseconds:06}" if offset.microseconds else "")


def _with_colons(offset: str) -> str:
    return (
        ":".join([offset[:3], *(offset[place : place + 2] for place in range(3, min(len(offset), 7), 2))]) + offset[7:]
    )


def _week(moment: datetime, first_day: int) -> int:
    """Return the week of the year; weeks begin on *first_day*, days before the first are of week 0."""
    day_of_year = moment.timetuple().tm_yday
    return (day_of_year + 6 - (moment.weekday() - first_day) % 7) // 7


def _hour(moment: datetime) -> int:
    return (moment.hour + 11) % 12 + 1


_DIRECTIVES: Dict[str, Callable[[datetime], str]] = {
    "%": lambda moment: "%",
    "A": lambda moment: DAYS[moment.weekday()],
    "B": lambda moment: MONTHS[moment.month - 1],
    "C": lambda moment: str(moment.year // 100),
    "D": lambda moment: f"{moment.month:02}/{moment.day:02}/{moment.year % 100:02}",
    "F": lambda moment: f"{moment.year}-{moment.month:02}-{moment.day:02}",
    "G": lambda moment: str(moment.isocalendar()[0]),
    "H": lambda moment: f"{moment.hour:02}",
    "I": lambda moment: f"{_hour(moment):02}",
    "M": lambda moment: f"{moment.minute:02}",
    "P": lambda moment: "pm" if moment.hour > 11 else "am",
    "R": lambda moment: f"{moment.hour:02}:{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "T": lambda moment: f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}",
    "U": lambda moment: f"{_week(moment, 6):02}",
    "V": lambda moment: f"{moment.isocalendar()[1]:02}",
    "W": lambda moment: f"{_week(moment, 0):02}",
    "Y": lambda moment: str(moment.year),
    "Z": lambda moment: moment.tzname() or "",
    "a": lambda moment: DAYS[moment.weekday()][:3],
    "b": lambda moment: MONTHS[moment.month - 1][:3],
    "c": lambda moment: (
        _DIRECTIVES["a"](moment)
        + f" {MONTHS[moment.month - 1][:3]} {moment.day:2} {_DIRECTIVES['T'](moment)} {moment.year}"
    ),
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: f"{moment.day:2}",
    "f": lambda moment: f"{moment.microsecond:06}",
    "g": lambda moment: f"{moment.isocalendar()[0] % 100:02}",
    "j": lambda moment: f"{moment.timetuple().tm_yday:03}",
    "k": lambda moment: f"{moment.hour:2}",
    "l": lambda moment: f"{_hour(moment):2}",
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: "\n",
    "p": lambda moment: "PM" if moment.hour > 11 else "AM",
    "r": lambda moment: f"{_hour(moment):02}:{moment.minute:02}:{moment.second:02} {_DIRECTIVES['p'](moment)}",
    "t": lambda moment: "\t",
    "u": lambda moment: str(moment.isoweekday()),
    "w": lambda moment: str(moment.isoweekday() % 7),
    "y": lambda moment: f"{moment.year % 100:02}",
    "z": _offset,
}
_DIRECTIVES.update(h=_DIRECTIVES["b"], x=_DIRECTIVES["D"], X=_DIRECTIVES["T"])

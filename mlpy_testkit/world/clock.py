"""Time as a program sees it: the host's, or one that stands still until a test moves it."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Optional

from ..engine.arguments import check_type, checked_seconds, is_number
from ..engine.errors import MLUsageValueError

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Clock(ABC):
    """What every clock can tell; all readers of one world ask the same clock."""

    zone: tzinfo = timezone.utc  # the local time zone of the world

    @abstractmethod
    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""

    @abstractmethod
    def monotonic(self) -> float:
        """Return seconds since some fixed moment; they never go back."""

    @abstractmethod
    def sleep(self, seconds: float) -> None:
        """Return when *seconds* have passed on this clock."""

    def timestamp(self) -> float:
        """Return the present moment as seconds since 1970: what files are stamped with."""
        return (self.now() - _EPOCH).total_seconds()


class RealClock(Clock):
    """The clock of the host, and its time zone.

    >>> clock = RealClock()
    >>> clock.monotonic() <= clock.monotonic()
    True
    """

    def __init__(self, zone: Optional[tzinfo] = None) -> None:
        self.zone = zone or HostZone()

    def now(self) -> datetime:
        return datetime.now(timezone.utc)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class VirtualClock(Clock):
    """A clock that stands still.

    It moves by ``advance``, by whatever waits on it, and by ``step`` seconds after each reading of ``now``
    or ``monotonic``.

    >>> clock = VirtualClock()
    >>> clock.advance(90)
    >>> clock.now().isoformat(), clock.monotonic()
    ('2000-01-01T00:01:30+00:00', 90.0)
    """

    def __init__(
        self,
        start: datetime = datetime(2000, 1, 1, tzinfo=timezone.utc),
        *,
        step: float = 0.0,
        zone: tzinfo = timezone.utc,
    ) -> None:
        check_type(start, "start", datetime, "a datetime")
        check_type(zone, "zone", tzinfo, "a tzinfo")
        if start.tzinfo is None:
            start = start.replace(tzinfo=zone)
        self.zone = zone
        self.step = checked_seconds(step, "step")
        self._start = start.astimezone(timezone.utc)
        self._passed = 0.0

    def now(self) -> datetime:
        moment = self._start + timedelta(seconds=self._passed)
        self._passed += self.step
        return moment

    def timestamp(self) -> float:
        return (self._start - _EPOCH).total_seconds() + self._passed

    def monotonic(self) -> float:
        passed = self._passed
        self._passed += self.step
        return passed

    def sleep(self, seconds: float) -> None:
        self.advance(0.0 if is_number(seconds) and seconds < 0 else seconds)

    def advance(self, seconds: float) -> None:
        """Let *seconds* pass."""
        if is_number(seconds) and seconds < 0:
            raise ValueError("time does not go back; use set() for another moment")
        passed = self._passed + checked_seconds(seconds)
        try:
            self._start + timedelta(seconds=passed)
        except OverflowError:
            raise MLUsageValueError(f"the calendar ends before {seconds:g} seconds have passed") from None
        self._passed = passed

    def set(self, moment: datetime) -> None:
        """Make *moment* the present; what ``monotonic`` tells stays as it is."""
        check_type(moment, "moment", datetime, "a datetime")
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        self._start = moment.astimezone(timezone.utc) - timedelta(seconds=self._passed)


class HostZone(tzinfo):
    """The time zone of the host, with its summer and winter time."""

    def utcoffset(self, moment: Optional[datetime]) -> Optional[timedelta]:
        return None if moment is None else self._local(moment).utcoffset()

    def dst(self, moment: Optional[datetime]) -> Optional[timedelta]:
        if moment is None:
            return None
        summer = time.localtime(self._local(moment).timestamp()).tm_isdst > 0
        return timedelta(seconds=time.timezone - time.altzone) if summer else timedelta(0)

    def tzname(self, moment: Optional[datetime]) -> Optional[str]:
        return None if moment is None else self._local(moment).tzname()

    def fromutc(self, moment: datetime) -> datetime:
        local = moment.replace(tzinfo=timezone.utc).astimezone()
        found = local.replace(tzinfo=self, fold=0)
        return found if found.utcoffset() == local.utcoffset() else found.replace(fold=1)

    def _local(self, moment: datetime) -> datetime:
        """Return the moment with the offset that the host has for it."""
        try:
            return moment.replace(tzinfo=None).astimezone()
        except (OverflowError, ValueError, OSError):  # the host knows no zone for such a year
            return moment.replace(tzinfo=timezone.utc)

    def __repr__(self) -> str:
        return "HostZone()"

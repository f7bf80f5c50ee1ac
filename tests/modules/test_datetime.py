"""The module ``datetime``."""

import unittest
from datetime import date, datetime, timedelta, timezone

from mlpy_testkit.modules import Library
from mlpy_testkit.modules.datetime.texts import format_moment
from mlpy_testkit.world import VirtualClock, World
from tests.modules.vectors import VectorCase

EAST = timezone(timedelta(hours=5, minutes=30))
NONE = {
    *("daysInMonth", "days_in_month", "businessDaysBetween", "business_days_between", "isWeekend", "is_weekend"),
    *("isWeekday", "is_weekday", "isLeapYear", "utc"),
}


class Vectors(VectorCase):
    def test_vectors(self):
        self.check("datetime")

    def test_the_clock_is_that_of_the_world(self):
        clock = VirtualClock(datetime(2024, 2, 29, 20, 15, 30, tzinfo=timezone.utc), zone=EAST)
        world = World.fake(clock=clock)
        cases = [
            ("datetime.now().toString()", "2024-03-01T01:45:30"),
            ("datetime.today().toISOString()", "2024-03-01"),
            ('datetime.now("UTC").toString()', "2024-02-29T20:15:30"),
            ("datetime.now(datetime.utc()).toString()", "2024-02-29T20:15:30"),
            ('datetime.now("+01:00").toString()', "2024-02-29T21:15:30"),
            ('datetime.now("UTC-5:30").toString()', "2024-02-29T14:45:30"),
            ("datetime.now(datetime.createTimeZone(-5, 30)).toString()", "2024-02-29T14:45:30"),
            ("datetime.now(datetime.createTimeZone(9)).toString()", "2024-03-01T05:15:30"),
            ("datetime.fromTimestamp(0).toString()", "1970-01-01T05:30:00"),
            ('datetime.create(2000, 1, 1).format("%s")', "946665000"),
        ]
        for vector, expected in cases:
            with self.subTest(vector=vector):
                self.assertEqual(self.answer(vector, world=world), f'"{expected}"')
        self.assertEqual(self.answer("datetime.create(1970, 1, 1).timestamp()", world=world), "-19800.0")
        clock.advance(86400)
        self.assertEqual(self.answer("datetime.today().day()", world=world), "2")

    def test_unknown_time_zones_are_refused(self):
        for zone in ('"Europe/Berlin"', "5", '"+25:00"', "{hours: 99}", '{hours: "a"}', "true"):
            answer = self.answer(f"datetime.now({zone})")
            self.assertTrue(answer.startswith("!ValueError: unknown time zone: "), answer)

    def test_the_present_needs_its_own_capability(self):
        vector = "datetime.calculateAge(datetime.create(1990, 1, 1))"
        self.assertEqual(self.answer(vector), "10")
        answer = self.answer(vector, grants=["datetime.create"])
        self.assertTrue(answer.startswith("!CapabilityError: Missing required capabilities: ['datetime.now']"), answer)

    def test_dates_are_accepted_where_moments_are(self):
        cases = [
            ("d = datetime.createDate(2024, 3, 2) || [datetime.isWeekend(d), datetime.isWeekday(d)]", "[true, false]"),
            ("d = datetime.createDate(2024, 3, 1) || datetime.addBusinessDays(d, 1).toISOString()", '"2024-03-04"'),
            ("d = datetime.create(2024, 3, 1) || d.diff(datetime.createDate(2024, 2, 1)).days()", "29"),
            ("d = datetime.create(2024, 3, 1) || d.isSameDay(datetime.createDate(2024, 3, 1))", "true"),
        ]
        for vector, expected in cases:
            self.assertEqual(self.answer(vector), expected)

    def test_business_days_match_counting(self):
        start = date(2024, 1, 1)
        for days in range(0, 40, 3):
            for length in range(0, 30):
                first, last = start + timedelta(days), start + timedelta(days + length)
                expected = sum((first + timedelta(n)).weekday() < 5 for n in range(length + 1))
                make = "datetime.createDate({0.year}, {0.month}, {0.day})"
                vector = f"datetime.businessDaysBetween({make.format(first)}, {make.format(last)})"
                if length % 7 in (0, 3, 6):
                    self.assertEqual(self.answer(vector), str(expected), vector)

    def test_adding_many_business_days(self):
        program = (
            "a = datetime.create(2024, 3, 2); "
            "b = functional.reduce(fn(d, i) => datetime.addBusinessDays(d, {step}), functional.range({n}), a)"
        )
        for n in (1, 4, 5, 9, 10, 11, 23):
            for sign in (1, -1):
                vector = f"{program.format(n=n, step=sign)} || datetime.addBusinessDays(a, {sign * n}).isSame(b)"
                self.assertEqual(self.answer(vector), "true")
        answer = self.answer("datetime.addBusinessDays(datetime.create(2024, 3, 2), 1000000000000000000000)")
        self.assertEqual(answer, "!OverflowError: date value out of range")

    def test_nothing_else_of_the_objects_can_be_seen(self):
        for made in ("create(2024, 1, 1)", "createDate(2024, 1, 1)", "createTime(1)", "createDelta(1)"):
            for name in ("moment", "delta", "clock", "_dt", "tzinfo"):
                if f'"{name}"' not in self.answer(f"methods(datetime.{made})"):
                    self.assertIn("AttributeError", self.answer(f"o = datetime.{made} || o.{name}"))
        counts = ["create(2024, 1, 1)", "createDate(2024, 1, 1)", "createTime(1)", "createDelta(1)"]
        self.assertEqual([self.answer(f"methods(datetime.{made}).length") for made in counts], ["42", "9", "3", "11"])

    def test_what_functions_need(self):
        members = Library().load("datetime").members
        self.assertEqual(len(members), 24)
        for name, function in members.items():
            needed = () if name in NONE else ("datetime.now",) if name in ("now", "today") else ("datetime.create",)
            self.assertEqual(function.capabilities, needed, name)


class Formatting(unittest.TestCase):
    def test_weeks_are_those_of_the_host(self):
        for year in (1999, 2000, 2004, 2023, 2024, 2026):
            for number in range(0, 366, 5):
                moment = datetime(year, 1, 1, 13, 5) + timedelta(days=number)
                pattern = "%U %W %V %G %j %a %A %b %B %p %I %u %w %y %d %m"
                self.assertEqual(format_moment(moment, pattern, timezone.utc), moment.strftime(pattern))

    def test_offsets(self):
        cases = [
            (timedelta(hours=5, minutes=30), "+0530 +05:30"),
            (timedelta(hours=-5, seconds=1), "-045959 -04:59:59"),
            (timedelta(microseconds=1), "+000000.000001 +00:00:00.000001"),
        ]
        for offset, expected in cases:
            moment = datetime(2024, 1, 1, tzinfo=timezone(offset))
            self.assertEqual(format_moment(moment, "%z %:z", timezone.utc), expected)


if __name__ == "__main__":
    unittest.main()

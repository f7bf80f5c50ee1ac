"""Clocks and time zones."""

import os
import time
import unittest
from datetime import datetime, timedelta, timezone

from mlpy_testkit.world import RealClock, VirtualClock
from mlpy_testkit.world.clock import HostZone


class Virtual(unittest.TestCase):
    def test_it_stands_still(self):
        clock = VirtualClock()
        self.assertEqual(clock.now(), datetime(2000, 1, 1, tzinfo=timezone.utc))
        self.assertEqual(clock.now(), clock.now())
        self.assertEqual(clock.monotonic(), clock.monotonic())

    def test_it_moves_when_told(self):
        clock = VirtualClock()
        clock.advance(3600.5)
        self.assertEqual(clock.now(), datetime(2000, 1, 1, 1, 0, 0, 500000, tzinfo=timezone.utc))
        self.assertEqual(clock.monotonic(), 3600.5)

    def test_who_waits_lets_time_pass(self):
        clock = VirtualClock()
        clock.sleep(5)
        clock.sleep(-1)
        self.assertEqual(clock.monotonic(), 5)

    def test_the_present_can_be_set(self):
        clock = VirtualClock()
        clock.advance(5)
        for moment in (datetime(2030, 1, 2), datetime(2030, 1, 2, tzinfo=timezone.utc)):
            with self.subTest(moment=moment):
                clock.set(moment)
                self.assertEqual(clock.now(), datetime(2030, 1, 2, tzinfo=timezone.utc))
                self.assertEqual(clock.monotonic(), 5)

    def test_time_does_not_go_back(self):
        with self.assertRaises(ValueError):
            VirtualClock().advance(-1)

    def test_each_reading_can_cost_time(self):
        clock = VirtualClock(step=1)
        self.assertEqual([clock.now().second for _ in range(3)], [0, 1, 2])

    def test_another_moment_leaves_monotonic_alone(self):
        clock = VirtualClock()
        clock.advance(10)
        clock.set(datetime(1990, 5, 5))
        self.assertEqual(clock.now(), datetime(1990, 5, 5, tzinfo=timezone.utc))
        self.assertEqual(clock.monotonic(), 10)

    def test_a_naive_start_is_in_the_zone_of_the_clock(self):
        clock = VirtualClock(datetime(2020, 1, 1), zone=timezone(timedelta(hours=2)))
        self.assertEqual(clock.now(), datetime(2019, 12, 31, 22, tzinfo=timezone.utc))

    def test_timestamp(self):
        self.assertEqual(VirtualClock().timestamp(), 946684800.0)


class Real(unittest.TestCase):
    def test_it_is_the_clock_of_the_host(self):
        clock = RealClock()
        self.assertLess(abs(clock.timestamp() - time.time()), 5)
        self.assertEqual(clock.now().utcoffset(), timedelta(0))
        self.assertLessEqual(clock.monotonic(), clock.monotonic())
        clock.sleep(0)

    def test_a_zone_can_be_given(self):
        zone = timezone(timedelta(hours=1))
        self.assertIs(RealClock(zone).zone, zone)


@unittest.skipUnless(hasattr(time, "tzset"), "the zone of the process cannot be changed")
class Host(unittest.TestCase):
    def setUp(self):
        before = os.environ.get("TZ")
        os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
        time.tzset()
        self.addCleanup(time.tzset)
        self.addCleanup(
            os.environ.pop if before is None else os.environ.__setitem__, "TZ", *([before] if before else [])
        )

    def test_summer_and_winter(self):
        zone = HostZone()
        self.assertEqual(datetime(2024, 1, 1, tzinfo=zone).utcoffset(), timedelta(hours=1))
        self.assertEqual(datetime(2024, 7, 1, tzinfo=zone).utcoffset(), timedelta(hours=2))
        self.assertEqual(datetime(2024, 7, 1, tzinfo=zone).dst(), timedelta(hours=1))
        self.assertEqual(datetime(2024, 1, 1, tzinfo=zone).dst(), timedelta(0))
        self.assertEqual(datetime(2024, 7, 1, tzinfo=zone).tzname(), "CEST")

    def test_there_and_back_across_the_change(self):
        zone = HostZone()
        moment = datetime(2024, 10, 26, 22, tzinfo=timezone.utc)
        for _ in range(8):
            with self.subTest(moment=moment):
                local = moment.astimezone(zone)
                self.assertEqual(local.astimezone(timezone.utc), moment)
                self.assertEqual(local.replace(tzinfo=None), moment.astimezone().replace(tzinfo=None))
            moment += timedelta(minutes=30)

    def test_a_year_of_which_the_host_knows_nothing(self):
        moment = datetime(1, 1, 1, tzinfo=timezone.utc)
        self.assertEqual(moment.replace(tzinfo=HostZone()).utcoffset(), timedelta(0))

    def test_it_prints_as_it_is_made(self):
        self.assertEqual(repr(HostZone()), "HostZone()")

    def test_no_moment_no_offset(self):
        zone = HostZone()
        self.assertEqual((zone.utcoffset(None), zone.dst(None), zone.tzname(None)), (None, None, None))

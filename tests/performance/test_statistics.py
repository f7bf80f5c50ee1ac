"""Quantiles and exact intervals against tables and enumeration."""

import itertools
import unittest

from mlpy_testkit.engine.errors import MLUsageError
from mlpy_testkit.performance.statistics import floor, is_supported, median_interval, nearest_rank


class Quantiles(unittest.TestCase):
    def test_the_nearest_rank(self) -> None:
        samples = [15.0, 20.0, 35.0, 40.0, 50.0]
        for share, expected in ((0, 15.0), (0.05, 15.0), (0.3, 20.0), (0.4, 20.0), (0.5, 35.0), (1, 50.0)):
            with self.subTest(share):
                self.assertEqual(nearest_rank(samples, share), expected)

    def test_a_product_that_is_not_exact_does_no_harm(self) -> None:
        for count in (10, 100, 1000, 10_000):
            samples = [float(n) for n in range(1, count + 1)]
            for thousandths in range(1, 1000):
                expected = -(-thousandths * count // 1000)
                self.assertEqual(nearest_rank(samples, thousandths / 1000), expected)

    def test_wrong_arguments(self) -> None:
        self.assertRaises(MLUsageError, nearest_rank, [], 0.5)
        self.assertRaises(MLUsageError, nearest_rank, [1.0], 1.5)
        self.assertRaises(MLUsageError, median_interval, [])

    def test_support(self) -> None:
        self.assertTrue(is_supported(20, 0.5))
        self.assertFalse(is_supported(19, 0.5))
        self.assertTrue(is_supported(10_000, 0.999))

    def test_the_floor(self) -> None:
        self.assertEqual(floor([float(n) for n in range(100)]), 4.5)
        self.assertEqual(floor([7.0]), 7.0)


class Intervals(unittest.TestCase):
    def test_the_ranks_of_the_tables(self) -> None:
        # Conover, table of the sign test: ranks of the 95 % interval, from below.
        for count, rank in ((6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (25, 8), (50, 18)):
            with self.subTest(count):
                samples = [float(n) for n in range(1, count + 1)]
                self.assertEqual(median_interval(samples, 0.95), (rank, count + 1 - rank))

    def test_many_samples(self) -> None:
        found = []
        for count in (1_000, 1_001, 9_999, 10_000):
            low, high = median_interval([float(n) for n in range(count)], 0.95) or (0.0, 0.0)
            self.assertEqual(low, count - 1 - high)
            found.append(low)
        for few, many in (found[:2], found[2:]):
            self.assertAlmostEqual(few, many, delta=2)
        self.assertAlmostEqual(found[0], 500 - 0.98 * 1000**0.5, delta=2)
        self.assertAlmostEqual(found[2], 5000 - 0.98 * 100, delta=2)

    def test_too_few_samples_say_nothing(self) -> None:
        self.assertIsNone(median_interval([1.0] * 5, 0.95))

    def test_coverage_by_enumeration(self) -> None:
        # Each sample is below the true median 0 or above it, both with the same chance.
        for count in range(6, 12):
            covered = 0
            for signs in itertools.product((-1, 1), repeat=count):
                interval = median_interval([sign * (1 + n / 100) for n, sign in enumerate(signs)], 0.95)
                assert interval is not None
                covered += interval.low <= 0 <= interval.high
            self.assertGreaterEqual(covered / 2**count, 0.95)


if __name__ == "__main__":
    unittest.main()

"""Benchmarks of the rules, with baselines that are committed: ``baselines.json``, beside this file.

After a change that is meant to cost time, MLPY_TESTKIT_BASELINES=update records them anew.
"""

from mlpy_testkit import MLIntegrationTestCase


class Speed(MLIntegrationTestCase):
    """What must not become slower; the file may come from another machine or another Python."""

    ml_engine = "embedded"  # what the baselines are of
    ml_files = ["rules/pricing.ml", "rules/search.ml"]

    def test_total_of_a_large_order(self):
        self.assertNoRegression(
            """
            items = [];
            for (number in range(100)) { items.append({name: "tea", price: number, quantity: 1}); }
            result = total(items, "plus");
            """,
            baseline="total of 100 items",
        )

    def test_search(self):
        self.session.set("numbers", list(range(0, 2000, 2)))
        self.assertNoRegression("result = find(numbers, 1234);", baseline="find in 1000 numbers")

    def test_search_is_faster_than_looking_at_each(self):
        self.session.set("numbers", list(range(0, 2000, 2)))
        self.assertFasterThan("find(numbers, 1234);", "find_slowly(numbers, 1234);", by=0.5)

    def test_search_hardly_grows(self):
        def search(size):
            numbers = f"numbers_{size}"
            self.session.set(numbers, list(range(size)))
            return f"find({numbers}, 1);"

        self.assertScalesLike("log n", search, sizes=[1000, 4000, 16000, 64000])

    async def test_many_at_once(self):
        found = await self.performance.benchmark_concurrent_executions("result = sum(range(100));", concurrency=20)
        self.assertEqual((found["concurrency"], found.failures), (20, 0))

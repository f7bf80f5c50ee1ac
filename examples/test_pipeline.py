"""A data pipeline under grants: what it reads, what it writes, and what it does with bad input."""

import json

from mlpy_testkit import MLIntegrationTestCase, World, grant

NORTH = "shop,product,amount\nnorth,tea,2.50\nnorth,tea,2.50\nnorth,milk,1\n"
SOUTH = "shop,product,amount\nsouth,tea,3\nsouth,milk,oops\nsouth,milk,-1\n"


class Pipeline(MLIntegrationTestCase):
    ml_engine = "embedded"  # mlpy sees no files but the real ones
    ml_files = ["pipeline.ml"]
    ml_capabilities = [
        grant("file.read", "/in/*.csv"),
        grant("file.write", "/out/*", max_file_size=10_000),
        "json.serialize",
    ]

    def make_ml_world(self):
        files = {"/in/north.csv": NORTH, "/in/south.csv": SOUTH, "/in/empty.csv": "shop,product,amount\n"}
        return World.fake(files={**files, "/in/private.txt": "secret", "/out/.keep": ""})

    def written(self, name):
        """Return what the pipeline wrote into a file of /out."""
        return json.loads(self.world.files.snapshot()["/out/" + name])

    def test_a_shop_is_summed_up(self):
        self.session.call("run", ["north.csv"])
        self.assertEqual(self.written("summary.json"), {"north": {"total": 6.0, "products": {"tea": 2, "milk": 1}}})

    def test_shops_are_kept_apart(self):
        self.session.call("run", ["north.csv", "south.csv"])
        totals = {shop: entry["total"] for shop, entry in self.written("summary.json").items()}
        self.assertEqual(totals, {"north": 6.0, "south": 3.0})

    def test_rows_that_are_not_understood_are_listed(self):
        self.assertEqual(self.session.call("run", ["south.csv"]), {"rows": 1, "problems": 2})
        problems = self.written("problems.json")
        self.assertEqual([problem["row"]["amount"] for problem in problems], ["oops", "-1"])
        self.assertEqual(problems[1]["reason"], "negative amount")

    def test_without_problems_there_is_no_list_of_them(self):
        self.session.call("run", ["north.csv"])
        self.assertNotIn("/out/problems.json", self.world.files.snapshot())

    def test_an_empty_file_is_no_problem(self):
        self.assertEqual(self.session.call("run", ["empty.csv"]), {"rows": 0, "problems": 0})

    def test_a_missing_file_stops_the_pipeline(self):
        with self.assertMLRaises("run time", regex="nowhere.csv"):
            self.session.call("run", ["nowhere.csv"])
        self.assertNotIn("/out/summary.json", self.world.files.snapshot())

    def test_it_reads_tables_only(self):
        with self.assertCapabilityViolation("file.read", "/in/private.txt"), self.assertMLRaises("denied"):
            self.session.call("run", ["private.txt"])

    def test_it_reads_nothing_outside(self):
        with self.assertMLRaises("denied"):
            self.session.call("run", ["../etc/passwd.csv"])

    def test_exactly_this_was_used(self):
        self.session.call("run", ["north.csv", "empty.csv"])
        used = {(check.type, check.resource) for check in self.audit_ml().granted if check.resource}
        self.assertEqual(
            used,
            {
                ("file.read", "/in/north.csv"),
                ("file.read", "/in/empty.csv"),
                ("file.write", "/out/summary.json"),
            },
        )

    def test_the_summary_of_rows_alone(self):
        self.assertMLResult(
            'result = summarize([{shop: "a", product: "x", amount: 0.1}, {shop: "a", product: "x", amount: 0.2}]);',
            {"a": {"total": 0.3, "products": {"x": 2}}},
        )

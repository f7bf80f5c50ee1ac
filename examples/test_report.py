"""A program that reads files, asks a server and looks at the clock, in a world made for the test."""

from datetime import datetime

from mlpy_testkit import CannedNetwork, MLIntegrationTestCase, VirtualClock, World, grant
from mlpy_testkit.world import Answer

SALES = "day,amount\nmonday,40\ntuesday,60\n"


class Report(MLIntegrationTestCase):
    """report.ml sees two files, one server and a clock that stands still."""

    ml_engine = "embedded"  # mlpy sees no world but the real one
    ml_files = ["report.ml"]
    ml_capabilities = [
        grant("file.read", "/data/*"),
        grant("file.write", "/out/*", max_usage_count=1),
        "network.https:https://rates.example.com",
        "console.write",
        "datetime.now",
        "random.sample",
    ]

    def make_ml_world(self):
        network = CannedNetwork()
        network.respond("GET", "https://rates.example.com/EUR", {"rate": 0.5})
        network.respond("GET", "https://rates.example.com/XXX", Answer(status=404))
        return World.fake(
            clock=VirtualClock(datetime(2026, 5, 4, 12, 30)),
            files={"/data/sales.csv": SALES, "/etc/passwd": "secret"},
            network=network,
            seed=7,
        )

    def test_report(self):
        self.assertEqual(self.session.call("write_report", "/data/sales.csv", "/out/report.txt", "EUR"), 50.0)
        self.assertEqual(self.world.files.snapshot()["/out/report.txt"], "2026-05-04 12:30 50.0 EUR")
        self.assertEqual([request.url for request in self.world.network.requests], ["https://rates.example.com/EUR"])

    def test_time_passes_when_the_test_says_so(self):
        self.world.clock.advance(24 * 60 * 60)
        self.session.call("write_report", "/data/sales.csv", "/out/report.txt", "EUR")
        self.assertIn("2026-05-05", self.world.files.snapshot()["/out/report.txt"])

    def test_an_answer_that_is_none(self):
        caught = self.assertMLRaises("thrown", 'rate("XXX");', regex="no rate for XXX")
        self.assertEqual(caught.error.value["code"], 404)

    def test_randomness_is_the_same_every_time(self):
        names = ["Ann", "Bo", "Cy"]
        self.assertEqual(self.session.call("lucky", names), "Bo")

    def test_one_report_and_no_more(self):
        self.session.call("write_report", "/data/sales.csv", "/out/report.txt", "EUR")
        with self.assertMLRaises("denied", regex="Missing required capabilities"):
            self.session.call("write_report", "/data/sales.csv", "/out/report.txt", "EUR")

    def test_no_spelling_leaves_the_folder(self):
        for path in ["/etc/passwd", "/data/../etc/passwd", "/data/./../etc//passwd"]:
            with self.subTest(path=path), self.assertCapabilityViolation("file.read", "/etc/passwd"):
                self.assertEqual(self.session.call("careless", path), "nothing")  # ML caught the denial

    def test_what_was_used(self):
        self.session.call("total", "/data/sales.csv")
        used = [(check.type, check.resource, check.file, check.line) for check in self.session.audit.granted]
        self.assertEqual([entry[:2] for entry in used], [("file.read", "/data/sales.csv")])
        self.assertEqual(used[0][3], 10)

"""Answers that a test has written down."""

import re
import unittest

from mlpy_testkit.world import Answer, CannedNetwork, Failure, NetworkError, Timeout, World


class Rules(unittest.TestCase):
    def setUp(self):
        self.network = CannedNetwork()

    def body(self, url, method="GET", **options):
        return self.network.request(method, url, **options).body

    def test_method_and_url(self):
        self.network.respond("GET", "http://a.test/x", "got")
        self.network.respond("POST", "http://a.test/x", "posted")
        self.assertEqual(self.body("http://a.test/x"), b"got")
        self.assertEqual(self.body("http://a.test/x", "POST"), b"posted")

    def test_patterns(self):
        self.network.respond("*", "http://a.test/*/y?q=[1]", "star")
        self.network.respond("GET", re.compile(r"http://b\.test/\d+"), "digits")
        self.assertEqual(self.body("http://a.test/1/2/y?q=[1]", "PUT"), b"star")
        self.assertEqual(self.body("http://b.test/42"), b"digits")
        for url in ("http://a.test/1/yyq=[1]", "http://b.test/42/", "http://a.test.evil/1/y?q=[1]"):
            with self.subTest(url=url), self.assertRaises(NetworkError):
                self.network.request("GET", url)

    def test_answers_in_a_row(self):
        self.network.respond("GET", "http://a.test/", "one", Failure("gone"), "three")
        self.assertEqual(self.body("http://a.test/"), b"one")
        with self.assertRaisesRegex(NetworkError, "gone"):
            self.body("http://a.test/")
        self.assertEqual([self.body("http://a.test/") for _ in range(2)], [b"three", b"three"])

    def test_a_rule_can_be_used_up(self):
        self.network.respond("GET", "http://a.test/", "one", repeat=False)
        self.network.respond("GET", "http://a.test/", "two")
        self.assertEqual([self.body("http://a.test/") for _ in range(3)], [b"one", b"two", b"two"])

    def test_a_whole_answer(self):
        self.network.respond("GET", "http://a.test/", Answer({"a": [1]}, status=404, headers={"X": "y"}))
        answer = self.network.request("GET", "http://a.test/")
        self.assertEqual((answer.status, answer.reason, answer.body), (404, "Not Found", b'{"a": [1]}'))
        self.assertEqual(answer.headers, {"X": "y", "Content-Type": "application/json"})
        self.assertEqual(answer.url, "http://a.test/")

    def test_nothing_said_is_an_empty_answer(self):
        self.network.respond("GET", "http://a.test/")
        self.assertEqual(self.body("http://a.test/"), b"")

    def test_requests_are_recorded(self):
        self.network.respond("*", "*")
        self.network.request("PUT", "http://a.test/", {"A": "b"}, "é".encode(), 3)
        (request,) = self.network.requests
        self.assertEqual(tuple(request), ("PUT", "http://a.test/", {"A": "b"}, "é".encode(), 3))
        self.assertEqual(request.text, "é")


class Time(unittest.TestCase):
    def setUp(self):
        self.network = CannedNetwork()
        self.clock = World.fake(network=self.network).clock

    def test_a_delay_passes_on_the_clock_of_the_world(self):
        self.network.respond("GET", "*", Answer("late", delay=5))
        self.assertEqual(self.network.request("GET", "http://a.test/", timeout=5).body, b"late")
        self.assertEqual(self.clock.monotonic(), 5)

    def test_a_delay_longer_than_one_waits(self):
        self.network.respond("GET", "*", Answer("late", delay=5), Failure("gone", delay=5))
        for _ in range(2):
            with self.assertRaisesRegex(TimeoutError, "timed out"):
                self.network.request("GET", "http://a.test/", timeout=2)
        self.assertEqual(self.clock.monotonic(), 4)

    def test_no_answer_in_time(self):
        self.network.respond("GET", "*", Timeout())
        with self.assertRaises(TimeoutError):
            self.network.request("GET", "http://a.test/", timeout=30)
        self.assertEqual(self.clock.monotonic(), 30)


class Unexpected(unittest.TestCase):
    def test_the_program_sees_a_failure_and_the_test_another(self):
        network = CannedNetwork()
        network.check()
        network.respond("GET", "http://a.test/", "x")
        with self.assertRaisesRegex(NetworkError, "unexpected request: POST http://b.test/"):
            network.request("POST", "http://b.test/")
        with self.assertRaises(AssertionError) as caught:
            network.check()
        self.assertEqual(
            str(caught.exception),
            "unexpected requests:\n  POST http://b.test/\nexpected were:\n  GET http://a.test/",
        )


class Answers(unittest.TestCase):
    def test_values_are_sent_as_json(self):
        self.assertEqual(Answer({"a": [1]}).headers, {"Content-Type": "application/json"})
        self.assertEqual(Answer([1], headers={"content-type": "text/x"}).headers, {"content-type": "text/x"})

    def test_they_print(self):
        self.assertEqual(repr(Answer("gone", status=404)), "Answer(b'gone', status=404)")


if __name__ == "__main__":
    unittest.main()

"""Worlds that are written down as data."""

import os
import tempfile
import unittest
from typing import Any
from unittest import mock

from mlpy_testkit import MLUsageError
from mlpy_testkit.world import NetworkError, World, describe_world, read_world


class Parts(unittest.TestCase):
    def test_nothing_described_is_the_fake_world(self) -> None:
        world, fake = describe_world({}), World.fake()
        self.assertEqual(world.clock.now(), fake.clock.now())
        self.assertEqual((world.seed, world.environment, world.arguments), (0, {}, []))

    def test_a_clock_may_be_a_moment(self) -> None:
        for text in ("2026-01-31T12:00:00", "2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00"):
            with self.subTest(text):
                self.assertEqual(describe_world({"clock": text}).clock.now().isoformat(), "2026-01-31T12:00:00+00:00")

    def test_a_clock_may_step(self) -> None:
        clock = describe_world({"clock": {"start": "2026-01-31", "step": 1.5}}).clock
        clock.now()
        self.assertEqual(clock.now().isoformat(), "2026-01-31T00:00:01.500000+00:00")

    def test_files_are_texts_or_bytes(self) -> None:
        world = describe_world(
            {"files": {"a.txt": "é", "/b": {"base64": "AP8="}}, "cwd": "/data", "directories": ["/e"]}
        )
        self.assertEqual(world.files.read_bytes("/data/a.txt"), "é".encode())
        self.assertEqual(world.files.read_bytes("/b"), b"\x00\xff")
        self.assertEqual(world.files.list("/e"), [])

    def test_files_have_the_time_of_the_clock(self) -> None:
        world = describe_world({"clock": "2026-01-31", "files": {"/a": ""}})
        self.assertEqual(world.files.status("/a").modified, world.clock.timestamp())

    def test_the_rest_is_taken_as_it_is(self) -> None:
        world = describe_world({"seed": "x", "environment": {"A": "b"}, "arguments": ["p", "q"], "lines": ["one"]})
        self.assertEqual((world.seed, world.environment, world.arguments), ("x", {"A": "b"}, ["p", "q"]))
        self.assertEqual(world.read_line(), "one")

    def test_a_rule_of_the_network_may_hold_its_one_answer(self) -> None:
        network = describe_world({"network": [{"url": "https://a/*", "status": 201, "body": {"n": 1}}]}).network
        answer = network.request("PUT", "https://a/b")
        self.assertEqual((answer.status, answer.body), (201, b'{"n": 1}'))

    def test_answers_come_in_turn(self) -> None:
        rule = {"method": "get", "url": "https://a", "answers": [{"error": "gone"}, {"timeout": True}, {"body": "x"}]}
        network = describe_world({"network": [rule]}).network
        with self.assertRaisesRegex(NetworkError, "gone"):
            network.request("GET", "https://a")
        with self.assertRaises(TimeoutError):
            network.request("GET", "https://a")
        self.assertEqual(network.request("GET", "https://a").body, b"x")


class Refused(unittest.TestCase):
    def test_what_is_wrong_is_told_with_its_place(self) -> None:
        for description, message in (
            ([], "the world must be an object, not an array"),
            ({"clok": 1}, "the world: unknown name 'clok'; there are arguments, clock, cwd, "),
            ({"clock": 5}, "clock must be an object, not a number"),
            ({"clock": "noon"}, "clock: 'noon' is no moment such as '2026-01-31T12:00:00'"),
            ({"clock": {"step": -1}}, "clock.step must be a number of seconds, not a number"),
            ({"clock": {"step": float("inf")}}, "clock.step must be a number of seconds, not a number"),
            ({"seed": True}, "seed must be a number or a text, not true or false"),
            ({"files": {"/a": 1}}, "files['/a'] must be an object, not a number"),
            ({"files": {"/a": {"base64": "?"}}}, "files['/a'].base64: "),
            ({"files": {"/a\0": ""}}, "files: embedded null byte"),
            ({"files": {"/a/b": "", "/a": ""}}, "files: "),
            ({"lines": "ab"}, "lines must be an array, not a text"),
            ({"lines": ["a", None]}, "lines[1] must be a text, not null"),
            ({"environment": {"A": 1}}, "environment['A'] must be a text, not a number"),
            ({"network": [{}]}, "network[0].url must be a text, not null"),
            ({"network": [{"url": "x", "status": 7}]}, "network[0].answers[0].status must be a number from 100 to 599"),
            ({"network": [{"url": "x", "body": "", "answers": []}]}, "network[0]: an answer of its own, or 'answers'"),
            ({"network": [{"url": "x", "answers": [{"stauts": 1}]}]}, "network[0].answers[0]: unknown name 'stauts'"),
        ):
            with self.subTest(message), self.assertRaises(MLUsageError) as caught:
                describe_world(description)
            self.assertIn(message, str(caught.exception))


class FromFile(unittest.TestCase):
    def read(self, content: bytes) -> World:
        with tempfile.TemporaryDirectory() as folder:
            self.path = os.path.join(folder, "world.json")
            with open(self.path, "wb") as file:
                file.write(content)
            return read_world(self.path)

    def test_a_file_is_utf_8_with_or_without_mark(self) -> None:
        for mark in (b"", b"\xef\xbb\xbf"):
            self.assertEqual(self.read(mark + '{"seed": "é"}'.encode()).seed, "é")

    def test_what_is_no_description_is_refused_with_the_name_of_the_file(self) -> None:
        contents: Any = (b"", b"{", b"\xff", b'{"seed": NaN}', b"[" * 100_000, b"[]")
        for content in contents:
            with self.subTest(content[:10]), self.assertRaises(MLUsageError) as caught:
                self.read(content)
            self.assertTrue(str(caught.exception).startswith(self.path))

    def test_a_file_without_end_is_refused(self) -> None:
        with mock.patch("mlpy_testkit.world.description._LONGEST", 20), self.assertRaises(MLUsageError) as caught:
            self.read(b" " * 21)
        self.assertEqual(str(caught.exception), f"{self.path} has more than 20 bytes")

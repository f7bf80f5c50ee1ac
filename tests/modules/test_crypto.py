"""The module ``crypto``."""

import hashlib
import json
import re
import unittest

from mlpy_testkit.engine.limits import Limits
from mlpy_testkit.modules import Library
from mlpy_testkit.world import PredictableEntropy, World
from tests.modules.vectors import VectorCase

RANDOM = {"uuid", "random_bytes", "random_hex", "random_string", "random_int", "random_float"}


class Vectors(VectorCase):
    def make_world(self):
        return World.fake(files={"/data/a.txt": "content"})

    def test_vectors(self):
        self.check("crypto")

    def test_hashing_files(self):
        for name in ("md5", "sha1", "sha256", "sha512"):
            expected = hashlib.new(name, b"content").hexdigest()
            self.assertEqual(self.answer(f'crypto.hash_file("/data/a.txt", "{name}")'), f'"{expected}"')
        answer = self.answer('crypto.hash_file("/data/b.txt")')
        self.assertEqual(answer, "!FileNotFoundError: [Errno 2] No such file or directory: '/data/b.txt'")
        for name in ("nope", "new", "__doc__", "SHA256", "shake_128"):
            self.assertIn(
                "!ValueError: unknown hash algorithm", self.answer(f'crypto.hash_file("/data/a.txt", "{name}")')
            )

    def test_hashing_files_needs_both_capabilities(self):
        vector = 'crypto.hash_file("/data/a.txt")'
        for grants, missing in (
            ([], "['crypto.hash', 'file.read']"),
            (["crypto.hash"], "['file.read']"),
            (["file.read"], "['crypto.hash']"),
        ):
            answer = self.answer(vector, grants=grants)
            self.assertTrue(answer.startswith(f"!CapabilityError: Missing required capabilities: {missing}"), answer)
        answer = self.answer(vector, grants=["crypto.hash", "file.read:/other/*"])
        self.assertTrue(answer.startswith("!CapabilityError: Access denied for resource '/data/a.txt'"), answer)

    def test_forms_of_random_values(self):
        forms = [
            ("uuid()", '"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"'),
            ("random_hex(4)", '"[0-9a-f]{8}"'),
            ("random_hex(null)", '"[0-9a-f]{64}"'),
            ("random_string(50)", '"[A-Za-z0-9]{50}"'),
            ("random_int(3, 5)", "[345]"),
            ("random_int(-5, -5)", "-5"),
            ("random_float()", r"0\.\d+|\d\.\d+e-\d+"),
        ]
        for call, form in forms:
            for _ in range(5):
                self.assertTrue(re.fullmatch(form, self.answer(f"crypto.{call}")), call)
        numbers = json.loads(self.answer("crypto.random_bytes(300)"))
        self.assertEqual(len(numbers), 300)
        self.assertTrue(all(type(number) is int and 0 <= number < 256 for number in numbers))

    def test_both_bounds_can_be_drawn(self):
        drawn = {self.answer("crypto.random_int(1, 3)") for _ in range(60)}
        self.assertEqual(drawn, {"1", "2", "3"})
        self.assertGreater(len(self.answer("crypto.random_int(0, 1000000000000000000000000000000)")), 10)

    def test_a_test_may_make_it_predictable(self):
        for call in ("uuid()", "random_hex(8)", "random_string(20)", "random_int(0, 1000000)", "random_float()"):
            worlds = [World.fake(entropy=PredictableEntropy(3)) for _ in range(2)]
            self.assertEqual(*(self.answer(f"crypto.{call}", world=world) for world in worlds))
        vector = "random.setSeed(1) || crypto.random_hex(16)"
        self.assertNotEqual(self.answer(vector), self.answer(vector))

    def test_sizes_are_checked(self):
        for call, name in (
            ("random_bytes(100000000000)", "items"),
            ("random_hex(100000000000)", "items"),
            ("random_string(100000000000)", "text"),
        ):
            self.assertEqual(self.run_ml(f"crypto.{call};").error.limit, name)
        self.assertEqual(self.run_ml("crypto.random_bytes(50000);", limits=Limits(steps=1000)).error.limit, "steps")

    def test_what_functions_need(self):
        members = Library().load("crypto").members
        self.assertEqual(len(members), 14)
        for name, function in members.items():
            needed = ("crypto.random",) if name in RANDOM else ("crypto.hash",)
            self.assertEqual(function.capabilities, needed + (("file.read",) if name == "hash_file" else ()))


if __name__ == "__main__":
    unittest.main()

"""Programs that have some grants and reach for more: none gets through, every denial is recorded.

The programs stand in ``hostile/granted/``. Those that need no links run in memory too, with the same result.
"""

from __future__ import annotations

import http.client
import os
import random
import tempfile
import unittest
from pathlib import Path
from typing import Any

from mlpy_testkit import Engine, World
from mlpy_testkit.capabilities.hosts import canonical_host, parse_target
from mlpy_testkit.world import NetworkError, NoNetwork, Response
from mlpy_testkit.world.real_files import RealFiles
from mlpy_testkit.world.real_network import RealNetwork

from .hostile import grants


class Corpus(unittest.TestCase):
    """Every program, on the disk and in memory."""

    cases = grants.read_all()

    def test_there_are_many(self) -> None:
        self.assertGreater(len(self.cases), 400)
        self.assertGreater(sum(not case.denied for case in self.cases), 100)

    @unittest.skipIf(os.sep != "/", "the programs write paths as POSIX has them")
    def test_on_the_disk(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root, built = "", {}  # where the files are, and how they were when they were made
            for number, case in enumerate(self.cases):
                if not built or grants.state(root) != built:  # making them for each takes long
                    root = os.path.join(os.path.realpath(folder), str(number))
                    grants.build(root)
                    built = grants.state(root)
                    before = grants.outside(RealFiles(f"{root}/open"), root)
                with self.subTest(f"{case.program.place} {case.program.name}"):
                    found = grants.complaints(case, root, RealFiles(f"{root}/open"), before)
                    self.assertEqual(found, [])

    @unittest.skipIf(os.sep != "/", "the programs write paths as POSIX has them")
    def test_in_memory(self) -> None:
        before = grants.outside(grants.in_memory("/m/root"), "/m/root")
        for case in self.cases:
            if not case.needs_links:
                with self.subTest(f"{case.program.place} {case.program.name}"):
                    found = grants.complaints(case, "/m/root", grants.in_memory("/m/root"), before)
                    self.assertEqual(found, [])


# What random addresses are made of.
PIECES = [
    *["http://", "https://", "HTTP://", "//", "/", "\\", "?", "#", "[", "]", "@", ":", ".", "..", "-", "_", "*", "~"],
    *[
        "api.example.com",
        "evil.test",
        "127.0.0.1",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "::1",
        "xn--",
        "K",
        "x",
        "1",
    ],
    *["80", "8080", "%", "%40", "%2f", " ", "\t", "\n", "\r", "\0", "'", '"', "<", "|", "^", "`", "{", ";", "=", "&"],
    *["é", "ß", "．", "。", "ſ", "①", "℀", "\u200b", "\u2028", "\xad"],
]
SEGMENTS = ["", ".", "..", "..", "open", "secret", "sub", "nest", "deep", "a.txt", "s.txt", "d.txt", "none"]
SEGMENTS += [os.path.basename(link) for link in grants.LINKS]

ENDINGS = ["a.txt", "b.txt", "c.txt", "d.txt", "s.txt", "to_file", "none", "."]
NO_FILE = ("FileNotFoundError", "IsADirectoryError", "NotADirectoryError", "OSError")


class Spellings(unittest.TestCase):
    """Random spellings, seeded, against an oracle."""

    def test_who_asks_and_who_connects_read_an_address_alike(self) -> None:
        """Whatever host is checked is the host that would be connected to."""
        chance = random.Random(1)
        seen = []

        class Recorder(NoNetwork):
            def request(self, method: str, url: str, *_: Any, **__: Any) -> Response:
                seen.append(url)
                return Response(200, {}, b"", url)

        session = Engine(capabilities=["network.http", "network.https"], world=World.fake(network=Recorder())).session()
        session.run("import http; function ask(url) { try { http.get(url); } except { } }")
        for _ in range(3_000):
            start = chance.choice(["http://", "https://", "http://api.example.com", "http:"])
            session.call("ask", start + "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 6))))
        network = RealNetwork()
        for check, url in zip(session.audit.granted, seen[-len(session.audit.granted) :]):
            self.assertEqual(check.resource, url)
            target = parse_target(url)
            assert target is not None
            try:
                connection = network._connection(url, None)
            except (NetworkError, http.client.HTTPException, ValueError):
                continue  # nobody is connected to
            host = connection.host
            self.assertEqual(canonical_host(f"[{host}]" if ":" in host else host), target.host, url)
            self.assertEqual((connection.port, type(connection).__name__[:-10].lower()), (target.port, target.scheme))
        self.assertGreater(len(seen), 125)

    @unittest.skipIf(os.sep != "/", "the programs write paths as POSIX has them")
    def test_paths(self) -> None:
        """A file is read if and only if the path leads into the granted directory."""
        chance = random.Random(2)
        with tempfile.TemporaryDirectory() as folder:
            root = os.path.realpath(folder)
            grants.build(root)
            inner = f"{root}/open"
            engine = Engine(capabilities=[f"file.read:{inner}/**"], world=World.fake(files=RealFiles(inner)))
            session = engine.session()
            session.run("import file; function read(p) { try { return file.read(p); } except (e) { return e.type; } }")
            read = 0
            for _ in range(2500):
                path = "/".join(chance.choice(SEGMENTS) for _ in range(chance.randint(0, 4)))
                path = f"{path}/{chance.choice(ENDINGS)}".lstrip("/")
                if chance.random() < 0.3:
                    path = f"{root}/{path}"
                found = session.call("read", path)
                leads = os.path.realpath(os.path.join(inner, path))
                if leads != os.path.realpath(leads):  # Python gives up at circles of links
                    self.assertTrue(found.endswith("Error"), path)
                elif os.path.isfile(leads) and leads.startswith(inner + "/"):
                    read += 1
                    self.assertEqual(found, Path(leads).read_text(encoding="utf-8"), path)
                elif leads == inner or leads.startswith(inner + "/"):
                    self.assertIn(found, NO_FILE, path)
                else:
                    self.assertEqual(found, "CapabilityError", path)
            self.assertGreater(read, 40)


if __name__ == "__main__":
    unittest.main()

"""``capability`` declarations hold a program to what it asks for."""

import os
import tempfile
import unittest
from typing import Any, Optional

from mlpy_testkit import Engine
from mlpy_testkit.capabilities import CapabilityContext, Grants, everything, require
from mlpy_testkit.capabilities.context import capability_context
from mlpy_testkit.capabilities.errors import CapabilityDeniedError

from .probe import engine


def held_to(declarations: str, context: Any = None) -> CapabilityContext:
    """Return the context of a program with some declarations."""
    program = Engine(security=False).load(declarations + "\nx = 1;")
    found = (everything() if context is None else context).for_run()
    if program.declarations:
        found.declare(program.declarations)
    return found


class Declarations(unittest.TestCase):
    def covers(
        self, context: CapabilityContext, kind: str, resource: Optional[str] = None, operation: str = "read"
    ) -> bool:
        return context.decide(kind, resource, None if resource is None else operation).token is not None

    def test_without_declarations_all_that_was_granted_is_in_force(self) -> None:
        outer = everything()
        self.assertEqual(held_to("", outer).types(), outer.types())

    def test_no_more_than_declared(self) -> None:
        context = held_to('capability reports { resource "/data/*.csv"; allow read; allow write "/out/*"; }')
        for kind, resource, operation, answer in (
            ("file.read", "/data/a.csv", "read", True),
            ("path.read", "/data/a.csv", "read", True),
            ("file.read", "/data/a.txt", "read", False),
            ("file.read", "/data/../etc/a.csv", "read", False),
            ("file.read", "/out/a", "read", False),
            ("file.write", "/out/a", "write", True),
            ("file.append", "/out/a", "append", True),
            ("file.delete", "/out/a", "delete", True),
            ("file.write", "/data/a.csv", "write", False),
            ("network.http", "http://h.test/", "get", False),
            ("env.read", "HOME", "read", False),
        ):
            with self.subTest(kind=kind, resource=resource):
                self.assertEqual(self.covers(context, kind, resource, operation), answer)
        self.assertFalse(context.has("network.http"))
        self.assertFalse(context.has("env.read"))
        self.assertTrue(context.has("math.compute"))

    @unittest.skipUnless(os.name == "posix", "links")
    def test_deleting_means_the_link_and_not_its_target(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = os.path.realpath(folder)
            for name in ("out", "else"):
                os.mkdir(f"{root}/{name}")
            os.symlink(f"{root}/out/a", f"{root}/else/link")
            os.symlink(f"{root}/else/b", f"{root}/out/link")
            context = held_to(f'capability reports {{ allow write "{root}/out/*"; }}')
            self.assertFalse(self.covers(context, "file.delete", f"{root}/else/link", "delete"))
            self.assertTrue(self.covers(context, "file.delete", f"{root}/out/link", "delete"))
            self.assertTrue(self.covers(context, "file.write", f"{root}/else/link", "write"))
            self.assertFalse(self.covers(context, "file.write", f"{root}/out/link", "write"))
            self.assertTrue(context.has("file.delete"))

    def test_a_declaration_grants_nothing(self) -> None:
        context = held_to("capability all { allow read; allow write; allow network; }", Grants(["file.read:/data/*"]))
        self.assertEqual(context.types(), ["file.read"])
        self.assertFalse(self.covers(context, "file.read", "/etc/x"))
        self.assertFalse(context.has("read"))
        self.assertFalse(context.has("all"))

    def test_several_declarations_add_up(self) -> None:
        context = held_to(
            'capability a { allow read "/a/*"; } capability b { resource "/b/*"; resource "/c/*"; allow read; }'
        )
        for path, answer in (("/a/x", True), ("/b/x", True), ("/c/x", True), ("/d/x", False)):
            self.assertEqual(self.covers(context, "file.read", path), answer)

    def test_network_and_system(self) -> None:
        context = held_to('capability a { allow network "api.test"; allow system "APP_*"; }')
        self.assertTrue(self.covers(context, "network.https", "https://api.test/x", "get"))
        self.assertFalse(self.covers(context, "network.https", "https://api.test@evil.test/x", "get"))
        self.assertTrue(self.covers(context, "env.read", "APP_X"))
        self.assertFalse(self.covers(context, "env.read", "HOME"))
        self.assertFalse(context.has("file.read"))

    def test_an_empty_declaration_asks_for_nothing(self) -> None:
        context = held_to("capability nothing { }")
        self.assertFalse(context.has("file.read"))
        self.assertTrue(context.has("json.parse"))

    def test_what_is_said(self) -> None:
        with capability_context(held_to('capability a { allow read "/a/*"; }')):
            with self.assertRaisesRegex(CapabilityDeniedError, "capability 'file.read' is not declared by the program"):
                require("file.read", "/b/x", "read")
            with self.assertRaisesRegex(
                CapabilityDeniedError, "capability 'network.http' is not declared by the program"
            ):
                require("network.http", "http://h.test/", "get")

    def test_a_program_that_runs(self) -> None:
        text = 'import probe;\ncapability a { allow read "/a/*"; }\n'
        text += 'result = [probe.compute(1), probe.read("/a/x")];\nprobe.read("/b/x");'
        program = engine().load(text)
        outer = everything()
        outcome = engine(outer).run(program)
        assert outcome.error is not None
        self.assertEqual(outcome.error.line, 4)
        self.assertEqual([check.granted for check in outcome.audit], [True, True, False])

    def test_a_session_is_held_to_what_it_has_declared(self) -> None:
        session = engine(everything()).session()
        session.run("import probe;")
        self.assertEqual(session.run('probe.read("/b/x");'), "content of /b/x")
        session.run('capability a { allow read "/a/*"; }')
        for text in ('probe.read("/b/x");', 'import probe; probe.read("/b/x");'):
            self.assertEqual(getattr(session.execute(text).error, "stage", None), "denied")
        session.run('capability b { allow read "/b/*"; }')
        self.assertEqual(session.run('probe.read("/a/x");'), "content of /a/x")
        self.assertEqual(session.run('probe.read("/b/x");'), "content of /b/x")


if __name__ == "__main__":
    unittest.main()

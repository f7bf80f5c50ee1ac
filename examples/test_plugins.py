"""The security tests of a plug-in host: what plug-ins may do, and everything they must not.

There are three plug-ins: notes.ml and words.ml behave, rude.ml does not.
"""

import os
import unittest

from plugin_host import PluginError, PluginHost

from mlpy_testkit import Engine, MLSecurityError, World

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "plugins")


class PluginCase(unittest.TestCase):
    """Each test has a host of its own, and files in memory."""

    def setUp(self):
        self.world = World.fake(files={"/notes/diary.txt": "dear diary", "/rude/own.txt": "mine"})
        self.host = PluginHost(FOLDER, self.world)

    def refused(self, reason, *call):
        """Expect a call to fail for a reason, and return the error."""
        with self.assertRaises(PluginError) as caught:
            self.host.call(*call)
        self.assertEqual(caught.exception.reason, reason, caught.exception)
        return caught.exception


class GoodPlugins(PluginCase):
    def test_a_note_is_kept(self):
        self.host.call("notes", "add", "todo", "buy milk")
        self.host.call("notes", "add", "todo", "sleep")
        self.assertEqual(self.host.call("notes", "show", "todo"), "buy milk\nsleep\n")

    def test_words_are_counted_across_calls(self):
        self.host.call("words", "count", "to be or")
        self.assertEqual(self.host.call("words", "count", "not to be"), {"to": 2, "be": 2, "or": 1, "not": 1})
        self.assertEqual(self.host.call("words", "total"), 6)

    def test_hosts_share_nothing(self):
        self.host.call("words", "count", "one two")
        self.assertEqual(PluginHost(FOLDER, self.world).call("words", "total"), 0)

    def test_nobody_was_denied_anything(self):
        self.host.call("notes", "add", "todo", "x")
        self.host.call("words", "count", "x")
        self.assertEqual([self.host.denials(name) for name in ("notes", "words")], [[], []])


class RudePlugin(PluginCase):
    def test_it_may_read_what_is_its_own(self):
        session = self.host.sessions["rude"]
        self.assertEqual(session.run('file.read("/rude/own.txt")'), "mine")

    def test_it_cannot_read_what_is_not(self):
        for function in ("peek", "climb", "borrow"):
            with self.subTest(function):
                self.refused("denied", "rude", function)
        self.assertEqual(self.host.denials("rude"), [("file.read", "/notes/diary.txt")] * 3)

    def test_a_denial_is_seen_also_when_the_plugin_hides_it(self):
        self.assertEqual(self.host.call("rude", "peek_quietly"), "nothing seen")
        self.assertEqual(self.host.denials("rude"), [("file.read", "/notes/diary.txt")])

    def test_it_cannot_call_home(self):
        self.refused("denied", "rude", "call_home", "secret")
        self.assertEqual(self.host.denials("rude")[0][0], "network.http")

    def test_it_cannot_run_for_ever(self):
        for function in ("spin", "spin_for_ever"):
            with self.subTest(function):
                self.refused("limit", "rude", function)

    def test_it_cannot_eat_the_memory(self):
        self.refused("limit", "rude", "grow")

    def test_it_cannot_flood_the_log(self):
        self.refused("limit", "rude", "chatter")

    def test_what_it_throws_arrives_as_an_error_of_the_plugin(self):
        self.assertEqual(str(self.refused("thrown", "rude", "explode")), "plug-in 'rude': boom")

    def test_it_reaches_nothing_of_python(self):
        for name in ("__class__", "__init__", "__globals__", "format_map"):
            with self.subTest(name):
                self.assertIsNone(self.host.call("rude", "reach", name))

    def test_it_cannot_change_what_it_was_given(self):
        words = ["a", "b"]
        self.host.sessions["rude"].run("function grab(list) { list.append(1); return list; }")
        self.assertEqual(self.host.call("rude", "grab", words), ["a", "b", 1])
        self.assertEqual(words, ["a", "b"])

    def test_it_still_works_after_all_that(self):
        self.refused("limit", "rude", "spin")
        self.assertEqual(self.host.call("rude", "peek_quietly"), "nothing seen")


class Sources(unittest.TestCase):
    def test_a_plugin_that_names_what_is_forbidden_is_not_loaded(self):
        for code in ('eval("1");', "import os;", 'x = "".__class__;', "import subprocess as s;"):
            with self.subTest(code), self.assertRaises(MLSecurityError):
                Engine().load(code)

"""Real files: links, pipes and what else a host has."""

import contextlib
import errno
import os
import socket
import tempfile
import threading
import unittest
from unittest import mock

from mlpy_testkit.world import World, real_files
from mlpy_testkit.world.real_files import RealFiles

from .running import WorldCase


class Folder(WorldCase):
    """A real directory with ``granted`` and ``secret`` in it."""

    def make_world(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = os.path.realpath(folder.name)
        self.granted = os.path.join(self.root, "granted")
        self.secret = os.path.join(self.root, "secret")
        for directory in (self.granted, self.secret):
            os.mkdir(directory)
            with open(os.path.join(directory, "a.txt"), "w", encoding="utf-8") as file:
                file.write(os.path.basename(directory))
        self.files = RealFiles(self.granted)
        return World.fake(files=self.files)

    def link(self, target, *path):
        """Make a link in the granted directory and return its path."""
        place = os.path.join(self.granted, *path)
        try:
            os.symlink(target, place)
        except (OSError, AttributeError) as error:
            self.skipTest(f"no symbolic links here: {error}")
        return place

    def assertErrno(self, numbers, function, *arguments):
        """Fail unless the call fails with one of some errors, and names the path that it was given."""
        with self.assertRaises(OSError) as caught:
            function(*arguments)
        self.assertIn(caught.exception.errno, numbers)
        self.assertEqual(caught.exception.filename, self.files.absolute(arguments[0]))


IN_THE_WAY = (errno.ELOOP, errno.ENOTDIR)


class Links(Folder):
    def test_resolving_follows_links(self):
        self.link(self.secret, "l")
        self.assertEqual(self.files.resolve("l/a.txt"), os.path.join(self.secret, "a.txt"))
        self.assertEqual(self.files.resolve("l/../x"), os.path.join(self.root, "x"))
        self.assertEqual(self.files.resolve("l"), self.secret)

    def test_the_link_itself_can_be_meant(self):
        place = self.link(self.secret, "l")
        self.assertEqual(self.files.resolve("l", entry=True), place)
        self.assertEqual(self.files.resolve("l/.", entry=True), self.secret)
        self.assertEqual(self.files.resolve("l/..", entry=True), self.root)

    def test_operations_do_not_follow_a_link_at_the_end(self):
        self.link(os.path.join(self.secret, "a.txt"), "l")
        self.assertErrno(IN_THE_WAY, self.files.read_bytes, "l")
        self.assertErrno(IN_THE_WAY, self.files.write_bytes, "l", b"x")
        self.assertErrno(IN_THE_WAY, self.files.write_bytes, "l", b"x", True)
        self.assertEqual(self.files.read_bytes(os.path.join(self.secret, "a.txt")), b"secret")
        self.assertFalse(self.files.exists("l"))

    def test_operations_do_not_follow_a_link_on_the_way(self):
        self.link(self.secret, "l")
        self.assertErrno(IN_THE_WAY, self.files.read_bytes, "l/a.txt")
        self.assertErrno(IN_THE_WAY, self.files.write_bytes, "l/b.txt", b"x")
        self.assertErrno(IN_THE_WAY, self.files.delete, "l/a.txt")
        self.assertErrno(IN_THE_WAY, self.files.make_dir, "l/d")
        self.assertErrno(IN_THE_WAY, self.files.remove_dir, "l", True)
        self.assertErrno(IN_THE_WAY, self.files.list, "l")
        self.assertErrno(IN_THE_WAY, self.files.size, "l/a.txt")
        with self.assertRaises(OSError):
            self.files.copy("a.txt", "l/b.txt")
        with self.assertRaises(OSError):
            self.files.move("a.txt", "l/b.txt")
        self.assertEqual(os.listdir(self.secret), ["a.txt"])

    def test_a_link_that_appears_after_the_check_does_not_help(self):
        path = self.files.resolve("d/a.txt")
        self.link(self.secret, "d")
        with self.assertRaises(OSError):
            self.files.read_bytes(path)
        with self.assertRaises(OSError):
            self.files.write_bytes(path, b"x")

    def test_a_link_that_comes_and_goes_never_helps(self):
        place = self.link(self.secret, "l")
        inside = os.path.join(self.granted, "d")
        os.mkdir(inside)
        with open(os.path.join(inside, "a.txt"), "w", encoding="utf-8") as file:
            file.write("granted")
        grants = [f"file.{kind}:{self.granted}/**" for kind in ("read", "delete")]
        swapping = threading.Event()
        spare = os.path.join(self.root, "spare")

        def swap():
            while not swapping.is_set():
                os.rename(inside, spare)
                os.rename(place, inside)
                os.rename(inside, place)
                os.rename(spare, inside)

        thread = threading.Thread(target=swap)
        thread.start()
        try:
            program = """
                seen = [];
                for (i in range(40)) {
                    try { seen.append(file.read("d/a.txt")); } except (e) { seen.append("failed"); }
                    try { file.delete("d/nothing"); } except (e) { seen.append("failed"); }
                }
                result = seen;
            """
            found = self.run_ml(program, grants=grants).value
            for _ in range(40):
                with contextlib.suppress(OSError):
                    self.files.write_bytes(os.path.join(inside, "b.txt"), b"x")
        finally:
            swapping.set()
            thread.join()
        self.assertNotIn("secret", found)
        self.assertEqual(os.listdir(self.secret), ["a.txt"])

    def test_a_circle_of_links(self):
        self.link("two", "one")
        self.link("one", "two")
        self.assertFalse(self.files.exists(self.files.resolve("one")))
        with self.assertRaises(OSError):
            self.files.read_bytes(self.files.resolve("one"))

    def test_deleting_and_moving_a_link_leaves_what_it_leads_to(self):
        self.link(os.path.join(self.secret, "a.txt"), "l")
        self.files.move("l", "m")
        self.assertEqual(self.files.status("m").kind, "link")
        self.files.delete("m")
        self.assertEqual(os.listdir(self.secret), ["a.txt"])

    def test_removing_a_tree_leaves_what_links_lead_to(self):
        self.files.make_dir("t/u")
        self.link(self.secret, "t", "l")
        self.link(os.path.join(self.secret, "a.txt"), "t", "u", "l")
        self.files.remove_dir("t", recursive=True)
        self.assertEqual(os.listdir(self.secret), ["a.txt"])
        self.assertFalse(self.files.exists("t"))

    def test_listings_stay_inside(self):
        self.link(self.secret, "l")
        self.link(os.path.join(self.secret, "a.txt"), "f")
        self.assertEqual(self.files.list("."), ["a.txt", "f", "l"])
        self.assertEqual(sorted(self.files.walk(".")), ["a.txt", "f"])
        self.assertEqual(sorted(self.files.glob("**/a.txt")), [os.path.join(self.granted, "a.txt")])
        self.assertEqual(list(self.files.glob("*/a.txt")), [])


class LinksWithoutOpenDirectories(Links):
    """The same where the host cannot open relative to a directory; a race is not won there."""

    test_a_link_that_comes_and_goes_never_helps = None

    def setUp(self):
        patch = mock.patch.object(real_files, "_RELATIVE", False)
        patch.start()
        self.addCleanup(patch.stop)
        super().setUp()


class Programs(Folder):
    """Programs with a grant for one directory."""

    def setUp(self):
        super().setUp()
        kinds = ("file.read", "file.write", "file.append", "file.delete", "path.read", "path.write", "log.write")
        self.grants = [f"{kind}:{self.granted}/**" if kind != "log.write" else kind for kind in kinds]
        self.grants += [f"path.read:{self.granted}", f"path.write:{self.granted}"]

    def assertDenied(self, expression):
        """Fail unless a program is denied what it wants, and nothing changed outside."""
        with self.subTest(expression=expression):
            found = self.value(expression)
            self.assertTrue(found.startswith("!CapabilityError"), found)
            self.assertEqual(os.listdir(self.secret), ["a.txt"])
            with open(os.path.join(self.secret, "a.txt"), encoding="utf-8") as file:
                self.assertEqual(file.read(), "secret")

    def test_inside(self):
        self.assertEqual(self.value('file.read("a.txt")'), '"granted"')
        self.assertEqual(self.value('file.write("x/y.txt", "1") || file.read("x/../x/y.txt")'), '"1"')

    def test_no_spelling_leads_outside(self):
        self.link(self.secret, "l")
        self.link(os.path.join(self.secret, "a.txt"), "f")
        for path in [
            "../secret/a.txt",
            "./../secret/a.txt",
            "x/../../secret/a.txt",
            "l/a.txt",
            "l/../secret/a.txt",
            "f",
            f"{self.granted}/../secret/a.txt",
            f"/{self.secret}/a.txt",
            f"{self.secret}//a.txt",
            "/etc/passwd",
            "/proc/self/environ",
            "~/.ssh/id_rsa",
        ]:
            self.assertDenied(f'file.read("{path}")')
            self.assertDenied(f'file.readBytes("{path}")')
            self.assertDenied(f'file.write("{path}", "x")')
            self.assertDenied(f'file.append("{path}", "x")')
            self.assertDenied(f'file.copy("{path}", "c")')
            self.assertDenied(f'file.copy("a.txt", "{path}")')
            self.assertDenied(f'file.exists("{path}")')
            self.assertDenied(f'file.size("{path}")')
            self.assertDenied(f'path.exists("{path}")')
            if not path.startswith("~"):  # which the log does not know
                self.assertDenied(f'log.add_file("{path}")')
            if path != "f":
                self.assertDenied(f'file.delete("{path}")')
                self.assertDenied(f'file.move("{path}", "m")')
                self.assertDenied(f'file.move("a.txt", "{path}")')

    def test_directories(self):
        self.link(self.secret, "l")
        for expression in [
            'path.listDir("..")',
            'path.listDir("l")',
            'path.listDir("l/..")',
            'path.walk("..")',
            'path.walk("l")',
            'path.glob("../*")',
            'path.glob("../**/a.txt")',
            'path.glob("l/*")',
            'path.glob("*/../../secret/*")',
            f'path.glob("{self.root}/*/a.txt")',
            'path.createDir("../secret/d")',
            'path.createDir("l/d")',
            'path.removeDir("../secret")',
            'path.removeDirRecursive("l/../secret")',
            'file.copy("a.txt", "l")',
            'file.move("a.txt", "../secret")',
        ]:
            self.assertDenied(expression)
        self.assertEqual(self.value('path.glob("**/a.txt")').count("a.txt"), 1)

    def test_the_target_of_a_copy_into_a_directory_is_checked(self):
        self.files.make_dir("d")
        self.link(os.path.join(self.secret, "a.txt"), "d", "a.txt")
        self.assertDenied('file.copy("a.txt", "d")')


class Kinds(Folder):
    @unittest.skipUnless(hasattr(os, "mkfifo"), "no pipes here")
    def test_pipes_are_no_files(self):
        os.mkfifo(os.path.join(self.granted, "p"))
        self.assertErrno((errno.EACCES,), self.files.read_bytes, "p")
        self.assertErrno((errno.ENXIO, errno.EACCES), self.files.write_bytes, "p", b"x")
        self.assertEqual(self.files.status("p").kind, "other")
        self.assertTrue(self.files.exists("p"))
        self.assertFalse(self.files.is_file("p"))

    @unittest.skipUnless(hasattr(socket, "AF_UNIX"), "no such sockets here")
    def test_sockets_are_no_files(self):
        here = os.getcwd()
        os.chdir(self.granted)  # the name of a socket must be short
        self.addCleanup(os.chdir, here)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s")
            self.assertErrno((errno.ENXIO, errno.EACCES, errno.EOPNOTSUPP), self.files.read_bytes, "s")

    def test_the_inside_of_the_system_is_refused(self):
        for path in ("/dev/null", "/proc/self/environ", "/sys/kernel", "/proc"):
            with self.subTest(path=path):
                self.assertErrno((errno.EACCES,), self.files.read_bytes, path)
                self.assertFalse(self.files.exists(path))
        self.assertErrno((errno.EACCES,), self.files.write_bytes, "/dev/null", b"x")

    def test_what_is_refused_can_be_chosen(self):
        files = RealFiles(self.root, refused=(self.secret,))
        self.assertFalse(files.exists("secret/a.txt"))
        self.assertTrue(files.exists("granted/a.txt"))

    def test_the_working_directory_is_that_of_the_process(self):
        self.assertEqual(RealFiles().cwd(), os.getcwd())
        self.assertEqual(RealFiles().resolve("."), os.path.realpath("."))

    def test_a_long_file_is_read_whole(self):
        data = os.urandom(3 << 20)
        self.files.write_bytes("big", data)
        self.assertEqual(self.files.read_bytes("big"), data)

    def test_no_descriptor_stays_open(self):
        if not os.path.isdir("/proc/self/fd"):
            self.skipTest("nobody counts descriptors here")
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(5):
            self.files.read_bytes("a.txt")
            self.files.list(".")
            for path in ("nope", "a.txt/x", "nope/x/y"):
                with self.assertRaises(OSError):
                    self.files.read_bytes(path)
        self.assertEqual(len(os.listdir("/proc/self/fd")), before)


class OtherDevices(unittest.TestCase):
    """Moving to another device copies what is moved and removes it afterwards."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.files = RealFiles(folder.name)
        refused = OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        patched = mock.patch.object(self.files, "_rename", side_effect=refused)
        patched.start()
        self.addCleanup(patched.stop)

    def content(self):
        """Return all there is, with what the files hold."""
        root = self.files.cwd()
        return {
            os.path.relpath(path, root): self.files.read_bytes(path) if kind == "file" else kind
            for path, kind in self.files.tree(root)
        }

    def test_a_file(self):
        self.files.write_bytes("a", b"x")
        self.files.move("a", "b")
        self.assertEqual(self.content(), {"b": b"x"})

    def test_a_directory(self):
        self.files.make_dir("d/e")
        self.files.write_bytes("d/e/f", b"x")
        self.files.write_bytes("d/g", b"y")
        self.files.move("d", "h")
        self.assertEqual(
            self.content(),
            {
                "h": "directory",
                os.path.join("h", "e"): "directory",
                os.path.join("h", "e", "f"): b"x",
                os.path.join("h", "g"): b"y",
            },
        )

    def test_to_where_it_is(self):
        self.files.write_bytes("a", b"x")
        self.files.move("a", "./a")
        self.assertEqual(self.content(), {"a": b"x"})


if __name__ == "__main__":
    unittest.main()

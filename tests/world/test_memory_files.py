"""Files in memory: what a test puts in and gets out."""

import errno
import pickle
import unittest

from mlpy_testkit.world import MemoryFiles, VirtualClock, World


class InAndOut(unittest.TestCase):
    def test_a_dictionary_in_and_a_dictionary_out(self):
        content = {"/b/c.txt": "é", "/a": b"\xff", "/e": ""}
        self.assertEqual(MemoryFiles(content).snapshot(), {"/a": b"\xff", "/b/c.txt": "é", "/e": ""})

    def test_relative_paths_lie_below_the_working_directory(self):
        files = MemoryFiles({"a.txt": "x", "../b": "y"}, cwd="/app/here")
        self.assertEqual(sorted(files.snapshot()), ["/app/b", "/app/here/a.txt"])
        self.assertEqual(files.cwd(), "/app/here")

    def test_the_dictionary_of_the_test_does_not_change(self):
        content = {"/a": "x"}
        MemoryFiles(content).write_bytes("/a", b"y")
        self.assertEqual(content, {"/a": "x"})

    def test_directories(self):
        files = MemoryFiles({"/d/e/f": ""}, directories=["/empty"], home="/h", temp_dir="/t")
        self.assertEqual(files.directories(), ["/", "/d", "/d/e", "/empty", "/h", "/t"])
        self.assertEqual((files.home(), files.temp_dir()), ("/h", "/t"))


class Times(unittest.TestCase):
    def test_times_are_those_of_the_clock(self):
        clock = VirtualClock()
        files = MemoryFiles({"/a": "x"}, clock=clock)
        clock.advance(10)
        files.write_bytes("/b", b"")
        self.assertEqual(files.modified("/b") - files.modified("/a"), 10)
        self.assertEqual(files.modified("/"), files.modified("/b"))

    def test_a_world_gives_its_clock(self):
        world = World.fake(files={})
        world.files.write_bytes("/a", b"")
        self.assertEqual(world.files.modified("/a"), world.clock.timestamp())

    def test_a_clock_of_its_own_stays(self):
        clock = VirtualClock()
        files = MemoryFiles(clock=clock)
        World.fake(files=files)
        self.assertIs(files.clock, clock)


class Faults(unittest.TestCase):
    def test_a_path_can_be_made_to_fail(self):
        files = MemoryFiles({"/a": "x"})
        files.fail("/a")
        for operation in (files.read_bytes, files.size, files.delete):
            with self.assertRaises(PermissionError):
                operation("/a")
        with self.assertRaises(PermissionError):
            files.write_bytes("/a", b"")
        files.fail("/a", 0)
        self.assertEqual(files.read_bytes("/a"), b"x")

    def test_any_error_will_do(self):
        files = MemoryFiles()
        files.fail("/full", errno.ENOSPC)
        with self.assertRaises(OSError) as caught:
            files.write_bytes("/full", b"x")
        self.assertEqual(caught.exception.errno, errno.ENOSPC)
        self.assertEqual(files.snapshot(), {})


class Copies(unittest.TestCase):
    def test_they_can_be_sent_to_another_process(self):
        files = MemoryFiles({"/a": "x"}, directories=["/d"])
        found = pickle.loads(pickle.dumps(files))
        found.write_bytes("/b", b"y")
        self.assertEqual(found.snapshot(), {"/a": "x", "/b": "y"})
        self.assertEqual(files.snapshot(), {"/a": "x"})


if __name__ == "__main__":
    unittest.main()

"""Which line opened a descriptor that is left open."""

import os
import socket
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, List, Optional
from unittest import mock

from mlpy_testkit.case import descriptors
from mlpy_testkit.case.descriptors import Opened


def line() -> int:
    """Return the line of the caller."""
    return sys._getframe(1).f_lineno


@unittest.skipUnless(os.path.isdir("/dev/fd"), "there is no list of descriptors here")
class PlaceOf(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name, "a file")
        self.path.write_text("text", encoding="utf-8")
        self.opened = Opened()
        self.addCleanup(self.opened.end)

    def assertPlace(self, number: int, expected: Optional[int]) -> None:
        """Fail unless the descriptor was opened by this line of this file."""
        place = None if expected is None else f"{__file__}:{expected}"
        self.assertEqual(self.opened.place_of(number), place)

    def kept(self, number: int) -> int:
        """Close a descriptor at the end of the test."""
        self.addCleanup(os.close, number)
        return number

    def test_files(self) -> None:
        for path in (str(self.path), os.fsencode(self.path), self.path):
            with self.subTest(path=path), open(path, "rb") as file:
                self.assertPlace(file.fileno(), line() - 1)
            with self.subTest(path=path, by="os.open"):
                self.assertPlace(self.kept(os.open(path, os.O_RDONLY)), line())

    def test_files_that_python_opens_for_somebody(self) -> None:
        with self.path.open("rb") as file:
            self.assertPlace(file.fileno(), line() - 1)
        with tempfile.NamedTemporaryFile() as temporary:
            self.assertPlace(temporary.fileno(), line() - 1)

    def test_files_that_are_deleted_meanwhile(self) -> None:
        number, made = self.kept(os.open(self.path, os.O_RDONLY)), line()
        self.path.unlink()
        self.assertPlace(number, made if os.path.isdir("/proc/self/fd") else None)

    def test_each_of_several(self) -> None:
        first, made_first = self.kept(os.open(self.path, os.O_RDONLY)), line()
        os.close(os.open(self.path, os.O_RDONLY))
        second, made_second = self.kept(os.open(self.path, os.O_RDONLY)), line()
        self.assertPlace(first, made_first)
        self.assertPlace(second, made_second)

    def test_sockets(self) -> None:
        with socket.socket() as one:
            self.assertPlace(one.fileno(), line() - 1)
        left, right = socket.socketpair()
        made = line() - 1
        with left, right:
            self.assertPlace(left.fileno(), made)
            self.assertPlace(right.fileno(), made)

    def test_what_python_does_not_tell_of_has_no_line(self) -> None:
        os.close(os.open(self.path, os.O_RDONLY))
        for number in os.pipe():  # it has the number that the file had
            self.assertPlace(self.kept(number), None)

    def test_what_was_opened_before_or_after_has_no_line(self) -> None:
        self.opened.end()
        number = self.kept(os.open(self.path, os.O_RDONLY))
        self.assertPlace(number, None)
        self.opened = Opened()
        self.addCleanup(self.opened.end)
        self.assertPlace(number, None)

    def test_opening_fails_as_it_would(self) -> None:
        uses: List[Any] = [(str(self.path) + "/none", OSError), ("a\0b", ValueError), (None, TypeError)]
        for wrong, error in uses:
            with self.subTest(wrong=wrong), self.assertRaises(error):
                os.open(wrong, os.O_RDONLY)

    def test_threads_may_open_at_once(self) -> None:
        places: List[Optional[str]] = []

        def work() -> None:
            for _ in range(200):
                with open(self.path, "rb") as file:
                    places.append(self.opened.place_of(file.fileno()))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertLessEqual(set(places), {f"{__file__}:{work.__code__.co_firstlineno + 2}", None})

    def test_there_is_one_hook(self) -> None:
        Opened().end()
        self.assertEqual(len(descriptors._hooks), 1)


class NotAsked(unittest.TestCase):
    def test_nothing_is_noted(self) -> None:
        opened: Any = Opened()
        opened.end()
        opened.end()
        with open(os.devnull, "rb"), socket.socket():
            self.assertEqual((opened._files, opened._sockets), ({}, []))


class Noted(unittest.TestCase):
    """What the hook tells is noted, by itself."""

    def setUp(self) -> None:
        self.opened = Opened()
        self.addCleanup(self.opened.end)

    def test_a_file(self) -> None:
        self.opened.end()  # the hook says nothing meanwhile
        self.opened = Opened()
        self.opened.note_file(os.devnull)
        made = line() - 1
        with mock.patch.object(self.opened, "note_file"), open(os.devnull, "rb") as file:
            self.assertEqual(self.opened.place_of(file.fileno()), f"{__file__}:{made}")

    def test_a_socket(self) -> None:
        with mock.patch.object(self.opened, "note_socket"):
            one = socket.socket()
        with one:
            self.opened.note_socket(one)
            self.assertEqual(self.opened.place_of(one.fileno()), f"{__file__}:{line() - 1}")

    def test_there_is_no_number_left(self) -> None:
        with mock.patch("os.dup", side_effect=OSError):
            self.opened.note_file("/none")
        self.assertEqual(self.opened._files, {})

    def test_a_system_without_lists(self) -> None:
        with mock.patch("os.listdir", side_effect=OSError), mock.patch("os.readlink", side_effect=OSError):
            self.assertEqual(descriptors.open_descriptors(), {})
            self.assertIsNone(descriptors.target_of(1))

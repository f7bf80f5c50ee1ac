"""mlpy's group of commands, as click has it; a stand-in is enough, for click does no more than hold them."""

import contextlib
import io
import sys
import unittest
from types import SimpleNamespace
from typing import Any, Dict, List
from unittest import mock

from mlpy_testkit.commands import group


class Command(SimpleNamespace):
    """A command, a parameter or a group of click: what it was made with."""

    def __init__(self, name: Any, **options: Any) -> None:
        super().__init__(name=name, commands={}, **options)

    def add_command(self, command: Any) -> None:
        self.commands[command.name] = command


CLICK = SimpleNamespace(
    Group=Command, Command=Command, Argument=Command, Option=Command, Path=lambda exists: ("a path", exists)
)


class WithClick(unittest.TestCase):
    def setUp(self) -> None:
        with mock.patch.dict(sys.modules, click=CLICK):
            self.group: Any = group._group()
        self.commands: Dict[str, Any] = self.group.commands

    def ran(self, name: str, **options: Any) -> List[str]:
        """Return the arguments with which a command of the group runs ours, which must end the process."""
        running = mock.patch("mlpy_testkit.commands.run_command", return_value=3)
        with running as command, self.assertRaises(SystemExit) as left:
            self.commands[name].callback(**options)
        self.assertEqual(left.exception.code, 3)
        ((arguments,), _) = command.call_args
        return list(arguments)

    def test_its_name_and_commands(self) -> None:
        self.assertEqual((self.group.name, sorted(self.commands)), ("integration", ["benchmark", "validate"]))

    def test_validate(self) -> None:
        self.assertEqual(self.ran("validate"), ["validate"])

    def test_benchmark(self) -> None:
        command = self.commands["benchmark"]
        names = [parameter.name[0] for parameter in command.params]
        self.assertEqual(names, ["ml_file", "--iterations", "--concurrency", "--warmup", "--grant"])
        given = {parameter.name[0].lstrip("-"): getattr(parameter, "default", None) for parameter in command.params}
        given.update(ml_file="a.ml", grant=["file.read:/data/*", "math.compute"])
        arguments = self.ran("benchmark", **given)
        self.assertEqual(arguments[:2], ["benchmark", "a.ml"])
        self.assertEqual(arguments[-4:], ["--grant", "file.read:/data/*", "--grant", "math.compute"])
        self.assertIn("--iterations", arguments)


class WithoutClick(unittest.TestCase):
    def test_it_is_a_function(self) -> None:
        with mock.patch.dict(sys.modules, click=None):
            found: Any = group._group()
        self.assertIs(found, group.plain)
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(found(["validate"]), 0)
        self.assertIn("Ready", output.getvalue())


if __name__ == "__main__":
    unittest.main()

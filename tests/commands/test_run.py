"""``python -m mlpy_testkit run``: what is printed where, and the exit status."""

import os
import signal
import subprocess
import sys
import unittest
from unittest import mock

from mlpy_testkit.backends import NotSupportedError
from mlpy_testkit.commands import run

from .running import ROOT, CommandTest, Done


class Programs(CommandTest):
    """Programs that are fine."""

    def test_what_is_printed_goes_to_standard_output(self) -> None:
        self.assertEqual(self.run_text('print("hello"); print(1, true, null);'), Done(0, "hello\n1 true null\n", ""))

    def test_the_value_is_not_shown(self) -> None:
        self.assertEqual(self.run_text("result = 42;"), Done(0, "", ""))

    def test_an_empty_file(self) -> None:
        self.assertEqual(self.run_text(""), Done(0, "", ""))
        self.assertEqual(self.run_text("\n  \n"), Done(0, "", ""))

    def test_letters_of_all_kinds(self) -> None:
        self.assertEqual(self.run_text('print("é € 😀");'), Done(0, "é € 😀\n", ""))

    def test_windows_line_ends(self) -> None:
        self.assertEqual(self.run_text(b"x = 1;\r\nprint(x);\r\n"), Done(0, "1\n", ""))

    def test_standard_modules(self) -> None:
        text = "import math; print(math.sqrt(16));"
        self.assertEqual(self.run_text(text, "--grant", "math.compute"), Done(0, "4.0\n", ""))
        self.assertEqual(
            self.run_text(text).errors,
            "FILE:1:20: Missing required capabilities: ['math.compute']\n"
            f"    {text}\n"
            "                       ^^^^^^^^^^^^^\n"
            "grant it with --grant math.compute\n",
        )

    def test_arguments_of_the_program(self) -> None:
        text = 'import args; print(args.rest(), args.script() != "");'
        options = ("--grant", "args.read")
        self.assertEqual(self.run_text(text, *options).output, "[] true\n")
        path = self.write(text)
        done = self.command("run", path, *options, "--", "a", "--grant", "-")
        self.assertEqual(done, Done(0, "['a', '--grant', '-'] true\n", ""))

    def test_standard_error(self) -> None:
        text = 'import console; console.error("hm"); print(1);'
        self.assertEqual(self.run_text(text, "--grant", "console.error"), Done(0, "1\n", "hm\n"))

    def test_a_grant_with_a_pattern(self) -> None:
        path = self.write("content", "data.txt")
        text = f'import file; print(file.read("{path}"));'
        self.assertEqual(self.run_text(text, "--grant", f"file.read:{path}"), Done(0, "content\n", ""))
        denied = self.run_text(text, "--grant", "file.read:/nowhere/*")
        self.assertEqual((denied.status, denied.output), (1, ""))
        self.assertIn("Access denied for resource", denied.errors)
        self.assertNotIn("--grant", denied.errors)

    def test_modules_beside_the_file(self) -> None:
        self.write("function twice(x) { return x * 2; }", "util.ml")
        self.assertEqual(self.run_text("import util; print(util.twice(21));"), Done(0, "42\n", ""))

    def test_modules_in_the_working_directory_are_not_beside_standard_input(self) -> None:
        self.write("x = 1;", "beside.ml")
        done = self.command("run", "-", given=b"import beside;")
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertIn("<stdin>:1:1: no module named 'beside'", done.errors)

    def test_standard_input(self) -> None:
        self.assertEqual(self.command("run", "-", given=b"print(6 * 7);"), Done(0, "42\n", ""))

    def test_null_characters_in_texts(self) -> None:
        self.assertEqual(self.run_text(b'print(len("a\0b"));'), Done(0, "3\n", ""))


class Options(CommandTest):
    """What else ``run`` can be asked for."""

    def test_the_result_is_printed_as_the_program_would_print_it(self) -> None:
        for value in ('{a: [1, null, "x"]}', '"text"', "1.0", "null", "fn(x) => x"):
            with self.subTest(value):
                printed = self.run_text(f"print({value});").output
                self.assertEqual(self.run_text(f"result = {value};", "--result"), Done(0, printed, ""))

    def test_a_missing_result_is_told(self) -> None:
        self.assertEqual(self.run_text("x = 1;", "--result"), Done(0, "", "the program has no variable result\n"))

    def test_a_failed_program_has_no_result(self) -> None:
        done = self.run_text("result = 1; throw {message: 'no'};".replace("'", '"'), "--result")
        self.assertEqual((done.status, done.output), (1, ""))

    def test_a_world(self) -> None:
        world = self.write('{"files": {"/a.txt": "in memory"}, "arguments": ["p", "q"]}', "world.json")
        text = 'import file; import args; print(file.read("/a.txt"), args.rest());'
        options = ("--grant", "file.read", "--grant", "args.read", "--world", world)
        self.assertEqual(self.run_text(text, *options), Done(0, "in memory ['q']\n", ""))
        path = self.write(text)
        self.assertEqual(self.command("run", path, *options, "--", "z").output, "in memory ['z']\n")

    def test_a_world_that_cannot_be_read(self) -> None:
        wrong = self.write('{"clok": 1}', "world.json")
        done = self.run_text("print(1);", "--world", wrong)
        self.assertEqual((done.status, done.output), (2, ""))
        self.assertIn("unknown name 'clok'", done.errors)
        missing = self.run_text("print(1);", "--world", wrong + "x")
        self.assertEqual(missing, Done(2, "", f"cannot read {wrong}x: No such file or directory\n"))

    def test_the_capabilities_that_were_used(self) -> None:
        text = 'import file;\ntry { file.read("/secret"); } except (e) { }\nimport math; x = math.sqrt(4);'
        done = self.run_text(text, "--trace-capabilities", "--grant", "math.compute")
        self.assertEqual(
            done.errors,
            "FILE:2:7: file.read /secret denied (missing)\n"
            "FILE:3:18: math.compute granted\n"
            "file.read: granted 0, denied 1\n"
            "math.compute: granted 1, denied 0\n",
        )


class Input(CommandTest):
    """``input`` reads standard input."""

    def test_a_line(self) -> None:
        self.assertEqual(
            self.run_text('name = input("who? "); print("hi " + name);', given=b"bob\nann\n"),
            Done(0, "who? hi bob\n", ""),
        )

    def test_several_lines(self) -> None:
        self.assertEqual(self.run_text("print(input()); print(input());", given=b"a b\n\n"), Done(0, "a b\n\n", ""))

    def test_the_last_line_may_have_no_end(self) -> None:
        self.assertEqual(self.run_text("print(input());", given=b"last"), Done(0, "last\n", ""))

    def test_no_line_left(self) -> None:
        self.assertEqual(
            self.run_text('x = input("who? ");'),
            Done(1, "who? ", 'FILE:1:5: EOF when reading a line\n    x = input("who? ");\n        ^^^^^^^^^^^^^^\n'),
        )

    def test_the_program_may_catch_it(self) -> None:
        self.assertEqual(self.run_text("try { input(); } except (e) { print(e.message); }").status, 0)


class Failures(CommandTest):
    """Programs that fail: the ML error on standard error, status 1."""

    def test_run_time(self) -> None:
        self.assertEqual(
            self.run_text("print(1);\nx = 1 / 0;\nprint(2);"),
            Done(1, "1\n", "FILE:2:5: division by zero\n    x = 1 / 0;\n        ^^^^^\n"),
        )

    def test_calls_are_shown(self) -> None:
        self.assertEqual(
            self.run_text("function f(n) {\n  return n / 0;\n}\nf(1);"),
            Done(
                1,
                "",
                "FILE:2:10: division by zero\n      return n / 0;\n             ^^^^^\n"
                "  called from FILE:4:1, in <module>\n",
            ),
        )

    def test_syntax(self) -> None:
        self.assertEqual(
            self.run_text("x = 1;\ny = ;"), Done(1, "", "FILE:2:5: expected a value, found ';'\n    y = ;\n        ^\n")
        )

    def test_thrown(self) -> None:
        done = self.run_text('throw {message: "out of stock"};')
        self.assertEqual(done.status, 1)
        self.assertTrue(done.errors.startswith('FILE:1:1: out of stock\n    throw {message: "out of stock"};\n    ^^^'))

    def test_security(self) -> None:
        done = self.run_text("import os;")
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertTrue(done.errors.startswith("FILE:1:1: Import of potentially dangerous module 'os'"))

    def test_standard_input_has_a_name(self) -> None:
        self.assertEqual(
            self.command("run", "-", given=b"x = 1 / 0;"),
            Done(1, "", "<stdin>:1:5: division by zero\n    x = 1 / 0;\n        ^^^^^\n"),
        )

    def test_a_module_that_fails(self) -> None:
        self.write("x = 1;\ny = x / 0;", "util.ml")
        done = self.run_text("import util;")
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertIn("division by zero", done.errors)

    def test_control_characters_do_not_reach_the_terminal(self) -> None:
        done = self.run_text(b'throw {message: "\x1b[31m red \x07"};')
        self.assertEqual(done.status, 1)
        self.assertNotIn("\x1b", done.errors)
        self.assertNotIn("\x07", done.errors)


class Files(CommandTest):
    """Files that are no programs, whatever they hold."""

    def test_missing(self) -> None:
        path = os.path.join(self.folder, "missing.ml")
        self.assertEqual(self.command("run", path), Done(1, "", f"cannot read {path}: No such file or directory\n"))

    def test_a_name_that_no_file_has(self) -> None:
        self.assertEqual(self.command("run", "").status, 1)
        self.assertEqual(self.command("run", "a\0b").status, 1)
        self.assertEqual(self.command("run", "x" * 5000).status, 1)

    def test_a_directory(self) -> None:
        done = self.command("run", self.folder)
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertTrue(done.errors.startswith(f"cannot read {self.folder}: "))

    def test_unreadable(self) -> None:
        path = self.write("x = 1;")
        with mock.patch("builtins.open", side_effect=PermissionError(13, "Permission denied")):
            self.assertEqual(self.command("run", path), Done(1, "", f"cannot read {path}: Permission denied\n"))

    def test_not_utf8(self) -> None:
        self.assertEqual(self.run_text(b'x = "\xff";'), Done(1, "", "FILE: not UTF-8 text (byte 6)\n"))
        self.assertEqual(self.run_text('x = "é";'.encode("utf-16")), Done(1, "", "FILE: not UTF-8 text (byte 1)\n"))
        self.assertEqual(self.command("run", "-", given=b"\x80"), Done(1, "", "<stdin>: not UTF-8 text (byte 1)\n"))

    def test_binary(self) -> None:
        for data in (bytes(range(256)), b"\x7fELF\x02\x01\x01\0\0\0", b"PK\x03\x04\0\0", b"\0" * 1000):
            with self.subTest(data=data[:8]):
                done = self.run_text(data)
                self.assertEqual((done.status, done.output), (1, ""))
                self.assertTrue(done.errors.startswith("FILE:"))

    def test_a_null_character(self) -> None:
        done = self.run_text(b"x = 1;\0")
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertTrue(done.errors.startswith("FILE:1:7: illegal character"))

    def test_a_byte_order_mark(self) -> None:
        done = self.run_text(b"\xef\xbb\xbfx = 1;")
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertTrue(done.errors.startswith("FILE:1:1: illegal character '\\ufeff'"))

    def test_ten_megabytes_on_one_line(self) -> None:
        for text in ("x = " + "1+" * 5_000_000 + "1;", "x = '" + "a" * 10_000_000 + "';", "(" * 10_000_000):
            with self.subTest(text=text[:6]):
                done = self.run_text(text)
                self.assertEqual((done.status, done.output), (1, ""))
                self.assertTrue(done.errors.startswith("FILE:1:1: the program has more than 1000000 characters\n"))
                self.assertLess(len(done.errors), 500)

    def test_a_long_line(self) -> None:
        done = self.run_text("x = [" + "1, " * 100_000 + "1 / 0];")
        self.assertEqual(done.status, 1)
        self.assertTrue(done.errors.startswith("FILE:1:300006: division by zero\n"))
        self.assertLess(len(done.errors), 500)

    def test_deep_nesting(self) -> None:
        for text in (
            "x = " + "(" * 50_000 + ")" * 50_000 + ";",
            "x = " + "[" * 50_000,
            "x = " + "-" * 100_000 + "1;",
            "x = " + "1 ? 1 : " * 50_000 + "1;",
            "if (1) { " * 20_000,
            "x = " + "fn() => " * 20_000 + "1;",
        ):
            with self.subTest(text=text[:12]):
                done = self.run_text(text)
                self.assertEqual((done.status, done.output), (1, ""))
                self.assertTrue(done.errors.startswith("FILE:1:"))


class Limits(CommandTest):
    """``--timeout`` and ``--max-steps``"""

    def test_timeout(self) -> None:
        done = self.run_text("while (true) { }", "--timeout", "0.2")
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertRegex(done.errors, r"\AFILE:1:\d: time limit of 0.2 seconds reached\n    while \(true\) { }\n")

    def test_what_was_printed_before_stays(self) -> None:
        done = self.run_text('print("before"); while (true) { }', "--timeout", "0.05")
        self.assertEqual((done.status, done.output), (1, "before\n"))

    def test_steps(self) -> None:
        self.assertEqual(
            self.run_text("while (true) { }", "--max-steps", "1000"),
            Done(1, "", "FILE:1:1: step limit of 1000 reached\n    while (true) { }\n    ^^^^^^^^^^^^^^^^\n"),
        )

    def test_a_program_within_its_steps(self) -> None:
        text = "n = 0; while (n < 50) { n = n + 1; } print(n);"
        self.assertEqual(self.run_text(text, "--max-steps=100", "--timeout=5"), Done(0, "50\n", ""))


class Grants(CommandTest):
    """``--grant``"""

    TEXT = 'print(hasCapability("file.read"), hasCapability("file.write"));'

    def test_nothing_is_granted_at_first(self) -> None:
        self.assertEqual(self.run_text(self.TEXT), Done(0, "false false\n", ""))

    def test_a_type(self) -> None:
        self.assertEqual(self.run_text(self.TEXT, "--grant", "file.read"), Done(0, "true false\n", ""))

    def test_a_pattern(self) -> None:
        done = self.run_text('print(getCapabilityInfo("file.read").patterns);', "--grant", "file.read:/data/*")
        self.assertEqual(done, Done(0, "['/data/*']\n", ""))

    def test_several(self) -> None:
        done = self.run_text(self.TEXT, "--grant", "file.read:/a/*", "--grant=file.write")
        self.assertEqual(done, Done(0, "true true\n", ""))


class Usage(CommandTest):
    """Wrong usage: status 2, a message on standard error, nothing runs."""

    def test_wrong_options(self) -> None:
        for options in (
            ["--grant", "!!"],
            ["--grant", ""],
            ["--grant", "file.read:"],
            ["--grant", ":x"],
            ["--grant", "a..b"],
            ["--grant"],
            ["--timeout", "0"],
            ["--timeout", "nan"],
            ["--timeout", "inf"],
            ["--timeout", "-1"],
            ["--timeout=-1"],
            ["--timeout", "abc"],
            ["--timeout", ""],
            ["--timeout", "1e999"],
            ["--max-steps", "0"],
            ["--max-steps=-5"],
            ["--max-steps", "x"],
            ["--max-steps", "1.5"],
            ["--max-steps", ""],
            ["--max-steps", "9" * 5000],
            ["--unknown"],
            ["second.ml"],
        ):
            with self.subTest(options=options):
                if options == ["--max-steps", "9" * 5000] and not hasattr(sys, "set_int_max_str_digits"):
                    continue
                path = self.write('print("ran");')
                done = self.command("run", path, *options)
                self.assertEqual((done.status, done.output), (2, ""))
                self.assertNotEqual(done.errors, "")

    def test_the_message_for_a_wrong_grant(self) -> None:
        done = self.run_text("", "--grant", "!!")
        self.assertEqual(done.errors, "'!!' is no grant; write TYPE or TYPE:PATTERN, such as 'file.read:/data/*'\n")

    def test_the_message_for_a_number_that_is_too_small(self) -> None:
        self.assertIn(
            "argument --timeout: must be a positive number of seconds\n", self.run_text("", "--timeout=0").errors
        )
        self.assertIn(
            "argument --max-steps: must be a positive whole number\n", self.run_text("", "--max-steps=0").errors
        )

    def test_no_file(self) -> None:
        done = self.command("run")
        self.assertEqual((done.status, done.output), (2, ""))
        self.assertIn("the following arguments are required: FILE", done.errors)

    def test_no_command(self) -> None:
        done = self.command()
        self.assertEqual((done.status, done.output), (2, ""))
        self.assertTrue(done.errors.startswith("usage: "))

    def test_the_group_of_mlpy(self) -> None:
        for arguments, status in ((["integration"], 2), (["integration", "run"], 2), (["integration", "--help"], 0)):
            done = self.command(*arguments)
            self.assertEqual((done.status, bool(done.output)), (status, status == 0))
            self.assertTrue((done.output + done.errors).startswith("usage: "))

    def test_an_unknown_command(self) -> None:
        done = self.command("walk")
        self.assertEqual((done.status, done.output), (2, ""))
        self.assertIn("invalid choice: 'walk'", done.errors)

    def test_help(self) -> None:
        for arguments in (["--help"], ["run", "--help"]):
            done = self.command(*arguments)
            self.assertEqual((done.status, done.errors), (0, ""))
            self.assertTrue(done.output.startswith("usage: "))


class Engines(CommandTest):
    def test_the_embedded_engine_by_name(self) -> None:
        self.assertEqual(self.run_text("print(6 * 7);", "--engine", "embedded").output, "42\n")

    def test_an_unknown_engine_is_wrong_usage(self) -> None:
        done = self.run_text("print(1);", "--engine", "lua")
        self.assertEqual((done.status, done.output), (2, ""))
        self.assertIn("there is no engine 'lua'; there are embedded and mlpy", done.errors)

    def test_an_engine_that_is_missing_runs_nothing(self) -> None:
        with mock.patch("mlpy_testkit.backends.mlpy.Mlpy.missing", return_value="mlpy is not installed"):
            done = self.run_text("print(1);", "--engine", "mlpy")
        self.assertEqual(done, (2, "", "mlpy is not installed\n"))

    def test_what_the_engine_cannot_do_is_wrong_usage(self) -> None:
        with mock.patch("mlpy_testkit.backends.mlpy.Mlpy.engine", side_effect=NotSupportedError("no steps here")):
            done = self.run_text("print(1);", "--engine", "mlpy", "--max-steps", "5")
        self.assertEqual(done, (2, "", "no steps here\n"))

    def test_arguments_cannot_be_given_to_mlpy(self) -> None:
        done = self.command("run", self.write("print(1);"), "--engine", "mlpy", "--", "Ann")
        self.assertEqual((done.status, done.errors), (2, "the arguments of a program cannot be given to mlpy\n"))


class Processes(CommandTest):
    """The command as it is really used."""

    def test_a_program(self) -> None:
        path = self.write('print("hello");')
        self.assertEqual(self.process("run", path), Done(0, "hello\n".replace("\n", os.linesep), ""))

    def test_a_failure(self) -> None:
        done = self.process("run", self.write("x = 1 / 0;"))
        self.assertEqual((done.status, done.output), (1, ""))
        self.assertIn(":1:5: division by zero", done.errors)

    def test_wrong_usage(self) -> None:
        self.assertEqual(self.process("run").status, 2)

    def test_standard_input(self) -> None:
        self.assertEqual(self.process("run", "-", given=b"print(1);").output.strip(), "1")

    def test_output_that_the_terminal_cannot_show(self) -> None:
        path = self.write('print("é €"); print(chr(55296)); throw {message: "€"};')
        done = self.process("run", path, environment={"PYTHONIOENCODING": "ascii"})
        self.assertEqual((done.status, done.output.split()), (1, ["\\xe9", "\\u20ac", "\\ud800"]))
        self.assertIn(":1:34: \\u20ac", done.errors)

    def test_half_characters(self) -> None:
        path = self.write("print(chr(55296));")
        done = self.process("run", path, environment={"PYTHONIOENCODING": "utf-8"})
        self.assertEqual((done.status, done.output.strip()), (0, "\\ud800"))

    def test_nobody_reads_the_output(self) -> None:
        path = self.write('n = 0; while (n < 200000) { print("a line of output"); n = n + 1; }')
        with subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "mlpy_testkit", "run", path],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            errors = process.stderr.read().decode()
            self.assertEqual(process.wait(30), 1)
        self.assertEqual(errors, "")

    @unittest.skipUnless(os.name == "posix", "only there can a pipe be waited for")
    def test_nobody_answers(self) -> None:
        path = self.write('print("ready"); first = input(); print(first); input();')
        for given, output in ((b"", b"ready\n"), (b"half a li", b"ready\n"), (b"line\nhalf", b"ready\nline\n")):
            with (
                self.subTest(given),
                subprocess.Popen(
                    [sys.executable, "-W", "error", "-m", "mlpy_testkit", "run", "--timeout", "0.2", path],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                ) as process,
            ):
                assert process.stdin is not None and process.stdout is not None and process.stderr is not None
                process.stdin.write(given)
                process.stdin.flush()
                try:
                    self.assertEqual(process.wait(20), 1)
                finally:
                    process.kill()
                self.assertEqual(process.stdout.read(), output)
                self.assertIn(b"time limit of 0.2 seconds reached", process.stderr.read())

    @unittest.skipUnless(hasattr(signal, "SIGINT") and os.name == "posix", "needs signals")
    def test_control_c(self) -> None:
        path = self.write('print("ready"); input(); while (true) { }')
        # A child inherits that the signal is ignored, as it is in what a shell has put in the background.
        self.addCleanup(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, signal.default_int_handler))
        with subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "mlpy_testkit", "run", path],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            self.assertEqual(process.stdout.readline().strip(), b"ready")
            process.send_signal(signal.SIGINT)
            errors = process.stderr.read().decode()
            self.assertEqual(process.wait(30), 130)
        self.assertEqual(errors.splitlines(), ["mlpy_testkit: interrupted"])


class Isolated(CommandTest):
    """Programs in a process of their own."""

    def test_everything_is_handed_on(self) -> None:
        data = self.write("content", "data.txt")
        text = f"""
import args; import console; import file;
console.error("hm"); print(args.rest(), input("who? "), file.read("{data}")); result = "é";
"""
        path = self.write(text)
        grants = [f"--grant={grant}" for grant in ("args.read", "console.error", f"file.read:{data}")]
        options = ["run", path, *grants, "--result", "--max-steps", "1000", "--timeout", "20", "--", "a", "--isolate"]
        plain = self.process(*options, given=b"Ann\n")
        self.assertEqual(plain, Done(0, "who? ['a', '--isolate'] Ann content\né\n", "hm\n"))
        self.assertEqual(self.process("run", "--isolate", *options[1:], given=b"Ann\n"), plain)

    def test_failures(self) -> None:
        for text, options in (("print(1 / 0);", ()), ("while (true) { }", ("--timeout", "0.05"))):
            path = self.write(text)
            plain = self.command("run", path, *options)
            self.assertEqual(plain.status, 1)
            isolated = self.process("run", path, "--isolate", *options)
            self.assertEqual((isolated.status, isolated.output), (1, ""))
            self.assertIn(plain.errors.partition(": ")[2].partition("\n")[0], isolated.errors)

    def test_a_wrong_use(self) -> None:
        done = self.process("run", "--isolate", self.write(""), "--grant", "")
        self.assertEqual(done, self.command("run", self.write(""), "--grant", ""))
        self.assertEqual(done.status, 2)

    def test_a_process_that_does_not_stop_is_killed(self) -> None:
        path = self.write("print(1);")
        with mock.patch.object(run, "_GRACE", 0.0), mock.patch.object(run, "_START", "while True: pass"):
            done = self.command("run", "--isolate", "--timeout", "0.05", path)
        self.assertEqual(done, Done(1, "", "time limit of 0.05 seconds reached: the process was killed\n"))

    def test_ctrl_c_is_told_once(self) -> None:
        for waits, told in (
            ([KeyboardInterrupt, 130, 130], ""),  # the process has told it: the terminal asked both to stop
            ([KeyboardInterrupt, 0, 0], "mlpy_testkit: interrupted\n"),
            ([KeyboardInterrupt, subprocess.TimeoutExpired("", 0), 0], "mlpy_testkit: interrupted\n"),
        ):
            with self.subTest(waits), mock.patch.object(subprocess, "Popen") as process:
                process.return_value.wait.side_effect = waits
                self.assertEqual(self.command("run", "--isolate", "a.ml"), Done(130, "", told))
                process.return_value.kill.assert_called_once_with()

    @unittest.skipIf(os.name == "nt", "signals of POSIX")
    def test_a_process_that_dies(self) -> None:
        with mock.patch.object(run, "_START", "import os; os.kill(os.getpid(), 9)"):
            done = self.command("run", "--isolate", self.write(""))
        self.assertEqual(done, Done(1, "", "the process died of signal 9\n"))


if __name__ == "__main__":
    unittest.main()

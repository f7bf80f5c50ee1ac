"""What comes of the suite under a runner.

    python -m tests.runners.outcomes unittest|processes|pytest|django

The exit status is 1 if a test ends otherwise than its name says, or does not run.
"""

import contextlib
import io
import os
import random
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Dict, List, Tuple
from xml.etree import ElementTree

from . import suite

ROOT = Path(__file__).resolve().parent.parent.parent
Outcomes = Dict[str, str]  # by class and method


def name_of(test: Any) -> str:
    """Return the class and the method of a test."""
    return ".".join(test.id().split(".")[-2:])


def outcomes_of(result: unittest.TestResult, tests: List[str]) -> Outcomes:
    """Return what came of the tests by the result of a run."""
    found = dict.fromkeys(tests, "passed")
    for word, pairs in (
        ("skipped", result.skipped),
        ("expected", result.expectedFailures),
        ("failed", [*result.failures, *result.errors, *((test, "") for test in result.unexpectedSuccesses)]),
    ):
        for test, _ in pairs:
            found[name_of(getattr(test, "test_case", test))] = word
    return found


def load() -> List[unittest.TestCase]:
    """Return the tests of the suite."""
    tests: List[unittest.TestCase] = []
    for group in unittest.defaultTestLoader.loadTestsFromModule(suite):
        tests += group
    return tests


def run_tests(tests: List[unittest.TestCase]) -> Outcomes:
    """Run tests in this process."""
    names = [name_of(test) for test in tests]
    result = unittest.TestResult()
    unittest.TestSuite(tests).run(result)
    return outcomes_of(result, names)


def under_unittest() -> Outcomes:
    """Run the suite in this process."""
    return run_tests(load())


def under_processes() -> Outcomes:
    """Run the suite shuffled, a few tests at a time, in several processes."""
    tests = load()
    random.Random().shuffle(tests)
    parts = [tests[start::6] for start in range(6)]
    found: Outcomes = {}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        for part in processes.map(run_tests, parts):
            found.update(part)
    return found


def under_pytest(*options: str) -> Outcomes:
    """Run the suite with pytest."""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *options]
        done = subprocess.run([*command, suite.__file__], cwd=ROOT, capture_output=True, text=True)
        print(done.stdout, done.stderr, file=sys.stderr)
        return outcomes_in(ElementTree.parse(report).getroot())


def outcomes_in(report: Any) -> Outcomes:
    """Return what came of the tests by a report in the format of JUnit."""
    found: Outcomes = {}
    for case in report.iter("testcase"):
        name = f"{case.get('classname').rpartition('.')[2]}.{case.get('name').partition(' ')[0]}"
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            found[name] = "failed"
        elif skipped is not None:
            found.setdefault(name, "expected" if skipped.get("type") == "pytest.xfail" else "skipped")
        else:
            found.setdefault(name, "passed")
    return found


def under_django(parallel: int) -> Outcomes:
    """Run the suite with Django's runner, and the tests of the project in ``site`` too."""
    import django
    from django.conf import settings
    from django.test.runner import DiscoverRunner

    class Runner(DiscoverRunner):
        def suite_result(self, suite: Any, result: unittest.TestResult, **options: Any) -> Any:
            return result

    settings.configure(**SETTINGS)
    django.setup()
    labels = [suite.__name__, f"{__package__}.site.shop.cases"]
    names = [name_of(test) for test in Runner().build_suite(labels)]
    runner = Runner(parallel=parallel, shuffle=False if parallel == 1 else 0, verbosity=0, interactive=False)
    return outcomes_of(runner.run_tests(labels), names)


SETTINGS = {
    "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    "INSTALLED_APPS": [f"{__package__}.site.shop"],
    "SECRET_KEY": "only for tests",
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "USE_TZ": True,
}
RUNNERS: Dict[str, List[Tuple[str, Any]]] = {
    "unittest": [("unittest", under_unittest)],
    "processes": [("unittest, shuffled, in several processes", under_processes)],
    "pytest": [("pytest", under_pytest), ("pytest in several processes", lambda: under_pytest("-n", "2"))],
    "django": [("Django's runner", lambda: under_django(1))],
    "django-parallel": [("Django's runner, shuffled, in several processes", lambda: under_django(2))],
}


def differences(found: Outcomes) -> List[str]:
    """Return a line for each test that did not end as its name says, or did not run."""
    wanted = {name_of(test): suite.expected(test.id().rpartition(".")[2]) for test in load()}
    wanted.update({name: suite.expected(name.rpartition(".")[2]) for name in found})
    return [
        f"{name}: {found.get(name, 'not run')}, expected {outcome}"
        for name, outcome in sorted(wanted.items())
        if found.get(name) != outcome
    ]


def main() -> int:
    """Run the suite under a runner and compare."""
    status = 0
    for name, run in RUNNERS[sys.argv[1]]:
        with contextlib.redirect_stderr(io.StringIO()) as report:
            found = run()
        problems = differences(found)
        if problems:
            print(report.getvalue())
        print(f"{name}: {len(found)} tests, {len(problems)} otherwise than expected", *problems, sep="\n  ")
        status |= bool(problems)
    return status


if __name__ == "__main__":
    sys.exit(main())

"""Assertions on what can be said of ML code without running it: where mlpy 2.0 differs."""

from __future__ import annotations

import os
from typing import Any, Iterable, List, Optional, Sequence

from ..engine import Finding, MLError, MLUsageError, Program
from ..engine.arguments import checked_count, checked_list
from ..engine.source import Span
from .base import Asserts
from .errors import load
from .seen import is_execution, see

__unittest = True  # keep these frames out of failure reports

_SHOWN = 20  # findings to show


class FindingAsserts(Asserts):
    """Assertions on portability findings: places that mlpy 2.0 refuses, or answers differently.

    The code is a text, the path of a file, or what an execution came to; it is not run. The variables of the
    session are known to it.
    """

    def assertMLFinding(
        self,
        code: Any,
        finding: str,
        msg: Any = None,
        *,
        line: Optional[int] = None,
        column: Optional[int] = None,
        session: Any = None,
    ) -> Finding:
        """Fail unless *code* has a finding of a code such as "Q3", at a place if one is given; return the finding.

        self.assertMLFinding('x = "a\\\\nb";', "Q3", line=1)
        """
        if not isinstance(finding, str):
            raise MLUsageError(f"the code of a finding is a text such as 'Q3', not {finding!r}")
        for what, number in (("line", line), ("column", column)):
            if number is not None:
                checked_count(number, what)
        program = self._ml_program(code, session, msg, f"a finding {finding}")
        for found in program.findings:
            if found.code == finding and line in (None, found.line) and column in (None, found.column):
                return found
        place = "".join(f", {what} {number}" for what, number in (("line", line), ("column", column)) if number)
        head = f"ML code has no finding {finding}{place}; "
        self._ml_fail(msg, head + ("findings are:" if program.findings else "it has none at all") + _listed(program))

    def assertNoMLFindings(
        self, code: Any, msg: Any = None, *, ignore: Iterable[str] = (), session: Any = None
    ) -> None:
        """Fail if *code* has findings, but for those whose code is to be ignored.

        self.assertNoMLFindings(Path("rules/pricing.ml"))
        """
        ignored = set(checked_list(ignore, "ignore", "codes"))
        program = self._ml_program(code, session, msg, "no findings")
        found = [finding for finding in program.findings if finding.code not in ignored]
        if found:
            number = "a finding" if len(found) == 1 else f"{len(found)} findings"
            self._ml_fail(msg, f"ML code has {number}, expected none{_listed(program, found)}")

    def _ml_program(self, code: Any, session: Any, msg: Any, wanted: str) -> Program:
        if is_execution(code):
            seen = see(code)
            if seen.error is not None and seen.program is None:
                self._ml_fail(msg, f"ML code is no program, expected {wanted}\n{seen.error}")
            if not isinstance(seen.program, Program):
                raise MLUsageError(f"this {type(code).__name__} does not say what was run")
            return seen.program
        if not isinstance(code, (str, os.PathLike)):
            raise MLUsageError(f"ML code must be a str or a path, not {type(code).__name__}")
        try:
            return load(code, self._ml_session_of(session).variables)
        except MLError as error:
            self._ml_fail(msg, f"ML code is no program, expected {wanted}\n{error}")


def _listed(program: Program, findings: Optional[Sequence[Finding]] = None) -> str:
    lines: List[str] = []
    shown = program.findings if findings is None else findings
    for finding in shown[:_SHOWN]:
        start = program.source.offset(finding.line, finding.column)
        lines += [f"  {finding}", program.source.excerpt(Span(start, start + 1))]
    if len(shown) > _SHOWN:
        lines.append(f"  ... {len(shown) - _SHOWN} more")
    return "".join(f"\n{line}" for line in lines)

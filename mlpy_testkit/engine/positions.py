"""Places of instructions for Pythons whose code objects know lines only (3.9 and 3.10).

The program is compiled a second time with a number for each node in place of its line. Where the
two codes agree, the number at an instruction tells the node.
"""

from __future__ import annotations

import dis
from types import CodeType
from typing import Any, Dict, FrozenSet, Iterator, List, Optional, Tuple

from .compiler import Compiled, compile_module
from .source import Source, Span


class Positions:
    """The numbered twins of one program's code."""

    def __init__(self, module: Any, scopes: Any, source: Source, builtins: FrozenSet[str], session: bool) -> None:
        self._module = module
        self._scopes = scopes
        self._source = source
        self._builtins = builtins
        self._session = session
        self._twins: Dict[CodeType, Tuple[CodeType, List[Tuple[int, int]]]] = {}
        self._known: Dict[Tuple[bool, bool, bool], bool] = {}

    def find(
        self, code: CodeType, instruction: int, compiled: Dict[Tuple[bool, bool, bool], Compiled]
    ) -> Optional[Span]:
        """Return the span of the node an instruction belongs to, or None."""
        for form, original in compiled.items():
            if form not in self._known:
                self._known[form] = True
                spans: List[Tuple[int, int]] = []
                twin = compile_module(
                    self._module,
                    self._scopes,
                    self._source,
                    self._builtins,
                    session=self._session,
                    counted=form[0],
                    deep=form[1],
                    open_module=form[2] or self._session,
                    spans=spans,
                )
                for one, other in zip(_codes(original.code), _codes(twin.code)):
                    self._twins[one] = (other, spans)
        if code not in self._twins:
            return None
        twin_code, spans = self._twins[code]
        steps, twin_steps = _steps(code), _steps(twin_code)
        if len(steps) != len(twin_steps) or instruction not in steps:
            return None
        twin_instruction = twin_steps[steps.index(instruction)]
        number = 0
        for at, line in dis.findlinestarts(twin_code):
            if at > twin_instruction:
                break
            number = line or number
        return Span(*spans[number - 1]) if 0 < number <= len(spans) else None


_FILLING = frozenset([dis.opmap["NOP"], dis.opmap["EXTENDED_ARG"]])


def _steps(code: CodeType) -> List[int]:
    """Return the offsets of the instructions that do something: how many others there are depends on the lines."""
    return [at for at in range(0, len(code.co_code), 2) if code.co_code[at] not in _FILLING]


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)

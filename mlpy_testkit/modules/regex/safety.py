"""Whether a regular expression can be trusted with a text.

Python's ``re`` backtracks and cannot be stopped from inside. A pattern is therefore turned into the
automaton of its characters and refused if one text can run through a loop of it in two ways: then
the time may grow exponentially with the text. What is left takes polynomial time; its degree and the
longest stretch of the text that the loops can run over bound the work, and too much work is refused
before it begins. The judgement errs on the safe side: characters beyond ASCII are told apart
only if they stand in the pattern, and look-arounds count as if they were always tried.
"""

from __future__ import annotations

import math
import re
import sys
from typing import Any, Dict, FrozenSet, List, Set, Tuple

from ...records import NamedTuple
from .alphabet import Alphabet, set_text
from .tree import Chars, Choice, Group, Look, Parsed, Repeat, Sequence

WORK = 100_000_000  # steps that one call may need at worst
_COPIES = 8  # counted repeats up to here are written out, all of them inside each other multiplied
_SLACK = 3  # a repeat whose bounds are farther apart counts as a loop
_CHAIN = 64  # one character repeated so often exactly is written out
_POSITIONS = 2000
_FEW = 2  # ways that are not worth counting
_SLOW = 4  # how much longer a step takes where more repeats than a set of characters
_EFFORT = 400_000  # what the judgement itself may cost
_WAYS = 100_000  # ways to match one text that a pattern without loops may have

Ends = Dict[int, int]  # positions of the automaton, and in how many ways they are reached


class DangerousPattern(Exception):
    """A pattern that may need exponential time."""


class Risk(NamedTuple):
    """What a pattern may cost: for a text of n characters about n * r ** degree / degree! steps.

    r is the longest stretch without a match of ``breaker``. There may be some more ways because of parts
    that do not repeat; if there are more than two they are counted. A step takes longer where Python has to
    remember its place in a group or a choice that repeats; ``slowness`` says how much.
    """

    degree: int
    ways: int
    breaker: str
    is_anchored: bool
    slowness: int

    def _allowed(self) -> float:
        ways = self.ways // _FEW if self.degree else 2 * self.ways  # which then are all that takes time
        return WORK * math.factorial(self.degree) / max(1, ways) / self.slowness

    def longest(self, is_search: bool = True) -> int:
        """Return how long a text may be in the worst case."""
        power = self.degree + (is_search and not self.is_anchored)
        return int(self._allowed() ** (1 / power)) if power else sys.maxsize

    def is_acceptable(self, text: str, is_search: bool = True) -> bool:
        """Tell whether matching a text stays within the work that is allowed."""
        if len(text) <= self.longest(is_search):
            return True
        starts = len(text) if is_search and not self.is_anchored else 1
        if not self.degree or starts > self._allowed():
            return starts <= self._allowed()
        start = stretch = 0
        for match in re.finditer(self.breaker, text):
            stretch = max(stretch, match.start() - start)
            start = match.end()
        stretch = max(stretch, len(text) - start, 1)
        return bool(starts * stretch**self.degree <= self._allowed())


def judge(parsed: Parsed) -> Risk:
    """Return the risk of a pattern, or raise ``DangerousPattern``."""
    alphabet = Alphabet(parsed.tree)
    found = _Automaton(alphabet).judge(parsed.tree)
    breaker = "".join(f"(?!{text})" for text in sorted(found.loops))
    return Risk(found.degree, found.ways, f"{breaker}[\\s\\S]", parsed.is_anchored, _slowness(parsed.tree))


def _slowness(node: Any) -> int:
    """Return how much longer a step may take because of what repeats: worst is what can match nothing."""
    kind = type(node)
    if kind is Repeat:
        body, _, most = node
        own = 1 if type(body) is Chars or most == 1 else _SLOW * _SLOW if _can_be_empty(body) else _SLOW
        return max(own, _slowness(body))
    if kind is Sequence:
        return max(map(_slowness, node.parts), default=1)
    if kind is Choice:
        return max(map(_slowness, node.options), default=1)
    return _slowness(node.body) if kind in (Group, Look) else 1


def _can_be_empty(node: Any) -> bool:
    """Tell whether a part can match nothing."""
    kind = type(node)
    if kind is Repeat:
        return node.least == 0 or _can_be_empty(node.body)
    if kind is Sequence:
        return all(map(_can_be_empty, node.parts))
    if kind is Choice:
        return any(map(_can_be_empty, node.options))
    return _can_be_empty(node.body) if kind is Group else kind is not Chars


# -- the automaton -----------------------------------------------------------------------------------


class _Findings(NamedTuple):
    """What was found out about a pattern; *loops* are its sets that repeat, as patterns."""

    degree: int
    ways: int
    loops: FrozenSet[str]


class _Part(NamedTuple):
    """A part of a pattern: where it begins and ends, and in how many ways it matches nothing."""

    first: Ends
    last: Ends
    empty: int


def _add(ends: Ends, more: Ends, ways: int) -> None:
    if ways:
        for position, count in more.items():
            ends[position] = min(ends.get(position, 0) + count * ways, _WAYS)


class _Automaton:
    """The positions of a pattern's characters and which can follow which.

    Between two positions there can be several ways; they are counted.
    """

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._effort = 0
        self._start()

    def _start(self) -> None:
        self._masks: List[int] = []
        self._chars: List[Chars] = []
        self._follow: List[Ends] = []
        self._groups: Dict[int, Any] = {}
        self._looks: List[_Findings] = []

    def _work(self, amount: int = 1) -> None:
        self._effort += amount
        if self._effort > _EFFORT or len(self._masks) > _POSITIONS:
            raise DangerousPattern("it is too large to be checked")

    def judge(self, tree: Any) -> _Findings:
        """Return the findings about a pattern or the body of a look-around."""
        outer = self._masks, self._chars, self._follow, self._looks, self._groups
        groups = dict(self._groups)
        self._start()
        self._groups = groups
        root = self._build(tree, 1)
        components = self._components()
        home = {position: number for number, component in enumerate(components) for position in component}
        loops = [self._is_loop(component) for component in components]
        for component, is_loop in zip(components, loops):
            if is_loop:
                self._check_loop(component)
        ways = self._ways(root, components, home)
        if ways >= _WAYS:
            raise DangerousPattern("its parts can match the same text in too many ways")
        degree = self._degree(components, home, loops)
        texts = {
            set_text(self._chars[position])
            for component, is_loop in zip(components, loops)
            if is_loop
            for position in component
        }
        inner = max([look.degree for look in self._looks], default=0)
        ways *= max([look.ways for look in self._looks], default=1)
        for look in self._looks:
            texts |= look.loops
        self._masks, self._chars, self._follow, self._looks, self._groups = outer
        return _Findings(degree + inner, ways, frozenset(texts))

    # -- building ---------------------------------------------------------------------------

    def _build(self, node: Any, copies: int) -> _Part:
        """Add a part of the pattern, which stands inside *copies* copies already."""
        self._work()
        kind = type(node)
        if kind is Chars:
            return self._character(node)
        if kind is Sequence:
            whole = _Part({}, {}, 1)
            for part in node.parts:
                whole = self._join(whole, self._build(part, copies))
            return whole
        if kind is Choice:
            return self._choice([self._build(option, copies) for option in node.options])
        if kind is Repeat:
            return self._repeat(node, copies)
        if kind is Group:
            self._groups[node.number] = node.body
            return self._build(node.body, copies)
        if kind is Look:
            self._looks.append(self.judge(node.body))
            return _Part({}, {}, 1)
        body = self._groups.get(node.number)  # a reference can match what its group can
        return _Part({}, {}, 1) if body is None else self._choice([self._build(body, copies)])

    def _character(self, chars: Chars) -> _Part:
        position = len(self._masks)
        self._masks.append(self._alphabet.mask(chars))
        self._chars.append(chars)
        self._follow.append({})
        return _Part({position: 1}, {position: 1}, 0)

    @staticmethod
    def _choice(options: List[_Part]) -> _Part:
        first: Ends = {}
        last: Ends = {}
        for option in options:
            _add(first, option.first, 1)
            _add(last, option.last, 1)
        return _Part(first, last, min(sum(option.empty for option in options), _WAYS))

    def _connect(self, last: Ends, first: Ends) -> None:
        self._work(len(last) * len(first))
        for position, count in last.items():
            _add(self._follow[position], first, count)

    def _repeat(self, node: Repeat, copies: int) -> _Part:
        body, least, most = node
        if most == 0:
            return _Part({}, {}, 1)
        if most is not None:
            exact = type(body) is Chars and least == most <= _CHAIN
            if exact or (most * copies <= _COPIES and most - least <= _SLACK):
                return self._written_out(body, least, most, copies if exact else most * copies)
        part = self._build(body, copies)
        if part.empty and least > _COPIES:
            raise DangerousPattern("a counted repeat of what can match nothing takes too long")
        self._connect(part.last, part.first)
        empty = part.empty**least
        if part.empty and most is not None:
            empty *= most - least + 1
        elif not least:
            empty = 1 + (part.empty > 0)
        return _Part(part.first, part.last, min(empty, _WAYS))

    def _written_out(self, body: Any, least: int, most: int, copies: int) -> _Part:
        """Return ``least`` copies of a body and, inside each other, as many as can follow."""
        parts = [self._build(body, copies) for _ in range(most)]
        tail = _Part({}, {}, 1)
        for number in reversed(range(most)):
            tail = self._join(parts[number], tail)
            if number >= least:
                tail = tail._replace(empty=min(tail.empty + 1, _WAYS))
        return tail

    def _join(self, one: _Part, other: _Part) -> _Part:
        self._connect(one.last, other.first)
        first = dict(one.first)
        _add(first, other.first, one.empty)
        last = {position: min(count * other.empty, _WAYS) for position, count in one.last.items() if other.empty}
        _add(last, other.last, 1)
        return _Part(first, last, min(one.empty * other.empty, _WAYS))

    # -- judging ----------------------------------------------------------------------------

    def _components(self) -> List[List[int]]:
        """Return the strongly connected positions together; what can follow comes before."""
        order: Dict[int, int] = {}
        low: Dict[int, int] = {}
        waiting: List[int] = []
        on_stack: Set[int] = set()
        components: List[List[int]] = []
        for root in range(len(self._masks)):
            if root in order:
                continue
            order[root] = low[root] = len(order)
            waiting.append(root)
            on_stack.add(root)
            walk = [(root, iter(self._follow[root]))]
            while walk:
                position, successors = walk[-1]
                for successor in successors:
                    if successor not in order:
                        order[successor] = low[successor] = len(order)
                        waiting.append(successor)
                        on_stack.add(successor)
                        walk.append((successor, iter(self._follow[successor])))
                        break
                    if successor in on_stack:
                        low[position] = min(low[position], order[successor])
                else:
                    walk.pop()
                    if walk:
                        low[walk[-1][0]] = min(low[walk[-1][0]], low[position])
                    if low[position] == order[position]:
                        place = waiting.index(position)
                        components.append(waiting[place:])
                        on_stack.difference_update(waiting[place:])
                        del waiting[place:]
        return components

    def _is_loop(self, component: List[int]) -> bool:
        return len(component) > 1 or component[0] in self._follow[component[0]]

    def _check_loop(self, component: List[int]) -> None:
        """Fail if one text can lead in two ways from a position of a loop back to it."""
        inside = set(component)
        follow = {
            position: [(next_one, ways) for next_one, ways in self._follow[position].items() if next_one in inside]
            for position in component
        }
        waiting: List[Tuple[int, int]] = []
        met: Set[Tuple[int, int]] = set()

        def meet(one: int, other: int) -> None:
            pair = (one, other) if one < other else (other, one)
            if pair not in met:
                met.add(pair)
                waiting.append(pair)

        for successors in follow.values():
            self._work(len(successors) ** 2 // 2)
            for number, (one, ways) in enumerate(successors):
                if ways > 1:
                    raise DangerousPattern("a repeat inside a repeat can match the same text in many ways")
                for other, _ in successors[:number]:
                    if self._masks[one] & self._masks[other]:
                        meet(one, other)
        while waiting:
            one, other = waiting.pop()
            self._work(len(follow[one]) * len(follow[other]))
            for a, _ in follow[one]:
                for b, _ in follow[other]:
                    if a == b:
                        raise DangerousPattern("what it repeats can match the same text in many ways")
                    if self._masks[a] & self._masks[b]:
                        meet(a, b)

    def _ways(self, root: _Part, components: List[List[int]], home: Dict[int, int]) -> int:
        """Return in how many ways one text can be matched outside of loops, at most ``_WAYS``."""
        ways: List[int] = []
        known: Dict[FrozenSet[Tuple[int, int]], int] = {}

        def most(exits: Ends) -> int:
            key = frozenset(exits.items())
            if key not in known:
                self._work(len(exits) ** 2)
                known[key] = max(
                    (
                        sum(
                            count * ways[home[other]]
                            for other, count in exits.items()
                            if self._masks[other] & self._masks[one]
                        )
                        for one in exits
                    ),
                    default=1,
                )
            return min(known[key], _WAYS)

        for number, component in enumerate(components):
            exits: Ends = {}
            for position in component:
                outside = {
                    successor: count for successor, count in self._follow[position].items() if home[successor] != number
                }
                _add(exits, outside, 1)
            if len(component) > 1:
                exits = {position: 1 for position in exits}
            ways.append(max(1, most(exits)))
        return max(1, most(root.first), root.empty)

    def _degree(self, components: List[List[int]], home: Dict[int, int], loops: List[bool]) -> int:
        """Return the greatest number of loops, one after the other, that can share a text."""
        masks: Dict[int, int] = {}
        degrees: Dict[int, int] = {}
        for number, component in enumerate(components):
            if loops[number]:
                mask = 0
                for position in component:
                    mask |= self._masks[position]
                later = [
                    other
                    for other in masks
                    if masks[other] & mask and self._leads(component, home, other, masks[other] & mask)
                ]
                masks[number] = mask
                degrees[number] = 1 + max([degrees[other] for other in later], default=0)
        return max(degrees.values(), default=0)

    def _leads(self, component: List[int], home: Dict[int, int], goal: int, mask: int) -> bool:
        """Tell whether characters of a set lead from one component to another."""
        waiting = [position for position in component if self._masks[position] & mask]
        met = set(waiting)
        while waiting:
            position = waiting.pop()
            self._work(len(self._follow[position]))
            for successor in self._follow[position]:
                if successor not in met and self._masks[successor] & mask:
                    if home[successor] == goal:
                        return True
                    met.add(successor)
                    waiting.append(successor)
        return False

"""All rules of a mock: which of them answers what is asked, and what is said of a use that none of them is meant by.

Applications ask the same again and again, and mostly get the same answer. An answer that cannot become
another one is therefore remembered with its question, until a rule is added or told more.
"""

from __future__ import annotations

from typing import Any, Dict, Hashable, List, Mapping, Optional, Sequence

from .answers import Answer, Rule
from .matching import Code, Context, nearest

_KEPT = 512  # answers that are remembered


class Rules(List[Rule]):
    """The rules of a mock in their order; ``settled`` are the answers that stay, by what tells a question from others.

    >>> rules = Rules()
    >>> rule = rules.add("total(*)", None).returns(1)
    >>> rules.choose("the key", "total(3)", ["total(3)"]), rules.settled["the key"].payload
    (Answer(kind='value', payload=1, delay=0.0), 1)
    >>> rules.choose("other key", "count()", ["count()"])
    """

    def __init__(self) -> None:
        super().__init__()
        self.settled: Dict[Hashable, Answer] = {}

    def add(self, code: Optional[Code], context: Context) -> Rule:
        """Add a rule behind the others."""
        rule = Rule(code, context, self._unsettle)
        self.append(rule)
        self._unsettle()
        return rule

    def clear(self) -> None:
        """Forget all rules."""
        super().clear()
        self._unsettle()

    def choose(
        self, key: Hashable, code: str, asks: Sequence[str], context: Optional[Mapping[str, Any]] = None
    ) -> Optional[Answer]:
        """Return the answer of the first rule that fits and has one left, or None."""
        settled = self.settled  # a thread that tells more in this moment puts another one in its place
        stays = True
        for rule in self:
            if not rule.is_open:
                continue
            stays = stays and not rule.is_asked_each_time
            if rule.fits(code, asks, context):
                stays = stays and rule.is_at_last
                answer = rule.next()
                if stays:
                    if len(settled) >= _KEPT:
                        settled.clear()
                    settled[key] = answer
                return answer
        return None

    def describe_unexpected(self, what: str, asks: Sequence[str], asked: str) -> str:
        """Return the message for a use that nobody expected: what it was, what was expected, the nearest of that."""
        near = nearest(asks, [str(rule.code) for rule in self])
        lines = [f"  {rule.describe()}{'   <- nearest' if str(rule.code) == near else ''}" for rule in self]
        return "\n".join([f"unexpected {what}: {asked}", "expected were:", *(lines or ["  nothing"])])

    def _unsettle(self) -> None:
        self.settled = {}

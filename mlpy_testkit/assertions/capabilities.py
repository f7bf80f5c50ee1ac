"""Assertions on what ML code was allowed to use, and what it was denied.

The audit trail decides, so a denial counts too if the ML code caught its error.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

from ..capabilities import ALL, AuditTrail, CapabilityContext, Check
from ..capabilities.constraints import CapabilityConstraint
from ..capabilities.kinds import PATH, kind_of
from ..capabilities.patterns import is_plain_path
from ..engine import MLDeniedError, MLUsageError
from ..records import NamedTuple
from .base import Asserts, Block
from .describe import described
from .seen import Seen, is_execution, ml_error

__unittest = True  # keep these frames out of failure reports

_SHOWN = 20  # checks to show

_Watched = TypeVar("_Watched", bound="Watched")
Uses = Union[Mapping[str, Union[str, Sequence[str], None]], Iterable[str]]


class CapabilityAsserts(Asserts):
    """Assertions on the audit trail.

    Each is a context manager, or is given ``code``: ML code, a function to call, or what an execution came to.
    A *resource* is exact, or a pattern as in a grant. All checks of the block are ``.checks`` of the object that
    comes back, those that were meant ``.matching``, and the error that ended the block ``.error``.
    """

    def assertCapabilityViolation(
        self,
        capability_type: str,
        resource: Optional[str] = None,
        msg: Any = None,
        *,
        code: Any = None,
        session: Any = None,
    ) -> CapabilityViolation:
        """Fail unless the block is denied a capability, for a *resource* if that is given.

        The denials that were meant are ``.checks`` of the object that comes back, the first one ``.violation``.

            with self.assertCapabilityViolation("file.write", "/data/*.csv") as denied:
                self.session.run('import file; file.write("/data/prices.csv", "");')
            self.assertEqual(denied.violation.line, 1)
        """
        wanted = Meant(capability_type, resource)
        return CapabilityViolation(self, "assertCapabilityViolation", msg, session, wanted).of(code)

    def assertNoCapabilityViolation(
        self,
        capability_type: Optional[str] = None,
        resource: Optional[str] = None,
        msg: Any = None,
        *,
        code: Any = None,
        session: Any = None,
    ) -> NoCapabilityViolation:
        """Fail if the block is denied any capability, or one of a type, for a *resource*.

        with self.assertNoCapabilityViolation():
            self.session.call("report")
        """
        wanted = Meant(capability_type, resource)
        return NoCapabilityViolation(self, "assertNoCapabilityViolation", msg, session, wanted).of(code)

    def assertCapabilityUsed(
        self,
        capability_type: str,
        resource: Optional[str] = None,
        msg: Any = None,
        *,
        code: Any = None,
        session: Any = None,
    ) -> CapabilityUse:
        """Fail unless the block asks for a capability and is granted it.

        with self.assertCapabilityUsed("file.read", "/data/rates.json"):
            self.session.call("price", 100)
        """
        wanted = Meant(capability_type, resource)
        return CapabilityUse(self, "assertCapabilityUsed", msg, session, wanted, True).of(code)

    def assertNotCapabilityUsed(
        self,
        capability_type: str,
        resource: Optional[str] = None,
        msg: Any = None,
        *,
        code: Any = None,
        session: Any = None,
    ) -> CapabilityUse:
        """Fail if the block asks for a capability and is granted it.

        with self.assertNotCapabilityUsed("network.http"):
            self.session.call("price", 100)
        """
        wanted = Meant(capability_type, resource)
        return CapabilityUse(self, "assertNotCapabilityUsed", msg, session, wanted, False).of(code)

    def assertCapabilitiesUsed(
        self, expected: Uses, msg: Any = None, *, code: Any = None, session: Any = None
    ) -> CapabilitiesUse:
        """Fail unless the block uses exactly these capabilities: each at least once, and no others.

        They are texts such as ``"file.read:/data/*"``, or resources by type. A type without a resource stands
        for any use of it.

            with self.assertCapabilitiesUsed(["math.compute", "file.read:/data/rates.json"]):
                self.session.call("price", 100)
            with self.assertCapabilitiesUsed({"file.read": ["/data/rates.json", "/data/users/*"]}):
                self.session.call("report")
        """
        return CapabilitiesUse(self, "assertCapabilitiesUsed", msg, session, _uses(expected)).of(code)

    def assertLeastPrivilege(self, msg: Any = None, *, code: Any = None, session: Any = None) -> LeastPrivilege:
        """Fail if something that is granted is not used in the block.

        with self.assertLeastPrivilege():
            self.session.call("report")
            self.session.call("price", 100)
        """
        return LeastPrivilege(self, "assertLeastPrivilege", msg, session).of(code)


class Meant(NamedTuple):
    """The checks that an assertion is about: of a type, or all; of resources, or all."""

    type: Optional[str]
    resource: Optional[str]

    def checked(self, any_type: bool = False) -> Meant:
        """Return self, or raise ``MLUsageError`` for what no check could ever be."""
        if any_type and self.type is None and self.resource is None:
            return self
        if not isinstance(self.type, str) or not self.type:
            raise MLUsageError(f"a capability type must be a text, not {self.type!r}")
        if ":" in self.type:
            raise MLUsageError(f"{self.type!r} is no capability type; give the resource as an argument of its own")
        if self.resource is not None and (not isinstance(self.resource, str) or not self.resource):
            raise MLUsageError(f"a resource must be a text, not {self.resource!r}")
        return self

    def covers(self, check: Check) -> bool:
        """Tell whether a check is meant."""
        if self.type not in (None, check.type):
            return False
        if self.resource in (None, check.resource):
            return True
        if self.resource is None or check.resource is None:
            return False
        kind = kind_of(check.type)
        if kind == PATH and not is_plain_path(self.resource):
            return False
        return CapabilityConstraint([self.resource]).matches(check.resource, kind, _unchanged)

    def __str__(self) -> str:
        if self.type is None:
            return "a capability"
        return self.type if self.resource is None else f"{self.type} for {self.resource!r}"


def _unchanged(path: str) -> str:
    """Resolve nothing: the trail holds the paths as they were resolved in the world of the code."""
    return path


class Watched(Block):
    """A block whose checks are seen; ``checks`` are all of them, once it is over."""

    def __init__(self, test: CapabilityAsserts, name: str, msg: Any, session: Any) -> None:
        super().__init__(test, name, msg)
        self._session = session
        self._trail: Any = None
        self._before = 0
        self._counts: Dict[str, int] = {}
        self.checks: Tuple[Check, ...] = ()
        self.missed = 0  # checks of the block that the trail does not hold any more
        self.uses: Dict[str, int] = {}
        self.error: Optional[MLDeniedError] = None

    def of(self: _Watched, code: Any) -> _Watched:
        """Look at code, at what it came to, at a function that is called, or at a block that follows."""
        if code is None:
            return self.awaiting()
        if is_execution(code):
            seen = self._test._ml_see(code, self._session)
            if not isinstance(seen.audit, AuditTrail):
                raise MLUsageError(f"this {type(code).__name__} has no audit trail")
            self._trail = seen.audit
            self._look(seen.error)
            self.judge()
            return self
        if callable(code):
            return self.around(code)
        return self.around(self._run, code)

    def _run(self, code: str) -> None:
        seen: Seen = self._test._ml_see(code, self._session)
        if seen.error is not None:
            raise seen.error

    def begin(self) -> None:
        """Note what was checked before."""
        trail = self._test.audit_ml() if self._session is None else self._session.audit
        if not isinstance(trail, AuditTrail):
            raise MLUsageError(f"the audit trail is a {type(trail).__name__}, which nobody can read")
        self._trail = trail
        self._before = trail.recorded
        self._counts = _granted(trail)

    def end(self, error: Optional[BaseException]) -> bool:
        """Look at what was checked, and decide."""
        found = ml_error(error)
        if error is not None and not isinstance(found, MLDeniedError):
            return False
        self._look(found)
        self.judge()
        return self.expects_error

    def _look(self, error: Any) -> None:
        self.error = error if isinstance(error, MLDeniedError) else None
        self.checks = self._trail.after(self._before)
        self.missed = self._trail.recorded - self._before - len(self.checks)
        counts = _granted(self._trail)
        uses = {kind: count - self._counts.get(kind, 0) for kind, count in counts.items()}
        self.uses = {kind: count for kind, count in uses.items() if count}
        if self.error is not None and not any(_is_of(check, self.error) for check in self.checks):
            self.checks += tuple(_checks_of(self.error))  # of a trail that nobody has kept

    expects_error = False

    @abstractmethod
    def judge(self) -> None:
        """Fail the test unless the checks are as they should be."""

    def _used(self, wanted: Meant) -> bool:
        """Tell whether something was asked for and granted; of a type alone further uses are counted only."""
        if any(check.granted and wanted.covers(check) for check in self.checks):
            return True
        return wanted.resource is None and wanted.type in self.uses

    def _listed(self, checks: Sequence[Check]) -> List[str]:
        """Return lines for checks, and for uses that were only counted."""
        told = {check.type for check in self.checks if check.granted}
        return [*_list(checks), *(self._counted(kind) for kind in sorted(self.uses) if kind not in told)]

    def _counted(self, kind: str) -> str:
        return f"  granted {kind}, uses: {self.uses[kind]}"

    def _report(self, head: str) -> None:
        lines = self._listed(self.checks)
        head += "; checks were:" if lines else "; no capability was asked for"
        self._fail(described(head, *lines))


class CapabilityViolation(Watched):
    """What ``assertCapabilityViolation`` returns: a context manager that keeps what it saw."""

    expects_error = True

    def __init__(self, test: CapabilityAsserts, name: str, msg: Any, session: Any, wanted: Meant) -> None:
        super().__init__(test, name, msg, session)
        self._wanted = wanted.checked()

    @property
    def violation(self) -> Optional[Check]:
        """The first denial that was meant, or None."""
        return self.checks[0] if self.checks else None

    def judge(self) -> None:
        """Fail the test unless a use that is meant was denied."""
        denied = tuple(check for check in self.checks if not check.granted and self._wanted.covers(check))
        if not denied:
            self._report(f"no use of {self._wanted} was denied")
        self.checks = denied


class NoCapabilityViolation(Watched):
    """What ``assertNoCapabilityViolation`` returns."""

    def __init__(self, test: CapabilityAsserts, name: str, msg: Any, session: Any, wanted: Meant) -> None:
        super().__init__(test, name, msg, session)
        self._wanted = wanted.checked(any_type=True)

    def judge(self) -> None:
        """Fail the test if a use that is meant was denied."""
        denied = [check for check in self.checks if not check.granted and self._wanted.covers(check)]
        if denied:
            times = "" if len(denied) == 1 else f" {len(denied)} times"
            text = described(f"{self._wanted} was denied{times}, expected no denial", *_list(denied))
            self._fail(described(text, None if self.error is None else str(self.error)))


class CapabilityUse(Watched):
    """What ``assertCapabilityUsed`` and ``assertNotCapabilityUsed`` return."""

    def __init__(self, test: CapabilityAsserts, name: str, msg: Any, session: Any, wanted: Meant, used: bool) -> None:
        super().__init__(test, name, msg, session)
        self._wanted = wanted.checked()
        self._expects = used

    def judge(self) -> None:
        """Fail the test unless a use that is meant was granted, or none was."""
        if self._used(self._wanted) is self._expects:
            if not self._expects:
                self._check_certain()
            return
        if self._expects:
            self._report(f"{self._wanted} was not used")
        granted = [check for check in self.checks if check.granted and self._wanted.covers(check)]
        lines = _list(granted) or [self._counted(self._wanted.type or "")]
        self._fail(described(f"{self._wanted} was used, expected no use", *lines))

    def _check_certain(self) -> None:
        """Raise if nobody can say that something was not used."""
        wanted = self._wanted
        if self.missed and wanted.resource is not None:
            raise MLUsageError(
                f"{self.missed} checks are not in the trail any more, so nobody can say whether {wanted} was used"
            )
        if wanted.type in ALL or wanted.type in self._trail.types:
            return
        from difflib import get_close_matches

        near = get_close_matches(wanted.type or "", ALL, 1, 0.8)
        if near:
            raise MLUsageError(f"nothing asks for a capability {wanted.type!r}; did you mean {near[0]!r}?")


class CapabilitiesUse(Watched):
    """What ``assertCapabilitiesUsed`` returns."""

    def __init__(self, test: CapabilityAsserts, name: str, msg: Any, session: Any, expected: List[Meant]) -> None:
        super().__init__(test, name, msg, session)
        self._expected = [wanted.checked() for wanted in expected]

    def judge(self) -> None:
        """Fail the test unless exactly what is expected was used."""
        if self.missed:
            raise MLUsageError(f"{self.missed} checks are not in the trail any more, so nobody can say what was used")
        unused = [wanted for wanted in self._expected if not self._used(wanted)]
        granted = [check for check in self.checks if check.granted]
        extra = [check for check in granted if not any(wanted.covers(check) for wanted in self._expected)]
        seen = {check.type for check in granted}
        kinds = {wanted.type for wanted in self._expected}
        counted = [kind for kind in sorted(self.uses) if kind not in seen | kinds]
        if not (unused or extra or counted):
            return
        lines = ["capabilities used differ (+ not expected, - not used)"]
        lines += [f"  + {describe_check(check).strip()}" for check in _distinct(extra)[:_SHOWN]]
        lines += [f"  + {self._counted(kind).strip()}" for kind in counted]
        lines += [f"  - {wanted}" for wanted in unused]
        denied = [check for check in self.checks if not check.granted]
        self._fail(described(*lines, *_list(denied)))


class LeastPrivilege(Watched):
    """What ``assertLeastPrivilege`` returns; ``unused`` are the tokens that were not used."""

    def __init__(self, test: CapabilityAsserts, name: str, msg: Any, session: Any) -> None:
        super().__init__(test, name, msg, session)
        self._tokens: List[Tuple[Any, int]] = []
        self.unused: Tuple[Any, ...] = ()

    def of(self, code: Any) -> LeastPrivilege:
        """Look at code, at a function that is called, or at a block that follows."""
        if is_execution(code):
            raise MLUsageError("which grants were used can be told of code that is run, not of what it came to")
        return super().of(code)

    def begin(self) -> None:
        """Note how often each grant was used before."""
        super().begin()
        context = _context(self._test, self._session)
        tokens = [token for kind in _types(context) for token in context.held(kind)]
        if not tokens:
            raise MLUsageError("nothing is granted, so there is nothing to use")
        self._tokens = [(token, token.usage_count) for token in tokens]

    def judge(self) -> None:
        """Fail the test if a grant was not used."""
        kinds = [token.capability_type for token, _ in self._tokens]
        only = {kind for kind in self.uses if kinds.count(kind) == 1}  # mlpy counts no uses of its tokens
        self.unused = tuple(
            token for token, count in self._tokens if token.usage_count == count and token.capability_type not in only
        )
        if self.unused:
            head = f"{len(self.unused)} of {len(self._tokens)} grants were not used:"
            unused = map(_describe_grant, self.unused)
            self._fail(described(head, *unused, "checks were:" if self.checks else None, *self._listed(self.checks)))


def _context(test: Any, session: Any) -> CapabilityContext:
    """Return what is granted to the code of a test."""
    context = getattr(test, "capabilities", None) if session is None else None
    if not isinstance(context, CapabilityContext):
        context = getattr(test._ml_session_of(session), "context", None)
    if not isinstance(context, CapabilityContext):
        raise MLUsageError("this session does not say what is granted to it")
    return context


def _types(context: CapabilityContext) -> List[str]:
    return sorted({kind for one in context._chain() for kind in one._tokens})


def _describe_grant(token: Any) -> str:
    patterns = [*token.constraints.resource_patterns, *token.constraints.allowed_hosts]
    return f"  {token.capability_type}" + (f" {', '.join(patterns)}" if patterns else "")


def _uses(expected: Any) -> List[Meant]:
    """Return what is meant by a list of texts, or by resources by type."""
    if isinstance(expected, (str, bytes)) or not isinstance(expected, Iterable):
        raise MLUsageError(f"a list of texts such as 'file.read:/data/*' is wanted, not {expected!r}")
    if not isinstance(expected, Mapping):
        texts = list(expected)
        for text in texts:
            if not isinstance(text, str):
                raise MLUsageError(f"a capability is a text such as 'file.read:/data/*', not {text!r}")
        parts = [text.partition(":") for text in texts]
        return [Meant(kind, pattern if colon else None) for kind, colon, pattern in parts]
    wanted: List[Meant] = []
    for kind, resources in expected.items():
        several = resources if isinstance(resources, (list, tuple, set, frozenset)) else [resources]
        wanted += [Meant(kind, resource) for resource in several]
    return wanted


def _granted(trail: AuditTrail) -> Dict[str, int]:
    return {kind: trail.count(kind, granted=True) for kind in trail.types}


def _distinct(checks: Sequence[Check]) -> List[Check]:
    return list({(check.type, check.resource): check for check in reversed(checks)}.values())[::-1]


def _is_of(check: Check, error: MLDeniedError) -> bool:
    return not check.granted and check.type in error.types and check.resource == error.resource


def _checks_of(error: MLDeniedError) -> Iterable[Check]:
    place = (error.file, error.line, error.column)
    for kind in error.types:
        yield Check(kind, error.resource, error.operation, False, error.reason, error.function, *place)


def _list(checks: Sequence[Check]) -> List[str]:
    """Return lines for checks, not too many."""
    lines = [describe_check(check) for check in checks[:_SHOWN]]
    return lines if len(checks) <= _SHOWN else [*lines, f"  ... {len(checks) - _SHOWN} more"]


def describe_check(check: Check) -> str:
    """Return a line that tells a check.

    >>> print(describe_check(Check("file.read", "/a", "read", False, "resource", "file.read", "x.ml", 3, 5)))
      denied  file.read /a (resource), x.ml:3:5
    """
    answer = "granted" if check.granted else "denied "
    resource = "" if check.resource is None else f" {check.resource}"
    reason = "" if check.granted else f" ({check.reason})"
    place = "" if check.file is None else f", {check.file}:{check.line}:{check.column}"
    return f"  {answer} {check.type}{resource}{reason}{place}"

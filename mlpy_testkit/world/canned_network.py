"""A network in which a test has written down all answers."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any, Dict, List, Mapping, Optional, Pattern, Sequence, Union

from ..engine.arguments import check_type, checked_count, checked_seconds
from ..engine.errors import MLUsageValueError
from .clock import Clock
from .network import Network, NetworkError, Request, Response

__unittest = True  # keep these frames out of failure reports

_REASONS = {status.value: status.phrase for status in HTTPStatus}


class Answer:
    """An answer to give.

    ``body`` is text, bytes, or anything that JSON can say; ``delay`` seconds pass on the clock of the
    world before it arrives.

    >>> network = CannedNetwork()
    >>> network.respond("GET", "http://shop.test/*", Answer(status=404), Answer({"left": 3}, delay=0.5))
    """

    def __init__(
        self,
        body: Any = "",
        *,
        status: int = 200,
        headers: Optional[Mapping[str, str]] = None,
        delay: float = 0.0,
    ) -> None:
        if not 100 <= checked_count(status, "status") <= 599:
            raise MLUsageValueError(f"status must be a number from 100 to 599, not {status}")
        check_type(headers, "headers", Mapping, "a mapping of texts")
        self.status = status
        self.headers: Dict[str, str] = dict(headers or {})
        self.delay = checked_seconds(delay, "delay")
        if isinstance(body, str):
            body = body.encode("utf-8")
        elif not isinstance(body, bytes):
            body = json.dumps(body).encode("utf-8")
            if "content-type" not in {name.lower() for name in self.headers}:
                self.headers["Content-Type"] = "application/json"
        self.body: bytes = body

    def __repr__(self) -> str:
        return f"Answer({self.body!r}, status={self.status})"


class Failure:
    """No answer: the request fails with *message* after *delay* seconds.

    >>> CannedNetwork().respond("POST", "http://shop.test/orders", Failure("connection refused"))
    """

    def __init__(self, message: str = "[Errno 111] Connection refused", *, delay: float = 0.0) -> None:
        self.message = message
        self.delay = checked_seconds(delay, "delay")


class Timeout(Failure):
    """No answer within the time the program is ready to wait.

    >>> CannedNetwork().respond("GET", "http://slow.test/", Timeout())
    """

    def __init__(self) -> None:
        super().__init__("timed out")


class Rule:
    """Which requests get which answers; ``used`` counts them."""

    def __init__(self, method: str, url: Union[str, Pattern[str]], answers: Sequence[Any], repeat: bool) -> None:
        self.method = method.upper()
        self.url = url
        self.answers = list(answers)
        self.repeat = repeat
        self.used = 0

    def fits(self, method: str, url: str) -> bool:
        """Tell whether a request is meant, and whether an answer is left for it."""
        if self.method not in ("*", method.upper()) or (self.used >= len(self.answers) and not self.repeat):
            return False
        if not isinstance(self.url, str):
            return self.url.fullmatch(url) is not None
        return re.fullmatch(".*".join(map(re.escape, self.url.split("*"))), url, re.DOTALL) is not None

    def next(self) -> Any:
        """Return the next answer; the last one stays."""
        answer = self.answers[min(self.used, len(self.answers) - 1)]
        self.used += 1
        return answer


class CannedNetwork(Network):
    """Answers by rules, and remembers what was asked in ``requests``.

    A request for which there is no rule fails for the program, and again for the test: ``check``
    raises for all of them.

    >>> network = CannedNetwork()
    >>> network.respond("GET", "https://api.example.com/users/*", {"name": "Ann"})
    >>> network.request("GET", "https://api.example.com/users/7").body
    b'{"name": "Ann"}'
    """

    def __init__(self, clock: Optional[Clock] = None) -> None:
        self.clock = clock
        self.rules: List[Rule] = []
        self.requests: List[Request] = []
        self.unexpected: List[Request] = []

    def respond(self, method: str, url: Union[str, Pattern[str]], *answers: Any, repeat: bool = True) -> None:
        """Say what requests are answered with: the answers in order, then the last one for ever.

        *url* is the URL, with ``*`` for any characters, or a compiled regular expression; the method
        ``"*"`` is any. An answer is an ``Answer``, a ``Failure``, a ``Timeout``, or the body of an
        answer with status 200. Of several rules that fit, the first is used; with ``repeat=False`` a
        rule is used up when its answers are.
        """
        check_type(method, "method", str, "a text")
        check_type(url, "url", (str, re.Pattern), "a text or a compiled regular expression")
        given = answers or ("",)
        made = [item if isinstance(item, (Answer, Failure)) else Answer(item) for item in given]
        self.rules.append(Rule(method, url, made, repeat))

    def request(
        self,
        method: str,
        url: str,
        headers: Optional[Mapping[str, str]] = None,
        body: Optional[bytes] = None,
        timeout: Optional[float] = None,
    ) -> Response:
        request = Request(method, url, dict(headers or {}), body, timeout)
        self.requests.append(request)
        rule = next((rule for rule in self.rules if rule.fits(method, url)), None)
        if rule is None:
            self.unexpected.append(request)
            raise NetworkError(f"unexpected request: {method} {url}")
        answer = rule.next()
        if isinstance(answer, Timeout) or (timeout is not None and answer.delay > timeout):
            self._wait(timeout or 0.0)
            raise TimeoutError("timed out")
        self._wait(answer.delay)
        if isinstance(answer, Failure):
            raise NetworkError(answer.message)
        return Response(answer.status, dict(answer.headers), answer.body, url, _REASONS.get(answer.status, ""))

    def check(self) -> None:
        """Raise ``AssertionError`` if there were requests without a rule."""
        if self.unexpected:
            lines = [f"  {request.method} {request.url}" for request in self.unexpected]
            known = [f"  {rule.method} {rule.url}" for rule in self.rules] or ["  none"]
            raise AssertionError("\n".join(["unexpected requests:", *lines, "expected were:", *known]))

    def _wait(self, seconds: float) -> None:
        if self.clock is not None and seconds > 0:
            self.clock.sleep(seconds)

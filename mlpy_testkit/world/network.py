"""The network as a program sees it: one request, one answer, no redirects."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Dict, Mapping, Optional

from ..records import NamedTuple
from .clock import Clock

LARGEST_BODY = 10 << 20  # bytes that the body of an answer may have


class NetworkError(Exception):
    """There is no answer: nobody of that name, nobody listening, no trust, no sense in what was said.

    A server that lets one wait too long gives ``TimeoutError`` instead.
    """


class Response(NamedTuple):
    """An answer: its status, the headers (the first of each name), the body, the URL it came from.

    >>> Response(200, {"Content-Type": "text/plain"}, b"taken", "http://shop.test/orders").status
    200
    """

    status: int
    headers: Dict[str, str]
    body: bytes
    url: str
    reason: str = ""


class Request(NamedTuple):
    """What a program sent.

    >>> from mlpy_testkit import CannedNetwork, Engine, World
    >>> network = CannedNetwork()
    >>> network.respond("POST", "http://shop.test/orders", "taken")
    >>> engine = Engine(world=World.fake(network=network), capabilities=["network.http"])
    >>> outcome = engine.run("import http; http.post('http://shop.test/orders', {body: {tea: 1}});")
    >>> network.requests[0].method, network.requests[0].text
    ('POST', '{"tea": 1}')
    """

    method: str
    url: str
    headers: Dict[str, str]
    body: Optional[bytes]
    timeout: Optional[float]

    @property
    def text(self) -> str:
        """The body as text."""
        return (self.body or b"").decode("utf-8", "replace")


class Network(ABC):
    """Sends requests. Redirects are answers like any other: whoever follows one asks again."""

    clock: Optional[Clock] = None  # on which delays pass; a world puts in its own where there is none

    @abstractmethod
    def request(
        self,
        method: str,
        url: str,
        headers: Optional[Mapping[str, str]] = None,
        body: Optional[bytes] = None,
        timeout: Optional[float] = None,
    ) -> Response:
        """Return the answer; raise ``NetworkError`` or ``TimeoutError`` if there is none in *timeout* seconds."""

    def check(self) -> None:
        """Raise ``AssertionError`` if something was asked for which a test has written down no answer."""
        return


class NoNetwork(Network):
    """A network without anybody in it.

    >>> from mlpy_testkit import Engine, World
    >>> program = "import http; http.get('http://shop.test/');"
    >>> Engine(world=World.fake(network=NoNetwork()), capabilities=["network.http"]).run(program).error is None
    False
    """

    def request(
        self,
        method: str,
        url: str,
        headers: Optional[Mapping[str, str]] = None,
        body: Optional[bytes] = None,
        timeout: Optional[float] = None,
    ) -> Response:
        raise NetworkError(f"this world has no network: {method} {url}")

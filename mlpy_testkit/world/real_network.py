"""The network of the host: HTTP and HTTPS with Python's own client.

Certificates and host names are verified. No proxy stands between, so the host in the URL, which was
checked, is the host that is asked. The time for the whole exchange is bounded, also by what the run
has left.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
from typing import Any, Dict, Mapping, Optional, cast
from urllib.parse import urlsplit

from ..engine.limits import current
from .network import LARGEST_BODY, Network, NetworkError, Response

_CHUNK = 1 << 16
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_AMBIGUOUS = re.compile(r"[\\\s\x00-\x1f\x7f]")  # what different readers of URLs read differently


class RealNetwork(Network):
    """Asks real servers; *tls* is the ``ssl.SSLContext`` to use instead of the default one."""

    def __init__(self, *, tls: Optional[ssl.SSLContext] = None, largest: int = LARGEST_BODY) -> None:
        self._tls = tls
        self._largest = largest

    def request(
        self,
        method: str,
        url: str,
        headers: Optional[Mapping[str, str]] = None,
        body: Optional[bytes] = None,
        timeout: Optional[float] = None,
    ) -> Response:
        if _METHOD.fullmatch(method) is None:
            raise NetworkError(f"not a method: {method!r}")
        try:
            return self._asked(method, url, dict(headers or {}), body, _end(timeout))
        except socket.timeout:
            raise TimeoutError("timed out") from None
        except (OSError, http.client.HTTPException, ValueError) as error:  # bad names and certificates too
            raise NetworkError(str(error) or type(error).__name__) from None

    def _asked(
        self, method: str, url: str, headers: Dict[str, str], body: Optional[bytes], end: Optional[float]
    ) -> Response:
        connection = self._connection(url, end)
        try:
            connection.connect()
            connection.sock = cast(socket.socket, _Line(connection.sock, end))
            return self._exchange(connection, method, url, headers, body)
        finally:
            connection.close()

    def _connection(self, url: str, end: Optional[float]) -> http.client.HTTPConnection:
        """Return a connection that is not yet open to the host of a URL."""
        if _AMBIGUOUS.search(url):
            raise NetworkError("a URL must not hold spaces, control characters or backslashes")
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https"):
            raise NetworkError(f"unknown url type: {parts.scheme}")
        if not host or parts.username is not None or parts.password is not None:
            raise NetworkError(f"no host in {url}" if not host else "a URL must not hold a user name")
        if not host.isascii():
            raise NetworkError(f"the host must be written in ASCII: {host}")
        if port is None:  # said here, or else the client looks for one behind the last colon of an IPv6 address
            port = http.client.HTTP_PORT if parts.scheme == "http" else http.client.HTTPS_PORT
        if parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=_left(end))
        if self._tls is None:
            self._tls = ssl.create_default_context()  # reads all certificates of the system, which takes a while
        return http.client.HTTPSConnection(host, port, timeout=_left(end), context=self._tls)

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        url: str,
        headers: Dict[str, str],
        body: Optional[bytes],
    ) -> Response:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if "connection" not in {name.lower() for name in headers}:
            headers["Connection"] = "close"
        connection.request(method, target, body, headers)
        with connection.getresponse() as answer:
            data = self._body(answer)
        found: Dict[str, str] = {}
        for name, value in answer.getheaders():
            found.setdefault(name, value)
        return Response(answer.status, found, data, url, answer.reason or "")

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        """Return the body of an answer, all of it or nothing."""
        length = answer.length  # None if nobody said
        if length is not None and length > self._largest:
            raise NetworkError(f"the answer is larger than {self._largest} bytes")
        data = bytearray()
        while length is None or len(data) < length:
            piece = answer.read1(_CHUNK if length is None else min(_CHUNK, length - len(data)))
            if not piece:
                break
            data += piece
            if len(data) > self._largest:
                raise NetworkError(f"the answer is larger than {self._largest} bytes")
        if length is not None and len(data) < length:  # the server closed before it had said all
            raise http.client.IncompleteRead(bytes(data), length - len(data))
        return bytes(data)


class _Line:
    """The socket as ``http.client`` uses it, with one end of time for all that is said on it.

    A timeout of a socket begins anew with every byte; a server that says one byte now and then would
    keep us for ever.
    """

    def __init__(self, line: socket.socket, end: Optional[float]) -> None:
        self._line = line
        self._end = end

    def sendall(self, data: Any) -> None:
        left = memoryview(data).cast("B")
        while left:
            self._line.settimeout(_left(self._end))
            left = left[self._line.send(left[:_CHUNK]) :]

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._line, self._end))

    def close(self) -> None:
        self._line.close()


class _Incoming(io.RawIOBase):
    """What comes in on a socket, which stays open until this is closed too."""

    def __init__(self, line: socket.socket, end: Optional[float]) -> None:
        self._line = line
        self._end = end
        self._raw = line.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Optional[int]:
        self._line.settimeout(_left(self._end))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _end(timeout: Optional[float]) -> Optional[float]:
    """Return when the time for a request is over: never after the run's."""
    run = current().deadline
    if timeout is None:
        return run
    end = time.monotonic() + timeout
    return end if run is None else min(end, run)


def _left(end: Optional[float]) -> Optional[float]:
    """Return the seconds that are left, or raise ``TimeoutError``."""
    if end is None:
        return None
    left = end - time.monotonic()
    if left <= 0:
        raise socket.timeout("timed out")
    return left

"""The module ``http``: requests, and the texts of URLs.

A URL is taken apart once, by the same reading that decides on capabilities; nothing but http and https
is opened. Every address on the way of a redirect is asked for anew. The network is that of the run's
world.
"""

from __future__ import annotations

import re
from http.client import responses
from typing import Any, Callable, ClassVar, Dict, List, Optional, Tuple, final
from urllib.parse import quote, quote_plus, unquote, urljoin

from ..capabilities.door import require
from ..capabilities.hosts import parse_target
from ..engine.limits import SMALL, check_items, check_text, spend
from ..engine.text import operand_text, representation
from ..engine.values import LibraryObject, Module, host_kind
from ..records import NamedTuple
from ..world import NetworkError, Response, world
from .declarations import Members
from .json import PARSE_DEPTH, _dumps, _loads

DEFAULT_TIMEOUT = 30
MAX_RESPONSE_SIZE = 10485760

_members = Members("http", DEFAULT_TIMEOUT=DEFAULT_TIMEOUT, MAX_RESPONSE_SIZE=MAX_RESPONSE_SIZE)

_AGENT = "ML-HTTP-Client/1.0"
_FORM = "application/x-www-form-urlencoded"
_REDIRECTS = 10  # that are followed at most
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_SECRETS = frozenset(["authorization", "cookie", "proxy-authorization"])
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


# -- answers -----------------------------------------------------------------------------------------


class JSONDecodeError(ValueError):
    """A body that is no JSON; the name is the one that Python gives it."""


@final
class HttpResponse(LibraryObject):
    """The answer to a request."""

    __slots__ = ("_body", "_headers", "_reason", "_status")

    type_name = "HttpResponse"

    def __init__(self, answer: Response) -> None:
        self._status = int(answer.status)
        self._reason = answer.reason or responses.get(answer.status, "")
        self._headers = {str(name): str(value) for name, value in answer.headers.items()}
        self._body = _decoded(answer)

    def _json(self) -> Any:
        try:
            return _loads(self._body, PARSE_DEPTH)
        except ValueError as error:
            message = str(error)
            prefix = "JSON parsing failed: "
            raise JSONDecodeError(message[len(prefix) :] if message.startswith(prefix) else message) from None

    methods: ClassVar[Dict[str, Callable[..., Any]]] = {
        "status": lambda self: self._status,
        "statusText": lambda self: self._reason,
        "headers": lambda self: dict(self._headers),
        "body": lambda self: self._body,
        "text": lambda self: self._body,
        "ok": lambda self: 200 <= self._status < 300,
        "json": _json,
    }


def _decoded(answer: Response) -> str:
    """Return the body as text; only that of an error may be damaged."""
    check_text(len(answer.body))
    if len(answer.body) > SMALL:
        spend(len(answer.body) // 16)
    kind = next((value for name, value in answer.headers.items() if name.lower() == "content-type"), "")
    match = _CHARSET.search(kind)
    charset = match[1] if match else "utf-8"
    try:
        "".encode(charset)
    except (LookupError, ValueError):  # unknown, or no encoding of texts
        charset = "utf-8"
    try:
        return answer.body.decode(charset, "strict" if 200 <= answer.status < 300 else "replace")
    except UnicodeError as error:
        raise RuntimeError(f"Request failed: {error}") from None


# -- requests ----------------------------------------------------------------------------------------


class _Address(NamedTuple):
    """A URL that can be asked: its text and what capabilities are about."""

    url: str
    scheme: str
    origin: Tuple[str, str, Optional[int]]


def _address(url: Any) -> _Address:
    """Return a URL taken apart, or fail for anything that has no plain reading."""
    match = _SCHEME.match(url) if type(url) is str else None
    if match is None or not match[2]:
        raise ValueError(f"Invalid URL: {operand_text(url)}")
    if match[1].lower() not in ("http", "https"):
        raise RuntimeError(f"Network error: unknown url type: {match[1].lower()}")
    url = url.partition("#")[0]
    control = _CONTROL.search(url)
    if control:
        message = f"URL can't contain control characters. {url!r} (found at least {control[0]!r})"
        raise RuntimeError(f"Request failed: {message}")
    target = parse_target(url)
    if target is None:
        raise ValueError(f"Invalid URL: {url}")
    return _Address(url, target.scheme, (target.scheme, target.host, target.port))


def _headers(given: Any) -> Dict[str, str]:
    """Return the headers of a program, checked, in an object of their own."""
    if given is None:
        return {}
    if type(given) is not dict:
        raise TypeError(f"headers must be an object, not {host_kind(given)}")
    headers: Dict[str, str] = {}
    for name, value in given.items():
        if type(name) is not str or not _TOKEN.fullmatch(name):
            raise RuntimeError(f"Request failed: Invalid header name {representation(name)}")
        text = operand_text(value)
        if re.search("[\r\n\0]", text):
            raise RuntimeError(f"Request failed: Invalid header value {representation(text)}")
        if name.lower() in ("host", "transfer-encoding"):
            raise RuntimeError(f"Request failed: header {name} is made from the request")
        if name.lower() != "content-length":
            headers[name] = text
    return headers


def _with_default(headers: Dict[str, str], name: str, value: str) -> None:
    """Add a header unless there is one of that name in any letter case."""
    if name.lower() not in {known.lower() for known in headers}:
        headers[name] = value


def _content(body: Any) -> Optional[bytes]:
    if body is None:
        return None
    if type(body) is str:
        text = body
    else:
        try:
            text = _dumps(body, None)
        except ValueError as error:
            raise TypeError(str(error).replace("JSON serialization failed: ", "", 1)) from None
    if len(text) > SMALL:
        spend(len(text) // 16)
    return text.encode("utf-8")


def _seconds(timeout: Any) -> float:
    if timeout is None:
        return float(DEFAULT_TIMEOUT)
    if type(timeout) not in (int, float):
        raise TypeError(f"timeout must be a number, not {host_kind(timeout)}")
    if not 0 < timeout < 1e9:
        raise RuntimeError("Request failed: Timeout value out of range")
    return float(timeout)


def _send(method: Any, url: Any, headers: Any, body: Any, timeout: Any) -> HttpResponse:
    """Return the answer to a request, after the redirects that are followed."""
    address = _address(url)
    if type(method) is not str or not _TOKEN.fullmatch(method):
        raise RuntimeError(f"Request failed: {representation(method)} is no method")
    sent = _headers(headers)
    content = _content(body)
    seconds = _seconds(timeout)
    _with_default(sent, "User-Agent", _AGENT)
    if content is not None:
        _with_default(sent, "Content-Type", _FORM)
        sent["Content-Length"] = str(len(content))
    elif method in ("POST", "PUT", "PATCH"):
        sent["Content-Length"] = "0"
    for _ in range(_REDIRECTS):
        answer = _exchange(method, address, sent, content, seconds)
        location = _location(method, answer)
        if location is None:
            return HttpResponse(answer)
        following = _address(urljoin(address.url, quote(location, safe="/:?#[]@!$&'()*+,;=%-._~")))
        dropped = {"content-length", "content-type"}
        if following.origin != address.origin:
            dropped |= _SECRETS
        sent = {name: value for name, value in sent.items() if name.lower() not in dropped}
        method, address, content = "GET", following, None
    return HttpResponse(_exchange(method, address, sent, content, seconds))


def _exchange(
    method: str, address: _Address, headers: Dict[str, str], content: Optional[bytes], seconds: float
) -> Response:
    """Return the answer to one request, if the program may make it."""
    require(f"network.{address.scheme}", resource=address.url, operation=method.lower())
    try:
        return world().network.request(method, address.url, headers, content, seconds)
    except TimeoutError:
        raise RuntimeError("Request failed: timed out") from None
    except NetworkError as error:
        raise RuntimeError(f"Network error: {error}") from None


def _location(method: str, answer: Response) -> Optional[str]:
    """Return where an answer sends the program, if it is to go there."""
    codes = {"GET": (301, 302, 303, 307, 308), "HEAD": (301, 302, 303, 307, 308), "POST": (301, 302, 303)}
    if answer.status not in codes.get(method, ()):
        return None
    return next((value for name, value in answer.headers.items() if name.lower() == "location" and value), None)


def _requesting(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "network.http", "network.https", checks_itself=True)


def _options(given: Any) -> Dict[Any, Any]:
    if given is None:
        return {}
    if type(given) is not dict:
        raise AttributeError(f"'{host_kind(given)}' object has no attribute 'get'")
    return given


@_requesting("get", "Make GET request")
def _get(url: Any, headers: Any = None, timeout: Any = None) -> HttpResponse:
    return _send("GET", url, headers, None, timeout)


@_requesting("delete", "Make DELETE request")
def _delete(url: Any, headers: Any = None, timeout: Any = None) -> HttpResponse:
    return _send("DELETE", url, headers, None, timeout)


@_requesting("head", "Make HEAD request")
def _head(url: Any, headers: Any = None, timeout: Any = None) -> HttpResponse:
    return _send("HEAD", url, headers, None, timeout)


def _send_with(method: Any, url: Any, given: Any) -> HttpResponse:
    options = _options(given)
    return _send(method, url, options.get("headers"), options.get("body"), options.get("timeout"))


@_requesting("post", "Make POST request")
def _post(url: Any, options: Any = None) -> HttpResponse:
    return _send_with("POST", url, options)


@_requesting("put", "Make PUT request")
def _put(url: Any, options: Any = None) -> HttpResponse:
    return _send_with("PUT", url, options)


@_requesting("patch", "Make PATCH request")
def _patch(url: Any, options: Any = None) -> HttpResponse:
    return _send_with("PATCH", url, options)


@_requesting("request", "Make custom HTTP request")
def _request(options: Any) -> HttpResponse:
    if type(options) is not dict:
        raise AttributeError(f"'{host_kind(options)}' object has no attribute 'get'")
    if "url" not in options:
        raise KeyError("url")
    return _send_with(options.get("method", "GET"), options["url"], options)


# -- texts of URLs -----------------------------------------------------------------------------------


@_members.function("encodeURI", "URL encode string")
def _encode_uri(text: Any) -> str:
    if type(text) is not str:
        raise TypeError("quote_from_bytes() expected bytes")
    return _quoted(text, quote)


def _quoted(text: str, function: Callable[[str], str]) -> str:
    check_text(3 * len(text))
    if len(text) > SMALL:
        spend(len(text) // 8)
    return function(text)


@_members.function("decodeURI", "URL decode string")
def _decode_uri(text: Any) -> str:
    if type(text) in (list, dict):
        raise AttributeError(f"'{host_kind(text)}' object has no attribute 'split'")
    if type(text) is not str:
        raise TypeError(f"argument of type '{host_kind(text)}' is not iterable")
    if len(text) > SMALL:
        spend(len(text) // 8)
    return unquote(text)


@_members.function("encodeQuery", "Encode object as query string")
def _encode_query(params: Any) -> str:
    if type(params) is not dict:
        if params == []:
            return ""
        raise TypeError("not a valid non-string sequence or mapping object")
    pieces: List[str] = []
    size = 0
    for name, value in params.items():
        piece = f"{_quoted(operand_text(name), quote_plus)}={_quoted(operand_text(value), quote_plus)}"
        pieces.append(piece)
        size += len(piece) + 1
        check_text(size)
    return "&".join(pieces)


@_members.function("parseQuery", "Parse query string to object")
def _parse_query(query_string: Any) -> Dict[str, Any]:
    if type(query_string) is not str:
        raise AttributeError(f"'{host_kind(query_string)}' object has no attribute 'startswith'")
    if len(query_string) > SMALL:
        spend(len(query_string) // 8)
    found: Dict[str, Any] = {}
    for part in query_string[query_string.startswith("?") :].split("&"):
        if not part:
            continue
        name, _, value = (unquote(piece.replace("+", " ")) for piece in part.partition("="))
        if name not in found:
            check_items(len(found) + 1)
            found[name] = value
        elif type(found[name]) is list:
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


_module = Module(
    "http",
    _members,
    "HTTP client for making web requests",
    "HttpModule",
    ("network.http", "network.https"),
)

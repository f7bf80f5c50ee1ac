"""The module ``crypto``: hashes, and randomness that nobody can guess.

Random bytes come from the entropy of the run's world, which is the operating system unless a test wants
it otherwise; ``random.setSeed`` has no part in it. Bytes are arrays of whole numbers from 0 to 255.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from typing import Any, Callable, List

from ..capabilities.door import require
from ..engine.limits import SMALL, check_items, check_text, spend
from ..engine.text import representation
from ..engine.values import Module, host_kind
from ..world import world
from .callbacks import as_index
from .declarations import Members
from .file import read_bytes

_members = Members("crypto")

_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_DEFAULT_COUNT = 32  # bytes, where the number is null


def build() -> Module:
    """Return the module; it has no state, so every run may have the same one."""
    return _module


def _hashing(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "crypto.hash")


def _drawing(name: str, description: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return _members.function(name, description, "crypto.random")


# -- hashes ------------------------------------------------------------------------------------------


def _encoded(value: Any) -> bytes:
    if type(value) is not str:
        raise AttributeError(f"'{host_kind(value)}' object has no attribute 'encode'")
    if len(value) > SMALL:
        spend(len(value) // 16)
    return value.encode("utf-8")


def _algorithm(name: Any) -> str:
    if type(name) is not str or name not in _ALGORITHMS:
        raise ValueError(f"unknown hash algorithm: {representation(name)}; there are {', '.join(_ALGORITHMS)}")
    return name


def _digest(algorithm: str, data: bytes) -> str:
    return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def _salted(algorithm: str, data: Any, salt: Any) -> str:
    if type(salt) is not str:
        raise TypeError(f"unsupported operand type(s) for +: '{host_kind(salt)}' and '{host_kind(data)}'")
    if type(data) is not str:
        raise TypeError(f'can only concatenate str (not "{host_kind(data)}") to str')
    return _digest(algorithm, _encoded(salt) + _encoded(data))


@_hashing("sha256", "SHA-256 hash")
def _sha256(data: Any, salt: Any = "") -> str:
    return _salted("sha256", data, salt)


@_hashing("sha1", "SHA-1 hash")
def _sha1(data: Any, salt: Any = "") -> str:
    return _salted("sha1", data, salt)


@_hashing("md5", "MD5 hash")
def _md5(data: Any, salt: Any = "") -> str:
    return _salted("md5", data, salt)


@_members.function("hash_file", "Hash file contents", "crypto.hash", "file.read", checks_itself=True)
def _hash_file(path: Any, algorithm: Any = "sha256") -> str:
    require(("crypto.hash", "file.read"))  # the path is asked for when the file is read
    name = _algorithm(algorithm)
    return _digest(name, read_bytes(path))


def _signature(message: Any, key: Any, algorithm: Any) -> str:
    name = _algorithm(algorithm)
    return hmac.new(_encoded(key), _encoded(message), name).hexdigest()


@_hashing("hmac", "Generate HMAC signature")
def _hmac(message: Any, key: Any, algorithm: Any = "sha256") -> str:
    return _signature(message, key, algorithm)


@_hashing("verify_hmac", "Verify HMAC signature")
def _verify_hmac(message: Any, signature: Any, key: Any, algorithm: Any = "sha256") -> bool:
    return hmac.compare_digest(_encoded(_signature(message, key, algorithm)), _encoded(signature))


@_hashing("compare_hash", "Compare hashes securely")
def _compare_hash(hash1: Any, hash2: Any) -> bool:
    return hmac.compare_digest(_encoded(hash1), _encoded(hash2))


@_hashing("uuid_from_string", "Generate UUID v5 from string")
def _uuid_from_string(text: Any, namespace: Any = None) -> str:
    if not namespace:
        space = uuid.NAMESPACE_DNS
    elif type(namespace) is str:
        try:
            space = uuid.UUID(namespace)
        except ValueError:
            raise ValueError("badly formed hexadecimal UUID string") from None
    else:
        raise AttributeError(f"'{host_kind(namespace)}' object has no attribute 'replace'")
    if type(text) is not str:
        raise TypeError(f"can't concat {host_kind(text)} to bytes")
    digest = hashlib.sha1(space.bytes + _encoded(text), usedforsecurity=False).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))


# -- randomness --------------------------------------------------------------------------------------


def _random(count: Any) -> bytes:
    number = _DEFAULT_COUNT if count is None else as_index(count)
    if number < 0:
        raise ValueError("negative argument not allowed")
    check_items(number)
    if number > SMALL:
        spend(number)
    return world().entropy(number)


@_drawing("uuid", "Generate UUID v4")
def _uuid() -> str:
    return str(uuid.UUID(bytes=_random(16), version=4))


@_drawing("random_bytes", "Generate random bytes")
def _random_bytes(length: Any) -> List[int]:
    return list(_random(length))


@_drawing("random_hex", "Generate random hex string")
def _random_hex(length: Any) -> str:
    return _random(length).hex()


@_drawing("random_string", "Generate random alphanumeric string")
def _random_string(length: Any) -> str:
    count = as_index(length)
    check_text(count)
    fair = 256 - 256 % len(_LETTERS)  # greater bytes would favour the first letters
    letters: List[str] = []
    while len(letters) < count:
        found = _random(min(count - len(letters), 1 << 16))
        letters.extend(_LETTERS[byte % len(_LETTERS)] for byte in found if byte < fair)
    return "".join(letters)


@_drawing("random_int", "Generate secure random integer")
def _random_int(min_val: Any, max_val: Any) -> int:
    low, high = as_index(min_val), as_index(max_val)
    count = high - low + 1
    if count <= 0:
        raise ValueError("Upper bound must be positive.")
    bits = count.bit_length()
    while True:
        number = int.from_bytes(_random((bits + 7) // 8), "big") >> (-bits % 8)
        if number < count:
            return low + number


@_drawing("random_float", "Generate secure random float")
def _random_float() -> float:
    return int.from_bytes(_random(4), "big") / (1 << 32)


_module = Module(
    "crypto",
    _members,
    "Basic cryptographic operations (hashing, UUIDs, secure random)",
    "Crypto",
    ("crypto.hash", "crypto.random"),
)

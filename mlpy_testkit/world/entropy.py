"""Bytes that nobody can guess, or, for a test that asks for it, bytes that everybody can."""

from __future__ import annotations

import os


def secure_entropy(count: int) -> bytes:
    """Return *count* bytes from the operating system.

    >>> len(secure_entropy(16))
    16
    """
    return os.urandom(count)


class PredictableEntropy:
    """The same bytes in every test with the same seed: not for anything but tests.

    >>> PredictableEntropy(0)(3) == PredictableEntropy(0)(3)
    True
    """

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._block = 0
        self._left = b""

    def __call__(self, count: int) -> bytes:
        """Return the next *count* bytes: SHA-256 of the seed and a counter, block by block."""
        import hashlib  # here, for it would slow the start of every program

        while len(self._left) < count:
            self._left += hashlib.sha256(f"{self._seed}:{self._block}".encode()).digest()
            self._block += 1
        found, self._left = self._left[:count], self._left[count:]
        return found

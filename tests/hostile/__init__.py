"""Hostile ML programs with the outcomes that are acceptable; ``programs`` reads them, ``generated`` makes more."""

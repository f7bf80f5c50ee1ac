"""Tests of the world: the outside as programs see it."""

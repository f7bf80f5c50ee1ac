"""Tests that need packages of others; each has an environment of its own in ``tox.ini``."""

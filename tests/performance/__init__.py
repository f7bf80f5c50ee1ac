"""Tests of ``mlpy_testkit.performance``."""

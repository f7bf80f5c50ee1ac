"""Tests of the assertions, one file a module."""

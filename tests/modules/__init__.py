"""Tests of the standard modules, one file a module."""

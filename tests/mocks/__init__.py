"""Tests of the mocks."""

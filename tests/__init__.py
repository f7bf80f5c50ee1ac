"""The tests of mlpy_testkit; ``python -m unittest`` in the project's folder runs them all."""

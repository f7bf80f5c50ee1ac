"""A suite that is checked by type checkers too."""

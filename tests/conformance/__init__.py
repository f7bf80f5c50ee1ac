"""ML programs with their expected outcomes, one file a section; ``chunks`` reads them."""

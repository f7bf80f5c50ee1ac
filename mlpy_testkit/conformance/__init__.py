"""What the language does, as programs with their outcomes, and the judge of engines that follows from them.

``corpus`` reads the programs, ``judge`` runs them on an engine and compares. Where mlpy 2.0 answers otherwise,
its answer stands with the program, and so does the number of the quirk that explains it.
"""

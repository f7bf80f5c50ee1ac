"""Values between Python and ML: what goes in (``to_ml``), and what comes out (``from_ml``).

In: None, booleans, whole numbers of any size, floats with NaN and the infinities, texts, lists and
dictionaries of these, at any depth, also those that hold themselves; tuples become arrays, subclasses
become plain, callables become functions. Anything else is refused: bytes, sets, dates, decimals and other
objects have no ML value, and none is made up for them. Out: the same kinds, copied; ML functions become
``MLFunction``, Python callables come back as they are. What goes in and comes out again is equal, and of
the same type, except that tuples have become lists.
"""

from ..engine.values import MLFunction, from_ml, to_ml

__all__ = ["MLFunction", "from_ml", "to_ml"]

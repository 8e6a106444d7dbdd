"""Counts work instead of seconds, so that no test depends on how busy the machine is."""

import sys


def calls_of(function, *arguments):
    """Return how many calls of Python and C functions `function(*arguments)` makes.

    Loops inside one C function, a regular expression's among them, count as one: `python -m bench linear` sees those.
    """
    count = 0

    def see(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return count

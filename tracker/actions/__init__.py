"""Actions (opgaver): what was promised, by which role, until when; ticking off, undoing, notes.

`visible.py` holds what a viewer may see (R9); every query on actions, here and elsewhere, starts from it.
"""

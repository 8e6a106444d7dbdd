"""People: persons, the roles they hold, who stands in for whom, the bodies they sit in, and who may see what.

A *role* (stilling, funktion) owns actions; a *tenure* says which person holds it from when until when; an *absence*
names a deputy (stedfortræder). `guard.py` holds the viewer of a request and the one rule of closed items (R9).
"""

"""History: the append-only list of who changed what, when, from what, to what (R17).

Commands of every room call `record()` in the transaction of the change; pages read `list_for()`.
"""

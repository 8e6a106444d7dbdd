"""Intake: a file becomes a meeting's document, its sentences become proposals, and a person makes actions of them.

file -> extract (a child process) -> text -> core.minutes.read -> Reading
     -> pipeline.take_in (one transaction: meeting, document, items, proposals)
     -> review (each press saves) -> publish (one transaction: actions) -> board, mail
"""

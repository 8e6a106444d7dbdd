"""Roles and people as the secretariat keeps them (H4, H5): pages, the import of lists, and the command line.

    CSV -> core.rosters.table -> core.rosters.people, .roles (decide row by row) -> taking_in (apply) -> people.commands

The tables and the changes are the room people's; here stands what also asks how many actions a role owns.
"""

"""The board: the overview cut at the directorate's meetings, "my actions", and the navigation; reads only."""

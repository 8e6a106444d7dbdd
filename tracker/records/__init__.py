"""Records: what is kept of whom and for how long, and what may be taken out (`trust.md` section 7, docs/privacy.md).

retention.py   what goes when its time is over, a rule each
export.py      a year's history as CSV
extract.py     all that is held about one person
anonymise.py   a name taken out after its bearer has left; roles, decisions and counts stay
"""

"""Settings: what an organisation decides on a page (J7, J9), and what everybody decides for themselves (F26).

What is set in the environment is shown here and changed there (`config.py`, docs/settings.md). The rules that obey
these settings take them as values: `core.weekly`, `core.working_days`.
"""

"""Lists of people and of roles as CSV files: read as a table, and decided row by row. Nothing here knows a database.

bytes -> table.read -> rows -> people.decide or roles.decide (with what is known) -> an outcome a row
"""

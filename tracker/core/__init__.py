"""The pure core: values in, values out.

The standard library and itself; no Flask, no SQLAlchemy, no clock, no files. What Tovholder knows about minutes, dates,
plans and reminding is decided here, so that it can be tested with literals.
"""

"""Meetings: the record as it was. A meeting of a body, the documents that tell of it, their agenda items.

A *document* is one version of a meeting's minutes as it was uploaded; agenda items belong to a document, so a draft
never mixes with what is published, and a corrected version leaves the earlier one whole (R15, R16).
"""

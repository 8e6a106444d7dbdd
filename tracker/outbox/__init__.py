"""The outbox: mails that are to be sent, claimed by one process at a time, sent once, and told of afterwards (R12).

    a room queues -> Message (pending) -> claim (lease) -> the kind's composer -> sending (committed) -> SMTP -> sent

Rooms queue with `commands.queue`, take back with `commands.withdraw`, and register a composer for each kind of mail
(`registry.py`). `deliver.py` sends what waits; `send.py` alone knows Flask-Mail.
"""

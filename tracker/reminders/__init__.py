"""Reminders: who is told what (R11), and the texts of the mails; reads only, and queues in the outbox.

    jobs.queue_weekly -> outbox -> (claimed) compose.weekly, compose.announcement -> outbox.send

Who is reminded of an action is worked out on the day from roles, tenures and absences (R1, R2), of the whole
organisation at once (`audience.py`); what a mail holds is read when it is sent, for a batch of receivers at once.
"""

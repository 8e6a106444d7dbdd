"""event at: a year's history is found by its days

Revision: 0018, after 0017
"""

from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_event_at_id', 'event', ['at', 'id'])


def downgrade() -> None:
    op.drop_index('ix_event_at_id', table_name='event')

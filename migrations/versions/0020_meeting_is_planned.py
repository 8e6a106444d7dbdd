"""meetings that are planned

A meeting whose row came with a draft's import alone is nobody's next meeting before its minutes are published.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('meeting', sa.Column('is_planned', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        """UPDATE meeting SET is_planned = true WHERE NOT EXISTS (
               SELECT 1 FROM document JOIN event ON event.at = document.imported_at
               WHERE document.meeting_id = meeting.id AND event.kind = 'meeting_planned'
               AND event.subject = 'meeting' AND event.subject_id = meeting.id)"""
    )


def downgrade() -> None:
    op.drop_column('meeting', 'is_planned')

"""one_draft

A meeting has one draft at most; of several the newest stays, the others count as set aside.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

DRAFT = sa.text('published_at IS NULL AND replaced_at IS NULL')


def upgrade() -> None:
    op.execute(sa.text(
        'UPDATE document SET replaced_at = imported_at WHERE published_at IS NULL AND replaced_at IS NULL AND EXISTS ('
        'SELECT 1 FROM document AS newer WHERE newer.meeting_id = document.meeting_id AND newer.id > document.id '
        'AND newer.published_at IS NULL AND newer.replaced_at IS NULL)'
    ))
    op.create_index('uq_document_draft_meeting_id', 'document', ['meeting_id'], unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT)


def downgrade() -> None:
    op.drop_index('uq_document_draft_meeting_id', 'document')

"""amendments

A proposal can be a change of the action that an earlier version of the minutes gave.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('proposal', sa.Column('is_amendment', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('proposal', 'is_amendment')

"""tenures by the day they begin: each minute the scheduler looks for new holders

Revision: 0019, after 0018
"""

from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_tenure_from_on', 'tenure', ['from_on'])


def downgrade() -> None:
    op.drop_index('ix_tenure_from_on', 'tenure')

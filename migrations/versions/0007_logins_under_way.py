"""logins under way: a try is written before its password is compared

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # what stands there was wrong, and so is what the former release still writes
    with op.batch_alter_table('login_try') as batch:
        batch.add_column(sa.Column('is_wrong', sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    # the older program counts every row as a wrong one
    op.execute(sa.text('DELETE FROM login_try WHERE NOT is_wrong'))
    with op.batch_alter_table('login_try') as batch:
        batch.drop_column('is_wrong')

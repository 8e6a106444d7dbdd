"""decision kinds

A decision can do several things part by part, and the secretariat can say which kind it is.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('agenda_item', 'matter'):
        op.add_column(table, sa.Column('kind_parts', sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        op.add_column(table, sa.Column('is_kind_given', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    # a point whose decision was forgotten has no decision, as far as an earlier version knows
    for table in ('agenda_item', 'matter'):
        op.execute(f"UPDATE {table} SET kind = NULL WHERE kind = 'forgotten'")
        op.drop_column(table, 'is_kind_given')
        op.drop_column(table, 'kind_parts')

"""counterparty ticks: by whom a counterparty was ticked

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('counterparty') as batch:
        batch.add_column(sa.Column('ticked_by_id', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('ticked_by_name', sa.String(length=200), nullable=True))
        batch.create_foreign_key(op.f('fk_counterparty_ticked_by_id_person'), 'person', ['ticked_by_id'], ['id'])
    # nothing has ticked one before this release; whatever did, nobody knows who
    op.execute(sa.text("UPDATE counterparty SET ticked_by_name = '?' WHERE ticked_at IS NOT NULL"))
    with op.batch_alter_table('counterparty') as batch:
        batch.create_check_constraint(
            op.f('ck_counterparty_ticked_by_somebody'), '(ticked_at IS NULL) = (ticked_by_name IS NULL)'
        )


def downgrade() -> None:
    with op.batch_alter_table('counterparty') as batch:
        batch.drop_constraint(op.f('ck_counterparty_ticked_by_somebody'), type_='check')
        batch.drop_constraint(op.f('fk_counterparty_ticked_by_id_person'), type_='foreignkey')
        batch.drop_column('ticked_by_name')
        batch.drop_column('ticked_by_id')

"""reopened_minutes

Published minutes can be opened again: the draft has the same file, so that its hash is unique among imported ones only.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

IMPORTED = sa.text('reopened_from_id IS NULL')


def kept() -> tuple[sa.CheckConstraint, ...]:
    # SQLite copies the table for this, and would forget constraints of this kind
    name = op.f('ck_document_published_by_somebody')
    return (sa.CheckConstraint('(published_at IS NULL) = (published_by_id IS NULL)', name=name),)


def upgrade() -> None:
    with op.batch_alter_table('document', table_args=kept()) as batch_op:
        batch_op.add_column(sa.Column('reopened_from_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_document_reopened_from_id_document'), 'document', ['reopened_from_id'], ['id'])
        batch_op.drop_constraint(op.f('uq_document_sha256'), type_='unique')
    op.create_index('uq_document_imported_sha256', 'document', ['sha256'], unique=True, sqlite_where=IMPORTED, postgresql_where=IMPORTED)
    op.create_index('ix_document_sha256', 'document', ['sha256'])


def downgrade() -> None:
    op.drop_index('ix_document_sha256', 'document')
    op.drop_index('uq_document_imported_sha256', 'document')
    # what was opened again keeps all but its hash, which was another's before
    op.execute(sa.text("UPDATE document SET sha256 = 'reopened-' || id WHERE reopened_from_id IS NOT NULL"))
    with op.batch_alter_table('document', table_args=kept()) as batch_op:
        batch_op.create_unique_constraint(op.f('uq_document_sha256'), ['sha256'])
        batch_op.drop_constraint(op.f('fk_document_reopened_from_id_document'), type_='foreignkey')
        batch_op.drop_column('reopened_from_id')

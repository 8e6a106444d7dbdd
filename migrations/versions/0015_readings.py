"""readings: who read something closed

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_on', sa.Date(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=32), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reading_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reading')),
    sa.UniqueConstraint('person_id', 'subject', 'subject_id', 'read_on', name=op.f('uq_reading_person_id_subject_subject_id_read_on'))
    )
    op.create_index(op.f('ix_reading_at'), 'reading', ['at'])
    op.create_index('ix_reading_subject_subject_id', 'reading', ['subject', 'subject_id'])


def downgrade() -> None:
    op.drop_table('reading')

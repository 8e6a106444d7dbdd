"""threads

Points of several meetings that are one matter stand in one thread; an item bears its case number.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

TABLES = ('agenda_item', 'matter')


def upgrade() -> None:
    op.create_table('thread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['begun_by_id'], ['person.id'], name=op.f('fk_thread_begun_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread'))
    )
    op.add_column('agenda_item', sa.Column('case_no', sa.String(length=80), nullable=True))
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('thread_id', sa.Integer(), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f'fk_{table}_thread_id_thread'), 'thread', ['thread_id'], ['id'])
            batch_op.create_index(batch_op.f(f'ix_{table}_thread_id'), ['thread_id'], unique=False)


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f'ix_{table}_thread_id'))
            batch_op.drop_constraint(batch_op.f(f'fk_{table}_thread_id_thread'), type_='foreignkey')
            batch_op.drop_column('thread_id')
    op.drop_column('agenda_item', 'case_no')
    op.drop_table('thread')

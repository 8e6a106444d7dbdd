"""actions

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('deed', sa.Text(), nullable=False),
    sa.Column('owner_role_id', sa.Integer(), nullable=False),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('due_rule', sa.String(length=32), nullable=True),
    sa.Column('due_text', sa.Text(), nullable=True),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.Column('done_by_name', sa.String(length=200), nullable=True),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('matter_id', sa.Integer(), nullable=True),
    sa.Column('quote', sa.Text(), nullable=True),
    sa.Column('quote_part', sa.String(length=20), nullable=True),
    sa.Column('quote_start', sa.Integer(), nullable=True),
    sa.Column('quote_end', sa.Integer(), nullable=True),
    sa.Column('body_id', sa.Integer(), nullable=True),
    sa.Column('is_closed', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(done_at IS NULL) = (status IN ('open', 'waiting'))", name=op.f('ck_action_done_has_a_moment')),
    sa.CheckConstraint('(done_at IS NULL) = (done_by_name IS NULL)', name=op.f('ck_action_done_by_somebody')),
    sa.ForeignKeyConstraint(['assignee_id'], ['person.id'], name=op.f('fk_action_assignee_id_person')),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_action_body_id_body')),
    sa.ForeignKeyConstraint(['done_by_id'], ['person.id'], name=op.f('fk_action_done_by_id_person')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_action_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_action_matter_id_matter')),
    sa.ForeignKeyConstraint(['owner_role_id'], ['role.id'], name=op.f('fk_action_owner_role_id_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action'))
    )
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.create_index('ix_action_done_at', ['done_at'], unique=False)
        batch_op.create_index('ix_action_due_on', ['due_on'], unique=False)
        batch_op.create_index('ix_action_item_id', ['item_id'], unique=False)
        batch_op.create_index('ix_action_open_assignee_id', ['assignee_id'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.create_index('ix_action_open_due_on_id', ['due_on', 'id'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.create_index('ix_action_open_owner_role_id_due_on_id', ['owner_role_id', 'due_on', 'id'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))

    op.create_table('co_owner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_co_owner_action_id_action')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_co_owner_role_id_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_co_owner')),
    sa.UniqueConstraint('action_id', 'role_id', name=op.f('uq_co_owner_action_id_role_id'))
    )
    with op.batch_alter_table('co_owner', schema=None) as batch_op:
        batch_op.create_index('ix_co_owner_role_id_action_id', ['role_id', 'action_id'], unique=False)

    op.create_table('counterparty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('ticked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_counterparty_action_id_action')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_counterparty')),
    sa.UniqueConstraint('action_id', 'position', name=op.f('uq_counterparty_action_id_position'))
    )
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_note_action_id_action')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_note_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.create_index('ix_note_action_id_id', ['action_id', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.drop_index('ix_note_action_id_id')

    op.drop_table('note')
    op.drop_table('counterparty')
    with op.batch_alter_table('co_owner', schema=None) as batch_op:
        batch_op.drop_index('ix_co_owner_role_id_action_id')

    op.drop_table('co_owner')
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.drop_index('ix_action_open_owner_role_id_due_on_id', sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.drop_index('ix_action_open_due_on_id', sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.drop_index('ix_action_open_assignee_id', sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.drop_index('ix_action_item_id')
        batch_op.drop_index('ix_action_due_on')
        batch_op.drop_index('ix_action_done_at')

    op.drop_table('action')

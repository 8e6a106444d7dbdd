"""proposals

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('parked_upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('file_name', sa.String(length=255), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_parked_upload_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parked_upload')),
    sa.UniqueConstraint('sha256', name=op.f('uq_parked_upload_sha256'))
    )
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('matter_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('owners', sa.JSON(), nullable=False),
    sa.Column('counterparties', sa.JSON(), nullable=False),
    sa.Column('deed', sa.Text(), nullable=False),
    sa.Column('due_text', sa.Text(), nullable=True),
    sa.Column('due_basis', sa.String(length=40), nullable=True),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('quote_part', sa.String(length=20), nullable=False),
    sa.Column('quote_start', sa.Integer(), nullable=True),
    sa.Column('quote_end', sa.Integer(), nullable=True),
    sa.Column('frame', sa.String(length=40), nullable=False),
    sa.Column('trigger', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=True),
    sa.Column('co_role_ids', sa.JSON(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('due_rule', sa.String(length=32), nullable=True),
    sa.Column('due_is_offer', sa.Boolean(), nullable=False),
    sa.Column('verdict', sa.String(length=32), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=True),
    sa.Column('earlier_item_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_proposal_action_id_action')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_proposal_document_id_document')),
    sa.ForeignKeyConstraint(['earlier_item_id'], ['agenda_item.id'], name=op.f('fk_proposal_earlier_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_proposal_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_proposal_matter_id_matter')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_proposal_role_id_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sa.UniqueConstraint('document_id', 'position', name=op.f('uq_proposal_document_id_position'))
    )
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_action_id'), ['action_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_item_id'), ['item_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_item_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_action_id'))

    op.drop_table('proposal')
    op.drop_table('parked_upload')

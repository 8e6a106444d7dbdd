"""owner request: somebody says that a task is another's, and the secretariat decides

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'owner_request',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('action_id', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('asked_by_id', sa.Integer(), nullable=True),
        sa.Column('asked_by_name', sa.String(length=200), nullable=False),
        sa.Column('role_id', sa.Integer(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('state', sa.String(length=32), nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_by_id', sa.Integer(), nullable=True),
        sa.Column('decided_by_name', sa.String(length=200), nullable=True),
        sa.Column('answer', sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'pending') = (decided_at IS NULL)", name=op.f('ck_owner_request_decided_has_a_moment')
        ),
        sa.CheckConstraint(
            '(decided_at IS NULL) = (decided_by_name IS NULL)', name=op.f('ck_owner_request_decided_by_somebody')
        ),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_owner_request_action_id_action')),
        sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_owner_request_asked_by_id_person')),
        sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_owner_request_decided_by_id_person')),
        sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_owner_request_role_id_role')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_owner_request')),
    )
    op.create_index('ix_owner_request_action_id_id', 'owner_request', ['action_id', 'id'])
    pending = sa.text("state = 'pending'")
    op.create_index(
        'uq_owner_request_action_id_pending', 'owner_request', ['action_id'],
        unique=True, sqlite_where=pending, postgresql_where=pending,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table('owner_request')

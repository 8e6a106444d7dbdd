"""people

Revision: 0001, after 
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('body',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_body')),
    sa.UniqueConstraint('key', name=op.f('uq_body_key')),
    sa.UniqueConstraint('name', name=op.f('uq_body_name')),
    sa.UniqueConstraint('slug', name=op.f('uq_body_slug'))
    )
    op.create_table('login_try',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login_try'))
    )
    with op.batch_alter_table('login_try', schema=None) as batch_op:
        batch_op.create_index('ix_login_try_what_at', ['what', 'at'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('level', sa.String(length=32), nullable=False),
    sa.Column('password_hash', sa.String(length=255), nullable=True),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email'))
    )
    op.create_table('role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('superior_id', sa.Integer(), nullable=True),
    sa.Column('area', sa.String(length=200), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['superior_id'], ['role.id'], name=op.f('fk_role_superior_id_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role')),
    sa.UniqueConstraint('title', name=op.f('uq_role_title'))
    )
    with op.batch_alter_table('role', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_superior_id'), ['superior_id'], unique=False)

    op.create_table('absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.CheckConstraint('deputy_id <> person_id', name=op.f('ck_absence_deputy_is_another')),
    sa.CheckConstraint('until_on >= from_on', name=op.f('ck_absence_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['deputy_id'], ['person.id'], name=op.f('fk_absence_deputy_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_absence_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index('ix_absence_deputy_id_until_on', ['deputy_id', 'until_on'], unique=False)
        batch_op.create_index('ix_absence_person_id_until_on', ['person_id', 'until_on'], unique=False)

    op.create_table('login',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_login_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_login_token_hash'))
    )
    with op.batch_alter_table('login', schema=None) as batch_op:
        batch_op.create_index('ix_login_person_id_ended_at', ['person_id', 'ended_at'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_membership_body_id_body'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('body_id', 'person_id', name=op.f('uq_membership_body_id_person_id'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index('ix_membership_person_id', ['person_id'], unique=False)

    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('secretariat_email', sa.String(length=254), nullable=True),
    sa.Column('directorate_id', sa.Integer(), nullable=True),
    sa.Column('accessibility_url', sa.String(length=500), nullable=True),
    sa.Column('mail_live', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_organisation_one_row')),
    sa.ForeignKeyConstraint(['directorate_id'], ['body.id'], name=op.f('fk_organisation_directorate_id_body')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    op.create_table('role_alias',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_role_alias_role_id_role'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_alias')),
    sa.UniqueConstraint('key', name=op.f('uq_role_alias_key'))
    )
    with op.batch_alter_table('role_alias', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_alias_role_id'), ['role_id'], unique=False)

    op.create_table('tenure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('is_acting', sa.Boolean(), nullable=False),
    sa.CheckConstraint('until_on IS NULL OR until_on >= from_on', name=op.f('ck_tenure_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_tenure_person_id_person')),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_tenure_role_id_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tenure'))
    )
    with op.batch_alter_table('tenure', schema=None) as batch_op:
        batch_op.create_index('ix_tenure_person_id_from_on', ['person_id', 'from_on'], unique=False)
        batch_op.create_index('ix_tenure_role_id_from_on', ['role_id', 'from_on'], unique=False)
        batch_op.create_index('uq_tenure_open_role_id', ['role_id'], unique=True, sqlite_where=sa.text('until_on IS NULL'), postgresql_where=sa.text('until_on IS NULL'))



def downgrade() -> None:
    with op.batch_alter_table('tenure', schema=None) as batch_op:
        batch_op.drop_index('uq_tenure_open_role_id', sqlite_where=sa.text('until_on IS NULL'), postgresql_where=sa.text('until_on IS NULL'))
        batch_op.drop_index('ix_tenure_role_id_from_on')
        batch_op.drop_index('ix_tenure_person_id_from_on')

    op.drop_table('tenure')
    with op.batch_alter_table('role_alias', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_alias_role_id'))

    op.drop_table('role_alias')
    op.drop_table('organisation')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('ix_membership_person_id')

    op.drop_table('membership')
    with op.batch_alter_table('login', schema=None) as batch_op:
        batch_op.drop_index('ix_login_person_id_ended_at')

    op.drop_table('login')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index('ix_absence_person_id_until_on')
        batch_op.drop_index('ix_absence_deputy_id_until_on')

    op.drop_table('absence')
    with op.batch_alter_table('role', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_superior_id'))

    op.drop_table('role')
    op.drop_table('person')
    with op.batch_alter_table('login_try', schema=None) as batch_op:
        batch_op.drop_index('ix_login_try_what_at')

    op.drop_table('login_try')
    op.drop_table('body')

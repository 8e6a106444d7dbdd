"""settings: when the weekly mail goes, and what people decide for themselves

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('organisation') as batch:
        batch.add_column(sa.Column('mail_weekday', sa.Integer(), server_default=sa.text('0'), nullable=False))
        batch.add_column(sa.Column('mail_hour', sa.Integer(), server_default=sa.text('8'), nullable=False))
        for name in ('yearly_closing_days', 'closing_days', 'pause_weeks'):
            batch.add_column(sa.Column(name, sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch.create_check_constraint(
            op.f('ck_organisation_mail_has_its_time'), 'mail_weekday BETWEEN 0 AND 4 AND mail_hour BETWEEN 0 AND 23'
        )
    with op.batch_alter_table('person') as batch:
        batch.add_column(sa.Column('mail_day', sa.String(length=32), nullable=True))
        batch.add_column(sa.Column('mail_day_before', sa.String(length=32), nullable=True))
        batch.add_column(sa.Column('mail_day_from', sa.Date(), nullable=True))
        batch.add_column(sa.Column('keys_off', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('person') as batch:
        for name in ('keys_off', 'mail_day_from', 'mail_day_before', 'mail_day'):
            batch.drop_column(name)
    with op.batch_alter_table('organisation') as batch:
        batch.drop_constraint(op.f('ck_organisation_mail_has_its_time'), type_='check')
        for name in ('pause_weeks', 'closing_days', 'yearly_closing_days', 'mail_hour', 'mail_weekday'):
            batch.drop_column(name)

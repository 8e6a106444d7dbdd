"""login links, the log of sign-ins, and by which way a session began"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index("ix_sign_in_person_id_id", "sign_in", ["person_id", "id"])
    op.create_index("ix_sign_in_at", "sign_in", ["at"])
    op.create_table(
        "login_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("way_on", sa.String(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_login_link_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_link")),
    )
    op.create_index("ix_login_link_queued_at", "login_link", ["queued_at"])
    op.create_index("ix_login_link_expires_at", "login_link", ["expires_at"])
    op.create_index("ix_login_link_person_id", "login_link", ["person_id"])
    op.add_column("login", sa.Column("way", sa.String(length=32), server_default="password", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("login") as batch_op:
        batch_op.drop_column("way")
    op.drop_table("login_link")
    op.drop_table("sign_in")

"""First answers to callers' keys; what was refused is only added to."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REFUSE = "refusals are only added to"


def upgrade() -> None:
    """Create the table, and triggers that refuse any change of what was refused."""
    op.create_table(
        "answers",
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("person", sa.String(256), nullable=False),
        sa.Column("key", sa.String(256), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("text", sa.Text),
        sa.UniqueConstraint("person", "key", name="one_answer_for_each_key"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER denials_no_{verb.lower()} BEFORE {verb} ON denials "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION denials_are_final() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER denials_are_final BEFORE UPDATE OR DELETE ON denials "
            "FOR EACH ROW EXECUTE FUNCTION denials_are_final()"
        )


def downgrade() -> None:
    """Remove the table and the triggers."""
    op.drop_table("answers")
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER denials_no_{verb}")
    else:
        op.execute("DROP TRIGGER denials_are_final ON denials")
        op.execute("DROP FUNCTION denials_are_final()")

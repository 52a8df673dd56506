"""The journal, what was refused, who is to be told, and pull requests kept here."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSE = "the journal is only added to"


def upgrade() -> None:
    """Create the tables, and triggers that refuse any change of the journal."""
    op.create_table(
        "journal",
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("request", sa.String(20), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(256), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("key", sa.String(256), unique=True),
        sa.UniqueConstraint("request", "sequence", name="one_entry_for_each_step"),
    )
    op.create_table(
        "denials",
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("request", sa.String(20)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(256), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("request", sa.String(20), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("receiver", sa.String(256), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("request", "sequence", "receiver", name="one_notice_for_each_receiver"),
    )
    op.create_table(
        "pull_requests",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("request", sa.String(20), nullable=False),
        sa.Column("branch", sa.String(128), nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("commit", sa.String(64)),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON journal "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION journal_is_final() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER journal_is_final BEFORE UPDATE OR DELETE ON journal "
            "FOR EACH ROW EXECUTE FUNCTION journal_is_final()"
        )


def downgrade() -> None:
    """Remove all tables."""
    for table in ("pull_requests", "outbox", "denials", "journal"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION journal_is_final()")

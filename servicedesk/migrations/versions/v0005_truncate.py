"""On PostgreSQL the journal and what was refused cannot be emptied either."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FINAL = {"journal": "journal_is_final", "denials": "denials_are_final"}


def upgrade() -> None:
    """Add the triggers; SQLite has no such statement."""
    if op.get_bind().dialect.name != "sqlite":
        for table, refuse in _FINAL.items():
            op.execute(
                f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {refuse}()"
            )


def downgrade() -> None:
    """Remove the triggers."""
    if op.get_bind().dialect.name != "sqlite":
        for table in _FINAL:
            op.execute(f"DROP TRIGGER {table}_stays ON {table}")

"""What the preview of a pull request said, kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; pull requests from before count as not previewed."""
    with op.batch_alter_table("pull_requests") as table:
        table.add_column(sa.Column("head", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("checks", sa.String(10), nullable=False, server_default="none"))
        table.add_column(sa.Column("report", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Remove the columns."""
    with op.batch_alter_table("pull_requests") as table:
        for name in ("report", "checks", "head"):
            table.drop_column(name)

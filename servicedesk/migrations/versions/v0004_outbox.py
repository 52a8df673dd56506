"""Why a notice was not delivered, and when it was given up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; notices from before were never tried."""
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("error", sa.Text))
        table.add_column(sa.Column("dead", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Remove the columns."""
    with op.batch_alter_table("outbox") as table:
        table.drop_column("dead")
        table.drop_column("error")

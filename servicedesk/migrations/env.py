"""Alembic runs this: the connection comes from the store."""

from alembic import context

from servicedesk.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()

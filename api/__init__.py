"""The service desk over HTTP: a thin door to the same desk that `estate request` opens."""

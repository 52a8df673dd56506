"""Teams: who stands behind a scope of the responsibility matrix."""

from config.models.base import Mail, Model


class Team(Model):
    """One team: it becomes one Entra security group, and the address to which its mail goes."""

    mail: Mail
    """Where notifications for the team go."""

    owners: tuple[Mail, ...] = ()
    """User principal names of the group's owners. They may change its members."""

    members: tuple[Mail, ...] = ()
    """User principal names that are members. Left empty, membership is kept outside (portal, HR, SCIM)."""


class CentralTeams(Model):
    """The teams that exist once in the estate."""

    service_owner: Team
    """Accountable for the data management landing zone."""

    cloud_platform_ops: Team
    """Operates the cloud platform: subscriptions, connectivity, peering."""

    data_platform_ops: Team
    """Owns the management zone, the templates, the data policies and central monitoring."""

    digital_security: Team
    """Defines certification and approves exemptions together with Data Platform Ops."""

    data_office: Team
    """Assesses requests for new data products."""

"""Rules of the firewall, as data: what data services need beyond the estate, and nothing else.

Sets follow the needs of the services; names of tags and hosts: Azure Firewall service tags and FQDN tags, and the
network requirements of each service.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HTTP, HTTPS = ("Http", 80), ("Https", 443)


@dataclass(frozen=True, kw_only=True)
class NetworkRule:
    """Traffic to addresses or service tags."""

    name: str
    destinations: tuple[str, ...]
    ports: tuple[str, ...] = ("443",)
    protocols: tuple[str, ...] = ("TCP",)


@dataclass(frozen=True, kw_only=True)
class ApplicationRule:
    """Web traffic to host names or FQDN tags."""

    name: str
    hosts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    protocols: tuple[tuple[str, int], ...] = (HTTPS,)


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """What one purpose needs; it becomes up to two collections."""

    priority: int
    """Added to the group's priority; unique among the sets."""
    network: tuple[NetworkRule, ...] = ()
    application: tuple[ApplicationRule, ...] = ()


RULE_SETS: Mapping[str, RuleSet] = MappingProxyType(
    {
        "azure": RuleSet(
            priority=100,
            network=(
                NetworkRule(
                    name="identity-and-management",
                    destinations=("AzureActiveDirectory", "AzureResourceManager", "AzureMonitor"),
                ),
                NetworkRule(
                    name="windows-activation",
                    destinations=("20.118.99.224", "40.83.235.53", "23.102.135.246"),
                    ports=("1688",),
                ),
            ),
            application=(
                ApplicationRule(
                    name="certificates",
                    hosts=("*.digicert.com", "crl.microsoft.com", "oneocsp.microsoft.com", "www.microsoft.com"),
                    protocols=(HTTP, HTTPS),
                ),
                ApplicationRule(name="windows-update", tags=("WindowsUpdate",), protocols=(HTTP, HTTPS)),
            ),
        ),
        "machine-learning": RuleSet(
            priority=200,
            network=(
                NetworkRule(
                    name="workspaces",
                    destinations=("AzureMachineLearning",),
                    ports=("443", "8787", "18881"),
                ),
                NetworkRule(
                    name="compute", destinations=("AzureMachineLearning",), ports=("5831",), protocols=("UDP",)
                ),
                NetworkRule(
                    name="images-and-storage",
                    destinations=(
                        "AzureContainerRegistry",
                        "AzureFrontDoor.FirstParty",
                        "AzureKeyVault",
                        "BatchNodeManagement",
                        "MicrosoftContainerRegistry",
                        "Storage",
                    ),
                ),
            ),
        ),
        "databricks": RuleSet(
            priority=300,
            network=(
                NetworkRule(
                    name="control-plane", destinations=("AzureDatabricks",), ports=("443", "3306", "8443-8451")
                ),
                NetworkRule(name="metastore", destinations=("Sql",), ports=("3306",)),
                NetworkRule(name="artifacts-and-logs", destinations=("Storage",)),
                NetworkRule(name="events", destinations=("EventHub",), ports=("9093",)),
            ),
        ),
        "data-factory": RuleSet(
            priority=400,
            network=(NetworkRule(name="runtime-control", destinations=("DataFactoryManagement",)),),
            application=(
                ApplicationRule(name="runtime-relay", hosts=("*.servicebus.windows.net",)),
                ApplicationRule(name="runtime-updates", hosts=("download.microsoft.com", "go.microsoft.com")),
            ),
        ),
        "packages": RuleSet(
            priority=500,
            application=(
                ApplicationRule(
                    name="python",
                    hosts=("pypi.org", "files.pythonhosted.org", "*.anaconda.com", "*.anaconda.org"),
                ),
                ApplicationRule(name="r", hosts=("cloud.r-project.org",)),
                ApplicationRule(name="java", hosts=("repo1.maven.org", "repo.maven.apache.org")),
                ApplicationRule(
                    name="linux",
                    hosts=("archive.ubuntu.com", "azure.archive.ubuntu.com", "security.ubuntu.com"),
                    protocols=(HTTP, HTTPS),
                ),
            ),
        ),
        "devops": RuleSet(
            priority=600,
            network=(NetworkRule(name="azure-devops", destinations=("AzureDevOps",)),),
            application=(
                ApplicationRule(
                    name="agents",
                    hosts=(
                        "dev.azure.com",
                        "*.dev.azure.com",
                        "*.visualstudio.com",
                        "download.agent.dev.azure.com",
                        "vstsagentpackage.azureedge.net",
                    ),
                ),
                ApplicationRule(
                    name="github",
                    hosts=("github.com", "api.github.com", "*.actions.githubusercontent.com", "codeload.github.com"),
                ),
            ),
        ),
        "hdinsight": RuleSet(
            priority=700,
            network=(NetworkRule(name="metastore", destinations=("Sql",), ports=("1433",)),),
            application=(ApplicationRule(name="service", tags=("HDInsight",), protocols=(HTTP, HTTPS)),),
        ),
    }
)
"""Rule sets by name."""

DEFAULT_SETS = ("azure", "machine-learning", "databricks", "data-factory", "packages", "devops")
"""What an estate needs as a rule."""

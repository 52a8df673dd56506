"""Pull requests where people review them: GitHub and Azure DevOps, told by the repository's URL."""

from collections.abc import Mapping

import httpx

from servicedesk.hosts.azure_devops import AzureDevOpsPullRequests
from servicedesk.hosts.github import GitHubPullRequests
from servicedesk.pull_requests import PullRequests

_HOSTS = (GitHubPullRequests, AzureDevOpsPullRequests)


def hosted(
    url: str, branch: str, environment: Mapping[str, str], transport: httpx.BaseTransport | None = None
) -> PullRequests | None:
    """The pull requests of a repository's host; None for a repository without one that is known here.

    Errors: `servicedesk.problems.Refused` where the host is known and no token is set.
    """
    for host in _HOSTS:
        if found := host.of(url, branch, environment, transport):
            return found
    return None

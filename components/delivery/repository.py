"""A git repository with the reviews that its main branch asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
import pulumi_azuredevops as azuredevops

from components._base import EstateComponent
from components._errors import ArgumentError
from components._tokens import Token
from components.delivery.groups import KnownGroup

MAIN = "refs/heads/main"
"""The branch from which test and production are deployed."""
_WRITE = {
    "GenericRead": "Allow",
    "GenericContribute": "Allow",
    "CreateBranch": "Allow",
    "PullRequestContribute": "Allow",
    "PolicyExempt": "Deny",
    "PullRequestBypassPolicy": "Deny",
    "ForcePush": "Deny",
}
"""What those who work in a repository may do: everything by pull request, nothing past a review."""


@dataclass(frozen=True, kw_only=True)
class RequiredReview:
    """A group of which somebody must approve."""

    group: KnownGroup
    """Required. The group."""
    message: str
    """Required. Why, as the pull request shows it."""
    paths: Sequence[str] = ()
    """Optional. Only where a change touches one of these paths. Absent: always."""


@dataclass(frozen=True, kw_only=True)
class RepositoryArgs:
    """One repository."""

    project_id: pulumi.Input[str]
    """Required. The project that holds it."""
    repository_name: str
    """Required. Its name, unique in the project."""
    fork_of: pulumi.Input[str] | None = None
    """Optional. The id of the template repository that it is a fork of. Absent: a new repository."""
    writers: Mapping[str, KnownGroup] = field(default_factory=dict)
    """Optional. Groups that write branches and open pull requests, by key."""
    reviewers: int = 1
    """Optional. How many people must approve a change of the main branch; the author does not count."""
    required_reviews: Mapping[str, RequiredReview] = field(default_factory=dict)
    """Optional. Groups of which somebody must approve, by key."""
    allow_data_removal: bool = False
    """Optional. Both keys turned: the repository, with its history, may be deleted."""


@dataclass(frozen=True, kw_only=True)
class RepositoryOutputs:
    """The repository for forks and pipelines."""

    repository_id: pulumi.Output[str]
    default_branch: str
    clone_url: pulumi.Output[str]


def check(args: RepositoryArgs) -> None:
    """Refuse a main branch that nobody reviews. Errors: `ArgumentError`."""
    if args.reviewers < 1:
        raise ArgumentError(
            "A-DEV-001", "reviewers", found=str(args.reviewers), accepted="at least 1",
            remedy="ask for one reviewer or more",
        )  # fmt: skip


class Repository(EstateComponent[RepositoryOutputs]):
    """A repository whose main branch changes by reviewed pull requests only."""

    def __init__(self, name: str, args: RepositoryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(Token.REPOSITORY, name, opts=opts)
        check(args)
        git = azuredevops.Git(
            self.child_name("git"),
            project_id=args.project_id,
            name=args.repository_name,
            parent_repository_id=args.fork_of,
            default_branch=MAIN,
            initialization={"init_type": "Clean" if args.fork_of is None else "Fork"},
            opts=self.data_bearing(allow_removal=args.allow_data_removal),
        )
        self._reviews(args, git.id)
        for key, group in sorted(args.writers.items()):
            azuredevops.GitPermissions(
                self.child_name(f"writer-{key.replace('/', '-')}"),
                project_id=args.project_id,
                repository_id=git.id,
                principal=group.descriptor,
                permissions=_WRITE,
                replace=False,
                opts=self.stateless(),
            )
        self.publish(RepositoryOutputs(repository_id=git.id, default_branch=MAIN, clone_url=git.remote_url))

    def _reviews(self, args: RepositoryArgs, repository_id: pulumi.Output[str]) -> None:
        scopes = [{"repository_id": repository_id, "repository_ref": MAIN, "match_type": "Exact"}]
        azuredevops.BranchPolicyMinReviewers(
            self.child_name("reviewers"),
            project_id=args.project_id,
            enabled=True,
            blocking=True,
            settings={
                "reviewer_count": args.reviewers,
                "submitter_can_vote": False,
                "last_pusher_cannot_approve": True,
                "allow_completion_with_rejects_or_waits": False,
                "on_push_reset_approved_votes": True,
                "scopes": scopes,
            },
            opts=self.stateless(),
        )
        azuredevops.BranchPolicyCommentResolution(
            self.child_name("comments"),
            project_id=args.project_id,
            enabled=True,
            blocking=True,
            settings={"scopes": scopes},
            opts=self.stateless(),
        )
        for key, review in sorted(args.required_reviews.items()):
            azuredevops.BranchPolicyAutoReviewers(
                self.child_name(f"review-{key.replace('/', '-')}"),
                project_id=args.project_id,
                enabled=True,
                blocking=True,
                settings={
                    "auto_reviewer_ids": [review.group.origin_id],
                    "submitter_can_vote": False,
                    "minimum_number_of_reviewers": 1,
                    "message": review.message,
                    "path_filters": list(review.paths) or None,
                    "scopes": scopes,
                },
                opts=self.stateless(),
            )

"""Managed policies with their versions, AWS's own and the customer's."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version of a managed policy: its id (v1, v2, …) and its document as JSON text."""

    version_id: str
    document: str
    create_date: int


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A managed policy. `versions` stand oldest first; `drawn` counts the versions ever made, deleted ones too."""

    policy_name: str
    arn: str
    policy_id: str
    create_date: int
    update_date: int
    versions: tuple[PolicyVersion, ...]
    default_version_id: str = "v1"
    drawn: int = 1
    path: str = "/"
    description: str = ""
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def document(self) -> str:
        """The JSON text of the default version, the one that speaks."""
        version = self.version(self.default_version_id)
        assert version is not None
        return version.document

    @property
    def is_aws_managed(self) -> bool:
        """Whether AWS made it and keeps it."""
        return self.arn.startswith("arn:aws:iam::aws:")

    def version(self, version_id: str) -> PolicyVersion | None:
        """The version of that id."""
        return next((version for version in self.versions if version.version_id == version_id), None)

    def with_version(self, document: str, time: int, default: bool) -> ManagedPolicy:
        """The policy with one version more, which speaks from now on if `default`."""
        version = PolicyVersion(f"v{self.drawn + 1}", document, time)
        changed = replace(self, versions=(*self.versions, version), drawn=self.drawn + 1)
        return replace(changed, default_version_id=version.version_id, update_date=time) if default else changed


def new_policy(
    name: str,
    arn: str,
    policy_id: str,
    document: str,
    time: int,
    path: str = "/",
    description: str = "",
    tags: tuple[tuple[str, str], ...] = (),
) -> ManagedPolicy:
    """A customer managed policy with its first version."""
    return ManagedPolicy(
        name, arn, policy_id, time, time, (PolicyVersion("v1", document, time),), "v1", 1, path, description, tags
    )

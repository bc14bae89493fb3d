"""The state of an AWS account: users, their credentials, MFA devices, groups, roles and policies, as frozen values."""

from sim.account.buckets import Bucket, StoredObject
from sim.account.devices import ROOT, MFADevice
from sim.account.instances import Instance
from sim.account.passwords import Password, PasswordPolicy
from sim.account.policies import ManagedPolicy, PolicyVersion, new_policy
from sim.account.report import CredentialReport
from sim.account.roles import Role
from sim.account.rules import Rule
from sim.account.state import Account, Root
from sim.account.users import AccessKey, Group, KeyUse, User

__all__ = [
    "ROOT",
    "AccessKey",
    "Account",
    "Bucket",
    "CredentialReport",
    "Group",
    "Instance",
    "KeyUse",
    "MFADevice",
    "ManagedPolicy",
    "Password",
    "PasswordPolicy",
    "PolicyVersion",
    "Role",
    "Root",
    "Rule",
    "StoredObject",
    "User",
    "new_policy",
]

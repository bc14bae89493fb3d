"""The state of an AWS account: users, their credentials, MFA devices, groups and policies, as frozen values."""

from sim.account.devices import ROOT, MFADevice
from sim.account.state import Account, Root
from sim.account.users import AccessKey, Group, ManagedPolicy, Password, User

__all__ = ["ROOT", "AccessKey", "Account", "Group", "MFADevice", "ManagedPolicy", "Password", "Root", "User"]

"""The console's pages by name, so that none has to import another: `page("user", "Alice")`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from course.tui.console.page import Page

ROUTES = {
    "services": "services_page:ServicesPage",
    "confirm": "form:ConfirmPage",
    "sign-in": "signin.sign_in:SignInPage",
    "code": "signin.sign_in:CodePage",
    "new-password": "signin.steps:NewPasswordPage",
    "alternative-factors": "signin.steps:AlternativePage",
    "users": "iam.users:UsersPage",
    "add-user": "iam.add_user:AddUserPage",
    "user": "iam.user:UserPage",
    "add-to-group": "iam.user_groups:AddToGroupPage",
    "delete-user": "iam.delete:DeleteUserPage",
    "password": "iam.password:PasswordPage",
    "create-access-key": "iam.access_keys:CreateAccessKeyPage",
    "access-keys": "iam.access_keys:AccessKeysPage",
    "access-key": "iam.access_keys:AccessKeyPage",
    "attach-policy": "iam.holders_policies:AttachPolicyPage",
    "attached-policy": "iam.holders_policies:AttachedPolicyPage",
    "inline-policy": "iam.holders_policies:InlinePolicyPage",
    "new-inline-policy": "iam.holders_policies:InlinePolicyPage",
    "groups": "iam.groups:GroupsPage",
    "create-group": "iam.groups:CreateGroupPage",
    "group": "iam.group:GroupPage",
    "add-users": "iam.group:AddUsersPage",
    "delete-group": "iam.delete:DeleteGroupPage",
    "policies": "iam.policies:PoliciesPage",
    "policy": "iam.policy:PolicyPage",
    "policy-version": "iam.policy_versions:PolicyVersionPage",
    "attach-entity": "iam.policy_usage:AttachEntityPage",
    "create-policy": "iam.write_policy:CreatePolicyPage",
    "edit-policy": "iam.write_policy:EditPolicyPage",
    "delete-policy": "iam.delete:DeletePolicyPage",
    "roles": "iam.roles:RolesPage",
    "role": "iam.role:RolePage",
    "create-role": "iam.create_role:CreateRolePage",
    "edit-trust": "iam.write_policy:EditTrustPage",
    "delete-role": "iam.delete:DeleteRolePage",
    "switch-role": "iam.switch_role:SwitchRolePage",
    "simulator": "iam.simulator:SimulatorPage",
    "simulation": "iam.simulator:SimulationPage",
    "root": "iam.root:RootPage",
    "dashboard": "iam.dashboard:DashboardPage",
    "credential-report": "iam.credential_report:CredentialReportPage",
    "account-settings": "iam.account_settings:AccountSettingsPage",
    "password-policy": "iam.password_policy:PasswordPolicyPage",
    "account-alias": "iam.account_settings:AccountAliasPage",
    "event-history": "services.event_history:EventHistoryPage",
    "event-filter": "services.event_history:EventFilterPage",
    "event": "services.event:EventPage",
    "rules": "services.rules:RulesPage",
    "rule": "services.rules:RulePage",
    "create-rule": "services.write_rule:CreateRulePage",
    "edit-rule": "services.write_rule:EditRulePage",
    "instances": "services.instances:InstancesPage",
    "instance": "services.instances:InstancePage",
    "buckets": "services.buckets:BucketsPage",
    "open-bucket": "services.buckets:OpenBucketPage",
    "objects": "services.buckets:ObjectsPage",
    "object": "services.objects:ObjectPage",
    "upload": "services.objects:UploadPage",
    "support": "services.support:SupportPage",
    "create-case": "services.support:CreateCasePage",
    "case": "services.support:CasePage",
    "mail": "services.mail:MailPage",
    "letter": "services.mail:LetterPage",
    "assign": "mfa.assign:AssignPage",
    "notice": "mfa.assign:NoticePage",
    "hardware": "mfa.assign:HardwarePage",
    "virtual": "mfa.virtual:VirtualPage",
    "manage": "mfa.manage:ManagePage",
    "resync": "mfa.manage:ResyncPage",
    "deactivate": "mfa.manage:DeactivatePage",
}
"""Where each page's class is, below this package; a page's module is imported when it is first opened."""


class Address(NamedTuple):
    """A page's name, and what it is about."""

    name: str
    about: tuple[str, ...] = ()


def at(name: str, *about: str) -> Address:
    """The address of a page: at("user", "Alice")."""
    return Address(name, about)


def page(address: Address) -> Page:
    """Make the page at an address."""
    module, _, name = ROUTES[address.name].partition(":")
    made: Page = getattr(import_module(f"course.tui.console.{module}"), name)(*address.about)
    made.address = address
    return made

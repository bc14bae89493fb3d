"""The console's words, as one table: those of the video, and today's where they differ.

The video's are from the history of the IAM User Guide's pages on MFA devices, users and groups (2017 to 2023); today's
from the guide as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from course.settings import Words

Era = Words
"""Whose words the console speaks."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the console in the video, and today; the same where `today` is left out."""

    video: str
    today: str = ""

    def of(self, era: Era) -> str:
        """The word as that era has it."""
        return self.today if era == "today" and self.today else self.video

    def other(self, era: Era) -> str:
        """The other era's word; empty where both say the same."""
        return (self.video if era == "today" else self.today) if self.today else ""


def beside(era: Era, *words: Word, gap: str = ", ") -> str:
    """What the other era calls these, as the words to stand beside; empty where both say the same."""
    others = [word.other(era) for word in words if word.other(era)]
    return f"{OTHER_ERA[era]}: {gap.join(others)}" if others else ""


OTHER_ERA: dict[Era, str] = {"video": "today", "today": "in the video"}
"""How the words of the other era are introduced."""

ERA: dict[Era, str] = {"video": "the video's words (2018)", "today": "today's words"}
"""What each era's words are called."""

# Where things are

USERS = Word("Users")
ROOT_USER = Word("Root user")
GROUPS = Word("Groups", "User groups")
ROLES = Word("Roles")
POLICIES = Word("Policies")
CREDENTIAL_REPORT = Word("Credential report")
ACCOUNT_SETTINGS = Word("Account settings")
SECURITY_CREDENTIALS = Word("Security credentials")
OWN_CREDENTIALS = Word("My Security Credentials", "Security credentials")
PERMISSIONS = Word("Permissions")
ROOTS_CREDENTIALS = Word("Your security credentials", "My security credentials")
SIGN_IN_CREDENTIALS = Word("Sign-in credentials", "Console sign-in")
SIGN_OUT = Word("Sign Out", "Sign out")

DASHBOARD = Word("Dashboard")
EVENT_HISTORY = Word("Event history")
RULES = Word("Rules")
INSTANCES = Word("Instances")
BUCKETS = Word("Buckets")
SUPPORT = Word("Support Center")
MAIL = Word("Mail")
EVENTS_SERVICE = Word("CloudWatch", "EventBridge")
IAM = Word("IAM")
CLOUDTRAIL = Word("CloudTrail")
EC2 = Word("EC2")
S3 = Word("S3")
SUPPORT_SERVICE = Word("Support")
YOUR_DESK = Word("your desk")
SERVICES = Word("Services")
SERVICE = Word("Service")
PAGE = Word("Page")
WHAT_FOR = Word("What for")
WHAT = Word("What")
HOW_IT_STANDS = Word("How it stands")

# Users

ADD_USER = Word("Add user", "Create user")
MUST_CHANGE = Word("Require password reset", "Users must create a new password at next sign-in")
KEEPS_PASSWORD = Word("The password stays as it is")
NEXT_USERS = Word("Next users")
FIRST_USERS = Word("First users")
USER_NAME = Word("User name")
PASSWORD = Word("Password")
NEW_PASSWORD = Word("New password")
CREATED = Word("Created")
LAST_USED = Word("Last used")
EMAIL_ADDRESS = Word("Email address")
DELETE_USER = Word("Delete user", "Delete")
CONSOLE_PASSWORD = Word("Console password")
MANAGE_PASSWORD = Word("Manage password", "Manage console access")
DISABLE_PASSWORD = Word("Disable console password", "Disable console access")
APPLY = Word("Apply")
MAKE_INACTIVE = Word("Make inactive", "Deactivate")
MAKE_ACTIVE = Word("Make active", "Activate")
DELETE_KEY = Word("Delete key", "Delete")
ACCESS_KEYS = Word("Access keys")
CREATE_ACCESS_KEY = Word("Create access key")
ACCESS_KEY_ID = Word("Access key ID")
SECRET_ACCESS_KEY = Word("Secret access key")
STATUS = Word("Status")
DONE = Word("Done")
ADD_TO_GROUPS = Word("Add user to groups")
REMOVE_FROM_GROUP = Word("Remove from Group", "Remove user from groups")
MANAGE_ACCESS_KEYS = Word("Manage access keys")
INLINE_POLICY = Word("Add inline policy", "Create inline policy")
DETACH = Word("Detach Policy", "Remove")
SIMULATOR = Word("Policy simulator")
ADD_USERS = Word("Add Users to Group", "Add users")
CREATE_GROUP = Word("Create New Group", "Create group")
ATTACH_POLICY = Word("Attach Policy", "Attach policies")
SAVE_POLICY = Word("Apply Policy", "Save changes")
DELETE_POLICY = Word("Delete policy", "Delete")
CREATE_POLICY = Word("Create policy")
CREATE_ROLE = Word("Create role")
SWITCH_ROLE = Word("Switch Role", "Switch role")

# Groups, policies and roles

ADD_THE_USERS = Word("Add Users", "Add users")
REMOVE_USERS = Word("Remove Users from Group", "Remove users")
DELETE_GROUP = Word("Delete Group", "Delete")
GROUP_NAME = Word("Group name")
POLICY_NAME = Word("Policy name")
ROLE_NAME = Word("Role name")
NAME = Word("Name")
TYPE = Word("Type")
ATTACHED = Word("Attached", "Attached via")
USED_AS = Word("Used as")
VERSION = Word("Version")
IN_FORCE = Word("In force")
OPEN_POLICY = Word("Open the policy")
TRUSTED_ENTITIES = Word("Trusted entities")
LAST_ACTIVITY = Word("Last activity")
ACCOUNT_OR_SERVICE = Word("Account or service")
ACCOUNT = Word("Account")
ROLE = Word("Role")
BACK_TO = Word("Back to")
POLICY_VERSIONS = Word("Policy versions")
POLICY_USAGE = Word("Attached entities", "Entities attached")
SET_DEFAULT = Word("Set as default")
DELETE_VERSION = Word("Delete version")
EDIT_POLICY = Word("Edit policy", "Edit")
SAVE_CHANGES = Word("Save changes")
DELETE_VERSION_AND_SAVE = Word("Delete version and save")
ATTACH = Word("Attach")
DETACH_POLICY = Word("Detach policy", "Detach")
TRUST = Word("Trust relationships")
EDIT_TRUST = Word("Edit trust relationship", "Edit trust policy")
UPDATE_TRUST = Word("Update Trust Policy", "Update policy")
REVOKE = Word("Revoke sessions")
REVOKE_ACTIVE = Word("Revoke active sessions")
DELETE_ROLE = Word("Delete role", "Delete")
THIS_ACCOUNT = Word("Another AWS account: this one", "AWS account: This account")
OTHER_ACCOUNT = Word("Another AWS account", "AWS account: Another AWS account")
AWS_SERVICE = Word("AWS service")
REQUIRE_MFA = Word("Require MFA")
NO_MFA_NEEDED = Word("MFA is not required")
RUN_SIMULATION = Word("Run Simulation")
WHOSE_RIGHTS = Word("Whose rights")
ACTION = Word("Action")
RESOURCE = Word("Resource")
OTHER_KEYS = Word("Other keys")
WITH_CODE = Word("signed in with a code")
WITHOUT_CODE = Word("signed in without a code")
BY_KEY = Word("by an access key")
RESULT = Word("Result")
ASK_AGAIN = Word("Ask again")

# The account

SECURITY_STATUS = Word("Security Status", "Security recommendations")
DOWNLOAD_REPORT = Word("Download Report")
PASSWORD_POLICY = Word("Password Policy", "Password policy")
APPLY_PASSWORD_POLICY = Word("Apply password policy", "Save changes")
CHANGE_PASSWORD_POLICY = Word("Change password policy", "Edit")
DELETE_PASSWORD_POLICY = Word("Delete password policy", "Set default")
CUSTOMIZE_ALIAS = Word("Customize", "Edit")
ACCOUNT_ALIAS = Word("Account alias", "Account Alias")
MINIMUM_LENGTH = Word("Minimum length")
REQUIRES = Word("Requires")
EXPIRATION = Word("Expiration")
REUSE = Word("Reuse")
EXPIRES_AFTER = Word("Expires after days")
LAST_REFUSED = Word("Last ones refused")
UPPERCASE = Word("Require an uppercase letter")
LOWERCASE = Word("Require a lowercase letter")
NUMBERS = Word("Require a number")
SYMBOLS = Word("Require a symbol")
CHANGE_OWN = Word("Users may change their own")
HARD_EXPIRY = Word("An expired one is reset by an administrator")
REPORT_PASSWORD = Word("password, mfa")
REPORT_KEY_1 = Word("access_key_1")
REPORT_KEY_2 = Word("access_key_2")
REPORT_USER = Word("user")

# The other services

FILTER = Word("Filter", "Lookup attributes")
ACCESS_KEY_FILTER = Word("AWS access key")
READ_ONLY = Word("Read only", "Read-only")
EVENT = Word("Event")
TIME = Word("Time (UTC)")
EVENT_NAME = Word("Event name")
SOURCE = Word("Source")
ERROR_CODE = Word("Error code")
RESOURCE_NAME = Word("Resource name")
RESOURCE_TYPE = Word("Resource type")
EVENT_SOURCE = Word("Event source")
VALUE = Word("Value")
FROM = Word("From (UTC)")
TO = Word("To (UTC)")
LOOK_UP = Word("Look up")
ALL_EVENTS = Word("All events")
OLDER_EVENTS = Word("Older events")
NEWEST_EVENTS = Word("Newest events")
COPY = Word("Copy")
PLAIN_TEXT = Word("Plain text")
USER = Word("User")
ALL_BY_USER = Word("All by user")
ALL_BY_KEY = Word("All by key")
NO_SUCH_EVENT = Word("There is no such event.")
CREATE_RULE = Word("Create rule")
EVENT_PATTERN = Word("Event Pattern", "Event pattern")
UPDATE_RULE = Word("Update rule")
EDIT_RULE = Word("Edit")
ENABLE_RULE = Word("Enable")
DISABLE_RULE = Word("Disable")
DELETE_RULE = Word("Delete")
NOTICED = Word("Noticed")
DESCRIPTION = Word("Description")
NOTICED_EVENTS = Word("Noticed events")
INSTANCE_ID = Word("Instance ID")
INSTANCE_STATE = Word("Instance state")
INSTANCE_TYPE = Word("Instance type")
PRIVATE_IP = Word("Private IP address")
LAUNCH_TIME = Word("Launch time")
STATE_REASON = Word("State's reason")
START = Word("Start", "Start instance")
STOP = Word("Stop", "Stop instance")
TERMINATE = Word("Terminate", "Terminate (delete) instance")
UPLOAD = Word("Upload")
OPEN_OBJECT = Word("Open")
DELETE_OBJECT = Word("Delete")
OPEN_BY_NAME = Word("Open by name")
OPEN_BUCKET = Word("Open a bucket by its name")
BUCKET_NAME = Word("Bucket name")
DATE_CREATED = Word("Date created", "Creation date")
KEY = Word("Key")
SIZE = Word("Size")
LAST_MODIFIED = Word("Last modified")
TEXT = Word("Text")
CREATE_CASE = Word("Create case")
REPLY = Word("Reply")
CASES = Word("Case history", "Your support cases")
CASE = Word("Case")
SUBJECT = Word("Subject")
ACCOUNT_NUMBER = Word("Account number")
ROOTS_EMAIL = Word("Root's e-mail")
CARD_DIGITS = Word("Card's last digits")
NO_SUCH_CASE = Word("There is no such case.")
NUMBER = Word("No.")
DATE = Word("Date")
FOLLOW_LINK = Word("Follow the link")
NO_SUCH_LETTER = Word("There is no such letter.")
BACK = Word("Back")

# MFA devices

MANAGE_WIZARD = Word("Manage MFA device", "Multi-factor authentication (MFA)")
MFA_DEVICE = Word("MFA device", "Multi-factor authentication (MFA)")
MANAGE = Word("Manage", "Assign MFA device")
MFA_COLUMN = Word("MFA device", "MFA")
NO_DEVICE = Word("No", "None")
VIRTUAL = Word("A virtual MFA device", "Authenticator app")
HARDWARE = Word("A hardware MFA device", "Hardware TOTP token")
NEXT = Word("Next")
CANCEL = Word("Cancel")
ARE_YOU_SURE = Word("Are you sure?")
YES = Word("Yes")
INSTALL_NOTICE = Word(
    "A virtual MFA device is a program: before going on, an authenticator app that AWS supports has to be on the "
    "phone, computer or other thing that will show the codes."
)
ONE_DEVICE_NOTICE = Word(
    "In the video's day a user could have one device only. Since November 2022 it is up to eight, and each device "
    "still belongs to one user."
)
DEVICE_NAME = Word("Device name")
CODE_1 = Word("Authentication code 1", "MFA code 1")
CODE_2 = Word("Authentication code 2", "MFA code 2")
CODES = Word("Authentication code 1, 2", "MFA code 1 and 2")
ACTIVATE = Word("Activate virtual MFA", "Add MFA")
ASSOCIATED = Word("The MFA device was successfully associated.")
SERIAL_NUMBER = Word("Serial number")
KEEP = Word("Keep the existing device")
RESYNC = Word("Resynchronize MFA device", "Resync")
DEACTIVATE = Word("Deactivate MFA device", "Remove")
RESYNC_OF = Word("Resynchronize MFA device of", "Resync the MFA device of")
DEACTIVATE_OF = Word("Deactivate MFA device of", "Remove the MFA device of")
ANOTHER = Word("Assign another device", "Assign MFA device")
RESYNC_BUTTON = Word("Resynchronize", "Resync")
YES_DEACTIVATE = Word("Yes, deactivate", "Remove")
RESYNCHRONIZED = Word("The MFA device was successfully resynchronized.")
DEACTIVATED = Word("The MFA device was deactivated.")
HALF_DONE = Word(
    "This entity already exists. Before adding a new virtual MFA device, the existing one has to be deleted: an "
    "earlier try made it and did not finish."
)
DELETE_HALF_DONE = Word("Delete the half-made device")

# Signing in

SIGN_IN = Word("Sign in")
MFA_PAGE = Word("Multi-factor authentication")
MFA_CODE = Word("MFA code")
ROOT_EMAIL = Word("Root user email address")
ACCOUNT_ID = Word("Account ID or alias")
IAM_USER_NAME = Word("IAM user name", "IAM username")
ALTERNATIVE_FACTORS = Word("Sign in using alternative factors")
SUBMIT = Word("Submit")
ALTERNATIVE = Word("Alternative factors")
MUST_CHANGE_NOW = Word("You must change your password to continue")
RETYPE_PASSWORD = Word("Retype new password")
ALTERNATIVE_TITLE = Word("Sign in using alternative factors of authentication")
STEP_EMAIL = Word("Step 1: email address verification")
STEP_PHONE = Word("Step 2: phone number verification")
CONFIRM_CHANGE = Word("Confirm password change")
LINK = Word("Link in the e-mail")
OPEN_EMAIL = Word("Open the e-mail")
SIGN_IN_TO_CONSOLE = Word("Sign in to the console")
CALL_ME_NOW = Word("Call me now")
CALL_AGAIN = Word("Call me again")
ANSWER = Word("Answer it")
SIGN_IN_ROOT = Word("Sign in as root user", "Root user sign in")
SIGN_IN_IAM = Word("Sign in as IAM user", "IAM user sign in")
SIGN_IN_AS_IAM = Word("Sign in as IAM user")
SIGN_IN_USING_ROOT = Word("Sign in using root user email")

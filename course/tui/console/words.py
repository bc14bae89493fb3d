"""The console's words: those of the video first, today's beside them where they differ.

From the history of the IAM User Guide's page "Enabling a virtual MFA device" (2017 to 2023).
"""

from __future__ import annotations

MANAGE_WIZARD = "Manage MFA device"
MFA_DEVICE = "MFA device"
MFA_DEVICE_NOW = "Multi-factor authentication (MFA)"
MANAGE = "Manage"
MANAGE_NOW = "Assign MFA device"

VIRTUAL = "A virtual MFA device"
VIRTUAL_NOW = "Authenticator app"
HARDWARE = "A hardware MFA device"
HARDWARE_NOW = "Hardware TOTP token"

NEXT = "Next"
CANCEL = "Cancel"

INSTALL_NOTICE = (
    "A virtual MFA device is a program: before going on, an authenticator app that AWS supports has to be on the "
    "phone, computer or other thing that will show the codes."
)
ONE_DEVICE_NOTICE = (
    "In the video's day a user could have one device only. Since November 2022 it is up to eight, and each device "
    "still belongs to one user."
)

CODE_1, CODE_2 = "Authentication code 1", "Authentication code 2"
CODES_NOW = "MFA code 1 and 2"
ACTIVATE = "Activate virtual MFA"
ACTIVATE_NOW = "Add MFA"
ASSOCIATED = "The MFA device was successfully associated."

SERIAL_NUMBER = "Serial number"

KEEP = "Keep the existing device"
RESYNC = "Resynchronize MFA device"
RESYNC_NOW = "Resync"
DEACTIVATE = "Deactivate MFA device"
DEACTIVATE_NOW = "Remove"
ANOTHER = "Assign another device"

RESYNCHRONIZED = "The MFA device was successfully resynchronized."
DEACTIVATED = "The MFA device was deactivated."

HALF_DONE = (
    "This entity already exists. Before adding a new virtual MFA device, the existing one has to be deleted: an "
    "earlier try made it and did not finish."
)
DELETE_HALF_DONE = "Delete the half-made device"

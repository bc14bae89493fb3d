"""Recover Alan's user.

Alan's phone was stolen, together with a note of his password. Before anything else, an administrator takes from the
thief what can be taken, with boto3:

1. Deactivate Alan's MFA device, and delete it after that: deactivating leaves it behind, without an owner.
2. Give him a new password, good for one sign-in: he has to choose his own at the next.
3. Make every access key of his inactive. Nobody knows where else it was noted.

His user, its groups and its policies stay as they are, and so does everybody else's.
"""


def recover(iam, password: str) -> None:
    """Take Alan's device, password and access keys from whoever has them now; `password` is his new one."""
    for device in iam.list_mfa_devices(UserName="Alan")["MFADevices"]:
        iam.delete_virtual_mfa_device(SerialNumber=device["SerialNumber"])
        iam.deactivate_mfa_device(UserName="Alan", SerialNumber=device["SerialNumber"])
    iam.update_login_profile(UserName="Alan", Password=password, PasswordResetRequired=True)
    for key in iam.list_access_keys(UserName="Alan")["AccessKeyMetadata"]:
        iam.update_access_key(UserName="Alan", AccessKeyId=key["AccessKeyId"], Status="Inactive")

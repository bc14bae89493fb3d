def without_mfa(iam):
    names = [user["UserName"] for user in iam.list_users()["Users"]]
    return sorted(name for name in names if not iam.list_mfa_devices(UserName=name)["MFADevices"])

"""Who has no MFA?

IAM writes a credential report of all users: text with commas, one line for each user, the first line naming the
columns. generate_credential_report() has one made, which takes a moment: call it until its State is COMPLETE.
get_credential_report() then gives it, as bytes, in Content. (time.sleep moves the account's time on at once.)

The columns to look at are user, password_enabled and mfa_active. The root user is in it as <root_account>. It always
has a password, though its password_enabled says not_supported.
"""

import csv


def without_mfa(iam) -> list[str]:
    """Give, sorted, everybody in the report who can sign in to the console and has no MFA."""
    iam.generate_credential_report()
    report = iam.get_credential_report()["Content"].decode()
    return sorted(
        row["user"]
        for row in csv.DictReader(report.splitlines())
        if row["password_enabled"] != "false" and row["mfa_active"] == "false"
    )

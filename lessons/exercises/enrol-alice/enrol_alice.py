"""Enrol Alice's phone with boto3.

`iam` is an administrator's client, `phone` is Alice's phone:

    phone.scan()      # scans the QR code of the virtual MFA device made last
    phone.code()      # the six digits that it shows now

AWS wants two codes that the phone shows one after the other. time.sleep(seconds) moves the account's time on at once;
nobody has to wait.
"""


def enrol(iam, phone) -> str:
    """Give Alice the virtual MFA device `alice`, and let her phone show its codes; give the serial number."""
    return ""

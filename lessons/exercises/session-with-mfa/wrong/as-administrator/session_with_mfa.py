"""A session with MFA.

Alan's access key alone is refused nearly everything, until he has given a code. A program gives it to STS, with
get_session_token, and gets temporary credentials: an access key, a secret, and a session token, all three of which sign
what it does next. A program of Alan's needs them for a quarter of an hour, not longer.

`sts` is a client with Alan's access key, `serial` the serial number of his MFA device, `code` what his phone shows.
boto3.client("s3", …) takes credentials as aws_access_key_id, aws_secret_access_key and aws_session_token.
"""

import boto3


def s3_with_mfa(sts, serial: str, code: str):
    """Give an S3 client for Alan whose calls count as made with MFA, for 15 minutes."""
    sts.get_session_token(SerialNumber=serial, TokenCode=code, DurationSeconds=900)
    return boto3.client("s3")

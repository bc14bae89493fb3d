"""The command lines that the console's buttons and pages stand for."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from sim.account import ROOT


def aws(operation: str, **options: str) -> str:
    """An `aws iam` line: aws("get-user", user_name="Alice") is `aws iam get-user --user-name Alice`."""
    return _line("aws iam", operation, options)


def of(service: str, operation: str, **options: str) -> str:
    """A line of any service: of("ec2", "stop-instances", instance_ids="i-1") is `aws ec2 stop-instances …`."""
    return _line(f"aws {service}", operation, options)


def of_device(operation: str, user_name: str, serial_number: str, **options: str) -> str:
    """A line about somebody's device: root's own are managed by the console alone, never by `aws iam`."""
    options = {"serial_number": serial_number, **options}
    if user_name == ROOT:
        return _line("console", operation.replace("-mfa-", "-root-mfa-"), options)
    return aws(operation, user_name=user_name, **options)


def sign_in(name: str, password: str, account: str | None) -> str:
    """A sign-in with a password: of an IAM user into an account, or of the root user by e-mail address."""
    line = f"sign-in {quoted(name)} --password {quoted(password)}"
    return f"{line} --account {quoted(account)}" if account else line


def sign_in_code(code: str) -> str:
    """The second half of a sign-in whose password was right."""
    return f"sign-in --code {quoted(code)}"


def sign_in_step(option: str, value: str | None = None) -> str:
    """A later step of a sign-in, such as --new-password with its value, or --call-me-now without one."""
    return f"sign-in {option}" if value is None else f"sign-in {option} {quoted(value)}"


def create_device(name: str, picture: str) -> str:
    """Make a virtual MFA device; its QR code goes into the file `picture`."""
    return aws("create-virtual-mfa-device", virtual_mfa_device_name=name, outfile=picture, bootstrap_method="QRCodePNG")


def delete_device(serial_number: str) -> str:
    """Delete a virtual MFA device that nobody has."""
    return aws("delete-virtual-mfa-device", serial_number=serial_number)


def with_codes(operation: str, user_name: str, serial_number: str, code1: str, code2: str) -> str:
    """Enable or resynchronize a device by two codes, the older first."""
    return of_device(operation, user_name, serial_number, authentication_code1=code1, authentication_code2=code2)


def deactivate(user_name: str, serial_number: str) -> str:
    """Take a device from a user; a virtual one is deleted too, as the console does, so that its name is free again."""
    line = of_device("deactivate-mfa-device", user_name, serial_number)
    return f"{line} && {delete_device(serial_number)}" if serial_number.startswith("arn:") else line


def quoted(value: str) -> str:
    """A value as one word of the command language."""
    return shlex.quote(value)


def _line(start: str, operation: str, options: Mapping[str, str]) -> str:
    words = [start, operation]
    for name, value in options.items():
        words += ["--" + name.replace("_", "-"), quoted(value)]
    return " ".join(words)

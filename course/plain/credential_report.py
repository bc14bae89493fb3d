"""The credential report, which AWS gives in base64, as lines that are read aloud: a user at a time."""

import base64
import binascii
import csv

from course.plain.keys import UNBROKEN
from course.plain.width import wrapped

LINE = "aws iam get-credential-report --query Content --output text"
"""The command line that fetches it."""

MAKE = "Type aws iam generate-credential-report to have one made. It takes a few seconds, as wait 5s lets pass."


def told(content: str) -> list[str]:
    """Each user's line of a report in base64, as its columns with what they hold; columns that say nothing aside."""
    try:
        text = base64.b64decode(content.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ["This is no report."]
    lines: list[str] = []
    for row in csv.DictReader(text.splitlines()):
        user, *held = [(name, value) for name, value in row.items() if value not in ("N/A", "not_supported")]
        columns = wrapped("; ".join(f"{name}{UNBROKEN}{value}" for name, value in held), "  ")
        lines += [f"{user[1]}:", columns.replace(UNBROKEN, " ")]
    return [*lines, "Columns that hold nothing for a user are left out."]

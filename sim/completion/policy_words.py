"""What a policy document that is written into a line goes on with: elements, and the values of some of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sim.completion import values
from sim.completion.aws_words import actions
from sim.completion.values import Asked, Told

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_KEY = re.compile(r'"([\w:]+)"\s*:\s*(?:\[(?:\s*"(?:[^"\\]|\\.)*"\s*,)*\s*)?\Z')

ELEMENTS: Mapping[str, str] = {
    "Version": "the policy language's: 2012-10-17",
    "Statement": "one statement, or a list of them",
    "Sid": "a statement's name",
    "Effect": "Allow or Deny",
    "Action": "what is allowed or denied",
    "NotAction": "all actions but these",
    "Resource": "on what",
    "NotResource": "on all but these",
    "Principal": "whom a trust policy means",
    "Condition": "when it applies",
    "Bool": "condition: true or false",
    "BoolIfExists": "the same, and met where the key is missing",
    "StringEquals": "condition: the same text",
    "NumericLessThan": "condition: a smaller number",
    "aws:MultiFactorAuthPresent": "key: whether MFA was used",
    "aws:MultiFactorAuthAge": "key: seconds since MFA was used",
}
"""The names of elements, of condition operators, and of the keys that tell of MFA."""


def open_string(word: str) -> int | None:
    """Where the string of JSON begins that the word ends in; None where it ends in none."""
    if not word.lstrip().startswith(("{", "[")):
        return None
    at = _STRING.sub(lambda match: " " * len(match[0]), word).find('"')
    return None if at < 0 else at


def policy_words(asked: Asked, before: str) -> Iterable[Told]:
    """What may stand in a string that begins behind the text `before`."""
    found = _KEY.search(before)
    match found and found[1]:
        case "Version":
            return [("2012-10-17", "the policy language's version")]
        case "Effect":
            return values.choices(("Allow", "Deny"))
        case "Action" | "NotAction":
            return [("*", "every action"), *actions()]
        case "Resource" | "NotResource":
            return [("*", "everything"), *values.resources(asked)]
        case "aws:MultiFactorAuthPresent":
            return values.choices(("true", "false"))
        case None:
            return ELEMENTS.items()
    return ()

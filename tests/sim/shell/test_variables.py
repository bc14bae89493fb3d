"""`export`, `unset` and `printf`: temporary credentials put where `aws` finds them, and taken away again."""

from __future__ import annotations

import pytest
from simroom import Room

from sim.shell.variables import LARGEST_FORMATTED, MOST_VARIABLES

SESSION = (
    "export $(printf 'AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s' $(aws sts "
    "get-session-token --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text))"
)


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("export a=1 b='2 3'; echo $a $b", "1 2 3\n"),
        ("x=4; export x; echo $x", "4\n"),
        ('export a=; echo "<$a>"', "<>\n"),
        ("export b=2 a=1; export", "a=1\nb=2\n"),
        ("export $(printf 'a=%s b=%s' $(echo 5 6)); echo $a $b", "5 6\n"),
        ("a=1; unset a nothing; a=2; echo $a", "2\n"),
        ("printf 'x\\ty\\n'", "x\ty\n"),
        ("printf '%s=100%%' a", "a=100%"),
        ("printf '%s-' a b c", "a-b-c-"),
        ("printf '%s+%s,' a b c", "a+b,c+,"),
        ("printf same a b", "same"),
        ("printf '<%s>'", "<>"),
    ],
)
def test_as_in_a_posix_shell(room: Room, line: str, output: str) -> None:
    assert room.ok(line) == output


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("export 1=2", "NAME=VALUE"),
        ("word=1; export wrod", "Did you mean word?"),
        ("unset", "Which variables?"),
        ("a=1; unset a; echo $a", "$a is not set"),
        ("printf", "format is expected"),
        ("printf %d 1", "not '%d'"),
        ("printf 1%", "not '%'"),
        (f"export {' '.join(f'v{n}=' for n in range(MOST_VARIABLES + 1))}", f"{MOST_VARIABLES} variables"),
        (f"a=$(printf '{'x' * 9_000}%s' 1 2 3 4 5 6 7 8 9); printf $a$a$a$a$a$a$a", f"{LARGEST_FORMATTED:,}"),
    ],
)
def test_refusals(room: Room, line: str, words: str) -> None:
    outcome = room(line)
    assert outcome.status == 1
    assert words in outcome.error


def test_a_session_is_used_from_variables_until_they_are_unset(room: Room) -> None:
    room.ok("sign-out", SESSION, "aws sts get-caller-identity")
    assert room.cause("aws iam list-users") == "session-without-mfa"
    assert "use the variables AWS_ACCESS_KEY_ID and so on: access key ASIA" in room.ok("whoami")
    room.ok("unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN", "aws iam list-users")
    assert "use the profile default: access key AKIA" in room.ok("whoami")

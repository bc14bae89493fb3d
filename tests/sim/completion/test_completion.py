"""What a line may go on with: tables of lines and their candidates, on one world."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rpds import HashTrieMap
from simroom import Room

from sim.completion import Candidate, Completion, Names, complete, hint
from sim.completion.names import MOST
from sim.completion.place import place
from sim.world import World

ACCOUNT = "123456789012"


def following(room: Room, text: str) -> Completion:
    return complete(room.world, text, Names(), {"api": ("api on [PORT]  open it\napi off  close it", "the door")})


def words(room: Room, text: str) -> list[str]:
    return [each.text for each in following(room, text).candidates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who", ["whoami"]),
        ("WHO", ["whoami"]),
        ("ap", ["api"]),
        ("api o", ["on", "off"]),
        ("help who", ["whoami"]),
        ("as ", ["alan", "alice", "attacker", "you"]),
        ("as alan who", ["whoami"]),
        ("date; who", ["whoami"]),
        ("date && who", ["whoami"]),
        ("aws clo", ["cloudtrail"]),
        ("aws --output json clo", ["cloudtrail"]),
        ("aws iam resync", ["resync-mfa-device"]),
        ("aws iam nothing-like-it ", []),
        ("aws s3 c", ["cp"]),
        ("aws s3 ls s3://", ["s3://example-reports/"]),
        ("aws iam list-users --output ", ["json", "text", "table"]),
        ("aws iam list-users --output=t", ["text", "table"]),
        ("aws iam get-user --user-name al", ["Alan", "Alice"]),
        ("aws iam get-user --user-name=al", ["Alan", "Alice"]),
        ('aws iam get-user --user-name "al', ["Alan", "Alice"]),
        ("aws iam create-user --user-name al", []),
        ("x=$(aws iam get-user --user-name Ali", ["Alice"]),
        (
            "aws iam list-mfa-devices --user-name Alan ",
            ["--max-items", "--starting-token", "--page-size", "--query", "--output", "--profile"],
        ),
        ("aws iam list-virtual-mfa-devices --assignment-status A", ["Assigned", "Any"]),
        ("aws iam deactivate-mfa-device --serial-number alan", [f"arn:aws:iam::{ACCOUNT}:mfa/Alan"]),
        ("aws iam get-policy --policy-arn manageown", [f"arn:aws:iam::{ACCOUNT}:policy/ManageOwnMFA"]),
        ("aws iam get-policy-version --policy-arn arn:aws:iam::aws:policy/AdministratorAccess --version-id ", ["v1"]),
        ("aws s3api list-objects-v2 --bucket ", ["example-reports"]),
        ("aws iam create-virtual-mfa-device --bootstrap-method Q", ["QRCodePNG"]),
        ("phone al", ["alan", "alice"]),
        ("phone alan cl", ["clock"]),
        ("phone alan clock ", ["+95s", "-95s", "auto"]),
        ("sign-in r", ["root"]),
        ("sign-in Alan --p", ["--password"]),
        ("sign-in Alan --password ", ["Turing-Machine-36"]),
        ("as alice sign-in Alan --password ", []),
        ("sign-in Alan --new-password ", []),
        ("wait next-code ali", ["alice"]),
        ("explain iam:Resync", ["iam:ResyncMFADevice"]),
        ("explain iam:ListUsers as al", ["Alan", "Alice"]),
        ("explain iam:ListUsers as Alan with ", ["mfa"]),
        ("explain iam:ListUsers user/Alan ", ["as", "with"]),
        ("export ", []),
        ("undo ", []),
        ("nonsense ", []),
        ("# aws ", []),
    ],
)
def test_candidates(room: Room, text: str, expected: list[str]) -> None:
    assert words(room, text) == expected


def test_required_options_come_first_and_those_given_come_no_more(room: Room) -> None:
    found = following(room, "aws iam enable-mfa-device --serial-number x ").candidates
    assert [each.text for each in found if each.required] == [
        "--user-name", "--authentication-code1", "--authentication-code2",
    ]  # fmt: skip
    assert [each.required for each in found] == sorted((each.required for each in found), reverse=True)
    assert found[0] == Candidate("--user-name", "The user's name.", "option", True)
    extra = following(room, "aws iam create-virtual-mfa-device --virtual-mfa-device-name a ").candidates
    assert [each.text for each in extra if each.required] == ["--outfile", "--bootstrap-method"]


def test_files_variables_and_what_a_line_made(room: Room) -> None:
    room.ok("code1=1", "echo {} > policy.json", "echo x > 'my file'")
    assert words(room, "cat po") == ["policy.json"]
    assert words(room, "echo hi > po") == ["policy.json"]
    assert words(room, "aws iam create-policy --policy-document ") == ["file://my file", "file://policy.json"]
    assert words(room, "echo $co") == ["$code1"]
    assert words(room, 'echo "${co') == ["$code1"]
    assert words(room, "echo '$co") == []
    completion = following(room, "cat my")
    assert completion.written(completion.candidates[0]) == "'my file' "
    quoted = following(room, 'cat "my')
    assert quoted.written(quoted.candidates[0]) == '"my file" '


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ('{"Eff', ["Effect"]),
        ('{"Version": "', ["2012-10-17"]),
        ('{"Statement":[{"Effect":"', ["Allow", "Deny"]),
        ('{"Action":"iam:listmfa', ["iam:ListMFADevices", "iam:ListMFADeviceTags"]),
        ('{"Action": ["s3:GetObject", "ec2:Stop', ["ec2:StopInstances"]),
        (
            f'{{"Resource":"arn:aws:iam::{ACCOUNT}:user/al',
            [f"arn:aws:iam::{ACCOUNT}:user/Alan", f"arn:aws:iam::{ACCOUNT}:user/Alice"],
        ),
        ('{"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"t', ["true"]),
        ('{"Sid":"', []),
        ('{"Effect":"Allow"', []),
    ],
)
def test_a_document_in_quotes_goes_on_inside_of_it(room: Room, document: str, found: list[str]) -> None:
    for line in (f"aws iam create-policy --policy-document '{document}", f"echo '{document}"):
        assert sorted(words(room, line)) == sorted(found)


def test_a_string_of_a_document_is_closed_and_nothing_put_behind_it(room: Room) -> None:
    line = """echo '{"Action": "ec2:Stop"""
    completion = following(room, line)
    whole = line[: completion.start] + completion.written(completion.candidates[0])
    assert whole == """echo '{"Action": "ec2:StopInstances\""""


def test_codes_are_those_shown_now_on_what_can_be_picked_up(room: Room) -> None:
    shown = room.ok("phone alan code").strip()
    line = "aws sts get-session-token --token-code "
    assert shown in words(room, line)
    assert all(each.passing for each in following(room, line).candidates)
    assert shown not in words(room, f"as alice {line}")
    assert shown in words(room, "sign-in --code ")
    room.ok("phone alan lose")
    assert shown not in words(room, line)


def test_no_secret_key_is_ever_a_candidate(room: Room) -> None:
    room.ok("aws iam create-access-key --user-name Alice")
    key = room.world.account.users["Alice"].access_keys[0]
    assert words(room, "aws iam delete-access-key --user-name Alice --access-key-id ") == [key.access_key_id]
    for text in ("echo ", "aws configure ", "export ", "unset ", f"as-key {key.access_key_id[:4]}"):
        told = following(room, text).candidates
        assert not any(key.secret_access_key in each.text + each.what for each in told)


def test_the_mailbox_is_told_to_who_reads_it_alone(room: Room) -> None:
    mailbox = room.world.account.root.mailbox
    room("sign-in root --password x")
    assert words(room, "as attacker mail ") == ["last"]
    assert mailbox != "attacker"


def test_a_large_account_gives_a_bounded_part_and_counts_the_rest(room: Room) -> None:
    account = room.world.account
    user = account.users["Alice"]
    many = HashTrieMap({f"user-{number:05d}": replace(user, user_name=f"user-{number:05d}") for number in range(3_000)})
    world = replace(room.world, account=replace(account, users=many))
    names = Names()
    names.patient = False
    assert not complete(world, "aws iam get-user --user-name user-00", names).candidates
    names.patient = True
    found = complete(world, "aws iam get-user --user-name USER-00", names)
    assert (len(found.candidates), found.more) == (MOST, 1_000 - MOST)
    assert found.candidates[0].text == "user-00000"
    assert [each.text for each in complete(world, "aws iam get-user --user-name user-02999", names).candidates] == [
        "user-02999"
    ]
    assert names.like(many, "user-0") == ([f"user-{number:05d}" for number in range(MOST)], 3_000 - MOST)


@pytest.mark.parametrize(
    ("text", "found", "word", "start"),
    [
        ("", (), "", 0),
        ("aws iam", ("aws",), "iam", 4),
        ("A=1 aws ", ("aws",), "", 8),
        ("as alan aws ", ("aws",), "", 12),
        ("a 'b c' d", ("a", "b c"), "d", 8),
        ("a b\\ c", ("a",), "b c", 2),
        ("a $(phone alan code) b", ("a", "$(…)"), "b", 21),
        ('a "$(phone al', ("phone",), "al", 11),
        ("x | y", (), "y", 4),
        ("a > f", ("a",), "f", 4),
        (")", (), ")", 0),
    ],
)
def test_where_the_cursor_stands(text: str, found: tuple[str, ...], word: str, start: int) -> None:
    at = place(text)
    assert (at.words, at.word, at.start) == (found, word, start)


@given(
    st.lists(st.sampled_from([*"ax =;&|>#'\"\\${(", "$(", "aws ", "iam ", "--user-name ", "phone ", "as ", "sign-in "]))
)
def test_any_line_is_taken_as_it_is(start: World, pieces: list[str]) -> None:
    text = "".join(pieces)
    found = complete(start, text, Names())
    assert 0 <= found.start <= len(text)
    assert all(found.written(each) for each in found.candidates)
    assert "\n" not in hint(text)

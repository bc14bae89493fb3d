"""The command language: what it understands, and how it refuses."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simroom import SCENARIO, START, Room

from sim.scenario import load
from sim.shell import lines, run
from sim.view import last, state

WORLD = load(SCENARIO, "alice-and-alan", START)


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("echo a 'b  c' \"d $x\" e\\ f", "a b  c d 1 2 e f\n"),
        ("echo $x ${x}y", "1 2 1 2y\n"),
        ('y=$(echo $x; echo 3); echo "$y"', "1 2\n3\n"),
        ("echo $(echo $(echo deep))", "deep\n"),
        ("nope 2>&1 || echo caught", None),
        ("false || echo b", "b\n"),
        ("echo a && echo b; echo c", "a\nb\nc\n"),
        ("echo kept > f; cat f; echo more >> f; cat f", "kept\nkept\nmore\n"),
        ("echo one # two", "one\n"),
        ("echo a#b '#c'", "a#b #c\n"),
        ("echo '$x' \\$x $", "$x $x $\n"),
        ("as alice z=7; as alice echo done", "done\n"),
        ("", ""),
        ("# nothing", ""),
    ],
)
def test_words_variables_and_joints(room: Room, line: str, output: str | None) -> None:
    room.ok("x='1 2'")
    outcome = room(line)
    if output is None:
        assert outcome.status == 252
    else:
        assert outcome.output == output


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("echo 'open", 252, "opened and not closed"),
        ("echo $(echo", 252, "not closed with )"),
        ("echo a | cat", 252, "--query"),
        ("echo a &", 252, "Background"),
        ("cat < f", 252, "cat FILE"),
        ("echo a)", 252, "closes nothing"),
        ("&& echo", 252, "Before && a command"),
        ("echo a &&", 252, "After && a command"),
        ("echo a >", 252, "name of a file"),
        ("echo `date`", 252, "$(command)"),
        ("echo ${", 252, "name of a variable"),
        ("$(" * 40 + "echo" + ")" * 40, 252, "deep"),
        ("a" * 30_000, 252, "20,000 characters"),
        ("echo $nothing", 1, "$nothing is not set"),
        ("phnoe alice", 127, "Did you mean phone?"),
        ("phone alise", 1, "Did you mean alice?"),
        ("phone alice cod", 1, "Did you mean code?"),
        ("phone alice code", 1, "Scan a QR code with it first"),
        ("phone alice scan", 1, "no QR code on the screen"),
        ("phone alice clock 95s", 1, "+95s"),
        ("phone alice drift fast", 1, "40ppm"),
        ("phone alice add 123 --label x", 1, "base32"),
        ("token alan", 1, "no hardware token"),
        ("wait", 1, "wait 30s"),
        ("wait tomorrow", 1, "1h30m"),
        ("wait 999d", 1, "too long"),
        ("time 9999x", 1, "too fast"),
        ("time set soon", 1, "2027-03-01T12:00:00Z"),
        ("sign-in Alice", 1, "--password"),
        ("sign-in --pasword x", 1, "Did you mean --password?"),
        ("as nobody whoami", 1, "nobody called"),
        ("as attacker", 1, "Who does what?"),
        ("cat nothing", 1, "no file nothing"),
        ("undo now", 1, "stands alone"),
        ("aws", 0, ""),
        ("aws s33 ls", 252, "invalid choice"),
        ("aws iam list-user", 252, "* list-users"),
        ("aws iam list-users --quary x", 252, "Did you mean"),
        ("aws iam list-users --query 'Users[", 252, "opened and not closed"),
        ("aws iam list-users --query Users[", 252, "Bad value for --query"),
        ("aws iam list-users --output xml", 252, "invalid choice 'xml'"),
        ("aws iam list-users --max-items many", 252, "invalid int value"),
        ("aws iam list-users --profile x", 255, "could not be found"),
        ("as attacker aws iam list-users", 253, "Unable to locate credentials"),
        ("aws iam create-user --user-name Bob --tags Key", 252, "Expected: '='"),
        ("aws iam create-user --user-name Bob --tags '[{\"Key\": 1}]'", 252, "Missing required parameter"),
        ("aws iam create-user --user-name file://none", 252, "no such file"),
        ("aws iam get-user --user-name", 252, "expected one argument"),
        ("aws iam get-user --user-name 'a b'", 254, "regular expression pattern"),
        ("aws sts get-session-token --duration-seconds 1", 252, "valid min value: 900"),
    ],
)
def test_refusals_say_what_was_expected(room: Room, line: str, status: int, words: str) -> None:
    before = room.world
    outcome = room(line)
    assert outcome.status == status, outcome.error
    assert words in outcome.error
    assert outcome.error or status == 0
    if status in (1, 127, 252):
        assert room.world is before, "a refused line changes nothing"


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    outcome = run(WORLD, text)
    assert outcome.status == 0 or outcome.error


WORDS = [
    *"aws iam sts phone alice alan token sign-in wait time as $( ) ' \" $x x= ; && || > f { [ \\ # @ undo help".split(),
    *"--query --user-name Alice --tags Key=a,Value=b list-users enable-mfa-device code scan add clock +1s".split(),
    *"drift 9e99ppm --output table text --password --code 000000 echo".split(),
    "\x00",
    "\ud800",
    "٣",
]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_line_made_of_the_languages_own_words_raises(line: str) -> None:
    outcome = run(WORLD, line)
    assert outcome.status == 0 or outcome.error
    state(outcome.world)
    if outcome.call:
        assert last(outcome.call)["line"] == line


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    run(WORLD, data.decode("utf-8", "replace"))
    run(WORLD, "aws iam get-user --user-name '" + data.decode("latin-1").replace("'", "") + "'")


def test_as_after_as_is_no_recursion() -> None:
    assert run(WORLD, "as you " * 2_800 + "whoami").status == 0


def test_a_line_cannot_grow_without_bound() -> None:
    world = WORLD
    for _ in range(40):
        outcome = run(world, "x=$x$x$x$x$x$x$x$x" if world is not WORLD else "x=aaaaaaaa")
        world = outcome.world
    assert "500,000 characters" in outcome.error
    assert run(WORLD, "echo a; " * 600).status == 1


def test_a_block_becomes_lines() -> None:
    text = "\n# a remark\naws iam get-user \\\n    --user-name Alice\n\n  phone alice code  \n"
    assert lines(text) == ["aws iam get-user --user-name Alice", "phone alice code"]


def test_the_line_that_is_to_follow_is_told_as_the_same_person_types_it(room: Room) -> None:
    room.ok("sign-out")
    for before in ("as alan ", ""):
        follows = f"{before}sign-in --code CODE"
        assert room.ok(f"{before}sign-in Alan --password Turing-Machine-36").endswith(f"  {follows}\n")
        assert f"waits for an MFA code: {follows}\n" in room.ok(f"{before}whoami")


def test_help_at_every_level(room: Room) -> None:
    assert "sign-in" in room.ok("help")
    assert "drift" in room.ok("help phone")
    assert room.ok("phone --help") == room.ok("help phone")
    assert "sts" in room.ok("aws help")
    assert "enable-mfa-device" in room.ok("aws iam help")
    assert "--authentication-code2 (required" in room.ok("aws iam enable-mfa-device help")
    assert room("aws iam enable-mfa help").status == 252


@pytest.mark.parametrize("output", ["json", "text", "table"])
def test_query_and_output(room: Room, output: str) -> None:
    line = f"aws iam list-users --query Users[?UserName==`Alice`].UserName --output {output}"
    quoted = line.replace("`", "'\\`'").replace("'\\`'", '"\\`"')
    assert "Alice" in room.ok(quoted)


USERS = "aws iam list-users"


def names_of(room: Room, options: str) -> list[str]:
    names: list[str] = json.loads(room.ok(f"{USERS} --query Users[].UserName {options}"))
    return names


def test_a_list_is_cut_and_gone_on_with(room: Room) -> None:
    first = json.loads(room.ok(f"{USERS} --max-items 1"))
    assert list(first) == ["Users", "NextToken"]
    token = f"--starting-token {first['NextToken']}"
    assert names_of(room, f"{token} --max-items 1 --page-size 1") == ["Alan"]
    assert json.loads(room.ok(f"{USERS} {token}")).keys() == {"Users"}
    assert room.ok(f"{USERS} --max-items 3 --query NextToken") == "null\n"
    event = json.loads(room.ok("aws cloudtrail lookup-events --max-items 1 --query Events[0].CloudTrailEvent"))
    assert json.loads(event)["requestParameters"] is None, "the CLI cuts the list, not AWS"


def test_text_tells_the_token_on_a_line_of_its_own(room: Room) -> None:
    """As the installed AWS CLI does: the query is asked of the token too, and finds nothing there."""
    token = base64.b64encode(b'{"Marker": null, "boto_truncate_amount": 2}').decode()
    cut = f"{USERS} --max-items 2 --output text"
    assert room.ok(cut).splitlines()[-1] == f"NEXTTOKEN\t{token}"
    assert room.ok(f"{cut} --query Users[].UserName") == "Admin\tAlan\nNone\n"
    assert room.ok(f"{cut} --query NextToken") == f"None\n{token}\n"


def test_one_page_by_hand_is_as_the_api_gives_it(room: Room) -> None:
    first = json.loads(room.ok(f"{USERS} --no-paginate --max-items 2"))
    assert list(first) == ["Users", "IsTruncated", "Marker"]
    assert names_of(room, f"--marker {first['Marker']}") == names_of(room, f"--starting-token {first['Marker']}")
    assert names_of(room, f"--marker {first['Marker']} --max-items 1") == ["Alice"]


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        ("--no-paginate --page-size 1", 252, "--no-paginate along with pagination arguments: --page-size"),
        ("--marker x --starting-token y", 252, "along with pagination arguments: --starting-token"),
        ("--starting-token x", 254, "Invalid Marker: x"),
        ("--starting-token eyJib3RvX3RydW5jYXRlX2Ftb3VudCI6IHRydWV9", 252, "Bad starting token"),
    ],
)
def test_pages_asked_for_in_vain(room: Room, options: str, status: int, words: str) -> None:
    outcome = room(f"{USERS} {options}")
    assert (outcome.status, words in outcome.error) == (status, True), outcome.error


def test_only_the_first_of_several_lists_is_cut(room: Room) -> None:
    whole = "aws iam get-account-authorization-details"
    first = json.loads(room.ok(f"{whole} --max-items 1"))
    rest = json.loads(room.ok(f"{whole} --starting-token {first['NextToken']}"))
    assert [len(first["UserDetailList"]), len(rest["UserDetailList"])] == [1, 2]
    assert first["Policies"] == json.loads(room.ok(f"{whole} --query Policies"))
    assert rest["Policies"] == []

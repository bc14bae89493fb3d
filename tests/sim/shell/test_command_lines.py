"""The command language: what it understands, and how it refuses."""

from __future__ import annotations

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


def test_max_items_and_a_marker(room: Room) -> None:
    first = room.ok("aws iam list-users --max-items 2 --query Users[].UserName --output text")
    assert first == "Admin\tAlan\n"
    marker = room.ok("aws iam list-users --max-items 2 --query Marker --output text").strip()
    assert room.ok(f"aws iam list-users --marker {marker} --query Users[].UserName --output text") == "Alice\n"

"""Scenarios and command lines made to harm: each is refused with one clear error, before it costs much."""

from __future__ import annotations

import pytest
from simroom import SCENARIO, START

from sim.clock import LATEST
from sim.history import History
from sim.scenario import ScenarioError, load
from sim.shell.files import LARGEST_TOGETHER
from sim.shell.run import LARGEST_WORD, MOST_TEXT
from sim.shell.variables import LARGEST_VARIABLES, MOST_VARIABLES
from sim.shown import unseen_character
from sim.view import state
from sim.world import Outcome, World

HEAD = 'title: T\naccount: {id: "123456789012"}\n'
PEOPLE = "people: {}\n"


def named(count: int, value: str = "{}") -> str:
    return "".join(f"  a{n}: {value}\n" for n in range(count))


def listed(count: int, item: str) -> str:
    return "[" + ", ".join(item.replace("#", f"{n:09}") for n in range(count)) + "]"


def trust(user: str) -> str:
    principal = f'"arn:aws:iam::123456789012:role/{user}"'
    statement = f"{{Effect: Allow, Action: sts:AssumeRole, Principal: {{AWS: {principal}}}}}"
    return f'{{trust: {{Version: "2012-10-17", Statement: [{statement}]}}}}'


def allowing(action: str, resource: str) -> str:
    return f'{{Version: "2012-10-17", Statement: [{{Effect: Allow, Action: "{action}", Resource: "{resource}"}}]}}'


TAGS = ", ".join(f"k{n}: v" for n in range(2_000))
DEVICES = listed(900, "d#")
FENCED = '["`\\n```{check}"]'
VALUES = listed(2_000, "v#")
SOON = listed(900, "{at: +1s, run: ls}")
WILD = allowing("s3:" + "*a" * 9_000, "*?" * 9_000)

HOSTILE: list[tuple[str, str, int, int, str]] = [
    # what it is, its text, line, column, words of the error
    ("too large", "#" * 250_001, 1, 1, "This file has 250,001 characters"),
    ("flow lists in flow lists", HEAD + "users: " + "[" * 200_000, 3, 1_007, "exceeded maximum nesting depth"),
    ("lists in lists", HEAD + "users:\n" + "- " * 500 + "a\n", 4, 25, "nested more than 12 levels deep"),
    ("mappings in mappings", "".join(" " * n + "a:\n" for n in range(400)), 13, 13, "more than 12 levels"),
    ("keys of keys", "? " * 400, 1, 27, "nested more than 12 levels"),
    ("values without end", HEAD + "users: [" + "a," * 50_001 + "]\n", 3, 99_991, "may have 50,000 values"),
    ("aliases that explode", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, 4, "Anchors (&) and aliases (*)"),
    ("a merge key", HEAD + "users:\n  A: &a {keys: 1}\n  B: {<<: *a}\n", 4, 6, "Anchors (&) and aliases (*)"),
    ("a tag that names Python", HEAD + "users: !!python/object/apply:os.system [ls]\n", 3, 8, "Tags (!name)"),
    ("a set", HEAD + "users: !!set {A, B}\n" + PEOPLE, 3, 8, "Tags (!name)"),
    ("bytes", HEAD + "users: {A: {password: !!binary aGVsbG8=}}\n" + PEOPLE, 3, 23, "Tags (!name)"),
    ("a key twice", HEAD + "users: {}\nusers: {}\n" + PEOPLE, 4, 1, "'users' stands here twice"),
    ("a list as a key", HEAD + "? [a]\n: b\n", 3, 3, "A name is expected before the colon"),
    ("an endless key", HEAD + "? " + "us" * 100_000 + "\n: a\n", 4, 3, "A scenario has no 'usus"),
    ("nothing but comments", "# a\n" * 1_000, 1, 1, "This file is empty"),
    ("a nul", HEAD + "about: a\x00b\n", 3, 9, "U+0000 stands here"),
    ("a terminal's escape", HEAD + "about: \x1b[2J\n", 3, 8, "U+001B stands here"),
    ("a terminal's escape in quotes", 'title: "\\e[2J"\n', 1, 8, "U+001B stands in this text"),
    ("a text that runs backwards", HEAD + "about: a\u202eb\n", 3, 9, "U+202E stands here"),
    ("half a character", HEAD + "about: a\ud800b\n", 3, 9, "U+D800 stands here"),
    ("half a character in quotes", HEAD + 'about: "\\ud800"\n', 3, 11, "invalid Unicode character"),
    ("an escape beyond Unicode", HEAD + 'about: "\\UFFFFFFFF"\n', 3, 11, "invalid Unicode character"),
    ("returns without newlines", (HEAD + PEOPLE).replace("\n", "\r"), 1, 9, "line ends LF or CRLF"),
    ("line separators for newlines", (HEAD + PEOPLE).replace("\n", "\u2028"), 1, 9, "U+2028"),
    ("a title as long as a book", HEAD.replace("T", "T" * 100_000) + PEOPLE, 1, 8, "title may have 200"),
    ("an alias that is a path", HEAD.replace("{id", '{alias: "../x", id') + PEOPLE, 2, 18, "alias should be 3 to 63"),
    ("a user that is a path", HEAD + 'users: {"../../etc": {}}\n' + PEOPLE, 3, 22, "no name for a user"),
    ("a user with a long name", HEAD + "users:\n  ? " + "a" * 100_000 + "\n  : {}\n" + PEOPLE, 5, 5, "1 to 64 letters"),
    ("users without end", HEAD + "users:\n" + named(1_001) + PEOPLE, 4, 3, "There may be 1,000 of these, not 1,001"),
    ("groups without end", HEAD + "groups:\n" + named(301) + PEOPLE, 4, 3, "There may be 300 of these"),
    ("roles without end", HEAD + "roles:\n" + named(1_001) + PEOPLE, 4, 3, "There may be 1,000 of these"),
    ("policies without end", HEAD + "policies:\n" + named(1_001) + PEOPLE, 4, 3, "There may be 1,000 of"),
    ("people without end", HEAD + "people:\n" + named(101), 4, 3, "There may be 100 people"),
    ("a group twice", HEAD + "groups: {G: }\nusers: {A: {groups: [G, G]}}\n" + PEOPLE, 4, 25, "stands here twice"),
    ("groups in a cycle", HEAD + "groups:\n  A: {groups: [B]}\n  B: {groups: [A]}\n" + PEOPLE, 4, 15, "no 'groups'"),
    ("roles in a cycle", HEAD + f"roles:\n  A: {trust('B')}\n  B: {trust('A')}\n" + PEOPLE, 4, 14, "Invalid principal"),
    ("a role that trusts itself", HEAD + f"roles:\n  A: {trust('A')}\n" + PEOPLE, 4, 14, "Invalid principal"),
    ("tags without end", HEAD + f"users: {{A: {{tags: {{{TAGS}}}}}}}\n" + PEOPLE, 3, 19, "50 tags"),
    ("accounts without end", HEAD + f"people: {{a: {{phone: {{accounts: {DEVICES}}}}}}}\n", 3, 32, "20 of these"),
    ("tokens without end", HEAD + f"people: {{a: {{tokens: {DEVICES}}}}}\n", 3, 22, "may have 20 of these"),
    ("buckets without end", HEAD + "buckets:\n" + named(101) + PEOPLE, 4, 3, "There may be 100 buckets"),
    ("objects without end", HEAD + f"buckets: {{abc: {{objects: {{{TAGS}}}}}}}\n" + PEOPLE, 3, 26, "1,000 objects"),
    ("a policy of wildcards", HEAD + f"policies: {{P: {WILD}}}\n" + PEOPLE, 3, 15, "not a policy document"),
    ("a policy of brackets", HEAD + f"policies: {{P: '{'[' * 90_000}'}}\n" + PEOPLE, 3, 15, "not a policy document"),
    ("a policy of no number", HEAD + 'policies: {P: \'{"Version": NaN}\'}\n' + PEOPLE, 3, 15, "not a policy document"),
    ("a number of minus signs", HEAD + "seed: --1\n" + PEOPLE, 3, 7, "a whole number, not '--1'"),
    ("a number with strokes", HEAD + "seed: 1_000\n" + PEOPLE, 3, 7, "a whole number"),
    ("a number in other digits", HEAD + 'seed: "²"\n' + PEOPLE, 3, 7, "a whole number"),
    ("a seed beyond bounds", HEAD + f"seed: {'9' * 5_000}\n" + PEOPLE, 3, 7, "a whole number"),
    ("a time of great length", HEAD + f"start: {'9' * 90_000}\n" + PEOPLE, 3, 8, "start should be a time"),
    ("a time before time", HEAD + "start: 0001-01-01T00:00:00+14:00\n" + PEOPLE, 3, 8, "start should be a time"),
    ("a tab for indentation", HEAD + "people:\n\tyou:\n", 4, 1, "Indent with spaces, not with tabs."),
    ("a colon in a text", HEAD + "about: so: no\n" + PEOPLE, 3, 10, "Put a text that holds a colon in quotes."),
    ("a clock centuries off", HEAD + "people: {a: {phone: {offset: +99999999d}}}\n", 3, 30, "at most 400 days"),
    ("a clock that runs away", HEAD + "people: {a: {phone: {drift: 99999999ppm}}}\n", 3, 29, "500000ppm"),
    ("a clock that is no number", HEAD + "people: {a: {phone: {drift: nan}}}\n", 3, 29, "is no drift"),
    ("happenings without end", HEAD + PEOPLE + f"happenings: {SOON}\n", 4, 13, "100 happenings"),
    ("commands without end", HEAD + PEOPLE + f"happenings: [{{at: +1s, run: {'ls;' * 900} }}]\n", 4, 29, "50 commands"),
    ("a happening in centuries", HEAD + PEOPLE + "happenings: [{at: +99999999d, run: ls}]\n", 4, 19, "400 days"),
    ("a happening that waits", HEAD + PEOPLE + "happenings: [{at: +1s, run: wait 1d}]\n", 4, 29, "wait cannot"),
    ("a happening of nobody", HEAD + PEOPLE + "happenings: [{at: +1s, as: eve, run: ls}]\n", 4, 28, "nobody"),
    ("a parameter out of nothing", HEAD + "parameters: {a: {one-of: []}}\n" + PEOPLE, 3, 26, "1 to 1,000"),
    ("a parameter without end", HEAD + f"parameters: {{a: {{one-of: {VALUES}}}}}\n" + PEOPLE, 3, 26, "1 to 1,000"),
    ("a parameter of directives", HEAD + f"parameters: {{a: {{one-of: {FENCED}}}}}\n" + PEOPLE, 3, 27, "cannot be a"),
    ("a parameter of parameters", HEAD + 'parameters: {a: {one-of: ["{{a}}"]}}\n' + PEOPLE, 3, 27, "cannot be a value"),
    ("a parameter not there", HEAD + 'users: {"{{nobody}}": {}}\n' + PEOPLE, 3, 9, "no parameter 'nobody'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "words"), [row[1:] for row in HOSTILE], ids=[r[0] for r in HOSTILE])
def test_a_hostile_scenario_gets_one_error_at_its_place(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        load(text, "s.yaml", START)
    error = refused.value
    assert words in error.message, str(error)
    assert (error.line, error.column) == (line, column), str(error)
    assert len(str(error)) < 400
    assert unseen_character(str(error)) is None


def test_time_ends_with_its_last_second() -> None:
    """What lies beyond, such as the end of a session, is told as that second."""
    history = History.begin(load(SCENARIO, "alice-and-alan", LATEST))
    for line in ("aws sts get-session-token", "wait 1h", "phone alan code"):
        history, outcome = history.run(line)
        assert not outcome.error
    assert state(outcome.world)["sessions"][-1]["ExpiresAt"] == "9999-12-31T23:59:59Z"


WORLD = load(SCENARIO, "alice-and-alan", START)
DOUBLED = "a=" + "x" * 7_000 + "; a=$a$a" * 6


def after(*lines: str) -> Outcome:
    history = History.begin(WORLD)
    for line in lines:
        history, outcome = history.run(line)
    return outcome


LINES: list[tuple[str, tuple[str, ...], str]] = [
    # what it is, its lines, the one error of the last
    ("a variable that doubles", ("a=xxxxxxxx", "a=$a$a; " * 20), f"A word may have {LARGEST_WORD:,} characters"),
    ("variables without end", (DOUBLED, *(f"v{n}=$a" for n in range(3))), f"may hold {LARGEST_VARIABLES:,} characters"),
    ("names without end", tuple("; ".join(f"{v}{n}=1" for n in range(99)) for v in "abc"), f"{MOST_VARIABLES} "),
    ("files without end", (DOUBLED, *(f"echo $a > f{n}" for n in range(10))), f"hold {LARGEST_TOGETHER:,} characters"),
    ("words without end", ('a="x x x x x x x x x x"' + '; a="$a $a"' * 11, "ls $a"), "A command may have 10,000 words"),
    ("text without end", (DOUBLED, "ls $a; " * 400), f"One line may work on {MOST_TEXT:,} characters of text"),
    ("commands without end", ("ls; " * 600,), "A line may have 500 commands"),
    ("substitutions in substitutions", ("echo " + "$(echo " * 20 + "a" + ")" * 20,), "may stand 8 deep"),
    ("a wait of centuries", ("wait 99999999d",), "too long: at most 400 days"),
    ("a name like no other", (DOUBLED, "$a"), "is no command here"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "words"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_a_hostile_line_ends_in_a_refusal(lines: tuple[str, ...], words: str) -> None:
    outcome = after(*lines)
    assert words in outcome.error
    assert outcome.status in (1, 127, 252)
    assert len(outcome.output) + len(outcome.error) < 5_000_000


def held(world: World) -> int:
    texts = [text for person in world.people.values() for text in person.variables.values()]
    return sum(map(len, texts)) + sum(len(file.text) for file in world.files.values())


@pytest.mark.parametrize(
    "line", ["v#=$a; echo $a > f#; echo $a >> g", "aws iam get-user --user-name $a", "as alice v#=$a", "sign-in $a"]
)
def test_a_world_holds_no_more_however_often_it_is_fed(line: str) -> None:
    lines = (line.replace("#", str(n)) for n in range(12))
    outcome = after(DOUBLED, *lines)
    assert held(outcome.world) <= LARGEST_VARIABLES + LARGEST_TOGETHER


def test_a_line_that_works_too_much_says_so_once() -> None:
    outcome = after(DOUBLED, "ls $a; " * 400)
    assert outcome.error.count("One line may work on") == 1


def test_a_long_refusal_is_shortened() -> None:
    outcome = after(DOUBLED, "aws iam get-user --user-name $a")
    assert outcome.status == 254
    assert len(outcome.error) <= 10_001

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.lesson.error import LessonError
from course.lesson.front_matter import front_matter
from course.lesson.model import Aside, Check, Mistake, Predict, Prose, Quiz, Solution
from course.lesson.parse import parse

GOOD = """\
---
title: Enable MFA for Alice
scenario: alice-and-alan
minutes: 8
teaches: [mfa-virtual-device, two-codes]
source: Enabling MFA (David Clinton)
---
Passwords leak. Go on with [the step](#enable).

```{mistake} any-time
when: last.error
say: Something was refused.
try: aws iam get-user --user-name Nobody
```

## Give Alice a *virtual* device {#enable}

Open **Users**, choose **Alice**.

```console
$ aws iam list-users
```

```{check} alice-has-mfa
users[?UserName=='Alice'].MFADevices[]
  | length(@) == `1`
```

```{mistake} same-code-twice
when: last.cause == 'same-code-twice'
say: |
  Both boxes hold the same code.
try: |
  code=$(phone alice code)
  aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) \\
      --authentication-code1 $code --authentication-code2 $code
```

:::{hint}
Use the wizard.

```
aws iam list-users
```
:::

:::{why} Two codes
One might be luck.
:::

```{quiz} why-two
question: Why two codes?
choices:
  - text: They prove that the clocks agree.
    right: true
    say: Yes.
  - {text: They make a longer password., say: No. Each is used alone.}
```

```{predict} too-late
question: What will AWS say?
run: |
  wait 3m
choices:
  - {text: It refuses., when: "last.error.Code == 'AccessDenied'", say: It did.}
  - {text: It accepts., when: "!(last.error)", say: It did not.}
```

```{solution}
phone alice scan
```

## Look back {#look-back}

That was it.
"""


def refusal(text: str) -> LessonError:
    with pytest.raises(LessonError) as refused:
        parse(text, "lesson.md")
    return refused.value


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_lesson_is_read_with_its_blocks_in_order() -> None:
    lesson = parse(GOOD, Path("lesson.md"))
    assert (lesson.title, lesson.front.scenario, lesson.front.minutes) == ("Enable MFA for Alice", "alice-and-alan", 8)
    assert lesson.front.teaches == ("mfa-virtual-device", "two-codes")
    assert [type(block) for block in lesson.blocks] == [Prose, Mistake]
    assert [step.id for step in lesson.steps] == ["enable", "look-back"]
    step = lesson.steps[0]
    assert step.title == "Give Alice a virtual device"
    assert [type(block) for block in step.blocks] == [Prose, Check, Mistake, Aside, Aside, Quiz, Predict, Solution]
    assert [(aside.kind, aside.title) for aside in step.blocks if isinstance(aside, Aside)] == [
        ("hint", ""),
        ("why", "Two codes"),
    ]
    assert [choice.right for choice in step.questions[0].choices] == [True, False]
    assert step.solution is not None
    assert step.solution.script.commands() == ("phone alice scan",)


def test_a_learner_runs_lines_without_the_authors_marks() -> None:
    text = changed(
        "{solution}\nphone alice scan", "{solution}\nwhoami # optional\nls nowhere  # refused\necho '# optional'"
    )
    solution = parse(text, "lesson.md").steps[0].solution
    assert solution is not None
    assert solution.lines() == ("whoami", "ls nowhere", "echo '# optional'")
    assert solution.needed(0) == solution.needed(1) == ("ls nowhere", "echo '# optional'")
    assert solution.script.commands()[0].endswith("# optional")


def test_every_block_knows_its_line() -> None:
    step = parse(GOOD, "lesson.md").steps[0]
    lines = GOOD.split("\n")
    assert lines[step.line - 1].startswith("## Give Alice")
    for block in step.blocks:
        marks = {
            Prose: "Open",
            Check: "```{check}",
            Mistake: "```{mistake}",
            Quiz: "```{quiz}",
            Predict: "```{predict}",
        }
        mark = marks.get(type(block), ":::{" if isinstance(block, Aside) else "```{solution}")
        assert lines[block.line - 1].startswith(mark)
    assert lines[step.mistakes[0].attempt.line - 1].strip() == "code=$(phone alice code)"


def test_prose_is_kept_as_it_was_written() -> None:
    prose = parse(GOOD, "lesson.md").steps[0].blocks[0]
    assert isinstance(prose, Prose)
    assert prose.text == "Open **Users**, choose **Alice**.\n\n```console\n$ aws iam list-users\n```"


FAULTS = [
    ("`1`\n", "`1` ]\n", "] \n", "']' is not expected here"),
    ("length(", "lenght(", "lenght", "the nearest is length()"),
    ("last.cause ==", "last.cause ===", "when: last.cause", "'=' is not expected|'==' is not expected|Unknown token"),
    ("{hint}", "{hnt}", ":::{hnt}", "no directive 'hnt'.*nearest known word is hint"),
    (":::{hint}\n", "::: hint\n", "::: hint", "does not name a directive"),
    ("```{check}", "~~~{check}", "~~~{check}", "never closed"),
    ("minutes: 8\n", "", "title:", "lacks the key 'minutes'"),
    ("minutes: 8", "minutes: eight", "minutes: eight", "whole number from 1 to 600"),
    ("minutes: 8", "minutes: 8\nscenari: x", "scenari:", "nearest known word is scenario"),
    ("minutes: 8", "minutes: 8\nminutes: 9", "minutes: 9", "stands twice"),
    ("title: Enable", "title: &a Enable", "title:", "anchors"),
    ("title: Enable", "title: !!str Enable", "title:", "tags"),
    ("title: Enable", "title: one: Enable", "title:", "texts? that holds a colon|in quotes"),
    ("say: |\n  Both", "say: *other\n  Both", "say: *other", "aliases"),
    ("say: |\n  Both", "sya: |\n  Both", "sya:", "nearest known word is say"),
    ("scenario: alice-and-alan", "scenario: ../../etc", "scenario:", "not a name"),
    (" {#enable}", "", "## Give", "has no id"),
    ("{#enable}", "{#En able}", "## Give", "has no id"),
    ("{#look-back}", "{#enable}", "## Look", "is taken by line"),
    ("why-two", "alice-has-mfa", "```{quiz}", "taken by line"),
    ("(#enable)", "(#enabel)", "Passwords", "nearest known word is enable"),
    ("One might be luck.", "One <b>might</b> be luck.", "One <b>", "HTML is not taken"),
    ("That was it.", "<!-- a note -->", "<!--", "HTML is not taken"),
    ("say: Yes.", "say: <br> Yes.", "say: <br>", "HTML is not taken"),
    ("right: true", "right: false", "```{quiz}", "no choice of this quiz is right"),
    ("right: true", "right: maybe", "right: maybe", "true or false"),
    ("  - {text: They make a longer password., say: No. Each is used alone.}\n", "", "```{quiz}", "fewer than two"),
    ("text: They make a longer password.", "text: They prove that the clocks agree.", "  - {text: They prove", "twice"),
    ("when: \"!(last.error)\"", "when: \"!(last.error[\"", "when: \"!(last", "ends too early"),
    ("!(last.error)", "!last.error", "!last.error", "!last\\.… means \\(!last\\)\\."),
    ("run: |\n  wait 3m\n", "", "```{predict}", "lacks the key 'run'"),
    ("{solution}", "{solution} now", "```{solution}", "takes no id"),
    ("```{solution}\n", "```{solution}\nwait 1s\n```\n```{solution}\n", None, "second solution"),
    ("Open **", "# Big\n\nOpen **", "# Big", "first rank"),
    ("Open **", "- ```{check} other\n  a\n  ```\n\nOpen **", "- ```", "inside a list or a quote"),
    ("Open **", "    ```{check} other\n    a\n    ```\n\nOpen **", "    ```{check}", "Begin it at the left"),
    ("Open **", "[a]: https://example.com\n\nOpen **", "[a]:", "link definition"),
    ("Open **", "\x1b[31mOpen **", "\x1b", "U\\+001B"),
    ("Open **", "\u202eOpen **", "\u202e", "U\\+202E"),
    ("say: Yes.", 'say: "\\e[31m"', 'say: "', "U\\+001B"),
    ("{check} alice-has-mfa", "{check}", "```{check}", "has no id"),
    ("{check} alice-has-mfa", "{check} Alice has", "```{check}", "not an id"),
    ("users[?UserName=='Alice'].MFADevices[]\n  | length(@) == `1`\n", "\n", "```{check}", "is empty"),
    ("One might be luck.\n", "", ":::{why}", "is empty"),
    (":::{hint}\nUse the wizard.", "```{hint}\nUse the wizard.", "```{hint}", "Fence it with :::\\{hint\\}"),
    ("Use the wizard.", "## Inside {#inside}", "## Inside", "inside a directive"),
    ("Use the wizard.", "```{check} inside\na\n```", "```{check} inside", "inside another"),
    ("Passwords leak.", ":::{hint}\nx\n:::\n", ":::{hint}\nx", "before the first step"),
    ("Passwords leak.", "```{check} early\na\n```\n", "```{check} early", "before the first step"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "words"), FAULTS)
def test_a_fault_is_told_with_its_line_and_a_remedy(old: str, new: str, at: str | None, words: str) -> None:
    text = changed(old, new)
    error = refusal(text)
    assert re.search(words, str(error)), str(error)
    assert error.remedy
    if at == "] \n":
        assert (error.line, error.column) == (line_of(text, "  | length"), 22)
    elif at:
        assert error.line == line_of(text, at), str(error)


def test_a_fence_that_is_never_closed_is_named_by_its_first_line() -> None:
    text = GOOD[: GOOD.index("phone alice scan")] + "phone alice scan\n"
    error = refusal(text)
    assert (error.message, error.line) == ("this fence is never closed", line_of(text, "```{solution}"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("\n \n", "the file is empty"),
        ("# Hello\n", "does not begin with front matter"),
        ("---\ntitle: a\n", "never closed"),
        ("---\n---\n", "not made of keys"),
        ("---\n- a\n---\n", "not made of keys"),
        ("---\ntitle: a\nscenario: b\nminutes: 3\n---\nWords.\n", "the lesson has no step"),
        ("---\ntitle: a\nscenario: b\nminutes: 3\nteaches: x\n---\n", "not a list"),
        ("---\ntitle:\nscenario: b\nminutes: 3\n---\n", "title of the front matter is empty"),
        ("---\ntitle: [a]\nscenario: b\nminutes: 3\n---\n", "not a text"),
        ("---\ntitle: a\n\tscenario: b\n---\n", "Indent with spaces"),
        ("---\na: &a [x]\nb: &b [*a, *a]\n---\n", "anchors"),
        ("---\n" + "title: " + "[" * 500 + "\n---\n", "nested more than 12"),
        ("---\ntitle: ['a', " + ("a, " * 1_000 + "\n ") * 3 + "a]\n---\n", "more than 2,000 values"),
        ("---\n" + "title: " + "{a: " * 500 + "\n---\n", "nested more than 12"),
    ],
)
def test_a_file_that_is_no_lesson_is_refused(text: str, words: str) -> None:
    assert words in str(refusal(text))


def test_windows_newlines_and_a_byte_order_mark_make_no_difference() -> None:
    assert parse("\ufeff" + GOOD.replace("\n", "\r\n"), "lesson.md") == parse(GOOD, "lesson.md")


def test_a_word_stays_a_word_whatever_yaml_would_make_of_it() -> None:
    lesson = parse(changed("say: Yes.", "say: no"), "lesson.md")
    assert lesson.steps[0].questions[0].choices[0].say == "no"
    assert parse(changed("title: Enable MFA for Alice", "title: 2026-01-01"), "lesson.md").title == "2026-01-01"


@pytest.mark.parametrize(
    "head",
    [
        "title: Enable MFA for Alice\nscenario: one\nminutes: 8",
        "title: 'Enable: MFA'\nscenario: one\nminutes: 8",
        "title: Enable MFA\nscenario: one   # the first\nminutes: 8\nteaches:\n  - a\n  - b",
        "title: Enable MFA\nscenario: one\nminutes: 8\nteaches: [a, two-codes]\nsource: A book (of some one)",
        'title: It\'s "MFA", [one] {two} & *three*, `four`\nscenario: one\nminutes: 8',
        "title: >\n  Enable\n  MFA\nscenario: one\nminutes: 8",
    ],
)
def test_front_matter_reads_the_same_with_and_without_yaml(head: str) -> None:
    quick = front_matter(f"---\n{head}\n---\n", "x.md")
    slow = front_matter(f"---\n# forces YAML\n{head}\n---\n", "x.md")
    assert (quick.title, quick.scenario, quick.minutes, quick.teaches, quick.source) == (
        slow.title, slow.scenario, slow.minutes, slow.teaches, slow.source,
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "[" * 20_000,
        "> " * 20_000,
        "*a_ " * 10_000,
        "<" * 20_000,
        "`" * 20_000,
        "".join("`" * n + " " for n in range(300)),
        ":::" * 20_000,
        "- " * 30_000,
        "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n",
    ],
)
def test_markdown_made_to_be_slow_ends_in_bounded_time(body: str) -> None:
    began = time.process_time()
    with suppress(LessonError):
        parse(f"---\ntitle: a\nscenario: b\nminutes: 3\n---\n{body}\n\n## A {{#a}}\n", "x.md")
    assert time.process_time() - began < 10


@settings(deadline=None)
@given(st.text(st.sampled_from("#{}`:~-|>* \n<a&[]()\\\"'!"), max_size=300))
def test_no_text_raises_anything_but_a_lesson_error(body: str) -> None:
    for text in (body, GOOD + body, "---\n" + body + "\n---\n## A {#a}\n", GOOD.replace("Yes.", body)):
        try:
            parse(text, "x.md")
        except LessonError as error:
            assert error.line is not None

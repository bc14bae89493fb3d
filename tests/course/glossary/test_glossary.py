"""The glossary: the course's own file holds what it promises, terms are found, a broken file gets one clear error."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from course.cli import main
from course.glossary.telling import answer, of_step
from course.glossary.terms import Glossary, load
from course.lesson.error import LessonError
from course.lesson.model import Lesson
from course.lesson.parse import parse
from course.tui.console.words import DEACTIVATE, HARDWARE, RESYNC, VIRTUAL
from sim.clock import DAY, HOUR, MINUTE, SECOND
from sim.services.cloudtrail import KEPT
from sim.services.iam.mfa import DEVICES_PER_USER
from sim.services.iam.policy_versions import VERSIONS_QUOTA
from sim.services.sts import DEFAULT_DURATION
from sim.totp import TIME_STEP
from sim.validator import TRIES, TRIES_RESET
from sim.verdict import PAIR_AHEAD, SKEW

NUMBERS = dict(enumerate("zero one two three four five six seven eight nine ten eleven twelve".split()))

SMALL = """\
- term: role
  also: [roles, IAM role]
  says: Rights that are taken on. They end by themselves.
  source: a guide
- term: trust policy
  also: [trusted]
  says: Who may take a role.
  today: Trust relationships
  source: a guide
- term: policy
  also: [policies, Deny]
  says: A text that says what is allowed.
  source: a guide
"""


@pytest.fixture
def small(tmp_path: Path) -> Glossary:
    return written(tmp_path, SMALL)


def written(folder: Path, text: str) -> Glossary:
    (folder / "glossary.yaml").write_text(text, encoding="utf-8")
    return load(folder / "glossary.yaml")


def names(terms: object) -> list[str]:
    return [term.name for term in terms]  # type: ignore[attr-defined]


def test_the_courses_own_terms_are_explained_in_short_sentences() -> None:
    glossary = load()
    assert len(glossary.terms) >= 60
    for term in glossary.terms:
        sentences = re.split(r"(?<=[.?!])\s", term.says)
        assert len(sentences) <= 2, term.name
        assert all(len(sentence.split()) < 30 for sentence in sentences), term.name
        assert term.says.endswith("."), term.name
        assert all(sign not in term.says + term.today + term.source for sign in "<>*`#"), term.name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("principal", "principal"),
        ("a Role", "role"),
        ("the root user?", "root user"),
        ("“passkeys”", "FIDO security key"),
        ("boolifexists", "BoolIfExists"),
        ("  explicit   deny.", "explicit deny"),
    ],
)
def test_a_term_is_found_by_any_of_its_forms(words: str, name: str) -> None:
    term = load().find(words)
    assert term is not None
    assert term.name == name


def test_the_nearest_term_is_found_for_a_slip(small: Glossary) -> None:
    near = small.nearest("polizy")
    assert near is not None
    assert near.name == "policy"
    assert small.nearest("zzzz") is None


def test_terms_stand_in_a_text_by_whole_words_and_the_longest_counts(small: Glossary) -> None:
    found = small.standing_in("Two roles, each with a trust\n  policy; deny, and policyholders. Roles again.")
    assert names(found) == ["role", "trust policy"]
    assert names(small.standing_in("It says Deny.")) == ["policy"]
    assert small.standing_in("") == ()


def test_typing_lists_names_that_begin_so_first(small: Glossary) -> None:
    assert names(small.matching("")) == ["policy", "role", "trust policy"]
    assert names(small.matching("pol")) == ["policy", "trust policy"]
    assert names(small.matching("IAM r")) == ["role"]
    assert small.matching("zz") == ()


STEPS = """\
---
title: T
scenario: none
minutes: 1
---
What a principal is.

## One role {#one}

The policy is read.

:::{reveal}
A secret.
:::

:::{note} Sources
- The bucket — AWS IAM User Guide.
:::

## Two {#two}

A session.
"""


def lesson() -> Lesson:
    return parse(STEPS, "lesson.md")


def test_a_steps_terms_are_those_that_the_learner_reads() -> None:
    found = lesson()
    one, two = found.steps
    assert names(of_step(load(), found, one)) == ["role", "principal", "policy"]
    assert names(of_step(load(), replace(found, steps=(two, one)), one)) == ["role", "policy"]  # it is no beginning
    assert names(of_step(load(), found, two)) == ["session"]
    assert of_step(load(), found, None) == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a trust policy?", "trust policy\n  Who may take a role.\n  In the console: Trust relationships\n"),
        ("polizy", "“polizy” is not in the glossary. The nearest is policy.\n\npolicy\n  A text"),
        ("zzzz", "“zzzz” is not in the glossary. It has:\npolicy, role, trust policy"),
        ("", "Words in this step:\nrole, policy"),
    ],
)
def test_what_is_asked_in_a_lesson_is_answered(small: Glossary, words: str, told: str) -> None:
    whole = lesson()
    assert told in answer(small, words, whole, whole.steps[0])


def test_without_a_step_all_words_are_named(small: Glossary) -> None:
    assert answer(small, "", lesson(), None) == "Words that are explained:\npolicy, role, trust policy"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ":1:1: a glossary is a list of terms. Begin each with `- term: word`."),
        ("term: role\n", ":1:1: a glossary is a list of terms."),
        ("- role\n", ":1:3: a term is not made of keys."),
        ("- term: role\n  source: s\n", ":1:1: a term lacks the key 'says'."),
        (
            "- {term: a, says: b, source: c, sayd: d}\n",
            ":1:33: a term has no key 'sayd'. The nearest known word is says",
        ),
        ("- {term: a, also: b, says: c, source: d}\n", ":1:19: also of a term is not a list."),
        ("- {term: a, also: [[b]], says: c, source: d}\n", ":1:20: a form of a term is not a word."),
        ("- {term: a, also: [A], says: c, source: d}\n", None),
        ("- {term: a, also: [a], says: c, source: d}\n", ":1:20: 'a' stands under 'a' already. Keep it in one place."),
        (
            "- {term: a, says: c, source: d}\n- {term: b, also: [A], says: c, source: d}\n",
            ":2:20: 'A' stands under 'a'",
        ),
        (f"- {{term: {'a' * 41}, says: c, source: d}}\n", ":1:10: this is longer than 40 characters."),
        (f"- {{term: a, says: {'c' * 401}, source: d}}\n", ":1:19: says is longer than 400 characters."),
        ("- {term: a, says: , source: d}\n", ":1:18: says of a term is empty."),
        ("- term: [\n", ": this is not YAML:"),
    ],
)
def test_a_broken_file_gets_one_clear_error(tmp_path: Path, text: str, words: str | None) -> None:
    if words is None:
        assert len(written(tmp_path, text).terms) == 1
        return
    with pytest.raises(LessonError) as refused:
        written(tmp_path, text)
    assert words in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "glossary.yaml"))


def test_the_command_explains_lists_and_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "trust", "policy"]) == 0
    assert capsys.readouterr().out.startswith("trust policy\n  The policy of a role")
    assert main(["glossary"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("access denied, access key")
    assert max(map(len, told.splitlines())) <= 80
    assert main(["glossary", "prinzipal"]) == 2
    assert capsys.readouterr().err == "mfa-course: “prinzipal” is not in the glossary. The nearest is principal.\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("window", f"for one code {NUMBERS[SKEW]} steps either way"),
        ("window", f"for a pair about {NUMBERS[round(PAIR_AHEAD * TIME_STEP / HOUR)]} hours"),
        ("throttling", f"{NUMBERS[TRIES].title()} tries, counted anew every {NUMBERS[TRIES_RESET // MINUTE]} minutes"),
        ("time step", f"whole {TIME_STEP // SECOND} seconds"),
        ("MFA device", f"up to {NUMBERS[DEVICES_PER_USER]}"),
        ("managed policy", f"up to {NUMBERS[VERSIONS_QUOTA]} versions"),
        ("CloudTrail", f"the last {KEPT // DAY} days"),
        ("GetSessionToken", f"They last {NUMBERS[DEFAULT_DURATION * SECOND // HOUR]} hours"),
        ("virtual MFA device", f"“{VIRTUAL.today}”; “{VIRTUAL.video}” in 2018"),
        ("hardware token", f"“{HARDWARE.today}”; “{HARDWARE.video}” in 2018"),
        ("resynchronize", f"“{RESYNC.today}”; “{RESYNC.video}” in 2018"),
        ("deactivate", f"“{DEACTIVATE.today}”; in 2018 “{DEACTIVATE.video}”"),
    ],
)
def test_figures_and_the_consoles_words_are_the_codes(name: str, said: str) -> None:
    term = load().find(name)
    assert term is not None
    assert said in f"{term.says} {term.today}"

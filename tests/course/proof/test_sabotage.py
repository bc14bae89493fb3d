"""The prover proved: lessons that hold are sabotaged, and each kind is caught by the proof that is meant for it.

What no proof can see, since the lesson still does what it says:

- The words of two mistakes exchanged, or a hint's, a reason's or a question's words that say something untrue.
- A wrong answer of a quiz marked right while another wrong one is left. All marked right is caught, and so are reasons
  that are the same. Of a prediction nothing is marked: it finds out.
- A filter or a half of an `||` taken from a check, where it makes no difference in any world that the lesson leads to.
- A rule widened that stands behind all narrower ones.

`EQUIVALENT` lists where such a thing comes of a kind that is caught elsewhere.
Of each kind a few places are tried; MFA_COURSE_SABOTAGE=all in the environment tries every one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from goodlessons import Good, of_the_course, small
from sabotage import ALL, Broken, Sabotage

from course.lesson.error import LessonError
from course.proof import Finding, Proof, worlds
from course.proof import proofs as every_proof
from course.proof.gather import lesson_proofs

pytestmark = pytest.mark.long

GOODS = [small(), *of_the_course()]

EQUIVALENT = {
    ("a filter dropped", "the-phone-is-out-of-reach"): "Alan's phone is the first of all phones",
    ("another line run", "will-it-do"): "another choice comes true, as it should",
}
"""(kind, id of the block): why the broken lesson is as good as the good one."""


@pytest.fixture(autouse=True)
def _scenarios_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "load_scenario", WORLDS)


WORLDS = lru_cache(maxsize=64)(worlds.load_scenario)


def places(kind: Sabotage) -> Iterator[tuple[Good, Broken]]:
    """Where a kind of sabotage is tried: one place of the small lesson, one of the course, or every one."""
    every = "MFA_COURSE_SABOTAGE" in os.environ
    turn = len(kind.name)
    for goods in (GOODS[:1], GOODS[1:][:: 1 if turn % 2 else -1]):
        for good in goods:
            found = [broken for broken in kind.make(good) if (kind.name, broken.says) not in EQUIVALENT]
            if every:
                yield from ((good, broken) for broken in found)
            elif found:
                yield good, found[turn % len(found)]
                break


def proofs(good: Good, broken: Broken) -> list[Proof]:
    """The proofs of a broken lesson, those of the beginning of the window first."""
    scenario = good.scenario[0], broken.scenario or good.scenario[1]
    return sorted(lesson_proofs(broken.text, good.path, scenario, broken.seeds), key=moment)


def moment(proof: Proof) -> int:
    at = re.search(r"@(\d+)s", proof.id)
    return int(at[1]) if at else 60 if "every-" in proof.id else 0


def caught(kind: Sabotage, broken: Broken, every: list[Proof]) -> tuple[Finding | None, list[str]]:
    """The finding that was meant to be made, and all that were made by proofs meant for the kind."""
    made: list[str] = []
    for proof in every:
        if proof.kind in kind.kinds and broken.step in (None, proof.step):
            for finding in proof.findings():
                made.append(str(finding))
                points = broken.at[0] <= finding.line <= broken.at[1]
                if finding.kind in kind.kinds and points and broken.says in str(finding):
                    return finding, made
    return None, made


def strayed(kind: Sabotage, broken: Broken, every: list[Proof]) -> list[str]:
    """What proofs of the same step find at the beginning of the window that have nothing to do with the kind."""
    allowed = kind.kinds | kind.also | {"names", "dead-end"}
    of_step = (proof for proof in every if proof.step == broken.step and moment(proof) == 0)
    others = (proof for proof in of_step if proof.kind not in allowed)
    return [str(finding) for proof in others for finding in proof.findings() if finding.kind not in allowed]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_each_kind_is_caught_by_the_proof_meant_for_it(kind: Sabotage) -> None:
    tried = 0
    for good, broken in places(kind):
        every = proofs(good, broken)
        finding, made = caught(kind, broken, every)
        assert finding, f"{kind.name} in {good.name}, step {broken.step} {broken.says}: {made}"
        assert finding.expected
        assert finding.found
        assert finding.remedy
        if good.name == "small":
            assert strayed(kind, broken, every) == []
        tried += 1
    assert tried


def test_what_is_called_equivalent_is() -> None:
    for kind in ALL:
        for good in GOODS[1:]:
            for broken in kind.make(good) if any(kind.name == name for name, _ in EQUIVALENT) else ():
                if (kind.name, broken.says) in EQUIVALENT:
                    assert caught(kind, broken, proofs(good, broken)) == (None, [])


def test_what_is_sabotaged_was_good() -> None:
    every = proofs(GOODS[0], Broken(GOODS[0].text, (1, 1), None))
    assert [str(finding) for proof in every for finding in proof.findings()] == []


def test_a_check_that_only_the_predictions_before_it_meet_is_too_early() -> None:
    (dropped,) = (kind for kind in ALL if kind.name == "a filter dropped")
    good = GOODS[2]
    broken = next(broken for broken in dropped.make(good) if broken.says == "the-device-is-resynchronized")
    finding, _ = caught(dropped, broken, proofs(good, broken))
    assert finding
    assert finding.kind == "not-before"
    assert finding.message.endswith("once the predictions were run")


def test_there_are_many_kinds_and_all_of_the_proofs_are_meant() -> None:
    assert len({kind.name for kind in ALL}) == len(ALL) >= 30
    meant = {name for kind in ALL for name in kind.kinds}
    assert meant >= {"not-before", "after", "mistake", "dead-end", "predict", "quiz", "idle-line", "idle-check", "hint"}
    assert meant >= {"names", "scenario"}


def spoilt(good: Good, old: str, new: str) -> LessonError:
    assert old in good.text
    with pytest.raises(LessonError) as refused:
        proofs(good, Broken(good.text.replace(old, new, 1), (1, 1), None))
    return refused.value


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("(#look)", "(#lok)", 6, "The nearest known word is look"),
        ("{check} bob-is-there", "{check} there-is-a-group", 49, "taken by line 46"),
        ("{check} bob-is-there", "{chek} bob-is-there", 46, "The nearest known word is check"),
        ("    right: true\n", "", 18, "no choice of this quiz is right"),
        ("length(users", "lenght(users", 47, "the nearest is length()"),
        ("'AccessDenied'\nsay", "{{nobody}}\nsay", 9, "no parameter 'nobody'"),
    ],
)
def test_what_no_lesson_may_say_is_refused_before_it_is_proved(old: str, new: str, line: int, words: str) -> None:
    refused = spoilt(GOODS[0], old, new)
    assert words in str(refused)
    assert refused.line == line


TRANSLATED = (
    GOODS[0].text.replace("title: A small lesson", "title: Una lección").replace("That name is taken.", "Ya existe.")
)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("=='Bob']) == `1`", "=='Bob']) >= `1`", "the check bob-is-there differs"),
        ("{check} bob-is-there", "{check} bob-esta", "the list of checks in the step make differs"),
        ("{#lose}", "{#perder}", "the list of steps differs"),
        ("{mistake} too-soon", "{mistake} pronto", "the list of mistakes in the step make differs"),
        ("last.cause == 'same-code-twice'", "last.error", "`when` of the mistake same-code differs"),
        ("try: aws iam delete-user --user-name Admin", "try: aws iam list-users", "`try` of the mistake anything-else"),
        ("\nwait 1h\n", "\nwait 2h\n", "the solution in the step later differs"),
        ("  as alice aws iam list-users\n", "  as alice aws iam list-groups\n", "`run` of the question can-alice-list"),
        ("'ListUsers' && !(last.error)", "'ListUsers'", "a `when` among the choices of the question can-alice-list"),
        ("    say: That is", "    right: true\n    say: That is", "choices of the question why-policies"),
        (":::{hint}", ":::{note}", "the number of hints in the step make differs"),
        ("scenario: small", "scenario: otra", "the scenario differs"),
    ],
)
def test_a_translation_that_has_parted_is_caught(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in TRANSLATED
    (tmp_path / "scenarios").mkdir()
    for name in ("small", "otra"):
        (tmp_path / "scenarios" / f"{name}.yaml").write_text(GOODS[0].scenario[1], "utf-8")
    (tmp_path / "01-small.md").write_text(GOODS[0].text, "utf-8")
    translation = tmp_path / "01-small.es.md"
    translation.write_text(TRANSLATED.replace(old, new, 1), "utf-8")
    found = [f for proof in every_proof(translation) if proof.kind == "translation" for f in proof.findings()]
    assert words in found[0].message
    assert {finding.kind for finding in found} == {"translation"}
    block = TRANSLATED[: TRANSLATED.index(old)].count("\n") + 1
    assert block - 15 <= found[0].line <= block + 1 or "hints" in words
    translation.write_text(TRANSLATED, "utf-8")
    assert [f for proof in every_proof(translation) if proof.kind == "translation" for f in proof.findings()] == []

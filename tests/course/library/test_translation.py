"""Translations: which one is taken, and where one has parted from its original."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.lesson.parse import parse
from course.library import catalogue, id_of, load, translations
from course.library.translation import LanguageError, choose, differences, missing, wanted

SPANISH = {
    "title: Counting": "title: Contar",
    "say: Too new, wherever you are.": "say: Demasiado nuevo, donde sea.",
    "## One {": "## Uno {",
    "First.": "Primero.",
    "question: Which?": "question: ¿Cuál?",
    "{text: this,": "{text: este,",
    "say: No.": "say: Pues no.",
}


@pytest.fixture
def original(counting: str) -> str:
    return counting.replace("scenario: none", "scenario: alice-and-alan")


@pytest.fixture
def spanish(original: str) -> str:
    for old, new in SPANISH.items():
        assert old in original
        original = original.replace(old, new)
    return original


@pytest.fixture
def path(tmp_path: Path, original: str, spanish: str) -> Path:
    (tmp_path / "01-counting.md").write_text(original, "utf-8")
    (tmp_path / "01-counting.es.md").write_text(spanish, "utf-8")
    (tmp_path / "01-counting.pt_BR.md").write_text(spanish, "utf-8")
    (tmp_path / "02-other.md").write_text(original, "utf-8")
    return tmp_path / "01-counting.md"


def test_translations_stand_beside_their_original_and_are_no_lessons_of_their_own(path: Path) -> None:
    assert sorted(translations(path)) == ["es", "pt-br"]
    assert translations(path.with_name("02-other.md")) == {}
    assert [entry.path.name for entry in catalogue(path.parent)] == ["01-counting.md", "02-other.md"]


@pytest.mark.parametrize(
    ("language", "title"),
    [("es", "Contar"), ("es-MX", "Contar"), ("pt_BR", "Contar"), ("pt", "Counting"), ("fr", "Counting")],
)
def test_the_lesson_comes_in_the_language_that_is_wanted(path: Path, language: str, title: str) -> None:
    lesson = load(path, language=language)
    assert (lesson.title, lesson.notice) == (title, "")


def test_progress_is_the_same_in_every_language(path: Path) -> None:
    assert {id_of(path.with_name(f"01-counting.{code}.md")) for code in ("es", "pt_BR")} == {id_of(path)}
    assert id_of(path.with_name("09-none.es.md")) != id_of(path)


def test_a_translation_that_says_the_same_has_no_differences(original: str, spanish: str) -> None:
    assert differences(parse(original, "a.md"), parse(spanish, "a.es.md")) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "expected", "found"),
    [
        ("scenario: alice-and-alan", "scenario: other", 3, "the scenario", "alice-and-alan", "other"),
        ("minutes: 1\n", "minutes: 1\nexamination: true\n", 5, "whether it is an examination", "false", "true"),
        ("{#two}", "{#dos}", 33, "the list of steps", "one, two, three", "one, dos, three"),
        ("a == `1`", "a == `2`", 14, "the check a-is-one", "a == `1`", "a == `2`"),
        ("a-is-one", "a-es-uno", 14, "the list of checks in the step one", "a-is-one", "a-es-uno"),
        ("'too-new'", "'too-old'", 6, "`when` of the mistake whole-lesson", None, None),
        ("try: call Any too-old", "try: call Any", 17, "`try` of the mistake too-old-here", None, "call Any"),
        ("set x 1\n", "", 28, "the solution in the step one", "set x 1\nset a 1", "set a 1"),
        (":::{hint}\nSecond.\n:::\n", "", 12, "the number of hints in the step one", "2", "1"),
        ("right: true, ", "", 35, "the number of choices of the question pick, or which are right,", None, None),
        ("when: last.error,", "when: last,", 47, "a `when` among the choices of the question guess", None, None),
        ("run: call Guess reused", "run: call Guess", 47, "`run` of the question guess", None, "call Guess"),
        ("```{quiz} pick", "```{quiz} elige", 35, "the list of questions in the step two", "pick", "elige"),
    ],
)  # fmt: skip
def test_where_a_translation_has_parted(
    path: Path, original: str, spanish: str, old: str, new: str, line: int, message: str, expected: str | None,
    found: str | None,
) -> None:  # fmt: skip
    assert old in spanish
    parted = spanish.replace(old, new, 1)
    if "right: true" in old:
        parted = parted.replace("{text: that,", "{text: that, right: true,")
    first = differences(parse(original, "a.md"), parse(parted, "a.es.md"))[0]
    assert first.message == f"{message} differs from the original's"
    assert first.expected == expected or expected is None
    assert first.found == found or found is None
    assert first.expected != first.found
    assert first.remedy.startswith("Copy it from the original")
    assert first.line == line
    path.with_name("01-counting.es.md").write_text(parted, "utf-8")
    lesson = load(path, language="es")
    assert lesson.title == "Counting"
    assert "so this is the original: " in lesson.notice


def test_a_translation_that_cannot_be_read_leaves_the_original(path: Path) -> None:
    path.with_name("01-counting.es.md").write_text("nothing", "utf-8")
    lesson = load(path, language="es")
    assert lesson.title == "Counting"
    assert lesson.notice.startswith("The translation cannot be used, so this is the original: ")
    assert "01-counting.es.md:1:1" in lesson.notice


@pytest.mark.parametrize(
    ("option", "environment", "language"),
    [
        ("es", {"MFA_COURSE_LANG": "fr", "LANG": "de_DE.UTF-8"}, "es"),
        (None, {"MFA_COURSE_LANG": "pt_BR", "LANG": "de_DE.UTF-8"}, "pt-br"),
        (None, {"LC_ALL": "de_AT.UTF-8@euro", "LANG": "es"}, "de-at"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "nl", "LANG": "es"}, "nl"),
        (None, {"LANG": "C.UTF-8"}, None),
        (None, {"LANG": "POSIX"}, None),
        (None, {}, None),
    ],
)
def test_the_language_wanted(option: str | None, environment: dict[str, str], language: str | None) -> None:
    assert wanted(option, environment) == language


@pytest.mark.parametrize(("option", "environment"), [("../es", {}), (None, {"MFA_COURSE_LANG": "e"})])
def test_a_word_that_is_no_language_is_refused(option: str | None, environment: dict[str, str]) -> None:
    with pytest.raises(LanguageError, match="is no language code"):
        wanted(option, environment)


def test_who_asks_for_a_translation_that_is_not_there_hears_which_are(path: Path) -> None:
    assert missing(path, "es-mx") == missing(path, None) == ""
    assert missing(path, "fr") == "The lesson is not translated into fr. Translations are es, pt-br."
    assert choose({}, "fr") is None

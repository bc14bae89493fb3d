"""How findings are told: as text for people, as JSON, as JUnit, by the command and its exit status."""

import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from provedlesson import LESSON, SCENARIO, TINY, found

from course.cli import main
from course.commands.prove import INTERRUPTED, Progress
from course.lesson.error import LessonError
from course.library import MOST_LESSONS
from course.proof import Finding, Proof, collapse, gather, proofs, work
from course.proof.files import files
from course.proof.report import FileReport, Report, Result, as_json, as_junit

TEXT = """\
01-small.md:37:1: the check bob-is-there is not met after the solution [after]
      37 | length(users[?UserName=='Bib']) == `1`
         | ^
expected    true
found       false
where       step make; 0 s into the 30-second window
so far      aws iam create-user --user-name Bob
            aws iam create-group --group-name Sales
            whoami # optional
expression  length(users[?UserName=='Bib']) == `1`
read        users[?UserName == 'Bib']: []
            users[*].[UserName]: [["Admin"], ["Alice"], ["Bob"]]
mend        Nothing here is called 'Bib'. Did you mean 'Bob'?"""

REFUSED = """\
01-small.md:65:1: a line of the solution is refused [after]
      65 | aws iam create-group --group-nam Sales
         | ^
expected    no refusal
found       aws: error: the following arguments are required: --group-name
where       step make; 0 s into the 30-second window
so far      aws iam create-user --user-name Bob
            aws iam create-group --group-nam Sales
              aws: error: the following arguments are required: --group-name
mend        Mend the line, or what comes before it"""

LONG = Finding(
    "after", Path("01-x.md"), 3, 90, "one", "m" * 300, "e " * 300, "f " * 300,
    tuple(f"line {n} {'x ' * 90}" for n in range(60)),
    "a.b " * 200, "r\n" * 50, "mend " * 99, "s" * 200, (0, 1), (None, *range(1, 50)),
)  # fmt: skip


def test_a_finding_reads_like_a_good_compilers_message() -> None:
    (finding,) = found("length(users[?UserName=='Bob']) == `1`", "length(users[?UserName=='Bib']) == `1`", kind="after")
    assert str(finding) == TEXT


def test_a_refused_line_is_shown_with_its_refusal() -> None:
    assert str(found("create-group --group-name", "create-group --group-nam", kind="after")[0]) == REFUSED


def test_even_a_huge_finding_is_short() -> None:
    lines = str(LONG).splitlines()
    assert len(lines) <= 40
    assert lines[0].startswith("01-x.md:3:90: ")
    assert lines[-1].startswith(("mend", " "))
    assert any("seeds 1, 2, 3, 4, 5 and 44 more" in line for line in lines) or "44 more" in " ".join(lines)


def test_the_same_at_several_moments_is_told_once() -> None:
    one = Finding("after", Path("a.md"), 5, 1, "s", "not met 7 s later", "", "", phases=(0,), seeds=(None,))
    other = Finding("after", Path("a.md"), 5, 1, "s", "not met 17 s later", "", "", phases=(28,), seeds=(4,))
    first = Finding("quiz", Path("a.md"), 2, 1, "s", "no", "", "")
    assert [(f.line, f.phases, f.seeds) for f in collapse([one, other, first])] == [
        (2, (), (None,)),
        (5, (0, 28), (None, 4)),
    ]


@pytest.fixture
def report() -> Report:
    finding = Finding("quiz", Path("01-a.md"), 7, None, "one", "no & <wrong>\x00", "a", "b", remedy="c")
    results = (Result("one/quiz/q", "quiz", 0.25, (finding,)), Result("one/after@0s", "after", 0.5, ()))
    unread = FileReport(Path("02-b.md"), 0, (), "02-b.md:1:1: the file is empty. Begin it.")
    return Report((FileReport(Path("01-a.md"), 2, results), unread), 1.25)


def test_the_report_as_json(report: Report) -> None:
    document = json.loads(as_json(report))
    assert (document["version"], document["status"], document["interrupted"]) == (1, 2, False)
    first, second = document["files"]
    assert (first["path"], first["proofs"], first["tried"], first["failed"]) == ("01-a.md", 2, 2, ["one/quiz/q"])
    assert first["findings"][0]["kind"] == "quiz" and first["findings"][0]["line"] == 7
    assert second["error"].startswith("02-b.md:1:1: ")


def test_the_report_as_junit(report: Report) -> None:
    root = Xml.fromstring(as_junit(report))
    assert (root.tag, root.get("tests"), root.get("failures"), root.get("errors")) == ("testsuites", "3", "1", "1")
    suites = root.findall("testsuite")
    assert [(suite.get("name"), suite.get("tests")) for suite in suites] == [("01-a.md", "2"), ("02-b.md", "1")]
    failed, held = suites[0].findall("testcase")
    assert (failed.get("classname"), failed.get("name")) == ("01-a", "one/quiz/q")
    failure = failed.find("failure")
    assert failure is not None and failure.get("type") == "quiz" and failure.get("message") == "no & <wrong>\ufffd"
    assert held.find("failure") is None
    assert suites[1].find("testcase/error") is not None


def test_the_sentence(report: Report) -> None:
    assert report.sentence() == "1 lesson, 1 file that cannot be read: 2 proofs in 1.2 s, 1 failure."
    assert Report((FileReport(Path("s.yaml"), 1, (Result("a", "b", 0.0, ()),)),), 0.0).status == 0


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "small.yaml").write_text(SCENARIO, "utf-8")
    (tmp_path / "01-small.md").write_text(LESSON, "utf-8")
    (tmp_path / "README.md").write_text("# Not a lesson\n", "utf-8")
    return tmp_path


@pytest.fixture
def tiny(course: Path) -> Path:
    """The course with a lesson that is proved at once."""
    (course / "01-small.md").write_text(TINY, "utf-8")
    return course


def test_a_folder_gives_its_lessons_translations_and_scenarios(course: Path) -> None:
    (course / "01-small.es.md").write_text(LESSON, "utf-8")
    found, unknown = files([str(course), str(course / "01-small.md")])
    assert [path.name for path in found] == ["01-small.es.md", "01-small.md", "small.yaml"]
    assert unknown == []


def test_a_lesson_brings_its_translations(course: Path) -> None:
    (course / "01-small.es.md").write_text(LESSON, "utf-8")
    found, _ = files([str(course / "01-small.md")])
    assert [path.name for path in found] == ["01-small.md", "01-small.es.md"]


def test_of_two_translations_into_a_language_one_is_too_many(course: Path) -> None:
    for code in ("pt-br", "pt_BR"):
        (course / f"01-small.{code}.md").write_text(LESSON, "utf-8")
    assert proofs(course / "01-small.pt-br.md")
    with pytest.raises(LessonError, match=r"01-small\.pt-br\.md is in the same language"):
        proofs(course / "01-small.pt_BR.md")


LEFT_OUT = [
    # a file of the course, what it holds, what is said of it
    ("02-Two Codes.md", LESSON, "02-Two Codes.md: this is no lesson's name, so it is left out. Call it NN-name.md"),
    ("02-\x1b[2J.md", LESSON, r"02-\x1b[2J.md': this is no lesson's name"),
    ("02-two.es.md", LESSON, "02-two.es.md: there is no 02-two.md beside it, which it would translate. "),
    ("course.yaml", "tilte: Mine\n", "course.yaml:1:1: a course has no key 'tilte'. The nearest known word is title."),
    ("course.yaml", "title: " + "a" * 900, "course.yaml:1:8: the title is longer than 200 characters. Shorten it."),
]


@pytest.mark.parametrize(("name", "text", "said"), LEFT_OUT)
def test_what_no_learner_would_get_as_it_is_meant_is_told(
    tiny: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    (tiny / name).write_text(text, "utf-8")
    assert main(["prove", str(tiny), "--jobs", "1"]) == 2
    assert said in capsys.readouterr().out


def test_a_folder_of_more_files_than_are_taken_is_one_error(course: Path) -> None:
    for number in range(2, MOST_LESSONS + 2):
        (course / f"{number:03}-more.md").touch()
    found, unknown = files([str(course)])
    assert found == []
    assert [f"{course} holds 201 lessons, and 200 are taken" in str(each.error) for each in unknown] == [True]


def test_what_is_wrong_with_a_scenario_is_told_once(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its lessons cannot be proved either, for the same reason."""
    (tiny / "scenarios" / "small.yaml").write_text(SCENARIO + "\tusers:\n", "utf-8")
    assert main(["prove", str(tiny), "--jobs", "1"]) == 2
    out = capsys.readouterr().out
    assert out.count("Indent with spaces") == 1 and out.startswith(f"{tiny}/scenarios/small.yaml:")
    assert "2 files that cannot be read" in out


def test_a_link_to_itself_is_a_file_that_cannot_be_read(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loop = course / "02-loop.md"
    loop.symlink_to(loop)
    assert main(["prove", str(loop)]) == 2
    assert f"{loop}: the file cannot be read" in capsys.readouterr().out


def test_proving_what_holds(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", str(course), "--jobs", "1"]) == 0
    written = capsys.readouterr()
    assert written.out.startswith("1 lesson, 1 scenario: ") and written.out.endswith(", all hold.\n")
    assert written.err == ""


def test_proving_what_does_not_hold(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "01-small.md").write_text(LESSON.replace("the user `Bob`", "the user `Bop`"), "utf-8")
    junit = course / "junit.xml"
    assert main(["prove", str(course / "01-small.md"), "--jobs", "1", "--json", "--junit", str(junit)]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["files"][0]["failed"] == ["make/names"]
    assert Xml.parse(junit).getroot().get("failures") == "1"


def test_what_cannot_be_read_keeps_nothing_else_from_being_proved(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny / "02-broken.md").write_text("no front matter\n", "utf-8")
    (tiny / "scenarios" / "broken.yaml").write_text("title: [\n", "utf-8")
    assert main(["prove", str(tiny), "nowhere", "--jobs", "1"]) == 2
    out = capsys.readouterr().out
    assert out.count(f"{tiny}/02-broken.md:1:1: ") == 1
    assert out.count(f"{tiny}/scenarios/broken.yaml:") == 1
    assert "there is no lesson 'nowhere'" in out
    assert "1 lesson, 1 scenario, 3 files that cannot be read: " in out


@pytest.mark.long
def test_processes_find_what_one_process_finds(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (course / "01-small.md").write_text(LESSON.replace("such as `whoami`", "such as `woami now`"), "utf-8")
    monkeypatch.setattr(work, "SHARE", 60)
    monkeypatch.setattr(work, "WORTH", 60)
    told: list[tuple[int, int, int]] = []
    side_by_side = work.prove_all([course / "01-small.md"], 1, 2, lambda *each: told.append(each))
    alone = work.prove_all([course / "01-small.md"], 1, 1, lambda *each: None)
    assert [r.id for r in side_by_side.files[0].results] == [r.id for r in alone.files[0].results]
    assert side_by_side.files[0].findings == alone.files[0].findings != []
    assert told[-1] == (len(alone.files[0].results), len(alone.files[0].results), 1)


def test_ctrl_c_tells_what_was_found_so_far(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> Sequence[Finding]:
        raise KeyboardInterrupt

    def few(path: Path, seeds: int) -> list[Proof]:
        return [Proof("a", "quiz", None, 1, list), Proof("b", "quiz", None, 1, interrupt)]

    monkeypatch.setattr(work, "proofs", few)
    assert main(["prove", str(course / "01-small.md")]) == INTERRUPTED
    out = capsys.readouterr().out
    assert out.startswith("Interrupted. 1 lesson: 1 proof in ") and out.endswith(", no failures.\n")


def test_proofs_that_take_too_long_are_given_up(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "PATIENCE", -1.0)
    monkeypatch.setattr(gather, "GRANTED", 0.0)
    report = work.prove_all([course / "01-small.md"], 1, 1, lambda *each: None)
    (finding,) = report.files[0].findings
    assert "take too long" in finding.message and report.status == 1


class Terminal:
    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_progress_renews_its_line_on_a_terminal() -> None:
    terminal = Terminal()
    progress = Progress(terminal)  # type: ignore[arg-type]
    progress.tell(3, 1_000, 1)
    progress.end()
    assert terminal.text == "\r\x1b[KProving: 3 of 1,000, 1 failed\r\x1b[K"


def test_a_translation_is_held_to_its_original(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = LESSON.replace("say: That name is taken.", "say: Ese nombre ya existe.")
    path = course / "01-small.es.md"
    path.write_text(other, "utf-8")
    assert main(["prove", str(path)]) == 0
    path.write_text(other.replace("length(groups[?GroupName=='Sales']) == `1`", "length(groups) == `1`"), "utf-8")
    assert main(["prove", str(path)]) == 1
    out = capsys.readouterr().out
    assert "01-small.es.md:" in out and "[translation]" in out and "there-is-a-group" in out

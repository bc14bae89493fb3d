"""What the course's lessons are besides proved, which `pytest lessons` does: rich, plain, and met in other ways."""

import re
import runpy
from pathlib import Path

import pytest

from course.lesson.model import Aside, Block, Lesson, Predict, Prose, Quiz, Step
from course.library import catalogue, find, load, scenario
from course.plain.play import play
from course.plain.prose import plain
from course.proof.worlds import PHASES, Room, Variant
from course.tutor.driving import follow
from course.tutor.run import LessonRun
from sim.world import Outcome

LESSONS = [load(entry.path) for entry in catalogue()]
TAUGHT = [lesson for lesson in LESSONS if not lesson.front.examination]
SOURCES = "AWS|Amazon|IAM|RFC|FIDO|W3C|WebAuthn|NIST|STS|CloudTrail|[Oo]bserved|chosen here"


def attempt(lesson: Lesson, phase: int) -> Room:
    """A lesson's driver whose host clock stands still at `phase` seconds of a 30-second step."""
    path = scenario(lesson.front.scenario, lesson.path)
    return Variant(lesson, path.stem, path.read_text("utf-8"), None).start(phase).room


class Learner:
    def __init__(self, lesson: Lesson, phase: int) -> None:
        self.driver = attempt(lesson, phase)
        self.run = LessonRun.start(lesson, self.driver.state)

    def type(self, line: str) -> Outcome:
        self.run, outcome = follow(self.run, self.driver, line)
        return outcome

    def solve(self, step: Step) -> None:
        for question in step.questions:
            self.answer(question)
        if step.solution:
            for line in step.solution.script.commands():
                self.type(line)
        self.run = self.run.pass_by(step, self.driver.state)

    def answer(self, question: Quiz | Predict) -> None:
        number = 1
        if isinstance(question, Predict):
            for line in question.run.commands():
                self.type(line)
        else:
            number = next(n for n, choice in enumerate(question.choices, 1) if choice.right)
        self.run, answer = self.run.answer(question, number, self.driver.state, self.driver.last)
        assert answer.right or answer.came_true

    def solve_up_to(self, step: Step) -> None:
        for earlier in self.run.lesson.steps[: self.run.lesson.steps.index(step)]:
            self.solve(earlier)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_is_as_rich_as_it_promises(lesson: Lesson) -> None:
    questions = [question for step in lesson.steps for question in step.questions]
    mistakes = [mistake for step in lesson.steps for mistake in step.mistakes]
    assert 5 <= lesson.front.minutes <= 12
    assert 5 <= len(lesson.steps) <= 8
    assert len({mistake.say for mistake in mistakes}) >= 2
    assert any(isinstance(question, Predict) for question in questions)
    if lesson.front.examination:
        assert not any(step.hints for step in lesson.steps)
    else:
        assert any(isinstance(question, Quiz) for question in questions)
        assert all(2 <= len(step.hints) <= 4 for step in lesson.steps)


def test_the_right_answer_stands_in_every_place() -> None:
    quizzes = [q for lesson in LESSONS for step in lesson.steps for q in step.questions if isinstance(q, Quiz)]
    places = [next(n for n, choice in enumerate(quiz.choices) if choice.right) for quiz in quizzes]
    assert all(places.count(place) * 5 >= len(places) for place in range(3))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_ends_with_something_for_work_and_its_sources(lesson: Lesson) -> None:
    notes = [block for block in lesson.steps[-1].blocks if isinstance(block, Aside) and block.kind == "note"]
    work = next(note.text for note in notes if note.title == "At work today")
    assert re.search(r"^ *aws |`aws ", work, re.MULTILINE)
    sources = next(note.text for note in notes if note.title == "Sources")
    claims = [line.removeprefix("- ").split(" — ") for line in sources.splitlines()]
    assert len(claims) >= 6
    for claim in claims:
        assert len(claim) == 2, claim
        assert re.search(SOURCES, claim[1]), claim


@pytest.mark.parametrize("phase", PHASES)
def test_a_hardware_token_does_for_alice_too(phase: int) -> None:
    lesson = load(find("6"))
    learner = Learner(lesson, phase)
    learner.solve_up_to(lesson.steps[2])
    for line in (
        "code1=$(token alice code)",
        "wait 30s",
        "aws iam enable-mfa-device --user-name Alice --serial-number $(token alice serial) "
        "--authentication-code1 $code1 --authentication-code2 $(token alice code)",
        "sign-in Alice --password Looking-Glass-7 --code $(token alice code)",
    ):
        assert learner.type(line).error == ""
    assert learner.run.met == 5
    for step in lesson.steps[5:]:
        for question in step.questions:
            learner.answer(question)
            answer = learner.run.answer_to(question)
            assert answer and (answer.right or answer.came_true)
    assert learner.run.finished


@pytest.mark.parametrize("phase", PHASES)
def test_codes_typed_late_are_explained_and_cured(phase: int) -> None:
    lesson = load(find("6"))
    learner = Learner(lesson, phase)
    learner.solve_up_to(lesson.steps[3])
    for line in lesson.steps[3].solution.script.commands() if lesson.steps[3].solution else ():
        learner.type(line)
        learner.type("wait 100s")
    sign_in = "as alice sign-in Alice --password Looking-Glass-7 --code $(phone alice code)"
    learner.type(sign_in)
    assert learner.run.words and learner.run.words.mistake is None
    assert "too new" in learner.run.words.text and "resynchronize" in learner.run.words.text
    learner.type("code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)")
    learner.type(
        "aws iam resync-mfa-device --user-name Alice --serial-number $(phone alice serial) "
        "--authentication-code1 $code1 --authentication-code2 $code2"
    )
    learner.type(sign_in)
    assert learner.run.met == 5


@pytest.mark.parametrize("phase", PHASES)
def test_alans_clock_may_be_ahead_as_well(phase: int) -> None:
    lesson = load(find("10"))
    learner = Learner(lesson, phase)
    learner.type("phone alan clock +95s")
    assert learner.run.met == 1
    for step in lesson.steps[1:]:
        learner.solve(step)
    assert learner.run.finished


def prose(block: Block) -> str:
    """What is told in sentences; sources are a list, and command lines are none."""
    if not isinstance(block, Prose | Aside) or getattr(block, "title", "") == "Sources":
        return ""
    return plain(re.sub(r"^```.*?^```$", ".", block.text, flags=re.MULTILINE | re.DOTALL))


def sentences(lesson: Lesson) -> list[str]:
    texts = [prose(block) for block in lesson.blocks]
    for step in lesson.steps:
        texts += [prose(block) for block in step.blocks]
        texts += [mistake.say for mistake in step.mistakes]
        for question in step.questions:
            texts += [question.question, *(part for c in question.choices for part in (c.text, c.say))]
    joined = (text.replace(":\n", ".\n").replace("\n", " ") for text in texts)
    return [sentence for text in joined for sentence in text.replace("? ", ". ").replace(": ", ". ").split(". ")]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_sentences_stay_short(lesson: Lesson) -> None:
    assert [sentence for sentence in sentences(lesson) if len(sentence.split()) >= 30] == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_plays_with_its_own_solutions(lesson: Lesson) -> None:
    written: list[str] = []
    assert play(lesson, attempt(lesson, 15), (), written.append, solve=True) == 0
    text = "".join(written)
    assert f"Step {len(lesson.steps)} of {len(lesson.steps)} is met" in text
    assert "The lesson is done." in text or lesson.front.examination


@pytest.mark.parametrize("lesson", TAUGHT, ids=lambda lesson: lesson.path.stem)
def test_a_lesson_plays_by_show_me_alone(lesson: Lesson) -> None:
    written: list[str] = []
    words = ["show all", "continue"] * (2 * len(lesson.steps))
    assert play(lesson, attempt(lesson, 29), words, written.append) == 0


def test_the_lessons_are_where_the_course_map_looks() -> None:
    assert [(entry.number, entry.error) for entry in catalogue()] == [(number, None) for number in range(1, 17)]
    assert all(Path(entry.path).is_file() for entry in catalogue())


def test_the_page_of_sources_is_current() -> None:
    docs = Path(__file__).parents[2] / "docs"
    script = runpy.run_path(str(docs / "sources.py"))
    assert (docs / "sources.md").read_text(encoding="utf-8") == script["page"](), "run: python docs/sources.py"

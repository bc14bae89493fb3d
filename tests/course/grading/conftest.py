"""An attempt at the first lesson as a learner makes it, kept in a folder of its own, and its transcript."""

from __future__ import annotations

from pathlib import Path

import pytest
from simroom import START

from course.commands.transcript import transcript_of
from course.lesson.model import Predict
from course.library import find
from course.opening import open_sitting
from course.progress.store import open_store
from course.progress.transcript import dump
from course.sitting import Sitting

LESSON = "06-enabling-mfa-for-alice"
MAKE = "aws iam create-virtual-mfa-device --virtual-mfa-device-name {} --outfile a.png --bootstrap-method QRCodePNG"
ENABLE = (
    "aws iam enable-mfa-device --user-name Alice --serial-number arn:aws:iam::123456789012:mfa/Alice"
    " --authentication-code1 {} --authentication-code2 {}"
)


class Learner:
    """Goes through the lesson, a few seconds for each act."""

    def __init__(self, home: Path) -> None:
        self.now = START + 7_000
        self.store = open_store(home)
        self.sitting: Sitting = open_sitting(find("6"), lambda: self.now, self.store)

    def act(self, line: str, seconds: int = 3) -> str:
        self.now += seconds * 1_000
        return self.sitting.act(line).output.strip()

    def answer(self, number: int) -> None:
        run = self.sitting.run
        assert run.step is not None
        question = next(iter(run.open_questions(run.step)))
        if isinstance(question, Predict):
            self.sitting.predict(question, number, lambda *_: None)
        else:
            self.sitting.answer(question, number)

    def begin(self) -> None:
        """The first four steps, with some mistakes and help."""
        self.answer(2)
        self.sitting.hint()
        self.answer(1)
        self.answer(1)
        self.act("aws iam create-user --user-name Bob")
        self.act("undo")
        self.act(MAKE.format("Alan"))
        self.act(MAKE.format("Alice"))
        self.act("phone alice scan")
        first = self.act("phone alice code", 6)
        self.act(ENABLE.format(first, first))
        second = self.act("phone alice code", 12)
        self.act(ENABLE.format(first, second))

    def finish(self) -> None:
        """The rest."""
        code = self.act("phone alice code", 40)
        self.act(f"as alice sign-in Alice --password Looking-Glass-7 --code {code}")
        self.answer(3)
        self.answer(1)

    def leave(self) -> str:
        self.sitting.leave()
        attempt = self.store.latest(LESSON)
        assert attempt is not None
        self.store.close()
        return dump(transcript_of(attempt))


@pytest.fixture(scope="session")
def half(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and the transcript of somebody who did the first four steps."""
    home = tmp_path_factory.mktemp("half")
    learner = Learner(home)
    learner.begin()
    return home, learner.leave()


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and the transcript of somebody who finished the lesson."""
    home = tmp_path_factory.mktemp("whole")
    learner = Learner(home)
    learner.begin()
    learner.finish()
    return home, learner.leave()

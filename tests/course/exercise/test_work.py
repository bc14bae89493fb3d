"""Whatever is wrong with a learner's file is said in words that help."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from course.exercise.work import LARGEST, Work


def work(folder: Path, name: str, content: str | bytes) -> Work:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return Work(Path(folder / f"test_07_{name.partition('.')[0]}.py"), folder)


def test_the_file_is_the_one_beside_its_test(tmp_path: Path) -> None:
    assert work(tmp_path, "one_prefix.json", "{}").path == tmp_path / "one_prefix.json"
    assert Work(Path("test_one_prefix.py"), tmp_path).path == tmp_path / "one_prefix.json"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"one_prefix.json or one_prefix.py or .* puts it back"):
        _ = Work(Path("test_01_one_prefix.py"), tmp_path).path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"Version": "2012-10-17",}', r"policy.json:1:26: this is no JSON: .*comma"),
        ("", r"policy.json:1:1: this is no JSON"),
        ("[]", "is no policy yet"),
        ('{"Statement": []}', "at least one"),
        (b'{"Statement": "\xff"}', "no UTF-8 text .byte 15.. Save it as UTF-8"),
        ("[" * 100_000, "too deep"),
        ("[" * (LARGEST + 1), "larger than 200,000 bytes"),
    ],
)
def test_a_file_that_is_no_policy(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        work(tmp_path, "policy.json", content).policy()


def test_a_policy_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert work(tmp_path, "policy.json", b'\xef\xbb\xbf{"Statement": [1]}').policy() == {"Statement": [1]}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("def f(:\n", r"code.py:1: this is no Python"),
        ("x = 1\n", r"code.py has no function f\(…\)"),
        ("f = 1\n", r"code.py has no function f\(…\)"),
        ("\nimport nonsense_that_is_not_there\n", r"code.py:2: the file itself ended with ModuleNotFoundError"),
        ("raise SystemExit(3)", r"code.py:1: the file itself ended with SystemExit: 3"),
        ("def f():\n    return 1 / 0\n", r"code.py:2: f\(…\) ended with ZeroDivisionError: division by zero"),
        ("def f(a):\n    return a\n", r"f\(…\) ended with TypeError"),
    ],
)
def test_a_file_that_is_no_solution(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        work(tmp_path, "code.py", content).function("f")()


def test_a_module_may_use_dataclasses(tmp_path: Path) -> None:
    text = "from __future__ import annotations\nfrom dataclasses import dataclass\n\n@dataclass\nclass C:\n    x: int\n"
    assert work(tmp_path, "code.py", f"{text}\ndef f(x):\n    return C(x).x\n").function("f")(3) == 3


def test_an_assertion_of_the_learners_stays_one(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="mine"):
        work(tmp_path, "code.py", "def f():\n    assert False, 'mine'\n").function("f")()


def test_a_traceback_shows_the_learners_lines_alone(tmp_path: Path) -> None:
    text = "import json\n\ndef f():\n    return json.loads('{')\n"
    with pytest.raises(AssertionError, match=r"code\.py:4: f\(…\) ended with JSONDecodeError") as failed:
        work(tmp_path, "code.py", text).function("f")()
    cause = failed.value.__cause__
    assert cause is not None
    frames = [frame.filename for frame in traceback.extract_tb(cause.__traceback__)]
    assert frames == [str(tmp_path / "code.py")]

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.progress.transcript import MOST_ROWS, Transcript, TranscriptError, dump, fingerprint, load
from sim.clock import EARLIEST, LATEST

times = st.integers(EARLIEST, LATEST)
texts = st.text(st.characters(exclude_categories=()), max_size=60)
names = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
timed_lines = st.lists(st.tuples(times, texts)).map(tuple)
words = st.sampled_from(["met", "hint", "answer", "continue", "leave", "return", "open", "finish"])


@st.composite
def with_results(draw: st.DrawFn) -> Transcript:
    lines = draw(timed_lines)
    result = st.tuples(st.integers(0, len(lines)), names, words, texts)
    results = tuple(sorted(draw(st.lists(result)), key=lambda result: result[0]))
    digest = draw(st.none() | st.text("0123456789abcdef", min_size=64, max_size=64))
    lesson = draw(st.none() | names)
    return Transcript(draw(names), draw(st.integers(0, 2**53)), draw(times), lines, lesson, results, digest)


transcripts = with_results()

WRITTEN = """\
mfa-course transcript 1
scenario: alice-and-alan
seed: 7
start: 2027-03-01T12:00:00.000Z
lesson: 06-enabling-mfa-for-alice

2027-03-01T12:00:14.250Z\taws iam list-users
2027-03-01T12:00:20.000Z\techo "a\\\\b"\\n
"""
START = 1_803_902_400_000


@settings(max_examples=20)
@given(transcripts)
def test_read_back_as_written(transcript: Transcript) -> None:
    text = dump(transcript)
    assert load(text, "a.txt") == transcript
    assert load(text.replace("\n", "\r\n"), "a.txt") == transcript
    text.encode()  # UTF-8, whatever was typed


@settings(max_examples=20)
@given(transcripts)
def test_one_row_a_line(transcript: Transcript) -> None:
    rows = dump(transcript).splitlines()
    assert len(rows) - rows.index("") - 1 == len(transcript.lines) + len(transcript.results)


def test_the_format() -> None:
    lines = ((START + 14_250, "aws iam list-users"), (START + 20_000, 'echo "a\\b"\n'))
    transcript = Transcript("alice-and-alan", 7, START, lines, "06-enabling-mfa-for-alice")
    assert dump(transcript) == WRITTEN
    assert load(WRITTEN, "a.txt") == transcript


def test_what_happened_stands_between_the_lines() -> None:
    lines = ((START + 14_250, "whoami"), (START + 20_000, "aws iam list-users"))
    results = ((0, "why", "answer", "forum 2"), (1, "why", "hint", ""), (2, "why", "met", ""), (2, "why", "finish", ""))
    transcript = Transcript("alice-and-alan", 7, START, lines, "01-mine", results, fingerprint("title: T\r\n"))
    text = dump(transcript)
    assert text.endswith(
        "\nlesson: 01-mine\nscenario-sha256: d9fe75891ef026d74a03d94e0af783d3bdc8a4123f0af93dce11057b16ce32e9\n\n"
        "answer\twhy\tforum 2\n2027-03-01T12:00:14.250Z\twhoami\nhint\twhy\n"
        "2027-03-01T12:00:20.000Z\taws iam list-users\nmet\twhy\nfinish\twhy\n"
    )
    assert load(text, "a.txt") == transcript


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("mfa-course transcript 1", "hello"), "a.txt:1: this is no transcript. The first line must be: mfa-course"),
        (("mfa-course transcript 1", "mfa-course transcript 2"), "a.txt:1: this transcript has the format 2, and this"),
        (("seed: 7\n", ""), "a.txt:5: the header has no seed. Write a line such as seed: 1."),
        (("seed: 7", "seed: -7"), "a.txt:3: the seed '-7' is no whole number."),
        (("seed: 7", "seed: 7\nseed: 8"), "a.txt:4: 'seed' stands here twice."),
        (("seed: 7", "sede: 7"), "a.txt:3: 'sede: 7' is no field of the header."),
        (("seed: 7", "seed: 7\nscenario-sha256: 12"), "a.txt:4: '12' is no SHA-256. Write its 64 hexadecimal digits"),
        (("2027-03-01T12:00:14.250Z\t", "met two-codes "), "a.txt:7: 'met two-codes aws iam list-users' has no tab."),
        (("2027-03-01T12:00:14.250Z\t", "MET\t"), "a.txt:7: 'MET' is no time."),
        (("12:00:00.000Z", "25:00:00.000Z"), "a.txt:4: '2027-03-01T25:00:00.000Z' is no time. Write it as"),
        (("12:00:14.250Z", "12:00:14"), "a.txt:7: '2027-03-01T12:00:14' is no time."),
        (("250Z\t", "250Z "), "a.txt:7: '2027-03-01T12:00:14.250Z aws iam list-users' has no tab."),
        (("\\\\", "\\"), "a.txt:8: '\\\\b' stands for nothing. A backslash is written \\\\."),
    ],
)
def test_what_is_wrong_is_told_with_its_line(change: tuple[str, str], message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        load(WRITTEN.replace(*change), "a.txt")
    assert str(caught.value).startswith(message)


@given(st.text(), st.integers(0, len(WRITTEN)), st.integers(0, 20))
def test_any_text_is_read_or_refused(inserted: str, at: int, removed: int) -> None:
    text = WRITTEN[:at] + inserted + WRITTEN[at + removed :]
    try:
        assert isinstance(load(text, "a.txt"), Transcript)
    except TranscriptError as error:
        assert error.line <= text.count("\n") + 1


def test_a_text_without_end_is_refused_before_it_is_split() -> None:
    with pytest.raises(TranscriptError, match=r"a\.txt:50000: this goes on too long\."):
        load(WRITTEN + "\n" * MOST_ROWS, "a.txt")

"""Exercises that belong to lessons: which lessons have some, and the line that tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.exercise.belonging import in_words
from course.exercise.catalogue import exercises
from course.library import catalogue

WITH_EXERCISES = ("03", "04", "08", "09", "11", "12", "15")
"""The numbers of the lessons that have exercises of their own."""


def test_each_of_these_lessons_has_an_exercise() -> None:
    numbers = {exercise.lesson.partition("-")[0] for exercise in exercises() if exercise.lesson}
    assert numbers == set(WITH_EXERCISES)


def test_only_a_lessons_own_are_read_and_their_numbers_stay() -> None:
    of_one = exercises(lesson="12-lost-stolen-broken")
    assert [exercise.name for exercise in of_one] == ["recover-alan", "break-glass"]
    assert of_one == tuple(exercise for exercise in exercises() if exercise.lesson == "12-lost-stolen-broken")


@pytest.mark.parametrize(
    ("lesson", "words"),
    [
        (
            "12-lost-stolen-broken",
            "Exercises that belong here: Recover a user with boto3; The runbook for a lost phone "
            "(mfa-course exercises DIR).",
        ),
        ("04", ""),
    ],
)
def test_the_line_at_a_lessons_end(lesson: str, words: str) -> None:
    assert in_words(lesson) == words


def test_a_catalogue_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert in_words("04-a", tmp_path) == f"{tmp_path / 'catalogue.yaml'} cannot be read: No such file or directory"


def test_every_lesson_that_an_exercise_names_is_there() -> None:
    ids = {entry.id for entry in catalogue()}
    assert {exercise.lesson for exercise in exercises() if exercise.lesson} <= ids

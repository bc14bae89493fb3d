"""A review as plain numbered text, from a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from course.lesson.model import Predict
from course.plain.prose import plain
from course.review.review import Item, Review, Verdict

Write = Callable[[str], object]


def ask(review: Review, input_lines: Iterable[str], write: Write) -> None:
    """Ask what is due, one question after the other, until none is left, the input ends or says quit."""
    answers = (line.strip() for line in input_lines)
    item = review.next()
    if item is None:
        nothing = "No question is due now." if review.lesson is None else "You have met no question of this lesson yet."
        write(f"{nothing} {review.outlook()}\n")
        return
    while item is not None:
        write(question_text(item))
        number = _number(answers, len(item.question.choices), write)
        if number is None:
            break
        write(verdict_text(review.answer(item, number)))
        item = review.next()
    if review.answered:
        write(f"\n{summary(review)} {review.outlook()}\n")


def question_text(item: Item) -> str:
    """A question with its choices, to be answered by a number."""
    lead = "What will happen?" if isinstance(item.question, Predict) else "Question:"
    lines = [
        f"\nQuestion {item.number} of {item.count}, from “{item.lesson}”, step “{item.step}”.",
        plain(f"{lead} {item.question.question}"),
        *(plain(f"{number}. {choice.text}", indent="  ") for number, choice in enumerate(item.question.choices, 1)),
    ]
    return "\n".join(lines) + "\n"


def verdict_text(verdict: Verdict) -> str:
    """What came of an answer, with the reason for it."""
    if verdict.right:
        return f"\n{plain(f'Right. {verdict.choice.say}')}\n{verdict.again}\n"
    truth = plain(f"Right is: {verdict.truth.text} {verdict.truth.say}")
    return f"\n{plain(f'Not so. {verdict.choice.say}')}\n{truth}\n{verdict.again}\n"


def summary(review: Review) -> str:
    """How a review went, in a sentence."""
    return f"{review.right} of {review.answered} right."


def _number(answers: Iterable[str], most: int, write: Write) -> int | None:
    """The next answer that is a number of a choice; None when there is none."""
    for answer in answers:
        if answer == "quit":
            return None
        if answer.isdecimal() and len(answer) < 3 and 1 <= int(answer) <= most:
            return int(answer)
        if answer:
            write(f"Answer with a number from 1 to {most}, or type quit. What you answered so far is kept.\n")
    return None

"""A question of a lesson: a quiz with fixed answers, or a prediction that is run to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from course.lesson.model import Predict, Question
from course.lesson.tutor import Answer
from course.tui.widgets.tutor_box import one_line


class Choices(OptionList):
    """The answers to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "choose"),
        Binding("pagedown", "screen.read(1)", show=False),
        Binding("pageup", "screen.read(-1)", show=False),
    ]


class QuestionBox(Vertical):
    """Asks, and keeps each feedback in view. The screen runs a prediction and says which choice was right."""

    DEFAULT_CSS = """
    QuestionBox { height: auto; margin: 0 0 1 0; border-left: thick $primary; padding: 0 1; background: $surface; }
    QuestionBox Static { height: auto; }
    QuestionBox OptionList { height: auto; max-height: 20; border: none; padding: 0; background: $surface; }
    QuestionBox OptionList:focus { border: none; background-tint: $surface 0%; }
    QuestionBox .feedback { margin-top: 1; }
    """

    @dataclass
    class Chosen(Message):
        """The learner chose an answer, counted from 0."""

        question: Question
        choice: int

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.chosen: int | None = None
        self.right: int | None = None

    def compose(self) -> ComposeResult:
        kind = "What will happen? Choose, then it is run." if isinstance(self.question, Predict) else "A question"
        yield Static(Content.styled(kind, "bold $accent"), classes="kind")
        yield Static(Content(one_line(self.question.question)))
        yield Choices(*self._options(), compact=True)
        yield Static("", classes="feedback")

    def _options(self) -> list[Option]:
        options = []
        for index, choice in enumerate(self.question.choices):
            sign, style = "○", ""
            if index == self.right:
                sign, style = "✓", "$success"
            elif index == self.chosen:
                sign, style = "✗", "$warning"
            options.append(Option(Content.assemble((f"{sign} ", style), (one_line(choice.text), style))))
        return options

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if isinstance(self.question, Predict) and self.chosen is not None:
            return
        self.post_message(self.Chosen(self.question, event.option_index))

    def show(self, answer: Answer) -> None:
        """Mark what was chosen and, once it is known, what is right; say why below."""
        choices = self.question.choices
        self.chosen = choices.index(answer.choice)
        truth = answer.came_true if isinstance(self.question, Predict) else answer.choice if answer.right else None
        self.right = choices.index(truth) if truth else None
        listed = self.query_one(Choices)
        for index, option in enumerate(self._options()):
            listed.replace_option_prompt_at_index(index, option.prompt)
        words = ("Right. ", "bold $success") if answer.right else ("Not so. ", "bold $warning")
        feedback: list[str | tuple[str, str]] = [words, one_line(answer.choice.say)]
        if answer.came_true is not None and answer.came_true is not answer.choice:
            feedback += [("\nWhat happened: ", "bold"), one_line(f"{answer.came_true.text} {answer.came_true.say}")]
        self.query_one(".feedback", Static).update(Content.assemble(*feedback))

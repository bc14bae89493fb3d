"""A question of a lesson: a quiz with fixed answers, or a prediction that is run to see."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from course.lesson.model import Choice, Predict, Question
from course.tui.keys.bindings import READING
from course.tui.pointing import MARGIN
from course.tui.widgets.options import Options
from course.tui.widgets.tutor_box import one_line
from course.tutor.answers import Answer

UNKNOWN_WIDTH = 72
"""Columns for an answer before the first layout."""


class Choices(Options):
    """The answers to choose from, each wrapped under itself. Once they are known it marks the chosen and the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "choose", tooltip="Choose this answer", id="answer", group=READING),
        Binding("pagedown", "screen.read(1)", show=False, tooltip="Read on", id="read-on", group=READING),
        Binding("pageup", "screen.read(-1)", show=False, tooltip="Read back", id="read-back", group=READING),
    ]

    def __init__(self, question: Question, *, numbered: bool = False) -> None:
        self.question, self.numbered = question, numbered
        self.chosen: int | None = None
        self.right: int | None = None
        self._columns = UNKNOWN_WIDTH
        super().__init__(*(Option(prompt) for prompt in self._prompts()), compact=True)

    def mark(self, chosen: int, right: int | None) -> None:
        """Mark the answers of these places, from 0."""
        self.chosen, self.right = chosen, right
        self._draw()

    def on_resize(self) -> None:
        columns = self.scrollable_content_region.width - MARGIN
        if columns > 0 and columns != self._columns:
            self._columns = columns
            self._draw()

    def on_focus(self) -> None:
        self.call_after_refresh(self.scroll_to_highlight)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Bring the answer under the cursor into view in the text that the list stands in: it has all its lines."""
        super().scroll_to_highlight(top)
        if self.highlighted is None or not self.has_focus:
            return
        y, height = self._index_to_line.get(self.highlighted, 0), self._heights.get(self.highlighted, 1)
        widget: Widget = self
        while isinstance(widget.parent, Widget):
            y, widget = y + widget.virtual_region.y, widget.parent
            if isinstance(widget, VerticalScroll):
                widget.scroll_to_region(Region(0, y, 1, height), animate=False, immediate=True)
                break

    def _draw(self) -> None:
        for index, prompt in enumerate(self._prompts()):
            self.replace_option_prompt_at_index(index, prompt)
        self.refresh(layout=True)  # they may take more lines or fewer, of which Textual's list tells nobody

    def _prompts(self) -> list[Content]:
        prompts = []
        for index, choice in enumerate(self.question.choices):
            sign, style = (f"{index + 1}.", "") if self.numbered else ("○", "")
            if index == self.right:
                sign, style = "✓", "$success"
            elif index == self.chosen:
                sign, style = "✗", "$warning"
            sign = f"{sign} " if not self.numbered else f"{sign:<2} "
            lines = wrap(one_line(choice.text), max(10, self._columns - len(sign))) or [""]
            prompts.append(Content.styled(sign + ("\n" + " " * len(sign)).join(lines), style))
        return prompts


class QuestionBox(Vertical):
    """Asks, and keeps each feedback in view. The screen runs a prediction and says which choice was right."""

    DEFAULT_CSS = """
    QuestionBox { height: auto; margin: 0 0 1 0; border-left: thick $primary; padding: 0 1; background: $surface; }
    QuestionBox Static { height: auto; }
    QuestionBox OptionList {
        height: auto; max-height: 200; overflow-y: hidden; border: none; padding: 0; background: $surface;
    }
    QuestionBox OptionList:focus { border: none; background-tint: $surface 0%; }
    QuestionBox .feedback { margin-top: 1; display: none; }
    """

    @dataclass
    class Chosen(Message):
        """The learner chose an answer, counted from 0."""

        question: Question
        choice: int

    def __init__(self, question: Question, *, numbered: bool = False) -> None:
        super().__init__()
        self.question = question
        self.numbered = numbered
        self._choices = Choices(question, numbered=numbered)

    @property
    def chosen(self) -> int | None:
        """The answer chosen last, from 0."""
        return self._choices.chosen

    @property
    def right(self) -> int | None:
        """The right answer, from 0, once it is known."""
        return self._choices.right

    @property
    def answers_end(self) -> int:
        """Lines from its top to the end of its answers, as it was laid out last."""
        return self._choices.region.bottom - self.region.y

    def compose(self) -> ComposeResult:
        kind = "A question"
        if isinstance(self.question, Predict):
            kind = "What will happen?" if self.numbered else "What will happen? Choose, then it is run."
        yield Static(Content.styled(kind, "bold $accent"), classes="kind")
        yield Static(Content(one_line(self.question.question)))
        yield self._choices
        yield Static("", classes="feedback")

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        answered = self.chosen is not None and (isinstance(self.question, Predict) or self.right is not None)
        if not answered and event.option_index != self.chosen:
            self.post_message(self.Chosen(self.question, event.option_index))

    def show(self, answer: Answer) -> None:
        """Mark what was chosen and, once it is known, what is right; say why below."""
        if isinstance(self.question, Predict):
            self.tell(answer.choice, answer.came_true, "What happened: ")
        else:
            self.tell(answer.choice, answer.choice if answer.right else answer.came_true, "Right is: ")

    def tell(self, chosen: Choice, truth: Choice | None, lead: str) -> None:
        """Mark a choice and the true one, if it is known; say why of both, of the true one behind `lead`."""
        places = self.question.choices.index
        self._choices.mark(places(chosen), None if truth is None else places(truth))
        words = ("Right. ", "bold $success") if chosen is truth else ("Not so. ", "bold $warning")
        feedback: list[str | tuple[str, str]] = [words, one_line(chosen.say)]
        if truth is not None and truth is not chosen:
            feedback += [(f"\n{lead}", "bold"), one_line(f"{truth.text} {truth.say}")]
        said = self.query_one(".feedback", Static)
        said.update(Content.assemble(*feedback))
        said.display = True

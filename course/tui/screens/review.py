"""The questions that are due again, one at a time; each answer is kept as it is given."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from course.review.asking import summary
from course.review.review import Item, Review
from course.tui.in_turn import focus
from course.tui.keys.bindings import MOVING, READING
from course.tui.keys.key_bar import KeyBar
from course.tui.screens.window import ClosesOnce
from course.tui.widgets.question import Choices, QuestionBox

MOST_CHOICES = 9
"""Choices that a key of their own can stand for."""


class ReviewScreen(ClosesOnce, Screen[None]):
    """Asks what `review` has; dismissed when the learner has had enough, or there is no more."""

    CSS_PATH = Path(__file__).parent.with_name("styles") / "review.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "go on", tooltip="The next question", id="answer", group=READING),
        *(
            Binding(
                str(number), f"answer({number})", show=False, tooltip=f"Choose answer {number}", id=f"answer-{number}",
                group=READING,
            )
            for number in range(1, MOST_CHOICES + 1)
        ),
        Binding("escape", "dismiss", "course map", tooltip="Back; what you answered is kept", id="close", group=MOVING),
        Binding("b", "dismiss", show=False, tooltip="Back; what you answered is kept", id="course-map", group=READING),
        Binding("pagedown", "read(1)", show=False, tooltip="Read on", id="read-on", group=READING),
        Binding("pageup", "read(-1)", show=False, tooltip="Read back", id="read-back", group=READING),
    ]  # fmt: skip

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review
        self.item: Item | None = None

    def compose(self) -> ComposeResult:
        yield Static("Questions to look at again", id="review-title")
        yield VerticalScroll(id="review")
        yield KeyBar()

    async def on_mount(self) -> None:
        await self._next()

    async def _next(self) -> None:
        self.item = item = self.review.next()
        place = self.query_one("#review", VerticalScroll)
        await place.remove_children()
        if item is None:
            await place.mount(Static(self._end(), id="review-end", markup=False))
            focus(place)
        else:
            where = Content.assemble(
                (f"question {item.number} of {item.count}", "$accent"), (f"   {item.lesson}: {item.step}", "$quiet")
            )
            await place.mount(Static(where, id="review-where"), QuestionBox(item.question, numbered=True))
            await place.mount(Static("", id="review-again", markup=False))
            place.scroll_home(animate=False)
            focus(self.query_one(Choices))
        self.refresh_bindings()

    def _end(self) -> str:
        words = "Nothing is due now." if not self.review.answered else f"{summary(self.review)} That was all for now."
        return f"{words}\n{self.review.outlook()}"

    @on(QuestionBox.Chosen)
    def chosen(self, message: QuestionBox.Chosen) -> None:
        message.stop()
        self.action_answer(message.choice + 1)

    def action_answer(self, number: int) -> None:
        item, self.item = self.item, None
        if item is None:
            return
        verdict = self.review.answer(item, number)
        self.query_one(QuestionBox).tell(verdict.choice, verdict.truth, "Right is: ")
        self.query_one("#review-again", Static).update(verdict.again)
        place = self.query_one("#review", VerticalScroll)
        focus(place, scroll_visible=False)
        self.call_after_refresh(place.scroll_end, animate=False)
        self.refresh_bindings()

    async def action_go_on(self) -> None:
        if self.review.next() is None and not self.query(QuestionBox):
            self.dismiss()
        else:
            await self._next()

    def action_read(self, pages: int) -> None:
        place = self.query_one("#review", VerticalScroll)
        place.scroll_page_down() if pages > 0 else place.scroll_page_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "go_on":
            return self.item is None
        if action == "answer":
            number = parameters[0]
            return self.item is not None and isinstance(number, int) and number <= len(self.item.question.choices)
        return True

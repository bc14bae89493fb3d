"""Radio buttons show every choice, however narrow they are."""

from __future__ import annotations

import asyncio

from textual.app import App, ComposeResult

from course.tui.console.fields import Choice, RadioButtons

CHANGE = Choice("change", "Require password reset", "today: Users must create a new password at next sign-in")
KEEP = Choice("keep", "The password stays as it is", about="Whoever set it knows it.")


class Form(App[None]):
    CSS = "RadioButtons { height: auto; }"

    def compose(self) -> ComposeResult:
        yield RadioButtons(CHANGE, KEEP)


def test_a_choice_that_takes_two_lines_hides_none_below_it() -> None:
    async def session(width: int) -> tuple[list[str], str]:
        app = Form()
        async with app.run_test(size=(width, 12)) as pilot:
            buttons = app.query_one(RadioButtons)
            shown = buttons.render().plain.splitlines()
            assert buttons.size.height == len(shown)
            await pilot.click(RadioButtons, offset=(6, len(shown) - 1))
            return shown, buttons.choice.name

    wide, chosen = asyncio.run(session(100))
    assert wide[0] == "(•) Require password reset   today: Users must create a new password at next sign-in"
    assert wide[1:] == ["( ) The password stays as it is", "    Whoever set it knows it."]
    assert chosen == "keep"
    narrow, chosen = asyncio.run(session(40))
    assert narrow == [
        "(•) Require password reset",
        "    today: Users must create a new",
        "    password at next sign-in",
        "( ) The password stays as it is",
        "    Whoever set it knows it.",
    ]
    assert chosen == "keep"

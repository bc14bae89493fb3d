from __future__ import annotations

import asyncio

from painted import painted_text
from textual.app import App, ComposeResult

from course.tui.widgets.lesson_pane import LessonPane, markdown

LINE = "aws iam get-policy-version --version-id v1 --policy-arn arn:aws:iam::123456789012:policy/Reports"


class Narrow(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"rule": "grey"}

    def compose(self) -> ComposeResult:
        yield LessonPane()


def test_a_long_command_line_is_wrapped_and_not_cut_off() -> None:
    async def session() -> str:
        app = Narrow()
        async with app.run_test(size=(40, 20)) as pilot:
            await app.query_one("#prose").mount(markdown(f"Type this:\n\n```\n{LINE}\n```\n"))
            await pilot.pause()
            return painted_text(app)

    assert LINE.replace(" ", "") in "".join(asyncio.run(session()).split())

"""Pages that need no sign-in: what lies outside the console."""

from __future__ import annotations

from course.reading.session import signed_in, waiting
from course.tui.console.page import Page
from course.tui.console.routes import Address, at
from course.tui.console.start import start_page


class OutsidePage(Page):
    """A page for everybody; it leads back to the services, or to the sign-in that waits."""

    for_everybody = True

    @property
    def outside(self) -> Address:
        """Where somebody comes from who is here: the services, or a sign-in half done."""
        if signed_in(self.world) is not None and waiting(self.world) is None:
            return at("services")
        return start_page(self.world, self.reader)

    @property
    def above(self) -> Address | None:
        return self.outside

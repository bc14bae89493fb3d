"""What a lesson needs is imported while the learner still reads the course map, so that it opens at once."""

from __future__ import annotations

from importlib import import_module

from textual.worker import get_current_worker

MODULES = (
    "sim.policy.managed",
    "sim.account",
    "sim.world",
    "sim.services.assume_role",
    "sim.services",
    "sim.shell.aws",
    "sim.shell",
    "sim.scenario",
    "markdown_it",
    "course.opening",
    "textual.widgets.markdown",
    "textual.widgets.data_table",
    "course.tui.attempt",
    "course.tui.console",
    "course.tui.screens.lesson",
)
"""In an order in which each takes little beyond those before it: the program may end after any of them."""


def import_ahead() -> None:
    """Import them, in a thread worker that can be cancelled."""
    worker = get_current_worker()
    for name in MODULES:
        if worker.is_cancelled:
            return
        import_module(name)

"""When Python looks for garbage: not in what the learner waits for, nor ever again in what stays anyhow.

A look through all that a lesson consists of takes longer than a key may.
"""

from __future__ import annotations

import gc


def begin_making() -> None:
    """Look for no garbage at all until the first is `made`."""
    gc.disable()


def made() -> None:
    """Set aside all that there is, and look for garbage in what comes from now on."""
    gc.freeze()
    gc.enable()


def gone() -> None:
    """Much of what was set aside is of no use any more: look through all of it when next it is time."""
    gc.unfreeze()

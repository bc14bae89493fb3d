"""The steps of a lesson, found without reading the rest of it."""

from __future__ import annotations

import re
from pathlib import Path

_STEP = re.compile(r"^## .*\{#([^}\s]+)", re.MULTILINE)


def step_ids(path: Path) -> list[str]:
    """The ids of a lesson's steps, in order. Raises OSError when the file cannot be read."""
    return _STEP.findall(path.read_text(encoding="utf-8", errors="replace"))

"""What a command line answered in JSON."""

from __future__ import annotations

import json
from typing import Any


def document(output: str) -> Any:
    """The document that a line printed, behind what it told of what happened meanwhile.

    Raises JSONDecodeError where it printed text or a table.
    """
    _, brace, rest = output.partition("{")
    return json.loads(brace + rest)

"""Results as AWS CLI version 2 prints them where its output is not a terminal: without colours and without a pager.

The formats are those of the CLI's own formatter, text and table modules; tests compare the two. AWS CLI user guide,
"Setting the output format in the AWS CLI".
"""

from __future__ import annotations

import json
from typing import Any

from sim.shell.table import table
from sim.shell.text import text_lines

FORMATS = ("json", "text", "table")
"""What `--output` takes here."""


def render(operation_name: str, data: Any, output: str) -> str:
    """The text of a result: JSON-able data in, whole lines out, or "" where the CLI prints nothing.

    `operation_name` is the API's name (`ListUsers`): a table carries it as its title.
    """
    if output == "json":
        return "" if data == {} else json.dumps(data, indent=4, ensure_ascii=False) + "\n"
    lines = table(operation_name, data) if output == "table" else text_lines(data)
    return "".join(f"{line}\n" for line in lines)

"""docs/aws-coverage.md says what is so."""

from __future__ import annotations

import runpy

from simroom import ROOT_FOLDER


def test_the_page_is_current() -> None:
    script = runpy.run_path(str(ROOT_FOLDER / "docs" / "coverage.py"))
    written = (ROOT_FOLDER / "docs" / "aws-coverage.md").read_text(encoding="utf-8")
    assert written == script["page"](), "run: python docs/coverage.py"

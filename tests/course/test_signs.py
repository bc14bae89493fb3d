"""Signs where the encoding is not UTF-8, and what cannot be drawn by them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from textual.geometry import Size

from course.cli import main
from course.signs import STAND_INS, stand_in, writes
from course.tui.widgets.qr_code import fitting

SNAPSHOTS = Path(__file__).with_name("tui") / "snapshots"
SIGNS, LETTERS = "❯ ○ ● ▲ ▼ ✓ │ ─ ▀ █", '> o * ^ v + | - " #'
URI = "otpauth://totp/AWS:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=AWS"


class Terminal(io.TextIOWrapper):
    """A stream to a terminal of an encoding; `written` is what came there."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    @property
    def written(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined,no-any-return]


def terminal(encoding: str, patch: pytest.MonkeyPatch) -> Terminal:
    """One to which the course now writes."""
    to = Terminal(encoding)
    patch.setattr(sys, "stdout", to)
    patch.setattr(sys, "__stderr__", to)
    patch.delenv("TEXTUAL_DRIVER", raising=False)
    return to


@pytest.mark.parametrize(("encoding", "signs"), [("ascii", LETTERS), ("latin-1", LETTERS), ("utf-8", SIGNS)])
def test_each_sign_has_a_letter_that_looks_like_it(encoding: str, signs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    to = terminal(encoding, monkeypatch)
    main(["lessons"])
    print(SIGNS, end="")
    assert "Getting started" in to.written
    assert to.written.endswith(signs)


def test_every_sign_of_the_screens_has_one_of_its_width() -> None:
    painted = {sign for each in SNAPSHOTS.glob("**/*.txt") for sign in each.read_text("utf-8") if not sign.isascii()}
    assert len(painted) > 30
    assert {sign for sign in painted - STAND_INS.keys() if stand_in(sign) != "??"} <= {"é"}
    assert {len(each) for each in STAND_INS.values()} == {1}
    assert all(each.isascii() for each in STAND_INS.values())
    assert [stand_in(sign) for sign in "🔎語é\u0301"] == ["??", "??", "?", ""]


@pytest.mark.parametrize(("encoding", "drawn"), [("latin-1", False), ("cp437", True), ("utf-8", True)])
def test_a_qr_code_is_drawn_where_there_are_blocks_for_it(
    encoding: str, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(encoding, monkeypatch)
    assert (fitting(URI, Size(80, 40)) is not None) == drawn
    monkeypatch.setenv("TEXTUAL_DRIVER", "a browser's")
    assert writes("▀")

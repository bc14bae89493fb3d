"""`mfa-course prove PATH…`: lessons and scenarios held to what they promise."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from course.commands.host import complain

INTERRUPTED = 130
"""The exit status as a shell gives it for SIGINT."""

_EVERY_SECONDS = 0.1


def prove(words: Sequence[str], *, seeds: int, jobs: int | None, as_json: bool, junit: str | None) -> int:
    """Prove what the words name; 0 when all holds, 1 when a proof failed, 2 when something cannot be read.

    Findings go to standard output, or with `as_json` the whole report; progress to standard error.
    """
    from course.proof.files import files
    from course.proof.report import as_json as to_json
    from course.proof.report import as_junit
    from course.proof.work import prove_all

    paths, unknown = files(words)
    progress = Progress(sys.stderr)
    report = prove_all(paths, seeds, jobs or os.cpu_count() or 1, progress.tell)
    report = replace(report, files=(*report.files, *unknown))
    progress.end()
    if junit is not None:
        try:
            Path(junit).write_text(as_junit(report), encoding="utf-8")
        except OSError as error:
            return complain(f"the JUnit report cannot be written to {junit}: {error.strerror}")
    if as_json:
        print(to_json(report))
    else:
        told: set[str] = set()
        for file in report.files:
            if file.error is not None and (place := file.error.split(": ")[0]) not in told:
                told.add(place)
                print(file.error, end="\n\n")
            for finding in file.findings:
                print(finding, end="\n\n")
        print(report.sentence())
    return INTERRUPTED if report.interrupted else report.status


class Progress:
    """A line that renews itself where standard error is a terminal; nothing elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._shown, self._last = stream, stream.isatty(), 0.0

    def tell(self, tried: int, total: int, failed: int) -> None:
        """Show how many proofs were tried."""
        now = time.monotonic()
        if self._shown and now - self._last > _EVERY_SECONDS:
            self._last = now
            some = f", {failed:,} failed" if failed else ""
            self._stream.write(f"\r\x1b[KProving: {tried:,} of {total:,}{some}")
            self._stream.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

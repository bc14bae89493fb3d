"""What proving came to: as a sentence, as JSON, as a JUnit report."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.proof.finding import Finding, collapse

VERSION = 1
"""The version of the JSON's shape."""

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Result:
    """A proof that was tried: its id, kind and seconds, and what was found (nothing: it holds)."""

    id: str
    kind: str
    seconds: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: the proofs that were tried, of how many; or `error`, why it cannot be read."""

    path: Path
    proofs: int
    results: tuple[Result, ...]
    error: str | None = None

    @property
    def findings(self) -> list[Finding]:
        """What was found, each once."""
        return collapse([finding for result in self.results for finding in result.findings])

    @property
    def failed(self) -> int:
        """How many proofs do not hold."""
        return sum(bool(result.findings) for result in self.results)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all files; `interrupted` when not every proof was tried."""

    files: tuple[FileReport, ...]
    seconds: float
    interrupted: bool = False

    @property
    def status(self) -> int:
        """The exit status: 0 when all holds, 1 when a proof failed, 2 when a file cannot be read."""
        if any(file.error for file in self.files):
            return 2
        return 1 if any(file.failed for file in self.files) else 0

    def sentence(self) -> str:
        """All of it in one sentence or two."""
        scenarios = sum(file.path.suffix != ".md" for file in self.files if file.error is None)
        lessons = sum(file.path.suffix == ".md" for file in self.files if file.error is None)
        kinds = [_count(number, word) for number, word in ((lessons, "lesson"), (scenarios, "scenario")) if number]
        tried = sum(len(file.results) for file in self.files)
        failed = sum(file.failed for file in self.files)
        unread = sum(file.error is not None for file in self.files)
        if unread:
            kinds.append(f"{_count(unread, 'file')} that cannot be read")
        whole = not unread and not self.interrupted
        outcome = _count(failed, "failure") if failed else "all hold" if whole else "no failures"
        lead = "Interrupted. " if self.interrupted else ""
        return f"{lead}{', '.join(kinds)}: {_count(tried, 'proof')} in {self.seconds:.1f} s, {outcome}."


def as_json(report: Report) -> str:
    """The report as JSON, an object that may gain members within a `version`, but loses and changes none.

    version      1
    status       the exit status
    seconds      how long it took
    interrupted  whether Ctrl+C ended it
    files[]      {path, error, proofs, tried, failed[], findings[]}
      error      why the file cannot be read, or null
      proofs     how many there are; `tried`, how many were tried; `failed`, the ids of those that do not hold
      findings[] {kind, path, line, column, step, message, expected, found, phases[], seeds[], transcript[],
                 expression, read, remedy, source}: the fields of a Finding; each once, in the order of lines
    """
    document = {
        "version": VERSION,
        "status": report.status,
        "seconds": round(report.seconds, 3),
        "interrupted": report.interrupted,
        "files": [
            {
                "path": str(file.path),
                "error": file.error,
                "proofs": file.proofs,
                "tried": len(file.results),
                "failed": [result.id for result in file.results if result.findings],
                "findings": [_plain(finding) for finding in file.findings],
            }
            for file in report.files
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_junit(report: Report) -> str:
    """The report as JUnit XML: a testsuite for each file, a testcase for each proof."""
    from xml.etree import ElementTree as Xml

    root = Xml.Element("testsuites", name="mfa-course prove")
    for file in report.files:
        errors = int(file.error is not None)
        suite = Xml.SubElement(
            root,
            "testsuite",
            name=_fit(str(file.path)),
            tests=str(len(file.results) + errors),
            failures=str(file.failed),
            errors=str(errors),
            skipped="0",
            time=f"{sum(result.seconds for result in file.results):.3f}",
        )
        if file.error is not None:
            case = Xml.SubElement(suite, "testcase", classname=_fit(file.path.stem), name="read", time="0.000")
            Xml.SubElement(case, "error", message=_fit(file.error), type="unreadable").text = _fit(file.error)
        for result in file.results:
            case = Xml.SubElement(
                suite, "testcase", classname=_fit(file.path.stem), name=_fit(result.id), time=f"{result.seconds:.3f}"
            )
            if result.findings:
                first = result.findings[0]
                text = "\n\n".join(str(finding) for finding in result.findings)
                Xml.SubElement(case, "failure", message=_fit(first.message), type=first.kind).text = _fit(text)
    total = {key: sum(int(suite.get(key, "0")) for suite in root) for key in ("tests", "failures", "errors")}
    for key, number in total.items():
        root.set(key, str(number))
    root.set("time", f"{report.seconds:.3f}")
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "line": finding.line,
        "column": finding.column,
        "step": finding.step,
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "phases": list(finding.phases),
        "seeds": list(finding.seeds),
        "transcript": list(finding.transcript),
        "expression": finding.expression,
        "read": finding.read,
        "remedy": finding.remedy,
        "source": finding.source,
        "path": str(finding.path),
    }


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _fit(text: str) -> str:
    """Text without what XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)

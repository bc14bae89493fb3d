"""Proofs tried side by side in processes, each with a share of one file's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from course.proof.gather import proofs
from course.proof.proof import Proof
from course.proof.report import FileReport, Report, Result

WORTH = 400
"""Proofs up to which no other process is worth its start."""

SHARE = 100
"""Proofs of one file that a process is given at a time: few enough for progress to be seen."""

Tell = Callable[[int, int, int], None]
"""Told of progress: proofs tried, of how many, how many of them failed."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a file's proofs: those from `first` up to `last`."""

    path: Path
    seeds: int
    first: int
    last: int


def prove_all(paths: Sequence[Path], seeds: int, jobs: int, tell: Tell) -> Report:
    """Prove files, `jobs` processes at a time; Ctrl+C ends it with what was found so far."""
    begun = time.monotonic()
    files = {path: _read(path, seeds) for path in paths}
    every = {path: found for path, found in files.items() if not isinstance(found, str)}
    total, tried, failed = sum(map(len, every.values())), 0, 0
    results: dict[Path, dict[int, Result]] = {path: {} for path in paths}
    interrupted = False
    tell(0, total, 0)
    try:
        for path, number, result in _tried(every, seeds, jobs):
            results[path][number] = result
            tried, failed = tried + 1, failed + bool(result.findings)
            tell(tried, total, failed)
    except KeyboardInterrupt:
        interrupted = True
    reports = [
        FileReport(
            path,
            len(every.get(path, ())),
            tuple(results[path][number] for number in sorted(results[path])),
            found if isinstance(found, str) else None,
        )
        for path, found in files.items()
    ]
    return Report(tuple(reports), time.monotonic() - begun, interrupted)


def _read(path: Path, seeds: int) -> Sequence[Proof] | str:
    """The proofs of a file, or why it cannot be read."""
    from course.lesson.error import LessonError
    from course.library import NotFoundError
    from sim.scenario import ScenarioError

    try:
        return proofs(path, seeds)
    except ScenarioError as error:
        place = path if path.suffix != ".md" else _scenario_of(path)
        return f"{place}:{error.line}:{error.column}: {error.message}"
    except (LessonError, NotFoundError) as error:
        return str(error)


def _scenario_of(lesson: Path) -> Path:
    """The file of the scenario that a lesson names, and has."""
    from course.lesson.front_matter import front_matter
    from course.library import read_text, scenario

    return scenario(front_matter(read_text(lesson), lesson).scenario, lesson)


def _tried(every: dict[Path, Sequence[Proof]], seeds: int, jobs: int) -> Iterator[tuple[Path, int, Result]]:
    shares = [
        Share(path, seeds, first, min(first + SHARE, len(found)))
        for path, found in every.items()
        for first in range(0, len(found), SHARE)
    ]
    if jobs == 1 or sum(map(len, every.values())) <= WORTH:
        for share in shares:
            for number, result in _in_turn(every[share.path], share):
                yield share.path, number, result
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(jobs, len(shares)), get_context("spawn"), _quiet) as pool:
        waiting = {pool.submit(_share, share): share for share in shares}
        try:
            for done in as_completed(waiting):
                for number, result in done.result():
                    yield waiting[done].path, number, result
        except KeyboardInterrupt:
            for process in list(pool._processes.values()):
                process.terminate()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _quiet() -> None:
    """Let Ctrl+C be the business of the process that asked."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _share(share: Share) -> list[tuple[int, Result]]:
    return list(_in_turn(_proofs(share.path, share.seeds), share))


@lru_cache(maxsize=1)
def _proofs(path: Path, seeds: int) -> Sequence[Proof]:
    """The proofs of the file that a process is at, with the worlds that they have reached."""
    return proofs(path, seeds)


def _in_turn(found: Sequence[Proof], share: Share) -> Iterator[tuple[int, Result]]:
    for number in range(share.first, share.last):
        proof, begun = found[number], time.process_time()
        findings = tuple(proof.findings())
        yield number, Result(proof.id, proof.kind, time.process_time() - begun, findings)

"""The console's dashboard in words: what needs care in the account, and the command lines that mend it."""

from __future__ import annotations

from course.plain.refused import refused
from course.plain.width import wrapped
from course.reading.findings import Finding, findings
from course.reading.reader import Reader, RefusedError
from sim.world import World


def told(world: World, *, closed_book: bool) -> list[str]:
    """The dashboard's lines, read as whoever `aws` is in that world; of a refusal, what AWS says and how to hear why.

    In an examination how to mend it is kept back, as other help is.
    """
    reader = Reader.of(world)
    try:
        caller = reader.call("get-caller-identity", "sts")["Arn"].rpartition(":")[2]
        found = findings(reader, world.time)
    except RefusedError as refusal:
        return refused("The dashboard cannot be read.", refusal, closed_book=closed_book)
    care = [each for each in found if not each.well]
    well = [each for each in found if each.well]
    lines = [wrapped(_lead(caller, care=bool(care), closed_book=closed_book))]
    said = set[str]()
    for each in care:
        lines.append(_sentence(each))
        if not closed_book:
            lines.append(f"    {each.line}")  # unbroken, to be typed or copied
        if not closed_book and each.then and each.then not in said:
            lines.append(wrapped(each.then, "    "))
            said.add(each.then)
    return [*lines, *(["What is well:"] if well else []), *map(_sentence, well)]


def _lead(caller: str, *, care: bool, closed_book: bool) -> str:
    if not care:
        return f"Nothing needs care, read as {caller}."
    lines = "" if closed_book else ", each with the command line that the mending begins with"
    return f"What needs care in the account, read as {caller}{lines}:"


def _sentence(finding: Finding) -> str:
    return wrapped(f"{finding.what}: {finding.how}.", "  ", "    ")

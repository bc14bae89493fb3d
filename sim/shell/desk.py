"""Commands for what lies around the account: `mail`, `support`, `leaks`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sim.clock import cli_iso
from sim.desk import Case
from sim.errors import ServiceError
from sim.people import YOU
from sim.services import support
from sim.services.leaks import opens
from sim.shell.command import Command, Refusal, call_of, did_you_mean
from sim.world import Outcome, World

MAIL_USAGE = """\
mail                                root's letters, with their numbers
mail N | last                       that letter, or the newest one
mail N | last link                  the link in it alone: sign-in --verify-email $(mail last link)"""

_LINK = re.compile(r"https://\S+")

SUPPORT_USAGE = """\
support open "SUBJECT"              open a case: support open "root MFA device lost"
support list                        every case and its status
support show N                      what was written in case N
support reply N "TEXT"              answer AWS Support (its own answers take hours: wait 4h)"""


def _mail(world: World, person: str, words: Sequence[str]) -> Outcome:
    root = world.account.root
    if root.mailbox != person:
        reads = "you read it" if root.mailbox == YOU else f"{root.mailbox} reads it: as {root.mailbox} mail"
        whose = reads if root.mailbox else "nobody can read it any more"
        raise Refusal(f"The mailbox of {root.email} is not yours; {whose}.")
    letters = sorted(enumerate(world.mail, 1), key=lambda pair: (pair[1].time, pair[0]))
    if not words:
        text = "".join(f"  {number}  {cli_iso(letter.time)}  {letter.subject}\n" for number, letter in letters)
        return Outcome(world, f"Mail to {root.email} (mail N reads one):\n{text or '  none'}".rstrip("\n") + "\n")
    wants_link = words[1:] == ["link"]
    chosen = words[:1] if wants_link else words
    number = (
        letters[-1][0] if chosen == ["last"] and letters else 0 if chosen == ["last"] else _number(chosen, "mail N")
    )
    if not 1 <= number <= len(world.mail):
        raise Refusal(f"There is no e-mail {number}. mail lists them." if number else "There are no e-mails yet.")
    letter = world.mail[number - 1]
    if wants_link:
        link = _LINK.search(letter.text)
        if link is None:
            raise Refusal(f"There is no link in e-mail {number}.")
        return Outcome(world, f"{link[0]}\n")
    header = f"To: {root.email}\nDate: {cli_iso(letter.time)}\nSubject: {letter.subject}"
    return Outcome(world, f"{header}\n\n{letter.text}\n")


def _support(world: World, person: str, words: Sequence[str]) -> Outcome:
    verb, rest = (words[0], words[1:]) if words else ("list", ())
    if verb not in ("open", "list", "show", "reply"):
        raise Refusal(f"support {verb}: no such act.{did_you_mean(verb, ('open', 'list', 'show', 'reply'))}")
    if verb == "list":
        return Outcome(world, "".join(map(_line, world.cases)) or "There are no cases.\n")
    if verb == "show":
        number = _number(rest, "support show N")
        case = next((case for case in world.cases if case.number == number), None)
        if case is None:
            raise Refusal(f"There is no case {number}. support list shows them.")
        return Outcome(world, _line(case) + _written(case))
    operation = "CreateCase" if verb == "open" else "AddCommunicationToCase"
    parameters: dict[str, str] = {}
    try:
        if verb == "open":
            parameters = {"subject": " ".join(rest)}
            world, case = support.open_case(world, person, parameters["subject"])
        else:
            number = _number(rest[:1], 'support reply N "TEXT"')
            parameters = {"caseId": str(number), "communicationBody": " ".join(rest[1:])}
            world, case = support.reply(world, person, number, parameters["communicationBody"])
    except ServiceError as error:
        call = call_of("", person, "support", operation, dict(parameters), error)
        return Outcome(world, error=f"{error.message}\n", status=1, call=call)
    return Outcome(world, _line(case), call=call_of("", person, "support", operation, dict(parameters)))


def _line(case: Case) -> str:
    return f"Case {case.number}  {case.status:<24}{case.subject}\n"


def _written(case: Case) -> str:
    return "".join(
        f"\n{written.author}, {cli_iso(written.time)}:\n" + "".join(f"  {line}\n" for line in written.text.splitlines())
        for written in case.communications
    )


def _leaks(world: World, person: str, words: Sequence[str]) -> Outcome:
    if words:
        raise Refusal("leaks stands alone.")
    rows = []
    for leak in world.leaks:
        owner = opens(world, leak)
        verdict = "opens nothing here"
        if owner is not None:
            verdict = f"opens, {'with' if world.account.devices_of(owner) else 'without'} an MFA code"
        rows.append((leak.site, leak.name, leak.password, verdict))
    if not rows:
        return Outcome(world, "None are known.\n")
    site, name, password = (max(len(row[column]) for row in rows) for column in range(3))
    text = "".join(f"  {row[0]:<{site}}  {row[1]:<{name}}  {row[2]:<{password}}  {row[3]}\n" for row in rows)
    return Outcome(world, f"Passwords that attackers have from other sites:\n{text}")


def _number(words: Sequence[str], usage: str) -> int:
    if len(words) != 1 or not (words[0].isascii() and words[0].isdigit() and len(words[0]) < 10):
        raise Refusal(f"A number is expected: {usage}")
    return int(words[0])


COMMANDS = (
    Command("mail", MAIL_USAGE, "read root's mailbox", _mail),
    Command("support", SUPPORT_USAGE, "AWS Support, when all else is lost", _support),
    Command("leaks", "leaks", "passwords used elsewhere that attackers know", _leaks),
)

"""One line about what is expected next: how the command goes on, what an option means, the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.completion.aws_words import (
    CLI_OPTIONS,
    EXTRA,
    AwsPlace,
    aws_place,
    operations,
    parameter_of,
    result_members,
    s3_commands,
)
from sim.completion.following import WORDS, Usages
from sim.completion.forms import Form, forms
from sim.completion.place import Place, place, value_after
from sim.errors import ServiceError
from sim.services import SERVICES
from sim.services.check import check_parameters
from sim.services.declare import Operation, Parameter
from sim.shell import COMMANDS, paging
from sim.shell.as_key import WORD as AS_KEY
from sim.shell.aws import CLI_ONLY
from sim.shell.aws_options import GLOBAL_FLAGS, GLOBAL_OPTIONS
from sim.shell.command import nearest
from sim.shell.elsewhere import INSTEAD
from sim.shell.manual import facts

FEW = 6
"""Members of a result that are named."""

_OPTIONS = {"aws help": "lists the services", **CLI_OPTIONS}


def hint(text: str, also: Usages | None = None) -> str:
    """What is expected at the end of the text, a line up to the cursor, in a few words; "" where nothing is begun."""
    at = place(text)
    if at.comment:
        return "A remark: nothing of it is run."
    if at.variable is not None:
        return "A variable: its value comes here."
    if at.target:
        return "> FILE: the file of this world that the output is kept in."
    words = at.words
    if not words:
        return _command(at.word, also or {}) if at.word else ""
    if words[0] == "":
        return "A value to keep under that name: text, or $(command)."
    if words[0] == "as":
        return f"as PERSON COMMAND: {WORDS['as'].partition(':')[0]}."
    if words[0] == "aws" or (words[0] == AS_KEY and len(words) > 2):
        return _aws(words[1 if words[0] == "aws" else 3 :], at.word)
    return _form(at, also or {})


def _command(word: str, also: Usages) -> str:
    known = {name: command.doc for name, command in COMMANDS.items()} | dict(WORDS)
    known |= {name: doc for name, (_, doc) in also.items()}
    if word in known:
        return f"{word}: {known[word]}"
    if word in INSTEAD:
        return f"{word} is not a command here. {INSTEAD[word]}"
    return _begun(word, known, "a command", "help lists them")


def _begun(word: str, known: dict[str, str], what: str, else_: str) -> str:
    """The one known word that was begun, how many there are, or the nearest to what is none."""
    fitting = [name for name in known if name.casefold().startswith(word.casefold())]
    if len(fitting) == 1:
        return f"{fitting[0]}: {known[fitting[0]]}"
    if fitting:
        return f"{len(fitting)} begin so: tab lists them"
    return _no(word, known, what, else_)


def _no(word: str, known: Iterable[str], what: str, else_: str) -> str:
    near = near_to(word, known)
    return (
        f"{word[:40]} is not {what} here. Did you mean {near}?" if near else f"{word[:40]} is not {what} here: {else_}."
    )


def near_to(word: str, known: Iterable[str]) -> str | None:
    """The known word that a few letters were left out of, or else the most alike."""
    choices = sorted(known, key=len)
    return next((each for each in choices if len(word) > 2 and _left_out(word, each)), None) or nearest(word, choices)


def _left_out(word: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in word)


def _aws(words: Sequence[str], word: str) -> str:
    at = aws_place(words, word)
    if at.service is None:
        known = {**SERVICES, "s3": "buckets and files: ls, cp, rm, mb, rb", **_OPTIONS}
        return (
            _begun(word, known, "a service", "aws help lists them") if word else "aws SERVICE OPERATION: which service?"
        )
    if at.service == "s3":
        return " ".join(s3_commands().get(words[1], "").split()) if len(words) > 1 else "aws s3: ls, cp, rm, mb or rb."
    if at.service not in SERVICES:
        near = near_to(at.service, SERVICES)
        return f"aws has no service {at.service[:40]} here.{f' Did you mean {near}?' if near else ''}"
    if at.operation is None:
        return _operation(at.service, words, word)
    if at.option is not None:
        return _value(at)
    if word.startswith("-"):
        return _option(at.operation, word)
    return _unknown(at.operation, words) or _out_of_bounds(at, words) or _left(at)


def _operation(service: str, words: Sequence[str], word: str) -> str:
    known = dict(operations(service))
    if len(words) > 1:
        near = near_to(words[1], known)
        return f"aws {service} has no operation {words[1][:40]}.{f' Did you mean {near}?' if near else ''}"
    return (
        _begun(word, known, f"an operation of {service}", "tab lists them")
        if word
        else f"aws {service}: which operation?"
    )


def _unknown(operation: Operation, words: Sequence[str]) -> str:
    """An option that was given and that there is none of."""
    given = [word.partition("=")[0] for word in words if word.startswith("--")]
    own = {each.option for each in operation.parameters} | set(paging.options(operation))
    own |= {f"--no-{name[2:]}" for name in own} | {*CLI_ONLY.get(operation.name, ()), *GLOBAL_OPTIONS, *GLOBAL_FLAGS}
    wrong = next((name for name in given if name not in own), None)
    return "" if wrong is None else _option(operation, wrong, whole=True)


def _out_of_bounds(at: AwsPlace, words: Sequence[str]) -> str:
    """A value that was given and is not what its option takes, as far as that is written out."""
    assert at.operation is not None
    for parameter in at.operation.parameters:
        value = value_after(words, parameter.option)
        if parameter.shape.kind != "string" or not value or "$" in value or value.startswith("file://"):
            continue
        try:
            check_parameters([parameter], {parameter.name: value})
        except ServiceError:
            return f"{parameter.option} takes no {value[:40]}: {parameter.doc} ({_facts(parameter)})"
    return ""


def _left(at: AwsPlace) -> str:
    """What must still be given, or that all is there."""
    assert at.operation is not None
    wanted = [each.option for each in at.left if each.required] + at.left_extra
    doc = at.operation.doc
    if wanted:
        rest = f" and {len(wanted) - 1} more: tab lists them" if len(wanted) > 2 else ", ".join(["", *wanted[1:]])
        return f"Still required: {wanted[0]}{rest}"
    return f"Enter runs it; tab lists more options. {doc}" if at.left else f"Enter runs it. {doc}"


def _option(operation: Operation, word: str, *, whole: bool = False) -> str:
    """What an option is for; a `whole` one is not begun, but misspelled."""
    hidden = paging.hidden(operation) - {word}
    known = {each.option: f"{each.doc} ({_facts(each)})" for each in operation.parameters if each.option not in hidden}
    known |= {name: EXTRA[name] for name in CLI_ONLY.get(operation.name, ()) if name.startswith("--")}
    known |= {**paging.options(operation), **CLI_OPTIONS}
    known |= {f"--no-{name[2:]}": "switches it off" for name in known if f"--no-{name[2:]}" == word}
    what = f"an option of {operation.cli_name}"
    return _no(word, known, what, "tab lists them") if whole else _begun(word, known, what, "tab lists them")


def _value(at: AwsPlace) -> str:
    parameter = parameter_of(at.operation, at.option)
    if at.option == "--query" and at.operation is not None and (members := result_members(at.operation)):
        return f"--query: JMESPath: pick from the result, which holds {_few(members)}"
    if parameter is None:
        return f"{at.option}: {EXTRA.get(at.option or '') or CLI_OPTIONS.get(at.option or '', 'an option of the CLI')}"
    return f"{parameter.option}: {parameter.doc} ({_facts(parameter)})"


def _few(names: Sequence[str]) -> str:
    return ", ".join([*names[:FEW], "…"] if len(names) > FEW else names)


def _form(at: Place, also: Usages) -> str:
    head, rest = at.words[0], at.words[1:]
    usage, doc = (COMMANDS[head].usage, COMMANDS[head].doc) if head in COMMANDS else also.get(head, ("", ""))
    if head in WORDS and not usage:
        return f"{head}: {WORDS[head]}"
    if not usage:
        return _command(head, also)
    every = forms(head, usage)
    fitting = [form for form in every if form.expected(rest) is not None]
    if not fitting:
        return _not_so(head, rest, every)
    begun = [form for form in fitting if at.word and _goes_on(form.tokens, form.expected(rest) or [], at.word)]
    chosen = begun or fitting
    following = [form.tokens[place] for form in chosen for place in (form.expected(rest) or [])[:1]]
    listed = ", ".join(dict.fromkeys(following))
    if len(chosen) == 1:
        options = chosen[0].options(rest)
        return f"{head} …: {', '.join(options)}" if options else f"{chosen[0].text}: {chosen[0].does or doc}"
    if not at.word and chosen[0].expected(rest) == []:
        return f"{chosen[0].text}: {chosen[0].does or doc}. Or goes on: {listed}"
    return f"{' '.join(at.words)} …: {listed}" if following else f"{head}: {doc}"


def _not_so(head: str, rest: Sequence[str], every: Sequence[Form]) -> str:
    """What is wrong with words of which no form is: the first that does not fit, and what would."""
    good = next((n for n in range(len(rest) - 1, -1, -1) if any(f.expected(rest[:n]) is not None for f in every)), 0)
    known = [
        token for form in every for place in form.expected(rest[:good]) or () for token in form.tokens[place].split("|")
    ]
    near = near_to(rest[good], known)
    tip = f"Did you mean {near}?" if near else f"help {head} shows how it is written."
    return f"{' '.join([head, *rest[:good]])}: {rest[good][:40]} is not known there. {tip}"


def _facts(parameter: Parameter) -> str:
    return facts(parameter).replace("string, ", "")


def _goes_on(tokens: Sequence[str], places: Sequence[int], word: str) -> bool:
    return any(each.startswith(word) for place in places for each in tokens[place].split("|"))

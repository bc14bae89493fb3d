"""The words that may follow at a place, each with what it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sim.completion import values
from sim.completion.aws_words import (
    EXTRA,
    Source,
    actions,
    aws_place,
    cli_options,
    operations,
    s3_paths,
    services,
    value_source,
)
from sim.completion.forms import Form, forms, is_placeholder
from sim.completion.names import MOST, Names
from sim.completion.place import Place, place
from sim.completion.policy_words import open_string, policy_words
from sim.completion.values import Asked, Told
from sim.shell import COMMANDS
from sim.shell.as_key import WORD as AS_KEY
from sim.shell.run import CONTROLS
from sim.world import World

Kind = Literal["word", "option", "value"]
Usages = Mapping[str, tuple[str, str]]
"""More commands, those of a program around the shell: the usage of each, and what it is for."""

_WORDS: Mapping[str, str] = {
    "undo": "take the last act back",
    "redo": "do again what was taken back",
    "reset": "back to the start",
    "goto": "to where act N had just been run: goto N",
    "history": "the acts by number",
}

WORDS: Mapping[str, str] = {
    "help": "what can be typed",
    "as": "the same act in somebody else's hands: as PERSON COMMAND",
    **{word: _WORDS.get(word, "") for word in CONTROLS},
}
"""Words that the shell itself knows, and what they are for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may stand there, and what it is; `required` marks an option that must be given.

    `passing` tells that it soon means something else, as a code does.
    """

    text: str
    what: str = ""
    kind: Kind = "word"
    required: bool = False
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """The candidates for the word that begins at `start` of the text; `more` counts those left out.

    `start` to the cursor is what a candidate replaces; `quote` is an open quote, which stands before it; `behind`
    stands behind what is finished.
    """

    start: int
    candidates: tuple[Candidate, ...] = ()
    more: int = 0
    quote: str = ""
    behind: str = " "

    def written(self, candidate: Candidate) -> str:
        """The candidate as the line needs it: quoted where the shell would take it apart, with a blank behind."""
        text, unfinished = candidate.text, candidate.text.endswith(("/", "=", "://"))
        if self.quote:
            return self.quote + text + ("" if unfinished else self.quote + self.behind)
        text = text if text.startswith("$") else shlex.quote(text)
        return text if unfinished else text + self.behind


def complete(world: World, text: str, names: Names, also: Usages | None = None) -> Completion:
    """What the text, a line up to the cursor, can go on with; `also` are commands of the program around."""
    at = place(text)
    if at.comment:
        return Completion(len(text))
    if at.variable is not None:
        start = len(text) - len(at.variable) - (2 if text.endswith("${" + at.variable) else 1)
        told = [(f"${name}", what) for name, what in values.variables(Asked(world, names, at))]
        return _fitting(start, f"${at.variable}", [Candidate(name, what, "value") for name, what in told], "")
    if at.quote == "'" and text.endswith(f"'{at.word}") and (begin := open_string(at.word)) is not None:
        return _in_document(world, names, at, len(text) - len(at.word), begin)
    start, word = at.start, at.word
    if word.startswith("--") and "=" in word and not at.quote:
        start, word = start + word.index("=") + 1, word.partition("=")[2]
        at = Place((*at.words, at.word.partition("=")[0]), word, start, at.quote, person=at.person)
    asked = Asked(world, names, at)
    found = _fitting(start, word, _following(asked, also or {}), at.quote)
    return replace(found, more=found.more + sum(asked.left_out))


def _in_document(world: World, names: Names, at: Place, start: int, begin: int) -> Completion:
    """What the string goes on with that begins at `begin` of a document; the document begins at `start` of the line."""
    word = at.word[begin + 1 :]
    asked = Asked(world, names, Place(at.words, word, start + begin, '"', person=at.person))
    found = _fitting(start + begin, word, _values(policy_words(asked, at.word[:begin])), '"')
    return replace(found, more=found.more + sum(asked.left_out), behind="")


def _fitting(start: int, word: str, found: Iterable[Candidate], quote: str) -> Completion:
    """Those that begin as the word does; where none does, those that hold it."""
    low, unique = word.casefold(), dict[str, Candidate]()
    for each in found:
        unique.setdefault(each.text, each)
    fitting = [each for each in unique.values() if each.text.casefold().startswith(low)]
    if not fitting and len(word) > 1:
        fitting = [each for each in unique.values() if each.kind != "word" and low in each.text.casefold()]
    return Completion(start, tuple(fitting[:MOST]), max(0, len(fitting) - MOST), quote)


def _following(asked: Asked, also: Usages) -> Iterable[Candidate]:
    words = asked.place.words
    if asked.place.target:
        return _values(values.files(asked))
    if not words:
        return _commands(also)
    head = words[0]
    if head == "":
        return _values(values.codes(asked), passing=True) if asked.place.word.isdecimal() else ()
    if head == "as":
        return _values(values.people(asked))
    if head == "help":
        return _commands(also) if len(words) == 1 else ()
    if head == "aws":
        return _aws(asked, 1)
    if head == AS_KEY and len(words) > 2:
        return _aws(asked, 3)
    usage = also[head][0] if head in also else COMMANDS[head].usage if head in COMMANDS else ""
    return _formed(asked, head, usage)


def _commands(also: Usages) -> list[Candidate]:
    docs = {name: command.doc for name, command in COMMANDS.items()} | dict(WORDS)
    docs |= {name: doc for name, (_, doc) in also.items()}
    return [Candidate(name, docs[name]) for name in sorted(docs)]


def _values(told: Iterable[Told], *, passing: bool = False) -> list[Candidate]:
    return [Candidate(text, what, "value", passing=passing) for text, what in told]


def _aws(asked: Asked, skip: int) -> Iterable[Candidate]:
    words, word = asked.place.words[skip:], asked.place.word
    at = aws_place(words, word)
    if at.option is not None:
        source = value_source(at)
        return _values(source(asked), passing=source is values.codes) if source else ()
    bare = [each for each in words if not each.startswith("--")]
    if at.service is None:
        return [Candidate(name, what) for name, what in services()]
    if len(bare) < 2 and not word.startswith("--"):
        return [*(Candidate(name, what) for name, what in operations(at.service)), Candidate("help", "its operations")]
    if at.service == "s3":
        return _values(s3_paths(asked))
    if at.operation is None:
        return ()
    left = at.left
    return [
        *(Candidate(each.option, each.doc, "option", True) for each in left if each.required),
        *(Candidate(name, EXTRA[name], "option", True) for name in at.left_extra),
        *(Candidate(each.option, each.doc, "option") for each in left if not each.required),
        *(Candidate(name, what, "option") for name, what in cli_options(at.operation) if name not in at.given),
        *([Candidate("help", "what it does, and its options")] if len(words) == 2 else []),
        *(_values(values.files(asked)) if at.operation.name == "GetObject" else []),
    ]


_PLACEHOLDERS: Mapping[str, Source] = {
    "LABEL": values.labels,
    "FILE": values.files,
    "PASSWORD": values.passwords,
    "CODE": values.codes,
    "S": values.serial_numbers,
    "ACTION": lambda _: actions(),
    "RESOURCE": values.resources,
    "PRINCIPAL": values.principals,
    "N": values.letters,
    "ID": values.accounts,
    "ACCESS_KEY_ID": values.access_keys,
    "COMMAND": lambda _: [(name, command.doc) for name, command in COMMANDS.items()],
}

_NAMES: Mapping[str, Source] = {
    "phone": values.phone_owners,
    "token": values.token_owners,
    "wait": values.people,
    "sign-in": values.sign_in_names,
    "unset": values.variables,
    "export": values.variables,
}
"""What NAME stands for, by command."""


def _formed(asked: Asked, head: str, usage: str) -> Iterable[Candidate]:
    """What the forms of a command allow next: literal words, and what may stand for placeholders."""
    found: list[Candidate] = []
    seen = set[str]()
    for form in forms(head, usage):
        for number in form.expected(asked.place.words[1:]) or ():
            for token in form.tokens[number].split("|"):
                if token in seen or token in ("", "…"):
                    continue
                seen.add(token)
                if not is_placeholder(token):
                    found.append(_literal(form, number, token))
                elif (source := _source(asked, head, token)) is not None:
                    found += _values(source(asked), passing=source is values.codes)
    return found


def _literal(form: Form, number: int, token: str) -> Candidate:
    if not token.startswith("--"):
        return Candidate(token, form.does)
    wants = form.tokens[number + 1] if number + 1 < len(form.tokens) else ""
    return Candidate(token, wants if number else form.does, "option", bool(number) and number not in form.optional)


def _source(asked: Asked, head: str, token: str) -> Source | None:
    if head == "support" or (head == "sign-in" and asked.place.words[-1] == "--new-password"):
        return None
    return _NAMES.get(head) if token == "NAME" else _PLACEHOLDERS.get(token)

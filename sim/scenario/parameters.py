"""`parameters:` of a scenario, whose values a seed draws.

In a text `{{name}}` stands for such a value; a line that begins with `{{name is value}}` stands only where it is so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from difflib import get_close_matches

from sim.scenario.nodes import Node, Source

MOST_PARAMETERS = 50
MOST_CHOICES = 1_000
LONGEST_VALUE = 200
LARGEST_NUMBER = 10**9
LARGEST_SEED = 2**53

REFERENCE = re.compile(r"\{\{[ \t]*([^\W\d][\w-]*)[ \t]*\}\}")
"""`{{name}}`, blanks inside allowed."""

CONDITION = re.compile(r"^([ \t]*)\{\{[ \t]*([^\W\d][\w-]*) is ([^{}\n]+)\}\}[ \t]?(.*)$", re.MULTILINE)
"""`{{name is value|another}}` and the rest of the line that it begins."""

_QUESTION = re.compile(r"\{\{[ \t]*([^\W\d][\w-]*) is ([^{}\n]+)\}\}")

_NAME = re.compile(r"[^\W\d][\w-]{0,39}")
_VALUE = re.compile(r"[+-]?\w(?:[\w .,:@+=/-]*[\w+=/.-])?")


class UnknownParameterError(Exception):
    """`{{name}}` in a text where there is no such parameter; it begins at `start` of the text."""

    def __init__(self, name: str, known: Mapping[str, str], start: int) -> None:
        super().__init__(f"there is no parameter {name!r}")
        near = get_close_matches(name, known, n=1)
        listed = f"Known here: {', '.join(known)}" if known else "The scenario has no `parameters:`"
        self.name, self.start = name, start
        self.remedy = f"Did you mean {{{{{near[0]}}}}}?" if near else f"{listed}."


class NeverSoError(Exception):
    """`{{name is value}}` that stands in no variant, or in the midst of a line; it begins at `start` of the text."""

    def __init__(self, message: str, remedy: str, start: int) -> None:
        super().__init__(message)
        self.message, self.remedy, self.start = message, remedy, start


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every `{{name}}` replaced by the value of that name, and lines left empty whose condition fails.

    Raises UnknownParameterError.
    """
    if "{{" not in text:
        return text
    for match in sorted((*REFERENCE.finditer(text), *_QUESTION.finditer(text)), key=lambda match: match.start()):
        if match[1] not in values:
            raise UnknownParameterError(match[1], values, match.start())

    def line(match: re.Match[str]) -> str:
        holds = values[match[2]] in [value.strip() for value in match[3].split("|")]
        return match[1] + match[4] if holds else ""

    return REFERENCE.sub(lambda match: values[match[1]], CONDITION.sub(line, text))


def names_in(text: str) -> set[str]:
    """The parameters that a text says."""
    return {match[1] for pattern in (REFERENCE, _QUESTION) for match in pattern.finditer(text)}


def draw(root: Node, seed: int | None) -> dict[str, str]:
    """The value of each parameter of a scenario, by the seed and its name alone; `seed` None is the file's own.

    Raises ScenarioError.
    """
    fields = root.mapping("A scenario")
    if "parameters" not in fields:
        return {}
    declared = fields["parameters"].mapping("parameters")
    if len(declared) > MOST_PARAMETERS:
        fields["parameters"].fail(f"There may be {MOST_PARAMETERS} parameters.")
    seed = file_seed(fields) if seed is None else seed
    return {name: _drawn(name, node, seed, declared) for name, node in declared.items()}


def check_conditions(text: str, root: Node) -> None:
    """Hold that each `{{name is value}}` of a text begins its line and is so under some seed.

    `root` is that of a scenario whose parameters could be drawn. Raises NeverSoError.
    """
    fields = root.mapping("A scenario")
    declared = fields["parameters"].mapping("parameters") if "parameters" in fields else {}
    placed = {text.index("{{", match.start()) for match in CONDITION.finditer(text)}
    for match in _QUESTION.finditer(text):
        name, start = match[1], match.start()
        if name not in declared:
            continue
        if start not in placed:
            message = f"{match[0][:60]} stands in the midst of a line"
            raise NeverSoError(message, "Begin the line with it: it decides over the whole line", start)
        for value in (each.strip() for each in match[2].split("|")):
            if not _can_be(declared[name], value):
                raise NeverSoError(f"{name} is never {value[:60]!r}", f"It is {_values(declared[name])}", start)


def _can_be(node: Node, value: str) -> bool:
    fields = node.mapping("A parameter")
    if "one-of" in fields:
        return value in [choice.value for choice in fields["one-of"].items("one-of")]
    low, high = (fields[end].integer(end, -LARGEST_NUMBER, LARGEST_NUMBER) for end in ("from", "to"))
    return re.fullmatch(r"0|-?[1-9][0-9]{0,9}", value) is not None and low <= int(value) <= high


def _values(node: Node) -> str:
    fields = node.mapping("A parameter")
    if "one-of" not in fields:
        return f"a whole number from {fields['from'].value} to {fields['to'].value}"
    choices = [str(choice.value) for choice in fields["one-of"].items("one-of")]
    return f"{', '.join(choices[:8])}{' …' if len(choices) > 8 else ''}"


def file_seed(fields: Mapping[str, Node]) -> int:
    """The seed that a scenario's fields name, or 1.

    Raises ScenarioError.
    """
    return fields["seed"].integer("seed", 0, LARGEST_SEED) if "seed" in fields else 1


def check_used(source: Source, values: Mapping[str, str]) -> None:
    """Hold that each parameter is used in the scenario, but for those that say `in: lessons`.

    Raises ScenarioError.
    """
    declared = source.root.mapping("A scenario")["parameters"].mapping("parameters")
    used = {name for scalar in source.scalars for name in names_in(scalar)}
    for name in values:
        if name not in used and "in" not in declared[name].mapping(name):
            declared[name].fail(
                f"Nothing in this scenario says {{{{{name}}}}}. Use it, take it out, or write `in: lessons` "
                "where only lessons say it."
            )


def _drawn(name: str, node: Node, seed: int, declared: Mapping[str, Node]) -> str:
    if not _NAME.fullmatch(name):
        node.fail(f"A parameter's name is letters, digits, - and _, such as victim, not {name[:60]!r}.")
    fields = node.mapping(f"parameter {name}", ("one-of", "with", "from", "to", "in"))
    if "in" in fields and fields["in"].value != "lessons":
        fields["in"].fail("in should be lessons: the parameter is used in lessons only.")
    if "one-of" in fields and not {"from", "to"} & fields.keys():
        choices = fields["one-of"].items("one-of")
        if not 0 < len(choices) <= MOST_CHOICES:
            fields["one-of"].fail(f"one-of needs 1 to {MOST_CHOICES:,} values to choose from: one-of: [Alan, Alice].")
        leader = _leader(fields["with"], declared, len(choices)) if "with" in fields else name
        values = [_value(choice) for choice in choices]
        return values[_number(leader, seed) % len(values)]
    if fields.keys() - {"in"} == {"from", "to"}:
        low = fields["from"].integer("from", -LARGEST_NUMBER, LARGEST_NUMBER)
        high = fields["to"].integer("to", -LARGEST_NUMBER, LARGEST_NUMBER)
        if low > high:
            fields["from"].fail(f"from should not be larger than to, but {low:,} is larger than {high:,}.")
        return str(low + _number(name, seed) % (high - low + 1))
    return node.fail(f"Parameter {name} needs either `one-of: [Alan, Alice]`, or `from: 5` and `to: 15`.")


def _leader(node: Node, declared: Mapping[str, Node], count: int) -> str:
    """The parameter that another goes with: its value is the one at the same place of a list as long."""
    name = node.text("with")
    if name not in declared:
        near = get_close_matches(name, declared, n=1)
        node.fail(f"There is no parameter {name[:60]!r}. {f'Did you mean {near[0]}?' if near else 'Name another one.'}")
    leader = declared[name].mapping(f"parameter {name}")
    if "with" in leader or "one-of" not in leader:
        node.fail(f"with should name a parameter that has `one-of` and no `with` of its own, and {name} is another.")
    values = leader["one-of"].items("one-of")
    if len(values) != count:
        node.fail(f"{name} has {len(values)} values, so there should be as many here, and not {count}.")
    return name


def _number(name: str, seed: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:parameter:{name}".encode()).digest()[:16], "big")


def _value(node: Node) -> str:
    text = node.text("A value to choose")
    if len(text) > LONGEST_VALUE or not _VALUE.fullmatch(text) or ": " in text:
        node.fail(
            f"{text[:60]!r} cannot be a value: it has to fit into command lines and lessons. Use letters, digits, "
            f"spaces and . , : @ + = / - _ (at most {LONGEST_VALUE} characters)."
        )
    return text

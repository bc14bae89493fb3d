"""Run a command line on a world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sim.clock import utc
from sim.people import YOU
from sim.services.support import caught_up
from sim.shell import as_key, aws, clocks, console, desk, explain, files, hands, root_console, sign_in, variables
from sim.shell.command import NO_COMMAND, Command, Refusal, did_you_mean, person_called
from sim.shell.elsewhere import INSTEAD
from sim.shell.manual import about, overview
from sim.shell.syntax import Line, ShellSyntaxError, Simple, Substitution, Text, Word, parse
from sim.shell.variables import ASSIGNMENT, assigned
from sim.shown import shortened
from sim.world import Call, File, Outcome, World

CONTROLS = ("undo", "redo", "reset", "goto", "history")
"""Commands that act on an attempt's history rather than on its world; each stands alone on its line."""

NUMBERED = ("goto", "history")
"""Those that may name an act by its number."""

LARGEST_OUTPUT = 2_000_000
"""Characters that one line may print."""

LARGEST_WORD = 500_000
"""Characters of a word that variables and substitutions make."""

MOST_WORDS = 10_000
"""Words of one command."""

MOST_TEXT = 4_000_000
"""Characters that the commands of one line may be handed by variables and substitutions, print, say in errors and
read from files, all together; it bounds a line's time and what it adds to the world."""

LONGEST_ERROR = 10_000

MOST_COMMANDS = 500
"""Commands on one line at most, those in $(…) counted too."""


def control(line: str) -> tuple[str, ...]:
    """The words of a line about an attempt's history, as `("goto", "3")`; empty for any other line."""
    words = tuple(line.split(maxsplit=2))
    return words if words and words[0] in CONTROLS and len(words) <= 1 + (words[0] in NUMBERED) else ()


def run(world: World, line: str) -> Outcome:
    """Run `line` as the learner. Never raises: a line that cannot be carried out is answered in `error`."""
    try:
        tree = parse(line)
    except ShellSyntaxError as refusal:
        return Outcome(world, error=f"{refusal}\n", status=252)
    world, told = happened(world)
    interpreter = _Interpreter(caught_up(world))
    interpreter.tell(told)
    interpreter.line(tree, YOU)
    call = interpreter.call
    if call is not None:
        call = replace(call, line=line)
    world = caught_up(interpreter.world)
    errors = "".join(interpreter.errors)
    return Outcome(world, interpreter.output, errors, interpreter.status, call, tuple(interpreter.told))


def happened(world: World) -> tuple[World, tuple[str, ...]]:
    """The world after all that was to happen by its time, each thing at its own, and what the learner hears of it.

    What is refused then goes unsaid; what others see shows on no screen of the learner's.
    """
    told = []
    now = world.clock
    while (due := world.due) is not None and due <= now.time:
        happening = world.coming[0]
        before = caught_up(replace(world, coming=world.coming[1:], clock=replace(now, time=due)))
        interpreter = _Interpreter(before, happening=True)
        for line in happening.lines:
            interpreter.line(parse(line), happening.person)
        after = interpreter.world
        shown = after.shown if happening.person == YOU else before.shown
        world = replace(after, clock=now, decision=before.decision, phone_in_use=before.phone_in_use, shown=shown)
        if happening.tell is not None:
            told.append(f"{utc(due):%Y-%m-%d %H:%M:%S} UTC: {happening.tell}\n")
    return world, tuple(told)


class _Stop(Exception):
    """The line ends here: its message has been said."""


@dataclass(slots=True)
class _Interpreter:
    world: World
    output: str = ""
    status: int = 0
    call: Call | None = None
    errors: list[str] = field(default_factory=list)
    commands: int = 0
    happening: bool = False
    depth: int = 0
    told: list[str] = field(default_factory=list)
    unsaid: str = ""
    text: int = 0
    ended: bool = False

    def tell(self, told: Iterable[str]) -> None:
        """Print what was heard, on the learner's screen even where a command's own output goes elsewhere."""
        self.told += told
        text = self.unsaid + "".join(told)
        self.output, self.unsaid = (self.output, text) if self.depth else (self.output + text, "")

    def _time_passed(self) -> None:
        if not self.happening and self.world.coming:
            self.world, told = happened(self.world)
            self.tell(told)
        if not self.happening:
            self.world = caught_up(self.world)

    def line(self, line: Line, person: str) -> None:
        for joint, command in line.commands:
            if (joint == "&&" and self.status) or (joint == "||" and not self.status):
                continue
            try:
                self._count()
                self._simple(command, person)
            except Refusal as refusal:
                self._refused(refusal)
            except _Stop:
                pass
            if self.ended:
                return

    def _count(self) -> None:
        self.commands += 1
        if self.commands > MOST_COMMANDS:
            self.ended = True
            raise Refusal(f"A line may have {MOST_COMMANDS} commands: write more lines.")

    def _spend(self, characters: int) -> None:
        self.text += characters
        if self.text > MOST_TEXT:
            self.ended = True
            raise Refusal(f"One line may work on {MOST_TEXT:,} characters of text: write more lines, or shorter ones.")

    def _refused(self, refusal: Refusal) -> None:
        self.errors.append(f"{shortened(str(refusal), LONGEST_ERROR)}\n")
        self.status = refusal.status
        self.call = refusal.call or self.call

    def _simple(self, command: Simple, person: str) -> None:
        for name, word in command.assignments:
            value = "".join(self._fields(word, person, splitting=False))
            self._assign(person, name, value)
        words = list[str]()
        for word in command.words:
            words += self._fields(word, person)
            if len(words) > MOST_WORDS:
                raise Refusal(f"A command may have {MOST_WORDS:,} words.")
        target = "".join(self._fields(command.target, person, splitting=False)) if command.target else None
        if not words:
            self.status = 0
            if target is not None:
                self.world = files.write(self.world, target, File())
            return
        for written in words:
            if file := self.world.files.get(written.removeprefix("file://")):
                self._spend(4 * len(file.text))
        outcome = self._command(words, person)
        self.world, self.status = outcome.world, outcome.status
        self.call = outcome.call or self.call
        if outcome.error:
            self.errors.append(shortened(outcome.error, LONGEST_ERROR))
        self._time_passed()
        self._spend(len(outcome.output) + len(outcome.error))
        if target is None:
            self._print(outcome.output)
        else:
            before = self.world.files.get(target) if command.append else None
            self.world = files.write(self.world, target, File((before.text if before else "") + outcome.output))

    def _print(self, text: str) -> None:
        if len(self.output) + len(text) > LARGEST_OUTPUT:
            raise Refusal(f"This prints more than {LARGEST_OUTPUT:,} characters. --query picks a part of a result.")
        self.output += text

    def _command(self, words: Sequence[str], person: str) -> Outcome:
        while words[0] == "as":
            person, words = self._hands(words)
            match = ASSIGNMENT.fullmatch(words[0])
            if match and len(words) == 1:
                self._assign(person, match[1], match[2])
                return Outcome(self.world)
        name = words[0]
        if name == "help":
            return Outcome(self.world, about(words[1], COMMANDS) if len(words) > 1 else overview(COMMANDS))
        if name in CONTROLS:
            raise Refusal(f"{f'{name} and a number stand' if name in NUMBERED else f'{name} stands'} alone on a line.")
        command = COMMANDS.get(name)
        if command is None:
            known = [*COMMANDS, "help", "as", *CONTROLS]
            tip = INSTEAD.get(name) or f"{did_you_mean(name, known)} help lists them all.".lstrip()
            raise Refusal(f"{name[:80]!r} is no command here. {tip}", NO_COMMAND)
        if len(words) == 2 and words[1] in ("help", "--help") and name != "aws":
            return Outcome(self.world, about(name, COMMANDS))
        return command.function(self.world, person, words[1:])

    def _hands(self, words: Sequence[str]) -> tuple[str, Sequence[str]]:
        """Whose hands `as PERSON command` puts the command in, and the command's own words."""
        if len(words) < 3:
            raise Refusal("Who does what? as attacker sign-in Alan --password '…'")
        return person_called(self.world, words[1]).name, words[2:]

    def _assign(self, person: str, name: str, value: str) -> None:
        self.world = assigned(self.world, person, name, value)
        self.status = 0

    def _fields(self, word: Word, person: str, *, splitting: bool = True) -> list[str]:
        """The words that one written word becomes once its variables and substitutions are filled in."""
        fields, current, present = list[str](), "", False
        for part in word:
            if isinstance(part, Text):
                current, present = current + part.text, True
                continue
            value = (
                self._substitute(part.line, person)
                if isinstance(part, Substitution)
                else self._variable(part.name, person)
            )
            self._spend(len(value))
            if part.quoted or not splitting:
                current, present = current + value, True
            else:
                pieces = value.split()
                if pieces:
                    if value[0].isspace() and present:
                        fields.append(current)
                        current = ""
                    fields += [current + pieces[0], *pieces[1:]]
                    current, present = fields.pop(), True
            if len(current) > LARGEST_WORD:
                raise Refusal(f"A word may have {LARGEST_WORD:,} characters.")
        return [*fields, current] if present else fields

    def _variable(self, name: str, person: str) -> str:
        variables = self.world.people[person].variables
        value = variables.get(name)
        if value is None:
            raise Refusal(f"${name} is not set.{did_you_mean(name, variables)} Set it first: {name}=…")
        return value

    def _substitute(self, line: Line, person: str) -> str:
        """What `$(line)` prints, without the newlines at its end; a refusal inside ends the whole command."""
        outer, self.output, self.status = self.output, "", 0
        self.depth += 1
        self.line(line, person)
        self.depth -= 1
        inner, self.output = self.output.rstrip("\n"), outer
        self.tell(())
        if self.status:
            raise _Stop
        return inner


_MODULES = (aws, as_key, clocks, console, desk, explain, files, hands, root_console, sign_in, variables)

COMMANDS: Mapping[str, Command] = MappingProxyType(
    {command.name: command for module in _MODULES for command in module.COMMANDS}
)
"""Every command of the shell by its name, but for help, as and the controls of an attempt's history."""

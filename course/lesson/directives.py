"""The closed set of directives: what each holds, made into the blocks of a lesson."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from course.lesson.bounds import MAX_CHOICES, MAX_COMMANDS
from course.lesson.error import LessonError
from course.lesson.fields import NAME, NAME_RULE, Fields, nearest, read_yaml
from course.lesson.markdown import Cutter, Directive
from course.lesson.model import Aside, AsideKind, Block, Check, Choice, Mistake, Predict, Quiz, Script, Solution
from course.lesson.yaml_tree import Text
from sim import expression
from sim.expression import Expression, ExpressionError

ASIDES: tuple[AsideKind, ...] = get_args(AsideKind)
PROGRAMS = ("check", "mistake", "predict", "quiz", "solution")
NAMES = (*PROGRAMS, *ASIDES)

_MEND = "Mend the JMESPath expression"
_LITERAL = re.compile(r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`")
_NOT_OF_A_PATH = re.compile(r"!\s*([A-Za-z_]\w*|@)\s*(\.|\[\]|\[\?)")


class Builder:
    """Makes blocks of directives for the file at `path`; `lines` are the file's."""

    def __init__(self, path: Path | str, lines: list[str], cutter: Cutter) -> None:
        self._path = path
        self._lines = lines
        self._cutter = cutter

    def block(self, directive: Directive) -> Block:
        """Give the block of a directive. Raises LessonError."""
        name = directive.name
        for kind in ASIDES:
            if kind == name:
                return self._aside(directive, kind)
        makers: dict[str, Callable[[Directive], Block]] = {
            "check": self._check, "mistake": self._mistake, "predict": self._predict, "quiz": self._quiz,
            "solution": self._solution,
        }  # fmt: skip
        if name not in makers:
            raise self._error(directive.line, f"there is no directive {name!r}", nearest(name, NAMES))
        if directive.fence != "`":
            remedy = f"Fence it with ```{{{name}}}, since a program reads it"
            raise self._error(directive.line, f"{name} stands in a fence of {directive.fence * 3}", remedy)
        if not directive.text.strip():
            raise self._error(directive.line, f"this {name} is empty", "Fill it or take it out")
        return makers[name](directive)

    def _error(self, line: int, message: str, remedy: str, column: int = 1) -> LessonError:
        return LessonError(self._path, message, remedy, line, column)

    def _aside(self, directive: Directive, kind: AsideKind) -> Aside:
        if directive.fence != ":":
            remedy = f"Fence it with :::{{{kind}}}, since it is prose"
            raise self._error(directive.line, f"{kind} stands in a fence of {directive.fence * 3}", remedy)
        if not directive.text.strip():
            raise self._error(directive.line, f"this {kind} is empty", "Fill it or take it out")
        self._cutter.check(directive.text, directive.line + 1)
        return Aside(kind, directive.argument, directive.text.strip("\n"), directive.line)

    def _id(self, directive: Directive) -> str:
        if not directive.argument:
            example = f"Write ```{{{directive.name}}} and a name of your own"
            raise self._error(directive.line, f"this {directive.name} has no id", example)
        if not NAME.fullmatch(directive.argument):
            raise self._error(directive.line, f"{directive.argument!r} is not an id", NAME_RULE)
        return directive.argument

    def _check(self, directive: Directive) -> Check:
        name = self._id(directive)
        text = directive.text.strip()
        skipped = len(directive.text) - len(directive.text.lstrip())
        line = directive.line + 1 + directive.text.count("\n", 0, skipped)
        return Check(name, self._expression(text, line), directive.line)

    def _mistake(self, directive: Directive) -> Mistake:
        name = self._id(directive)
        fields = self._fields(directive, "a mistake", ("when", "say", "try"))
        say = self._prose(fields.text("say"))
        return Mistake(
            name, self._condition(fields.text("when")), say, self._script(fields.text("try")), directive.line
        )

    def _predict(self, directive: Directive) -> Predict:
        name = self._id(directive)
        fields = self._fields(directive, "a prediction", ("question", "run", "choices"))
        choices: list[Choice] = []
        for item in fields.items("choices"):
            choice = Fields(item, self._path, "a choice", ("text", "when", "say"), line=item.line)
            text, say = self._prose(choice.text("text")), self._prose(choice.text("say"))
            choices.append(Choice(text, say, item.line, when=self._condition(choice.text("when"))))
        question, run = self._prose(fields.text("question")), self._script(fields.text("run"))
        return Predict(name, question, run, self._enough(directive, choices), directive.line)

    def _quiz(self, directive: Directive) -> Quiz:
        name = self._id(directive)
        fields = self._fields(directive, "a quiz", ("question", "choices"))
        choices: list[Choice] = []
        for item in fields.items("choices"):
            choice = Fields(item, self._path, "a choice", ("text", "say"), ("right",), line=item.line)
            text, say = self._prose(choice.text("text")), self._prose(choice.text("say"))
            choices.append(Choice(text, say, item.line, right=choice.flag("right")))
        if choices and not any(choice.right for choice in choices):
            raise self._error(directive.line, "no choice of this quiz is right", "Give one of them `right: true`")
        return Quiz(name, self._prose(fields.text("question")), self._enough(directive, choices), directive.line)

    def _solution(self, directive: Directive) -> Solution:
        if directive.argument:
            raise self._error(directive.line, "a solution takes no id", f"Take {directive.argument!r} out")
        return Solution(self._commands(directive.text, directive.line + 1), directive.line)

    def _enough(self, directive: Directive, choices: list[Choice]) -> tuple[Choice, ...]:
        if len(choices) < 2:
            raise self._error(directive.line, f"this {directive.name} has fewer than two choices", "Add a choice")
        if len(choices) > MAX_CHOICES:
            message = f"this {directive.name} has more than {MAX_CHOICES} choices"
            raise self._error(choices[MAX_CHOICES].line, message, "Leave some out")
        texts = [choice.text for choice in choices]
        for number, choice in enumerate(choices):
            if choice.text in texts[:number]:
                raise self._error(choice.line, f"the choice {choice.text!r} stands twice", "Keep one of them")
        return tuple(choices)

    def _fields(self, directive: Directive, of: str, keys: tuple[str, ...]) -> Fields:
        tree = read_yaml(directive.text, self._path, directive.line + 1)
        return Fields(tree, self._path, of, keys, line=directive.line)

    def _prose(self, value: Text) -> str:
        self._cutter.check(value.text, value.line + value.block)
        return value.text.strip()

    def _script(self, value: Text) -> Script:
        return self._commands(value.text, value.line + value.block)

    def _commands(self, text: str, line: int) -> Script:
        script = Script(text.rstrip("\n"), line)
        if len(script.commands()) > MAX_COMMANDS:
            message = f"this script has more than {MAX_COMMANDS} command lines"
            raise self._error(line, message, "Split it into steps")
        return script

    def _condition(self, value: Text) -> Expression:
        if value.block:
            return self._expression(value.text.rstrip(), value.line + 1)
        return self._expression(value.text, value.line, value.column if value.in_place else None)

    def _expression(self, text: str, line: int, column: int | None = 1) -> Expression:
        """Read an expression that stands in the file from `line`, and `column` unless it is quoted."""
        slip = None
        try:
            found = expression.compile(text)
            if slip := _NOT_OF_A_PATH.search(_LITERAL.sub(lambda literal: " " * len(literal[0]), text)):
                message = f"{slip[0]}… means (!{slip[1]}){slip[2]}…, which is never true"
                raise ExpressionError(message, slip.start() + 1)
            return found
        except ExpressionError as error:
            offset = (error.column or 1) - 1
            line += text.count("\n", 0, offset)
            before = text[:offset].rpartition("\n")
            if before[1]:
                column = 1
            indent = len(self._lines[line - 1]) - len(self._lines[line - 1].lstrip()) if column == 1 else 0
            place = (column or 1) + len(before[2]) + (indent if not before[2].startswith(" ") else 0)
            remedy = "Put what ! is meant for in parentheses, as in !(last.error)" if slip else _MEND
            raise self._error(line, error.message, remedy, place) from None

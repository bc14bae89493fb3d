"""Kinds of sabotage: each breaks a good lesson in one way, wherever it can, and names the proof meant for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from goodlessons import Good, Span

from course.lesson.model import Predict, Step
from course.proof.worlds import Variant, Way


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken text: where the finding should point, the step whose proofs find it, and what the finding should say."""

    text: str
    at: Span
    step: str | None
    says: str = ""
    scenario: str | None = None
    seeds: int = 1


Make = Callable[[Good], Iterator[Broken]]


@dataclass(frozen=True, slots=True)
class Sabotage:
    """A kind of sabotage. `kinds` are the proofs meant for it, `also` those that it sets off besides."""

    name: str
    kinds: frozenset[str]
    also: frozenset[str]
    make: Make


ALL: list[Sabotage] = []


def sabotage(name: str, kinds: str, also: str = "") -> Callable[[Make], Make]:
    """Declare a kind of sabotage; `kinds` and `also` are names of proofs with blanks between."""

    def declare(make: Make) -> Make:
        ALL.append(Sabotage(name, frozenset(kinds.split()), frozenset(also.split()), make))
        return make

    return declare


# Checks


def expressions(change: Callable[[str], str | None]) -> Make:
    """Change the expression of each check that can be changed so."""

    def make(good: Good) -> Iterator[Broken]:
        for step, check in good.checks():
            old = good.inside(check)
            new = change(old)
            if new is not None and new != old:
                text, at = good.put(check, new)
                yield Broken(text, at, step.id, check.id)

    return make


def replaced(pattern: str, by: str) -> Callable[[str], str | None]:
    def change(text: str) -> str | None:
        return re.sub(pattern, by, text, count=1)

    return change


sabotage("a comparison widened", "not-before", "idle-line mistake")(expressions(replaced(r"(==|>=) `\d+`", ">= `0`")))
sabotage("a comparison turned", "not-before after", "idle-line mistake")(
    expressions(replaced(r"(==|>=) `[1-9]\d*`", "< `1`"))
)
sabotage("a filter dropped", "not-before after", "idle-line mistake")(expressions(replaced(r"\[\?[^\]]*\]", "[]")))
sabotage("or true", "not-before", "idle-line mistake")(expressions(lambda text: f"{text} || `true`"))
sabotage("always true", "not-before", "idle-line mistake")(expressions(lambda text: "`true`"))
sabotage("always false", "after")(expressions(lambda text: "`false`"))
sabotage("a check negated", "not-before", "after idle-line mistake")(expressions(lambda text: f"!({text})"))
sabotage("a field misspelt", "after not-before")(
    expressions(replaced(r"(MFADevic|GroupNa|Princip|OffsetSecon|Sta|eventNa)(\w)(\w)", r"\1\3\2"))
)
sabotage("a list misspelt", "after")(expressions(replaced(r"users|groups|sessions|trail", "usres")))
sabotage("a name misspelt", "after not-before")(expressions(replaced(r"(?<=')(?:Alice|Alan|Bob|Sales)(?=')", "Alicce")))
sabotage("a check of another user", "after not-before")(
    expressions(
        lambda text: text.replace("'Alice'", "'Alan'") if "'Alice'" in text else text.replace("'Alan'", "'Alice'")
    )
)


def grown(good: Good, step: Step, text: str) -> Span:
    """Where a step stands in a text whose lines before the step are the good one's."""
    first, last = good.span(step)
    return first, last + text.count("\n") - good.text.count("\n")


@sabotage("a check dropped", "after idle-line", "mistake")
def check_dropped(good: Good) -> Iterator[Broken]:
    for step, check in good.checks():
        text = good.without(check)
        yield Broken(text, grown(good, step, text), step.id)


@sabotage("checks of two steps swapped", "not-before after")
def checks_swapped(good: Good) -> Iterator[Broken]:
    every = list(good.checks())
    for (step, check), (_, other) in pairwise(every):
        if other in step.checks:
            continue
        mine, theirs = good.inside(check), good.inside(other)
        text = good.text.replace(mine, "\0").replace(theirs, mine).replace("\0", theirs)
        yield Broken(text, good.span(step), step.id)


@sabotage("a check said twice", "idle-check")
def check_twice(good: Good) -> Iterator[Broken]:
    for step, check in good.checks():
        first, last = good.span(check)
        twin = good.whole(check).replace(check.id, f"{check.id}-again", 1)
        lines = [*good.lines[:last], *twin.split("\n"), *good.lines[last:]]
        yield Broken("\n".join(lines), (first, last + last - first + 1), step.id)


@sabotage("a check that another one holds already", "idle-check")
def check_implied(good: Good) -> Iterator[Broken]:
    for step, check in good.checks():
        first, last = good.span(check)
        twin = f"```{{check}} {check.id}-too\n({good.inside(check)}) && length(users) >= `1`\n```"
        lines = [*good.lines[:last], *twin.split("\n"), *good.lines[last:]]
        yield Broken("\n".join(lines), (first, last + 3), step.id)


@sabotage("a check that held before", "not-before")
def check_of_before(good: Good) -> Iterator[Broken]:
    for step, check in good.checks():
        _, last = good.span(check)
        added = ["```{check} somebody-is-there", "length(users) >= `1`", "```"]
        lines = [*good.lines[:last], *added, *good.lines[last:]]
        yield Broken("\n".join(lines), (last + 1, last + 3), step.id, "somebody-is-there")


# Solutions


def commands(change: Callable[[list[str]], Iterator[list[str]]]) -> Make:
    """Change the command lines of each solution in every way that `change` gives."""

    def make(good: Good) -> Iterator[Broken]:
        for step, solution in good.solutions():
            for new in change(good.commands(solution)):
                text, _ = good.put(solution, "\n".join(new))
                yield Broken(text, grown(good, step, text), step.id)

    return make


def each_line(change: Callable[[str], str | None]) -> Callable[[list[str]], Iterator[list[str]]]:
    """Change one line at a time; None leaves it."""

    def changes(lines: list[str]) -> Iterator[list[str]]:
        for number, line in enumerate(lines):
            new = change(line)
            if new is not None and new != line:
                yield [*lines[:number], *new.split("\n"), *lines[number + 1 :]]

    return changes


@sabotage("a line removed", "after", "names mistake dead-end hint")
def line_removed(good: Good) -> Iterator[Broken]:
    def change(lines: list[str]) -> Iterator[list[str]]:
        for number, line in enumerate(lines):
            if len(lines) > 1 and "# optional" not in line:
                yield lines[:number] + lines[number + 1 :]

    yield from commands(change)(good)


@sabotage("two lines swapped", "after")
def lines_swapped(good: Good) -> Iterator[Broken]:
    def change(lines: list[str]) -> Iterator[list[str]]:
        for number in range(len(lines) - 1):
            first, second = lines[number : number + 2]
            if {first.split()[0], second.split()[0]} == {"aws"} or second.split()[0] == "wait":
                continue
            yield [*lines[:number], second, first, *lines[number + 2 :]]

    yield from commands(change)(good)


def changed_lines(name: str, kinds: str, change: Callable[[str], str | None], also: str = "hint") -> None:
    sabotage(name, kinds, also)(commands(each_line(change)))


def unless_optional(text: str) -> str | None:
    return None if "# optional" in text else f"{text}\n{text}"


def wrong_code(text: str) -> str:
    return re.sub(r"\$\(phone (alice|alan) code\)", "123456", text, count=1)


changed_lines("a line doubled", "after idle-line", unless_optional, "hint idle-check")
changed_lines("an idle line added", "idle-line", lambda text: f"{text}\naws iam list-users")
changed_lines("the mark of narration lost", "idle-line", lambda text: text.replace(" # optional", ""))
changed_lines(
    "a needed line marked as narration", "idle-line", lambda text: None if "#" in text else f"{text} # optional"
)
changed_lines("an option misspelt in a line", "after", replaced(r"--(?!output)[a-z]+-", "--zzzz-"))
changed_lines("an operation misspelt in a line", "after", replaced(r"aws iam [a-z]+", "aws iam craete"))
changed_lines("a command misspelt in a line", "after", replaced(r"^(aws|phone|wait)\b", "zz"))
changed_lines("a variable misspelt in a line", "after", replaced(r"\$code2", "$cdoe2"))
changed_lines("a code made up", "after", wrong_code, "hint dead-end")
changed_lines(
    "a wait too short", "after", replaced(r"wait (next-code alice|next-code alan|10h)", "wait 1s"), "hint dead-end"
)
changed_lines("a wait dropped", "after", replaced(r" wait next-code (alice|alan);", ""), "hint dead-end")
changed_lines("a wait too long", "after", replaced(r"wait next-code (alice|alan)", "wait 61s"), "hint dead-end")
changed_lines("a line in the wrong hands", "after", replaced(r"^phone alice (?!lose)", "phone alan "), "hint")
changed_lines("a code from the wrong phone", "after", replaced(r"phone alice code", "phone alan code"), "hint dead-end")
changed_lines("a line for the wrong user", "after", replaced(r"(--user-name|sign-in) (Alice|Alan|Bob)", r"\1 Admin"))
changed_lines("a wrong password in a line", "after", replaced(r"--password \S+", "--password wrong"))
changed_lines("a line that is not closed", "after", lambda text: None if "#" in text else f"{text} '")


@sabotage("a solution dropped", "after", "hint")
def solution_dropped(good: Good) -> Iterator[Broken]:
    for step, solution in good.solutions():
        text = good.without(solution)
        yield Broken(text, grown(good, step, text), step.id)


@sabotage("a code frozen as it was once", "after", "hint")
def code_frozen(good: Good) -> Iterator[Broken]:
    variant = Variant(good.lesson, *good.scenario, None)
    for index, step in enumerate(good.steps):
        for act in variant.leg(Way(0), index).acts if step.solution else ():
            for owner in re.findall(r"sign-in.*\$\(phone (\w+) code\)", act.command):
                place = variant.begin(Way(0), index)
                _, outcome = place.act(f"phone {owner} code")
                code = outcome.output.strip()
                assert step.solution
                inside = good.inside(step.solution).replace(f"$(phone {owner} code)", code)
                text, at = good.put(step.solution, inside)
                yield Broken(text, at, step.id)


# Mistakes


def keyed(block_text: str, key: str, value: str) -> str:
    """A mistake's YAML with another value for a key of one line."""
    return re.sub(rf"^{key}: .*$", lambda _: f"{key}: {value}", block_text, count=1, flags=re.MULTILINE)


def tried(block_text: str) -> list[str]:
    """The command lines of a mistake's `try`, backslashes kept as NUL."""
    after = block_text.partition("\ntry: ")[2]
    if after.startswith("|"):
        return [line.strip() for line in after[2:].replace("\\\n", "\0").split("\n")]
    return [after]


def with_try(block_text: str, lines: list[str]) -> str:
    before = block_text.partition("\ntry: ")[0]
    return before + "\ntry: |\n" + "\n".join(f"  {line}" for line in lines)


def errs(mistake_text: str) -> bool:
    return "last.error" in mistake_text or "last.cause" in mistake_text


@sabotage("a mistake's rule widened to any error", "mistake after")
def any_error(good: Good) -> Iterator[Broken]:
    for step, mistake in good.mistakes():
        later = [other for other in step.mistakes if other.line > mistake.line and errs(good.inside(other))]
        if later:
            text, _ = good.put(mistake, keyed(good.inside(mistake), "when", "last.error"))
            yield Broken(text, good.span(step), step.id, mistake.id)


@sabotage("a mistake's rule widened to always", "after mistake", "dead-end")
def always(good: Good) -> Iterator[Broken]:
    for step, mistake in good.mistakes():
        if step.solution and re.search(r"^(as \w+ )?(aws|sign-in)", good.inside(step.solution), re.MULTILINE):
            text, _ = good.put(mistake, keyed(good.inside(mistake), "when", "last"))
            yield Broken(text, good.span(step), step.id, mistake.id)


@sabotage("a mistake's rule narrowed to never", "mistake")
def never(good: Good) -> Iterator[Broken]:
    for step, mistake in good.mistakes():
        text, at = good.put(mistake, keyed(good.inside(mistake), "when", "last.cause == 'no-such-cause'"))
        yield Broken(text, at, step.id, mistake.id)


@sabotage("a cause or a code misspelt in a rule", "mistake")
def cause_misspelt(good: Good) -> Iterator[Broken]:
    for step, mistake in good.mistakes():
        inside = good.inside(mistake)
        new = re.sub(r"(last\.(?:cause|error\.Code) == ')(\w)", r"\1x\2", inside, count=1)
        if new != inside:
            text, at = good.put(mistake, new)
            yield Broken(text, at, step.id, mistake.id)


@sabotage("a field misspelt in a rule", "mistake")
def rule_misspelt(good: Good) -> Iterator[Broken]:
    for step, mistake in good.mistakes():
        inside = good.inside(mistake)
        new = re.sub(r"last\.(cause|error\.Code|operation) ==", "last.cuase ==", inside, count=1)
        if new != inside:
            text, at = good.put(mistake, new)
            yield Broken(text, at, step.id, mistake.id)


def pairs(good: Good, change: Callable[[str, str], tuple[str, str]]) -> Iterator[Broken]:
    """Change neighbouring mistakes of a step together."""
    for step in good.steps:
        for one, other in pairwise(step.mistakes):
            mine, theirs = change(good.inside(one), good.inside(other))
            text = good.text.replace(good.inside(one), "\0").replace(good.inside(other), theirs).replace("\0", mine)
            yield Broken(text, good.span(step), step.id)


def part(text: str, pattern: str) -> str:
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    assert found
    return found[0]


@sabotage("the rules of two mistakes swapped", "mistake")
def rules_swapped(good: Good) -> Iterator[Broken]:
    def change(one: str, other: str) -> tuple[str, str]:
        mine, theirs = part(one, r"^when: [^\n]*"), part(other, r"^when: [^\n]*")
        return one.replace(mine, theirs), other.replace(theirs, mine)

    yield from pairs(good, change)


@sabotage("the tries of two mistakes swapped", "mistake")
def tries_swapped(good: Good) -> Iterator[Broken]:
    def change(one: str, other: str) -> tuple[str, str]:
        mine, theirs = part(one, r"^try: .*"), part(other, r"^try: .*")
        return one.replace(mine, theirs), other.replace(theirs, mine)

    yield from pairs(good, change)


@sabotage("a mistake's words given to another too", "mistake")
def words_copied(good: Good) -> Iterator[Broken]:
    def change(one: str, other: str) -> tuple[str, str]:
        mine, theirs = part(one, r"^say: .*?(?=\ntry:)"), part(other, r"^say: .*?(?=\ntry:)")
        return one, other.replace(theirs, mine)

    yield from pairs(good, change)


@sabotage("a wide mistake put before a narrow one", "mistake")
def wide_first(good: Good) -> Iterator[Broken]:
    for step in good.steps:
        for wide in step.mistakes:
            narrow = [other for other in step.mistakes if other.line < wide.line]
            if narrow and "last.error &&" in good.inside(wide):
                moved, rest = good.whole(wide), good.without(wide)
                first = good.whole(narrow[0])
                yield Broken(rest.replace(first, f"{moved}\n{first}"), good.span(step), step.id, wide.id)


def tries(change: Callable[[Good, Step, list[str]], list[str] | None]) -> Make:
    """Change what each mistake tries."""

    def make(good: Good) -> Iterator[Broken]:
        for step, mistake in good.mistakes():
            new = change(good, step, tried(good.inside(mistake)))
            if new is not None:
                text, _ = good.put(mistake, with_try(good.inside(mistake), new))
                yield Broken(text, grown(good, step, text), step.id, mistake.id)

    return make


@sabotage("a try that is no mistake", "mistake")
def harmless_try(good: Good) -> Iterator[Broken]:
    yield from tries(lambda _good, _step, _lines: ["aws iam list-users"])(good)


@sabotage("a try that ends before it goes wrong", "mistake")
def short_try(good: Good) -> Iterator[Broken]:
    yield from tries(lambda _good, _step, lines: lines[:-1] if len(lines) > 1 else None)(good)


@sabotage("a try that meets the step", "mistake")
def try_meets(good: Good) -> Iterator[Broken]:
    def change(good: Good, step: Step, lines: list[str]) -> list[str] | None:
        assert step.solution
        silent = [line for line in good.commands(step.solution) if line.split()[0] in ("phone", "wait")]
        return lines + silent if silent == good.commands(step.solution) else None

    yield from tries(change)(good)


@sabotage("a try that leaves a dead end", "dead-end", "mistake")
def dead_end(good: Good) -> Iterator[Broken]:
    def change(good: Good, step: Step, lines: list[str]) -> list[str] | None:
        assert step.solution
        owners = re.findall(r"\$\(phone (\w+) code\)", good.inside(step.solution))
        return [*lines, f"phone {owners[0]} lose"] if owners else None

    yield from tries(change)(good)


def whole_lesson(value: str) -> Make:
    """Change the rule of the mistakes of the whole lesson."""

    def make(good: Good) -> Iterator[Broken]:
        for mistake in good.lesson.mistakes:
            text, at = good.put(mistake, keyed(good.inside(mistake), "when", value))
            yield Broken(text, at if value != "last" else (1, len(good.lines)), None, mistake.id)

    return make


sabotage("a lesson's own mistake narrowed to never", "mistake")(whole_lesson("last.person == 'nobody'"))
sabotage("a lesson's own mistake widened to always", "after mistake", "dead-end predict")(whole_lesson("last"))


# Questions


def choices(change: Callable[[list[str], int], str | None]) -> Make:
    """Give one choice of each prediction another `when`, by the conditions and the place of the one that holds."""

    def make(good: Good) -> Iterator[Broken]:
        for step, question in good.predictions():
            inside = good.inside(question)
            whens = re.findall(r"^    when: (.*)$", inside, re.MULTILINE)
            right = come_true(good, step, question)
            for number, when in enumerate(whens):
                new = change(whens, number) if number != right else change(whens, -1)
                if new is not None:
                    text, at = good.put(question, inside.replace(f"    when: {when}\n", f"    when: {new}\n", 1))
                    yield Broken(text, at, step.id, question.id)

    return make


def come_true(good: Good, step: Step, question: Predict) -> int:
    variant = Variant(good.lesson, *good.scenario, None)
    context = variant.begin(Way(0), good.steps.index(step)).acts(question.run.commands()).context
    return next(n for n, choice in enumerate(question.choices) if choice.when and choice.when.holds(context))


def bare(when: str) -> str:
    return when.strip('"')


@sabotage("two choices come true", "predict")
def two_true(good: Good) -> Iterator[Broken]:
    yield from choices(lambda whens, number: None if number < 0 else "state.time")(good)


@sabotage("no choice comes true", "predict")
def none_true(good: Good) -> Iterator[Broken]:
    yield from choices(lambda whens, number: None if number >= 0 else "last.cause == 'no-such-cause'")(good)


@sabotage("a field misspelt in a choice", "predict")
def choice_misspelt(good: Good) -> Iterator[Broken]:
    for step, question in good.predictions():
        inside = good.inside(question)
        right = come_true(good, step, question)
        whens = re.findall(r"^    when: (.*)$", inside, re.MULTILINE)
        new = re.sub(r"(last|responseElements|eventName)\.?\w*", "lsat.x", whens[right])
        if new != whens[right] and "!" not in new:
            text, at = good.put(question, inside.replace(whens[right], new, 1))
            yield Broken(text, at, step.id, question.id)


@sabotage("a choice that depends on the moment", "predict")
def by_the_moment(good: Good) -> Iterator[Broken]:
    for step, question in good.predictions():
        variant = Variant(good.lesson, *good.scenario, None)
        begin = variant.begin(Way(0), good.steps.index(step)).acts(question.run.commands())
        if (
            begin.state["time"]
            == variant.begin(Way(15), good.steps.index(step)).acts(question.run.commands()).state["time"]
        ):
            continue
        inside = good.inside(question)
        right = come_true(good, step, question)
        when = re.findall(r"^    when: (.*)$", inside, re.MULTILINE)[right]
        new = f"\"({bare(when)}) && state.time == '{begin.state['time']}'\""
        text, at = good.put(question, inside.replace(when, new, 1))
        yield Broken(text, at, step.id, question.id)


@sabotage("another line run", "predict", "dead-end")
def another_run(good: Good) -> Iterator[Broken]:
    for step, question in good.predictions():
        inside = good.inside(question)
        right = come_true(good, step, question)
        if "last" in re.findall(r"^    when: (.*)$", inside, re.MULTILINE)[right]:
            new = re.sub(r"^run: \|\n(?:  .*\n)+?(?=choices)", "run: phone alice\n", inside, flags=re.MULTILINE)
            text, at = good.put(question, new)
            yield Broken(text, at, step.id, question.id)


def quizzes(change: Callable[[str], str]) -> Make:
    def make(good: Good) -> Iterator[Broken]:
        for step, question in good.quizzes():
            text, at = good.put(question, change(good.inside(question)))
            yield Broken(text, at, step.id, question.id)

    return make


@sabotage("every answer marked right", "quiz")
def all_right(good: Good) -> Iterator[Broken]:
    def change(inside: str) -> str:
        return re.sub(
            r"^(    say:)", r"    right: true\n\1", inside.replace("    right: true\n", ""), flags=re.MULTILINE
        )

    yield from quizzes(change)(good)


def copied(inside: str) -> str:
    says = re.findall(r"^    say: .*$", inside, re.MULTILINE)
    return inside.replace(says[1], says[0], 1)


@sabotage("a quiz's reason copied", "quiz")
def reason_copied(good: Good) -> Iterator[Broken]:
    yield from quizzes(copied)(good)


@sabotage("a prediction's reason copied", "quiz")
def prediction_copied(good: Good) -> Iterator[Broken]:
    for step, question in good.predictions():
        text, at = good.put(question, copied(good.inside(question)))
        yield Broken(text, at, step.id, question.id)


@sabotage("a reason that only says the answer again", "quiz")
def reason_echoed(good: Good) -> Iterator[Broken]:
    def change(inside: str) -> str:
        words = part(inside, r"(?<=- text: )[^\n]*")
        return re.sub(r"^    say: .*$", lambda _: f"    say: {words}", inside, count=1, flags=re.MULTILINE)

    yield from quizzes(change)(good)


# Prose


def prose(pattern: str, by: str) -> Make:
    """Change the first place of each step where a pattern stands outside the blocks that programs read."""

    def make(good: Good) -> Iterator[Broken]:
        fenced = False
        for number, line in enumerate(good.lines, 1):
            if line.startswith("```{") or (fenced and line == "```"):
                fenced = not fenced
            new = re.sub(pattern, by, line, count=1)
            if not fenced and new != line and number > 6:
                step = next((each.id for each in reversed(good.steps) if each.line <= number), None)
                lines = [*good.lines[: number - 1], new, *good.lines[number:]]
                yield Broken("\n".join(lines), (number, number), step)

    return make


sabotage("a user misspelt in prose", "names")(prose(r"(?:(?<=user name )|^)`Alice`|(?<=user )`Admin`", "`Alcie`"))
sabotage("an option misspelt in prose", "names")(prose(r"`--user-name`", "`--user-nmae`"))
sabotage("an operation misspelt in prose", "names")(prose(r"`aws iam (create|list|deactivate)-", r"`aws iam x\1-"))
sabotage("a command misspelt in prose", "names")(prose(r"`phone (alice|alan)", r"`phnoe \1"))
sabotage("a password misspelt in prose", "names")(prose(r"`Looking-Glass-7`|`Turing-Machine-36`", "`Looking-Galss-7`"))
sabotage("a person misspelt in prose", "names")(prose(r"`phone (?:alice|alan)", "`phone alicia"))


@sabotage("a hint's code parted from the solution", "hint")
def hint_parted(good: Good) -> Iterator[Broken]:
    for step in good.steps:
        for hint in step.hints:
            code = re.search(r"```\n(.*?)\n```", hint.text, re.DOTALL)
            if code:
                new = hint.text.replace(
                    code[1], code[1].replace("Al", "Bl", 1).replace("code1", "cod1", 1).replace("Bob", "Bib")
                )
                at = good.text.index(hint.text)
                first = good.text.count("\n", 0, at) + 1
                text = good.text[:at] + new + good.text[at + len(hint.text) :]
                yield Broken(text, (first, first + hint.text.count("\n") + 1), step.id)


# Scenarios


def scenarios(*changes: tuple[str, str, str]) -> Make:
    """Change the scenario of a lesson: (the lesson's name, what stands there, what takes its place)."""

    def make(good: Good) -> Iterator[Broken]:
        for name, old, new in changes:
            if name in good.name:
                assert old in good.scenario[1]
                yield Broken(good.text, (1, len(good.lines)), None, "", good.scenario[1].replace(old, new, 1))

    return make


sabotage("a drift added", "after", "dead-end")(scenarios(("small", "drift: 0ppm", "drift: 200000ppm")))
sabotage("a clock moved", "not-before after")(
    scenarios(("10-", "    phone:\n      accounts", "    phone:\n      offset: +95s\n      accounts"))
)
sabotage("a user taken out", "after not-before", "mistake dead-end predict names idle-check idle-line")(
    scenarios(
        ("small", "  Alan:\n    password: Turing-Machine-36\n", "  Bob:\n    password: Turing-Machine-36\n  Alan:\n")
    )
)
sabotage("a happening that spoils the solution", "after", "mistake dead-end idle-check idle-line names")(
    scenarios(("small", "people:", "happenings: [{at: +20s, run: phone alice lose}]\npeople:"))
)
sabotage("a password changed", "after", "names mistake dead-end predict")(
    scenarios(("small", "password: Looking-Glass-7", "password: Looking-Grass-7"))
)


@sabotage("a happening that in some variant names nobody", "scenario")
def happening_of_nobody(good: Good) -> Iterator[Broken]:
    if good.name == "small":
        extra = (
            "parameters: {who: {one-of: [alan, eve]}}\nhappenings: [{at: +99d, as: '{{who}}', run: whoami}]\npeople:"
        )
        scenario = good.scenario[1].replace("people:", extra, 1)
        yield Broken(good.text, (1, 30), None, "", scenario, 4)


@sabotage("a parameter's value written out", "after", "names mistake dead-end idle-line hint idle-check not-before")
def value_written_out(good: Good) -> Iterator[Broken]:
    if good.name == "small":
        scenario = "parameters: {group: {one-of: [Sales, Market, Press], in: lessons}}\n" + good.scenario[1]
        text = good.text.replace("GroupName=='Sales'", "GroupName=='{{group}}'")
        make = next(step for step in good.steps if step.id == "make")
        yield Broken(text, good.span(make), "make", "", scenario, 4)

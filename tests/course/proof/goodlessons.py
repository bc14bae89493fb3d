"""Good lessons to be sabotaged: the two of the course, and a small one that has something of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from course import library
from course.lesson.model import Check, Lesson, Mistake, Predict, Quiz, Solution, Step
from course.lesson.parse import parse

SMALL_SCENARIO = """\
title: A small company
seed: 7
start: 2027-03-01T12:00:00Z
account: {id: "123456789012", alias: small}
groups: {Staff: {}}
users:
  Admin:
    password: Keep-The-Keys-41
    policies: [AdministratorAccess]
  Alice:
    password: Looking-Glass-7
  Alan:
    password: Turing-Machine-36
people:
  you:
    user: Admin
    signed-in: Admin
  alice:
    user: Alice
    phone: {drift: 0ppm}
  alan:
    user: Alan
    phone: {offset: +0s, accounts: [{user: Alan}]}
"""

SMALL = """\
---
title: A small lesson
scenario: small
minutes: 5
---
You are the user `Admin`. Begin with [a look](#look), by `aws iam list-users`.

```{mistake} not-you
when: last.error.Code == 'AccessDenied'
say: You are somebody else now.
try: |
  sign-in Alice --password Looking-Glass-7
  aws iam list-users
```

## Who may look {#look}

```{quiz} why-policies
question: What are policies for?
choices:
  - text: They say who may do what.
    right: true
    say: Nothing is allowed unless a policy allows it.
  - text: They make passwords longer.
    say: That is the password policy of an account, another thing.
```

```{predict} can-alice-list
question: Alice has no policy. She lists the users. What does AWS say?
run: |
  as alice sign-in Alice --password Looking-Glass-7
  as alice aws iam list-users
choices:
  - text: It refuses.
    when: last.error.Code == 'AccessDenied'
    say: She has no policy that allows it.
  - text: It lists them.
    when: "last.operation == 'ListUsers' && !(last.error)"
    say: It would, if a policy allowed it.
```

## Make a user {#make}

Make the user `Bob` by `aws iam create-user`, with the option `--user-name`, and a group.

```{check} bob-is-there
length(users[?UserName=='Bob']) == `1`
```
```{check} there-is-a-group
length(groups[?GroupName=='Sales']) == `1`
```
```{mistake} name-taken
when: last.operation == 'CreateUser' && last.error.Code == 'EntityAlreadyExists'
say: That name is taken.
try: aws iam create-user --user-name Alice
```
```{mistake} too-soon
when: last.operation == 'AddUserToGroup' && last.error.Code == 'NoSuchEntity'
say: The group has to be there first.
try: |
  aws iam create-user --user-name Bob
  aws iam add-user-to-group --user-name Bob --group-name Sales
```
```{mistake} anything-else
when: last.service == 'iam' && last.error && last.error.Code != 'AccessDenied'
say: Read what AWS answers, and look at the hints.
try: aws iam delete-user --user-name Admin
```

:::{hint}
Type this:

```
aws iam create-user --user-name Bob
```
:::

```{solution}
aws iam create-user --user-name Bob
aws iam create-group --group-name Sales
aws iam list-groups # optional
```

## Give Alice a device {#device}

```{check} alice-has-a-device
length(users[?UserName=='Alice'].MFADevices[]) == `1`
```
```{mistake} same-code
when: last.cause == 'same-code-twice'
say: Two codes that follow each other are wanted.
try: |
  aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile a.png --bootstrap-method QRCodePNG
  phone alice scan
  code=$(phone alice code)
  aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) \\
      --authentication-code1 $code --authentication-code2 $code
```
```{solution}
aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile a.png --bootstrap-method QRCodePNG
phone alice scan
code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)
aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) \\
    --authentication-code1 $code1 --authentication-code2 $code2
```

## Let an hour go by {#later}

```{check} an-hour-later
time >= '2027-03-01T13:00:00Z'
```
```{solution}
wait 1h
```

## Sign in {#sign-in}

```{check} alice-is-in
length(sessions[?Principal=='Alice' && MFA]) == `1`
```
```{mistake} wrong-password
when: last.operation == 'ConsoleLogin' && last.cause == 'wrong-password'
say: Alice's password is another one.
try: as alice sign-in Alice --password wrong-one --code $(phone alice code)
```
```{solution}
as alice sign-in Alice --password Looking-Glass-7 --code $(phone alice code)
```

## Lose it {#lose}

```{check} the-phone-is-gone
people[?Name=='alice'].Phones[] | [0].State != 'held'
```
```{mistake} not-a-name
when: last.operation == 'DeactivateMFADevice' && last.error
say: First the phone, then the device.
try: aws iam deactivate-mfa-device --user-name Alan --serial-number arn:aws:iam::123456789012:mfa/Alice
```
```{solution}
phone alice lose
```
"""

Block = Check | Mistake | Predict | Quiz | Solution | Step
Span = tuple[int, int]


@dataclass(frozen=True)
class Good:
    """A good lesson's text and scenario, and ways to break them."""

    name: str
    text: str
    scenario: tuple[str, str]
    path: Path = field(default=Path("01-small.md"))

    @cached_property
    def lesson(self) -> Lesson:
        return parse(self.text, self.path)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def steps(self) -> Sequence[Step]:
        return self.lesson.steps

    def checks(self) -> Iterator[tuple[Step, Check]]:
        for step in self.steps:
            for check in step.checks:
                yield step, check

    def mistakes(self) -> Iterator[tuple[Step, Mistake]]:
        """The mistakes of steps."""
        for step in self.steps:
            for mistake in step.mistakes:
                yield step, mistake

    def predictions(self) -> Iterator[tuple[Step, Predict]]:
        for step in self.steps:
            for question in step.questions:
                if isinstance(question, Predict):
                    yield step, question

    def quizzes(self) -> Iterator[tuple[Step, Quiz]]:
        for step in self.steps:
            for question in step.questions:
                if isinstance(question, Quiz):
                    yield step, question

    def solutions(self) -> Iterator[tuple[Step, Solution]]:
        for step in self.steps:
            if step.solution:
                yield step, step.solution

    def span(self, block: Block) -> Span:
        """The first and the last line of a block, both its fences among them; of a step, up to the next."""
        if isinstance(block, Step):
            later = [step.line for step in self.steps if step.line > block.line]
            return block.line, (later[0] - 1 if later else len(self.lines))
        end = block.line
        while self.lines[end] != "```":
            end += 1
        return block.line, end + 1

    def inside(self, block: Block) -> str:
        """What stands between a block's fences."""
        first, last = self.span(block)
        return "\n".join(self.lines[first : last - 1])

    def commands(self, solution: Solution) -> list[str]:
        """A solution's command lines, those that go on after a backslash in one piece."""
        return self.inside(solution).replace("\\\n", "\0").split("\n")

    def whole(self, block: Block) -> str:
        """A block with its fences."""
        first, last = self.span(block)
        return "\n".join(self.lines[first - 1 : last])

    def put(self, block: Block, inside: str) -> tuple[str, Span]:
        """The text with other things between a block's fences, and where the block stands in it."""
        first, last = self.span(block)
        new = inside.replace("\0", "\\\n").split("\n") if inside else []
        lines = [*self.lines[:first], *new, *self.lines[last - 1 :]]
        return "\n".join(lines), (first, first + len(new) + 1)

    def without(self, block: Block) -> str:
        """The text without a block."""
        first, last = self.span(block)
        return "\n".join([*self.lines[: first - 1], *self.lines[last:]])


def small() -> Good:
    """The small lesson."""
    return Good("small", SMALL, ("small", SMALL_SCENARIO))


def of_the_course() -> list[Good]:
    """The two lessons of the course."""
    found = []
    for path in (library.find("6"), library.find("10")):
        lesson = library.load(path)
        file = library.scenario(lesson.front.scenario, path)
        text, scenario = library.read_text(path), library.read_text(file)
        found.append(Good(path.stem, text, (file.stem, scenario), path))
    return found

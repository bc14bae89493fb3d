"""A small lesson that holds, and its scenario: what the tests of the prover break."""

from pathlib import Path

from course.proof import Finding, collapse
from course.proof.gather import lesson_proofs

PATH = Path("01-small.md")

SCENARIO = """\
title: A small company
seed: 7
account:
  id: "123456789012"
users:
  Admin:
    password: Keep-The-Keys-41
    policies: [AdministratorAccess]
  Alice:
    password: Looking-Glass-7
buckets:
  small-reports:
people:
  you:
    user: Admin
    signed-in: Admin
  alice:
    user: Alice
    phone:
"""

LESSON = """\
---
title: A small lesson
scenario: small
minutes: 3
---
You are the user `Admin`. What you type, such as `whoami`, is tried on a simulated account.

```{mistake} not-you
when: last.error.Code == 'AccessDenied'
say: You are somebody else now.
try: |
  sign-in Alice --password Looking-Glass-7
  aws iam list-users
```

## Who may look {#look}

```{predict} can-alice-list
question: Alice has no policy. She lists the users. What does AWS say?
run: |
  as alice sign-in Alice --password Looking-Glass-7
  as alice aws iam list-users
choices:
  - text: It refuses.
    when: last.error.Code == 'AccessDenied'
    say: Nothing is allowed unless a policy allows it.
  - text: It lists them.
    when: "!(last.error)"
    say: It would, if a policy allowed it.
```

## Make a user {#make}

Make the user `Bob` by `aws iam create-user`, and a group with `--group-name`.

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
when: last.operation == 'AddUserToGroup' && last.error
say: The group has to be there first.
try: |
  aws iam create-user --user-name Bob
  aws iam add-user-to-group --user-name Bob --group-name Sales
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
whoami # optional
```

```{quiz} why-groups
question: What are groups for?
choices:
  - {text: To give several users the same rights., right: true, say: "Yes, their policies hold for all members."}
  - {text: To sign in., say: Only users can sign in.}
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
"""

TINY = """\
---
title: Hardly a lesson
scenario: small
minutes: 1
---

## Read {#read}

That is all.
"""


def found(
    old: str = "",
    new: str = "",
    *,
    lesson: str = LESSON,
    scenario: str = SCENARIO,
    seeds: int = 1,
    only: str = "@0s",
    kind: str | None = None,
) -> list[Finding]:
    """What is found in the small lesson once `old` was replaced by `new`, by the proofs of phase 0 and of no phase.

    `only` names what else an id may have after its @; empty for all. `kind` is the only kind of proof that is tried.
    """
    assert old in lesson
    text = lesson.replace(old, new, 1) if old else lesson
    every = lesson_proofs(text, PATH, ("small", scenario), seeds)
    chosen = (proof for proof in every if kind in (None, proof.kind) and (only in proof.id or "@" not in proof.id))
    return collapse([finding for proof in chosen for finding in proof.findings()])


def line_of(text: str, lesson: str = LESSON) -> int:
    """The last line of the small lesson that begins with `text`."""
    return max(number for number, line in enumerate(lesson.splitlines(), 1) if line.startswith(text))

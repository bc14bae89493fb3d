"""The policy simulator: a question about somebody's rights, and the answer with its reasons."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Button, Static

from course.reading.reader import RefusedError
from course.reading.simulation import (
    ACCESS_KEY,
    MFA_KEYS,
    WITH_MFA,
    WITHOUT_MFA,
    Asked,
    UnreadableError,
    absent,
    read_keys,
    told,
)
from course.tui.console import words
from course.tui.console.fields import AsCommand, Buttons, Choice, RadioButtons, Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.routes import Address, at
from course.tui.in_turn import focus
from sim.account import ROOT
from sim.policy.evaluate import Decision
from sim.services import OPERATIONS
from sim.services.context import REGION
from sim.shell.command import did_you_mean
from sim.world import World

WAYS = {
    WITH_MFA: (words.WITH_CODE, "aws:MultiFactorAuthPresent is true"),
    WITHOUT_MFA: (words.WITHOUT_CODE, "aws:MultiFactorAuthPresent is false"),
    ACCESS_KEY: (words.BY_KEY, "aws:MultiFactorAuthPresent is absent"),
}
"""How somebody asks: in words, and what that means to policies."""


class SimulatorPage(FormPage):
    """The question."""

    def __init__(
        self, kind: str = "", name: str = "", action: str = "", resource: str = "*", way: str = WITH_MFA, keys: str = ""
    ) -> None:
        super().__init__()
        self._kind, self._of = kind, name
        self._begin = {"whose": f"{kind} {name}".strip(), "action": action, "resource": resource, "keys": keys}
        self._way = way

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.SIMULATOR))

    @property
    def above(self) -> Address | None:
        if not self._of:
            return at("services")
        return at(self._kind, self._of) if self._kind == "policy" else at(self._kind, self._of, "permissions")

    def compose(self) -> ComposeResult:
        begin = self._begin
        yield Static(self.word(words.SIMULATOR), classes="title", markup=False)
        yield Row(self.word(words.WHOSE_RIGHTS), self._box("whose", "user Alice", _holders(self.world)))
        yield Row(
            self.word(words.ACTION),
            self._box("action", "s3:GetObject", sorted({each.action for each in OPERATIONS.values()})),
        )
        yield Row(self.word(words.RESOURCE), self._box("resource", "* or an ARN", _resources(self.world)))
        yield Row(
            self.word(words.OTHER_KEYS),
            TextInput(name="keys", value=begin["keys"], placeholder="aws:SourceIp=203.0.113.5"),
        )
        radio = RadioButtons(*(Choice(way, self.word(label), beside) for way, (label, beside) in WAYS.items()))
        radio.set_reactive(RadioButtons.chosen, list(WAYS).index(self._way) if self._way in WAYS else 0)
        yield radio
        yield self.buttons(self.word(words.RUN_SIMULATION))

    def _box(self, name: str, placeholder: str, known: Iterable[str]) -> TextInput:
        suggester = SuggestFromList(known, case_sensitive=False)
        return TextInput(name=name, value=self._begin[name], placeholder=placeholder, suggester=suggester)

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """The first box that is empty, else the chief button."""
        for box in self.query(TextInput):
            if not box.value and box.name != "keys":
                focus(box, scroll_visible)
                return
        for chief in self.query("Button.chief").results(Button):
            focus(chief, scroll_visible)

    def go_on(self) -> None:
        whose = self.needed("whose", "Whose rights? Write user and a name, as: user Alice.")
        action = self.needed("action", "Which action? It is written service:Name, as s3:GetObject.") if whose else None
        if whose is None or action is None:
            return
        try:
            kind, name = holder(self.world, whose)
            if ":" not in action:
                raise UnreadableError("An action is written service:Name, as s3:GetObject.")
            read_keys(self.value("keys"))
        except UnreadableError as error:
            self.refuse(str(error))
            return
        way = self.query_one(RadioButtons).choice.name
        about = (kind, name, action, self.value("resource") or "*", way, self.value("keys"))
        self.open("simulation", about)


class SimulationPage(FormPage):
    """The answer: allowed or denied, and the statements that were looked at, step by step."""

    def __init__(self, kind: str, name: str, action: str, resource: str, way: str, keys: str) -> None:
        super().__init__()
        self._about = (kind, name, action, resource, way, keys)

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.SIMULATOR), self.word(words.RESULT))

    @property
    def above(self) -> Address | None:
        return Address("simulator", self._about)

    def compose(self) -> ComposeResult:
        kind, name, action, resource, way, keys = self._about
        called = name.rpartition("/")[2] if name.startswith("arn:") else name
        yield Static(f"{action} on {resource}", classes="title", markup=False)
        yield Static(f"the {kind} {called}, {self.word(WAYS[way][0])}", classes="aside", markup=False)
        asked = Asked(kind, name, action, resource, (*MFA_KEYS[way].items(), *read_keys(keys)))
        try:
            decision, missing = asked.ask(self.reader, self.world)
            if missing:
                fuller = asked.knowing(self.world, missing)
                taken = fuller.keys[len(asked.keys) :]
                asked = fuller
                decision, missing = asked.ask(self.reader, self.world)
            else:
                taken = ()
            line = asked.line(self.reader)
        except RefusedError as refusal:
            yield self.refused(refusal)
            yield self.buttons(self.word(words.ASK_AGAIN))
            return
        notes = [f"The resource brings along {key} = {value}." for key, value in taken]
        notes += [absent(key, way, "under Other keys") for key in missing]
        notes += _unknown(action)
        if action.lower() == "sts:assumerole":
            notes.append("The role's trust policy has to allow it too. The simulator does not ask it.")
        with VerticalScroll(classes="document-pane result"):
            yield Static(verdict_of(decision, notes), classes="verdict")
            yield AsCommand(line)
        yield Buttons(button(self.word(words.ASK_AGAIN), "go-on", chief=True))

    def read_again(self) -> None:
        """The policies may have changed: the answer is made anew."""
        self.open(*self.address, keep_banner=True)

    def go_on(self) -> None:
        self.leave()


def verdict_of(decision: Decision, notes: Iterable[str] = ()) -> Content:
    """The answer for people: the verdict, the notes, and the steps to it."""
    verdict, *lines = told(decision, notes)
    style = "bold $success" if decision.allowed else "bold $error"
    parts = [Content.assemble((verdict[1], style), verdict[2])]
    parts += [Content.assemble(before, (strong, "bold"), after) for before, strong, after in lines]
    return Content("\n").join(parts)


def _unknown(action: str) -> list[str]:
    known = [each.action for each in OPERATIONS.values()]
    if action.lower() in (each.lower() for each in known) or "*" in action:
        return []
    return [f"Nothing here can be asked to do {action}.{did_you_mean(action, known)}"]


def holder(world: World, text: str) -> tuple[str, str]:
    """Whom a text means: a kind and a name, an ARN, or a name that only one thing has.

    Raises UnreadableError.
    """
    account = world.account
    known = {
        "user": set(account.users),
        "group": set(account.groups),
        "role": set(account.roles),
    }
    first, _, rest = text.partition(" ")
    kind, name = first.lower(), rest.strip()
    if text.startswith("arn:"):
        kind, _, name = text.split(":", 5)[-1].partition("/")
        name = text if kind == "policy" else name.rpartition("/")[2]
    elif kind == "policy" and not name.startswith("arn:"):
        name = next((arn for arn in _policy_arns(world) if arn.rpartition("/")[2] == name), name)
    elif kind not in (*known, "policy"):
        found = [each for each, names in known.items() if text in names]
        if text in (ROOT, "root"):
            raise UnreadableError("No policy binds the root user: it may do everything in the account.")
        if len(found) != 1:
            every = sorted(name for names in known.values() for name in names)
            raise UnreadableError(f"There is nobody called {text!r} here.{did_you_mean(text, every)}")
        return found[0], text
    if kind == "policy" and name in _policy_arns(world):
        return kind, name
    if name not in known.get(kind, ()):
        raise UnreadableError(f"There is no {kind} {name!r}.{did_you_mean(name, sorted(known.get(kind, ())))}")
    return kind, name


def _policy_arns(world: World) -> list[str]:
    from sim.policy.managed import MANAGED

    return [*world.account.policies, *MANAGED]


def _holders(world: World) -> list[str]:
    account = world.account
    return [
        *(f"user {name}" for name in sorted(account.users)),
        *(f"group {name}" for name in sorted(account.groups)),
        *(f"role {name}" for name in sorted(account.roles)),
    ]


def _resources(world: World) -> list[str]:
    account = world.account
    buckets = [f"arn:aws:s3:::{name}" for name in sorted(account.buckets)]
    servers = [f"arn:aws:ec2:{REGION}:{account.account_id}:instance/{name}" for name in sorted(account.instances)]
    users = [account.arn(f"user/{name}") for name in sorted(account.users)]
    return [*buckets, *(f"{bucket}/*" for bucket in buckets), *servers, *users]

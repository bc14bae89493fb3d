"""What is asked of the policy simulator, as a command line and as the decision behind its answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.reading.commands import aws, quoted
from course.reading.reader import Reader
from sim.account import ROOT
from sim.people import YOU
from sim.policy.evaluate import Decision
from sim.policy.steps import Step, steps, verdict
from sim.services.context import Context, Principal
from sim.services.ec2.instances import keys_of
from sim.services.iam.simulate import simulation
from sim.world import World

MFA, MFA_AGE = "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"

WITH_MFA, WITHOUT_MFA, ACCESS_KEY = "mfa", "no-mfa", "key"
"""How somebody asks: in a session that began with a code, in one that did not, signed by a long-term access key."""

MFA_KEYS: Mapping[str, Mapping[str, str]] = {
    WITH_MFA: {MFA: "true", MFA_AGE: "60"},
    WITHOUT_MFA: {MFA: "false"},
    ACCESS_KEY: {},
}
"""The condition keys that each of them brings along (IAM User Guide, "AWS global condition context keys")."""

_TYPES = {MFA: "boolean", MFA_AGE: "numeric", "aws:SourceIp": "ip", "aws:CurrentTime": "date"}


class UnreadableError(ValueError):
    """What was typed cannot be asked; says what was expected."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: whose rights (`kind` user, group, role, or policy with its ARN), which action on which resource.

    `keys` are condition keys with their values, those of the way of asking among them.
    """

    kind: str
    name: str
    action: str
    resource: str
    keys: tuple[tuple[str, str], ...] = ()

    def line(self, reader: Reader) -> str:
        """The command line that asks it; raises RefusedError where the name means nothing."""
        asked = {"action_names": self.action, "resource_arns": self.resource}
        if self.kind == "policy":
            version = reader.call("get-policy", policy_arn=self.name)["Policy"]["DefaultVersionId"]
            read = aws("get-policy-version", policy_arn=self.name, version_id=version)
            document = f'"$({read} --query PolicyVersion.Document)"'
            line = f"{aws('simulate-custom-policy', **asked)} --policy-input-list {document}"
        else:
            line = aws("simulate-principal-policy", policy_source_arn=self._arn(reader), **asked)
        words = [quoted(_shorthand(entry)) for entry in self._entries()]
        return " ".join([line, *(["--context-entries", *words] if words else [])])

    def ask(self, reader: Reader, world: World) -> tuple[Decision, list[str]]:
        """Ask AWS's simulator; gives the decision, and the condition keys that policies want and nobody gave.

        Raises RefusedError in AWS's words.
        """
        operation, options, parameters = "simulate-principal-policy", dict[str, str](), dict[str, Any]()
        if self.kind == "policy":
            operation, document = "simulate-custom-policy", json.dumps(reader.document(self.name))
            options, parameters = {"policy_input_list": json.dumps([document])}, {"PolicyInputList": [document]}
        else:
            arn = self._arn(reader)
            options, parameters = {"policy_source_arn": arn}, {"PolicySourceArn": arn}
        entries = self._entries()
        if entries:
            options["context_entries"] = json.dumps(entries)
        options |= {"action_names": self.action, "resource_arns": self.resource}
        [result] = reader.call(operation, **options)["EvaluationResults"]
        context = Context(world, Principal(ROOT, ""), YOU)
        decision = simulation(context, parameters | {"ContextEntries": entries}).decide(self.action, self.resource)
        return decision, result["MissingContextValues"]

    def knowing(self, world: World, missing: list[str]) -> Asked:
        """The question with those missing keys that the resource itself brings along: an instance's tags."""
        wanted = {key.lower() for key in missing}
        known = {key: value for key, value in keys_of(world.account, self.resource).items() if key.lower() in wanted}
        return Asked(self.kind, self.name, self.action, self.resource, (*self.keys, *known.items()))

    def _arn(self, reader: Reader) -> str:
        found = reader.call(f"get-{self.kind}", **{f"{self.kind}_name": self.name})
        return str(found[self.kind.capitalize()]["Arn"])

    def _entries(self) -> list[dict[str, Any]]:
        return [
            {
                "ContextKeyName": key,
                "ContextKeyValues": value.split(","),
                "ContextKeyType": _TYPES.get(key, "stringList" if "," in value else "string"),
            }
            for key, value in self.keys
        ]


def read_keys(text: str) -> tuple[tuple[str, str], ...]:
    """Condition keys as they are typed: KEY=VALUE, blanks between them, commas between several values of one.

    Raises UnreadableError.
    """
    found = []
    for word in text.split():
        key, sign, value = word.partition("=")
        if not sign or not value or ":" not in key:
            raise UnreadableError(f"{word!r} is no condition key with a value: write aws:SourceIp=203.0.113.5.")
        found.append((key, value))
    return tuple(found)


def absent(key: str, way: str, where: str) -> str:
    """What it means that a condition key which the policies ask for has no value, in that way of asking.

    `where` says where a value can be given.
    """
    if key.lower() == MFA.lower() and way == ACCESS_KEY:
        return (
            f"A request by a long-term access key has no {MFA}: it is absent, not false. "
            "Bool finds nothing to match then; BoolIfExists and Null take the absence into account."
        )
    if key.lower() == MFA_AGE.lower() and way != WITH_MFA:
        return f"{MFA_AGE} is there only where a session began with a code: here it is absent."
    return f"No value was given for {key}: the policies ask for it, {where}."


Line = tuple[str, str, str]
"""A line in three parts, of which the one in the middle weighs most."""


def told(decision: Decision, notes: Iterable[str] = ()) -> list[Line]:
    """An answer for people: the verdict, the notes, and the steps to it."""
    lines = [("", "✓ Allowed" if decision.allowed else "✗ Denied", f"   {verdict(decision)}")]
    lines += [(f"  · {note}", "", "") for note in notes]
    for number, step in enumerate(steps(decision), start=1):
        lines += _step(number, step)
    return lines


def _step(number: int, step: Step) -> Iterator[Line]:
    yield f"\n{number}. {step.question} ", step.answer, ""
    for finding in step.findings:
        sign, says = ("•", "applies") if finding.applies else ("–", "does not apply")
        yield f"   {sign} {finding.statement} of {_policy(finding.policy)} {says}", "", ""
        for why in finding.why:
            yield f"       {why}", "", ""
    if step.elsewhere:
        others = "One more is" if step.elsewhere == 1 else f"{step.elsewhere} more are"
        yield f"   {others} about other actions.", "", ""
    elif not step.findings:
        yield "   There is no such statement.", "", ""


def _policy(name: str) -> str:
    """A policy as people call it: an inline one has its holder in its name."""
    kind, _, rest = name.partition("_")
    who, _, own = rest.partition("_")
    if kind in ("user", "group", "role") and own:
        return f"{own} (inline, of the {kind} {who})"
    return name


def _shorthand(entry: dict[str, Any]) -> str:
    """An entry as the CLI's shorthand writes it, or as JSON where shorthand could not."""
    values = entry["ContextKeyValues"]
    if len(values) > 1 or any(sign in values[0] for sign in "=,{}[]\"'"):
        return json.dumps(entry)
    return ",".join(f"{name}={value if isinstance(value, str) else value[0]}" for name, value in entry.items())

"""EC2's instances: the table of them, and a page that starts, stops and terminates one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import of
from course.reading.reader import Reader
from course.tui.console import facts, words
from course.tui.console.details_page import DetailsPage
from course.tui.console.facts import Fact
from course.tui.console.fields import Buttons, button
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.routes import Address, at
from sim.world import World

ABLE = {"terminate": ("running", "stopped"), "start": ("stopped",), "stop": ("running",)}
"""In which states an instance can be terminated, started and stopped."""


def states(world: World) -> tuple[str, ...]:
    """The states of all instances, which move on with time."""
    return tuple(instance.state_at(world.time) for instance in world.account.instances.values())


def instances(reader: Reader, **options: str) -> list[Mapping[str, Any]]:
    """The instances as DescribeInstances tells them; raises RefusedError."""
    answer = reader.call("describe-instances", "ec2", **options)
    return [each for reservation in answer["Reservations"] for each in reservation["Instances"]]


def called(instance: Mapping[str, Any]) -> str:
    """An instance's Name tag; its id where it has none."""
    names = [tag["Value"] for tag in instance.get("Tags", ()) if tag["Key"] == "Name"]
    return str(names[0] if names else instance["InstanceId"])


class InstancesPage(ListPage):
    """Name, id, state and kind of each instance; enter opens one."""

    things = "instance"
    more = "Enter, or a second click, opens the chosen instance, to start, stop or terminate it."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("EC2", self.word(words.INSTANCES))

    @property
    def command(self) -> str:
        return of("ec2", "describe-instances")

    def beyond(self, world: World) -> object:
        return states(world)

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.NAME), 12),
            Column(self.word(words.INSTANCE_ID), 19),
            Column(self.word(words.INSTANCE_STATE), 14),
            Column(self.word(words.INSTANCE_TYPE), 13),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [
            Entry(each["InstanceId"], (called(each), each["InstanceId"], each["State"]["Name"], each["InstanceType"]))
            for each in instances(reader)
        ]

    def opened(self, key: str) -> None:
        self.open("instance", key)


class InstancePage(DetailsPage):
    """One instance. Stopping and terminating are asked about once more."""

    chief_first = True

    def __init__(self, instance_id: str) -> None:
        super().__init__()
        self._instance_id = instance_id

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("EC2", self.word(words.INSTANCES), self._instance_id)

    @property
    def above(self) -> Address | None:
        return at("instances")

    @property
    def command(self) -> str:
        return of("ec2", "describe-instances", instance_ids=self._instance_id)

    def beyond(self, world: World) -> object:
        return states(world)

    def head(self) -> Iterable[Widget]:
        yield Static(self._instance_id, classes="title", markup=False)

    def details(self) -> Sequence[Widget]:
        [instance] = instances(self.reader, instance_ids=self._instance_id)
        return [*self._acts(instance["State"]["Name"]), *facts.rows(self._facts, self.reader, self.was)]

    def _acts(self, state: str) -> Sequence[Widget]:
        """What can be done in a state; while it is on its way to another, nothing."""
        able = [name for name, states in ABLE.items() if state in states]
        if not able:
            return []
        called = {"start": words.START, "stop": words.STOP, "terminate": words.TERMINATE}
        beside = self.beside(*(called[name] for name in able))
        buttons = [button(self.word(called[name]), name, chief=name == able[-1]) for name in able]
        return [Buttons(*buttons), Static(beside, classes="aside", markup=False)]

    def _facts(self, reader: Reader) -> Sequence[Fact]:
        [instance] = instances(reader, instance_ids=self._instance_id)
        return [
            (self.word(words.NAME), called(instance)),
            (self.word(words.INSTANCE_STATE), instance["State"]["Name"]),
            (self.word(words.INSTANCE_TYPE), instance["InstanceType"]),
            (self.word(words.PRIVATE_IP), instance.get("PrivateIpAddress", "-")),
            (self.word(words.LAUNCH_TIME), instance["LaunchTime"]),
            (self.word(words.STATE_REASON), instance.get("StateTransitionReason") or "-"),
        ]

    def pressed(self, name: str) -> None:
        line = of("ec2", f"{name}-instances", instance_ids=self._instance_id)
        back = ("instance", self._instance_id)
        match name:
            case "start":
                self.issue(line, self.finishing("It is starting: pending first, then running.", at(*back)))
            case "stop":
                about = "Whoever uses it loses it until it is started again."
                done = "It is stopping: stopped in a little while."
                self.open("confirm", (f"{self.word(words.STOP)}: {self._instance_id}?", about, line, done, *back))
            case "terminate":
                about = "It is deleted for good, and cannot be started any more."
                done = "It is shutting down: terminated in a little while."
                self.open("confirm", (f"{self.word(words.TERMINATE)}: {self._instance_id}?", about, line, done, *back))

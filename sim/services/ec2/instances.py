"""DescribeInstances, StartInstances, StopInstances, TerminateInstances.

The words of refusals are those that AWS is widely seen to use. Chosen where its pages are silent: malformed ids are
refused before permissions are looked at, unknown ones after; a request for several instances changes all or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rpds import HashTrieMap

from sim.account import Account
from sim.account.instances import Instance, State
from sim.clock import iso
from sim.errors import ServiceError
from sim.services.context import Context
from sim.services.declare import EVERYTHING, Need, Needs, Operation, Parameter, Shape, account_resource
from sim.services.ec2.filters import matching
from sim.services.ec2.shapes import REGION, ZONE, instance_document, state_document
from sim.world import World

SMALLEST_PAGE, LARGEST_PAGE = 5, 1_000
"""MaxResults (EC2 API Reference, DescribeInstances)."""

_ID = re.compile(r"i-(?:[0-9a-f]{8}|[0-9a-f]{17})")


def _describe(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    world, ids = context.world, parameters.get("InstanceIds", ())
    account, time, size = world.account, world.time, parameters.get("MaxResults")
    if ids and size not in (None, EVERYTHING):
        raise ServiceError(
            "InvalidParameterCombination",
            400,
            "The parameter instancesSet cannot be used with the parameter maxResults",
            cause="invalid-parameter",
        )
    if size is not None and size < SMALLEST_PAGE:
        raise _invalid(f"Value ( {size} ) for parameter maxResults is invalid. Expecting a value greater than 5.")
    if ids:
        instances = list(dict.fromkeys(_known(context, ids)))
    else:
        instances = [instance for instance in account.instances.values() if not instance.gone_at(time)]
    instances = matching(instances, parameters.get("Filters", ()), time, account.account_id)
    _dry(parameters)
    instances.sort(key=lambda instance: (instance.launch_time, instance.instance_id))
    start = _start(parameters.get("NextToken"), len(instances))
    end = start + (size if size == EVERYTHING else min(size or LARGEST_PAGE, LARGEST_PAGE))
    result: dict[str, Any] = {
        "Reservations": [
            {
                "ReservationId": instance.reservation_id,
                "OwnerId": account.account_id,
                "Groups": [],
                "Instances": [instance_document(instance, time)],
            }
            for instance in instances[start:end]
        ]
    }
    if end < len(instances):
        result["NextToken"] = str(end)
    return world, result


def _start(token: str | None, count: int) -> int:
    if token is None:
        return 0
    if not (token.isascii() and token.isdigit() and len(token) < 10) or int(token) > count:
        raise _invalid("Invalid value for 'nextToken'")
    return int(token)


def _start_instances(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    def start(instance: Instance, state: State) -> Instance:
        if state in ("running", "pending"):
            return instance
        if state != "stopped":
            raise _wrong_state(instance, "started")
        time = context.world.time
        return replace(instance, state="pending", since=time, launch_time=time, reason="")

    return _changed(context, parameters, "StartingInstances", start)


def _stop_instances(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    def stop(instance: Instance, state: State) -> Instance:
        if state in ("stopped", "stopping"):
            return instance
        if state != "running":
            raise _wrong_state(instance, "stopped")
        return _on_its_way(context, instance, "stopping")

    return _changed(context, parameters, "StoppingInstances", stop)


def _terminate_instances(context: Context, parameters: Mapping[str, Any]) -> tuple[World, dict[str, Any]]:
    def terminate(instance: Instance, state: State) -> Instance:
        if state in ("terminated", "shutting-down"):
            return instance
        if instance.protected:
            raise ServiceError(
                "OperationNotPermitted",
                400,
                f"The instance '{instance.instance_id}' may not be terminated. Modify its 'disableApiTermination' "
                "instance attribute and try again.",
                cause="protected",
            )
        return _on_its_way(context, instance, "shutting-down")

    return _changed(context, parameters, "TerminatingInstances", terminate)


def _on_its_way(context: Context, instance: Instance, state: State) -> Instance:
    time = context.world.time
    moment = iso(time).replace("T", " ").replace("Z", " GMT")
    return replace(instance, state=state, since=time, reason=f"User initiated ({moment})")


def _changed(
    context: Context, parameters: Mapping[str, Any], result: str, change: Callable[[Instance, State], Instance]
) -> tuple[World, dict[str, Any]]:
    """The world after `change` of every instance named, and the states before and after."""
    world = context.world
    time, found = world.time, dict.fromkeys(_known(context, parameters["InstanceIds"]))
    after = [change(instance, instance.state_at(time)) for instance in found]
    _dry(parameters)
    instances: HashTrieMap[str, Instance] = world.account.instances
    for instance in after:
        instances = instances.insert(instance.instance_id, instance)
    states = [
        {
            "InstanceId": now.instance_id,
            "CurrentState": state_document(now.state_at(time)),
            "PreviousState": state_document(before.state_at(time)),
        }
        for before, now in zip(found, after, strict=True)
    ]
    return replace(world, account=replace(world.account, instances=instances)), {result: states}


def _known(context: Context, ids: Sequence[str]) -> Iterator[Instance]:
    """The instances of these ids.

    Raises ServiceError for ids that are none, and for instances that are not there or no longer.
    """
    _well_formed(ids)
    instances, time = context.world.account.instances, context.world.time
    missing = [each for each in dict.fromkeys(ids) if each not in instances or instances[each].gone_at(time)]
    if missing:
        listed = ", ".join(missing)
        words = f"ID '{listed}' does not exist" if len(missing) == 1 else f"IDs '{listed}' do not exist"
        raise ServiceError("InvalidInstanceID.NotFound", 400, f"The instance {words}", cause="no-such-instance")
    return (instances[each] for each in ids)


def _well_formed(ids: Sequence[str]) -> None:
    for each in ids:
        if not _ID.fullmatch(each):
            raise ServiceError("InvalidInstanceID.Malformed", 400, f'Invalid id: "{each}"', cause="malformed-id")


def _dry(parameters: Mapping[str, Any]) -> None:
    if parameters.get("DryRun"):
        raise ServiceError(
            "DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.", cause="dry-run"
        )


def _wrong_state(instance: Instance, become: str) -> ServiceError:
    return ServiceError(
        "IncorrectInstanceState",
        400,
        f"The instance '{instance.instance_id}' is not in a state from which it can be {become}.",
        cause="wrong-state",
    )


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidParameterValue", 400, message, cause="invalid-parameter")


def _needs(operation: str) -> Needs:
    def needs(context: Context, parameters: Mapping[str, Any]) -> Iterator[Need]:
        ids = parameters["InstanceIds"]
        _well_formed(ids)
        account = context.world.account
        for each in dict.fromkeys(ids):
            instance = account.instances.get(each)
            yield Need(f"ec2:{operation}", _arn(account, each), _keys(instance))

    return needs


def keys_of(account: Account, resource: str) -> dict[str, str]:
    """The condition keys that the ARN of one of the account's instances brings into a request; none for another ARN."""
    instance = account.instances.get(resource.rpartition("/")[2])
    return _keys(instance) if instance is not None and resource == _arn(account, instance.instance_id) else {}


def _arn(account: Account, instance_id: str) -> str:
    return f"arn:aws:ec2:{REGION}:{account.account_id}:instance/{instance_id}"


def _keys(instance: Instance | None) -> dict[str, str]:
    """The condition keys of an instance (Service Authorization Reference, Amazon EC2)."""
    keys = {"aws:RequestedRegion": REGION, "ec2:Region": REGION}
    if instance is None:
        return keys
    keys |= {
        "ec2:AvailabilityZone": ZONE,
        "ec2:InstanceID": instance.instance_id,
        "ec2:InstanceType": instance.instance_type,
        "ec2:RootDeviceType": "ebs",
        "ec2:Tenancy": "default",
    }
    for key, value in instance.tags:
        keys |= {f"ec2:ResourceTag/{key}": value, f"aws:ResourceTag/{key}": value}
    return keys


def _needs_describing(context: Context, parameters: Mapping[str, Any]) -> tuple[Need, ...]:
    _well_formed(parameters.get("InstanceIds", ()))
    return (Need("ec2:DescribeInstances", "*", _keys(None)),)


_IDS = Shape("list", member=Shape())
_NAMED_IDS = Parameter("InstanceIds", _IDS, "The instances' ids.", required=True)
_DRY_RUN = Parameter("DryRun", Shape("boolean"), "Only ask whether one may.")
_SKIP = Parameter("SkipOsShutdown", Shape("boolean"), "Do not wait for the operating system to shut down.")
_FORCE = Parameter("Force", Shape("boolean"), "Do not wait for file systems to be flushed.")
_FILTER = Shape("structure", members={"Name": Shape(), "Values": Shape("list", member=Shape())})

OPERATIONS = (
    Operation(
        "ec2",
        "DescribeInstances",
        "Tell about instances: all of them, those named, or those that filters let through.",
        (
            Parameter("InstanceIds", _IDS, "The instances' ids; all when left out."),
            _DRY_RUN,
            Parameter(
                "Filters",
                Shape("list", member=_FILTER),
                "Filters, as Name=instance-state-name,Values=running,stopped or Name=tag:Name,Values=….",
            ),
            Parameter("NextToken", Shape(), "Where the next page begins, from the page before."),
            Parameter("MaxResults", Shape("integer"), "How many instances a page holds at most: 5 to 1,000."),
        ),
        ("NextToken", "Reservations"),
        (),
        _describe,
        account_resource("*"),
        pages="Reservations",
        read_only=True,
        page_size="MaxResults",
        needs=_needs_describing,
    ),
    Operation(
        "ec2",
        "StartInstances",
        "Start stopped instances: pending at first, running a little later.",
        (_NAMED_IDS, _DRY_RUN),
        ("StartingInstances",),
        (),
        _start_instances,
        account_resource("*"),
        needs=_needs("StartInstances"),
    ),
    Operation(
        "ec2",
        "StopInstances",
        "Stop running instances: stopping at first, stopped a little later.",
        (_NAMED_IDS, _SKIP, _DRY_RUN, _FORCE),
        ("StoppingInstances",),
        (),
        _stop_instances,
        account_resource("*"),
        needs=_needs("StopInstances"),
    ),
    Operation(
        "ec2",
        "TerminateInstances",
        "Terminate instances, for good: shutting down at first, terminated a little later.",
        (_NAMED_IDS, _FORCE, _SKIP, _DRY_RUN),
        ("TerminatingInstances",),
        (),
        _terminate_instances,
        account_resource("*"),
        needs=_needs("TerminateInstances"),
    ),
)

"""Every declaration held against botocore's service model, so that it cannot drift."""

from __future__ import annotations

import botocore.session
import pytest
from botocore import xform_name
from botocore.model import OperationModel, Shape

from sim.services import OPERATIONS, declare
from sim.services.declare import Operation

KINDS = {"string": "string", "integer": "integer", "boolean": "boolean", "list": "list", "structure": "structure"}


LEFT_OUT = {
    "CreateRole": {"MaxSigninSessionDuration"},
    "UpdateRole": {"MaxSigninSessionDuration", "ResetMaxSigninSessionDuration"},
    "AssumeRole": {"ProvidedContexts", "MinimumSessionTokenSize", "SessionTokenSize", "SessionTokenUtilization"},
    "SimulatePrincipalPolicy": {"PolicyExclusionList"},
    "SimulateCustomPolicy": {"OrderedOrganizationPolicyInputList"},
    "CreateLoginProfile": {"MaxSigninSessionDuration"},
    "UpdateLoginProfile": {"MaxSigninSessionDuration", "ResetMaxSigninSessionDuration"},
    "GetSessionToken": {"MinimumSessionTokenSize", "SessionTokenSize", "SessionTokenUtilization"},
}
"""Members of the service model that the account does not have: boundaries, and what came in 2026."""


@pytest.fixture(scope="module")
def models() -> dict[str, dict[str, OperationModel]]:
    session = botocore.session.get_session()
    services = {service for service, _ in OPERATIONS}
    found = {}
    for service in services:
        model = session.get_service_model(service)
        found[service] = {name: model.operation_model(name) for name in model.operation_names}
    return found


@pytest.mark.parametrize("operation", list(OPERATIONS.values()), ids=lambda operation: operation.action)
def test_a_declaration_agrees_with_the_service_model(
    operation: Operation, models: dict[str, dict[str, OperationModel]]
) -> None:
    model = models[operation.service][operation.name]
    left_out = LEFT_OUT.get(operation.name, set())
    members = dict(model.input_shape.members) if model.input_shape else {}
    results = set(model.output_shape.members) if model.output_shape else set()
    assert left_out <= {*members, *results}
    members = {name: member for name, member in members.items() if name not in left_out}
    required = model.input_shape.required_members if model.input_shape else []
    assert [p.name for p in operation.parameters] == list(members), "in the model's order"
    assert {p.name for p in operation.parameters if p.required} == set(required)
    for parameter in operation.parameters:
        agree(parameter.shape, members[parameter.name], parameter.name)
    assert set(operation.result) == results - left_out
    codes = {shape.metadata.get("error", {}).get("code", shape.name) for shape in model.error_shapes}
    assert set(operation.errors) == codes


def agree(ours: declare.Shape, theirs: Shape, where: str) -> None:
    assert KINDS[ours.kind] == theirs.type_name, where
    metadata = theirs.metadata
    assert (ours.minimum, ours.maximum) == (metadata.get("min"), metadata.get("max")), where
    assert set(ours.enum) == set(metadata.get("enum", ())), where
    if ours.kind == "string" and not ours.enum:
        assert ours.pattern == metadata.get("pattern"), where
    if theirs.type_name == "list":
        assert ours.member is not None
        agree(ours.member, theirs.member, f"{where}[]")
    if theirs.type_name == "structure":
        assert set(ours.members) == set(theirs.members)
        assert set(ours.required) == set(theirs.required_members)
        for name, member in theirs.members.items():
            agree(ours.members[name], member, f"{where}.{name}")


@pytest.mark.parametrize("operation", list(OPERATIONS.values()), ids=lambda operation: operation.action)
def test_names_on_the_command_line_are_the_clis(operation: Operation) -> None:
    assert operation.cli_name == xform_name(operation.name, "-")
    for parameter in operation.parameters:
        assert parameter.option == "--" + xform_name(parameter.name, "-")

"""The declarations of policy simulation; see `simulate`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.services.context import Context
from sim.services.declare import Operation, Parameter, Shape, account_resource
from sim.services.iam.entities import ARN, DOCUMENT
from sim.services.iam.shapes import PAGING, TRUNCATED
from sim.services.iam.simulate import keys_of_custom, keys_of_principal, simulate_custom, simulate_principal


def _source_resource(context: Context, parameters: Mapping[str, Any]) -> str:
    return str(parameters["PolicySourceArn"])


_POLICIES = Shape("list", member=DOCUMENT)
_NAME = Shape(minimum=1, maximum=2_048)
_ENTRY = Shape(
    "structure",
    members={
        "ContextKeyName": Shape(minimum=5, maximum=256),
        "ContextKeyValues": Shape("list", member=Shape()),
        "ContextKeyType": Shape(
            enum=(
                "string",
                "stringList",
                "numeric",
                "numericList",
                "boolean",
                "booleanList",
                "ip",
                "ipList",
                "binary",
                "binaryList",
                "date",
                "dateList",
            )
        ),
    },
)
_SOURCE = Parameter("PolicySourceArn", ARN, "The user, group or role whose policies count.", required=True)
_BOUNDARY = Parameter(
    "PermissionsBoundaryPolicyInputList", _POLICIES, "A permissions boundary, JSON, in place of the entity's own."
)
_ASKED = (
    Parameter(
        "ActionNames",
        Shape("list", member=Shape(minimum=3, maximum=128)),
        "The actions, such as iam:ListUsers.",
        required=True,
    ),
    Parameter("ResourceArns", Shape("list", member=_NAME), "The resources; * when left out."),
    Parameter("ResourcePolicy", DOCUMENT, "A policy on the resource, JSON."),
    Parameter("ResourceOwner", _NAME, "The account that owns the resources."),
    Parameter("CallerArn", _NAME, "The user who asks, where a policy on the resource matters."),
    Parameter(
        "ContextEntries",
        Shape("list", member=_ENTRY),
        "Condition keys, as ContextKeyName=…,ContextKeyValues=…,ContextKeyType=….",
    ),
    Parameter("ResourceHandlingOption", Shape(minimum=1, maximum=64), "EC2's scenario; it changes nothing here."),
    PAGING[1],
    PAGING[0],
)
_RESULT = ("EvaluationResults", *TRUNCATED)

OPERATIONS = (
    Operation(
        "iam",
        "SimulatePrincipalPolicy",
        "Tell what the policies of a user, group or role would say of actions on resources.",
        (
            _SOURCE,
            Parameter("PolicyInputList", _POLICIES, "Policies, JSON, beside those that the entity has."),
            _BOUNDARY,
            *_ASKED,
        ),
        _RESULT,
        ("NoSuchEntity", "InvalidInput", "PolicyEvaluation"),
        simulate_principal,
        _source_resource,
        pages="EvaluationResults",
        read_only=True,
    ),
    Operation(
        "iam",
        "SimulateCustomPolicy",
        "Tell what given policies would say of actions on resources.",
        (
            Parameter("PolicyInputList", _POLICIES, "The policies, JSON.", required=True),
            _BOUNDARY,
            *_ASKED,
        ),
        _RESULT,
        ("InvalidInput", "PolicyEvaluation"),
        simulate_custom,
        account_resource("*"),
        pages="EvaluationResults",
        read_only=True,
    ),
    Operation(
        "iam",
        "GetContextKeysForCustomPolicy",
        "List the condition keys that given policies ask for.",
        (Parameter("PolicyInputList", _POLICIES, "The policies, JSON.", required=True),),
        ("ContextKeyNames",),
        ("InvalidInput",),
        keys_of_custom,
        account_resource("*"),
        read_only=True,
    ),
    Operation(
        "iam",
        "GetContextKeysForPrincipalPolicy",
        "List the condition keys that the policies of a user, group or role ask for.",
        (_SOURCE, Parameter("PolicyInputList", _POLICIES, "Policies, JSON, beside those that the entity has.")),
        ("ContextKeyNames",),
        ("NoSuchEntity", "InvalidInput"),
        keys_of_principal,
        _source_resource,
        read_only=True,
    ),
)

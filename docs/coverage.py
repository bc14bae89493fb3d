"""Write docs/aws-coverage.md from the declarations: what each operation takes, leaves out and refuses.

python docs/coverage.py
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import botocore.session
from botocore.model import ServiceModel

from sim.services import OPERATIONS, SERVICES
from sim.services.declare import Operation

HERE = Path(__file__).parent
PAGE = HERE / "aws-coverage.md"

NAMES = {
    "iam": "AWS Identity and Access Management (IAM)",
    "sts": "AWS Security Token Service (STS)",
    "cloudtrail": "AWS CloudTrail",
    "events": "Amazon EventBridge",
    "ec2": "Amazon Elastic Compute Cloud (EC2)",
    "s3": "Amazon Simple Storage Service (S3)",
}

HEAD = """\
# What the account knows of AWS

This page is made by `python docs/coverage.py` from the declarations that the account itself runs on, held against
botocore's service models. A test fails when it is out of date.

Each operation is reached by the same name in two ways: `aws SERVICE OPERATION` in the course's own terminal, and
`mfa-course api` for boto3, the real AWS CLI and other programs. Both run the same function under the same policies.

- **Left out** are members of the service model that the account does not have: a parameter so named is ignored, a
  member of a result so named is never there.
- **Refusals** are those of the operation's own that the account gives; each is provoked through the door by a test.
  AWS lists more: its own failures (`ServiceFailure`), two changes at once (`ConcurrentModification`), and quotas that
  nobody reaches here.
- Every operation also refuses with `AccessDenied`, `ValidationError`, `MalformedInput`, `InvalidClientTokenId`,
  `ExpiredToken`, `SignatureDoesNotMatch`, `IncompleteSignature`, `MissingAuthenticationToken` and `RequestExpired`, in
  the form that its protocol gives them.
- An operation that is not here answers as AWS answers an unknown action (`InvalidAction`, 400), and the server's log
  says so.
"""


def page() -> str:
    """The whole page."""
    session = botocore.session.get_session()
    refusals = _refusals()
    text = HEAD
    for service in dict.fromkeys(service for service, _ in OPERATIONS):
        model = session.get_service_model(service)
        operations = sorted((o for (of, _), o in OPERATIONS.items() if of == service), key=lambda o: o.name)
        cli = operations[0].cli_service
        text += f"\n## {NAMES.get(service, service)}: `aws {cli}`\n\n{SERVICES[cli]}\n\n"
        text += (
            f"{len(operations)} of the {len(model.operation_names)} operations of API version {model.api_version}.\n\n"
        )
        text += "| operation | parameters | left out | refusals |\n| --- | --- | --- | --- |\n"
        text += "".join(_row(operation, model, refusals[service, operation.name]) for operation in operations)
    return text


def _row(operation: Operation, model: ServiceModel, refusals: list[str]) -> str:
    theirs = model.operation_model(operation.name)
    inputs = set(theirs.input_shape.members) if theirs.input_shape else set()
    results = set(theirs.output_shape.members) if theirs.output_shape else set()
    ours = {parameter.name for parameter in operation.parameters}
    left_out = sorted(inputs - ours) + [f"{name} (result)" for name in sorted(results - set(operation.result))]
    given = ", ".join(f"**{p.name}**" if p.required else p.name for p in operation.parameters)
    return f"| {operation.name} | {given} | {', '.join(left_out)} | {', '.join(refusals)} |\n"


def _refusals() -> dict[tuple[str, str], list[str]]:
    """The refusals that the tests of the door provoke, by operation."""
    sys.path.insert(0, str(HERE.parent / "tests" / "course" / "endpoint"))
    from error_cases import CASES

    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in CASES:
        found[case.service, case.operation].add(case.code)
    return defaultdict(list, {operation: sorted(codes) for operation, codes in found.items()})


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

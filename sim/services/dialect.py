"""Refusals in the words of the service that refuses: EC2 and S3 have codes and sentences of their own.

Sources: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"; Amazon S3 API Reference, "Error responses".
EC2 may add an encoded authorization failure message to a refusal; as no one could decode it here, it is left out.
"""

from __future__ import annotations

import re
from typing import Any

from sim.errors import ServiceError
from sim.services.declare import Operation

_NULL = re.compile(r"Value null at '([^']+)'")

_STATUS_WORDS = {
    304: "Not Modified",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    412: "Precondition Failed",
    416: "Requested Range Not Satisfiable",
}

_AUTH_FAILURE = ("AuthFailure", 401, "AWS was not able to validate the provided access credentials")
_EC2 = {
    "InvalidClientTokenId": _AUTH_FAILURE,
    "MissingAuthenticationToken": _AUTH_FAILURE,
    "IncompleteSignature": _AUTH_FAILURE,
    "SignatureDoesNotMatch": _AUTH_FAILURE,
    "ExpiredToken": ("RequestExpired", 400, "Request has expired."),
}
_S3 = {
    "InvalidClientTokenId": (
        "InvalidAccessKeyId",
        403,
        "The AWS Access Key Id you provided does not exist in our records.",
    ),
    "SignatureDoesNotMatch": (
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided. Check your key and signing "
        "method.",
    ),
    "ExpiredToken": ("ExpiredToken", 400, "The provided token has expired."),
    "MissingAuthenticationToken": ("AccessDenied", 403, "Access Denied"),
    "IncompleteSignature": (
        "AuthorizationHeaderMalformed",
        400,
        "The authorization header that you provided is not valid.",
    ),
    "RequestExpired": ("AccessDenied", 403, "Request has expired"),
    "MalformedInput": ("InvalidRequest", 400, "The request could not be read."),
}
_SKEWED = (
    "RequestTimeTooSkewed",
    403,
    "The difference between the request time and the current time is too large.",
)
_WRONG_TIME = ("Signature expired", "Signature not yet current")
_CLOUDTRAIL = {
    "AccessDenied": "AccessDeniedException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "ExpiredToken": "ExpiredTokenException",
}
_CLOUDTRAIL_PARAMETERS = {
    "maxResults": "InvalidMaxResultsException",
    "lookupAttributes": "InvalidLookupAttributesException",
    "eventCategory": "InvalidEventCategoryException",
}
"""Which exception a parameter's broken bound is: the model has one for each, when it is used is chosen here."""


def in_dialect(service: str, error: ServiceError) -> ServiceError:
    """The same refusal as `service` says it; IAM's and STS's are said already."""
    if service == "ec2":
        return _restated(error, *_as_ec2(error))
    if service == "s3":
        return _restated(error, *_as_s3(error))
    if service in ("cloudtrail", "events"):
        return _restated(error, *_as_cloudtrail(error))
    return error


def told(operation: Operation, error: ServiceError) -> ServiceError:
    """What a client learns of a refusal: the answer to a HEAD request has no body, so there is nothing but a status."""
    if operation.service == "s3" and operation.name.startswith("Head"):
        return _restated(error, str(error.status), error.status, _STATUS_WORDS.get(error.status, "Bad Request"))
    return error


def trail_code(operation: Operation, code: str) -> str:
    """The errorCode of a trail event."""
    if operation.service == "ec2":
        return f"Client.{code}"
    named = operation.service in ("iam", "sts") and code in operation.errors
    return f"{code}Exception" if named and not code.endswith("Exception") else code


def _as_ec2(error: ServiceError) -> tuple[str, int, str]:
    if error.code == "AccessDenied":
        message = error.message.replace(" on resource: *", "", 1)
        return "UnauthorizedOperation", 403, f"You are not authorized to perform this operation. {message}"
    if error.code == "ValidationError":
        missing = _NULL.search(error.message)
        if missing is not None:
            name = missing[1][0].upper() + missing[1][1:].removesuffix("s")
            return "MissingParameter", 400, f"The request must contain the parameter {name}"
        return "InvalidParameterValue", 400, error.message
    if error.code == "SignatureDoesNotMatch" and error.message.startswith(_WRONG_TIME):
        return _EC2["ExpiredToken"]
    return _EC2.get(error.code, (error.code, error.status, error.message))


def _as_cloudtrail(error: ServiceError) -> tuple[str, int, str]:
    if error.code == "ValidationError":
        named = (code for where, code in _CLOUDTRAIL_PARAMETERS.items() if f"at '{where}" in error.message)
        return next(named, "ValidationException"), 400, error.message
    return _CLOUDTRAIL.get(error.code, error.code), min(error.status, 400), error.message


def _as_s3(error: ServiceError) -> tuple[str, int, str]:
    if error.code == "AccessDenied":
        return "AccessDenied", 403, error.message.replace(' on resource: "arn:aws:s3:::*"', "", 1)
    if error.code == "ValidationError":
        return "InvalidArgument", 400, error.message
    if error.code == "SignatureDoesNotMatch" and error.message.startswith(_WRONG_TIME):
        return _SKEWED
    return _S3.get(error.code, (error.code, error.status, error.message))


def _restated(error: ServiceError, code: str, status: int, message: str) -> ServiceError:
    return ServiceError(code, status, message, cause=error.cause, verdict=error.verdict, world=error.world)


def in_trail(service: str, document: dict[str, Any]) -> dict[str, Any]:
    """Request parameters or response elements as CloudTrail writes them for a service.

    EC2's lists are sets of items, S3's bucket is bucketName (CloudTrail User Guide, examples of EC2's log entries; S3
    User Guide, "Amazon S3 CloudTrail events").
    """
    if service == "s3":
        return {"bucketName" if name == "bucket" else name: value for name, value in document.items()}
    if service != "ec2":
        return document
    found: dict[str, Any] = {}
    for name, value in document.items():
        if name == "instanceIds":
            found["instancesSet"] = {"items": [{"instanceId": each} for each in value]}
        elif name == "filters":
            found["filterSet"] = {
                "items": [
                    {
                        "name": each.get("name"),
                        "valueSet": {"items": [{"value": value} for value in each.get("values", ())]},
                    }
                    for each in value
                ]
            }
        elif name in ("startingInstances", "stoppingInstances", "terminatingInstances"):
            found["instancesSet"] = {"items": value}
        else:
            found[name] = value
    return found

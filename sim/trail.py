"""The trail: one event for each sign-in, MFA check and API call, in CloudTrail's shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.clock import iso, utc

DATA_EVENTS = frozenset({"GetObject", "PutObject", "DeleteObject", "HeadObject", "ListObjects", "ListObjectsV2"})
"""S3's events of objects (S3 User Guide, "Amazon S3 CloudTrail events"); those of buckets are management events."""


SOURCE_IP = "192.0.2.10"
"""Where the acts of the people come from: an address that RFC 5737 keeps for documentation."""

ELSEWHERE = "203.0.113.66"
"""Where those of people without a user in the account come from, an attacker's for one (RFC 5737 as well)."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `document` writes it out. `identity` is the userIdentity element."""

    event_id: str
    time: int
    source: str
    name: str
    type: str
    identity: Mapping[str, Any]
    account_id: str
    region: str = "us-east-1"
    source_ip: str = SOURCE_IP
    user_agent: str = "aws-cli/2"
    request: Mapping[str, Any] | None = None
    response: Mapping[str, Any] | None = None
    additional: Mapping[str, Any] | None = None
    error_code: str | None = None
    error_message: str | None = None
    read_only: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        return Event, tuple(getattr(self, name) for name in self.__slots__)

    @property
    def of_data(self) -> bool:
        """Whether it is a data event, of what a service holds, rather than of its management."""
        return self.source == "s3.amazonaws.com" and self.name in DATA_EVENTS

    def document(self) -> dict[str, Any]:
        """The event as CloudTrail writes it."""
        event: dict[str, Any] = {
            "eventVersion": "1.08",
            "userIdentity": dict(self.identity),
            "eventTime": iso(self.time),
            "eventSource": self.source,
            "eventName": self.name,
            "awsRegion": self.region,
            "sourceIPAddress": self.source_ip,
            "userAgent": self.user_agent,
        }
        if self.error_code:
            event["errorCode"] = self.error_code
        if self.error_message:
            event["errorMessage"] = self.error_message
        event["requestParameters"] = dict(self.request) if self.request is not None else None
        event["responseElements"] = dict(self.response) if self.response is not None else None
        if self.additional is not None:
            event["additionalEventData"] = dict(self.additional)
        return event | {
            "eventID": self.event_id,
            "readOnly": self.read_only,
            "eventType": self.type,
            "managementEvent": not self.of_data,
            "recipientAccountId": self.account_id,
            "eventCategory": "Data" if self.of_data else "Management",
        }


def trail_date(time: int) -> str:
    """A time inside a request or response as CloudTrail writes it: Mar 1, 2027 12:00:14 PM (CloudTrail User Guide)."""
    moment = utc(time)
    return f"{moment:%b} {moment.day}, {moment.year} {moment.hour % 12 or 12}:{moment:%M:%S %p}"

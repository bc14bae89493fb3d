"""Find the replay.

A code works once. Somebody who looked over Alan's shoulder tries it again at once, and AWS refuses it. The trail does
not tell codes, but it tells this: within 90 seconds of a try with MFA that went well, another try with MFA of the same
user fails. Codes are given in two places:

- ConsoleLogin: responseElements.ConsoleLogin is "Success" or "Failure", additionalEventData.MFAUsed "Yes" or "No"
- GetSessionToken: requestParameters.serialNumber is there when a code was given; a failure has an errorCode

userIdentity.userName says who, and eventTime when, as in 2027-03-01T12:00:14Z. `events` is the whole trail as
CloudTrail writes it, oldest first. requestParameters, responseElements and additionalEventData may be None or missing.
"""

from datetime import datetime


def replays(events: list[dict]) -> list[str]:
    """Give the eventID of every failed try that looks like a replay, oldest first."""
    taken: dict[str, datetime] = {}
    found = []
    for event in events:
        if not with_code(event):
            continue
        user = event["userIdentity"].get("userName")
        when = datetime.fromisoformat(event["eventTime"])
        if not failed(event):
            taken[user] = when
        elif user in taken and (when - taken[user]).total_seconds() <= 90:
            found.append(event["eventID"])
    return found


def with_code(event: dict) -> bool:
    """Whether a code was given."""
    if event["eventName"] == "ConsoleLogin":
        return (event.get("additionalEventData") or {}).get("MFAUsed") == "Yes"
    return False


def failed(event: dict) -> bool:
    """Whether the try was refused."""
    return "errorCode" in event or (event["responseElements"] or {}).get("ConsoleLogin") == "Failure"

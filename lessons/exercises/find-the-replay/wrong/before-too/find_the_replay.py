from datetime import datetime


def replays(events):
    tries = [event for event in events if with_code(event)]
    found = []
    for event in tries:
        for other in tries:
            same = event["userIdentity"].get("userName") == other["userIdentity"].get("userName")
            apart = datetime.fromisoformat(event["eventTime"]) - datetime.fromisoformat(other["eventTime"])
            if failed(event) and not failed(other) and same and abs(apart.total_seconds()) <= 90:
                found.append(event["eventID"])
    return found


def with_code(event: dict) -> bool:
    """Whether a code was given."""
    if event["eventName"] == "ConsoleLogin":
        return (event.get("additionalEventData") or {}).get("MFAUsed") == "Yes"
    return event["eventName"] == "GetSessionToken" and "serialNumber" in (event["requestParameters"] or {})


def failed(event: dict) -> bool:
    """Whether the try was refused."""
    return "errorCode" in event or (event["responseElements"] or {}).get("ConsoleLogin") == "Failure"

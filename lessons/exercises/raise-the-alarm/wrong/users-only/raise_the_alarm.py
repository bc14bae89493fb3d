"""Raise the alarm.

Write the filter that looks at each CloudTrail event as it comes, and says whether somebody has to be woken:

- somebody has signed in to the console without MFA, the root user or any user: ConsoleLogin with
  responseElements.ConsoleLogin "Success" and additionalEventData.MFAUsed other than "Yes"
- somebody has taken an MFA device away: DeactivateMFADevice or DeleteVirtualMFADevice

What was tried and failed wakes nobody: a failed sign-in says so in responseElements, a refused call has an errorCode.
requestParameters, responseElements and additionalEventData may be None or missing.
"""

TAKEN_AWAY = ("DeactivateMFADevice", "DeleteVirtualMFADevice")


def alarm(event: dict) -> bool:
    """Whether an event has to wake somebody."""
    if event["eventName"] == "ConsoleLogin":
        came_in = (event["responseElements"] or {}).get("ConsoleLogin") == "Success"
        return (
            came_in
            and "userName" in event["userIdentity"]
            and (event.get("additionalEventData") or {}).get("MFAUsed") != "Yes"
        )
    return event["eventName"] in TAKEN_AWAY and "errorCode" not in event

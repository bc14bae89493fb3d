"""Raise the alarm.

Write the filter that looks at each CloudTrail event as it comes, and says whether somebody has to be woken:

- somebody has signed in to the console without MFA, the root user or any user: ConsoleLogin with
  responseElements.ConsoleLogin "Success" and additionalEventData.MFAUsed other than "Yes"
- somebody has taken an MFA device away: DeactivateMFADevice or DeleteVirtualMFADevice

What was tried and failed wakes nobody: a failed sign-in says so in responseElements, a refused call has an errorCode.
requestParameters, responseElements and additionalEventData may be None or missing.
"""


def alarm(event: dict) -> bool:
    """Whether an event has to wake somebody."""

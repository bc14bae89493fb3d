"""The cases of AWS Support: whose turn it is."""

from __future__ import annotations

NEXT = {
    "unassigned": "AWS Support answers in hours: press w four times, or type wait 4h.",
    "reopened": "AWS Support answers in hours: press w four times, or type wait 4h.",
    "work-in-progress": "AWS Support checks the answers for a day: press D, or type wait 1d.",
    "pending-customer-action": "AWS Support waits for your answers.",
    "resolved": "The case is closed.",
}
"""Who has to do what, by a case's status; for `in_prose`."""

"""Follow the stolen key.

An access key was found on a public page. What was done with it, and with whatever was made by it? Whoever has a key
can make more: another access key with CreateAccessKey, temporary ones with GetSessionToken or AssumeRole. An event that
makes one has it in its responseElements:

    CreateAccessKey                     responseElements.accessKey.accessKeyId
    GetSessionToken and AssumeRole      responseElements.credentials.accessKeyId

userIdentity.accessKeyId says which key an event was called with; sign-ins have none. A call that AWS refused made
nothing, but it was tried, and belongs to the list. `events` is the whole trail, oldest first.
"""


def followed(events: list[dict], access_key_id: str) -> list[str]:
    """Give the eventID of every call made with the key, or with one that goes back to it, oldest first."""
    keys, found = {access_key_id}, []
    for event in events:
        if event["userIdentity"].get("accessKeyId") not in keys or "errorCode" in event:
            continue
        found.append(event["eventID"])
        answer = event["responseElements"] or {}
        made = answer.get("accessKey") or answer.get("credentials")
        if made:
            keys.add(made["accessKeyId"])
    return found

def followed(events, access_key_id):
    owners = {
        e["userIdentity"].get("userName") for e in events if e["userIdentity"].get("accessKeyId") == access_key_id
    }
    return [e["eventID"] for e in events if owners and e["userIdentity"].get("userName") in owners]

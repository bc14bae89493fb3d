def alarm(event):
    if event["responseElements"].get("ConsoleLogin") == "Success":
        return event["additionalEventData"]["MFAUsed"] != "Yes"
    return event["eventName"] in ("DeactivateMFADevice", "DeleteVirtualMFADevice") and "errorCode" not in event

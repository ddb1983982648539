"""What became of a command, asked of a server."""

import httpx

COMMAND = "/api/station/Command"
VOID = f"{COMMAND}/Void"
# Applied, voided.
NEITHER, APPLIED, VOIDED = (False, False), (True, False), (False, True)


def state(api: httpx.Client, command_id: str) -> tuple[bool, bool]:
    return told(api.get(COMMAND, params={"id": command_id}), command_id)


def void(api: httpx.Client, command_id: str) -> tuple[bool, bool]:
    return told(api.put(VOID, params={"id": command_id}), command_id)


def told(answer: httpx.Response, command_id: str) -> tuple[bool, bool]:
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said == {"id": command_id, "applied": said["applied"], "voided": said["voided"]}
    return said["applied"], said["voided"]

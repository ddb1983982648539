"""Processes: what the line does to a unit, by code. Source: wire contract section 2.5."""

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.errors import InvalidInput
from wats_station.wats.quoting import segment, squeezed
from wats_station.wats.remembered import Remembered
from wats_station.wats.transport import Transport
from wats_station.wats.wire.fields import many, one
from wats_station.wats.wire.processes import ProcessInfo, RepairOperation

_LIST = many(ProcessInfo)
_ONE = one(ProcessInfo)
_OPERATION = one(RepairOperation)
_OPERATIONS: TypeAdapter[dict[str, RepairOperation]] = TypeAdapter(
    dict[str, RepairOperation], config=ConfigDict(defer_build=True)
)

_PROCESSES = "/api/App/Processes"
_INTERNAL = "/api/internal/Process"


class ProcessService:
    """`client.process`. Every call raises `WatsError` and its kinds."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._active = Remembered(self._read)
        self._repairs = Remembered(self._read_repairs)

    async def get_processes(self) -> tuple[ProcessInfo, ...]:
        """Every active process: test, repair and other operations; read once by each client.

        Also reached as `client.app.get_processes`, the production guide's name.
        """
        return await self._active.get()

    async def query_processes(
        self,
        *,
        test: bool = True,
        repair: bool = True,
        wip: bool = True,
        inactive: bool = False,
    ) -> tuple[ProcessInfo, ...]:
        """The processes of these kinds, asked for anew."""
        query = {
            "includeTestOperations": _word(test),
            "includeRepairOperations": _word(repair),
            "includeWipOperations": _word(wip),
            "includeInactiveProcesses": _word(inactive),
        }
        return await self._transport.read(_PROCESSES, _LIST, query)

    async def get_repair_operations(self) -> tuple[RepairOperation, ...]:
        """Every repair operation with its code tree, by code; read once by each client."""
        return await self._repairs.get()

    async def get_repair_operation(self, code: int) -> RepairOperation:
        """The repair operation with this process code. Raises `InvalidInput` when there is none."""
        known = await self.get_repair_operations()
        for operation in known:
            if operation.code == code:
                return operation
        codes = ", ".join(str(operation.code) for operation in known) or "none"
        text = f"{code} is no repair operation; there are {codes}."
        raise InvalidInput(text, operation="get_repair_operation")

    async def repair_operation_by_id(self, process_id: str, code: int = 0) -> RepairOperation:
        """The repair operation with this process id (a GUID), asked for anew."""
        query = {"processCode": str(code)} if code else {}
        path = f"{_INTERNAL}/GetRepairOperation/{segment(process_id)}"
        found = await self._transport.read(path, _OPERATION, query)
        return found if found.code else found.model_copy(update={"code": code})

    async def get_all_processes(self) -> tuple[ProcessInfo, ...]:
        """Every process with its id, inactive ones too (the internal list)."""
        return await self._transport.read(f"{_INTERNAL}/GetProcesses", _LIST)

    async def get_process(self, process_id: str) -> ProcessInfo:
        """The process with this id (a GUID). Raises `NotFound`."""
        return await self._transport.read(f"{_INTERNAL}/GetProcess/{segment(process_id)}", _ONE)

    async def code_and_name(self, wanted: int | str) -> tuple[str, str]:
        """A process by its code or its name, both as text.

        One that the server does not list goes as it is: the server is the judge.
        """
        text = str(int(wanted)) if isinstance(wanted, int) else wanted
        for process in await self.get_processes():
            if text == str(process.code) or squeezed(text) == squeezed(process.name):
                return str(process.code), process.name
        return text, text

    async def _read(self) -> tuple[ProcessInfo, ...]:
        return await self._transport.read(_PROCESSES, _LIST)

    async def _read_repairs(self) -> tuple[RepairOperation, ...]:
        by_code = await self._transport.read(f"{_INTERNAL}/GetRepairOperations", _OPERATIONS)
        return tuple(
            operation.model_copy(update={"code": int(code)})
            for code, operation in sorted(by_code.items())
            if code.isascii() and code.isdigit()
        )


def _word(flag: bool) -> str:
    return "true" if flag else "false"

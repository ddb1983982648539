"""The process domain of the blocking client, call by call; a test holds it complete."""

from wats_station.wats.blocking.twin import BlockingDomain, blocking
from wats_station.wats.services.process import ProcessService


class Process(BlockingDomain[ProcessService]):
    """`client.process`; see `ProcessService`."""

    get_processes = blocking(ProcessService.get_processes)
    query_processes = blocking(ProcessService.query_processes)
    get_repair_operations = blocking(ProcessService.get_repair_operations)
    get_repair_operation = blocking(ProcessService.get_repair_operation)
    repair_operation_by_id = blocking(ProcessService.repair_operation_by_id)
    get_all_processes = blocking(ProcessService.get_all_processes)
    get_process = blocking(ProcessService.get_process)
    code_and_name = blocking(ProcessService.code_and_name)

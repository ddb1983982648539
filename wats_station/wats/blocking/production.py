"""The production domain of the blocking client, call by call; a test holds it complete."""

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from wats_station.wats.blocking.twin import BlockingDomain, blocking
from wats_station.wats.services.internal_production import InternalProductionService
from wats_station.wats.services.production import ProductionService
from wats_station.wats.wire.assembly import AssemblyVerification
from wats_station.wats.wire.fields import Later
from wats_station.wats.wire.units import Unit
from wats_station.wats.wire.verification import UnitVerification

R = TypeVar("R")


class InternalProduction(BlockingDomain[InternalProductionService]):
    """`client.production.internal`; see `InternalProductionService`."""

    get_unit = blocking(InternalProductionService.get_unit)
    get_unit_info = blocking(InternalProductionService.get_unit_info)
    get_unit_hierarchy = blocking(InternalProductionService.get_unit_hierarchy)
    get_unit_contents = blocking(InternalProductionService.get_unit_contents)
    get_unit_phase = blocking(InternalProductionService.get_unit_phase)
    get_unit_process = blocking(InternalProductionService.get_unit_process)
    get_sites = blocking(InternalProductionService.get_sites)
    create_unit = blocking(InternalProductionService.create_unit)
    set_unit_phase = blocking(InternalProductionService.set_unit_phase)
    set_unit_process = blocking(InternalProductionService.set_unit_process)
    set_unit_phase_and_process = blocking(InternalProductionService.set_unit_phase_and_process)
    set_unit_phase_bit = blocking(InternalProductionService.set_unit_phase_bit)
    set_parent = blocking(InternalProductionService.set_parent)
    update_unit = blocking(InternalProductionService.update_unit)
    update_unit_attribute = blocking(InternalProductionService.update_unit_attribute)
    add_child_unit = blocking(InternalProductionService.add_child_unit)
    remove_child_unit = blocking(InternalProductionService.remove_child_unit)
    remove_all_child_units = blocking(InternalProductionService.remove_all_child_units)
    check_child_units = blocking(InternalProductionService.check_child_units)

    get_serial_numbers = blocking(InternalProductionService.get_serial_numbers)
    count_serial_numbers = blocking(InternalProductionService.count_serial_numbers)
    free_serial_numbers = blocking(InternalProductionService.free_serial_numbers)
    delete_free_serial_numbers = blocking(InternalProductionService.delete_free_serial_numbers)
    serial_number_ranges = blocking(InternalProductionService.serial_number_ranges)
    serial_number_statistics = blocking(InternalProductionService.serial_number_statistics)
    upload_serial_numbers = blocking(InternalProductionService.upload_serial_numbers)
    reserve_serial_numbers = blocking(InternalProductionService.reserve_serial_numbers)


class Production(BlockingDomain[ProductionService]):
    """`client.production`; see `ProductionService`."""

    get_unit = blocking(ProductionService.get_unit)
    get_last_test_date = blocking(ProductionService.get_last_test_date)
    query_units = blocking(ProductionService.query_units)
    create_unit = blocking(ProductionService.create_unit)
    save_units = blocking(ProductionService.save_units)
    add_unit = blocking(ProductionService.add_unit)
    update_unit = blocking(ProductionService.update_unit)
    delete_unit = blocking(ProductionService.delete_unit)
    change_unit = blocking(ProductionService.change_unit)

    get_phases = blocking(ProductionService.get_phases)
    set_unit_phase = blocking(ProductionService.set_unit_phase)
    set_unit_process = blocking(ProductionService.set_unit_process)
    get_unit_tags = blocking(ProductionService.get_unit_tags)
    set_unit_tag = blocking(ProductionService.set_unit_tag)
    set_unit_tags = blocking(ProductionService.set_unit_tags)
    delete_unit_tags = blocking(ProductionService.delete_unit_tags)
    phase_id = blocking(ProductionService.phase_id)

    verify_unit = blocking(ProductionService.verify_unit)
    is_unit_passing = blocking(ProductionService.is_unit_passing)
    count_failed_steps = blocking(ProductionService.count_failed_steps)
    get_verification_rules = blocking(ProductionService.get_verification_rules)
    get_verification_rule = blocking(ProductionService.get_verification_rule)
    save_verification_rule = blocking(ProductionService.save_verification_rule)
    delete_verification_rules = blocking(ProductionService.delete_verification_rules)

    get_unit_changes = blocking(ProductionService.get_unit_changes)
    history = blocking(ProductionService.history)
    get_unit_state_history = blocking(ProductionService.get_unit_state_history)
    get_unit_report_history = blocking(ProductionService.get_unit_report_history)
    get_exported_changes = blocking(ProductionService.get_exported_changes)
    acknowledge_change = blocking(ProductionService.acknowledge_change)

    verify_assembly = blocking(ProductionService.verify_assembly)
    add_child_to_assembly = blocking(ProductionService.add_child_to_assembly)
    remove_child_from_assembly = blocking(ProductionService.remove_child_from_assembly)
    disassemble = blocking(ProductionService.disassemble)
    add_child_unit = blocking(ProductionService.add_child_unit)
    remove_child_unit = blocking(ProductionService.remove_child_unit)
    check_child_units = blocking(ProductionService.check_child_units)

    get_serial_number_types = blocking(ProductionService.get_serial_number_types)
    allocate_serial_numbers = blocking(ProductionService.allocate_serial_numbers)
    take_serial_numbers = blocking(ProductionService.take_serial_numbers)
    serial_numbers_by_range = blocking(ProductionService.serial_numbers_by_range)
    serial_numbers_by_reference = blocking(ProductionService.serial_numbers_by_reference)
    export_serial_numbers = blocking(ProductionService.export_serial_numbers)
    upload_serial_numbers = blocking(ProductionService.upload_serial_numbers)

    save_batches = blocking(ProductionService.save_batches)
    get_batches = blocking(ProductionService.get_batches)
    is_connected = blocking(ProductionService.is_connected)

    command_state = blocking(ProductionService.command_state)
    void_command = blocking(ProductionService.void_command)

    @cached_property
    def internal(self) -> InternalProduction:
        """The internal API's own calls, one to one."""
        return InternalProduction(self._loop, self._calls.internal)

    def completed(self, answer: R) -> R:
        """The answer; what it fetches late, it fetches by this client."""
        for unit in _units_in(answer):
            self._expect_last_test(unit)
        if isinstance(answer, UnitVerification) and answer.needs_failed_steps:
            answer.expecting(Later(lambda: self.count_failed_steps(answer)))
        return answer

    def _expect_last_test(self, unit: Unit) -> None:
        if unit.needs_last_test:
            serial_number, part_number = unit.serial_number, unit.part_number
            unit.expecting(Later(lambda: self.get_last_test_date(serial_number, part_number)))
        for child in unit.sub_units:
            self._expect_last_test(child)


def _units_in(answer: object) -> Iterable[Unit]:
    if isinstance(answer, Unit):
        return (answer,)
    if isinstance(answer, AssemblyVerification):
        children = (slot.child for slot in answer.slots)
        return (*(child for child in children if child is not None), *answer.strangers)
    return (each for each in answer if isinstance(each, Unit)) if isinstance(answer, tuple) else ()

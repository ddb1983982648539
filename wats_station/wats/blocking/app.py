"""The app domain of the blocking client, call by call; a test holds it complete."""

from wats_station.wats.blocking.twin import BlockingDomain, blocking
from wats_station.wats.services.app import AppService


class App(BlockingDomain[AppService]):
    """`client.app`; see `AppService`."""

    get_processes = blocking(AppService.get_processes)
    version = blocking(AppService.version)
    ping = blocking(AppService.ping)
    module_versions = blocking(AppService.module_versions)
    system_status = blocking(AppService.system_status)
    get_levels = blocking(AppService.get_levels)
    get_product_groups = blocking(AppService.get_product_groups)
    common_user_settings = blocking(AppService.common_user_settings)
    dynamic_yield = blocking(AppService.dynamic_yield)
    serial_number_history = blocking(AppService.serial_number_history)
    uut_reports = blocking(AppService.uut_reports)
    uur_reports = blocking(AppService.uur_reports)
    related_repairs = blocking(AppService.related_repairs)
    get_barcode_identifiers = blocking(AppService.get_barcode_identifiers)
    identify_barcode = blocking(AppService.identify_barcode)
    save_barcode_identifier = blocking(AppService.save_barcode_identifier)
    delete_barcode_identifier = blocking(AppService.delete_barcode_identifier)

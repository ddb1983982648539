"""The report domain of the blocking client, call by call; a test holds it complete."""

from wats_station.wats.blocking.twin import BlockingDomain, blocking
from wats_station.wats.services.report import ReportService


class Report(BlockingDomain[ReportService]):
    """`client.report`; see `ReportService`."""

    query_headers = blocking(ReportService.query_headers)
    query_uut_headers = blocking(ReportService.query_uut_headers)
    query_uur_headers = blocking(ReportService.query_uur_headers)
    headers_of_unit = blocking(ReportService.headers_of_unit)
    headers_by_misc_info = blocking(ReportService.headers_by_misc_info)
    get_report = blocking(ReportService.get_report)
    get_report_xml = blocking(ReportService.get_report_xml)
    get_attachment = blocking(ReportService.get_attachment)
    get_attachments = blocking(ReportService.get_attachments)
    get_certificate = blocking(ReportService.get_certificate)

    create_uut = blocking(ReportService.create_uut)
    create_uur_from_part_and_process = blocking(ReportService.create_uur_from_part_and_process)
    create_uur_from_uut = blocking(ReportService.create_uur_from_uut)
    send_report = blocking(ReportService.send_report)
    send_uur_report = blocking(ReportService.send_uur_report)
    send_uut_report = blocking(ReportService.send_uut_report)
    send_report_xml = blocking(ReportService.send_report_xml)

    @property
    def failure_names(self) -> dict[int, str]:
        """What the line's own failure numbers mean; see `ReportService`."""
        return self._calls.failure_names

"""Notices: what happened, as a code and values; the window turns them into sentences.

Nothing below the window writes prose, so that every sentence can be translated
and no text has to be taken apart again.
"""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """Each thing the program has to tell; the comment names the values it carries.

    What was not understood carries `nearest` besides, where there is a nearest reading; what
    was known last, and could not be asked for, `as_of` (ISO 8601).
    """

    READING = "reading"  # text
    WAITING = "waiting"  # text: behind an earlier scan that is still being worked on
    CHANGING = "changing"  # text
    UNIT_SHOWN = "unit_shown"  # serial, part, phase
    UNIT_SHOWN_AS = "unit_shown_as"  # serial, part, phase, other: read on another key layout
    UNIT_REMEMBERED = "unit_remembered"  # serial, part, phase, as_of: ISO 8601
    PANEL_OPENED = "panel_opened"  # panel
    PHASE_SET = "phase_set"  # serial, phase
    PHASE_SET_TAGGED = "phase_set_tagged"  # serial, phase, tags: those that were written
    PHASE_ALREADY = "phase_already"  # serial, phase
    PROCESS_SET = "process_set"  # serial, process
    TAG_SET = "tag_set"  # serial, key, value
    UNIT_HELD = "unit_held"  # serial
    UNIT_RELEASED = "unit_released"  # serial
    VERIFIED_PASSED = "verified_passed"  # serial
    VERIFIED_FAILED = "verified_failed"  # serial, processes: those that stand in the way
    VERIFIED_UNTESTED = "verified_untested"  # serial
    QUEUED = "queued"  # serial, what: that which is to be
    CANCELLED = "cancelled"  # nothing
    NOTHING_TO_UNDO = "nothing_to_undo"  # nothing
    LOGGED_IN = "logged_in"  # name
    ALREADY_LOGGED_IN = "already_logged_in"  # name
    LOGGED_OUT = "logged_out"  # name
    LOGGED_OUT_IDLE = "logged_out_idle"  # name
    LOGGED_OUT_REMOVED = "logged_out_removed"  # name
    PIN_WANTED = "pin_wanted"  # name: the supervisor whose PIN is to come
    APPROVED = "approved"  # name

    BADGE_UNKNOWN = "badge_unknown"  # badge
    BADGE_WITHOUT_PIN = "badge_without_pin"  # badge
    NOBODY_LOGGED_IN = "nobody_logged_in"  # nothing
    REGISTER_UNREAD = "register_unread"  # detail
    LOGIN_NEEDED = "login_needed"  # nothing
    NEEDS_TECHNICIAN = "needs_technician"  # nothing
    NEEDS_SUPERVISOR = "needs_supervisor"  # nothing
    NEEDS_REASON = "needs_reason"  # serial
    REASON_ASKED = "reason_asked"  # serial: why it is on hold
    NOBODY_CAN_APPROVE = "nobody_can_approve"  # nothing
    NOT_APPROVED = "not_approved"  # nothing
    KIOSK_STAYS_OPEN = "kiosk_stays_open"  # nothing: closing it needs a supervisor
    UNIT_NOT_FOUND = "unit_not_found"  # serial
    UNIT_AMBIGUOUS = "unit_ambiguous"  # serial, parts
    NO_CURRENT_UNIT = "no_current_unit"  # command
    UNIT_CHANGED = "unit_changed"  # serial, phase: another station moved it meanwhile
    UNKNOWN_PHASE = "unknown_phase"  # text
    TAGS_MISSING = "tags_missing"  # serial, keys, first: of those
    BATCH_TAG_SET = "batch_tag_set"  # key, value
    BATCH_TAG_EMPTY = "batch_tag_empty"  # key
    NEW_BATCH = "new_batch"  # keys: to be given for it
    BATCH_CHOOSE = "batch_choose"  # nothing
    BATCH_BEGUN = "batch_begun"  # what: every unit gets
    BATCH_OVER = "batch_over"  # done, refused, queued
    UNKNOWN_PROCESS = "unknown_process"  # text
    PHASE_NOT_ALLOWED = "phase_not_allowed"  # serial, from, to
    FINALIZE_NOT_PASSED = "finalize_not_passed"  # serial, processes
    FINALIZE_NEEDS_CONFIRMATION = "finalize_needs_confirmation"  # serial
    FAILURE_NOT_THERE = "failure_not_there"  # process: of the run that the server lacks
    NOTHING_TO_CONFIRM = "nothing_to_confirm"  # nothing
    NOT_IN_THIS_VERSION = "not_in_this_version"  # text

    # Assembly: `serial` is the child, `parent` what it is built into.
    NO_BOX_BUILD = "no_box_build"  # serial, part: of the parent
    ASSEMBLY_NOT_OPEN = "assembly_not_open"  # nothing
    ASSEMBLY_LEFT = "assembly_left"  # serial: of the parent
    ASSEMBLY_COMPLETE = "assembly_complete"  # serial: of the parent
    ASSEMBLY_MISSING = "assembly_missing"  # serial: of the parent, count, parts
    ASSEMBLY_STRANGERS = "assembly_strangers"  # serial: of the parent, children
    CHILD_ADDED = "child_added"  # serial, parent, filled, slots
    CHILD_COMPLETES = "child_completes"  # serial, parent
    CHILD_REMOVED = "child_removed"  # serial, parent
    CHILD_REPLACED = "child_replaced"  # serial, old, parent
    REPLACED_HALF = "replaced_half"  # serial, old: that one is out, and this one not in
    NOTHING_REPLACED = "nothing_replaced"  # nothing: what was replaced last is no longer known
    NO_REASON = "no_reason"  # nothing: nobody says why
    REASON_KEPT = "reason_kept"  # serial: of the old one, reason
    DISASSEMBLED = "disassembled"  # serial: of the parent, count
    REMOVE_NEXT = "remove_next"  # nothing
    REPLACE_OLD_NEXT = "replace_old_next"  # nothing
    REPLACE_NEW_NEXT = "replace_new_next"  # serial: of the old one
    DISASSEMBLE_ASKED = "disassemble_asked"  # serial: of the parent, count
    NOTHING_BUILT_IN = "nothing_built_in"  # serial: of the parent
    NOT_IN_HERE = "not_in_here"  # serial, parent
    CHILD_ITSELF = "child_itself"  # serial, parent
    CHILD_AROUND = "child_around"  # serial, parent: the parent is in it
    CHILD_ALREADY_HERE = "child_already_here"  # serial, parent
    CHILD_IN_ANOTHER = "child_in_another"  # serial, parent, other: what it is in
    CHILD_WRONG_PART = "child_wrong_part"  # serial, parent, part, wanted
    CHILD_WRONG_REVISION = "child_wrong_revision"  # serial, parent, revision, wanted
    CHILD_NO_OPEN_SLOT = "child_no_open_slot"  # serial, parent, part
    CHILD_SCRAPPED = "child_scrapped"  # serial, parent
    CHILD_FAILING = "child_failing"  # serial, parent, processes
    CHILD_NOT_FINALIZED = "child_not_finalized"  # serial, parent, phase
    PARENT_ON_HOLD = "parent_on_hold"  # serial, parent

    # Quarantine: `name` is the lot or the revision, `part` the product's number.
    QUARANTINE_ON = "quarantine_on"  # scope, name, part
    QUARANTINE_OVER = "quarantine_over"  # scope, name, part
    QUARANTINE_ON_ALREADY = "quarantine_on_already"  # scope, name, part
    QUARANTINE_OVER_ALREADY = "quarantine_over_already"  # scope, name, part
    QUARANTINE_WHY = "quarantine_why"  # scope, name: a reason is wanted
    QUARANTINE_CHANGED = "quarantine_changed"  # scope, name, reason, by, since: as it is now
    QUARANTINE_NOT_PERMITTED = "quarantine_not_permitted"  # message
    QUARANTINE_UNSURE = "quarantine_unsure"  # scope, name: nobody knows whether it was taken
    QUARANTINE_UNASKED = "quarantine_unasked"  # nothing: a reason came that nobody asked for
    NO_LOT = "no_lot"  # serial
    NO_REVISION = "no_revision"  # serial

    # Making a unit: `serial` as it was read, `part` and `revision` as far as they are known.
    UNIT_CREATED = "unit_created"  # serial, part, revision
    CREATE_READY = "create_ready"  # serial, part, revision
    CREATE_WHICH_PART = "create_which_part"  # serial
    CREATE_WHICH_REVISION = "create_which_revision"  # serial, part
    CREATE_INCOMPLETE = "create_incomplete"  # serial
    CREATE_EXISTS = "create_exists"  # serial, part
    CREATE_NO_PRODUCT = "create_no_product"  # serial, part
    CREATE_NO_REVISION = "create_no_revision"  # serial, part, revision
    NOTHING_TO_CREATE = "nothing_to_create"  # nothing

    # Repair: `process` is the one that failed, and that the unit is to pass again.
    REPAIR_OPENED = "repair_opened"  # serial, process
    NOTHING_TO_REPAIR = "nothing_to_repair"  # serial
    REPAIR_WAITING = "repair_waiting"  # serial, process: a repair was filed before
    REPAIR_KEPT = "repair_kept"  # serial: filed here, and not confirmed by the server yet
    REPAIR_FILED = "repair_filed"  # serial, process
    REPAIR_LEFT = "repair_left"  # serial
    REPAIR_DROPPED = "repair_dropped"  # serial
    REPAIR_PREVIEW = "repair_preview"  # serial
    REPAIR_NOT_OPEN = "repair_not_open"  # nothing
    REPAIR_BUSY = "repair_busy"  # nothing
    RETEST_PASSED = "retest_passed"  # serial, process
    RETEST_FAILED = "retest_failed"  # serial, process
    FAULT_ADDED = "fault_added"  # category, code
    FAULT_CHANGED = "fault_changed"  # code
    FAULT_REMOVED = "fault_removed"  # code
    FAULT_GONE = "fault_gone"  # nothing: it was removed meanwhile
    FAULT_CHOICE = "fault_choice"  # code, count: of the categories that have it
    FAULT_CHOICE_OPEN = "fault_choice_open"  # nothing
    FAULT_UNKNOWN = "fault_unknown"  # text, operation
    FAULTS_TOO_MANY = "faults_too_many"  # count
    COMPONENT_SET = "component_set"  # component, code
    COMPONENT_WRONG = "component_wrong"  # component, hint: what one looks like
    COMPONENT_NO_FAULT = "component_no_fault"  # component
    STEP_CHOSEN = "step_chosen"  # step
    COMMENT_KEPT = "comment_kept"  # nothing
    OPERATION_CHOSEN = "operation_chosen"  # operation
    OPERATION_LACKS_CODES = "operation_lacks_codes"  # operation, codes
    FILES_ADDED = "files_added"  # count
    FILE_REMOVED = "file_removed"  # name
    FILE_NOT_TAKEN = "file_not_taken"  # detail: the file, and why
    FILE_TOO_LARGE = "file_too_large"  # name, size, most: in megabytes
    FILES_TOO_LARGE = "files_too_large"  # name, size, most: what the others leave
    NO_REPAIR_OPERATION = "no_repair_operation"  # nothing
    REPAIR_NEEDS_FAULT = "repair_needs_fault"  # serial
    REPAIR_NEEDS_TEST = "repair_needs_test"  # serial, operation
    REPAIR_NEEDS_PROCESS = "repair_needs_process"  # serial
    REPAIR_NEEDS_PHOTO = "repair_needs_photo"  # serial

    EMPTY_SCAN = "empty_scan"  # nothing
    SCAN_TOO_LONG = "scan_too_long"  # length, limit
    SCAN_CUT = "scan_cut"  # length: of what was kept of it
    SCAN_TORN = "scan_torn"  # text: only the end of a code arrived
    CONTROL_CHARACTERS = "control_characters"  # text
    UNKNOWN_COMMAND = "unknown_command"  # text
    COMMAND_INCOMPLETE = "command_incomplete"  # text
    SERIAL_MISSING = "serial_missing"  # text
    LAYOUT_AMBIGUOUS = "layout_ambiguous"  # text, other
    LAYOUT_BOTH_FOUND = "layout_both_found"  # serial, other

    REPEATED = "repeated"  # text
    SUPERSEDED = "superseded"  # text, by
    SERVER_CHANGED = "server_changed"  # nothing
    STATION_CLOSING = "station_closing"  # nothing

    SERVER_UNREACHABLE = "server_unreachable"  # nothing
    SERVER_TIMEOUT = "server_timeout"  # seconds
    SERVER_ERROR = "server_error"  # status, message
    SERVER_NOT_WATS = "server_not_wats"  # detail: HTML, a redirect, a wrong shape
    TOKEN_REFUSED = "token_refused"  # nothing
    NOT_PERMITTED = "not_permitted"  # message
    SERVER_REFUSED = "server_refused"  # message
    NOT_WRITTEN = "not_written"  # serial: a command ended without being done
    UNIT_ON_HOLD = "unit_on_hold"  # serial
    LOT_IN_QUARANTINE = "lot_in_quarantine"  # serial, name, reason, by, since: ISO 8601
    REVISION_IN_QUARANTINE = "revision_in_quarantine"  # the same
    NEEDS_SERVER = "needs_server"  # serial: it cannot be decided without the server's word
    CHANGED_ELSEWHERE = "changed_elsewhere"  # serial, what: what it is now
    DRAFT_FAULT = "draft_fault"  # detail: what cannot be kept or read, and what to do
    OUTBOX_REPLACED = "outbox_replaced"  # detail: the file, what was rescued
    OUTBOX_FAULT = "outbox_fault"  # detail: the file, why, and what to do
    CLOCK_UNKNOWN = "clock_unknown"  # nothing: the server's time was never heard
    LEFT_UNDONE = "left_undone"  # count: of commands that ended badly while nobody looked
    DISCARD_NEEDS_REASON = "discard_needs_reason"  # nothing
    DISCARDED = "discarded"  # reason
    LOG_WRITTEN = "log_written"  # count, path
    LABEL_RULE_FAULT = "label_rule_fault"  # name, why
    RECORDER_FAULT = "recorder_fault"  # detail: the file and why
    SCANNER_LOST = "scanner_lost"  # port: unplugged
    SCANNER_BUSY = "scanner_busy"  # port: another program has it
    SCANNER_DENIED = "scanner_denied"  # port: this user may not open it
    SCANNER_FAILED = "scanner_failed"  # port, detail
    SCANNER_BACK = "scanner_back"  # port
    NO_SERVER = "no_server"  # nothing
    TOKEN_MISSING = "token_missing"  # server
    ADDRESS_WRONG = "address_wrong"  # nothing
    SERVER_KEPT = "server_kept"  # server
    SERVER_KEPT_IN_FILE = "server_kept_in_file"  # server: this computer has no keyring
    TOKEN_NOT_KEPT = "token_not_kept"  # detail
    SETTINGS_KEPT = "settings_kept"  # nothing
    SETTINGS_NOT_KEPT = "settings_not_kept"  # detail
    FILE_WRITTEN = "file_written"  # path
    FILE_NOT_WRITTEN = "file_not_written"  # path, detail
    PRINTED = "printed"  # printer
    NOT_PRINTED = "not_printed"  # detail
    SCANS_WRITTEN = "scans_written"  # count, path
    SETTINGS_FAULT = "settings_fault"  # detail: the file, the place in it, and why
    SETTING_FIXED = "setting_fixed"  # path, by: fleet, environment or command line
    SETTING_LEFT_OUT = "setting_left_out"  # detail: what the run was given, and why it is none
    FLEET_COPY_USED = "fleet_copy_used"  # detail: the shared file, and why it cannot be used
    FLEET_UNKNOWN = "fleet_unknown"  # detail: the same, and there is no copy
    PROGRAM_FAULT = "program_fault"  # detail: a bug of ours, logged


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice kind and the values its sentence needs, by name."""

    kind: NoticeKind
    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """The value called `name`, or an empty text."""
        return next((value for key, value in self.values if key == name), "")


def notice(kind: NoticeKind, **values: str) -> Notice:
    """A notice from named values."""
    return Notice(kind, tuple(values.items()))

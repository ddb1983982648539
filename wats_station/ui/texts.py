"""Every notice as a sentence: the window's only prose about what happened.

A sentence says what happened and what to do next. Values are filled in after the
translation, and never parsed again, whatever braces a scanned text holds.
"""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from wats_station.domain.notice import Notice, NoticeKind
from wats_station.ui.words import QT_TRANSLATE_NOOP, panel_word, reason_word, scope_word

SENTENCES: dict[NoticeKind, str] = {
    NoticeKind.READING: QT_TRANSLATE_NOOP("Notices", "Reading {text}…"),
    NoticeKind.WAITING: QT_TRANSLATE_NOOP(
        "Notices", "{text} is heard and waits for the scan before it."
    ),
    NoticeKind.CHANGING: QT_TRANSLATE_NOOP("Notices", "Working on {text}…"),
    NoticeKind.UNIT_SHOWN: QT_TRANSLATE_NOOP(
        "Notices", "{serial} ({part}) is shown. Its phase is {phase}."
    ),
    NoticeKind.UNIT_SHOWN_AS: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} ({part}) is shown, in phase {phase}. The keys may also say {other}:"
        " set the scanner up in Settings.",
    ),
    NoticeKind.UNIT_REMEMBERED: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} ({part}) is shown as it was at {as_of}, in phase {phase}: the server cannot be"
        " asked.",
    ),
    NoticeKind.PANEL_OPENED: QT_TRANSLATE_NOOP("Notices", "{panel} is open. Scan to go on."),
    NoticeKind.PHASE_SET: QT_TRANSLATE_NOOP("Notices", "{serial} is now in phase {phase}."),
    NoticeKind.PHASE_SET_TAGGED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is now in phase {phase}, tagged {tags}."
    ),
    NoticeKind.PHASE_ALREADY: QT_TRANSLATE_NOOP(
        "Notices", "{serial} was in phase {phase} already. Nothing was changed."
    ),
    NoticeKind.PROCESS_SET: QT_TRANSLATE_NOOP("Notices", "{serial} now has process {process}."),
    NoticeKind.TAG_SET: QT_TRANSLATE_NOOP("Notices", "{serial} now has the tag {key} = {value}."),
    NoticeKind.UNIT_HELD: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is on hold. No station moves it on until a supervisor releases it."
    ),
    NoticeKind.UNIT_RELEASED: QT_TRANSLATE_NOOP("Notices", "{serial} is released and may go on."),
    NoticeKind.QUEUED: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial}: {what} is kept, and not confirmed by the server yet. It is sent as soon as"
        " the server answers.",
    ),
    NoticeKind.CANCELLED: QT_TRANSLATE_NOOP("Notices", "Cancelled. Nothing was changed."),
    NoticeKind.NOTHING_TO_UNDO: QT_TRANSLATE_NOOP(
        "Notices", "There is no change of this unit here that can be undone."
    ),
    NoticeKind.LOGGED_IN: QT_TRANSLATE_NOOP("Notices", "{name} is logged in."),
    NoticeKind.ALREADY_LOGGED_IN: QT_TRANSLATE_NOOP("Notices", "{name} was logged in already."),
    NoticeKind.LOGGED_OUT: QT_TRANSLATE_NOOP("Notices", "{name} is logged out."),
    NoticeKind.LOGGED_OUT_IDLE: QT_TRANSLATE_NOOP(
        "Notices", "{name} was logged out: nothing was done for a while. Scan the badge to go on."
    ),
    NoticeKind.LOGGED_OUT_REMOVED: QT_TRANSLATE_NOOP(
        "Notices", "{name} was logged out: no longer registered."
    ),
    NoticeKind.PIN_WANTED: QT_TRANSLATE_NOOP("Notices", "{name}: enter the PIN to approve."),
    NoticeKind.APPROVED: QT_TRANSLATE_NOOP("Notices", "Approved by {name}."),
    NoticeKind.BADGE_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices", "Nobody is registered with {badge}. A supervisor registers it in Settings."
    ),
    NoticeKind.BADGE_WITHOUT_PIN: QT_TRANSLATE_NOOP(
        "Notices", "{badge} has no PIN and cannot approve. Another supervisor has to."
    ),
    NoticeKind.NOBODY_LOGGED_IN: QT_TRANSLATE_NOOP("Notices", "Nobody is logged in."),
    NoticeKind.REGISTER_UNREAD: QT_TRANSLATE_NOOP(
        "Notices",
        "The list of operators cannot be read. {detail} Tell who looks after the station.",
    ),
    NoticeKind.LOGIN_NEEDED: QT_TRANSLATE_NOOP(
        "Notices", "Nobody is logged in. Scan your badge, then this again."
    ),
    NoticeKind.NEEDS_TECHNICIAN: QT_TRANSLATE_NOOP(
        "Notices", "This takes a technician, or a supervisor's PIN."
    ),
    NoticeKind.NEEDS_SUPERVISOR: QT_TRANSLATE_NOOP(
        "Notices", "This takes a supervisor. A supervisor can enter the PIN to approve it."
    ),
    NoticeKind.NEEDS_REASON: QT_TRANSLATE_NOOP(
        "Notices", "{serial}: say why, then it is done. The reason is kept with the unit."
    ),
    NoticeKind.REASON_ASKED: QT_TRANSLATE_NOOP("Notices", "Say why {serial} is on hold."),
    NoticeKind.NOBODY_CAN_APPROVE: QT_TRANSLATE_NOOP(
        "Notices", "This takes a supervisor, and none is registered with a PIN."
    ),
    NoticeKind.NOT_APPROVED: QT_TRANSLATE_NOOP("Notices", "Not approved. Nothing was changed."),
    NoticeKind.KIOSK_STAYS_OPEN: QT_TRANSLATE_NOOP(
        "Notices", "The window stays open: a supervisor closes it, with a PIN."
    ),
    NoticeKind.UNIT_NOT_FOUND: QT_TRANSLATE_NOOP(
        "Notices",
        "The server knows no unit {serial}. Check that the right label was scanned.",
    ),
    NoticeKind.UNIT_AMBIGUOUS: QT_TRANSLATE_NOOP(
        "Notices", "{serial} belongs to several parts: {parts}. Choose the one in your hand."
    ),
    NoticeKind.NO_CURRENT_UNIT: QT_TRANSLATE_NOOP(
        "Notices", "{command} needs a unit. Scan the unit first, then this again."
    ),
    NoticeKind.UNIT_CHANGED: QT_TRANSLATE_NOOP(
        "Notices",
        "Another station moved {serial} to {phase} meanwhile. Look at the unit, then decide again.",
    ),
    NoticeKind.UNKNOWN_PHASE: QT_TRANSLATE_NOOP(
        "Notices", "The server has no phase {text}. Check the command sheet, or choose in Phase."
    ),
    NoticeKind.TAGS_MISSING: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} is not moved: the batch has no {keys} yet. Type it in Phase or scan"
        " CMD-TAG-{first}=… there, then this again.",
    ),
    NoticeKind.BATCH_TAG_SET: QT_TRANSLATE_NOOP(
        "Notices", "{key} = {value} goes onto every unit of this batch that is moved."
    ),
    NoticeKind.BATCH_TAG_EMPTY: QT_TRANSLATE_NOOP(
        "Notices", "{key} has no value: type one line of at most 200 characters."
    ),
    NoticeKind.NEW_BATCH: QT_TRANSLATE_NOOP(
        "Notices", "A new batch: give {keys} for it, then scan its units."
    ),
    NoticeKind.BATCH_CHOOSE: QT_TRANSLATE_NOOP(
        "Notices", "Choose what every unit is to get, or scan the code for it."
    ),
    NoticeKind.BATCH_BEGUN: QT_TRANSLATE_NOOP(
        "Notices", "Every unit scanned now gets {what}. CMD-CANCEL ends it."
    ),
    NoticeKind.BATCH_OVER: QT_TRANSLATE_NOOP(
        "Notices",
        "The batch has ended. Done: {done}, refused: {refused}, waiting for the server: {queued}.",
    ),
    NoticeKind.UNKNOWN_PROCESS: QT_TRANSLATE_NOOP(
        "Notices", "The server has no process {text}. Check the command sheet."
    ),
    NoticeKind.PHASE_NOT_ALLOWED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} cannot go from {from} to {to}. Choose one of its next phases."
    ),
    NoticeKind.FINALIZE_NOT_PASSED: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} cannot be finalized: not passed: {processes}. Send it to test or repair.",
    ),
    NoticeKind.FINALIZE_NEEDS_CONFIRMATION: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} has never been tested. Scan CMD-CONFIRM to finalize it all the same.",
    ),
    NoticeKind.FAILURE_NOT_THERE: QT_TRANSLATE_NOOP(
        "Notices", "The server has no report of a failed run of {process}."
    ),
    NoticeKind.NOTHING_TO_CONFIRM: QT_TRANSLATE_NOOP(
        "Notices", "There is nothing to confirm. Scan a unit or a command."
    ),
    NoticeKind.NOT_IN_THIS_VERSION: QT_TRANSLATE_NOOP(
        "Notices", "{text} is not in this version of the program. Nothing was changed."
    ),
    NoticeKind.VERIFIED_PASSED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} has passed every test that is required."
    ),
    NoticeKind.VERIFIED_FAILED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} has not passed: {processes}. Test it again, or send it to repair."
    ),
    NoticeKind.VERIFIED_UNTESTED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} was never tested, and no rule says what it needs."
    ),
    NoticeKind.NO_BOX_BUILD: QT_TRANSLATE_NOOP(
        "Notices",
        "The server has no box build for {part}, so nothing is built into {serial}.",
    ),
    NoticeKind.ASSEMBLY_NOT_OPEN: QT_TRANSLATE_NOOP(
        "Notices", "No assembly is open. Open Assembly, scan the unit you build, then this again."
    ),
    NoticeKind.ASSEMBLY_LEFT: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is put away as it is. Scan the next unit to build."
    ),
    NoticeKind.ASSEMBLY_COMPLETE: QT_TRANSLATE_NOOP("Notices", "{serial} is complete."),
    NoticeKind.ASSEMBLY_MISSING: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is not complete. Missing: {count}, of {parts}."
    ),
    NoticeKind.ASSEMBLY_STRANGERS: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} is not complete: no position takes {children}. Take it out.",
    ),
    NoticeKind.CHILD_ADDED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is built into {parent}: {filled} of {slots}."
    ),
    NoticeKind.CHILD_COMPLETES: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is built in, and {parent} is complete. Scan the next unit to build."
    ),
    NoticeKind.CHILD_REMOVED: QT_TRANSLATE_NOOP("Notices", "{serial} is taken out of {parent}."),
    NoticeKind.CHILD_REPLACED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is in {parent} instead of {old}."
    ),
    NoticeKind.REPLACED_HALF: QT_TRANSLATE_NOOP(
        "Notices",
        "{old} is out, but {serial} is not in. The position is open: scan a unit that fits, and"
        " look into the outbox.",
    ),
    NoticeKind.NOTHING_REPLACED: QT_TRANSLATE_NOOP(
        "Notices", "Nothing was replaced here just now. Add the reason with CMD-TAG."
    ),
    NoticeKind.NO_REASON: QT_TRANSLATE_NOOP("Notices", "No reason is kept."),
    NoticeKind.REASON_KEPT: QT_TRANSLATE_NOOP("Notices", "Why {serial} was replaced: {reason}"),
    NoticeKind.DISASSEMBLED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is empty now: {count} taken out."
    ),
    NoticeKind.REMOVE_NEXT: QT_TRANSLATE_NOOP("Notices", "Scan the unit that comes out."),
    NoticeKind.REPLACE_OLD_NEXT: QT_TRANSLATE_NOOP(
        "Notices", "Scan the unit that comes out, then the one that goes in."
    ),
    NoticeKind.REPLACE_NEW_NEXT: QT_TRANSLATE_NOOP(
        "Notices", "Now scan the unit that goes in instead of {serial}."
    ),
    NoticeKind.DISASSEMBLE_ASKED: QT_TRANSLATE_NOOP(
        "Notices", "Take everything ({count}) out of {serial}? Scan CMD-CONFIRM or CMD-CANCEL."
    ),
    NoticeKind.NOTHING_BUILT_IN: QT_TRANSLATE_NOOP("Notices", "Nothing is built into {serial}."),
    NoticeKind.NOT_IN_HERE: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is not in {parent}. Scan one that is, or CMD-CANCEL."
    ),
    NoticeKind.CHILD_ITSELF: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is the unit you are building. Scan one of its parts."
    ),
    NoticeKind.CHILD_AROUND: QT_TRANSLATE_NOOP(
        "Notices", "{parent} is built into {serial}: it cannot go in there."
    ),
    NoticeKind.CHILD_ALREADY_HERE: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is in {parent} already. Scan the next part."
    ),
    NoticeKind.CHILD_IN_ANOTHER: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is built into {other}. Take it out there first, or use another unit."
    ),
    NoticeKind.CHILD_WRONG_PART: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is a {part}, which does not belong in {parent}. Wanted: {wanted}."
    ),
    NoticeKind.CHILD_WRONG_REVISION: QT_TRANSLATE_NOOP(
        "Notices", "{serial} has revision {revision}. {parent} takes {wanted}: use another unit."
    ),
    NoticeKind.CHILD_NO_OPEN_SLOT: QT_TRANSLATE_NOOP(
        "Notices", "{parent} has every {part} it needs. Put {serial} back, or scan CMD-REPLACE."
    ),
    NoticeKind.CHILD_SCRAPPED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is scrapped. Use another unit."
    ),
    NoticeKind.CHILD_FAILING: QT_TRANSLATE_NOOP(
        "Notices", "{serial} failed: {processes}. Send it to repair, and use another unit."
    ),
    NoticeKind.CHILD_NOT_FINALIZED: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} is not finished: its phase is {phase}. Finalize it first, or use another unit.",
    ),
    NoticeKind.PARENT_ON_HOLD: QT_TRANSLATE_NOOP(
        "Notices", "{parent} is on hold: nothing is built in until a supervisor releases it."
    ),
    NoticeKind.REPAIR_OPENED: QT_TRANSLATE_NOOP(
        "Notices", "Repair of {serial}: {process} failed. Scan or touch what was wrong."
    ),
    NoticeKind.NOTHING_TO_REPAIR: QT_TRANSLATE_NOOP(
        "Notices", "{serial} has not failed: there is nothing to repair."
    ),
    NoticeKind.REPAIR_WAITING: QT_TRANSLATE_NOOP(
        "Notices", "{serial} was repaired: it waits for its retest in {process}."
    ),
    NoticeKind.REPAIR_KEPT: QT_TRANSLATE_NOOP(
        "Notices", "The repair of {serial} is kept here, and not confirmed by the server yet."
    ),
    NoticeKind.REPAIR_FILED: QT_TRANSLATE_NOOP(
        "Notices", "The repair of {serial} is filed. Test it again in {process}."
    ),
    NoticeKind.REPAIR_LEFT: QT_TRANSLATE_NOOP(
        "Notices", "The repair of {serial} is put away. What was entered is kept."
    ),
    NoticeKind.REPAIR_DROPPED: QT_TRANSLATE_NOOP(
        "Notices", "What was entered for {serial} is thrown away."
    ),
    NoticeKind.REPAIR_PREVIEW: QT_TRANSLATE_NOOP(
        "Notices", "This is what will be filed for {serial}. Check it, then file it."
    ),
    NoticeKind.REPAIR_NOT_OPEN: QT_TRANSLATE_NOOP(
        "Notices", "No repair is open: open the repair panel and scan the unit that failed."
    ),
    NoticeKind.REPAIR_BUSY: QT_TRANSLATE_NOOP(
        "Notices", "The repair is being filed, or a file added: wait a moment and try again."
    ),
    NoticeKind.RETEST_PASSED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} passed its retest in {process}."
    ),
    NoticeKind.RETEST_FAILED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} failed its retest in {process}. Repair it once more."
    ),
    NoticeKind.FAULT_ADDED: QT_TRANSLATE_NOOP("Notices", "{category}: {code} is in the repair."),
    NoticeKind.FAULT_CHANGED: QT_TRANSLATE_NOOP("Notices", "{code} is changed."),
    NoticeKind.FAULT_REMOVED: QT_TRANSLATE_NOOP("Notices", "{code} is no longer in the repair."),
    NoticeKind.FAULT_GONE: QT_TRANSLATE_NOOP("Notices", "That failure is no longer in the repair."),
    NoticeKind.FAULT_CHOICE: QT_TRANSLATE_NOOP(
        "Notices", "{code} is in {count} categories. Choose which one is meant."
    ),
    NoticeKind.FAULT_CHOICE_OPEN: QT_TRANSLATE_NOOP(
        "Notices", "First choose which code is meant, or cancel."
    ),
    NoticeKind.FAULT_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices", "{operation} knows no code {text}. Scan another, or search for it."
    ),
    NoticeKind.FAULTS_TOO_MANY: QT_TRANSLATE_NOOP(
        "Notices", "A repair holds at most {count} failures. File this one, then another."
    ),
    NoticeKind.COMPONENT_SET: QT_TRANSLATE_NOOP("Notices", "Component {component} for {code}."),
    NoticeKind.COMPONENT_WRONG: QT_TRANSLATE_NOOP(
        "Notices", "{component} is no component reference here. One looks like this: {hint}"
    ),
    NoticeKind.COMPONENT_NO_FAULT: QT_TRANSLATE_NOOP(
        "Notices", "{component} belongs to no failure: scan or touch a failure code first."
    ),
    NoticeKind.STEP_CHOSEN: QT_TRANSLATE_NOOP(
        "Notices", "The next failure explains the step {step}."
    ),
    NoticeKind.COMMENT_KEPT: QT_TRANSLATE_NOOP("Notices", "The comment is kept."),
    NoticeKind.OPERATION_CHOSEN: QT_TRANSLATE_NOOP("Notices", "It will be filed as {operation}."),
    NoticeKind.OPERATION_LACKS_CODES: QT_TRANSLATE_NOOP(
        "Notices", "{operation} does not know {codes}. Remove those failures first."
    ),
    NoticeKind.FILES_ADDED: QT_TRANSLATE_NOOP("Notices", "Files added: {count}."),
    NoticeKind.FILE_REMOVED: QT_TRANSLATE_NOOP("Notices", "{name} is no longer in the repair."),
    NoticeKind.FILE_NOT_TAKEN: QT_TRANSLATE_NOOP("Notices", "The file is not added. {detail}"),
    NoticeKind.FILE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Notices", "{name} is too large: {size} MB, and a file may have {most} MB."
    ),
    NoticeKind.FILES_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Notices",
        "{name} is too large beside the other files: {size} MB, and {most} MB are left. Remove"
        " another one first.",
    ),
    NoticeKind.NO_REPAIR_OPERATION: QT_TRANSLATE_NOOP(
        "Notices", "This server has no repair operation for it. Ask whoever sets it up."
    ),
    NoticeKind.REPAIR_NEEDS_FAULT: QT_TRANSLATE_NOOP(
        "Notices", "Say first what was wrong: scan or touch a failure code."
    ),
    NoticeKind.REPAIR_NEEDS_TEST: QT_TRANSLATE_NOOP(
        "Notices", "{operation} needs a failed test, and {serial} has none."
    ),
    NoticeKind.REPAIR_NEEDS_PROCESS: QT_TRANSLATE_NOOP(
        "Notices", "{serial} has no process: set the one it is to be tested in first."
    ),
    NoticeKind.REPAIR_NEEDS_PHOTO: QT_TRANSLATE_NOOP(
        "Notices", "One of the failures needs a photo: add one first."
    ),
    NoticeKind.DRAFT_FAULT: QT_TRANSLATE_NOOP(
        "Notices", "What is half done cannot be remembered. {detail}"
    ),
    NoticeKind.EMPTY_SCAN: QT_TRANSLATE_NOOP(
        "Notices", "The scan was empty. Scan again, or type the serial number."
    ),
    NoticeKind.SCAN_TOO_LONG: QT_TRANSLATE_NOOP(
        "Notices",
        "The code has {length} characters and at most {limit} can be read. Scan another label.",
    ),
    NoticeKind.SCAN_TORN: QT_TRANSLATE_NOOP(
        "Notices", "Only the end of a code arrived: {text}. Scan it again."
    ),
    NoticeKind.SCAN_CUT: QT_TRANSLATE_NOOP(
        "Notices",
        "The code is longer than a scanner may send ({length} characters were read)."
        " Scan another label.",
    ),
    NoticeKind.CONTROL_CHARACTERS: QT_TRANSLATE_NOOP(
        "Notices",
        "The code holds characters this version cannot read: {text}. Scan the plain label.",
    ),
    NoticeKind.UNKNOWN_COMMAND: QT_TRANSLATE_NOOP(
        "Notices", "There is no command {text}. Check the command sheet."
    ),
    NoticeKind.COMMAND_INCOMPLETE: QT_TRANSLATE_NOOP(
        "Notices", "The command {text} is not complete. Check the command sheet."
    ),
    NoticeKind.SERIAL_MISSING: QT_TRANSLATE_NOOP(
        "Notices", "There is no serial number in {text}. Scan the unit's own label."
    ),
    NoticeKind.LAYOUT_AMBIGUOUS: QT_TRANSLATE_NOOP(
        "Notices",
        "These keys say {text} or {other}, by the keyboard layout. Nothing was changed:"
        " set the scanner up in Settings.",
    ),
    NoticeKind.LAYOUT_BOTH_FOUND: QT_TRANSLATE_NOOP(
        "Notices", "There is a unit {serial} and a unit {other}. Choose the one that is meant."
    ),
    NoticeKind.REPEATED: QT_TRANSLATE_NOOP(
        "Notices", "{text} was scanned twice in a row. Wait a moment to scan it again on purpose."
    ),
    NoticeKind.SUPERSEDED: QT_TRANSLATE_NOOP(
        "Notices", "{text} was not shown because {by} was scanned. Scan it again if you need it."
    ),
    NoticeKind.SERVER_CHANGED: QT_TRANSLATE_NOOP(
        "Notices", "The station changed to another server meanwhile. Scan again."
    ),
    NoticeKind.STATION_CLOSING: QT_TRANSLATE_NOOP(
        "Notices", "The station is closing. Scan again when it has been started."
    ),
    NoticeKind.SERVER_UNREACHABLE: QT_TRANSLATE_NOOP(
        "Notices",
        "The server cannot be reached. Check the network and scan again.",
    ),
    NoticeKind.SERVER_TIMEOUT: QT_TRANSLATE_NOOP(
        "Notices", "The server gave no answer in {seconds} seconds. Scan again."
    ),
    NoticeKind.SERVER_ERROR: QT_TRANSLATE_NOOP(
        "Notices",
        "The server failed (error {status}). Scan again; if it stays, tell support: {message}",
    ),
    NoticeKind.SERVER_NOT_WATS: QT_TRANSLATE_NOOP(
        "Notices",
        "What answered is not a WATS server. Check the network and the address ({detail}).",
    ),
    NoticeKind.TOKEN_REFUSED: QT_TRANSLATE_NOOP(
        "Notices", "The server refused this station's token. A supervisor must give it a new one."
    ),
    NoticeKind.NOT_PERMITTED: QT_TRANSLATE_NOOP(
        "Notices", "This station is not permitted to do that. Ask a supervisor. {message}"
    ),
    NoticeKind.SERVER_REFUSED: QT_TRANSLATE_NOOP(
        "Notices", "The server refused it, nothing was changed. Its reason: {message}"
    ),
    NoticeKind.CHANGED_ELSEWHERE: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} was changed elsewhere meanwhile: {what}. Look at the unit, then decide again.",
    ),
    NoticeKind.UNIT_ON_HOLD: QT_TRANSLATE_NOOP(
        "Notices", "{serial} is on hold. A supervisor has to release it first."
    ),
    NoticeKind.LOT_IN_QUARANTINE: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial}: its lot {name} is in quarantine ({why}). A supervisor has to release it first.",
    ),
    NoticeKind.REVISION_IN_QUARANTINE: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial}: its revision {name} is in quarantine ({why})."
        " A supervisor has to release it first.",
    ),
    NoticeKind.QUARANTINE_ON: QT_TRANSLATE_NOOP(
        "Notices",
        "{scope} {name} of {part} is in quarantine. No station moves its units on until a"
        " supervisor releases it.",
    ),
    NoticeKind.QUARANTINE_OVER: QT_TRANSLATE_NOOP(
        "Notices", "{scope} {name} of {part} is out of quarantine. Its units may go on."
    ),
    NoticeKind.QUARANTINE_ON_ALREADY: QT_TRANSLATE_NOOP(
        "Notices", "{scope} {name} of {part} was in quarantine already. Nothing was changed."
    ),
    NoticeKind.QUARANTINE_OVER_ALREADY: QT_TRANSLATE_NOOP(
        "Notices", "{scope} {name} of {part} is in no quarantine. Nothing was changed."
    ),
    NoticeKind.QUARANTINE_WHY: QT_TRANSLATE_NOOP(
        "Notices", "{scope} {name} of {part}: choose the reason. CMD-CONFIRM takes the first one."
    ),
    NoticeKind.QUARANTINE_CHANGED: QT_TRANSLATE_NOOP(
        "Notices",
        "{scope} {name}: its quarantine was changed elsewhere meanwhile ({why})."
        " Look at it, then decide again.",
    ),
    NoticeKind.QUARANTINE_NOT_PERMITTED: QT_TRANSLATE_NOOP(
        "Notices",
        "This station's token may not change products, so nothing was put into or out of"
        " quarantine. Give it a token that may, or put each unit on hold. {message}",
    ),
    NoticeKind.QUARANTINE_UNSURE: QT_TRANSLATE_NOOP(
        "Notices",
        "{scope} {name}: the server did not say whether it took it. Scan a unit of it to see,"
        " then try again.",
    ),
    NoticeKind.QUARANTINE_UNASKED: QT_TRANSLATE_NOOP(
        "Notices", "Nobody asks for a reason now. Begin again."
    ),
    NoticeKind.UNIT_CREATED: QT_TRANSLATE_NOOP(
        "Notices", "{serial} was made: {part}, revision {revision}."
    ),
    NoticeKind.CREATE_READY: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial} may be made: {part}, revision {revision}."
        " Compare it with the label, then confirm.",
    ),
    NoticeKind.CREATE_WHICH_PART: QT_TRANSLATE_NOOP("Notices", "Choose what {serial} is."),
    NoticeKind.CREATE_WHICH_REVISION: QT_TRANSLATE_NOOP(
        "Notices", "Choose the revision of {serial} ({part})."
    ),
    NoticeKind.CREATE_INCOMPLETE: QT_TRANSLATE_NOOP(
        "Notices", "{serial}: its part and revision are not known. Choose them first."
    ),
    NoticeKind.CREATE_EXISTS: QT_TRANSLATE_NOOP(
        "Notices", "{serial} ({part}) is there by now. Nothing was made; it is shown."
    ),
    NoticeKind.CREATE_NO_PRODUCT: QT_TRANSLATE_NOOP(
        "Notices",
        "The server has no product {part} with a revision in use, so {serial} was not made."
        " Choose another one.",
    ),
    NoticeKind.CREATE_NO_REVISION: QT_TRANSLATE_NOOP(
        "Notices",
        "The server has no revision {revision} of {part} in use, so {serial} was not made."
        " Choose another one.",
    ),
    NoticeKind.NOTHING_TO_CREATE: QT_TRANSLATE_NOOP(
        "Notices", "There is nothing to make now. Scan the label again."
    ),
    NoticeKind.NO_LOT: QT_TRANSLATE_NOOP(
        "Notices", "{serial} belongs to no lot. Put the unit itself on hold."
    ),
    NoticeKind.NO_REVISION: QT_TRANSLATE_NOOP(
        "Notices", "{serial} has no revision. Put the unit itself on hold."
    ),
    NoticeKind.NEEDS_SERVER: QT_TRANSLATE_NOOP(
        "Notices",
        "{serial}: this cannot be decided without the server. Try again when the server answers.",
    ),
    NoticeKind.NOT_WRITTEN: QT_TRANSLATE_NOOP(
        "Notices", "The change of {serial} was not done. Scan the command again."
    ),
    NoticeKind.OUTBOX_FAULT: QT_TRANSLATE_NOOP(
        "Notices", "Nothing was kept or sent: {detail}. Tell who looks after the station."
    ),
    NoticeKind.OUTBOX_REPLACED: QT_TRANSLATE_NOOP(
        "Notices", "{detail}. Tell who looks after the station."
    ),
    NoticeKind.CLOCK_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices", "The report waits until the server has told what time it is."
    ),
    NoticeKind.LEFT_UNDONE: QT_TRANSLATE_NOOP(
        "Notices", "Not done, and nobody has taken note of it: {count}. Open the outbox."
    ),
    NoticeKind.DISCARD_NEEDS_REASON: QT_TRANSLATE_NOOP(
        "Notices", "Write why it is given up, then press Discard again."
    ),
    NoticeKind.DISCARDED: QT_TRANSLATE_NOOP("Notices", "Given up: {reason}"),
    NoticeKind.LOG_WRITTEN: QT_TRANSLATE_NOOP(
        "Notices", "The log is written to {path}: {count} entries."
    ),
    NoticeKind.LABEL_RULE_FAULT: QT_TRANSLATE_NOOP(
        "Notices", "The label rule {name} cannot be used: {why}. Tell who looks after the station."
    ),
    NoticeKind.RECORDER_FAULT: QT_TRANSLATE_NOOP(
        "Notices",
        "The record of scans for support has a problem. Tell who looks after it: {detail}",
    ),
    NoticeKind.SCANNER_LOST: QT_TRANSLATE_NOOP(
        "Notices", "The scanner on {port} is not there. Check its cable; it is found by itself."
    ),
    NoticeKind.SCANNER_BUSY: QT_TRANSLATE_NOOP(
        "Notices", "Another program has the scanner on {port}. Close that program."
    ),
    NoticeKind.SCANNER_DENIED: QT_TRANSLATE_NOOP(
        "Notices", "This user may not open {port}. Tell who looks after the station."
    ),
    NoticeKind.SCANNER_FAILED: QT_TRANSLATE_NOOP(
        "Notices", "The scanner on {port} does not work: {detail}. Check the port in Settings."
    ),
    NoticeKind.SCANNER_BACK: QT_TRANSLATE_NOOP(
        "Notices", "The scanner on {port} is there again. Scan to go on."
    ),
    NoticeKind.NO_SERVER: QT_TRANSLATE_NOOP(
        "Notices", "No server is set. Open Settings, give the server and its token, then scan."
    ),
    NoticeKind.TOKEN_MISSING: QT_TRANSLATE_NOOP(
        "Notices", "The token for {server} is missing. Give it in Settings."
    ),
    NoticeKind.ADDRESS_WRONG: QT_TRANSLATE_NOOP(
        "Notices", "That is no server address. Write http://HOST:PORT or https://HOST."
    ),
    NoticeKind.SERVER_KEPT: QT_TRANSLATE_NOOP(
        "Notices", "{server} took the token. Both are kept, the token in this computer's keyring."
    ),
    NoticeKind.SERVER_KEPT_IN_FILE: QT_TRANSLATE_NOOP(
        "Notices",
        "{server} took the token. Both are kept; there is no keyring on this computer,"
        " so the token is in a file that only its owner can read.",
    ),
    NoticeKind.TOKEN_NOT_KEPT: QT_TRANSLATE_NOOP(
        "Notices", "The token could not be kept, nothing was changed: {detail}"
    ),
    NoticeKind.SETTINGS_KEPT: QT_TRANSLATE_NOOP("Notices", "Kept, and in force."),
    NoticeKind.SETTINGS_NOT_KEPT: QT_TRANSLATE_NOOP(
        "Notices", "Not kept, nothing was changed: {detail}"
    ),
    NoticeKind.FILE_WRITTEN: QT_TRANSLATE_NOOP("Notices", "Written: {path}"),
    NoticeKind.FILE_NOT_WRITTEN: QT_TRANSLATE_NOOP(
        "Notices", "{path} could not be written: {detail}. Choose another place."
    ),
    NoticeKind.PRINTED: QT_TRANSLATE_NOOP("Notices", "Sent to the printer {printer}."),
    NoticeKind.NOT_PRINTED: QT_TRANSLATE_NOOP(
        "Notices", "Nothing was printed: {detail}. Save it as a PDF file instead."
    ),
    NoticeKind.SCANS_WRITTEN: QT_TRANSLATE_NOOP("Notices", "The last {count} scans are in {path}."),
    NoticeKind.SETTINGS_FAULT: QT_TRANSLATE_NOOP(
        "Notices",
        "The settings cannot be used, standard ones are in force. Correct the file: {detail}",
    ),
    NoticeKind.SETTING_FIXED: QT_TRANSLATE_NOOP(
        "Notices",
        "{path} cannot be changed here: {by}. Tell who looks after the station.",
    ),
    NoticeKind.SETTING_LEFT_OUT: QT_TRANSLATE_NOOP(
        "Notices",
        "A setting given for this run is left out. Tell who looks after the station: {detail}",
    ),
    NoticeKind.FLEET_COPY_USED: QT_TRANSLATE_NOOP(
        "Notices",
        "The fleet's settings cannot be read, the last good copy is in force."
        " Tell who looks after the station: {detail}",
    ),
    NoticeKind.FLEET_UNKNOWN: QT_TRANSLATE_NOOP(
        "Notices",
        "The fleet's settings cannot be read, and there is no copy of them yet."
        " Tell who looks after the station: {detail}",
    ),
    NoticeKind.PROGRAM_FAULT: QT_TRANSLATE_NOOP(
        "Notices", "The program made a mistake; it is in the log. Scan again. ({detail})"
    ),
}

_FIXED_BY = {
    "fleet": QT_TRANSLATE_NOOP("Notices", "the fleet's settings say what it is"),
    "environment": QT_TRANSLATE_NOOP("Notices", "this computer's environment says what it is"),
    "command line": QT_TRANSLATE_NOOP("Notices", "this start was told what it is"),
}


_QUARANTINE_TOLD = frozenset(
    {
        NoticeKind.LOT_IN_QUARANTINE,
        NoticeKind.REVISION_IN_QUARANTINE,
        NoticeKind.QUARANTINE_CHANGED,
    }
)


def local_time(when: datetime | None) -> str:
    """Date and time of day at this station, the same in every language; empty without one."""
    return when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""


class _Values(dict[str, str]):
    """A notice's values; one it does not carry is empty rather than a crash in the strip."""

    def __missing__(self, key: str) -> str:
        return ""


def quarantine_why(reason: str, by: str, since: datetime | None) -> str:
    """Why, by whom and since when, as far as anybody wrote it down."""
    said = reason_word(reason) if reason else QCoreApplication.translate("Notices", "no reason")
    return ", ".join(text for text in (said, by, local_time(since)) if text)


def sentence(notice: Notice) -> str:
    """The notice in the language in force, as plain text on one line."""
    values = _Values(notice.values)
    if notice.kind is NoticeKind.PANEL_OPENED:
        values["panel"] = panel_word(values["panel"])
    if notice.kind is NoticeKind.SETTING_FIXED and values["by"] in _FIXED_BY:
        values["by"] = QCoreApplication.translate("Notices", _FIXED_BY[values["by"]])
    if notice.kind in _QUARANTINE_TOLD:
        since = datetime.fromisoformat(values["since"]) if values["since"] else None
        values["why"] = quarantine_why(values["reason"], values["by"], since)
    if notice.kind.value.startswith("quarantine_"):
        values["scope"] = scope_word(values["scope"])
    if values["as_of"]:
        values["as_of"] = local_time(datetime.fromisoformat(values["as_of"]))
    template = QCoreApplication.translate("Notices", SENTENCES[notice.kind])
    if values["nearest"]:
        nearest = QCoreApplication.translate("Notices", "It comes nearest to {nearest}.")
        template = f"{template} {nearest}"
    if values["as_of"] and notice.kind is not NoticeKind.UNIT_REMEMBERED:
        known = QCoreApplication.translate(
            "Notices", "As known at {as_of}: the server cannot be asked."
        )
        template = f"{template} {known}"
    return " ".join(template.format_map(values).split())

; The program that is installed is asked to end by its own `stop`, and started again by `start-again`.

; Written while it is asked, read by the new program; in the folder that only set-up may write.
!define RAN "$INSTDIR.ran.json"

!macro DefineStopping un
; $0 becomes 1 when something still runs, and $1 what that is.
Function ${un}AskToEnd
  StrCpy $0 0
  StrCpy $1 ""
  ${If} ${FileExists} "$INSTDIR\wats-station.exe"
    nsExec::ExecToStack '"$INSTDIR\wats-station.exe" stop --wait 60 --remember "${RAN}"'
    Pop $0
    Pop $1
    ${Note} "stop: $0 $1"
    ; One that cannot even run has nothing running: that its files can be moved shows it.
    ${If} $0 != 1
      StrCpy $0 0
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ${un}StopWhatRuns
  again:
  Call ${un}AskToEnd
  ${If} $0 = 1
    ; What did end is not left ended.
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillRuns)$\r$\n$\r$\n$1" /SD IDCANCEL IDRETRY again
    Call ${un}LeaveAsItWas
    ${Note} "$(StillRuns)"
    SetErrorLevel ${STILL_RUNS}
    Quit
  ${EndIf}
FunctionEnd

Function ${un}StartWhatRan
  ${If} ${FileExists} "${RAN}"
    nsExec::ExecToStack '"$INSTDIR\wats-station.exe" start-again "${RAN}"'
    Pop $0
    Pop $1
    ${Note} "start-again: $0 $1"
    Delete "${RAN}"
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DefineStopping ""
!insertmacro DefineStopping "un."

Function LeaveAsItWas
  Call Unstage
  Call StartWhatRan
FunctionEnd

Function un.LeaveAsItWas
  Call un.StartWhatRan
FunctionEnd

; With rights that were asked for, whoever asked starts it: it is theirs, and has no rights.
Function StartAgain
  ${If} $Elevated <> 1
    Call StartWhatRan
  ${EndIf}
FunctionEnd

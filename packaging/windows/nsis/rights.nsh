; An administrator's rights, asked for only where all users are meant.
; Set-up starts itself once more with them and waits, so that what is started
; afterwards runs as the person at the screen.

!macro DefineRights un
; $0 becomes 1 when this process has an administrator's rights.
Function ${un}HasRights
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
FunctionEnd

; Silently nobody can be asked.
Function ${un}NeedRights
  ${If} $AllUsers = 1
    Call ${un}HasRights
    ${If} $0 = 0
      ${GiveUp} ${NO_RIGHTS} "$(NoRights)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; Runs the program $0 with the arguments $1 as administrator; $2 becomes its exit code,
; or "" when Windows did not start it (the user said no).
Function ${un}RunElevated
  StrCpy $2 ""
  ; SHELLEXECUTEINFOW: 112 bytes in a 64-bit set-up, 60 in one of 32 bits.
  !if "${TARGET}" == "amd64-unicode"
    !define /redef EXECUTE_SIZE 112
  !else
    !define /redef EXECUTE_SIZE 60
  !endif
  ; 0x140: leave the process handle, and do not return before it has started.
  System::Call '*(i ${EXECUTE_SIZE}, i 0x140, p $HWNDPARENT, w "runas", w r0, w r1, w "", i 1, p 0, p 0, p 0, p 0, i 0, p 0, p 0) p .r3'
  System::Call 'shell32::ShellExecuteExW(p r3) i .r4'
  ${If} $4 <> 0
    System::Call '*$3(i, i, p, w, w, w, w, i, p, p, p, p, i, p, p .r5)'
    System::Call 'kernel32::WaitForSingleObject(p r5, i -1)'
    System::Call 'kernel32::GetExitCodeProcess(p r5, *i .r2)'
    System::Call 'kernel32::CloseHandle(p r5)'
  ${EndIf}
  System::Free $3
FunctionEnd
!macroend
!insertmacro DefineRights ""
!insertmacro DefineRights "un."

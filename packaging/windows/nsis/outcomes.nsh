; How set-up ends: its exit code, what it tells, and what it writes into the file of /LOG=.
; 0 is done, 1 is cancelled by the user; with every other nothing was changed.

!define NOT_WRITTEN 2    ; the files could not be written or replaced
!define STILL_RUNS 3     ; the program that is installed did not end
!define NEWER_IS_THERE 4 ; a newer version is installed
!define NO_RIGHTS 5      ; for all users, and not started by an administrator
!define FOREIGN_FOLDER 6 ; the folder holds something else
!define OTHER_SET_UP 7   ; another set-up of this program runs
!define OLD_WINDOWS 8    ; Windows is older than 10, or of 32 bits

Var LogFile

!macro _Note text
  Push `${text}`
  !ifdef __UNINSTALL__
    Call un.WriteNote
  !else
    Call WriteNote
  !endif
!macroend
!define Note `!insertmacro _Note`

; Says `text`, where there is somebody to read it, and ends with `code`.
!macro _GiveUp code text
  ${Note} `${text}`
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONSTOP `${text}`
  ${EndIf}
  SetErrorLevel ${code}
  Quit
!macroend
!define GiveUp `!insertmacro _GiveUp`

!macro DefineNotes un
Function ${un}OpenLog
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/LOG=" $LogFile
  ${If} ${Errors}
    StrCpy $LogFile ""
  ${EndIf}
FunctionEnd

Function ${un}WriteNote
  Exch $0
  Push $1
  DetailPrint $0
  ${If} $LogFile != ""
    ClearErrors
    FileOpen $1 $LogFile a
    ${IfNot} ${Errors}
      FileSeek $1 0 END
      FileWriteUTF16LE /BOM $1 "$0$\r$\n"
      FileClose $1
    ${EndIf}
  ${EndIf}
  Pop $1
  Pop $0
FunctionEnd
!macroend
!insertmacro DefineNotes ""
!insertmacro DefineNotes "un."

Function NeedWindows
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    ${GiveUp} ${OLD_WINDOWS} "$(OldWindows)"
  ${EndIf}
FunctionEnd

; The handle is held until set-up ends. The one with administrator's rights is part of another.
Function OnlyOneSetUp
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/Elevated" $R1
  ${If} ${Errors}
    System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Local\wats-station-set-up") p .r1 ?e'
    Pop $0
    ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
      ${GiveUp} ${OTHER_SET_UP} "$(OtherSetUp)"
    ${EndIf}
  ${EndIf}
FunctionEnd

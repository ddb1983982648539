; The new program is unpacked beside the old one, while that still runs, and then takes its place
; by two renamings: there is a whole program at every moment but the one between them, and
; no file of an old version stays.

!define NEW "$INSTDIR.new"
!define OLD "$INSTDIR.old"
; A virus scanner may hold a file of a folder for a moment.
!define RENAME_TRIES 40
!define RENAME_PAUSE 250

Function Stage
  ; Set-up was cut off between the two renamings.
  ${If} ${FileExists} "${OLD}\wats-stationw.exe"
  ${AndIfNot} ${FileExists} "$INSTDIR\wats-stationw.exe"
    RMDir "$INSTDIR"
    Rename "${OLD}" "$INSTDIR"
  ${EndIf}
  RMDir /r "${OLD}"
  RMDir /r "${NEW}"
  ClearErrors
  SetOutPath "${NEW}"
  File /r "${PROGRAM}\*.*"
  WriteUninstaller "${NEW}\uninstall.exe"
  ${If} ${Errors}
  ${OrIfNot} ${FileExists} "${NEW}\uninstall.exe"
    Call Unstage
    ${GiveUp} ${NOT_WRITTEN} "$(NotWritten)"
  ${EndIf}
  ; A folder that is somebody's current one cannot be renamed.
  SetOutPath "$TEMP"
FunctionEnd

Function Unstage
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
FunctionEnd

; Renames $0 to $1, patiently; $2 becomes 1 when that was done.
Function RenameFolder
  StrCpy $2 0
  ${For} $3 1 ${RENAME_TRIES}
    ClearErrors
    Rename "$0" "$1"
    ${IfNot} ${Errors}
      StrCpy $2 1
      Return
    ${EndIf}
    Sleep ${RENAME_PAUSE}
  ${Next}
FunctionEnd

Function Swap
  ${If} ${FileExists} "$INSTDIR\wats-stationw.exe"
    StrCpy $0 "$INSTDIR"
    StrCpy $1 "${OLD}"
    Call RenameFolder
    ${If} $2 = 0
      Call LeaveAsItWas
      ${GiveUp} ${NOT_WRITTEN} "$(NotWritten)"
    ${EndIf}
  ${Else}
    RMDir "$INSTDIR"
  ${EndIf}
  StrCpy $0 "${NEW}"
  StrCpy $1 "$INSTDIR"
  Call RenameFolder
  ${If} $2 = 0
    Rename "${OLD}" "$INSTDIR"
    Call LeaveAsItWas
    ${GiveUp} ${NOT_WRITTEN} "$(NotWritten)"
  ${EndIf}
  RMDir /r "${OLD}"
FunctionEnd

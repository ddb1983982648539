; The uninstaller: the program ends first; what users have made stays, in the data folder of each.

Function un.onInit
  Call un.OpenLog
  SetRegView 64
  StrCpy $AllUsers 0
  ReadRegStr $0 HKLM "${ENTRY}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $AllUsers 1
  ${EndIf}
  Call un.UseRegistry
  ${If} ${Silent}
    Call un.NeedRights
    Return
  ${EndIf}
  Call un.HasRights
  ${If} $AllUsers = 1
  ${AndIf} $0 = 0
    StrCpy $0 "$INSTDIR\uninstall.exe"
    StrCpy $1 ""
    Call un.RunElevated
    Quit
  ${EndIf}
FunctionEnd

Section "un.${NAME}"
  ; Never another folder's files, whatever the command line says.
  ${IfNot} ${FileExists} "$INSTDIR\wats-stationw.exe"
    ${GiveUp} ${FOREIGN_FOLDER} "$(ForeignFolder)"
  ${EndIf}
  Call un.StopWhatRuns
  SetOutPath "$TEMP"
  Call un.RemoveFiles
  Call un.RemoveEntry
  Call un.RemoveLogon
  ${Note} "removed $INSTDIR"
SectionEnd

; A program that cannot be moved away is in use, and stays whole.
Function un.RemoveFiles
  RMDir /r "$INSTDIR.old"
  ClearErrors
  Rename "$INSTDIR" "$INSTDIR.old"
  ${If} ${Errors}
    Call un.LeaveAsItWas
    ${GiveUp} ${NOT_WRITTEN} "$(NotRemoved)"
  ${EndIf}
  RMDir /r "$INSTDIR.old"
  Delete "${RAN}"
  ; Others' as well: it goes only when nothing is in it.
  ${If} $AllUsers <> 1
    RMDir "$LOCALAPPDATA\Programs"
  ${EndIf}
FunctionEnd

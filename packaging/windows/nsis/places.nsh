; Where things are: the folder of the program, the registry of one user or of all.

!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\WATS Station"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
; The data folder of each user, which no set-up writes to.
!define DATA "$LOCALAPPDATA\wats-station"

; SHCTX is the registry of one user, or of all, from here on.
!macro DefineUsers un
Function ${un}UseRegistry
  SetRegView 64
  ${If} $AllUsers = 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DefineUsers ""
!insertmacro DefineUsers "un."

; By switch; else those whom it is installed for; else this user.
Function ChooseUsers
  SetRegView 64
  ${GetParameters} $R0
  StrCpy $AllUsers 0
  ReadRegStr $R1 HKCU "${ENTRY}" "InstallLocation"
  ReadRegStr $R2 HKLM "${ENTRY}" "InstallLocation"
  ${If} $R1 == ""
  ${AndIf} $R2 != ""
    StrCpy $AllUsers 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CurrentUser" $R1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
FunctionEnd

; The folder for these users: the given one, the one it is installed in, the usual one.
Function UseUsers
  Call UseRegistry
  ${If} $FolderGiven = 1
    Return
  ${EndIf}
  ReadRegStr $INSTDIR SHCTX "${ENTRY}" "InstallLocation"
  ${If} $INSTDIR == ""
    ${If} $AllUsers = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
  ${EndIf}
FunctionEnd

; A newer program's settings and outbox are not an older one's to read.
Function NeedNoNewer
  ReadRegStr $R1 SHCTX "${ENTRY}" "Numbers"
  ${If} $R1 == ""
    Return
  ${EndIf}
  ${VersionCompare} $R1 "${NUMBERS}" $R2
  ${If} $R2 = 1
    ReadRegStr $R3 SHCTX "${ENTRY}" "DisplayVersion"
    ${GiveUp} ${NEWER_IS_THERE} "$(NewerIsThere)"
  ${EndIf}
FunctionEnd

; The whole folder becomes this program's: it must be new, empty, or this program's already.
Function NeedOwnFolder
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\wats-stationw.exe"
    ${DirState} "$INSTDIR" $R1
    ${If} $R1 = 1
      ${GiveUp} ${FOREIGN_FOLDER} "$(ForeignFolder)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; What a person sees: for whom and what at logon, where to, progress, done.

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\wats-stationw.exe"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

Var ForMe
Var ForAll
Var WindowBox
Var AgentBox

Page custom ShowWishes LeaveWishes
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE AskBeforeStopping
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenElevated
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Norwegian"

Function ShowWishes
  ${If} $Elevated = 1
    Abort ; it was asked before
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(WishesTitle)" "$(WishesSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 0 100% 12u "$(ForMe)"
  Pop $ForMe
  ${NSD_CreateRadioButton} 0 16u 100% 12u "$(ForAll)"
  Pop $ForAll
  ${If} $AllUsers = 1
    ${NSD_Check} $ForAll
  ${Else}
    ${NSD_Check} $ForMe
  ${EndIf}
  ${NSD_CreateCheckBox} 0 44u 100% 12u "$(AtLogonWindow)"
  Pop $WindowBox
  ${NSD_SetState} $WindowBox $LogonWindow
  ${NSD_CreateCheckBox} 0 60u 100% 12u "$(AtLogonAgent)"
  Pop $AgentBox
  ${NSD_SetState} $AgentBox $LogonAgent
  ${NSD_CreateLabel} 0 88u 100% 36u "$(DataStays)"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function LeaveWishes
  ${NSD_GetState} $ForAll $AllUsers
  ${NSD_GetState} $WindowBox $LogonWindow
  ${NSD_GetState} $AgentBox $LogonAgent
  Call UseUsers
  Call NeedNoNewer
  Call HasRights
  ${If} $AllUsers = 1
  ${AndIf} $0 = 0
    Call GoOnElevated
  ${EndIf}
FunctionEnd

; The rest is done by set-up with rights; this one waits, and starts again what ran.
Function GoOnElevated
  HideWindow
  StrCpy $0 "$EXEPATH"
  StrCpy $1 "/Elevated /AllUsers /LogonWindow=$LogonWindow /LogonAgent=$LogonAgent"
  ${If} $LogFile != ""
    StrCpy $1 '$1 "/LOG=$LogFile"'
  ${EndIf}
  ${If} $FolderGiven = 1
    StrCpy $1 "$1 /D=$INSTDIR"
  ${EndIf}
  Call RunElevated
  ${If} $2 == ""
    ShowWindow $HWNDPARENT 5
    BringToFront
    Abort ; the user said no, and may choose otherwise
  ${EndIf}
  ; It may have asked for another folder.
  ReadRegStr $INSTDIR HKLM "${ENTRY}" "InstallLocation"
  Call StartWhatRan
  SetErrorLevel $2
  Quit
FunctionEnd

Function AskBeforeStopping
  ${IfNot} ${FileExists} "$INSTDIR\wats-station.exe"
    Return
  ${EndIf}
  nsExec::ExecToStack '"$INSTDIR\wats-station.exe" stop --list'
  Pop $0
  Pop $1
  StrCpy $2 $1 12
  ${If} $0 == 0
  ${AndIf} $2 != "nothing runs"
    MessageBox MB_OKCANCEL|MB_ICONQUESTION "$(WillStop)$\r$\n$\r$\n$1" IDOK go_on
    Abort
    go_on:
  ${EndIf}
FunctionEnd

; What is started there would have rights that it must not have.
Function SkipWhenElevated
  ${If} $Elevated = 1
    Abort
  ${EndIf}
FunctionEnd

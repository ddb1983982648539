; What starts at logon: a Run entry each, of one user or of all. That needs no rights, stays
; over upgrades, and is seen and switched off in Windows' own list of start-up programs.

!define WINDOW_ENTRY "WATS Station"
!define AGENT_ENTRY "WATS Station agent"

Var LogonWindow   ; 1: the window starts at logon
Var LogonAgent    ; 1: the agent does

; `variable` becomes what the switch says; without one, what holds already.
!macro ReadLogonWish variable switch entry
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/${switch}=" $R1
  ${If} ${Errors}
    StrCpy ${variable} 0
    ReadRegStr $R1 SHCTX "${RUN}" "${entry}"
    ${If} $R1 != ""
      StrCpy ${variable} 1
    ${EndIf}
  ${ElseIf} $R1 == "1"
    StrCpy ${variable} 1
  ${Else}
    StrCpy ${variable} 0
  ${EndIf}
!macroend

Function ReadLogonWishes
  !insertmacro ReadLogonWish $LogonWindow "LogonWindow" "${WINDOW_ENTRY}"
  !insertmacro ReadLogonWish $LogonAgent "LogonAgent" "${AGENT_ENTRY}"
FunctionEnd

!macro WriteLogonWish variable entry arguments
  ${If} ${variable} = 1
    WriteRegStr SHCTX "${RUN}" "${entry}" '"$INSTDIR\wats-stationw.exe"${arguments}'
  ${Else}
    DeleteRegValue SHCTX "${RUN}" "${entry}"
  ${EndIf}
!macroend

Function WriteLogon
  !insertmacro WriteLogonWish $LogonWindow "${WINDOW_ENTRY}" ""
  !insertmacro WriteLogonWish $LogonAgent "${AGENT_ENTRY}" " agent"
FunctionEnd

Function un.RemoveLogon
  DeleteRegValue SHCTX "${RUN}" "${WINDOW_ENTRY}"
  DeleteRegValue SHCTX "${RUN}" "${AGENT_ENTRY}"
FunctionEnd

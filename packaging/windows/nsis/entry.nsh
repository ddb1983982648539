; The Start menu, and Windows' list of installed programs.

Function WriteEntry
  SetOutPath "$INSTDIR"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\wats-stationw.exe"
  SetOutPath "$TEMP"
  WriteRegStr SHCTX "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayIcon" "$INSTDIR\wats-stationw.exe"
  WriteRegStr SHCTX "${ENTRY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr SHCTX "${ENTRY}" "Numbers" "${NUMBERS}"
  WriteRegDWORD SHCTX "${ENTRY}" "NoModify" 1
  WriteRegDWORD SHCTX "${ENTRY}" "NoRepair" 1
  ${GetTime} "" "L" $0 $1 $2 $3 $4 $5 $6
  WriteRegStr SHCTX "${ENTRY}" "InstallDate" "$2$1$0"
  WriteRegDWORD SHCTX "${ENTRY}" "EstimatedSize" ${PROGRAM_KB}
FunctionEnd

Function un.RemoveEntry
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${ENTRY}"
FunctionEnd

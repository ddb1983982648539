; What the properties of the set-up program show.

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
!macro Properties language
  VIAddVersionKey /LANG=${language} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${language} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "CompanyName" "${PUBLISHER}"
  VIAddVersionKey /LANG=${language} "FileDescription" "${NAME} set-up"
  VIAddVersionKey /LANG=${language} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${language} "LegalCopyright" "MIT licence"
  VIAddVersionKey /LANG=${language} "OriginalFilename" "wats-station-${VERSION}-setup.exe"
!macroend
!insertmacro Properties ${LANG_ENGLISH}
!insertmacro Properties ${LANG_NORWEGIAN}

; The Windows installer of WATS Station. installer.py gives it what changes:
;   PROGRAM   the folder with the frozen program     OUTPUT   the file to write
;   VERSION   as people read it                      NUMBERS  the same as four numbers, a.b.c.d
;   TARGET    the machine of the set-up program      COMPRESSOR  lzma or zlib
;   ICON      an .ico file, optional                 PROGRAM_KB  the folder's size
;   SIDE      the picture of the last page, a .bmp
;   SIGN      the command that signs a file, optional
; What it promises is in packaging/README.md; how it ends, in nsis/outcomes.nsh.

Unicode true
Target ${TARGET}
SetCompressor /SOLID ${COMPRESSOR}
!if ${COMPRESSOR} == lzma
  SetCompressorDictSize 32
!endif
SetDateSave off
CRCCheck on
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
XPStyle on
; For one user nothing is asked of Windows; for all users set-up asks for itself (nsis/rights.nsh).
RequestExecutionLevel user
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define NAME "WATS Station"
!define PUBLISHER "WATS Station project"
Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

Var AllUsers      ; 1: for all users of the machine
Var FolderGiven   ; 1: by /D=
Var Elevated      ; 1: started by the same program without rights, which waits

!include nsis/outcomes.nsh
!include nsis/places.nsh
!include nsis/rights.nsh
!include nsis/running.nsh
!include nsis/logon.nsh
!include nsis/pages.nsh
!include nsis/replacing.nsh
!include nsis/entry.nsh
!include nsis/removing.nsh
!include nsis/texts.nsh
!include nsis/properties.nsh

Function .onInit
  Call OpenLog
  Call NeedWindows
  Call OnlyOneSetUp
  Call ReadWishes
  Call NeedNoNewer
FunctionEnd

; What the command line wants; what it leaves open is as it was, or as most want it.
Function ReadWishes
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/Elevated" $R1
  ${IfNot} ${Errors}
    StrCpy $Elevated 1
  ${EndIf}
  StrCpy $FolderGiven 0
  ${If} $INSTDIR != ""
    StrCpy $FolderGiven 1
  ${EndIf}
  Call ChooseUsers
  Call UseUsers
  Call ReadLogonWishes
  ${If} ${Silent}
    Call NeedRights
  ${EndIf}
FunctionEnd

Section
  AddSize ${PROGRAM_KB}
  Call NeedOwnFolder
  Call Stage
  Call StopWhatRuns
  Call Swap
  Call WriteEntry
  Call WriteLogon
  Call StartAgain
  ${Note} "installed ${VERSION} in $INSTDIR"
SectionEnd

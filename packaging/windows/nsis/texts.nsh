; What set-up says. Norwegian is bokmål, as Windows' nb-NO is.

!macro Text name english norwegian
  LangString ${name} ${LANG_ENGLISH} `${english}`
  LangString ${name} ${LANG_NORWEGIAN} `${norwegian}`
!macroend
!define Text `!insertmacro Text`

${Text} WishesTitle "For whom, and what at logon" "For hvem, og hva ved pålogging"
${Text} WishesSubtitle "Both can be changed by running set-up again." \
  "Begge deler kan endres ved å kjøre installasjonen igjen."
${Text} ForMe "Only for me" "Bare for meg"
${Text} ForAll "For all users of this computer (an administrator is asked for)" \
  "For alle brukere av denne datamaskinen (krever administrator)"
${Text} AtLogonWindow "Open the station at logon" "Åpne stasjonen ved pålogging"
${Text} AtLogonAgent "Start the agent at logon: it delivers what is left while no window is open" \
  "Start agenten ved pålogging: den leverer det som er igjen mens intet vindu er åpent"
${Text} DataStays "Settings, and what waits to be sent, are kept apart from the program, in ${DATA}. No upgrade and no uninstalling touches them." \
  "Innstillinger og det som venter på å bli sendt, ligger atskilt fra programmet, i ${DATA}. Verken oppgradering eller avinstallering rører dem."
${Text} WillStop "${NAME} is running. It is ended in order now (nothing is lost) and started again afterwards." \
  "${NAME} er i gang. Den avsluttes nå på ordentlig vis (ingenting går tapt) og startes igjen etterpå."
${Text} StillRuns "${NAME} does not end. Nothing was changed. Close it, then try again." \
  "${NAME} avslutter ikke. Ingenting er endret. Lukk den, og prøv igjen."
${Text} NewerIsThere "A newer version ($R3) is installed; this is ${VERSION}. Nothing was changed. To go back, uninstall the newer one first." \
  "En nyere versjon ($R3) er installert; dette er ${VERSION}. Ingenting er endret. Avinstaller den nyere først hvis du vil tilbake."
${Text} NoRights "For all users an administrator must run this. Nothing was changed." \
  "For alle brukere må en administrator kjøre dette. Ingenting er endret."
${Text} ForeignFolder "$INSTDIR holds something else. Nothing was changed. Choose a folder of its own." \
  "$INSTDIR inneholder noe annet. Ingenting er endret. Velg en egen mappe."
${Text} NotWritten "The files in $INSTDIR could not be written or replaced. Nothing was changed." \
  "Filene i $INSTDIR kunne ikke skrives eller byttes ut. Ingenting er endret."
${Text} NotRemoved "$INSTDIR is in use. Nothing was removed." "$INSTDIR er i bruk. Ingenting er fjernet."
${Text} OtherSetUp "Another set-up of ${NAME} is running." "En annen installasjon av ${NAME} pågår."
${Text} OldWindows "${NAME} needs Windows 10 or later, of 64 bits." \
  "${NAME} krever Windows 10 eller nyere, på 64 biter."

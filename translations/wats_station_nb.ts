<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nb" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>Data folder: {folder}</source>
        <translation>Datamappe: {folder}</translation>
    </message>
    <message>
        <source>About WATS Station</source>
        <translation>Om WATS Station</translation>
    </message>
    <message>
        <source>What it is made with</source>
        <translation>Hva det er laget med</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lisens</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Tilbake til listen</translation>
    </message>
    <message>
        <source>from a checkout</source>
        <translation>fra kildekoden</translation>
    </message>
    <message>
        <source>build {commit} of {date}</source>
        <translation>bygg {commit} fra {date}</translation>
    </message>
    <message>
        <source>{version} · {build} · MIT licence · Python&#xa0;{python} · Qt&#xa0;{qt}</source>
        <translation>{version} · {build} · MIT-lisens · Python&#xa0;{python} · Qt&#xa0;{qt}</translation>
    </message>
    <message>
        <source>It is made with the parts below. Touch one to read its licence.</source>
        <translation>Programmet er laget med delene nedenfor. Trykk på en for å lese lisensen.</translation>
    </message>
    <message>
        <source>The licences of what it is made with come with the installed package.</source>
        <translation>Lisensene til det programmet er laget med, følger med den installerte pakken.</translation>
    </message>
</context>
<context>
    <name>ApprovalCard</name>
    <message>
        <source>Supervisor</source>
        <translation>Leder</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begrunnelse</translation>
    </message>
    <message>
        <source>Why, in a few words</source>
        <translation>Hvorfor, i få ord</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Godkjenn</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Gjør det</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>La det være</translation>
    </message>
</context>
<context>
    <name>Assembly</name>
    <message>
        <source>Revision {revision}</source>
        <translation>Revisjon {revision}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Åpen</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>Ikke bekreftet</translation>
    </message>
    <message>
        <source>Its own parts: {filled} of {slots}</source>
        <translation>Egne deler: {filled} av {slots}</translation>
    </message>
    <message>
        <source>{filled} of {slots}</source>
        <translation>{filled} av {slots}</translation>
    </message>
    <message>
        <source>This server keeps no positions: they follow the order of the box build.</source>
        <translation>Denne serveren lagrer ikke posisjoner: de følger rekkefølgen i byggemalen.</translation>
    </message>
    <message>
        <source>{serial} ({part}) is in this unit, and no position takes it.</source>
        <translation>{serial} ({part}) er i denne enheten, og ingen plass tar den.</translation>
    </message>
    <message>
        <source>{count} x {part} {name}: no serial number, not waited for.</source>
        <translation>{count} x {part} {name}: uten serienummer, ventes det ikke på.</translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message>
        <source>Not passed: {processes}</source>
        <translation>Ikke bestått: {processes}</translation>
    </message>
    <message>
        <source>TAKEN BACK</source>
        <translation>TATT TILBAKE</translation>
    </message>
    <message>
        <source>Kept, and sent as soon as the server answers.</source>
        <translation>Lagret, og sendes så snart serveren svarer.</translation>
    </message>
</context>
<context>
    <name>BatchBar</name>
    <message>
        <source>BATCH WAITS</source>
        <translation>SERIE VENTER</translation>
    </message>
    <message>
        <source>{what} waits in Phase. A scan here is one unit.</source>
        <translation>{what} venter i Fase. En skanning her er én enhet.</translation>
    </message>
    <message>
        <source>Back to Phase</source>
        <translation>Tilbake til Fase</translation>
    </message>
    <message>
        <source>End the batch</source>
        <translation>Avslutt serien</translation>
    </message>
</context>
<context>
    <name>BatchChooser</name>
    <message>
        <source>A phase</source>
        <translation>En fase</translation>
    </message>
    <message>
        <source>A process</source>
        <translation>En prosess</translation>
    </message>
    <message>
        <source>Or a tag</source>
        <translation>Eller et merke</translation>
    </message>
    <message>
        <source>Its value</source>
        <translation>Verdien</translation>
    </message>
    <message>
        <source>Set this tag</source>
        <translation>Sett dette merket</translation>
    </message>
</context>
<context>
    <name>BatchView</name>
    <message>
        <source>BATCH</source>
        <translation>SERIE</translation>
    </message>
    <message>
        <source>What does every unit get?</source>
        <translation>Hva skal hver enhet få?</translation>
    </message>
    <message>
        <source>Touch it, or scan its CMD code. CMD-CANCEL leaves.</source>
        <translation>Trykk på det, eller skann CMD-koden. CMD-CANCEL avbryter.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>La være</translation>
    </message>
    <message>
        <source>Every unit: {what}</source>
        <translation>Hver enhet: {what}</translation>
    </message>
    <message>
        <source>Scan the units. In other panels a scan is one unit only.</source>
        <translation>Skann enhetene. I andre paneler gjelder en skanning bare én enhet.</translation>
    </message>
    <message>
        <source>End the batch</source>
        <translation>Avslutt serien</translation>
    </message>
    <message>
        <source>ENDED</source>
        <translation>AVSLUTTET</translation>
    </message>
    <message>
        <source>Was set: {what}</source>
        <translation>Ble satt: {what}</translation>
    </message>
    <message>
        <source>Nothing is changed by scanning any more.</source>
        <translation>Skanning endrer ingenting lenger.</translation>
    </message>
    <message>
        <source>Close the list</source>
        <translation>Lukk listen</translation>
    </message>
    <message>
        <source>Done: {count}</source>
        <translation>Utført: {count}</translation>
    </message>
    <message>
        <source>Refused: {count}</source>
        <translation>Avvist: {count}</translation>
    </message>
    <message>
        <source>Waiting: {count}</source>
        <translation>Venter: {count}</translation>
    </message>
    <message>
        <source>Units: {count}</source>
        <translation>Enheter: {count}</translation>
    </message>
    <message>
        <source>Units of the batch</source>
        <translation>Enhetene i serien</translation>
    </message>
</context>
<context>
    <name>ButtonRow</name>
    <message>
        <source>Put away</source>
        <translation>Legg bort</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Kast</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Feil</translation>
    </message>
    <message>
        <source>Comment, files: {count}</source>
        <translation>Kommentar, filer: {count}</translation>
    </message>
    <message>
        <source>Comment, files</source>
        <translation>Kommentar, filer</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Forhåndsvis</translation>
    </message>
    <message>
        <source>File the repair</source>
        <translation>Registrer reparasjonen</translation>
    </message>
    <message>
        <source>Adding files…</source>
        <translation>Legger til filer…</translation>
    </message>
    <message>
        <source>Filing…</source>
        <translation>Registrerer…</translation>
    </message>
</context>
<context>
    <name>CameraPage</name>
    <message>
        <source>What the camera sees</source>
        <translation>Det kameraet ser</translation>
    </message>
    <message>
        <source>Back without a photo</source>
        <translation>Tilbake uten bilde</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Ta det på nytt</translation>
    </message>
    <message>
        <source>Is the failure in sight, and sharp?</source>
        <translation>Er feilen synlig og skarp?</translation>
    </message>
    <message>
        <source>Only a photo that you keep goes into the repair.</source>
        <translation>Bare et bilde du beholder, følger reparasjonen.</translation>
    </message>
    <message>
        <source>Keep this photo</source>
        <translation>Behold bildet</translation>
    </message>
    <message>
        <source>Show the failure to the camera</source>
        <translation>Vis feilen til kameraet</translation>
    </message>
    <message>
        <source>Hold still, then take the photo.</source>
        <translation>Hold i ro, og ta bildet.</translation>
    </message>
    <message>
        <source>Take the photo</source>
        <translation>Ta bildet</translation>
    </message>
    <message>
        <source>No photo was taken</source>
        <translation>Det ble ikke tatt noe bilde</translation>
    </message>
    <message>
        <source>The camera says: {text}</source>
        <translation>Kameraet sier: {text}</translation>
    </message>
</context>
<context>
    <name>ChooserPage</name>
    <message>
        <source>Several parts have this serial number. Which one is it?</source>
        <translation>Flere deler har dette serienummeret. Hvilken er det?</translation>
    </message>
    <message>
        <source>Touch it, or scan a label with SERIAL/PART.</source>
        <translation>Trykk på den, eller skann en etikett med SERIENUMMER/DEL.</translation>
    </message>
</context>
<context>
    <name>ChosenCard</name>
    <message>
        <source>{part}, position {number}</source>
        <translation>{part}, plass {number}</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Ta den ut</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Bytt den</translation>
    </message>
    <message>
        <source>Build this one</source>
        <translation>Bygg denne</translation>
    </message>
    <message>
        <source>Open it as the assembly</source>
        <translation>Åpne den som enheten du bygger</translation>
    </message>
    <message>
        <source>Its own parts: {filled} of {slots}</source>
        <translation>Egne deler: {filled} av {slots}</translation>
    </message>
</context>
<context>
    <name>Clock</name>
    <message>
        <source>Clock {time} fast</source>
        <translation>Klokka går {time} foran</translation>
    </message>
    <message>
        <source>Clock {time} slow</source>
        <translation>Klokka går {time} etter</translation>
    </message>
    <message>
        <source>Clock not checked</source>
        <translation>Klokka er ikke kontrollert</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} t</translation>
    </message>
</context>
<context>
    <name>CodePicker</name>
    <message>
        <source>Search a code</source>
        <translation>Søk etter en kode</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Søk</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Koder</translation>
    </message>
    <message>
        <source>There is no code to pick: no repair operation may be filed.</source>
        <translation>Det er ingen kode å velge: ingen reparasjonsoperasjon kan registreres.</translation>
    </message>
    <message>
        <source>No code holds these words.</source>
        <translation>Ingen kode har disse ordene.</translation>
    </message>
    <message>
        <source>Found: {count}</source>
        <translation>Funnet: {count}</translation>
    </message>
</context>
<context>
    <name>CommandCard</name>
    <message>
        <source>Why it is given up</source>
        <translation>Hvorfor det oppgis</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Prøv igjen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Oppgi</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Sett</translation>
    </message>
    <message>
        <source>tried {count} times</source>
        <translation>prøvd {count} ganger</translation>
    </message>
</context>
<context>
    <name>CommandSheet</name>
    <message>
        <source>Shows what is known about a unit.</source>
        <translation>Viser alt som er kjent om en enhet.</translation>
    </message>
    <message>
        <source>Moves the current unit to another phase.</source>
        <translation>Flytter gjeldende enhet til en annen fase.</translation>
    </message>
    <message>
        <source>Opens the current unit as the parent.</source>
        <translation>Åpner gjeldende enhet som overordnet enhet.</translation>
    </message>
    <message>
        <source>Records the failures of the current unit.</source>
        <translation>Registrerer feilene på gjeldende enhet.</translation>
    </message>
    <message>
        <source>Takes serial numbers and prints labels.</source>
        <translation>Henter serienumre og skriver ut etiketter.</translation>
    </message>
    <message>
        <source>Shows production, stuck units and the log.</source>
        <translation>Viser produksjon, enheter som står fast, og loggen.</translation>
    </message>
    <message>
        <source>Shows what waits to be sent, and why.</source>
        <translation>Viser hva som venter på å bli sendt, og hvorfor.</translation>
    </message>
    <message>
        <source>Opens the station&apos;s settings.</source>
        <translation>Åpner stasjonens oppsett.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Kontroller</translation>
    </message>
    <message>
        <source>Verifies the current unit; in Assembly, that it is complete.</source>
        <translation>Kontrollerer gjeldende enhet; i Montering at den er komplett.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta ut</translation>
    </message>
    <message>
        <source>The next child scanned is taken out of the assembly.</source>
        <translation>Neste delenhet som skannes, tas ut av monteringen.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Bytt</translation>
    </message>
    <message>
        <source>Swaps a child: scan the old one, then the new one.</source>
        <translation>Bytter en delenhet: skann den gamle, så den nye.</translation>
    </message>
    <message>
        <source>Disassemble</source>
        <translation>Demonter</translation>
    </message>
    <message>
        <source>Takes every child out, once you scan Confirm.</source>
        <translation>Tar ut alle delenheter når du skanner Bekreft.</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Send inn</translation>
    </message>
    <message>
        <source>Sends the repair.</source>
        <translation>Sender reparasjonen.</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Sperr</translation>
    </message>
    <message>
        <source>Puts the current unit on hold.</source>
        <translation>Sperrer gjeldende enhet.</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Frigi</translation>
    </message>
    <message>
        <source>Ends the current unit&apos;s hold. Supervisors only.</source>
        <translation>Opphever sperren på gjeldende enhet. Bare for ledere.</translation>
    </message>
    <message>
        <source>Stops its whole lot. Supervisors only.</source>
        <translation>Stopper hele partiet. Bare ledere.</translation>
    </message>
    <message>
        <source>Frees its whole lot. Supervisors only.</source>
        <translation>Frigir hele partiet. Bare ledere.</translation>
    </message>
    <message>
        <source>Stops its whole revision. Supervisors only.</source>
        <translation>Stopper hele revisjonen. Bare ledere.</translation>
    </message>
    <message>
        <source>Stop lot</source>
        <translation>Stopp partiet</translation>
    </message>
    <message>
        <source>Free lot</source>
        <translation>Frigi partiet</translation>
    </message>
    <message>
        <source>Stop revision</source>
        <translation>Stopp revisjon</translation>
    </message>
    <message>
        <source>Free revision</source>
        <translation>Frigi revisjon</translation>
    </message>
    <message>
        <source>Frees its whole revision. Supervisors only.</source>
        <translation>Frigir hele revisjonen. Bare ledere.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bekreft</translation>
    </message>
    <message>
        <source>Answers yes to what the station asks.</source>
        <translation>Svarer ja på det stasjonen spør om.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Leaves what the station asks or waits for.</source>
        <translation>Forlater det stasjonen spør om eller venter på.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Angre</translation>
    </message>
    <message>
        <source>Reverses the last action that can be reversed.</source>
        <translation>Omgjør den siste handlingen som kan omgjøres.</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Logg ut</translation>
    </message>
    <message>
        <source>Ends the operator&apos;s session.</source>
        <translation>Avslutter operatørens økt.</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Fase</translation>
    </message>
    <message>
        <source>Moves the current unit to this phase.</source>
        <translation>Flytter gjeldende enhet til denne fasen.</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prosess</translation>
    </message>
    <message>
        <source>Sets the current unit&apos;s process.</source>
        <translation>Setter prosessen for gjeldende enhet.</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Merke</translation>
    </message>
    <message>
        <source>Sets this tag on the current unit.</source>
        <translation>Setter dette merket på gjeldende enhet.</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Feil</translation>
    </message>
    <message>
        <source>Adds this failure to the repair.</source>
        <translation>Legger denne feilen til reparasjonen.</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Komponent</translation>
    </message>
    <message>
        <source>The component of the failure added last.</source>
        <translation>Komponenten til feilen som sist ble lagt til.</translation>
    </message>
    <message>
        <source>Open a panel</source>
        <translation>Åpne et panel</translation>
    </message>
    <message>
        <source>In every panel</source>
        <translation>I alle paneler</translation>
    </message>
    <message>
        <source>The current unit</source>
        <translation>Gjeldende enhet</translation>
    </message>
    <message>
        <source>The current unit&apos;s lot and revision</source>
        <translation>Parti og revisjon til gjeldende enhet</translation>
    </message>
    <message>
        <source>Phase of the current unit</source>
        <translation>Fasen til gjeldende enhet</translation>
    </message>
    <message>
        <source>Process of the current unit</source>
        <translation>Prosessen til gjeldende enhet</translation>
    </message>
    <message>
        <source>In the Assembly panel</source>
        <translation>I panelet Montering</translation>
    </message>
    <message>
        <source>In the Repair panel</source>
        <translation>I panelet Reparasjon</translation>
    </message>
    <message>
        <source>Command codes · {station}</source>
        <translation>Kommandokoder · {station}</translation>
    </message>
    <message>
        <source>Page {number} of {of}</source>
        <translation>Side {number} av {of}</translation>
    </message>
</context>
<context>
    <name>CreationCard</name>
    <message>
        <source>Make it</source>
        <translation>Opprett den</translation>
    </message>
    <message>
        <source>Make it…</source>
        <translation>Opprett den …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Endre …</translation>
    </message>
    <message>
        <source>revision {revision}</source>
        <translation>revisjon {revision}</translation>
    </message>
    <message>
        <source>lot {lot}</source>
        <translation>parti {lot}</translation>
    </message>
    <message>
        <source>Which revision of {part} is it?</source>
        <translation>Hvilken revisjon av {part} er det?</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>Hva er det?</translation>
    </message>
    <message>
        <source>Is it a new unit? {what}. CMD-CONFIRM makes it.</source>
        <translation>Er det en ny enhet? {what}. CMD-CONFIRM oppretter den.</translation>
    </message>
    <message>
        <source>Is it a new unit? {what}</source>
        <translation>Er det en ny enhet? {what}</translation>
    </message>
</context>
<context>
    <name>CreationChoices</name>
    <message>
        <source>Another part number</source>
        <translation>Et annet delenummer</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Bruk den</translation>
    </message>
</context>
<context>
    <name>DisplayPage</name>
    <message>
        <source>Display</source>
        <translation>Visning</translation>
    </message>
    <message>
        <source>A kiosk fills the screen; once operators are registered, only a supervisor closes it.</source>
        <translation>En kiosk fyller skjermen. Når operatører er registrert, kan bare en leder lukke den.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Som systemet</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farger</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Lys</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mørk</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Høy kontrast</translation>
    </message>
    <message>
        <source>Start panel</source>
        <translation>Startpanel</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Vindu</translation>
    </message>
    <message>
        <source>Normal window</source>
        <translation>Vanlig vindu</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>Kiosk</translation>
    </message>
</context>
<context>
    <name>DropStrip</name>
    <message>
        <source>ARE YOU SURE?</source>
        <translation>ER DU SIKKER?</translation>
    </message>
    <message>
        <source>All that was entered here is lost.</source>
        <translation>Alt som er skrevet inn her, går tapt.</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Kast det</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behold det</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>Scan the unit you are building</source>
        <translation>Skann enheten du bygger</translation>
    </message>
    <message>
        <source>Its positions come here. Then scan its parts, in any order.</source>
        <translation>Plassene kommer her. Skann så delene, i hvilken som helst rekkefølge.</translation>
    </message>
    <message>
        <source>Left half done</source>
        <translation>Ikke ferdig bygd</translation>
    </message>
    <message>
        <source>Scan the unit that failed</source>
        <translation>Skann enheten som feilet</translation>
    </message>
    <message>
        <source>Its failed test comes here. Then say what was wrong with it.</source>
        <translation>Testen den feilet i, kommer hit. Si så hva som var galt med den.</translation>
    </message>
    <message>
        <source>Begun and not filed</source>
        <translation>Påbegynt og ikke registrert</translation>
    </message>
</context>
<context>
    <name>ExplainCard</name>
    <message>
        <source>In the way</source>
        <translation>I veien</translation>
    </message>
    <message>
        <source>Are you sure?</source>
        <translation>Er du sikker?</translation>
    </message>
    <message>
        <source>Open Repair</source>
        <translation>Åpne Reparer</translation>
    </message>
    <message>
        <source>Set process {process}</source>
        <translation>Sett prosess {process}</translation>
    </message>
    <message>
        <source>Release it</source>
        <translation>Frigi den</translation>
    </message>
    <message>
        <source>Ask a supervisor</source>
        <translation>Spør en leder</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>Si hvorfor</translation>
    </message>
    <message>
        <source>Show it as it is now</source>
        <translation>Vis den slik den er nå</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Prøv igjen</translation>
    </message>
    <message>
        <source>Enter the tags</source>
        <translation>Skriv inn merkene</translation>
    </message>
    <message>
        <source>Look into the outbox</source>
        <translation>Se i utboksen</translation>
    </message>
    <message>
        <source>You can clear this.</source>
        <translation>Dette kan du ordne selv.</translation>
    </message>
    <message>
        <source>A technician clears this: repair, then the test again.</source>
        <translation>En tekniker ordner dette: reparasjon, så testen på nytt.</translation>
    </message>
    <message>
        <source>A supervisor clears this.</source>
        <translation>En leder ordner dette.</translation>
    </message>
    <message>
        <source>Not changed</source>
        <translation>Ikke endret</translation>
    </message>
    <message>
        <source>Finalize it</source>
        <translation>Ferdigstill</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Tilbake til listen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>La være</translation>
    </message>
    <message>
        <source>Other phases</source>
        <translation>Andre faser</translation>
    </message>
    <message>
        <source>Or scan CMD-CONFIRM or CMD-CANCEL.</source>
        <translation>Eller skann CMD-CONFIRM eller CMD-CANCEL.</translation>
    </message>
    <message>
        <source>Rule: every process that is required must have passed its last run.</source>
        <translation>Regel: hver prosess som kreves, må ha bestått sin siste kjøring.</translation>
    </message>
    <message>
        <source>No rule is kept for this product: a failed last run counts all the same.</source>
        <translation>Det finnes ingen regel for dette produktet: en feilet siste kjøring teller likevel.</translation>
    </message>
    <message>
        <source>Failed steps</source>
        <translation>Feilede steg</translation>
    </message>
    <message>
        <source>How {process} failed could not be read. {why}</source>
        <translation>Hvordan {process} feilet, kunne ikke leses. {why}</translation>
    </message>
    <message>
        <source>Reading how {process} failed…</source>
        <translation>Leser hvordan {process} feilet…</translation>
    </message>
    <message>
        <source>{process} failed</source>
        <translation>{process} feilet</translation>
    </message>
    <message>
        <source>The test names no failed step.</source>
        <translation>Testen nevner ikke noe feilet steg.</translation>
    </message>
    <message>
        <source>You can clear this: run what was never run.</source>
        <translation>Dette kan du ordne selv: kjør det som aldri er kjørt.</translation>
    </message>
</context>
<context>
    <name>FailedTestCard</name>
    <message>
        <source>No failed test</source>
        <translation>Ingen feilet test</translation>
    </message>
    <message>
        <source>{process} failed</source>
        <translation>{process} feilet</translation>
    </message>
    <message>
        <source>The test names no failed step.</source>
        <translation>Testen nevner ikke noe feilet steg.</translation>
    </message>
    <message>
        <source>It has not failed, and is repaired all the same.</source>
        <translation>Den har ikke feilet, men repareres likevel.</translation>
    </message>
    <message>
        <source>Failed steps</source>
        <translation>Feilede steg</translation>
    </message>
</context>
<context>
    <name>Family</name>
    <message>
        <source>Holds this · touch to show</source>
        <translation>Inneholder denne · trykk for å vise</translation>
    </message>
    <message>
        <source>Built in here · touch to show</source>
        <translation>Bygd inn her · trykk for å vise</translation>
    </message>
    <message>
        <source>{level} levels up · touch to show</source>
        <translation>{level} nivåer opp · trykk for å vise</translation>
    </message>
    <message>
        <source>Level {level} · touch to show</source>
        <translation>Nivå {level} · trykk for å vise</translation>
    </message>
</context>
<context>
    <name>FaultEditor</name>
    <message>
        <source>Step: {step}</source>
        <translation>Steg: {step}</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Komponent</translation>
    </message>
    <message>
        <source>Part put in</source>
        <translation>Innsatt del</translation>
    </message>
    <message>
        <source>Its serial number</source>
        <translation>Serienummeret til delen</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
    <message>
        <source>Next failure</source>
        <translation>Neste feil</translation>
    </message>
</context>
<context>
    <name>FaultsCard</name>
    <message>
        <source>Failures: {count}</source>
        <translation>Feil: {count}</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Feil</translation>
    </message>
</context>
<context>
    <name>FileList</name>
    <message>
        <source>Photos and files</source>
        <translation>Bilder og filer</translation>
    </message>
</context>
<context>
    <name>FileRow</name>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
    <message>
        <source>Remove {file}</source>
        <translation>Fjern {file}</translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>Timeline</source>
        <translation>Tidslinje</translation>
    </message>
    <message>
        <source>Reading the timeline…</source>
        <translation>Leser tidslinjen…</translation>
    </message>
    <message>
        <source>The server has recorded nothing of this unit yet.</source>
        <translation>Serveren har ikke registrert noe om denne enheten ennå.</translation>
    </message>
</context>
<context>
    <name>FoundScanner</name>
    <message>
        <source>none</source>
        <translation>ingen</translation>
    </message>
    <message>
        <source>{median}, slowest {slowest}</source>
        <translation>{median}, tregeste {slowest}</translation>
    </message>
    <message>
        <source>Keyboard layout</source>
        <translation>Tastaturoppsett</translation>
    </message>
    <message>
        <source>Before a code</source>
        <translation>Før en kode</translation>
    </message>
    <message>
        <source>After a code</source>
        <translation>Etter en kode</translation>
    </message>
    <message>
        <source>From key to key</source>
        <translation>Fra tast til tast</translation>
    </message>
    <message>
        <source>Separators</source>
        <translation>Skilletegn</translation>
    </message>
    <message>
        <source>What the scanner does</source>
        <translation>Dette gjør skanneren</translation>
    </message>
    <message>
        <source>Lost: {lost}</source>
        <translation>Tapt: {lost}</translation>
    </message>
    <message>
        <source>Labels with several fields need these. Let the scanner send control characters as Ctrl and a key, or by Alt and the keypad, and set it up again.</source>
        <translation>Etiketter med flere felt trenger disse. La skanneren sende kontrolltegn som Ctrl og en tast, eller med Alt og talltastaturet, og sett den opp på nytt.</translation>
    </message>
    <message>
        <source>It was not kept: {why}</source>
        <translation>Den ble ikke lagret: {why}</translation>
    </message>
    <message>
        <source>Up to {limit} a key count as this scanner, which itself takes less than 1 ms. After {hold} without a key, what came was typing.</source>
        <translation>Inntil {limit} per tast regnes som denne skanneren, som selv bruker under 1 ms. Etter {hold} uten tast var det skriving.</translation>
    </message>
    <message>
        <source>Up to {limit} a key count as this scanner: {times} times its own {own}. After {hold} without a key, what came was typing: {more} times its slowest.</source>
        <translation>Inntil {limit} per tast regnes som denne skanneren: {times} ganger dens egne {own}. Etter {hold} uten tast var det skriving: {more} ganger den tregeste.</translation>
    </message>
    <message>
        <source>Name of this scanner</source>
        <translation>Navn på denne skanneren</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Forkast</translation>
    </message>
</context>
<context>
    <name>Gate</name>
    <message>
        <source>It is on hold. A supervisor releases it with CMD-RELEASE.</source>
        <translation>Den er sperret. En leder frigir den med CMD-RELEASE.</translation>
    </message>
    <message>
        <source>{scope} {detail} is in quarantine: {why}. A supervisor releases it.</source>
        <translation>{scope} {detail} er i karantene: {why}. En leder frigir det.</translation>
    </message>
    <message>
        <source>It is scrapped. Put it with the scrap, or ask a supervisor.</source>
        <translation>Den er kassert. Legg den til kassering, eller spør en leder.</translation>
    </message>
    <message>
        <source>Its part does not belong here. This station takes {detail}.</source>
        <translation>Delen hører ikke til her. Denne stasjonen tar {detail}.</translation>
    </message>
    <message>
        <source>It is no longer in production: its phase is {detail}. Ask a supervisor.</source>
        <translation>Den er ikke lenger i produksjon: fasen er {detail}. Spør en leder.</translation>
    </message>
    <message>
        <source>It is with the repair: its phase is {detail}. Bring it to a technician.</source>
        <translation>Den er til reparasjon: fasen er {detail}. Ta den til en tekniker.</translation>
    </message>
    <message>
        <source>{process} failed. Bring it to a technician, or test it there again.</source>
        <translation>{process} feilet. Ta den til en tekniker, eller test den der på nytt.</translation>
    </message>
    <message>
        <source>{process} was never run. Bring it there first.</source>
        <translation>{process} er aldri kjørt. Ta den dit først.</translation>
    </message>
    <message>
        <source>{process} was run {runs} times without passing; {detail} is the limit here. Ask a supervisor.</source>
        <translation>{process} er kjørt {runs} ganger uten å bestå; grensen her er {detail}. Spør en leder.</translation>
    </message>
    <message>
        <source>It was repaired {repairs} times for {process}; {detail} is the limit here. Ask a supervisor.</source>
        <translation>Den er reparert {repairs} ganger for {process}; grensen her er {detail}. Spør en leder.</translation>
    </message>
</context>
<context>
    <name>GateCard</name>
    <message>
        <source>Set the process</source>
        <translation>Sett prosessen</translation>
    </message>
    <message>
        <source>GO</source>
        <translation>KLAR</translation>
    </message>
    <message>
        <source>STOP</source>
        <translation>STOPP</translation>
    </message>
    <message>
        <source>WAIT</source>
        <translation>VENT</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>Reading the tests…</source>
        <translation>Leser testene…</translation>
    </message>
    <message>
        <source>Its tests or its product cannot be read, so nobody can tell.</source>
        <translation>Testene eller produktet kan ikke leses, så ingen kan vite det.</translation>
    </message>
    <message>
        <source>It has passed {process} already.</source>
        <translation>Den har allerede bestått {process}.</translation>
    </message>
    <message>
        <source>It may go to {process}.</source>
        <translation>Den kan gå til {process}.</translation>
    </message>
</context>
<context>
    <name>Grades</name>
    <message>
        <source>PASSED</source>
        <translation>BESTÅTT</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>FEILET</translation>
    </message>
    <message>
        <source>NOT TESTED</source>
        <translation>IKKE TESTET</translation>
    </message>
    <message>
        <source>PENDING</source>
        <translation>VENTER</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Waiting: {count}</source>
        <translation>Venter: {count}</translation>
    </message>
</context>
<context>
    <name>HoldRow</name>
    <message>
        <source>ON HOLD</source>
        <translation>HOLDT TILBAKE</translation>
    </message>
    <message>
        <source>Nobody has said why.</source>
        <translation>Ingen har sagt hvorfor.</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>Si hvorfor</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Frigi</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Phase</source>
        <translation>Fase</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prosess</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revisjon</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Parti</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Sted</translation>
    </message>
    <message>
        <source>Hold…</source>
        <translation>Sperr …</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Ikke kjent</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leser…</translation>
    </message>
    <message>
        <source>No rule kept</source>
        <translation>Ingen regel</translation>
    </message>
</context>
<context>
    <name>KeptScanner</name>
    <message>
        <source>The scanner is set up</source>
        <translation>Skanneren er satt opp</translation>
    </message>
    <message>
        <source>From now on the station hears the scanner “{scanner}”.</source>
        <translation>Fra nå hører stasjonen skanneren «{scanner}».</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Ferdig</translation>
    </message>
</context>
<context>
    <name>KeyboardPage</name>
    <message>
        <source>In use: {name}. It was set up by scanning.</source>
        <translation>I bruk: {name}. Satt opp ved skanning.</translation>
    </message>
    <message>
        <source>Not set up yet: what its keys say is compared with the system&apos;s keyboard.</source>
        <translation>Ikke satt opp ennå: tastene sammenlignes med systemets tastatur.</translation>
    </message>
    <message>
        <source>Keyboard scanner</source>
        <translation>Tastaturskanner</translation>
    </message>
    <message>
        <source>Change to {name}</source>
        <translation>Bytt til {name}</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>No server</source>
        <translation>Ingen server</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Kobler til</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Tilkoblet</translation>
    </message>
    <message>
        <source>Unsteady</source>
        <translation>Ustabil</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Frakoblet</translation>
    </message>
    <message>
        <source>Token refused</source>
        <translation>Nøkkel avvist</translation>
    </message>
    <message>
        <source>Not a WATS server</source>
        <translation>Ikke en WATS-server</translation>
    </message>
</context>
<context>
    <name>MeantCard</name>
    <message>
        <source>Which one is meant?</source>
        <translation>Hvilken er ment?</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Ingen av disse</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>Reading…</source>
        <translation>Leser…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Ikke funnet</translation>
    </message>
    <message>
        <source>Read exactly as shown above. A unit is known once it was tested or created: ask the test engineer if it should be here.</source>
        <translation>Lest nøyaktig som vist over. En enhet er kjent når den er testet eller opprettet: spør testingeniøren om den skulle vært her.</translation>
    </message>
    <message>
        <source>Up to {serial}</source>
        <translation>Opp til {serial}</translation>
    </message>
    <message>
        <source>No box build</source>
        <translation>Ingen byggemal</translation>
    </message>
    <message>
        <source>Scan another unit to build.</source>
        <translation>Skann en annen enhet å bygge.</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Ikke lest</translation>
    </message>
    <message>
        <source>Scan the unit again to try once more.</source>
        <translation>Skann enheten på nytt for å prøve igjen.</translation>
    </message>
    <message>
        <source>There is no current unit now. Commands wait for a unit that is read.</source>
        <translation>Det er ingen gjeldende enhet nå. Kommandoer trenger en enhet som er lest.</translation>
    </message>
    <message>
        <source>Repair once more</source>
        <translation>Reparer en gang til</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Legg bort</translation>
    </message>
    <message>
        <source>Its failed test and the codes are on their way.</source>
        <translation>Testen den feilet i, og kodene er på vei.</translation>
    </message>
    <message>
        <source>Nothing to repair</source>
        <translation>Ingenting å reparere</translation>
    </message>
    <message>
        <source>Its last tests passed, or none was made.</source>
        <translation>De siste testene er bestått, eller ingen er kjørt.</translation>
    </message>
    <message>
        <source>Scan the unit that failed.</source>
        <translation>Skann enheten som feilet.</translation>
    </message>
    <message>
        <source>Repair it anyway</source>
        <translation>Reparer likevel</translation>
    </message>
    <message>
        <source>Waiting for the retest: {process}</source>
        <translation>Venter på ny test: {process}</translation>
    </message>
    <message>
        <source>Waiting for the retest</source>
        <translation>Venter på ny test</translation>
    </message>
    <message>
        <source>Not filed</source>
        <translation>Ikke levert</translation>
    </message>
    <message>
        <source>It is in the outbox: a supervisor tries it again or discards it.</source>
        <translation>Den ligger i utboksen: en leder prøver den igjen eller forkaster den.</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>Ikke bekreftet</translation>
    </message>
    <message>
        <source>The repair is kept here and not confirmed by the server yet.</source>
        <translation>Reparasjonen er lagret her og ikke bekreftet av serveren ennå.</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>Registrert</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>BESTÅTT</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>FEILET</translation>
    </message>
    <message>
        <source>The retest of {process}: {result}</source>
        <translation>Ny test av {process}: {result}</translation>
    </message>
    <message>
        <source>Repaired: {failures}</source>
        <translation>Reparert: {failures}</translation>
    </message>
    <message>
        <source>The repair was filed at {time}.</source>
        <translation>Reparasjonen ble registrert {time}.</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} til</translation>
    </message>
</context>
<context>
    <name>NearUnits</name>
    <message>
        <source>Nearly the same, and known: touch one, or scan its label.</source>
        <translation>Nesten likt, og kjent: trykk på en, eller skann etiketten.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Reading {text}…</source>
        <translation>Leser {text}…</translation>
    </message>
    <message>
        <source>{text} is heard and waits for the scan before it.</source>
        <translation>{text} er hørt og venter på skanningen før den.</translation>
    </message>
    <message>
        <source>Working on {text}…</source>
        <translation>Arbeider med {text}…</translation>
    </message>
    <message>
        <source>{serial} ({part}) is shown. Its phase is {phase}.</source>
        <translation>{serial} ({part}) vises. Fasen er {phase}.</translation>
    </message>
    <message>
        <source>{serial} ({part}) is shown, in phase {phase}. The keys may also say {other}: set the scanner up in Settings.</source>
        <translation>{serial} ({part}) vises, i fase {phase}. Tastene kan også bety {other}: sett opp skanneren i Oppsett.</translation>
    </message>
    <message>
        <source>{serial} ({part}) is shown as it was at {as_of}, in phase {phase}: the server cannot be asked.</source>
        <translation>{serial} ({part}) vises slik den var {as_of}, i fase {phase}: serveren kan ikke spørres.</translation>
    </message>
    <message>
        <source>{panel} is open. Scan to go on.</source>
        <translation>{panel} er åpnet. Skann for å gå videre.</translation>
    </message>
    <message>
        <source>{serial} is now in phase {phase}.</source>
        <translation>{serial} er nå i fasen {phase}.</translation>
    </message>
    <message>
        <source>{serial} was in phase {phase} already. Nothing was changed.</source>
        <translation>{serial} var allerede i fasen {phase}. Ingenting ble endret.</translation>
    </message>
    <message>
        <source>{serial} now has process {process}.</source>
        <translation>{serial} har nå prosessen {process}.</translation>
    </message>
    <message>
        <source>{serial} now has the tag {key} = {value}.</source>
        <translation>{serial} har nå merket {key} = {value}.</translation>
    </message>
    <message>
        <source>{serial} is on hold. No station moves it on until a supervisor releases it.</source>
        <translation>{serial} er holdt tilbake. Ingen stasjon flytter den før en leder frigir den.</translation>
    </message>
    <message>
        <source>{serial} is released and may go on.</source>
        <translation>{serial} er frigitt og kan gå videre.</translation>
    </message>
    <message>
        <source>{serial}: {what} is kept, and not confirmed by the server yet. It is sent as soon as the server answers.</source>
        <translation>{serial}: {what} er lagret, men ikke bekreftet av serveren ennå. Det sendes så snart serveren svarer.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Avbrutt. Ingenting ble endret.</translation>
    </message>
    <message>
        <source>{name} is logged in.</source>
        <translation>{name} er logget inn.</translation>
    </message>
    <message>
        <source>{name} was logged in already.</source>
        <translation>{name} var allerede logget inn.</translation>
    </message>
    <message>
        <source>{name} is logged out.</source>
        <translation>{name} er logget ut.</translation>
    </message>
    <message>
        <source>{name} was logged out: nothing was done for a while. Scan the badge to go on.</source>
        <translation>{name} ble logget ut: ingenting ble gjort på en stund. Skann kortet for å fortsette.</translation>
    </message>
    <message>
        <source>{name} was logged out: no longer registered.</source>
        <translation>{name} ble logget ut: ikke lenger registrert.</translation>
    </message>
    <message>
        <source>{name}: enter the PIN to approve.</source>
        <translation>{name}: tast PIN for å godkjenne.</translation>
    </message>
    <message>
        <source>Approved by {name}.</source>
        <translation>Godkjent av {name}.</translation>
    </message>
    <message>
        <source>Nobody is registered with {badge}. A supervisor registers it in Settings.</source>
        <translation>Ingen er registrert med {badge}. En leder registrerer det i Innstillinger.</translation>
    </message>
    <message>
        <source>{badge} has no PIN and cannot approve. Another supervisor has to.</source>
        <translation>{badge} har ingen PIN og kan ikke godkjenne. En annen leder må gjøre det.</translation>
    </message>
    <message>
        <source>Nobody is logged in.</source>
        <translation>Ingen er logget inn.</translation>
    </message>
    <message>
        <source>The list of operators cannot be read. {detail} Tell who looks after the station.</source>
        <translation>Listen over operatører kan ikke leses. {detail} Si fra til den som har ansvar for stasjonen.</translation>
    </message>
    <message>
        <source>Nobody is logged in. Scan your badge, then this again.</source>
        <translation>Ingen er logget inn. Skann kortet ditt, og så dette en gang til.</translation>
    </message>
    <message>
        <source>This takes a technician, or a supervisor&apos;s PIN.</source>
        <translation>Dette krever en tekniker, eller PIN-en til en leder.</translation>
    </message>
    <message>
        <source>This takes a supervisor. A supervisor can enter the PIN to approve it.</source>
        <translation>Dette krever en leder. En leder kan taste PIN for å godkjenne det.</translation>
    </message>
    <message>
        <source>This takes a supervisor, and none is registered with a PIN.</source>
        <translation>Dette krever en leder, og ingen er registrert med PIN.</translation>
    </message>
    <message>
        <source>Not approved. Nothing was changed.</source>
        <translation>Ikke godkjent. Ingenting ble endret.</translation>
    </message>
    <message>
        <source>The server knows no unit {serial}. Check that the right label was scanned.</source>
        <translation>Serveren kjenner ingen enhet {serial}. Kontroller at riktig etikett ble skannet.</translation>
    </message>
    <message>
        <source>{serial} belongs to several parts: {parts}. Choose the one in your hand.</source>
        <translation>{serial} finnes på flere deler: {parts}. Velg den du har i hånden.</translation>
    </message>
    <message>
        <source>{command} needs a unit. Scan the unit first, then this again.</source>
        <translation>{command} trenger en enhet. Skann enheten først, og så denne på nytt.</translation>
    </message>
    <message>
        <source>Another station moved {serial} to {phase} meanwhile. Look at the unit, then decide again.</source>
        <translation>En annen stasjon har flyttet {serial} til {phase} i mellomtiden. Se på enheten og velg på nytt.</translation>
    </message>
    <message>
        <source>The server has no phase {text}. Check the command sheet, or choose in Phase.</source>
        <translation>Serveren har ingen fase {text}. Se på kommandoarket, eller velg i Fase.</translation>
    </message>
    <message>
        <source>The server has no process {text}. Check the command sheet.</source>
        <translation>Serveren har ingen prosess {text}. Se på kommandoarket.</translation>
    </message>
    <message>
        <source>{serial} cannot go from {from} to {to}. Choose one of its next phases.</source>
        <translation>{serial} kan ikke gå fra {from} til {to}. Velg en av de neste fasene.</translation>
    </message>
    <message>
        <source>{serial} cannot be finalized: not passed: {processes}. Send it to test or repair.</source>
        <translation>{serial} kan ikke ferdigstilles, ikke bestått: {processes}. Send den til test eller reparasjon.</translation>
    </message>
    <message>
        <source>{serial} has never been tested. Scan CMD-CONFIRM to finalize it all the same.</source>
        <translation>{serial} er aldri testet. Skann CMD-CONFIRM for å ferdigstille den likevel.</translation>
    </message>
    <message>
        <source>There is nothing to confirm. Scan a unit or a command.</source>
        <translation>Det er ingenting å bekrefte. Skann en enhet eller en kommando.</translation>
    </message>
    <message>
        <source>{text} is not in this version of the program. Nothing was changed.</source>
        <translation>{text} finnes ikke i denne versjonen av programmet. Ingenting ble endret.</translation>
    </message>
    <message>
        <source>{serial} has passed every test that is required.</source>
        <translation>{serial} har bestått alle tester som kreves.</translation>
    </message>
    <message>
        <source>{serial} has not passed: {processes}. Test it again, or send it to repair.</source>
        <translation>{serial} har ikke bestått: {processes}. Test den på nytt, eller send den til reparasjon.</translation>
    </message>
    <message>
        <source>{serial} was never tested, and no rule says what it needs.</source>
        <translation>{serial} er aldri testet, og ingen regel sier hva den trenger.</translation>
    </message>
    <message>
        <source>The server has no box build for {part}, so nothing is built into {serial}.</source>
        <translation>Serveren har ingen byggemal for {part}, så ingenting bygges inn i {serial}.</translation>
    </message>
    <message>
        <source>No assembly is open. Open Assembly, scan the unit you build, then this again.</source>
        <translation>Ingen montering er åpen. Åpne Montering, skann enheten du bygger, og så denne igjen.</translation>
    </message>
    <message>
        <source>{serial} is put away as it is. Scan the next unit to build.</source>
        <translation>{serial} er lagt bort som den er. Skann neste enhet å bygge.</translation>
    </message>
    <message>
        <source>{serial} is complete.</source>
        <translation>{serial} er komplett.</translation>
    </message>
    <message>
        <source>{serial} is not complete. Missing: {count}, of {parts}.</source>
        <translation>{serial} er ikke komplett. Mangler: {count}, av {parts}.</translation>
    </message>
    <message>
        <source>{serial} is not complete: no position takes {children}. Take it out.</source>
        <translation>{serial} er ikke komplett: ingen plass tar {children}. Ta den ut.</translation>
    </message>
    <message>
        <source>{serial} is built into {parent}: {filled} of {slots}.</source>
        <translation>{serial} er bygd inn i {parent}: {filled} av {slots}.</translation>
    </message>
    <message>
        <source>{serial} is built in, and {parent} is complete. Scan the next unit to build.</source>
        <translation>{serial} er bygd inn, og {parent} er komplett. Skann neste enhet å bygge.</translation>
    </message>
    <message>
        <source>{serial} is taken out of {parent}.</source>
        <translation>{serial} er tatt ut av {parent}.</translation>
    </message>
    <message>
        <source>{serial} is in {parent} instead of {old}.</source>
        <translation>{serial} er i {parent} i stedet for {old}.</translation>
    </message>
    <message>
        <source>{old} is out, but {serial} is not in. The position is open: scan a unit that fits, and look into the outbox.</source>
        <translation>{old} er ute, men {serial} er ikke inne. Plassen er åpen: skann en enhet som passer, og se i utboksen.</translation>
    </message>
    <message>
        <source>Scan the unit that comes out.</source>
        <translation>Skann enheten som skal ut.</translation>
    </message>
    <message>
        <source>Scan the unit that comes out, then the one that goes in.</source>
        <translation>Skann enheten som skal ut, så den som skal inn.</translation>
    </message>
    <message>
        <source>Now scan the unit that goes in instead of {serial}.</source>
        <translation>Skann nå enheten som skal inn i stedet for {serial}.</translation>
    </message>
    <message>
        <source>The file is not added. {detail}</source>
        <translation>Filen er ikke lagt til. {detail}</translation>
    </message>
    <message>
        <source>{serial}: this cannot be decided without the server. Try again when the server answers.</source>
        <translation>{serial}: dette kan ikke avgjøres uten serveren. Prøv igjen når serveren svarer.</translation>
    </message>
    <message>
        <source>{serial} is empty now: {count} taken out.</source>
        <translation>{serial} er tom nå: {count} tatt ut.</translation>
    </message>
    <message>
        <source>{serial} is now in phase {phase}, tagged {tags}.</source>
        <translation>{serial} er nå i fase {phase}, merket {tags}.</translation>
    </message>
    <message>
        <source>There is no change of this unit here that can be undone.</source>
        <translation>Det finnes ingen endring av denne enheten her som kan angres.</translation>
    </message>
    <message>
        <source>{serial}: say why, then it is done. The reason is kept with the unit.</source>
        <translation>{serial}: si hvorfor, så blir det gjort. Begrunnelsen følger enheten.</translation>
    </message>
    <message>
        <source>Say why {serial} is on hold.</source>
        <translation>Si hvorfor {serial} holdes tilbake.</translation>
    </message>
    <message>
        <source>The window stays open: a supervisor closes it, with a PIN.</source>
        <translation>Vinduet holdes åpent: en leder lukker det med PIN.</translation>
    </message>
    <message>
        <source>{serial} is not moved: the batch has no {keys} yet. Type it in Phase or scan CMD-TAG-{first}=… there, then this again.</source>
        <translation>{serial} er ikke flyttet: partiet mangler {keys}. Skriv det inn i Fase eller skann CMD-TAG-{first}=… der, så denne på nytt.</translation>
    </message>
    <message>
        <source>{key} = {value} goes onto every unit of this batch that is moved.</source>
        <translation>{key} = {value} settes på hver enhet i partiet som flyttes.</translation>
    </message>
    <message>
        <source>{key} has no value: type one line of at most 200 characters.</source>
        <translation>{key} har ingen verdi: skriv én linje på høyst 200 tegn.</translation>
    </message>
    <message>
        <source>A new batch: give {keys} for it, then scan its units.</source>
        <translation>Et nytt parti: oppgi {keys}, og skann så enhetene.</translation>
    </message>
    <message>
        <source>Choose what every unit is to get, or scan the code for it.</source>
        <translation>Velg hva hver enhet skal få, eller skann koden for det.</translation>
    </message>
    <message>
        <source>Every unit scanned now gets {what}. CMD-CANCEL ends it.</source>
        <translation>Hver enhet som skannes nå, får {what}. CMD-CANCEL avslutter.</translation>
    </message>
    <message>
        <source>The batch has ended. Done: {done}, refused: {refused}, waiting for the server: {queued}.</source>
        <translation>Serien er avsluttet. Utført: {done}, avvist: {refused}, venter på serveren: {queued}.</translation>
    </message>
    <message>
        <source>The server has no report of a failed run of {process}.</source>
        <translation>Serveren har ingen rapport om en feilet kjøring av {process}.</translation>
    </message>
    <message>
        <source>Nothing was replaced here just now. Add the reason with CMD-TAG.</source>
        <translation>Ingenting er nettopp byttet her. Legg til årsaken med CMD-TAG.</translation>
    </message>
    <message>
        <source>No reason is kept.</source>
        <translation>Ingen årsak er lagret.</translation>
    </message>
    <message>
        <source>Why {serial} was replaced: {reason}</source>
        <translation>Derfor ble {serial} byttet: {reason}</translation>
    </message>
    <message>
        <source>Take everything ({count}) out of {serial}? Scan CMD-CONFIRM or CMD-CANCEL.</source>
        <translation>Ta alt ({count}) ut av {serial}? Skann CMD-CONFIRM eller CMD-CANCEL.</translation>
    </message>
    <message>
        <source>Nothing is built into {serial}.</source>
        <translation>Ingenting er bygd inn i {serial}.</translation>
    </message>
    <message>
        <source>{serial} is not in {parent}. Scan one that is, or CMD-CANCEL.</source>
        <translation>{serial} er ikke i {parent}. Skann en som er det, eller CMD-CANCEL.</translation>
    </message>
    <message>
        <source>{serial} is the unit you are building. Scan one of its parts.</source>
        <translation>{serial} er enheten du bygger. Skann en av delene.</translation>
    </message>
    <message>
        <source>{parent} is built into {serial}: it cannot go in there.</source>
        <translation>{parent} er bygd inn i {serial}: den kan ikke inn der.</translation>
    </message>
    <message>
        <source>{serial} is in {parent} already. Scan the next part.</source>
        <translation>{serial} er allerede i {parent}. Skann neste del.</translation>
    </message>
    <message>
        <source>{serial} is built into {other}. Take it out there first, or use another unit.</source>
        <translation>{serial} er bygd inn i {other}. Ta den ut der først, eller bruk en annen enhet.</translation>
    </message>
    <message>
        <source>{serial} is a {part}, which does not belong in {parent}. Wanted: {wanted}.</source>
        <translation>{serial} er en {part}, som ikke hører til i {parent}. Trengs: {wanted}.</translation>
    </message>
    <message>
        <source>{serial} has revision {revision}. {parent} takes {wanted}: use another unit.</source>
        <translation>{serial} har revisjon {revision}. {parent} tar {wanted}: bruk en annen enhet.</translation>
    </message>
    <message>
        <source>{parent} has every {part} it needs. Put {serial} back, or scan CMD-REPLACE.</source>
        <translation>{parent} har alle {part} den trenger. Legg {serial} tilbake, eller skann CMD-REPLACE.</translation>
    </message>
    <message>
        <source>{serial} is scrapped. Use another unit.</source>
        <translation>{serial} er kassert. Bruk en annen enhet.</translation>
    </message>
    <message>
        <source>{serial} failed: {processes}. Send it to repair, and use another unit.</source>
        <translation>{serial} feilet: {processes}. Send den til reparasjon, og bruk en annen enhet.</translation>
    </message>
    <message>
        <source>{serial} is not finished: its phase is {phase}. Finalize it first, or use another unit.</source>
        <translation>{serial} er ikke ferdig: fasen er {phase}. Ferdigstill den først, eller bruk en annen enhet.</translation>
    </message>
    <message>
        <source>{parent} is on hold: nothing is built in until a supervisor releases it.</source>
        <translation>{parent} er sperret: ingenting bygges inn før en leder frigir den.</translation>
    </message>
    <message>
        <source>Repair of {serial}: {process} failed. Scan or touch what was wrong.</source>
        <translation>Reparasjon av {serial}: {process} feilet. Skann eller trykk på det som var galt.</translation>
    </message>
    <message>
        <source>{serial} has not failed: there is nothing to repair.</source>
        <translation>{serial} har ikke feilet: det er ingenting å reparere.</translation>
    </message>
    <message>
        <source>{serial} was repaired: it waits for its retest in {process}.</source>
        <translation>{serial} er reparert: den venter på ny test i {process}.</translation>
    </message>
    <message>
        <source>The repair of {serial} is kept here, and not confirmed by the server yet.</source>
        <translation>Reparasjonen av {serial} er lagret her, og ikke bekreftet av serveren ennå.</translation>
    </message>
    <message>
        <source>The repair of {serial} is filed. Test it again in {process}.</source>
        <translation>Reparasjonen av {serial} er levert. Test den på nytt i {process}.</translation>
    </message>
    <message>
        <source>The repair of {serial} is put away. What was entered is kept.</source>
        <translation>Reparasjonen av {serial} er lagt bort. Det som er skrevet inn, er tatt vare på.</translation>
    </message>
    <message>
        <source>What was entered for {serial} is thrown away.</source>
        <translation>Det som var skrevet inn for {serial}, er forkastet.</translation>
    </message>
    <message>
        <source>This is what will be filed for {serial}. Check it, then file it.</source>
        <translation>Dette blir levert for {serial}. Se over det, og lever det.</translation>
    </message>
    <message>
        <source>No repair is open: open the repair panel and scan the unit that failed.</source>
        <translation>Ingen reparasjon er åpen: åpne reparasjonspanelet og skann enheten som feilet.</translation>
    </message>
    <message>
        <source>The repair is being filed, or a file added: wait a moment and try again.</source>
        <translation>Reparasjonen leveres, eller en fil legges til: vent litt og prøv igjen.</translation>
    </message>
    <message>
        <source>{serial} passed its retest in {process}.</source>
        <translation>{serial} besto den nye testen i {process}.</translation>
    </message>
    <message>
        <source>{serial} failed its retest in {process}. Repair it once more.</source>
        <translation>{serial} feilet i den nye testen i {process}. Reparer den en gang til.</translation>
    </message>
    <message>
        <source>{category}: {code} is in the repair.</source>
        <translation>{category}: {code} er med i reparasjonen.</translation>
    </message>
    <message>
        <source>{code} is changed.</source>
        <translation>{code} er endret.</translation>
    </message>
    <message>
        <source>{code} is no longer in the repair.</source>
        <translation>{code} er ikke lenger med i reparasjonen.</translation>
    </message>
    <message>
        <source>That failure is no longer in the repair.</source>
        <translation>Den feilen er ikke lenger med i reparasjonen.</translation>
    </message>
    <message>
        <source>{code} is in {count} categories. Choose which one is meant.</source>
        <translation>{code} finnes i {count} kategorier. Velg hvilken som menes.</translation>
    </message>
    <message>
        <source>First choose which code is meant, or cancel.</source>
        <translation>Velg først hvilken kode som menes, eller avbryt.</translation>
    </message>
    <message>
        <source>{operation} knows no code {text}. Scan another, or search for it.</source>
        <translation>{operation} kjenner ingen kode {text}. Skann en annen, eller søk etter den.</translation>
    </message>
    <message>
        <source>A repair holds at most {count} failures. File this one, then another.</source>
        <translation>En reparasjon har plass til {count} feil. Lever denne, og så en til.</translation>
    </message>
    <message>
        <source>Component {component} for {code}.</source>
        <translation>Komponent {component} for {code}.</translation>
    </message>
    <message>
        <source>{component} is no component reference here. One looks like this: {hint}</source>
        <translation>{component} er ingen komponentreferanse her. En slik ser ut som: {hint}</translation>
    </message>
    <message>
        <source>{component} belongs to no failure: scan or touch a failure code first.</source>
        <translation>{component} hører ikke til noen feil: skann eller trykk på en feilkode først.</translation>
    </message>
    <message>
        <source>The next failure explains the step {step}.</source>
        <translation>Den neste feilen forklarer steget {step}.</translation>
    </message>
    <message>
        <source>The comment is kept.</source>
        <translation>Kommentaren er tatt vare på.</translation>
    </message>
    <message>
        <source>It will be filed as {operation}.</source>
        <translation>Den blir levert som {operation}.</translation>
    </message>
    <message>
        <source>{operation} does not know {codes}. Remove those failures first.</source>
        <translation>{operation} kjenner ikke {codes}. Fjern de feilene først.</translation>
    </message>
    <message>
        <source>Files added: {count}.</source>
        <translation>Filer lagt til: {count}.</translation>
    </message>
    <message>
        <source>{name} is no longer in the repair.</source>
        <translation>{name} er ikke lenger med i reparasjonen.</translation>
    </message>
    <message>
        <source>{name} is too large: {size} MB, and a file may have {most} MB.</source>
        <translation>{name} er for stor: {size} MB, og en fil kan ha {most} MB.</translation>
    </message>
    <message>
        <source>{name} is too large beside the other files: {size} MB, and {most} MB are left. Remove another one first.</source>
        <translation>{name} er for stor ved siden av de andre filene: {size} MB, og {most} MB er igjen. Fjern en annen først.</translation>
    </message>
    <message>
        <source>This server has no repair operation for it. Ask whoever sets it up.</source>
        <translation>Denne serveren har ingen reparasjonsoperasjon for den. Spør den som setter den opp.</translation>
    </message>
    <message>
        <source>Say first what was wrong: scan or touch a failure code.</source>
        <translation>Si først hva som var galt: skann eller trykk på en feilkode.</translation>
    </message>
    <message>
        <source>{operation} needs a failed test, and {serial} has none.</source>
        <translation>{operation} krever en feilet test, og {serial} har ingen.</translation>
    </message>
    <message>
        <source>{serial} has no process: set the one it is to be tested in first.</source>
        <translation>{serial} har ingen prosess: sett først den som enheten skal testes i.</translation>
    </message>
    <message>
        <source>One of the failures needs a photo: add one first.</source>
        <translation>En av feilene krever et bilde: legg til et først.</translation>
    </message>
    <message>
        <source>What is half done cannot be remembered. {detail}</source>
        <translation>Det som er halvferdig, kan ikke huskes. {detail}</translation>
    </message>
    <message>
        <source>The scan was empty. Scan again, or type the serial number.</source>
        <translation>Skanningen var tom. Skann på nytt, eller skriv serienummeret.</translation>
    </message>
    <message>
        <source>The code has {length} characters and at most {limit} can be read. Scan another label.</source>
        <translation>Koden har {length} tegn, og høyst {limit} kan leses. Skann en annen etikett.</translation>
    </message>
    <message>
        <source>Only the end of a code arrived: {text}. Scan it again.</source>
        <translation>Bare slutten av en kode kom fram: {text}. Skann den på nytt.</translation>
    </message>
    <message>
        <source>The code is longer than a scanner may send ({length} characters were read). Scan another label.</source>
        <translation>Koden er lengre enn en skanner kan sende ({length} tegn ble lest). Skann en annen etikett.</translation>
    </message>
    <message>
        <source>The code holds characters this version cannot read: {text}. Scan the plain label.</source>
        <translation>Koden har tegn som denne versjonen ikke kan lese: {text}. Skann den enkle etiketten.</translation>
    </message>
    <message>
        <source>There is no command {text}. Check the command sheet.</source>
        <translation>Kommandoen {text} finnes ikke. Se på kommandoarket.</translation>
    </message>
    <message>
        <source>The command {text} is not complete. Check the command sheet.</source>
        <translation>Kommandoen {text} er ikke fullstendig. Se på kommandoarket.</translation>
    </message>
    <message>
        <source>There is no serial number in {text}. Scan the unit&apos;s own label.</source>
        <translation>Det er ikke noe serienummer i {text}. Skann enhetens egen etikett.</translation>
    </message>
    <message>
        <source>These keys say {text} or {other}, by the keyboard layout. Nothing was changed: set the scanner up in Settings.</source>
        <translation>Tastene betyr {text} eller {other}, etter tastaturoppsettet. Ingenting ble endret: sett opp skanneren i Oppsett.</translation>
    </message>
    <message>
        <source>There is a unit {serial} and a unit {other}. Choose the one that is meant.</source>
        <translation>Det finnes en enhet {serial} og en enhet {other}. Velg den som er ment.</translation>
    </message>
    <message>
        <source>{text} was scanned twice in a row. Wait a moment to scan it again on purpose.</source>
        <translation>{text} ble skannet to ganger på rad. Vent litt hvis den skal skannes igjen.</translation>
    </message>
    <message>
        <source>{text} was not shown because {by} was scanned. Scan it again if you need it.</source>
        <translation>{text} ble ikke vist fordi {by} ble skannet. Skann den på nytt ved behov.</translation>
    </message>
    <message>
        <source>The station changed to another server meanwhile. Scan again.</source>
        <translation>Stasjonen byttet til en annen server imens. Skann på nytt.</translation>
    </message>
    <message>
        <source>The station is closing. Scan again when it has been started.</source>
        <translation>Stasjonen avsluttes. Skann på nytt når den er startet igjen.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check the network and scan again.</source>
        <translation>Serveren kan ikke nås. Kontroller nettverket og skann på nytt.</translation>
    </message>
    <message>
        <source>The server gave no answer in {seconds} seconds. Scan again.</source>
        <translation>Serveren svarte ikke innen {seconds} sekunder. Skann på nytt.</translation>
    </message>
    <message>
        <source>The server failed (error {status}). Scan again; if it stays, tell support: {message}</source>
        <translation>Serveren feilet (feil {status}). Skann på nytt; si fra til brukerstøtte om det gjentar seg: {message}</translation>
    </message>
    <message>
        <source>What answered is not a WATS server. Check the network and the address ({detail}).</source>
        <translation>Det som svarte, er ikke en WATS-server. Kontroller nettverket og adressen ({detail}).</translation>
    </message>
    <message>
        <source>The server refused this station&apos;s token. A supervisor must give it a new one.</source>
        <translation>Serveren avviste stasjonens nøkkel. En leder må gi den en ny.</translation>
    </message>
    <message>
        <source>This station is not permitted to do that. Ask a supervisor. {message}</source>
        <translation>Stasjonen har ikke lov til dette. Spør en leder. {message}</translation>
    </message>
    <message>
        <source>The server refused it, nothing was changed. Its reason: {message}</source>
        <translation>Serveren avviste det, og ingenting ble endret. Begrunnelse: {message}</translation>
    </message>
    <message>
        <source>{serial} was changed elsewhere meanwhile: {what}. Look at the unit, then decide again.</source>
        <translation>{serial} ble endret et annet sted imens: {what}. Se på enheten, og bestem på nytt.</translation>
    </message>
    <message>
        <source>{serial} is on hold. A supervisor has to release it first.</source>
        <translation>{serial} er holdt tilbake. En leder må frigi den først.</translation>
    </message>
    <message>
        <source>{serial}: its lot {name} is in quarantine ({why}). A supervisor has to release it first.</source>
        <translation>{serial}: partiet {name} er i karantene ({why}). En leder må frigi det først.</translation>
    </message>
    <message>
        <source>{serial}: its revision {name} is in quarantine ({why}). A supervisor has to release it first.</source>
        <translation>{serial}: revisjonen {name} er i karantene ({why}). En leder må frigi den først.</translation>
    </message>
    <message>
        <source>{scope} {name} of {part} is in quarantine. No station moves its units on until a supervisor releases it.</source>
        <translation>{scope} {name} av {part} er i karantene. Ingen stasjon flytter enhetene før en leder frigir dem.</translation>
    </message>
    <message>
        <source>{scope} {name} of {part} is out of quarantine. Its units may go on.</source>
        <translation>{scope} {name} av {part} er ute av karantene. Enhetene kan gå videre.</translation>
    </message>
    <message>
        <source>{scope} {name} of {part} was in quarantine already. Nothing was changed.</source>
        <translation>{scope} {name} av {part} var i karantene fra før. Ingenting ble endret.</translation>
    </message>
    <message>
        <source>{scope} {name} of {part} is in no quarantine. Nothing was changed.</source>
        <translation>{scope} {name} av {part} er ikke i karantene. Ingenting ble endret.</translation>
    </message>
    <message>
        <source>{scope} {name} of {part}: choose the reason. CMD-CONFIRM takes the first one.</source>
        <translation>{scope} {name} av {part}: velg grunnen. CMD-CONFIRM tar den første.</translation>
    </message>
    <message>
        <source>{scope} {name}: its quarantine was changed elsewhere meanwhile ({why}). Look at it, then decide again.</source>
        <translation>{scope} {name}: karantenen ble endret et annet sted imens ({why}). Se på den og avgjør på nytt.</translation>
    </message>
    <message>
        <source>This station&apos;s token may not change products, so nothing was put into or out of quarantine. Give it a token that may, or put each unit on hold. {message}</source>
        <translation>Stasjonens token kan ikke endre produkter, så ingenting ble satt i eller tatt ut av karantene. Gi den et token som kan det, eller sperr hver enhet. {message}</translation>
    </message>
    <message>
        <source>{scope} {name}: the server did not say whether it took it. Scan a unit of it to see, then try again.</source>
        <translation>{scope} {name}: serveren sa ikke om den tok imot. Skann en av enhetene for å se, og prøv igjen.</translation>
    </message>
    <message>
        <source>Nobody asks for a reason now. Begin again.</source>
        <translation>Ingen spør etter en grunn nå. Begynn på nytt.</translation>
    </message>
    <message>
        <source>{serial} was made: {part}, revision {revision}.</source>
        <translation>{serial} er opprettet: {part}, revisjon {revision}.</translation>
    </message>
    <message>
        <source>{serial} may be made: {part}, revision {revision}. Compare it with the label, then confirm.</source>
        <translation>{serial} kan opprettes: {part}, revisjon {revision}. Sammenlign med etiketten og bekreft.</translation>
    </message>
    <message>
        <source>Choose what {serial} is.</source>
        <translation>Velg hva {serial} er.</translation>
    </message>
    <message>
        <source>Choose the revision of {serial} ({part}).</source>
        <translation>Velg revisjonen til {serial} ({part}).</translation>
    </message>
    <message>
        <source>{serial}: its part and revision are not known. Choose them first.</source>
        <translation>{serial}: del og revisjon er ikke kjent. Velg dem først.</translation>
    </message>
    <message>
        <source>{serial} ({part}) is there by now. Nothing was made; it is shown.</source>
        <translation>{serial} ({part}) finnes nå. Ingenting ble opprettet; den vises.</translation>
    </message>
    <message>
        <source>The server has no product {part} with a revision in use, so {serial} was not made. Choose another one.</source>
        <translation>Serveren har ikke noe produkt {part} med en revisjon i bruk, så {serial} ble ikke opprettet. Velg et annet.</translation>
    </message>
    <message>
        <source>The server has no revision {revision} of {part} in use, so {serial} was not made. Choose another one.</source>
        <translation>Serveren har ingen revisjon {revision} av {part} i bruk, så {serial} ble ikke opprettet. Velg en annen.</translation>
    </message>
    <message>
        <source>There is nothing to make now. Scan the label again.</source>
        <translation>Det er ingenting å opprette nå. Skann etiketten igjen.</translation>
    </message>
    <message>
        <source>{serial} belongs to no lot. Put the unit itself on hold.</source>
        <translation>{serial} hører ikke til noe parti. Sperr selve enheten.</translation>
    </message>
    <message>
        <source>{serial} has no revision. Put the unit itself on hold.</source>
        <translation>{serial} har ingen revisjon. Sperr selve enheten.</translation>
    </message>
    <message>
        <source>The change of {serial} was not done. Scan the command again.</source>
        <translation>Endringen av {serial} ble ikke gjort. Skann kommandoen en gang til.</translation>
    </message>
    <message>
        <source>Nothing was kept or sent: {detail}. Tell who looks after the station.</source>
        <translation>Ingenting ble lagret eller sendt: {detail}. Si fra til den som har ansvar for stasjonen.</translation>
    </message>
    <message>
        <source>{detail}. Tell who looks after the station.</source>
        <translation>{detail}. Si fra til den som har ansvar for stasjonen.</translation>
    </message>
    <message>
        <source>The report waits until the server has told what time it is.</source>
        <translation>Rapporten venter til serveren har sagt hva klokken er.</translation>
    </message>
    <message>
        <source>Not done, and nobody has taken note of it: {count}. Open the outbox.</source>
        <translation>Ikke gjort, og ingen har merket seg det: {count}. Åpne utboksen.</translation>
    </message>
    <message>
        <source>Write why it is given up, then press Discard again.</source>
        <translation>Skriv hvorfor det oppgis, og trykk Oppgi en gang til.</translation>
    </message>
    <message>
        <source>Given up: {reason}</source>
        <translation>Oppgitt: {reason}</translation>
    </message>
    <message>
        <source>The log is written to {path}: {count} entries.</source>
        <translation>Loggen er skrevet til {path}: {count} oppføringer.</translation>
    </message>
    <message>
        <source>The label rule {name} cannot be used: {why}. Tell who looks after the station.</source>
        <translation>Etikettregelen {name} kan ikke brukes: {why}. Si fra til den som har ansvar for stasjonen.</translation>
    </message>
    <message>
        <source>The record of scans for support has a problem. Tell who looks after it: {detail}</source>
        <translation>Det er en feil med lagringen av skanninger for brukerstøtte. Si fra til den som har ansvaret: {detail}</translation>
    </message>
    <message>
        <source>The scanner on {port} is not there. Check its cable; it is found by itself.</source>
        <translation>Skanneren på {port} er borte. Sjekk kabelen; den blir funnet igjen av seg selv.</translation>
    </message>
    <message>
        <source>Another program has the scanner on {port}. Close that program.</source>
        <translation>Et annet program bruker skanneren på {port}. Lukk det programmet.</translation>
    </message>
    <message>
        <source>This user may not open {port}. Tell who looks after the station.</source>
        <translation>Denne brukeren kan ikke åpne {port}. Si fra til den som har ansvaret for stasjonen.</translation>
    </message>
    <message>
        <source>The scanner on {port} does not work: {detail}. Check the port in Settings.</source>
        <translation>Skanneren på {port} virker ikke: {detail}. Sjekk porten i Oppsett.</translation>
    </message>
    <message>
        <source>The scanner on {port} is there again. Scan to go on.</source>
        <translation>Skanneren på {port} er tilbake. Skann videre.</translation>
    </message>
    <message>
        <source>No server is set. Open Settings, give the server and its token, then scan.</source>
        <translation>Ingen server er valgt. Åpne Oppsett, oppgi server og nøkkel, og skann så.</translation>
    </message>
    <message>
        <source>The token for {server} is missing. Give it in Settings.</source>
        <translation>Nøkkelen for {server} mangler. Oppgi den i Oppsett.</translation>
    </message>
    <message>
        <source>That is no server address. Write http://HOST:PORT or https://HOST.</source>
        <translation>Det er ingen serveradresse. Skriv http://VERT:PORT eller https://VERT.</translation>
    </message>
    <message>
        <source>{server} took the token. Both are kept, the token in this computer&apos;s keyring.</source>
        <translation>{server} godtok nøkkelen. Adresse og nøkkel er lagret, nøkkelen i maskinens nøkkelring.</translation>
    </message>
    <message>
        <source>{server} took the token. Both are kept; there is no keyring on this computer, so the token is in a file that only its owner can read.</source>
        <translation>{server} godtok nøkkelen. Adresse og nøkkel er lagret; maskinen har ingen nøkkelring, så nøkkelen ligger i en fil som bare eieren kan lese.</translation>
    </message>
    <message>
        <source>The token could not be kept, nothing was changed: {detail}</source>
        <translation>Nøkkelen kunne ikke lagres, ingenting ble endret: {detail}</translation>
    </message>
    <message>
        <source>Kept, and in force.</source>
        <translation>Lagret, og gjelder nå.</translation>
    </message>
    <message>
        <source>Not kept, nothing was changed: {detail}</source>
        <translation>Ikke lagret, ingenting ble endret: {detail}</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Skrevet: {path}</translation>
    </message>
    <message>
        <source>{path} could not be written: {detail}. Choose another place.</source>
        <translation>{path} kunne ikke skrives: {detail}. Velg et annet sted.</translation>
    </message>
    <message>
        <source>Sent to the printer {printer}.</source>
        <translation>Sendt til skriveren {printer}.</translation>
    </message>
    <message>
        <source>Nothing was printed: {detail}. Save it as a PDF file instead.</source>
        <translation>Ingenting ble skrevet ut: {detail}. Lagre som PDF-fil i stedet.</translation>
    </message>
    <message>
        <source>The last {count} scans are in {path}.</source>
        <translation>De siste {count} skanningene er i {path}.</translation>
    </message>
    <message>
        <source>The settings cannot be used, standard ones are in force. Correct the file: {detail}</source>
        <translation>Innstillingene kan ikke brukes, standardinnstillingene gjelder. Rett filen: {detail}</translation>
    </message>
    <message>
        <source>{path} cannot be changed here: {by}. Tell who looks after the station.</source>
        <translation>{path} kan ikke endres her: {by}. Si fra til den som har ansvar for stasjonen.</translation>
    </message>
    <message>
        <source>A setting given for this run is left out. Tell who looks after the station: {detail}</source>
        <translation>En innstilling for denne kjøringen er utelatt. Si fra til den som har ansvar for stasjonen: {detail}</translation>
    </message>
    <message>
        <source>The fleet&apos;s settings cannot be read, the last good copy is in force. Tell who looks after the station: {detail}</source>
        <translation>Fellesinnstillingene kan ikke leses, siste gode kopi gjelder. Si fra til den som har ansvar for stasjonen: {detail}</translation>
    </message>
    <message>
        <source>The fleet&apos;s settings cannot be read, and there is no copy of them yet. Tell who looks after the station: {detail}</source>
        <translation>Fellesinnstillingene kan ikke leses, og det finnes ingen kopi av dem ennå. Si fra til den som har ansvar for stasjonen: {detail}</translation>
    </message>
    <message>
        <source>The program made a mistake; it is in the log. Scan again. ({detail})</source>
        <translation>Programmet gjorde en feil; den står i loggen. Skann på nytt. ({detail})</translation>
    </message>
    <message>
        <source>the fleet&apos;s settings say what it is</source>
        <translation>fellesinnstillingene bestemmer den</translation>
    </message>
    <message>
        <source>this computer&apos;s environment says what it is</source>
        <translation>miljøet på denne datamaskinen bestemmer den</translation>
    </message>
    <message>
        <source>this start was told what it is</source>
        <translation>denne oppstarten fikk den oppgitt</translation>
    </message>
    <message>
        <source>no reason</source>
        <translation>ingen grunn</translation>
    </message>
    <message>
        <source>It comes nearest to {nearest}.</source>
        <translation>Det ligner mest på {nearest}.</translation>
    </message>
    <message>
        <source>As known at {as_of}: the server cannot be asked.</source>
        <translation>Slik det var {as_of}: serveren kan ikke spørres.</translation>
    </message>
</context>
<context>
    <name>OpenPage</name>
    <message>
        <source>Positions</source>
        <translation>Plasser</translation>
    </message>
    <message>
        <source>Check completeness</source>
        <translation>Sjekk om den er komplett</translation>
    </message>
    <message>
        <source>Take everything out</source>
        <translation>Ta alt ut</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Legg bort</translation>
    </message>
    <message>
        <source>Up to {serial}</source>
        <translation>Opp til {serial}</translation>
    </message>
</context>
<context>
    <name>Operators</name>
    <message>
        <source>Changing a unit</source>
        <translation>Endre en enhet</translation>
    </message>
    <message>
        <source>Repairing a unit</source>
        <translation>Reparere en enhet</translation>
    </message>
    <message>
        <source>Moving a unit as only a supervisor may</source>
        <translation>Flytte en enhet slik bare en leder kan</translation>
    </message>
    <message>
        <source>Releasing a unit on hold</source>
        <translation>Frigi en enhet som er holdt tilbake</translation>
    </message>
    <message>
        <source>Quarantine of a lot or a revision</source>
        <translation>Karantene for et parti eller en revisjon</translation>
    </message>
    <message>
        <source>Giving up a change that was refused</source>
        <translation>Oppgi en endring som ble avvist</translation>
    </message>
    <message>
        <source>Opening the settings</source>
        <translation>Åpne innstillingene</translation>
    </message>
    <message>
        <source>Changing who is registered</source>
        <translation>Endre hvem som er registrert</translation>
    </message>
    <message>
        <source>Closing the window</source>
        <translation>Lukke vinduet</translation>
    </message>
    <message>
        <source>A PIN is 4 to 12 digits.</source>
        <translation>En PIN er 4 til 12 siffer.</translation>
    </message>
    <message>
        <source>Scan the supervisor&apos;s badge first.</source>
        <translation>Skann kortet til lederen først.</translation>
    </message>
    <message>
        <source>Nobody has this badge.</source>
        <translation>Ingen har dette kortet.</translation>
    </message>
    <message>
        <source>That is not a supervisor.</source>
        <translation>Det er ikke en leder.</translation>
    </message>
    <message>
        <source>Say why: it is kept with the unit.</source>
        <translation>Si hvorfor: det følger enheten.</translation>
    </message>
    <message>
        <source>A reason is one line of at most 200 characters.</source>
        <translation>En begrunnelse er én linje på høyst 200 tegn.</translation>
    </message>
    <message>
        <source>This supervisor has no PIN.</source>
        <translation>Denne lederen har ingen PIN.</translation>
    </message>
    <message>
        <source>A badge is 1 to 100 printable characters.</source>
        <translation>Et kort er 1 til 100 synlige tegn.</translation>
    </message>
    <message>
        <source>Give a name.</source>
        <translation>Oppgi et navn.</translation>
    </message>
    <message>
        <source>Somebody else has this badge. Take another one.</source>
        <translation>Noen andre har dette kortet. Ta et annet.</translation>
    </message>
    <message>
        <source>Nobody with this badge is registered any more.</source>
        <translation>Ingen med dette kortet er registrert lenger.</translation>
    </message>
    <message>
        <source>Another station changed this operator. Look, then decide again.</source>
        <translation>En annen stasjon endret denne operatøren. Se etter, og bestem på nytt.</translation>
    </message>
    <message>
        <source>The first one has to be a supervisor.</source>
        <translation>Den første må være en leder.</translation>
    </message>
    <message>
        <source>This is the last supervisor. Register another one first.</source>
        <translation>Dette er den siste lederen. Registrer en annen først.</translation>
    </message>
    <message>
        <source>One supervisor at least needs a PIN.</source>
        <translation>Minst én leder må ha PIN.</translation>
    </message>
    <message>
        <source>A supervisor has to do this.</source>
        <translation>En leder må gjøre dette.</translation>
    </message>
    <message>
        <source>The list cannot be read.</source>
        <translation>Listen kan ikke leses.</translation>
    </message>
    <message>
        <source>The list is damaged: correct it.</source>
        <translation>Listen er skadet: rett den.</translation>
    </message>
    <message>
        <source>This station may only read the list: change it where it is kept.</source>
        <translation>Denne stasjonen kan bare lese listen: endre den der den ligger.</translation>
    </message>
    <message>
        <source>The disk is full: make room.</source>
        <translation>Disken er full: lag plass.</translation>
    </message>
    <message>
        <source>Another station is writing. Try again.</source>
        <translation>En annen stasjon skriver. Prøv igjen.</translation>
    </message>
    <message>
        <source>The list was there and is gone: check the network drive.</source>
        <translation>Listen var der og er borte: se etter nettverksdisken.</translation>
    </message>
    <message>
        <source>Nobody is logged in</source>
        <translation>Ingen er logget inn</translation>
    </message>
    <message>
        <source>Logged out in {seconds} s: scan to stay</source>
        <translation>Logges ut om {seconds} s: skann for å bli</translation>
    </message>
    <message>
        <source>Why the unit is on hold</source>
        <translation>Hvorfor enheten holdes tilbake</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN til {name}</translation>
    </message>
    <message>
        <source>Supervisor&apos;s badge, then PIN</source>
        <translation>Lederens kort, så PIN</translation>
    </message>
    <message>
        <source>The supervisor&apos;s PIN</source>
        <translation>PIN til lederen</translation>
    </message>
    <message>
        <source>Wrong too often. This PIN can be tried again at {time}.</source>
        <translation>Feil for mange ganger. Denne PIN-en kan prøves igjen {time}.</translation>
    </message>
    <message>
        <source>Wrong PIN. Tries left: {count}</source>
        <translation>Feil PIN. Forsøk igjen: {count}</translation>
    </message>
    <message>
        <source>with a PIN</source>
        <translation>med PIN</translation>
    </message>
</context>
<context>
    <name>OperatorsPage</name>
    <message>
        <source>Operators</source>
        <translation>Operatører</translation>
    </message>
    <message>
        <source>The first one is a supervisor with a PIN. From then on a badge is needed to work.</source>
        <translation>Den første er en leder med PIN. Fra da av trengs et kort for å arbeide.</translation>
    </message>
    <message>
        <source>Badge, without OPR-</source>
        <translation>Kort, uten OPR-</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>PIN, for a supervisor</source>
        <translation>PIN, for en leder</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Registrer</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Endre</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Fjern</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>Waiting</source>
        <translation>Venter</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Avvist</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Levert</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Ikke gjort</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Oppgitt</translation>
    </message>
    <message>
        <source>The server cannot be reached. It goes out when the server answers.</source>
        <translation>Serveren kan ikke nås. Det sendes når serveren svarer.</translation>
    </message>
    <message>
        <source>The server has not answered. It is looked up, then sent again if it must be.</source>
        <translation>Serveren har ikke svart. Det slås opp, og sendes på nytt om det må.</translation>
    </message>
    <message>
        <source>The server failed. It is looked up, then sent again if it must be.</source>
        <translation>Serveren feilet. Det slås opp, og sendes på nytt om det må.</translation>
    </message>
    <message>
        <source>Something else than WATS answers. It goes out when WATS answers.</source>
        <translation>Noe annet enn WATS svarer. Det sendes når WATS svarer.</translation>
    </message>
    <message>
        <source>The server refuses the token. It goes out when Settings has a good one.</source>
        <translation>Serveren avviser nøkkelen. Det sendes når Innstillinger har en god en.</translation>
    </message>
    <message>
        <source>The token may not do this. It goes out when Settings has one that may.</source>
        <translation>Nøkkelen har ikke lov til dette. Det sendes når Innstillinger har en som har det.</translation>
    </message>
    <message>
        <source>Half done</source>
        <translation>Halvgjort</translation>
    </message>
    <message>
        <source>Phase: {before} → {to}</source>
        <translation>Fase: {before} → {to}</translation>
    </message>
    <message>
        <source>Process: {to}</source>
        <translation>Prosess: {to}</translation>
    </message>
    <message>
        <source>Tag: {tag}</source>
        <translation>Merke: {tag}</translation>
    </message>
    <message>
        <source>Build in: {serial}</source>
        <translation>Bygg inn: {serial}</translation>
    </message>
    <message>
        <source>Take out: {serial}</source>
        <translation>Ta ut: {serial}</translation>
    </message>
    <message>
        <source>Make the unit</source>
        <translation>Lag enheten</translation>
    </message>
    <message>
        <source>Repair report</source>
        <translation>Reparasjonsrapport</translation>
    </message>
    <message>
        <source>It waits for the station to be on {server} again.</source>
        <translation>Det venter til stasjonen er på {server} igjen.</translation>
    </message>
    <message>
        <source>It goes out as soon as the server answers and its turn comes.</source>
        <translation>Det sendes så snart serveren svarer og det er dets tur.</translation>
    </message>
</context>
<context>
    <name>OutboxPanel</name>
    <message>
        <source>Commands</source>
        <translation>Kommandoer</translation>
    </message>
    <message>
        <source>Save the log…</source>
        <translation>Lagre loggen…</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Lagre loggen</translation>
    </message>
    <message>
        <source>Out of order</source>
        <translation>Ute av drift</translation>
    </message>
    <message>
        <source>Not done, to be looked at: {count}</source>
        <translation>Ikke gjort, må ses på: {count}</translation>
    </message>
    <message>
        <source>Waiting to be sent: {count}</source>
        <translation>Venter på å sendes: {count}</translation>
    </message>
    <message>
        <source>Everything is delivered</source>
        <translation>Alt er levert</translation>
    </message>
    <message>
        <source>What you change is listed here, with what became of it.</source>
        <translation>Det du endrer, står her, med hva det ble til.</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>READING</source>
        <translation>LESER</translation>
    </message>
    <message>
        <source>WAITING</source>
        <translation>VENTER</translation>
    </message>
    <message>
        <source>WORKING</source>
        <translation>ARBEIDER</translation>
    </message>
    <message>
        <source>READY</source>
        <translation>KLAR</translation>
    </message>
    <message>
        <source>DONE</source>
        <translation>UTFØRT</translation>
    </message>
    <message>
        <source>REFUSED</source>
        <translation>AVVIST</translation>
    </message>
    <message>
        <source>NOT UNDERSTOOD</source>
        <translation>IKKE FORSTÅTT</translation>
    </message>
    <message>
        <source>QUEUED</source>
        <translation>I KØ</translation>
    </message>
    <message>
        <source>IGNORED</source>
        <translation>IGNORERT</translation>
    </message>
</context>
<context>
    <name>PanelStack</name>
    <message>
        <source>Add photo or file</source>
        <translation>Legg til bilde eller fil</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Lookup</source>
        <translation>Oppslag</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Fase</translation>
    </message>
    <message>
        <source>Assembly</source>
        <translation>Montering</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparer</translation>
    </message>
    <message>
        <source>Serials</source>
        <translation>Serienr.</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Leder</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Utboks</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Oppsett</translation>
    </message>
</context>
<context>
    <name>PapersPage</name>
    <message>
        <source>Command sheet</source>
        <translation>Kommandoark</translation>
    </message>
    <message>
        <source>With it a shift can be worked without touching keyboard or mouse.</source>
        <translation>Med det kan et helt skift gjøres uten å røre tastatur eller mus.</translation>
    </message>
    <message>
        <source>The command sheet: every code that this station knows</source>
        <translation>Kommandoarket: alle koder som stasjonen kjenner</translation>
    </message>
    <message>
        <source>The three test codes that set a scanner up</source>
        <translation>De tre testkodene som setter opp en skanner</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Lagre som PDF …</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Skriv ut</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Lagre som PDF</translation>
    </message>
</context>
<context>
    <name>ParentCard</name>
    <message>
        <source>revision {revision}</source>
        <translation>revisjon {revision}</translation>
    </message>
    <message>
        <source>Reading what it is built of…</source>
        <translation>Leser hva den bygges av…</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>Ikke bekreftet ennå</translation>
    </message>
    <message>
        <source>COMPLETE</source>
        <translation>KOMPLETT</translation>
    </message>
    <message>
        <source>{filled} of {slots}</source>
        <translation>{filled} av {slots}</translation>
    </message>
    <message>
        <source>Working on {serial}…</source>
        <translation>Arbeider med {serial}…</translation>
    </message>
    <message>
        <source>Checking that it is complete…</source>
        <translation>Sjekker at den er komplett…</translation>
    </message>
    <message>
        <source>Scan the next part, in any order.</source>
        <translation>Skann neste del, i hvilken som helst rekkefølge.</translation>
    </message>
    <message>
        <source>It is complete once the server confirms it.</source>
        <translation>Den er komplett når serveren bekrefter det.</translation>
    </message>
    <message>
        <source>The server says so too. Scan the next unit to build.</source>
        <translation>Serveren sier det også. Skann neste enhet å bygge.</translation>
    </message>
    <message>
        <source>Scan the next unit to build.</source>
        <translation>Skann neste enhet å bygge.</translation>
    </message>
</context>
<context>
    <name>PhaseChoices</name>
    <message>
        <source>Not from {phase}</source>
        <translation>Ikke fra {phase}</translation>
    </message>
    <message>
        <source>It is here now</source>
        <translation>Den er her nå</translation>
    </message>
    <message>
        <source>With a supervisor</source>
        <translation>Med en leder</translation>
    </message>
    <message>
        <source>Next phases</source>
        <translation>Neste faser</translation>
    </message>
    <message>
        <source>No phase can follow</source>
        <translation>Ingen fase kan følge</translation>
    </message>
</context>
<context>
    <name>PhasePanel</name>
    <message>
        <source>No unit</source>
        <translation>Ingen enhet</translation>
    </message>
    <message>
        <source>Scan a unit</source>
        <translation>Skann en enhet</translation>
    </message>
    <message>
        <source>Its phase and the phases it may go to come here.</source>
        <translation>Fasen, og fasene den kan gå til, kommer her.</translation>
    </message>
    <message>
        <source>Batch: one change for many units…</source>
        <translation>Serie: én endring for mange enheter…</translation>
    </message>
    <message>
        <source>No rule kept</source>
        <translation>Ingen regel</translation>
    </message>
    <message>
        <source>Tests passed</source>
        <translation>Tester bestått</translation>
    </message>
    <message>
        <source>Tests not passed</source>
        <translation>Tester ikke bestått</translation>
    </message>
    <message>
        <source>Skipped, never run: {processes}</source>
        <translation>Hoppet over, aldri kjørt: {processes}</translation>
    </message>
    <message>
        <source>Changing to {phase}…</source>
        <translation>Endrer til {phase}…</translation>
    </message>
    <message>
        <source>Working on a change…</source>
        <translation>Arbeider med en endring…</translation>
    </message>
    <message>
        <source>The phases are not read from the server yet.</source>
        <translation>Fasene er ikke lest fra serveren ennå.</translation>
    </message>
</context>
<context>
    <name>PhasesPage</name>
    <message>
        <source>Next phases</source>
        <translation>Neste faser</translation>
    </message>
    <message>
        <source>Which phases may follow which, at this station. Finalizing needs the tests whatever stands here.</source>
        <translation>Hvilke faser som kan følge hvilke på denne stasjonen. Ferdigstilling krever testene uansett hva som står her.</translation>
    </message>
    <message>
        <source>A unit in this phase</source>
        <translation>En enhet i denne fasen</translation>
    </message>
    <message>
        <source>may go to: touch to change</source>
        <translation>kan gå til: trykk for å endre</translation>
    </message>
    <message>
        <source>Back to the standard table</source>
        <translation>Tilbake til standardtabellen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Ikke tillatt</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Tillatt</translation>
    </message>
    <message>
        <source>With a supervisor</source>
        <translation>Med en leder</translation>
    </message>
</context>
<context>
    <name>Ports</name>
    <message>
        <source>Closed</source>
        <translation>Lukket</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Ikke der</translation>
    </message>
    <message>
        <source>In use by another program</source>
        <translation>I bruk av et annet program</translation>
    </message>
    <message>
        <source>This user may not open it</source>
        <translation>Brukeren kan ikke åpne den</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Virker ikke</translation>
    </message>
</context>
<context>
    <name>PortsPage</name>
    <message>
        <source>Serial scanners</source>
        <translation>Serielle skannere</translation>
    </message>
    <message>
        <source>Most scanners are set to 9600 and 8N1.</source>
        <translation>De fleste skannere er stilt på 9600 og 8N1.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Baud rate</source>
        <translation>Overføringshastighet</translation>
    </message>
    <message>
        <source>Data bits, parity, stop bits</source>
        <translation>Databiter, paritet, stoppbiter</translation>
    </message>
    <message>
        <source>The scanner waits for an answer</source>
        <translation>Skanneren venter på svar</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nei</translation>
    </message>
    <message>
        <source>Yes: ACK or NAK</source>
        <translation>Ja: ACK eller NAK</translation>
    </message>
    <message>
        <source>Keep this port</source>
        <translation>Lagre denne porten</translation>
    </message>
    <message>
        <source>Remove this port</source>
        <translation>Fjern denne porten</translation>
    </message>
</context>
<context>
    <name>PracticeBanner</name>
    <message>
        <source>PRACTICE – demo site. Nothing here reaches production.</source>
        <translation>ØVELSE – demoanlegg. Ingenting her når produksjonen.</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>This is what will be filed</source>
        <translation>Dette blir registrert</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Feil</translation>
    </message>
    <message>
        <source>What the repair belongs to</source>
        <translation>Hva reparasjonen hører til</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tilbake</translation>
    </message>
    <message>
        <source>Filing…</source>
        <translation>Registrerer…</translation>
    </message>
    <message>
        <source>File the repair</source>
        <translation>Registrer reparasjonen</translation>
    </message>
    <message>
        <source>No failure</source>
        <translation>Ingen feil</translation>
    </message>
    <message>
        <source>Component: {text}</source>
        <translation>Komponent: {text}</translation>
    </message>
    <message>
        <source>Failed step: {text}</source>
        <translation>Feilet steg: {text}</translation>
    </message>
    <message>
        <source>Part put in: {text}</source>
        <translation>Innsatt del: {text}</translation>
    </message>
    <message>
        <source>Comment: {text}</source>
        <translation>Kommentar: {text}</translation>
    </message>
    <message>
        <source>Filed as {operation}</source>
        <translation>Registreres som {operation}</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Then retest at {process}</source>
        <translation>Så ny test ved {process}</translation>
    </message>
    <message>
        <source>Photos and files: {count}</source>
        <translation>Bilder og filer: {count}</translation>
    </message>
    <message>
        <source>It names no failed test.</source>
        <translation>Den nevner ingen feilet test.</translation>
    </message>
    <message>
        <source>{process} failed</source>
        <translation>{process} feilet</translation>
    </message>
</context>
<context>
    <name>Quarantine</name>
    <message>
        <source>Lot</source>
        <translation>Parti</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revisjon</translation>
    </message>
</context>
<context>
    <name>QuarantineCard</name>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Lukk</translation>
    </message>
    <message>
        <source>What is to be stopped, at every station?</source>
        <translation>Hva skal stoppes, på alle stasjoner?</translation>
    </message>
    <message>
        <source>Release this unit</source>
        <translation>Frigi denne enheten</translation>
    </message>
    <message>
        <source>Hold this unit</source>
        <translation>Sperr denne enheten</translation>
    </message>
    <message>
        <source>Release the whole lot</source>
        <translation>Frigi hele partiet</translation>
    </message>
    <message>
        <source>Stop the whole lot</source>
        <translation>Stopp hele partiet</translation>
    </message>
    <message>
        <source>Release the revision</source>
        <translation>Frigi revisjonen</translation>
    </message>
    <message>
        <source>Stop the revision</source>
        <translation>Stopp revisjonen</translation>
    </message>
    <message>
        <source>{what} into quarantine: why?</source>
        <translation>{what} i karantene: hvorfor?</translation>
    </message>
    <message>
        <source>{what} out of quarantine: why?</source>
        <translation>{what} ut av karantene: hvorfor?</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>En annen grunn</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Bruk den</translation>
    </message>
</context>
<context>
    <name>QuarantineReasons</name>
    <message>
        <source>Suspected defect</source>
        <translation>Mistanke om feil</translation>
    </message>
    <message>
        <source>Doubtful material</source>
        <translation>Tvilsomt materiale</translation>
    </message>
    <message>
        <source>Customer complaint</source>
        <translation>Kundeklage</translation>
    </message>
    <message>
        <source>Waiting for a decision</source>
        <translation>Venter på avgjørelse</translation>
    </message>
    <message>
        <source>Checked, in order</source>
        <translation>Kontrollert, i orden</translation>
    </message>
    <message>
        <source>Reworked</source>
        <translation>Omarbeidet</translation>
    </message>
    <message>
        <source>Accepted as it is</source>
        <translation>Godtatt som den er</translation>
    </message>
    <message>
        <source>Put on by mistake</source>
        <translation>Satt på ved en feil</translation>
    </message>
</context>
<context>
    <name>QuestionStrip</name>
    <message>
        <source>Take all out</source>
        <translation>Ta alt ut</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>La det være</translation>
    </message>
    <message>
        <source>TAKE OUT</source>
        <translation>TA UT</translation>
    </message>
    <message>
        <source>ARE YOU SURE?</source>
        <translation>ER DU SIKKER?</translation>
    </message>
    <message>
        <source>REPLACE</source>
        <translation>BYTT</translation>
    </message>
    <message>
        <source>The next unit you scan comes out.</source>
        <translation>Den neste enheten du skanner, skal ut.</translation>
    </message>
    <message>
        <source>Scan the unit that comes out.</source>
        <translation>Skann enheten som skal ut.</translation>
    </message>
    <message>
        <source>Scan the unit that goes in instead of {serial}.</source>
        <translation>Skann enheten som skal inn i stedet for {serial}.</translation>
    </message>
    <message>
        <source>All parts come out ({count}). Or scan CMD-CONFIRM or CMD-CANCEL.</source>
        <translation>Alle deler skal ut ({count}). Eller skann CMD-CONFIRM eller CMD-CANCEL.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>not done: {count}</source>
        <translation>ikke utført: {count}</translation>
    </message>
    <message>
        <source>waiting: {count}</source>
        <translation>venter: {count}</translation>
    </message>
</context>
<context>
    <name>ReasonCard</name>
    <message>
        <source>Why was {old} replaced?</source>
        <translation>Hvorfor ble {old} byttet?</translation>
    </message>
    <message>
        <source>{new} is in its place.</source>
        <translation>{new} står på plassen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Årsak</translation>
    </message>
    <message>
        <source>Keep the reason</source>
        <translation>Lagre årsaken</translation>
    </message>
    <message>
        <source>No reason</source>
        <translation>Ingen årsak</translation>
    </message>
</context>
<context>
    <name>RefusalCard</name>
    <message>
        <source>Not built in</source>
        <translation>Ikke bygd inn</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>I veien</translation>
    </message>
</context>
<context>
    <name>RefusalStrip</name>
    <message>
        <source>Not done</source>
        <translation>Ikke gjort</translation>
    </message>
</context>
<context>
    <name>Repair</name>
    <message>
        <source>a repair operation on the server</source>
        <translation>en reparasjonsoperasjon på serveren</translation>
    </message>
    <message>
        <source>at least one failure</source>
        <translation>minst én feil</translation>
    </message>
    <message>
        <source>a failed test, which this operation names</source>
        <translation>en feilet test, som denne operasjonen nevner</translation>
    </message>
    <message>
        <source>the test it is about, which nobody knows</source>
        <translation>testen det gjelder, som ingen kjenner</translation>
    </message>
    <message>
        <source>a photo, which one of the codes demands</source>
        <translation>et bilde, som en av kodene krever</translation>
    </message>
    <message>
        <source>Failures: {count}</source>
        <translation>Feil: {count}</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>Alle kategorier</translation>
    </message>
    <message>
        <source>Codes: {count}</source>
        <translation>Koder: {count}</translation>
    </message>
    <message>
        <source>Photo needed</source>
        <translation>Bilde kreves</translation>
    </message>
    <message>
        <source>Earlier repairs could not be read.</source>
        <translation>Tidligere reparasjoner kunne ikke leses.</translation>
    </message>
    <message>
        <source>Not enough data yet (earlier repairs: {count})</source>
        <translation>Ikke nok data ennå (tidligere reparasjoner: {count})</translation>
    </message>
    <message>
        <source>Most frequent for this step (earlier repairs: {count})</source>
        <translation>Vanligst for dette steget (tidligere reparasjoner: {count})</translation>
    </message>
    <message>
        <source>Most frequent for this product (earlier repairs: {count})</source>
        <translation>Vanligst for dette produktet (tidligere reparasjoner: {count})</translation>
    </message>
    <message>
        <source>Before it can be filed: {wanted}.</source>
        <translation>Før den kan registreres: {wanted}.</translation>
    </message>
    <message>
        <source>revision {revision}</source>
        <translation>revisjon {revision}</translation>
    </message>
    <message>
        <source>Offline: as known at {time}</source>
        <translation>Frakoblet: slik det var {time}</translation>
    </message>
</context>
<context>
    <name>RepairPanel</name>
    <message>
        <source>The photo cannot be written.</source>
        <translation>Bildet kan ikke skrives.</translation>
    </message>
</context>
<context>
    <name>RestingScanner</name>
    <message>
        <source>Set a scanner up</source>
        <translation>Sett opp en skanner</translation>
    </message>
    <message>
        <source>Scan three test codes with it: the station finds the scanner&apos;s keyboard layout, what it sends around a code, and how fast it types.</source>
        <translation>Skann tre testkoder med den: stasjonen finner skannerens tastaturoppsett, hva den sender rundt en kode, og hvor fort den skriver.</translation>
    </message>
    <message>
        <source>Set up by scanning</source>
        <translation>Sett opp ved skanning</translation>
    </message>
    <message>
        <source>Print test codes</source>
        <translation>Skriv ut testkoder</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Operator</source>
        <translation>Operatør</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Tekniker</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Leder</translation>
    </message>
</context>
<context>
    <name>RunStatuses</name>
    <message>
        <source>Passed</source>
        <translation>Bestått</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Feilet</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Feil</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>Avbrutt</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>Ikke kjørt</translation>
    </message>
</context>
<context>
    <name>ScanStrip</name>
    <message>
        <source>Type a code, then Enter</source>
        <translation>Skriv kode, så Enter</translation>
    </message>
    <message>
        <source>Type a code by hand</source>
        <translation>Skriv en kode for hånd</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Angre</translation>
    </message>
    <message>
        <source>Scan a unit or a command.</source>
        <translation>Skann en enhet eller en kommando.</translation>
    </message>
    <message>
        <source>NOT LISTENING</source>
        <translation>LYTTER IKKE</translation>
    </message>
    <message>
        <source>Another window is in front. Touch here, then scan.</source>
        <translation>Et annet vindu ligger foran. Trykk her, og skann så.</translation>
    </message>
</context>
<context>
    <name>ScannerSetUp</name>
    <message>
        <source>US</source>
        <translation>Amerikansk</translation>
    </message>
    <message>
        <source>Norwegian</source>
        <translation>Norsk</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Tysk</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Fransk</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Mellomrom</translation>
    </message>
    <message>
        <source>That was not this code, or not all of it arrived. Scan the code shown here once more.</source>
        <translation>Det var ikke denne koden, eller ikke hele kom fram. Skann koden som vises her, en gang til.</translation>
    </message>
    <message>
        <source>These keys came as slowly as if typed by hand. Scan the code; if you did, set the scanner to send its keys faster.</source>
        <translation>Tastene kom så sakte som om de var skrevet for hånd. Skann koden; gjorde du det, still skanneren til å sende raskere.</translation>
    </message>
    <message>
        <source>The scanner sends nothing after a code, so its codes look like typing. Set the scanner to send Enter after each code, then scan again from code 1.</source>
        <translation>Skanneren sender ingenting etter en kode, så kodene ligner på skriving. Still skanneren til å sende Enter etter hver kode, og skann på nytt fra kode 1.</translation>
    </message>
    <message>
        <source>What the scanner sends around a code is too long, or not always the same. Set it to send Enter after each code and nothing before it, then scan again from code 1.</source>
        <translation>Det skanneren sender rundt en kode, er for langt eller ikke alltid likt. Still den til å sende Enter etter hver kode og ingenting før, og skann på nytt fra kode 1.</translation>
    </message>
</context>
<context>
    <name>ScanningCodes</name>
    <message>
        <source>Scan code {number} of {of}</source>
        <translation>Skann kode {number} av {of}</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>En gang til</translation>
    </message>
    <message>
        <source>Nothing happens? Many scanners cannot read from a screen: print the codes and scan them from paper.</source>
        <translation>Skjer det ingenting? Mange skannere kan ikke lese fra skjerm: skriv ut kodene og skann dem fra papir.</translation>
    </message>
    <message>
        <source>Print test codes</source>
        <translation>Skriv ut testkoder</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
</context>
<context>
    <name>ScansPage</name>
    <message>
        <source>Last scans</source>
        <translation>Siste skann</translation>
    </message>
    <message>
        <source>The last 10,000 scans are kept as they came, with bytes and times.</source>
        <translation>De siste 10 000 skanningene er lagret slik de kom, med byter og tider.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Les på nytt</translation>
    </message>
    <message>
        <source>Save for support…</source>
        <translation>Lagre for brukerstøtte …</translation>
    </message>
    <message>
        <source>Save for support</source>
        <translation>Lagre for brukerstøtte</translation>
    </message>
</context>
<context>
    <name>ServerPage</name>
    <message>
        <source>There is a token. Leave this empty to go on with it.</source>
        <translation>Det finnes en nøkkel. La feltet stå tomt for å bruke den videre.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Spør serveren …</translation>
    </message>
    <message>
        <source>Check and keep</source>
        <translation>Sjekk og lagre</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Token, as WATS issues it</source>
        <translation>Nøkkel, slik WATS gir den</translation>
    </message>
    <message>
        <source>Try the demo site</source>
        <translation>Prøv demoanlegget</translation>
    </message>
    <message>
        <source>The server is asked with its token first; both are kept if it answers.</source>
        <translation>Serveren spørres først med sin nøkkel; begge lagres hvis den svarer.</translation>
    </message>
    <message>
        <source>No server is set yet. Give its address and its token, or try the demo site.</source>
        <translation>Ingen server er valgt ennå. Oppgi adresse og nøkkel, eller prøv demoanlegget.</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Stasjon</translation>
    </message>
    <message>
        <source>Next phases</source>
        <translation>Neste faser</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Skanner</translation>
    </message>
    <message>
        <source>Serial ports</source>
        <translation>Serieporter</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Lyder</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Visning</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Koder</translation>
    </message>
    <message>
        <source>Last scans</source>
        <translation>Siste skann</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatører</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Om</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>WATS Station</source>
        <translation>WATS Station</translation>
    </message>
</context>
<context>
    <name>SoundsPage</name>
    <message>
        <source>Each outcome has a sound of its own. When off, the scan strip flashes.</source>
        <translation>Hvert utfall har sin egen lyd. Når den er av, blinker skannelinjen.</translation>
    </message>
    <message>
        <source>This computer has no sound device: the scan strip flashes instead.</source>
        <translation>Maskinen har ingen lydenhet: skannelinjen blinker i stedet.</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Lyder</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Av</translation>
    </message>
    <message>
        <source>To hear one, touch it:</source>
        <translation>Trykk for å høre:</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Keyboard scanner</source>
        <translation>Tastaturskanner</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>Seriell skanner</translation>
    </message>
    <message>
        <source>Typed</source>
        <translation>Skrevet</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>ON HOLD</source>
        <translation>HOLDT TILBAKE</translation>
    </message>
    <message>
        <source>Offline: as known at {time}</source>
        <translation>Frakoblet: slik det var {time}</translation>
    </message>
    <message>
        <source>Not sent yet: {change}</source>
        <translation>Ikke sendt ennå: {change}</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> og {count} til</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Scan a unit</source>
        <translation>Skann en enhet</translation>
    </message>
    <message>
        <source>Scan the serial number on its label. Everything known of the unit comes here.</source>
        <translation>Skann serienummeret på etiketten. Alt som er kjent om enheten, kommer her.</translation>
    </message>
    <message>
        <source>Damaged label? Type the serial number above and press Enter.</source>
        <translation>Skadet etikett? Skriv serienummeret over og trykk Enter.</translation>
    </message>
    <message>
        <source>To try it, touch one of these units:</source>
        <translation>Prøv ved å trykke på en av disse enhetene:</translation>
    </message>
</context>
<context>
    <name>StationPage</name>
    <message>
        <source>Station</source>
        <translation>Stasjon</translation>
    </message>
    <message>
        <source>The name goes onto every change that is made here.</source>
        <translation>Navnet følger med hver endring som gjøres her.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>The computer&apos;s name</source>
        <translation>Maskinens navn</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Sted</translation>
    </message>
    <message>
        <source>Process carried out here</source>
        <translation>Prosess som utføres her</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Lagre</translation>
    </message>
    <message>
        <source>Several, or none</source>
        <translation>Flere, eller ingen</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Operator: {name}</source>
        <translation>Operatør: {name}</translation>
    </message>
    <message>
        <source>Station: {name}</source>
        <translation>Stasjon: {name}</translation>
    </message>
</context>
<context>
    <name>TagStrip</name>
    <message>
        <source>New batch</source>
        <translation>Nytt parti</translation>
    </message>
    <message>
        <source>Type it, or scan {prefix}TAG-{key}=… A serial number is a unit as always.</source>
        <translation>Skriv det, eller skann {prefix}TAG-{key}=… Et serienummer er en enhet som alltid.</translation>
    </message>
</context>
<context>
    <name>TestCodes</name>
    <message>
        <source>Start the set-up on the station&apos;s screen, then scan this code. It tells the keyboard layout, and what the scanner sends before and after a code.</source>
        <translation>Start oppsettet på stasjonens skjerm, og skann så denne koden. Den viser tastaturoppsettet, og hva skanneren sender før og etter en kode.</translation>
    </message>
    <message>
        <source>It tells which of the separators GS, RS and EOT reach the station.</source>
        <translation>Den viser hvilke av skilletegnene GS, RS og EOT som når stasjonen.</translation>
    </message>
    <message>
        <source>The first code once more: it tells whether the scanner does the same every time.</source>
        <translation>Den første koden en gang til: den viser om skanneren gjør det samme hver gang.</translation>
    </message>
    <message>
        <source>Code {number} of {of}</source>
        <translation>Kode {number} av {of}</translation>
    </message>
    <message>
        <source>Scanner test codes</source>
        <translation>Testkoder for skanner</translation>
    </message>
</context>
<context>
    <name>TestsCard</name>
    <message>
        <source>Tests</source>
        <translation>Tester</translation>
    </message>
    <message>
        <source>Reading the tests…</source>
        <translation>Leser testene…</translation>
    </message>
    <message>
        <source>No test of this unit is known, and none is required.</source>
        <translation>Ingen test av denne enheten er kjent, og ingen kreves.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Phase</source>
        <translation>Fase</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prosess</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Merke</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Opprettet</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparasjon</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Endret</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>Bygd inn</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Tatt ut</translation>
    </message>
    <message>
        <source>Built into</source>
        <translation>Bygd inn i</translation>
    </message>
    <message>
        <source>Taken out of</source>
        <translation>Tatt ut av</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Slettet</translation>
    </message>
    <message>
        <source>operator not recorded</source>
        <translation>operatør ikke registrert</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Tester</translation>
    </message>
    <message>
        <source>Repairs</source>
        <translation>Reparasjoner</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>Faser</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>Montering</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Merker</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>Runs {runs} · failed {failures} · repairs {repairs}</source>
        <translation>Kjørt {runs} · feilet {failures} · reparert {repairs}</translation>
    </message>
    <message>
        <source>Runs {runs} · failed {failures}</source>
        <translation>Kjørt {runs} · feilet {failures}</translation>
    </message>
</context>
<context>
    <name>WholeCard</name>
    <message>
        <source>Comment on the repair</source>
        <translation>Kommentar til reparasjonen</translation>
    </message>
    <message>
        <source>Take a photo</source>
        <translation>Ta et bilde</translation>
    </message>
    <message>
        <source>No camera: plug one in</source>
        <translation>Ikke noe kamera: koble til</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>Legg ved en fil</translation>
    </message>
    <message>
        <source>File it as</source>
        <translation>Registrer som</translation>
    </message>
</context>
</TS>

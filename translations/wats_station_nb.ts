<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nb" sourcelanguage="en">
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
        <source>Not changed</source>
        <translation>Ikke endret</translation>
    </message>
    <message>
        <source>Finalize it</source>
        <translation>Ferdigstill</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>La være</translation>
    </message>
    <message>
        <source>Or scan CMD-CONFIRM or CMD-CANCEL.</source>
        <translation>Eller skann CMD-CONFIRM eller CMD-CANCEL.</translation>
    </message>
    <message>
        <source>Next: test the first of these again, or move the unit to repair.</source>
        <translation>Neste: test den første av disse på nytt, eller flytt enheten til reparasjon.</translation>
    </message>
</context>
<context>
    <name>Family</name>
    <message>
        <source>Holds this unit · touch to show it</source>
        <translation>Inneholder denne enheten · trykk for å vise</translation>
    </message>
    <message>
        <source>Built into this unit · touch to show it</source>
        <translation>Bygd inn i denne enheten · trykk for å vise</translation>
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
    <name>Links</name>
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
        <source>Not read</source>
        <translation>Ikke lest</translation>
    </message>
    <message>
        <source>There is no current unit now. Commands wait for a unit that is read.</source>
        <translation>Det er ingen gjeldende enhet nå. Kommandoer trenger en enhet som er lest.</translation>
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
        <source>{serial} ({part}) is shown, in phase {phase}. The keys may also say {other}: have the scanner&apos;s layout set.</source>
        <translation>{serial} ({part}) vises, i fasen {phase}. Tastene kan også bety {other}: få satt skannerens tastaturoppsett.</translation>
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
        <source>Cancelled. Nothing was changed.</source>
        <translation>Avbrutt. Ingenting ble endret.</translation>
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
        <source>These keys say {text} or {other}, by the keyboard layout. Nothing was changed: have the scanner&apos;s layout set.</source>
        <translation>Tastene betyr {text} eller {other}, alt etter tastaturoppsettet. Ingenting ble endret: få satt skannerens tastaturoppsett.</translation>
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
        <source>The change of {serial} did not reach the server. Scan the command again.</source>
        <translation>Endringen av {serial} nådde ikke serveren. Skann kommandoen på nytt.</translation>
    </message>
    <message>
        <source>It is not known whether {serial} was changed: the server stopped answering. Scan the unit again to see.</source>
        <translation>Det er ikke kjent om {serial} ble endret: serveren sluttet å svare. Skann enheten på nytt for å se.</translation>
    </message>
    <message>
        <source>The label rule {name} cannot be used: {why}. Tell who looks after the station.</source>
        <translation>Etikettregelen {name} kan ikke brukes: {why}. Si fra til den som har ansvar for stasjonen.</translation>
    </message>
    <message>
        <source>The settings cannot be used, standard ones are in force. Correct the file: {detail}</source>
        <translation>Innstillingene kan ikke brukes, standardinnstillingene gjelder. Rett filen: {detail}</translation>
    </message>
    <message>
        <source>The program made a mistake; it is in the log. Scan again. ({detail})</source>
        <translation>Programmet gjorde en feil; den står i loggen. Skann på nytt. ({detail})</translation>
    </message>
    <message>
        <source>It comes nearest to {nearest}.</source>
        <translation>Det ligner mest på {nearest}.</translation>
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
        <translation>Reparasjon</translation>
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
    <name>PracticeBanner</name>
    <message>
        <source>PRACTICE – demo site. Nothing here reaches production.</source>
        <translation>ØVELSE – demoanlegg. Ingenting her når produksjonen.</translation>
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
        <source>Scan strip</source>
        <translation>Skannefelt</translation>
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
    <name>Shell</name>
    <message>
        <source>WATS Station</source>
        <translation>WATS Station</translation>
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
        <source>operator not recorded by this server</source>
        <translation>operatør ikke registrert av denne serveren</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>Runs {runs} · failed {failures} · repairs {repairs}</source>
        <translation>Kjørt {runs} · feilet {failures} · reparert {repairs}</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CaseChanges</name>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Handlung</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>another file than before</source>
        <translation>eine andere Datei als vorher</translation>
    </message>
</context>
<context>
    <name>Contact</name>
    <message>
        <source>%1: in sight for %2.</source>
        <translation>%1: im Blick für %2.</translation>
    </message>
    <message>
        <source>%1: opened, in sight for %2.</source>
        <translation>%1: geöffnet, im Blick für %2.</translation>
    </message>
    <message>
        <source>%1: could not be shown.</source>
        <translation>%1: konnte nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>%1, characters %2 to %3</source>
        <translation>%1, Zeichen %2 bis %3</translation>
    </message>
    <message>
        <source>%1: not looked at.</source>
        <translation>%1: nicht angesehen.</translation>
    </message>
    <message>
        <source>Put into the text: “%1”.</source>
        <translation>In den Text übernommen: „%1“.</translation>
    </message>
    <message>
        <source>Said to be not relevant: “%1”.</source>
        <translation>Für nicht von Belang erklärt: „%1“.</translation>
    </message>
</context>
<context>
    <name>Decision</name>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Rationale</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Angesehen</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Decided by %1 on %2 (entry %3).</source>
        <translation>Entschieden von %1 am %2 (Eintrag %3).</translation>
    </message>
    <message>
        <source>Kept by %1, who settled the dispute on %2 (entry %3).</source>
        <translation>Beibehalten von %1, geklärt am %2 (Eintrag %3).</translation>
    </message>
    <message>
        <source>Not kept: %1 settled the dispute on %2 otherwise (entry %3).</source>
        <translation>Nicht beibehalten: %1 hat den Streitfall am %2 anders geklärt (Eintrag %3).</translation>
    </message>
    <message>
        <source>Decided in version %1; the case is in version %2 now.</source>
        <translation>Entschieden in Version %1; der Fall steht jetzt in Version %2.</translation>
    </message>
    <message>
        <source>Signed at %1 by the clock of that computer; the time above is when it arrived.</source>
        <translation>Unterschrieben um %1 nach der Uhr jenes Rechners; die Zeit oben ist die der Ankunft.</translation>
    </message>
    <message>
        <source>That clock was wrong, or had been set back.</source>
        <translation>Diese Uhr ging falsch oder war zurückgestellt worden.</translation>
    </message>
    <message>
        <source>Disputed: when it arrived the case was decided already, had changed, or was withdrawn. It is kept.</source>
        <translation>Strittig: Als sie ankam, war der Fall schon entschieden, geändert oder zurückgezogen. Sie bleibt erhalten.</translation>
    </message>
    <message>
        <source>A third person settles the case.</source>
        <translation>Eine dritte Person klärt den Fall.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>%1 by %2 (%3) on %4.</source>
        <translation>%1 von %2 (%3) am %4.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Unterlagen</translation>
    </message>
    <message>
        <source>Other signatures</source>
        <translation>Weitere Unterschriften</translation>
    </message>
    <message>
        <source>Text, with the changes made to the suggestion</source>
        <translation>Text mit den Änderungen am Vorschlag</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Signed statement</source>
        <translation>Unterschriebene Erklärung</translation>
    </message>
    <message>
        <source>Recorded as entry %1 on %2.</source>
        <translation>Aufgezeichnet als Eintrag %1 am %2.</translation>
    </message>
    <message>
        <source>Not included: the proof that it stands in the ledger fails. Verify the record, and tell your auditor.</source>
        <translation>Nicht enthalten: Der Nachweis, dass es im Protokoll steht, stimmt nicht. Prüfen Sie das Protokoll und sagen Sie Ihrer Revision Bescheid.</translation>
    </message>
    <message>
        <source>Included: the proof that it stands in the ledger of %1 entries holds.</source>
        <translation>Enthalten: Der Nachweis, dass es im Protokoll mit %1 Einträgen steht, stimmt.</translation>
    </message>
    <message>
        <source>Witnessed: the workstation %1 signed the ledger with this entry in it on %2.</source>
        <translation>Bezeugt: Der Arbeitsplatz %1 hat das Protokoll mit diesem Eintrag am %2 unterschrieben.</translation>
    </message>
    <message>
        <source>Not witnessed yet: no workstation has signed a ledger with this entry in it.</source>
        <translation>Noch nicht bezeugt: Kein Arbeitsplatz hat bisher ein Protokoll mit diesem Eintrag unterschrieben.</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Unterschrieben</translation>
    </message>
    <message>
        <source>Corrects</source>
        <translation>Berichtigt</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Geltung</translation>
    </message>
    <message>
        <source>Stands no longer: it was corrected, or its release was recalled.</source>
        <translation>Gilt nicht mehr: Sie wurde korrigiert, oder ihre Freigabe wurde zurückgerufen.</translation>
    </message>
    <message>
        <source>with id, passphrase and PIN (first signature after signing in)</source>
        <translation>mit Kennung, Passphrase und PIN (erste Unterschrift nach der Anmeldung)</translation>
    </message>
    <message>
        <source>with the PIN (a later signature of the same sign-in)</source>
        <translation>mit der PIN (weitere Unterschrift derselben Anmeldung)</translation>
    </message>
    <message>
        <source>with id, passphrase and PIN</source>
        <translation>mit Kennung, Passphrase und PIN</translation>
    </message>
    <message>
        <source>being signed in (outside 21 CFR Part 11)</source>
        <translation>durch die Anmeldung (außerhalb von 21 CFR Part 11)</translation>
    </message>
    <message>
        <source>Recorded in the workspace on %1; it waits to be sent to the store.</source>
        <translation>In der Mappe aufgezeichnet am %1; wartet darauf, an die Ablage gesendet zu werden.</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>Set aside: it is in the record and moves nothing.</source>
        <translation>Zurückgestellt: Sie steht im Protokoll und bewirkt nichts.</translation>
    </message>
    <message>
        <source>Does not stand.</source>
        <translation>Gilt nicht.</translation>
    </message>
</context>
<context>
    <name>Difference</name>
    <message>
        <source>Line ends that are only written differently: %1</source>
        <translation>Zeilenenden, die nur anders geschrieben sind: %1</translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message>
        <source> … %1 more characters deleted … </source>
        <translation> … %1 weitere Zeichen gelöscht … </translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Eingetragen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Unterschrieben von</translation>
    </message>
    <message>
        <source>Leaf hash</source>
        <translation>Blatt-Hash</translation>
    </message>
    <message>
        <source>%1 · no longer</source>
        <translation>%1 · nicht mehr</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
</context>
<context>
    <name>Offline</name>
    <message>
        <source>1 case</source>
        <translation>1 Fall</translation>
    </message>
    <message>
        <source>%1 cases</source>
        <translation>%1 Fälle</translation>
    </message>
    <message>
        <source>1 statement</source>
        <translation>1 Erklärung</translation>
    </message>
    <message>
        <source>%1 statements</source>
        <translation>%1 Erklärungen</translation>
    </message>
    <message>
        <source>This store was restored from a backup that held %1 entries; %2 more that this installation had seen are not in it. The record goes on from there as epoch %3.</source>
        <translation>Diese Ablage wurde aus einer Sicherung mit %1 Einträgen wiederhergestellt; %2 weitere, die diese Installation gesehen hatte, sind nicht darin. Das Protokoll geht von dort als Epoche %3 weiter.</translation>
    </message>
    <message>
        <source>This store was restored from a backup that held %1 entries, all that this installation had seen. The record goes on from there as epoch %2.</source>
        <translation>Diese Ablage wurde aus einer Sicherung mit %1 Einträgen wiederhergestellt, mit allem, was diese Installation gesehen hatte. Das Protokoll geht von dort als Epoche %2 weiter.</translation>
    </message>
    <message>
        <source>1 statement that was in the record before is brought again.</source>
        <translation>1 Erklärung, die schon im Protokoll stand, wird noch einmal gebracht.</translation>
    </message>
    <message>
        <source>%1 statements that were in the record before are brought again.</source>
        <translation>%1 Erklärungen, die schon im Protokoll standen, werden noch einmal gebracht.</translation>
    </message>
    <message>
        <source>offline: %1 of %2 left, %3 decided</source>
        <translation>offline: %1 von %2 übrig, %3 entschieden</translation>
    </message>
    <message>
        <source>, nothing sent since %1</source>
        <translation>, nichts gesendet seit %1</translation>
    </message>
    <message>
        <source>, all sent</source>
        <translation>, alles gesendet</translation>
    </message>
    <message>
        <source>, sent, not proven yet</source>
        <translation>, gesendet, noch nicht nachgewiesen</translation>
    </message>
    <message>
        <source>; nothing more is signed in it: %1</source>
        <translation>; hier wird nichts mehr unterschrieben: %1</translation>
    </message>
    <message>
        <source>; its time is over</source>
        <translation>; die Zeit ist abgelaufen</translation>
    </message>
    <message>
        <source>; until %1</source>
        <translation>; bis %1</translation>
    </message>
    <message>
        <source>; not finished</source>
        <translation>; nicht fertig</translation>
    </message>
    <message>
        <source>recorded before</source>
        <translation>schon aufgezeichnet</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>recorded late</source>
        <translation>verspätet aufgezeichnet</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>strittig</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>zurückgestellt</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>recorded before: disputed</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>another decision stands</source>
        <translation>eine andere Entscheidung gilt</translation>
    </message>
    <message>
        <source>the case has changed since</source>
        <translation>der Fall wurde inzwischen geändert</translation>
    </message>
    <message>
        <source>the case was withdrawn</source>
        <translation>der Fall wurde zurückgezogen</translation>
    </message>
    <message>
        <source>the case was redacted</source>
        <translation>der Fall wurde geschwärzt</translation>
    </message>
    <message>
        <source>the case is not there any more</source>
        <translation>der Fall ist nicht mehr da</translation>
    </message>
    <message>
        <source>the key or the role was taken away meanwhile</source>
        <translation>Schlüssel oder Rolle wurden inzwischen entzogen</translation>
    </message>
    <message>
        <source>the check-out was recalled</source>
        <translation>die Mitnahme wurde zurückgerufen</translation>
    </message>
    <message>
        <source>a copy of this workspace was used</source>
        <translation>eine Kopie dieser Mappe wurde benutzt</translation>
    </message>
    <message>
        <source>this workspace is suspended: a copy of it was used</source>
        <translation>diese Mappe ist gesperrt: eine Kopie von ihr wurde benutzt</translation>
    </message>
    <message>
        <source>it was signed under another policy</source>
        <translation>sie wurde unter einer anderen Richtlinie unterschrieben</translation>
    </message>
    <message>
        <source>an earlier statement is missing</source>
        <translation>eine frühere Erklärung fehlt</translation>
    </message>
    <message>
        <source>not allowed: only whose it is brings it, or a supervisor once they are disabled</source>
        <translation>nicht erlaubt: nur wer es unterschrieben hat, bringt es, oder eine Aufsicht, sobald diese Person gesperrt ist</translation>
    </message>
    <message>
        <source>the store has another statement of this id</source>
        <translation>die Ablage hat eine andere Erklärung mit dieser Kennung</translation>
    </message>
    <message>
        <source>%1 disputed: what was decided is kept, and a third person settles it.</source>
        <translation>%1 strittig: Was entschieden wurde, bleibt, und eine dritte Person klärt.</translation>
    </message>
    <message>
        <source>%1 withdrawn or redacted meanwhile: what was decided is kept in the record, and nothing follows from it.</source>
        <translation>%1 inzwischen zurückgezogen oder geschwärzt: Was entschieden wurde, bleibt im Protokoll, und nichts folgt daraus.</translation>
    </message>
    <message>
        <source>%1 set aside: in the record, and moving nothing. Tell a supervisor.</source>
        <translation>%1 beiseitegelegt: im Protokoll, ohne etwas zu bewegen. Sagen Sie es einer Aufsicht.</translation>
    </message>
    <message>
        <source>made</source>
        <translation>erstellt</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>included</source>
        <translation>enthalten</translation>
    </message>
    <message>
        <source>Decided here</source>
        <translation>Hier entschieden</translation>
    </message>
    <message>
        <source>decided here, %1</source>
        <translation>hier entschieden, %1</translation>
    </message>
    <message>
        <source>decided here, not sent</source>
        <translation>hier entschieden, nicht gesendet</translation>
    </message>
    <message>
        <source>%1 to send (%2)</source>
        <translation>%1 zu senden (%2)</translation>
    </message>
    <message>
        <source>, %1 disputed</source>
        <translation>, %1 strittig</translation>
    </message>
    <message>
        <source>, %1 set aside</source>
        <translation>, %1 zurückgestellt</translation>
    </message>
    <message>
        <source>, %1 recorded before</source>
        <translation>, %1 schon aufgezeichnet</translation>
    </message>
    <message>
        <source>, %1 waiting for an earlier one</source>
        <translation>, %1 warten auf eine frühere</translation>
    </message>
    <message>
        <source>, %1 refused by the store</source>
        <translation>, %1 von der Ablage abgelehnt</translation>
    </message>
    <message>
        <source>, %1 to take out of the workspace</source>
        <translation>, %1 aus der Mappe zu nehmen</translation>
    </message>
    <message>
        <source>Offline workspace</source>
        <translation>Offline-Mappe</translation>
    </message>
    <message>
        <source>Work offline, in the workspace</source>
        <translation>Offline arbeiten, in der Mappe</translation>
    </message>
    <message>
        <source>To the store instead</source>
        <translation>Stattdessen zur Ablage</translation>
    </message>
    <message>
        <source>There is no store at %1 now: this is the workspace.</source>
        <translation>Bei %1 ist gerade keine Ablage: Dies ist die Mappe.</translation>
    </message>
    <message>
        <source>The store at %1 cannot be reached: this is the workspace.</source>
        <translation>Die Ablage bei %1 ist nicht erreichbar: Dies ist die Mappe.</translation>
    </message>
    <message>
        <source>the case was not checked out</source>
        <translation>der Fall wurde nicht mitgenommen</translation>
    </message>
    <message>
        <source>the decision it corrects is not there</source>
        <translation>die Entscheidung, die sie berichtigt, ist nicht da</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>disabled</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>not enrolled yet</source>
        <translation>noch ohne Schlüssel</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>May act as</source>
        <translation>Darf handeln als</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe zeigen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>%1, corrects an earlier one</source>
        <translation>%1, berichtigt eine frühere</translation>
    </message>
    <message>
        <source>My last decisions</source>
        <translation>Meine letzten Entscheidungen</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>You have not signed a decision yet.</source>
        <translation>Sie haben noch keine Entscheidung unterschrieben.</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Mine · draft</source>
        <translation>Meiner · Entwurf</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meiner</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>overdue, %1</source>
        <translation>überfällig, %1</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Eingegangen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Bei</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Gebilligt</translation>
    </message>
    <message>
        <source>With edits</source>
        <translation>Mit Änderungen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Median time</source>
        <translation>Mittlere Dauer</translation>
    </message>
</context>
<context>
    <name>command</name>
    <message>
        <source>Evidence in a window of its own, or not</source>
        <translation>Belege in einem eigenen Fenster, oder nicht</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Review desk</source>
        <translation>Prüftisch</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>Alle Befehle …</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern …</translation>
    </message>
    <message>
        <source>My last decisions…</source>
        <translation>Meine letzten Entscheidungen …</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Text as the system has it</source>
        <translation>Schrift wie im System</translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation>Hell oder dunkel wie im System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Lists at the side, or not</source>
        <translation>Listen an der Seite, oder keine</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Ganzer Bildschirm</translation>
    </message>
    <message>
        <source>Single keys work without Alt</source>
        <translation>Einzelne Tasten wirken ohne Alt</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Nächster Fall</translation>
    </message>
    <message>
        <source>Import cases…</source>
        <translation>Fälle einlesen …</translation>
    </message>
    <message>
        <source>Add sample cases</source>
        <translation>Beispielfälle hinzufügen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Billigen</translation>
    </message>
    <message>
        <source>Approve with edits</source>
        <translation>Mit Änderungen billigen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Eskalieren</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Back to the skipped case</source>
        <translation>Zurück zum übersprungenen Fall</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Edit the text</source>
        <translation>Text bearbeiten</translation>
    </message>
    <message>
        <source>Leave the text</source>
        <translation>Text verlassen</translation>
    </message>
    <message>
        <source>Rationale</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>Vorige Änderung</translation>
    </message>
    <message>
        <source>Take the change back</source>
        <translation>Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Put the change back</source>
        <translation>Änderung wiederherstellen</translation>
    </message>
    <message>
        <source>Take every change back</source>
        <translation>Alle Änderungen zurücknehmen</translation>
    </message>
    <message>
        <source>Put every change back</source>
        <translation>Alle Änderungen wiederherstellen</translation>
    </message>
    <message>
        <source>Next citation</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Previous citation</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Show the source</source>
        <translation>Quelle zeigen</translation>
    </message>
    <message>
        <source>Next not found</source>
        <translation>Nächstes nicht Gefundenes</translation>
    </message>
    <message>
        <source>Previous not found</source>
        <translation>Voriges nicht Gefundenes</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>Was ausgelassen wurde</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Next evidence</source>
        <translation>Nächster Beleg</translation>
    </message>
    <message>
        <source>Previous evidence</source>
        <translation>Voriger Beleg</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>With changes</source>
        <translation>Mit Änderungen</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Final text</source>
        <translation>Endfassung</translation>
    </message>
    <message>
        <source>Put a text in…</source>
        <translation>Text einsetzen …</translation>
    </message>
    <message>
        <source>Reasons and texts…</source>
        <translation>Gründe und Texte …</translation>
    </message>
    <message>
        <source>What is disputed…</source>
        <translation>Was strittig ist …</translation>
    </message>
    <message>
        <source>Spelling suggestions…</source>
        <translation>Schreibvorschläge …</translation>
    </message>
    <message>
        <source>Check spelling, or do not</source>
        <translation>Rechtschreibung prüfen oder nicht</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Open decision</source>
        <translation>Entscheidung öffnen</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF sichern …</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Add a person…</source>
        <translation>Person hinzufügen …</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Einladen …</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Sperren …</translation>
    </message>
    <message>
        <source>Enable…</source>
        <translation>Wieder zulassen…</translation>
    </message>
    <message>
        <source>Deciding</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Text and changes</source>
        <translation>Text und Änderungen</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Oversight</source>
        <translation>Kontrolle</translation>
    </message>
    <message>
        <source>Correct this decision</source>
        <translation>Diese Entscheidung korrigieren</translation>
    </message>
    <message>
        <source>Recall the release…</source>
        <translation>Freigabe zurückrufen …</translation>
    </message>
    <message>
        <source>Withdraw the case…</source>
        <translation>Fall zurückziehen …</translation>
    </message>
    <message>
        <source>Delete the case&apos;s texts…</source>
        <translation>Texte des Falls löschen …</translation>
    </message>
    <message>
        <source>Open a finding…</source>
        <translation>Feststellung eröffnen …</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Beantworten …</translation>
    </message>
    <message>
        <source>Close the finding…</source>
        <translation>Feststellung schließen …</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Neuer Schlüssel …</translation>
    </message>
    <message>
        <source>My passphrase…</source>
        <translation>Meine Passphrase …</translation>
    </message>
    <message>
        <source>My PIN…</source>
        <translation>Meine PIN …</translation>
    </message>
    <message>
        <source>Cases and findings</source>
        <translation>Fälle und Feststellungen</translation>
    </message>
    <message>
        <source>Add a field or item…</source>
        <translation>Feld oder Eintrag hinzufügen …</translation>
    </message>
    <message>
        <source>Remove the field</source>
        <translation>Feld entfernen</translation>
    </message>
    <message>
        <source>No value in this field</source>
        <translation>Kein Wert in diesem Feld</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Check out…</source>
        <translation>Mitnehmen …</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Return…</source>
        <translation>Zurückgeben …</translation>
    </message>
    <message>
        <source>Work offline, or at the store</source>
        <translation>Offline oder an der Ablage arbeiten</translation>
    </message>
    <message>
        <source>Recall the check-out…</source>
        <translation>Mitnahme zurückrufen …</translation>
    </message>
    <message>
        <source>By letter…</source>
        <translation>Per Brief …</translation>
    </message>
    <message>
        <source>Accept…</source>
        <translation>Annehmen …</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>Verwerfen …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AboutPane</name>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>negation</source>
        <translation>Verneinung</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>Zeichensetzung</translation>
    </message>
    <message>
        <source>capitals</source>
        <translation>Großschreibung</translation>
    </message>
    <message>
        <source>written form</source>
        <translation>Schreibform</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>line ends</source>
        <translation>Zeilenenden</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Citations</source>
        <translation>Fundstellen</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Wo es steht</translation>
    </message>
    <message>
        <source>Why this case is here</source>
        <translation>Warum dieser Fall hier ist</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Your own answer</source>
        <translation>Ihre eigene Antwort</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>ohne Quelle</translation>
    </message>
    <message>
        <source>Points to no source: %1</source>
        <translation>Ohne Quelle: %1</translation>
    </message>
    <message>
        <source>Not found in the evidence</source>
        <translation>Nicht in den Belegen gefunden</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Case id</source>
        <translation>Fall-Kennung</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>Vorige Änderung</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>Hardly anything of this text stands in the evidence. Only numbers, dates and names are listed.</source>
        <translation>Kaum etwas von diesem Text steht in den Belegen. Nur Zahlen, Daten und Namen sind aufgeführt.</translation>
    </message>
    <message>
        <source>What was decided, and what has changed since</source>
        <translation>Was entschieden wurde, und was sich seither geändert hat</translation>
    </message>
    <message>
        <source>Policy %1, rule “%2”.</source>
        <translation>Regelwerk %1, Regel „%2“.</translation>
    </message>
    <message>
        <source>It was released by the rule and is looked at as part of the random share.</source>
        <translation>Die Regel hat ihn freigegeben; er gehört zum zufälligen Anteil, der trotzdem geprüft wird.</translation>
    </message>
    <message>
        <source>Cases like this are read by two reviewers, each without seeing the other&apos;s decision.</source>
        <translation>Solche Fälle lesen zwei Personen, jede ohne die Entscheidung der anderen zu sehen.</translation>
    </message>
    <message>
        <source>Cases like this are always read by the group %1, whatever the confidence.</source>
        <translation>Solche Fälle liest immer die Gruppe %1, gleich wie sicher die KI ist.</translation>
    </message>
    <message>
        <source>Cases like this are read by one reviewer.</source>
        <translation>Solche Fälle liest eine Person.</translation>
    </message>
    <message>
        <source>Your own answer is asked for before the suggestion is shown.</source>
        <translation>Vor dem Vorschlag wird nach Ihrer eigenen Antwort gefragt.</translation>
    </message>
    <message>
        <source>A reviewer has escalated it.</source>
        <translation>Er wurde eskaliert.</translation>
    </message>
    <message>
        <source>%1 decided on an earlier version of it: a third person decides.</source>
        <translation>%1 hat über eine frühere Version entschieden: Eine dritte Person entscheidet.</translation>
    </message>
    <message>
        <source>Two reviewers did not agree: a third person decides.</source>
        <translation>Zwei Prüfende waren sich nicht einig: Eine dritte Person entscheidet.</translation>
    </message>
    <message>
        <source>After signing, %1 pass before it is released.</source>
        <translation>Nach der Unterschrift vergehen %1 bis zur Freigabe.</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>%1 by %2, %3</source>
        <translation>%1 von %2, %3</translation>
    </message>
    <message>
        <source>Space puts it back</source>
        <translation>Leertaste stellt sie wieder her</translation>
    </message>
    <message>
        <source>Space takes it back</source>
        <translation>Leertaste nimmt sie zurück</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>anderswo</translation>
    </message>
    <message>
        <source>Elsewhere in the evidence: %1, %2</source>
        <translation>Anderswo in den Belegen: %1, %2</translation>
    </message>
    <message>
        <source>Not found: %1</source>
        <translation>Nicht gefunden: %1</translation>
    </message>
    <message>
        <source>Not found: %1, %2</source>
        <translation>Nicht gefunden: %1, %2</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>Ausgelassen: %1</translation>
    </message>
    <message>
        <source>Left out: %1; %2</source>
        <translation>Ausgelassen: %1; %2</translation>
    </message>
    <message>
        <source>Space adds it to the text, Delete says it is not relevant</source>
        <translation>Leertaste nimmt es in den Text auf, Entf erklärt es für nicht von Belang</translation>
    </message>
    <message>
        <source>Space says it is not relevant</source>
        <translation>Leertaste erklärt es für nicht von Belang</translation>
    </message>
    <message>
        <source>What can be done with this case</source>
        <translation>Was mit diesem Fall geschehen kann</translation>
    </message>
    <message>
        <source>Both decisions side by side</source>
        <translation>Beide Entscheidungen nebeneinander</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ArrivalStep</name>
    <message>
        <source>I have a passphrase for this store</source>
        <translation>Ich habe eine Passphrase für diese Ablage</translation>
    </message>
    <message>
        <source>I was invited with a code</source>
        <translation>Ich wurde mit einem Code eingeladen</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Printed name, as under a signature</source>
        <translation>Name in Druckschrift, wie unter einer Unterschrift</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>Passphrase noch einmal</translation>
    </message>
    <message>
        <source>ada</source>
        <translation>ada</translation>
    </message>
    <message>
        <source>A new one, at least 15 characters; if your key was brought here from another store, the one you have.</source>
        <translation>Eine neue, mindestens 15 Zeichen; wenn Ihr Schlüssel aus einer anderen Ablage hierher kam, die bisherige.</translation>
    </message>
    <message>
        <source>As the administrator gave it to you. It lets you in once.</source>
        <translation>Wie die Administration ihn Ihnen gegeben hat. Er lässt Sie einmal ein.</translation>
    </message>
    <message>
        <source>Say who you are: your short id at this store.</source>
        <translation>Sagen Sie, wer Sie sind: Ihr Kürzel in dieser Ablage.</translation>
    </message>
    <message>
        <source>Type your passphrase.</source>
        <translation>Geben Sie Ihre Passphrase ein.</translation>
    </message>
    <message>
        <source>The code the administrator gave you.</source>
        <translation>Der Code, den die Administration Ihnen gegeben hat.</translation>
    </message>
    <message>
        <source>Your name, as it should stand under a decision.</source>
        <translation>Ihr Name, wie er unter einer Entscheidung stehen soll.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::BeginStep</name>
    <message>
        <source>Your store is ready.</source>
        <translation>Ihre Ablage ist bereit.</translation>
    </message>
    <message>
        <source>What would you like to begin with?</source>
        <translation>Womit möchten Sie beginnen?</translation>
    </message>
    <message>
        <source>Sample cases: a clinic, a claims desk and an agent, to try everything on</source>
        <translation>Beispielfälle: Klinik, Schadensbüro und ein Agent, um alles auszuprobieren</translation>
    </message>
    <message>
        <source>My own case files: .jsonl, a folder or a .zip</source>
        <translation>Meine eigenen Falldateien: .jsonl, ein Ordner oder eine .zip</translation>
    </message>
    <message>
        <source>An empty queue</source>
        <translation>Eine leere Warteschlange</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CardEvidence</name>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie sichern …</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gesichert als %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CaseActions</name>
    <message>
        <source>This case</source>
        <translation>Dieser Fall</translation>
    </message>
    <message>
        <source>Recall the release of %1?</source>
        <translation>Freigabe von %1 zurückrufen?</translation>
    </message>
    <message>
        <source>Whoever took the outcome over is told that it no longer holds, and the case waits to be decided anew. You sign: “%1”</source>
        <translation>Wer das Ergebnis übernommen hat, erfährt, dass es nicht mehr gilt, und der Fall wartet auf eine neue Entscheidung. Sie unterschreiben: „%1“</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Withdraw %1?</source>
        <translation>%1 zurückziehen?</translation>
    </message>
    <message>
        <source>The case leaves the queue for good; what was released is recalled, what was signed stays. You sign: “%1”</source>
        <translation>Der Fall verlässt die Liste für immer; Freigegebenes wird zurückgerufen, Unterschriebenes bleibt. Sie unterschreiben: „%1“</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Delete the texts of %1?</source>
        <translation>Texte von %1 löschen?</translation>
    </message>
    <message>
        <source>Evidence, suggestion, outcomes, rationales and drafts are deleted and the store is rewritten. This cannot be undone; older backups still hold them. Do not write in the rationale what is to be deleted. You sign: “%1”</source>
        <translation>Belege, Vorschlag, Ergebnisse, Begründungen und Entwürfe werden gelöscht, und die Ablage wird neu geschrieben. Das lässt sich nicht rückgängig machen; ältere Sicherungen enthalten sie noch. Schreiben Sie in die Begründung nicht, was gelöscht werden soll. Sie unterschreiben: „%1“</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Rationale</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>%1: %2. Signed and recorded as entry %3.</source>
        <translation>%1: %2. Unterschrieben und als Eintrag %3 festgehalten.</translation>
    </message>
    <message>
        <source>About the decision of %1 on %2.</source>
        <translation>Zur Entscheidung von %1 über %2.</translation>
    </message>
    <message>
        <source>About the case %1.</source>
        <translation>Zum Fall %1.</translation>
    </message>
    <message>
        <source>%1 is asked to answer.</source>
        <translation>%1 wird um Antwort gebeten.</translation>
    </message>
    <message>
        <source>Open a finding</source>
        <translation>Eine Feststellung eröffnen</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was festgestellt wurde</translation>
    </message>
    <message>
        <source>The finding is recorded as entry %1; it stands under Oversight.</source>
        <translation>Die Feststellung ist als Eintrag %1 festgehalten; sie steht unter Kontrolle.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CheckoutDialog</name>
    <message>
        <source>Take cases along</source>
        <translation>Fälle mitnehmen</translation>
    </message>
    <message>
        <source>A check-out was cut off. It goes on where it was, with the cases it had taken.</source>
        <translation>Eine Mitnahme wurde unterbrochen. Sie geht dort weiter, mit den Fällen, die sie genommen hatte.</translation>
    </message>
    <message>
        <source>They stay yours for so long, and everything about them comes along in a workspace that only your passphrase on this computer opens.</source>
        <translation>Sie bleiben so lange Ihre, und alles dazu kommt in eine Mappe, die nur Ihre Passphrase auf diesem Rechner öffnet.</translation>
    </message>
    <message>
        <source>My next cases</source>
        <translation>Meine nächsten Fälle</translation>
    </message>
    <message>
        <source>All that match</source>
        <translation>Alle, die passen</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>Nach Nummer</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>Jede Art</translation>
    </message>
    <message>
        <source>Any risk</source>
        <translation>Jedes Risiko</translation>
    </message>
    <message>
        <source>Words that occur in them</source>
        <translation>Wörter, die darin vorkommen</translation>
    </message>
    <message>
        <source>D2N068, D2N070</source>
        <translation>D2N068, D2N070</translation>
    </message>
    <message>
        <source>Check-out progress</source>
        <translation>Fortschritt der Mitnahme</translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation>Welche Fälle</translation>
    </message>
    <message>
        <source>How many at most</source>
        <translation>Höchstens wie viele</translation>
    </message>
    <message>
        <source>Case numbers</source>
        <translation>Fallnummern</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Hours they stay mine</source>
        <translation>Stunden, die sie meine bleiben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Check out</source>
        <translation>Mitnehmen</translation>
    </message>
    <message>
        <source>Type the numbers of the cases.</source>
        <translation>Geben Sie die Nummern der Fälle ein.</translation>
    </message>
    <message>
        <source>%1, %2, until %3.</source>
        <translation>%1, %2, bis %3.</translation>
    </message>
    <message>
        <source>More than %1 cases match; take fewer at a time.</source>
        <translation>Mehr als %1 Fälle passen; nehmen Sie weniger auf einmal.</translation>
    </message>
    <message>
        <source>No case that waits for you matches.</source>
        <translation>Kein Fall, der auf Sie wartet, passt.</translation>
    </message>
    <message>
        <source>%1 of %2 cases, %3</source>
        <translation>%1 von %2 Fällen, %3</translation>
    </message>
    <message>
        <source>Stopped. What was copied stays; it goes on where it was.</source>
        <translation>Angehalten. Was kopiert wurde, bleibt; es geht dort weiter.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Chooser</name>
    <message>
        <source>Type to filter</source>
        <translation>Tippen, um zu filtern</translation>
    </message>
    <message>
        <source>Nothing fits these letters.</source>
        <translation>Zu diesen Buchstaben passt nichts.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ConnectionPage</name>
    <message>
        <source>Store on this computer</source>
        <translation>Ablage auf diesem Rechner</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Work on a server – Countersign</source>
        <translation>Auf einem Server arbeiten – Countersign</translation>
    </message>
    <message>
        <source>Work on a server</source>
        <translation>Auf einem Server arbeiten</translation>
    </message>
    <message>
        <source>Who are you at %1?</source>
        <translation>Wer sind Sie bei %1?</translation>
    </message>
    <message>
        <source>Read these words to your administrator</source>
        <translation>Lesen Sie diese Wörter der Administration vor</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>Knocking…</source>
        <translation>Wird angeklopft …</translation>
    </message>
    <message>
        <source>Your key in words: %1</source>
        <translation>Ihr Schlüssel in Worten: %1</translation>
    </message>
    <message>
        <source>They stand for the key that was just made for you. Face to face or on the telephone, an administrator enters them at their own desk, so nobody can put another key in place of yours. This goes on by itself as soon as they have; until then, leave this window open.</source>
        <translation>Sie stehen für den Schlüssel, der gerade für Sie gemacht wurde. Von Angesicht zu Angesicht oder am Telefon gibt die Administration sie am eigenen Platz ein; so kann niemand Ihrem Schlüssel einen anderen unterschieben. Danach geht es hier von selbst weiter; lassen Sie dieses Fenster bis dahin offen.</translation>
    </message>
    <message>
        <source>The server is on this computer: nothing of the connection leaves it.</source>
        <translation>Der Server ist auf diesem Rechner: Von der Verbindung verlässt nichts ihn.</translation>
    </message>
    <message>
        <source>The server offers no encryption.</source>
        <translation>Der Server bietet keine Verschlüsselung an.</translation>
    </message>
    <message>
        <source>Encrypted. The server&apos;s certificate is for %1; %2 vouches for it, until %3.</source>
        <translation>Verschlüsselt. Das Zertifikat des Servers gilt für %1; dafür bürgt %2, bis %3.</translation>
    </message>
    <message>
        <source>This computer trusts it.</source>
        <translation>Dieser Rechner vertraut ihm.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecisionBar</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Rationale</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Was fehlt</translation>
    </message>
    <message>
        <source>What is signed</source>
        <translation>Was unterschrieben wird</translation>
    </message>
    <message>
        <source>Draft of %1</source>
        <translation>Entwurf von %1</translation>
    </message>
    <message>
        <source>Draft saved %1</source>
        <translation>Entwurf gesichert %1</translation>
    </message>
    <message>
        <source>Signed %1</source>
        <translation>Unterschrieben %1</translation>
    </message>
    <message>
        <source>the other reviewer is next</source>
        <translation>die andere Person ist dran</translation>
    </message>
    <message>
        <source>disputed, for a third person</source>
        <translation>strittig, für eine dritte Person</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Sign as %1</source>
        <translation>Als %1 unterschreiben</translation>
    </message>
    <message>
        <source>Chosen, not signed yet</source>
        <translation>Gewählt, noch nicht unterschrieben</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Taste %1</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>Wird unterschrieben …</translation>
    </message>
    <message>
        <source>Choose a verdict first</source>
        <translation>Zuerst ein Urteil wählen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecisionView</name>
    <message>
        <source>Text shown</source>
        <translation>Gezeigter Text</translation>
    </message>
    <message>
        <source>With changes</source>
        <translation>Mit Änderungen</translation>
    </message>
    <message>
        <source>AI text</source>
        <translation>Text der KI</translation>
    </message>
    <message>
        <source>Final text</source>
        <translation>Endfassung</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Unterlagen</translation>
    </message>
    <message>
        <source>Text of the decision</source>
        <translation>Text der Entscheidung</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Signed statement</source>
        <translation>Unterschriebene Erklärung</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>Eintrag %1</translation>
    </message>
    <message>
        <source>This is the entry as it stands in the log, byte for byte.</source>
        <translation>So steht der Eintrag im Protokoll, Byte für Byte.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Rationale</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Angesehen</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>signed after the claim had run out</source>
        <translation>unterschrieben, nachdem die Übernahme abgelaufen war</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Other signatures</source>
        <translation>Weitere Unterschriften</translation>
    </message>
    <message>
        <source>Corrects</source>
        <translation>Berichtigt</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Save the decision as PDF</source>
        <translation>Entscheidung als PDF sichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gesichert als %1.</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>What can be done with this case</source>
        <translation>Was mit diesem Fall geschehen kann</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Geltung</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Unterschrieben</translation>
    </message>
    <message>
        <source>Case now</source>
        <translation>Fall jetzt</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecodedPicture</name>
    <message>
        <source>This is neither a PNG nor a JPEG picture, whatever its type says.</source>
        <translation>Dies ist weder ein PNG- noch ein JPEG-Bild, was auch immer sein Typ sagt.</translation>
    </message>
    <message>
        <source>This is not a PDF document, whatever its type says.</source>
        <translation>Dies ist kein PDF-Dokument, was auch immer sein Typ sagt.</translation>
    </message>
    <message>
        <source>This is not a DICOM file, whatever its type says.</source>
        <translation>Dies ist keine DICOM-Datei, was auch immer ihr Typ sagt.</translation>
    </message>
    <message>
        <source>This picture is damaged and cannot be shown.</source>
        <translation>Dieses Bild ist beschädigt und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>This document is damaged or was cut short, and cannot be shown.</source>
        <translation>Dieses Dokument ist beschädigt oder abgeschnitten und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>This scan is damaged or was cut short, and cannot be shown.</source>
        <translation>Diese Aufnahme ist beschädigt oder abgeschnitten und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>This document says it has %1 pages. That is more than can be shown safely, so it was not opened.</source>
        <translation>Dieses Dokument gibt an, %1 Seiten zu haben. Das ist mehr, als sicher gezeigt werden kann; es wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>This scan says it has %1 pictures. That is more than can be shown safely, so it was not opened.</source>
        <translation>Diese Aufnahme gibt an, %1 Bilder zu haben. Das ist mehr, als sicher gezeigt werden kann; sie wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>This picture says it is %1 pixels. That is more than can be shown safely, so it was not opened.</source>
        <translation>Dieses Bild gibt an, %1 Bildpunkte groß zu sein. Das ist mehr, als sicher gezeigt werden kann; es wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>This document is empty: it has no page.</source>
        <translation>Dieses Dokument ist leer: Es hat keine Seite.</translation>
    </message>
    <message>
        <source>This is not a web page, whatever its type says.</source>
        <translation>Dies ist keine Webseite, was auch immer ihr Typ sagt.</translation>
    </message>
    <message>
        <source>This page is damaged and cannot be shown.</source>
        <translation>Diese Seite ist beschädigt und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>This page is empty: there is nothing to read in it.</source>
        <translation>Diese Seite ist leer: Es gibt darin nichts zu lesen.</translation>
    </message>
    <message>
        <source>This file is empty: there is no picture in it.</source>
        <translation>Diese Datei ist leer: Es ist kein Bild darin.</translation>
    </message>
    <message>
        <source>This document is protected by a password and cannot be opened here. Ask for a copy without one.</source>
        <translation>Dieses Dokument ist mit einem Kennwort geschützt und kann hier nicht geöffnet werden. Bitten Sie um eine Kopie ohne Kennwort.</translation>
    </message>
    <message>
        <source>The pictures of this scan are stored as “%1”, which cannot be decoded on this computer.</source>
        <translation>Die Bilder dieser Aufnahme sind als „%1“ gespeichert; das kann auf diesem Rechner nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The pictures of this scan, stored as “%1”, could not be decoded: they are damaged, or in a variant unknown here.</source>
        <translation>Die Bilder dieser Aufnahme, gespeichert als „%1“, konnten nicht gelesen werden: Sie sind beschädigt oder in einer hier unbekannten Variante.</translation>
    </message>
    <message>
        <source>This scan does not say how its pictures are stored (no transfer syntax), so they cannot be shown without guessing.</source>
        <translation>Diese Aufnahme sagt nicht, wie ihre Bilder gespeichert sind (keine Transfersyntax); ohne zu raten können sie nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>This DICOM file holds no picture.</source>
        <translation>Diese DICOM-Datei enthält kein Bild.</translation>
    </message>
    <message>
        <source>Opening this took too long and was stopped. The rest of the case is not affected.</source>
        <translation>Das Öffnen dauerte zu lange und wurde abgebrochen. Der übrige Fall ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Opening this needed more memory or time than is safe and was stopped. The rest of the case is not affected.</source>
        <translation>Das Öffnen brauchte mehr Speicher oder Zeit, als sicher ist, und wurde abgebrochen. Der übrige Fall ist nicht betroffen.</translation>
    </message>
    <message>
        <source>The program that opens such files could not be started. It comes with Countersign; reinstalling helps.</source>
        <translation>Das Programm, das solche Dateien öffnet, konnte nicht gestartet werden. Es gehört zu Countersign; eine neue Installation hilft.</translation>
    </message>
    <message>
        <source>This file could not be opened safely: something in it broke the reader. The rest of the case is not affected.</source>
        <translation>Diese Datei konnte nicht sicher geöffnet werden: Etwas in ihr hat das Leseprogramm abstürzen lassen. Der übrige Fall ist nicht betroffen.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DeskLayout</name>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DisputeDialog</name>
    <message>
        <source>Decided on an earlier version</source>
        <translation>Entschieden über eine frühere Version</translation>
    </message>
    <message>
        <source>Both decisions</source>
        <translation>Beide Entscheidungen</translation>
    </message>
    <message>
        <source>How the texts are shown</source>
        <translation>Wie die Texte gezeigt werden</translation>
    </message>
    <message>
        <source>Each with its changes</source>
        <translation>Jede mit ihren Änderungen</translation>
    </message>
    <message>
        <source>The second against the first</source>
        <translation>Die zweite gegen die erste</translation>
    </message>
    <message>
        <source>What has changed since</source>
        <translation>Was sich seither geändert hat</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take the first</source>
        <translation>Die erste übernehmen</translation>
    </message>
    <message>
        <source>Take the second</source>
        <translation>Die zweite übernehmen</translation>
    </message>
    <message>
        <source>What has changed in the case since</source>
        <translation>Was sich im Fall seither geändert hat</translation>
    </message>
    <message>
        <source>The decision</source>
        <translation>Die Entscheidung</translation>
    </message>
    <message>
        <source>The first decision</source>
        <translation>Die erste Entscheidung</translation>
    </message>
    <message>
        <source>The second decision</source>
        <translation>Die zweite Entscheidung</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>Rationale: %1</source>
        <translation>Begründung: %1</translation>
    </message>
    <message>
        <source>Arrived when the other one stood already.</source>
        <translation>Kam an, als die andere schon galt.</translation>
    </message>
    <message>
        <source>From version %1 to version %2.</source>
        <translation>Von Version %1 zu Version %2.</translation>
    </message>
    <message>
        <source>Nothing that is shown differs.</source>
        <translation>Nichts, was gezeigt wird, ist anders.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::EvidencePane</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find in the evidence</source>
        <translation>In den Belegen suchen</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>This type of file cannot be shown here yet. Save a copy to look at it with another program.</source>
        <translation>Diese Art Datei kann hier nicht gezeigt werden. Sichern Sie eine Kopie, um sie mit einem anderen Programm anzusehen.</translation>
    </message>
    <message>
        <source>As suggested</source>
        <translation>Wie vorgeschlagen</translation>
    </message>
    <message>
        <source>This file is not UTF-8 text and cannot be shown without guessing.</source>
        <translation>Diese Datei ist kein UTF-8-Text und kann nicht gezeigt werden, ohne zu raten.</translation>
    </message>
    <message>
        <source>Save a copy of %1</source>
        <translation>Kopie von %1 sichern</translation>
    </message>
</context>
<context>
    <name>countersign::ui::EvidenceTabs</name>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>More evidence</source>
        <translation>Weitere Belege</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::EvidenceView</name>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure a length</source>
        <translation>Eine Länge messen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FieldEntry</name>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>empty text</source>
        <translation>leerer Text</translation>
    </message>
    <message>
        <source>What can be done with %1</source>
        <translation>Was mit %1 getan werden kann</translation>
    </message>
    <message>
        <source>%1 – what can be done with %2</source>
        <translation>%1 – was mit %2 getan werden kann</translation>
    </message>
    <message>
        <source>Remove this field</source>
        <translation>Dieses Feld entfernen</translation>
    </message>
    <message>
        <source>The form wants this field</source>
        <translation>Das Formular verlangt dieses Feld</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FieldGone</name>
    <message>
        <source>Put %1 back</source>
        <translation>%1 zurückholen</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>AI&apos;s value of %1, removed</source>
        <translation>KI-Wert von %1, entfernt</translation>
    </message>
    <message>
        <source>%1: removed</source>
        <translation>%1: entfernt</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FieldGroup</name>
    <message>
        <source>Add an item to %1</source>
        <translation>Eintrag zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Add a field to %1</source>
        <translation>Feld zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>%1: added</source>
        <translation>%1: hinzugefügt</translation>
    </message>
    <message>
        <source>Add an item</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Add a field…</source>
        <translation>Feld hinzufügen …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FieldLine</name>
    <message>
        <source>AI&apos;s value of %1</source>
        <translation>Wert der KI für %1</translation>
    </message>
    <message>
        <source>Take %1 back</source>
        <translation>%1 zurücknehmen</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>%1, changed to %2</source>
        <translation>%1, geändert in %2</translation>
    </message>
    <message>
        <source>Too long to be edited here, or with characters that no field keeps: only its beginning is shown.</source>
        <translation>Zu lang, um hier bearbeitet zu werden, oder mit Zeichen, die kein Feld behält: nur der Anfang wird gezeigt.</translation>
    </message>
    <message>
        <source>%1: added, %2</source>
        <translation>%1: hinzugefügt, %2</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>Kein Wert</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FieldsForm</name>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Expected here: %1</source>
        <translation>Hier wird erwartet: %1</translation>
    </message>
    <message>
        <source>One of these is expected: %1</source>
        <translation>Erwartet wird eines von: %1</translation>
    </message>
    <message>
        <source>At least %1 is expected</source>
        <translation>Erwartet wird mindestens %1</translation>
    </message>
    <message>
        <source>More than %1 is expected</source>
        <translation>Erwartet wird mehr als %1</translation>
    </message>
    <message>
        <source>At most %1 is expected</source>
        <translation>Erwartet wird höchstens %1</translation>
    </message>
    <message>
        <source>Less than %1 is expected</source>
        <translation>Erwartet wird weniger als %1</translation>
    </message>
    <message>
        <source>A date such as 2026-01-31 is expected</source>
        <translation>Erwartet wird ein Datum wie 2026-01-31</translation>
    </message>
    <message>
        <source>At least %1 characters are expected</source>
        <translation>Erwartet werden mindestens %1 Zeichen</translation>
    </message>
    <message>
        <source>At most %1 characters are expected</source>
        <translation>Erwartet werden höchstens %1 Zeichen</translation>
    </message>
    <message>
        <source>This does not fit the form (%1: %2)</source>
        <translation>Das passt nicht zum Formular (%1: %2)</translation>
    </message>
    <message>
        <source>A number is needed here, such as 12.5</source>
        <translation>Hier wird eine Zahl gebraucht, etwa 12.5</translation>
    </message>
    <message>
        <source>This does not fit: %1 is expected</source>
        <translation>Das passt nicht: Erwartet wird %1</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>AI&apos;s value</source>
        <translation>Wert der KI</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meiner</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more field(s)</source>
        <translation>
            <numerusform>%n weiteres Feld zeigen</numerusform>
            <numerusform>%n weitere Felder zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>Feld hinzufügen</translation>
    </message>
    <message>
        <source>Type the name of the new field.</source>
        <translation>Den Namen des neuen Feldes eingeben.</translation>
    </message>
    <message>
        <source>New field “%1”</source>
        <translation>Neues Feld „%1“</translation>
    </message>
    <message>
        <source>There is a field “%1” already.</source>
        <translation>Ein Feld „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>The form wants “%1”: it can be changed, not removed.</source>
        <translation>Das Formular verlangt „%1“: es kann geändert, nicht entfernt werden.</translation>
    </message>
    <message>
        <source>The form wants this field</source>
        <translation>Das Formular verlangt dieses Feld</translation>
    </message>
    <message>
        <source>At least %1 items are expected</source>
        <translation>Mindestens %1 Einträge werden erwartet</translation>
    </message>
    <message>
        <source>At most %1 items are expected</source>
        <translation>Höchstens %1 Einträge werden erwartet</translation>
    </message>
    <message>
        <source>No two items may be the same</source>
        <translation>Keine zwei Einträge dürfen gleich sein</translation>
    </message>
    <message>
        <source>The form wants “%1” here</source>
        <translation>Das Formular verlangt hier „%1“</translation>
    </message>
    <message>
        <source>Add an item</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Add a field…</source>
        <translation>Feld hinzufügen …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FindBar</name>
    <message>
        <source>%1 elsewhere</source>
        <translation>%1 in anderen</translation>
    </message>
    <message>
        <source>%1 of %2 in %3 items</source>
        <translation>%1 von %2 in %3 Dokumenten</translation>
    </message>
    <message>
        <source>Find in the evidence</source>
        <translation>In den Belegen suchen</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Gefundene Stellen</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Close find</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>no text here</source>
        <translation>hier ist kein Text</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FirstAnswer</name>
    <message>
        <source>Show the suggestion</source>
        <translation>Vorschlag zeigen</translation>
    </message>
    <message>
        <source>Your own answer first</source>
        <translation>Zuerst Ihre eigene Antwort</translation>
    </message>
    <message>
        <source>This case asks what you think before it shows what the AI suggests. Read the evidence and write your answer; it is kept with your decision and cannot be changed afterwards.</source>
        <translation>Dieser Fall fragt, was Sie meinen, bevor er zeigt, was die KI vorschlägt. Lesen Sie die Belege und schreiben Sie Ihre Antwort; sie bleibt bei Ihrer Entscheidung und kann danach nicht geändert werden.</translation>
    </message>
    <message>
        <source>Your own answer</source>
        <translation>Ihre eigene Antwort</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ImageEvidence</name>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Fit the picture into the pane</source>
        <translation>Bild in den Bereich einpassen</translation>
    </message>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Picture of %1 × %2 pixels, shown at %3</source>
        <translation>Bild mit %1 × %2 Pixeln, gezeigt mit %3</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ImportStrip</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Import progress</source>
        <translation>Fortschritt des Einlesens</translation>
    </message>
    <message>
        <source>Refused records</source>
        <translation>Abgewiesene Datensätze</translation>
    </message>
    <message>
        <source>Close the import report</source>
        <translation>Bericht schließen</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Wird eingelesen …</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>%1 wird eingelesen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 Datensätze</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>%1 imported</source>
        <translation>%1 eingelesen</translation>
    </message>
    <message>
        <source>%1 already there</source>
        <translation>%1 schon vorhanden</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 abgewiesen</translation>
    </message>
    <message>
        <source>. Stopped; import the same files again to go on.</source>
        <translation>. Angehalten; lesen Sie dieselben Dateien noch einmal ein, um fortzufahren.</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::InvitationDialog</name>
    <message>
        <source>Make a code</source>
        <translation>Code erstellen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Invite somebody to this store</source>
        <translation>Jemanden in diese Ablage einladen</translation>
    </message>
    <message>
        <source>Their id</source>
        <translation>Kürzel der Person</translation>
    </message>
    <message>
        <source>The eight words they read to you</source>
        <translation>Die acht Wörter, die sie Ihnen vorliest</translation>
    </message>
    <message>
        <source>May act as</source>
        <translation>Darf handeln als</translation>
    </message>
    <message>
        <source>With a code they make their own key, on their own computer, and read you eight words. Enter these here, and nobody can put another key in its place.</source>
        <translation>Mit einem Code macht die Person ihren eigenen Schlüssel, an ihrem eigenen Rechner, und liest Ihnen acht Wörter vor. Geben Sie diese hier ein, dann kann niemand einen anderen Schlüssel unterschieben.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>1 to 64 letters or digits, and . _ - @</source>
        <translation>1 bis 64 Buchstaben oder Ziffern sowie . _ - @</translation>
    </message>
    <message>
        <source>Code: %1</source>
        <translation>Code: %1</translation>
    </message>
    <message>
        <source>Give this code to %1 alone: it lets them in once, until %2, and is kept nowhere. They choose “I was invited with a code”.</source>
        <translation>Geben Sie diesen Code nur %1: Er lässt einmal ein, bis %2, und wird nirgends aufbewahrt. Dort wird „Ich wurde mit einem Code eingeladen“ gewählt.</translation>
    </message>
    <message>
        <source>All eight, with blanks between them.</source>
        <translation>Alle acht, mit Leerzeichen dazwischen.</translation>
    </message>
    <message>
        <source>At least one role.</source>
        <translation>Mindestens eine Rolle.</translation>
    </message>
    <message>
        <source>Waiting for their signature…</source>
        <translation>Wartet auf ihre Unterschrift …</translation>
    </message>
    <message>
        <source>%1 is enrolled and can work here now.</source>
        <translation>%1 ist eingeschrieben und kann jetzt hier arbeiten.</translation>
    </message>
    <message>
        <source>These are not the words of the key that waits. Compare them again, word by word; if they differ, do not go on: it is another key.</source>
        <translation>Das sind nicht die Wörter des Schlüssels, der wartet. Vergleichen Sie sie noch einmal, Wort für Wort; wenn sie abweichen, fahren Sie nicht fort: Es ist ein anderer Schlüssel.</translation>
    </message>
    <message>
        <source>Nobody of this id is waiting. They enter their code first, and leave their window open.</source>
        <translation>Unter diesem Kürzel wartet niemand. Zuerst wird der Code eingegeben, und das Fenster bleibt dort offen.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyButton</name>
    <message>
        <source>Key %1</source>
        <translation>Taste %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyCard</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Single letters work as keys (otherwise only with Alt)</source>
        <translation>Einzelne Buchstaben wirken als Tasten (sonst nur mit Alt)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyCatcher</name>
    <message>
        <source>Press the new key… Esc leaves</source>
        <translation>Neue Taste drücken … Esc verlässt</translation>
    </message>
    <message>
        <source>Set a new key…</source>
        <translation>Neue Taste …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeysDialog</name>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>Wie ausgeliefert</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>Single letters work as keys (otherwise only with Alt)</source>
        <translation>Einzelne Buchstaben wirken als Tasten (sonst nur mit Alt)</translation>
    </message>
    <message>
        <source>All as delivered</source>
        <translation>Alle wie ausgeliefert</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>%1 has its own use in texts, lists and dialogs.</source>
        <translation>%1 wird in Texten, Listen und Dialogen schon gebraucht.</translation>
    </message>
    <message>
        <source>%1 is the key of “%2” already.</source>
        <translation>%1 ist schon die Taste für „%2“.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::LedgerPage</name>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Was aufgeführt wird</translation>
    </message>
    <message>
        <source>All entries</source>
        <translation>Alle Einträge</translation>
    </message>
    <message>
        <source>Case id</source>
        <translation>Fall-Kennung</translation>
    </message>
    <message>
        <source>Case id   /</source>
        <translation>Fall-Kennung   /</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Any verdict</source>
        <translation>Jedes Urteil</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Unterschrieben von</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Any reason</source>
        <translation>Jeder Grund</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Vermerk</translation>
    </message>
    <message>
        <source>Any flag</source>
        <translation>Jeder Vermerk</translation>
    </message>
    <message>
        <source>No such decision</source>
        <translation>Keine solche Entscheidung</translation>
    </message>
    <message>
        <source>Choose another case, verdict, person, kind, reason, flag or time.</source>
        <translation>Wählen Sie einen anderen Fall, ein anderes Urteil, eine andere Person, eine andere Art, einen anderen Grund oder Vermerk oder eine andere Zeit.</translation>
    </message>
    <message>
        <source>Nothing is signed yet</source>
        <translation>Noch ist nichts unterschrieben</translation>
    </message>
    <message>
        <source>Every decision that is signed on the review desk stands here for good. Ctrl+1 goes to the queue.</source>
        <translation>Jede Entscheidung, die am Prüftisch unterschrieben wird, bleibt hier für immer stehen. Strg+1 führt zur Warteschlange.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>Jede Art</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MainWindow</name>
    <message>
        <source>Locked because nobody worked here for a while. Drafts are kept.</source>
        <translation>Gesperrt, weil eine Weile niemand gearbeitet hat. Entwürfe bleiben erhalten.</translation>
    </message>
    <message>
        <source>Stop the import?</source>
        <translation>Einlesen anhalten?</translation>
    </message>
    <message>
        <source>What is imported so far stays. Importing the same files again goes on where it ended.</source>
        <translation>Was bisher eingelesen ist, bleibt. Dieselben Dateien noch einmal einzulesen setzt dort fort.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>Go on importing</source>
        <translation>Weiter einlesen</translation>
    </message>
    <message>
        <source>Locked after five wrong PINs. Drafts are kept; sign in anew.</source>
        <translation>Nach fünf falschen PINs gesperrt. Entwürfe bleiben erhalten; bitte neu anmelden.</translation>
    </message>
    <message>
        <source>The time of this workspace is over: nothing more is signed in it. Sign in at the store, and what was signed is sent.</source>
        <translation>Die Zeit dieser Mappe ist abgelaufen: Darin wird nichts mehr unterschrieben. Melden Sie sich an der Ablage an, dann wird gesendet, was unterschrieben ist.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Mask</name>
    <message>
        <source>This mask has %1 × %2 pixels and the picture %3 × %4: they do not lie on each other.</source>
        <translation>Diese Maske hat %1 × %2 Pixel und das Bild %3 × %4: Sie passen nicht aufeinander.</translation>
    </message>
    <message>
        <source>unbroken line</source>
        <translation>durchgezogene Linie</translation>
    </message>
    <message>
        <source>dashed line</source>
        <translation>gestrichelte Linie</translation>
    </message>
    <message>
        <source>dotted line</source>
        <translation>gepunktete Linie</translation>
    </message>
    <message>
        <source>line of long dashes</source>
        <translation>Linie aus langen Strichen</translation>
    </message>
    <message>
        <source>rising hatching</source>
        <translation>steigend schraffiert</translation>
    </message>
    <message>
        <source>falling hatching</source>
        <translation>fallend schraffiert</translation>
    </message>
    <message>
        <source>upright hatching</source>
        <translation>senkrecht schraffiert</translation>
    </message>
    <message>
        <source>level hatching</source>
        <translation>waagerecht schraffiert</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MaskBar</name>
    <message>
        <source>opening…</source>
        <translation>wird geöffnet …</translation>
    </message>
    <message>
        <source>Mask: %1</source>
        <translation>Maske: %1</translation>
    </message>
    <message>
        <source>Show or hide this mask (%1); all of them (M)</source>
        <translation>Diese Maske zeigen oder ausblenden (%1); alle (M)</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Füllung</translation>
    </message>
    <message>
        <source>How strongly the masks are filled</source>
        <translation>Wie stark die Masken gefüllt sind</translation>
    </message>
    <message>
        <source>How strongly the masks are filled (O more, Shift+O less)</source>
        <translation>Wie stark die Masken gefüllt sind (O mehr, Umschalt+O weniger)</translation>
    </message>
    <message>
        <source>%1 % of the picture</source>
        <translation>%1 % des Bildes</translation>
    </message>
    <message>
        <source>marks nothing</source>
        <translation>markiert nichts</translation>
    </message>
    <message>
        <source>%1 · scaled from %2 × %3</source>
        <translation>%1 · skaliert von %2 × %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Measure</name>
    <message>
        <source>%1 pixels</source>
        <translation>%1 Pixel</translation>
    </message>
    <message>
        <source>%1 mm (%2)</source>
        <translation>%1 mm (%2)</translation>
    </message>
    <message>
        <source>%1 mm at the detector (%2)</source>
        <translation>%1 mm am Detektor (%2)</translation>
    </message>
</context>
<context>
    <name>countersign::ui::NewPersonForm</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>A new person</source>
        <translation>Eine neue Person</translation>
    </message>
    <message>
        <source>Printed name</source>
        <translation>Name in Druckschrift</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>May act as</source>
        <translation>Darf handeln als</translation>
    </message>
    <message>
        <source>Their passphrase, typed by themselves</source>
        <translation>Ihre Passphrase, von ihr selbst eingegeben</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 comes back, with a new key</source>
        <translation>%1 kommt zurück, mit einem neuen Schlüssel</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Zulassen</translation>
    </message>
    <message>
        <source>This passphrase will do.</source>
        <translation>Diese Passphrase ist in Ordnung.</translation>
    </message>
    <message>
        <source>Not the same yet.</source>
        <translation>Noch nicht gleich.</translation>
    </message>
    <message>
        <source>The name as it should stand under a decision.</source>
        <translation>Der Name, wie er unter einer Entscheidung stehen soll.</translation>
    </message>
    <message>
        <source>1 to 64 letters or digits, and . _ - @</source>
        <translation>1 bis 64 Buchstaben oder Ziffern sowie . _ - @</translation>
    </message>
    <message>
        <source>At least one role.</source>
        <translation>Mindestens eine Rolle.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>Making their key…</source>
        <translation>Schlüssel wird gemacht …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OfflineBand</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the workspace</source>
        <translation>Die Mappe zeigen</translation>
    </message>
    <message>
        <source>Taken along – %1</source>
        <translation>Mitgenommen – %1</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>syncing…</source>
        <translation>gleicht ab …</translation>
    </message>
    <message>
        <source>the store is there</source>
        <translation>die Ablage ist da</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OfflinePage</name>
    <message>
        <source>recalled</source>
        <translation>zurückgerufen</translation>
    </message>
    <message>
        <source>over</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>its time is over</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>away</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>Wie weit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Still theirs</source>
        <translation>Noch vergeben</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>What was signed in the workspace</source>
        <translation>Was in der Mappe unterschrieben wurde</translation>
    </message>
    <message>
        <source>Check-outs</source>
        <translation>Mitnahmen</translation>
    </message>
    <message>
        <source>To the store</source>
        <translation>Zur Ablage</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>Offline arbeiten</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Was aufgelistet ist</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Mappe</translation>
    </message>
    <message>
        <source>Sync progress</source>
        <translation>Fortschritt des Abgleichs</translation>
    </message>
    <message>
        <source>The workspace cannot be opened</source>
        <translation>Die Mappe lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>No cases are taken along</source>
        <translation>Keine Fälle sind mitgenommen</translation>
    </message>
    <message>
        <source>Check cases out, and they can be decided without the store: on a ward round, a visit, a train. What is signed comes back once each.</source>
        <translation>Nehmen Sie Fälle mit, dann lassen sie sich ohne die Ablage entscheiden: auf der Visite, beim Besuch, im Zug. Was unterschrieben ist, kommt jeweils einmal zurück.</translation>
    </message>
    <message>
        <source>%1 made, %2 sent, %3 acknowledged, %4 included.</source>
        <translation>%1 erstellt, %2 gesendet, %3 bestätigt, %4 enthalten.</translation>
    </message>
    <message>
        <source>Syncing: %1</source>
        <translation>Gleicht ab: %1</translation>
    </message>
    <message>
        <source>Looking at the store…</source>
        <translation>Sieht bei der Ablage nach …</translation>
    </message>
    <message>
        <source>The store is away: %1</source>
        <translation>Die Ablage ist nicht da: %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>herausgenommen</translation>
    </message>
    <message>
        <source>to receive</source>
        <translation>zu empfangen</translation>
    </message>
    <message>
        <source>%1 of %2 statements are in the record; the others are still here.</source>
        <translation>%1 von %2 Erklärungen stehen im Protokoll; die anderen sind noch hier.</translation>
    </message>
    <message>
        <source>All sent: %1, each proven to be in the record.</source>
        <translation>Alles gesendet: %1, jede nachweislich im Protokoll.</translation>
    </message>
    <message>
        <source>Return the workspace?</source>
        <translation>Die Mappe zurückgeben?</translation>
    </message>
    <message>
        <source>What was signed is sent first. %1 not decided here are free again, drafts go to the store, and the key of the workspace is destroyed.</source>
        <translation>Zuerst wird gesendet, was unterschrieben ist. Nicht entschieden und wieder frei: %1. Entwürfe gehen in die Ablage, und der Schlüssel der Mappe wird vernichtet.</translation>
    </message>
    <message>
        <source>Sync and return</source>
        <translation>Abgleichen und zurückgeben</translation>
    </message>
    <message>
        <source>A copy of a workspace of %1 was used, noticed %2. What comes of it is set aside.</source>
        <translation>Eine Kopie einer Mappe von %1 wurde benutzt, bemerkt %2. Was daraus kommt, wird zurückgestellt.</translation>
    </message>
    <message>
        <source>Nobody has cases with them</source>
        <translation>Niemand hat Fälle dabei</translation>
    </message>
    <message>
        <source>Check-outs stand here with who took them and until when; a supervisor can recall them.</source>
        <translation>Hier stehen Mitnahmen: wer sie hat und bis wann. Die Aufsicht kann sie zurückrufen.</translation>
    </message>
    <message>
        <source>Recall the check-out of %1?</source>
        <translation>Die Mitnahme von %1 zurückrufen?</translation>
    </message>
    <message>
        <source>%1 are free again. What is still signed under it is kept in the record, set aside, and moves nothing until a supervisor has looked at it.</source>
        <translation>Wieder frei: %1. Was darunter noch unterschrieben wird, bleibt im Protokoll, zurückgestellt und ohne Wirkung, bis die Aufsicht es angesehen hat.</translation>
    </message>
    <message>
        <source>Sign and recall</source>
        <translation>Unterschreiben und zurückrufen</translation>
    </message>
    <message>
        <source>Recalled: its cases are free again, and what is still signed under it is set aside.</source>
        <translation>Zurückgerufen: Die Fälle sind wieder frei, und was darunter noch unterschrieben wird, ist zurückgestellt.</translation>
    </message>
    <message>
        <source>waits for a supervisor</source>
        <translation>wartet auf die Aufsicht</translation>
    </message>
    <message>
        <source>accepted by %1, %2: a third person settles it</source>
        <translation>angenommen von %1, %2: eine dritte Person klärt</translation>
    </message>
    <message>
        <source>voided by %1, %2</source>
        <translation>verworfen von %1, %2</translation>
    </message>
    <message>
        <source>%1 taken in from letters; the answers lie beside them.</source>
        <translation>%1 aus Briefen übernommen; die Antworten liegen daneben.</translation>
    </message>
    <message>
        <source>A letter with %1 (%2) is written. Take the folder to the store, choose “By letter…” there, and bring the answer back.</source>
        <translation>Ein Brief mit %1 (%2) ist geschrieben. Bringen Sie den Ordner zur Ablage, wählen Sie dort „Per Brief …“, und bringen Sie die Antwort zurück.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No letter for you there, and nothing to write.</source>
        <translation>Dort ist kein Brief für Sie, und es gibt nichts zu schreiben.</translation>
    </message>
    <message>
        <source>Nothing is set aside</source>
        <translation>Nichts ist zurückgestellt</translation>
    </message>
    <message>
        <source>What is signed under a check-out that was recalled, or with a key that was replaced, waits here for a supervisor.</source>
        <translation>Was unter einer zurückgerufenen Mitnahme oder mit einem ersetzten Schlüssel unterschrieben wird, wartet hier auf die Aufsicht.</translation>
    </message>
    <message>
        <source>Accept this decision of %1?</source>
        <translation>Diese Entscheidung von %1 annehmen?</translation>
    </message>
    <message>
        <source>The case waits for a third person, who sees it beside what stands. It moves nothing by itself.</source>
        <translation>Der Fall wartet auf eine dritte Person, die sie neben dem sieht, was gilt. Von selbst bewirkt sie nichts.</translation>
    </message>
    <message>
        <source>Sign and accept</source>
        <translation>Unterschreiben und annehmen</translation>
    </message>
    <message>
        <source>Void this decision of %1?</source>
        <translation>Diese Entscheidung von %1 verwerfen?</translation>
    </message>
    <message>
        <source>It stays in the record, and counts for nothing.</source>
        <translation>Sie bleibt im Protokoll und zählt nicht.</translation>
    </message>
    <message>
        <source>Sign and void</source>
        <translation>Unterschreiben und verwerfen</translation>
    </message>
    <message>
        <source>Accepted: a third person settles the case.</source>
        <translation>Angenommen: Eine dritte Person klärt den Fall.</translation>
    </message>
    <message>
        <source>Voided: it stays in the record, and counts for nothing.</source>
        <translation>Verworfen: Sie bleibt im Protokoll und zählt nicht.</translation>
    </message>
    <message>
        <source>Folder of the letters: a stick, a share</source>
        <translation>Ordner der Briefe: ein Stick, eine Freigabe</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Angekommen</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Zurückgestellt</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OversightPage</name>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>the store</source>
        <translation>die Ablage</translation>
    </message>
    <message>
        <source>Opened by %1 on %2</source>
        <translation>Eröffnet von %1 am %2</translation>
    </message>
    <message>
        <source>Answered by %1 on %2</source>
        <translation>Beantwortet von %1 am %2</translation>
    </message>
    <message>
        <source>Closed by %1 on %2</source>
        <translation>Geschlossen von %1 am %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Festgestellt</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Feststellungen</translation>
    </message>
    <message>
        <source>Security events</source>
        <translation>Sicherheitsereignisse</translation>
    </message>
    <message>
        <source>Oversight</source>
        <translation>Kontrolle</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Was aufgeführt wird</translation>
    </message>
    <message>
        <source>The finding, step by step</source>
        <translation>Die Feststellung, Schritt für Schritt</translation>
    </message>
    <message>
        <source>No findings</source>
        <translation>Keine Feststellungen</translation>
    </message>
    <message>
        <source>A finding is opened beside a decision, or on the desk beside the case.</source>
        <translation>Eine Feststellung wird neben einer Entscheidung eröffnet oder am Prüfplatz neben dem Fall.</translation>
    </message>
    <message>
        <source>Not for you</source>
        <translation>Nicht für Sie</translation>
    </message>
    <message>
        <source>Nothing happened</source>
        <translation>Nichts geschehen</translation>
    </message>
    <message>
        <source>Wrong passphrases and PINs, refused signatures and the like would stand here.</source>
        <translation>Falsche Passphrasen und PINs, abgelehnte Unterschriften und Ähnliches stünden hier.</translation>
    </message>
    <message>
        <source>(the text was deleted)</source>
        <translation>(der Text wurde gelöscht)</translation>
    </message>
    <message>
        <source>About the decision %1</source>
        <translation>Zur Entscheidung %1</translation>
    </message>
    <message>
        <source>Close the finding?</source>
        <translation>Feststellung schließen?</translation>
    </message>
    <message>
        <source>Sign and close</source>
        <translation>Unterschreiben und schließen</translation>
    </message>
    <message>
        <source>Answer the finding</source>
        <translation>Feststellung beantworten</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Why it can be closed</source>
        <translation>Warum sie geschlossen werden kann</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Signed and recorded as entry %1.</source>
        <translation>Unterschrieben und als Eintrag %1 festgehalten.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PageCanvas</name>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PageEvidence</name>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PageStrip</name>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PdfEvidence</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
    <message>
        <source>Small pages beside the document (P)</source>
        <translation>Kleine Seiten neben dem Dokument (P)</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Fit the page&apos;s width into the pane</source>
        <translation>Die Seite in der Breite einpassen</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Page %1 of %2, shown at %3</source>
        <translation>Seite %1 von %2, gezeigt mit %3</translation>
    </message>
    <message>
        <source>Not every page can be shown: %1</source>
        <translation>Nicht jede Seite kann gezeigt werden: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>%1 can sign in on this computer now.</source>
        <translation>%1 kann sich jetzt an diesem Rechner anmelden.</translation>
    </message>
    <message>
        <source>Disable %1?</source>
        <translation>%1 sperren?</translation>
    </message>
    <message>
        <source>%1 can no longer sign in or sign. What was signed so far stays valid. This is recorded in the ledger.</source>
        <translation>%1 kann sich nicht mehr anmelden und nicht mehr unterschreiben. Was bisher unterschrieben wurde, bleibt gültig. Das wird im Protokoll festgehalten.</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation>%1 sperren</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PersonStep</name>
    <message>
        <source>Who signs here?</source>
        <translation>Wer unterschreibt hier?</translation>
    </message>
    <message>
        <source>You are the first person of this store. Your name stands under every decision, and only your passphrase can sign with it: nobody can look it up or set it anew for you, so keep it where you will find it.</source>
        <translation>Sie sind die erste Person dieser Ablage. Ihr Name steht unter jeder Entscheidung, und nur Ihre Passphrase kann damit unterschreiben: Niemand kann sie nachschlagen oder für Sie neu setzen. Bewahren Sie sie so auf, dass Sie sie wiederfinden.</translation>
    </message>
    <message>
        <source>Printed name, as under a signature</source>
        <translation>Name in Druckschrift, wie unter einer Unterschrift</translation>
    </message>
    <message>
        <source>Short id for signing in</source>
        <translation>Kurze Kennung zum Anmelden</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Dr. Ada Mwangi</source>
        <translation>Dr. Ada Mwangi</translation>
    </message>
    <message>
        <source>ada</source>
        <translation>ada</translation>
    </message>
    <message>
        <source>At least 15 characters. A few words are easier to type than signs.</source>
        <translation>Mindestens 15 Zeichen. Ein paar Wörter tippen sich leichter als Sonderzeichen.</translation>
    </message>
    <message>
        <source>This passphrase will do.</source>
        <translation>Diese Passphrase ist in Ordnung.</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Beide sind gleich.</translation>
    </message>
    <message>
        <source>Not the same yet.</source>
        <translation>Noch nicht gleich.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>1 to 64 letters or digits, and . _ - @</source>
        <translation>1 bis 64 Buchstaben oder Ziffern sowie . _ - @</translation>
    </message>
    <message>
        <source>Your name, as it should stand under a decision.</source>
        <translation>Ihr Name, wie er unter einer Entscheidung stehen soll.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PlaceStep</name>
    <message>
        <source>Nothing an AI proposes takes effect until you have countersigned it.</source>
        <translation>Nichts, was eine KI vorschlägt, wird wirksam, bevor Sie es gegengezeichnet haben.</translation>
    </message>
    <message>
        <source>Countersign puts each suggestion beside the evidence it came from. You correct it, approve or reject it, and your signature goes into a record that nobody can rewrite unnoticed. Everything stays on this computer.</source>
        <translation>Countersign stellt jeden Vorschlag neben die Belege, aus denen er stammt. Sie berichtigen, billigen oder lehnen ihn ab, und Ihre Unterschrift kommt in ein Protokoll, das niemand unbemerkt umschreiben kann. Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Countersign</source>
        <translation>Countersign</translation>
    </message>
    <message>
        <source>Name of the store, as it will be shown</source>
        <translation>Name der Ablage, wie er gezeigt wird</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Anderen Ordner wählen</translation>
    </message>
    <message>
        <source>Where it is kept</source>
        <translation>Wo sie liegt</translation>
    </message>
    <message>
        <source>Where the store is kept</source>
        <translation>Wo die Ablage liegt</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QuestionDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Zum Bestätigen %1 eingeben</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QueueFilters</name>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Second look</source>
        <translation>Zweiter Blick</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Fälle suchen</translation>
    </message>
    <message>
        <source>Search title, evidence, suggestion, labels   /</source>
        <translation>Titel, Belege, Vorschlag, Schlagwörter suchen   /</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Any risk</source>
        <translation>Jedes Risiko</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>Dringendste zuerst</translation>
    </message>
    <message>
        <source>Due first</source>
        <translation>Früheste Frist zuerst</translation>
    </message>
    <message>
        <source>Highest risk first</source>
        <translation>Höchstes Risiko zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Nach Titel</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>Nach Art</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
</context>
<context>
    <name>countersign::ui::QueuePage</name>
    <message>
        <source>No cases yet</source>
        <translation>Noch keine Fälle</translation>
    </message>
    <message>
        <source>Import a case file, or drop one here. Files with the ending .jsonl, folders and .zip are read.</source>
        <translation>Lesen Sie eine Falldatei ein, oder legen Sie eine hier ab. Gelesen werden .jsonl-Dateien, Ordner und .zip.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>Take away a word, or choose another kind or risk. Esc in the search field clears it.</source>
        <translation>Nehmen Sie ein Wort weg, oder wählen Sie eine andere Art oder ein anderes Risiko. Esc leert das Suchfeld.</translation>
    </message>
    <message>
        <source>No open case is waiting</source>
        <translation>Kein offener Fall wartet</translation>
    </message>
    <message>
        <source>For a second look: %1. N takes the next one that you may settle; all are listed under Second look.</source>
        <translation>Für einen zweiten Blick: %1. N nimmt den nächsten, den Sie klären dürfen; alle stehen unter „Zweiter Blick“.</translation>
    </message>
    <message>
        <source>Everything is decided</source>
        <translation>Alles ist entschieden</translation>
    </message>
    <message>
        <source>No case is waiting. Import more, or look under Released at what has gone out.</source>
        <translation>Kein Fall wartet. Lesen Sie weitere ein, oder sehen Sie unter „Freigegeben“, was hinausgegangen ist.</translation>
    </message>
    <message>
        <source>No case is yours now</source>
        <translation>Kein Fall ist gerade Ihrer</translation>
    </message>
    <message>
        <source>Press N to take the next case. It stays yours for ten minutes at a time while you work on it.</source>
        <translation>Drücken Sie N für den nächsten Fall. Solange Sie daran arbeiten, bleibt er jeweils zehn Minuten Ihrer.</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>No case is in this state.</source>
        <translation>Kein Fall ist in diesem Zustand.</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Import cases</source>
        <translation>Fälle einlesen</translation>
    </message>
    <message>
        <source>Case files (*.jsonl *.json *.zip);;All files (*)</source>
        <translation>Falldateien (*.jsonl *.json *.zip);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReasonPicker</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>No reason chosen</source>
        <translation>Kein Grund gewählt</translation>
    </message>
    <message>
        <source>%1 · fits what you changed</source>
        <translation>%1 · passt zu Ihrer Änderung</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Report</name>
    <message>
        <source>Evidence file of “%1”</source>
        <translation>Nachweisdatei der Ablage „%1“</translation>
    </message>
    <message>
        <source>every entry of the ledger up to this size</source>
        <translation>jeden Eintrag des Protokolls bis zu dieser Größe</translation>
    </message>
    <message>
        <source>the cases %1</source>
        <translation>die Fälle %1</translation>
    </message>
    <message>
        <source>cases with a statement signed by %1</source>
        <translation>Fälle mit einer von %1 unterschriebenen Erklärung</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>before %1</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>the cases of some teams</source>
        <translation>die Fälle einiger Teams</translation>
    </message>
    <message>
        <source>a part of the ledger: %1</source>
        <translation>einen Teil des Protokolls: %1</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 am %2</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>Contains</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Entries in the ledger</source>
        <translation>Einträge im Protokoll</translation>
    </message>
    <message>
        <source>Root hash</source>
        <translation>Wurzel-Hash</translation>
    </message>
    <message>
        <source>Witnessed by</source>
        <translation>Bezeugt von</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Erstellt von</translation>
    </message>
    <message>
        <source>%1 (%2) on %3</source>
        <translation>%1 (%2) am %3</translation>
    </message>
    <message>
        <source>This page is for reading and carries no signature itself. What proves it are the files beside it: check them with “countersign bundle verify”, or by hand as README.txt says.</source>
        <translation>Diese Seite ist zum Lesen da und trägt selbst keine Unterschrift. Bewiesen wird sie durch die Dateien daneben: Prüfen Sie sie mit „countersign bundle verify“ oder von Hand, wie README.txt es beschreibt.</translation>
    </message>
    <message>
        <source>In the texts, what the reviewer added is %1 and what was taken out is %2; what only moved is in italics behind ⇅.</source>
        <translation>In den Texten ist %1, was hinzugefügt wurde, und %2, was gestrichen wurde; nur Verschobenes steht kursiv hinter ⇅.</translation>
    </message>
    <message>
        <source>underlined</source>
        <translation>unterstrichen</translation>
    </message>
    <message>
        <source>struck through</source>
        <translation>durchgestrichen</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Unterschrieben von</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>Unterschrieben am</translation>
    </message>
    <message>
        <source>Recorded on</source>
        <translation>Aufgezeichnet am</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>The text was redacted or is withheld.</source>
        <translation>Der Text wurde geschwärzt oder wird zurückgehalten.</translation>
    </message>
    <message>
        <source>The outcome is the suggestion, unchanged:</source>
        <translation>Das Ergebnis ist der unveränderte Vorschlag:</translation>
    </message>
    <message>
        <source>The outcome, with the changes made to the suggestion:</source>
        <translation>Das Ergebnis mit den Änderungen am Vorschlag:</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Decided in version</source>
        <translation>Entschieden in Version</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Rationale</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Angesehen</translation>
    </message>
    <message>
        <source>Replaces</source>
        <translation>Ersetzt</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regelwerk</translation>
    </message>
    <message>
        <source>version %1, rule “%2”</source>
        <translation>Version %1, Regel „%2“</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Suggested by</source>
        <translation>Vorgeschlagen von</translation>
    </message>
    <message>
        <source>The texts of this case are gone: they were redacted.</source>
        <translation>Die Texte dieses Falls sind nicht mehr da: Sie wurden geschwärzt.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Other signatures</source>
        <translation>Weitere Unterschriften</translation>
    </message>
    <message numerus="yes">
        <source>%n more case(s) are in this file and not on this page.</source>
        <translation>
            <numerusform>Ein weiterer Fall ist in dieser Datei und nicht auf dieser Seite.</numerusform>
            <numerusform>%n weitere Fälle sind in dieser Datei und nicht auf dieser Seite.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReviewPage</name>
    <message>
        <source>This case cannot be opened</source>
        <translation>Dieser Fall kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Nothing is waiting for you</source>
        <translation>Nichts wartet auf Sie</translation>
    </message>
    <message>
        <source>New cases appear in the queue by themselves.</source>
        <translation>Neue Fälle erscheinen von selbst in der Warteschlange.</translation>
    </message>
    <message>
        <source>The draft is not saved yet; it will be as soon as the store answers.</source>
        <translation>Der Entwurf ist noch nicht gesichert; das geschieht, sobald die Ablage wieder antwortet.</translation>
    </message>
    <message>
        <source>Somebody else has this case now</source>
        <translation>Jemand anders hat diesen Fall jetzt</translation>
    </message>
    <message>
        <source>Somebody else has this case now. Your draft is kept.</source>
        <translation>Jemand anders hat diesen Fall jetzt. Ihr Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>Try to take it again</source>
        <translation>Noch einmal übernehmen</translation>
    </message>
    <message>
        <source>Review desk</source>
        <translation>Prüftisch</translation>
    </message>
    <message>
        <source>The texts of this case have been redacted</source>
        <translation>Die Texte dieses Falls wurden geschwärzt</translation>
    </message>
    <message>
        <source>Already decided: %1</source>
        <translation>Schon entschieden: %1</translation>
    </message>
    <message>
        <source>You decided it: a third person settles the dispute</source>
        <translation>Du hast entschieden: Eine dritte Person klärt den Fall</translation>
    </message>
    <message>
        <source>You handed it to a supervisor</source>
        <translation>Du hast ihn eskaliert</translation>
    </message>
    <message>
        <source>You decided it: the other reviewer is next</source>
        <translation>Du hast entschieden: die andere Person ist dran</translation>
    </message>
    <message>
        <source>%1 has this case: you can read it</source>
        <translation>%1 hat diesen Fall: Sie können ihn lesen</translation>
    </message>
    <message>
        <source>You can read this case, not decide it</source>
        <translation>Sie können diesen Fall lesen, aber nicht entscheiden</translation>
    </message>
    <message>
        <source>Case %1, %2, %3</source>
        <translation>Fall %1, %2, %3</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Suggestion and your version</source>
        <translation>Vorschlag und Ihre Fassung</translation>
    </message>
    <message>
        <source>About this case</source>
        <translation>Über diesen Fall</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>rationale</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Put a text in</source>
        <translation>Text einsetzen</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>There are no texts for this kind of case yet. A supervisor adds them under “Reasons and texts”.</source>
        <translation>Für diese Art von Fall gibt es noch keine Texte. Eine leitende Person ergänzt sie unter „Gründe und Texte“.</translation>
    </message>
    <message>
        <source>Add “%1” to my words</source>
        <translation>„%1“ zu meinen Wörtern nehmen</translation>
    </message>
    <message>
        <source>“%1” is not in the dictionary</source>
        <translation>„%1“ steht nicht im Wörterbuch</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Rechtschreibung</translation>
    </message>
    <message>
        <source>Spelling suggestions</source>
        <translation>Schreibvorschläge</translation>
    </message>
    <message>
        <source>No unknown word behind the caret.</source>
        <translation>Hinter der Schreibmarke steht kein unbekanntes Wort.</translation>
    </message>
    <message>
        <source>No dictionary for this language is installed, or spelling is not checked.</source>
        <translation>Für diese Sprache ist kein Wörterbuch eingerichtet, oder es wird nicht geprüft.</translation>
    </message>
    <message>
        <source>You correct your decision of %1. The new one names it; what was released is recalled and released anew.</source>
        <translation>Sie korrigieren Ihre Entscheidung von %1. Die neue nennt sie; Freigegebenes wird zurückgerufen und neu freigegeben.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ScanEvidence</name>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Invert light and dark (I)</source>
        <translation>Hell und dunkel umkehren (I)</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>What the file says about itself (T)</source>
        <translation>Was die Datei über sich sagt (T)</translation>
    </message>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
    <message>
        <source>Picture of the series</source>
        <translation>Bild der Serie</translation>
    </message>
    <message>
        <source>Window of grey values (W)</source>
        <translation>Grauwertfenster (W)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Fit the picture into the pane</source>
        <translation>Das Bild einpassen</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What the file says about itself</source>
        <translation>Was die Datei über sich sagt</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privat</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>Wie in der Datei</translation>
    </message>
    <message>
        <source>As the file says, %1</source>
        <translation>Wie in der Datei, %1</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>Alle Werte</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation>Weichteile</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>Lunge</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>Knochen</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>Gehirn</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>level %1, width %2</source>
        <translation>Mitte %1, Breite %2</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 Bildpunkte</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Scan of %1 × %2 pixels, %3</source>
        <translation>Aufnahme mit %1 × %2 Bildpunkten, %3</translation>
    </message>
    <message>
        <source>Picture %1: %2</source>
        <translation>Bild %1: %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SecretDialog</name>
    <message>
        <source>Another passphrase</source>
        <translation>Andere Passphrase</translation>
    </message>
    <message>
        <source>PIN for signatures</source>
        <translation>PIN für Unterschriften</translation>
    </message>
    <message>
        <source>A new key for %1</source>
        <translation>Ein neuer Schlüssel für %1</translation>
    </message>
    <message>
        <source>Your key stays the same; only what seals it on this computer changes.</source>
        <translation>Ihr Schlüssel bleibt derselbe; nur was ihn auf diesem Rechner versiegelt, ändert sich.</translation>
    </message>
    <message>
        <source>Cases whose policy asks for it are signed with this PIN. It is kept inside your sealed key, on this computer.</source>
        <translation>Fälle, deren Regelwerk es verlangt, werden mit dieser PIN unterschrieben. Sie liegt in Ihrem versiegelten Schlüssel auf diesem Rechner.</translation>
    </message>
    <message>
        <source>For somebody who lost their passphrase or key. The old key is revoked, a new one enrolled; what they signed stays valid. Let them type the new passphrase themselves.</source>
        <translation>Für jemanden, der Passphrase oder Schlüssel verloren hat. Der alte Schlüssel wird widerrufen, ein neuer eingetragen; Unterschriebenes bleibt gültig. Lassen Sie die neue Passphrase von der Person selbst eintippen.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>Jetzige Passphrase</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This will do.</source>
        <translation>Das genügt.</translation>
    </message>
    <message>
        <source>Not the same yet.</source>
        <translation>Noch nicht gleich.</translation>
    </message>
    <message>
        <source>Your new passphrase opens your key on this computer.</source>
        <translation>Ihre neue Passphrase öffnet Ihren Schlüssel auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Your PIN is set on this computer.</source>
        <translation>Ihre PIN ist auf diesem Rechner gesetzt.</translation>
    </message>
    <message>
        <source>%1 has a new key; the old one signs no more.</source>
        <translation>%1 hat einen neuen Schlüssel; der alte unterschreibt nicht mehr.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ServerStep</name>
    <message>
        <source>db.example, or a whole address</source>
        <translation>db.beispiel oder eine ganze Adresse</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Encrypted, and only to the server of this name</source>
        <translation>Verschlüsselt, und nur zum Server dieses Namens</translation>
    </message>
    <message>
        <source>Encrypted, to any server a trusted authority vouches for</source>
        <translation>Verschlüsselt, zu jedem Server, für den eine vertraute Stelle bürgt</translation>
    </message>
    <message>
        <source>Encrypted, whoever answers: somebody may be in between</source>
        <translation>Verschlüsselt, wer auch antwortet: Jemand kann dazwischen sein</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose the root certificate</source>
        <translation>Wurzelzertifikat auswählen</translation>
    </message>
    <message>
        <source>Connections to other computers</source>
        <translation>Verbindungen zu anderen Rechnern</translation>
    </message>
    <message>
        <source>Root certificate</source>
        <translation>Wurzelzertifikat</translation>
    </message>
    <message>
        <source>A file, if whoever runs the server gave you one.</source>
        <translation>Eine Datei, falls die Betreiber des Servers Ihnen eine gegeben haben.</translation>
    </message>
    <message>
        <source>Certificates (*.crt *.pem);;All files (*)</source>
        <translation>Zertifikate (*.crt *.pem);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The name of the server, as whoever runs it told you.</source>
        <translation>Der Name des Servers, wie die Betreiber ihn genannt haben.</translation>
    </message>
    <message>
        <source>The name of the store&apos;s database on the server.</source>
        <translation>Der Name der Datenbank, in der die Ablage auf dem Server liegt.</translation>
    </message>
    <message>
        <source>This is no address of a server. It is a name, perhaps with a port behind a colon.</source>
        <translation>Das ist keine Adresse eines Servers. Sie ist ein Name, vielleicht mit einem Port hinter einem Doppelpunkt.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SideSection</name>
    <message>
        <source>Number of: %1</source>
        <translation>Anzahl: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SignInPage</name>
    <message>
        <source>Name or id</source>
        <translation>Name oder Kennung</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Another store…</source>
        <translation>Andere Ablage …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Say who you are.</source>
        <translation>Sagen Sie, wer Sie sind.</translation>
    </message>
    <message>
        <source>Type your passphrase.</source>
        <translation>Geben Sie Ihre Passphrase ein.</translation>
    </message>
    <message>
        <source>Folder for the evidence</source>
        <translation>Ordner für die Beweise</translation>
    </message>
    <message>
        <source>Save the evidence…</source>
        <translation>Beweise sichern …</translation>
    </message>
    <message>
        <source>The evidence is saved in %1. Give it to the person responsible for this store.</source>
        <translation>Die Beweise sind in %1 gesichert. Geben Sie sie der Person, die für diese Ablage verantwortlich ist.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Wird aufgeschlossen …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SigningDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>Zum Bestätigen %1 eingeben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SigningPrompt</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 signs on %2: “%3”</source>
        <translation>%1 unterschreibt am %2: „%3“</translation>
    </message>
    <message>
        <source>Passphrase for this signature</source>
        <translation>Passphrase für diese Unterschrift</translation>
    </message>
    <message>
        <source>PIN for this signature</source>
        <translation>PIN für diese Unterschrift</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Sources</name>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>negation</source>
        <translation>Verneinung</translation>
    </message>
    <message>
        <source>Next: place 2 of %1.</source>
        <translation>Als Nächstes: Stelle 2 von %1.</translation>
    </message>
    <message>
        <source>It does not stand where most of its sentence stands.</source>
        <translation>Sie steht nicht dort, wo der größte Teil des Satzes steht.</translation>
    </message>
    <message>
        <source>Place %1 of %2.</source>
        <translation>Stelle %1 von %2.</translation>
    </message>
    <message>
        <source>Not found in the evidence.</source>
        <translation>Nicht in den Belegen gefunden.</translation>
    </message>
    <message>
        <source>The passage shown holds what the sentence says.</source>
        <translation>Die gezeigte Stelle trägt, was der Satz sagt.</translation>
    </message>
    <message>
        <source>No passage of the evidence holds all of the sentence. The nearest is shown.</source>
        <translation>Keine Stelle der Belege trägt den Satz ganz. Die nächste ist gezeigt.</translation>
    </message>
    <message>
        <source>No passage of the evidence holds the sentence.</source>
        <translation>Keine Stelle der Belege trägt den Satz.</translation>
    </message>
    <message>
        <source>It points to no source, unlike other sentences.</source>
        <translation>Er nennt keine Quelle, anders als andere Sätze.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Speech</name>
    <message>
        <source>%1 on this computer</source>
        <translation>%1 auf diesem Rechner</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>There is no server of the name in %1. Check the spelling and the network.</source>
        <translation>Es gibt keinen Server mit dem Namen in %1. Prüfen Sie die Schreibweise und das Netz.</translation>
    </message>
    <message>
        <source>Nobody answers at %1. Check the port, and whether the server runs.</source>
        <translation>Unter %1 antwortet niemand. Prüfen Sie den Port und ob der Server läuft.</translation>
    </message>
    <message>
        <source>%1 does not answer in time. Check the network, or ask whoever runs the server.</source>
        <translation>%1 antwortet nicht rechtzeitig. Prüfen Sie das Netz, oder fragen Sie, wer den Server betreibt.</translation>
    </message>
    <message>
        <source>The server does not let you in at %1: it does not know this name, or not with this password. Ask an administrator of the store.</source>
        <translation>Der Server lässt Sie unter %1 nicht ein: Er kennt diesen Namen nicht, oder nicht mit diesem Passwort. Fragen Sie, wer die Ablage verwaltet.</translation>
    </message>
    <message>
        <source>The server is there, but it has no such database: %1.</source>
        <translation>Der Server ist da, hat aber keine solche Datenbank: %1.</translation>
    </message>
    <message>
        <source>The database %1 is not in UTF-8. Nothing was made in it. Make one with: CREATE DATABASE name ENCODING &apos;UTF8&apos; LOCALE &apos;C.UTF-8&apos; TEMPLATE template0</source>
        <translation>Die Datenbank %1 ist nicht in UTF-8. Es wurde nichts darin angelegt. Legen Sie eine an mit: CREATE DATABASE name ENCODING &apos;UTF8&apos; LOCALE &apos;C.UTF-8&apos; TEMPLATE template0</translation>
    </message>
    <message>
        <source>The store at %1 was made by an earlier program and is not up to date. Ask whoever runs the server to bring it up to date (countersign init).</source>
        <translation>Die Ablage auf %1 wurde von einem früheren Programm gemacht und ist nicht auf dem neuesten Stand. Bitten Sie, wer den Server betreibt, sie auf den neuesten Stand zu bringen (countersign init).</translation>
    </message>
    <message>
        <source>The server has no connection left for %1. Try again in a moment, or ask whoever runs it.</source>
        <translation>Der Server hat für %1 keine Verbindung mehr frei. Versuchen Sie es gleich noch einmal, oder fragen Sie, wer ihn betreibt.</translation>
    </message>
    <message>
        <source>The server of %1 is just starting or stopping. Try again in a moment.</source>
        <translation>Der Server von %1 startet oder endet gerade. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>No safe connection to %1: the server shows no certificate that this computer trusts for that name. Ask whoever runs the server for its root certificate, and do not go on without.</source>
        <translation>Keine sichere Verbindung zu %1: Der Server zeigt kein Zertifikat, dem dieser Computer für diesen Namen vertraut. Bitten Sie den Betreiber um das Stammzertifikat, und arbeiten Sie nicht ohne weiter.</translation>
    </message>
    <message>
        <source>The connection to %1 broke. Nothing is lost; it is tried again.</source>
        <translation>Die Verbindung zu %1 ist abgerissen. Nichts ist verloren; es wird wieder versucht.</translation>
    </message>
    <message>
        <source>The connection to %1 broke while the store was saving, so it may have been recorded. Look before you do it again.</source>
        <translation>Die Verbindung zu %1 ist abgerissen, während gespeichert wurde; es kann also festgehalten sein. Sehen Sie nach, bevor Sie es noch einmal tun.</translation>
    </message>
    <message>
        <source>The database at %1 is not a Countersign store. An administrator of the server makes one there with “countersign init”.</source>
        <translation>Die Datenbank unter %1 ist keine Ablage von Countersign. Wer den Server verwaltet, legt dort mit „countersign init“ eine an.</translation>
    </message>
    <message>
        <source>Administrators and submitters do not decide here: these roles cannot be one person&apos;s.</source>
        <translation>Wer verwaltet oder einreicht, entscheidet hier nicht: Diese Rollen kann nicht eine Person haben.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>Strittig</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Redacted</source>
        <translation>Geschwärzt</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Gebilligt</translation>
    </message>
    <message>
        <source>Approved with edits</source>
        <translation>Mit Änderungen gebilligt</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Aufsicht</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>Compliance</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Submitter</source>
        <translation>Einreichung</translation>
    </message>
    <message>
        <source>low risk</source>
        <translation>niedriges Risiko</translation>
    </message>
    <message>
        <source>medium risk</source>
        <translation>mittleres Risiko</translation>
    </message>
    <message>
        <source>high risk</source>
        <translation>hohes Risiko</translation>
    </message>
    <message>
        <source>first review</source>
        <translation>erste Prüfung</translation>
    </message>
    <message>
        <source>second review</source>
        <translation>zweite Prüfung</translation>
    </message>
    <message>
        <source>resolution</source>
        <translation>Klärung</translation>
    </message>
    <message>
        <source>clock in doubt</source>
        <translation>Uhrzeit zweifelhaft</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>strittig</translation>
    </message>
    <message>
        <source>late</source>
        <translation>verspätet</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>unter Quarantäne</translation>
    </message>
    <message>
        <source>a signature is not valid (%1)</source>
        <translation>eine Unterschrift ist ungültig (%1)</translation>
    </message>
    <message>
        <source>entries are missing at the end (%1)</source>
        <translation>am Ende fehlen Einträge (%1)</translation>
    </message>
    <message>
        <source>it ends before the checkpoint in the trust file: it was made before that and has to be made anew, or entries were taken off its end (%1)</source>
        <translation>es endet vor dem Prüfpunkt der Vertrauensdatei: Es wurde davor gemacht und muss neu gemacht werden, oder am Ende wurden Einträge weggenommen (%1)</translation>
    </message>
    <message>
        <source>an entry is missing (%1)</source>
        <translation>ein Eintrag fehlt (%1)</translation>
    </message>
    <message>
        <source>the log was rewritten since this computer verified it (%1)</source>
        <translation>das Protokoll wurde umgeschrieben, seit dieser Rechner es geprüft hat (%1)</translation>
    </message>
    <message>
        <source>it belongs to another store (%1)</source>
        <translation>es gehört zu einer anderen Ablage (%1)</translation>
    </message>
    <message>
        <source>a stored text is missing or changed (%1)</source>
        <translation>ein gesicherter Text fehlt oder ist verändert (%1)</translation>
    </message>
    <message>
        <source>the state of a case is not what was signed (%1)</source>
        <translation>der Zustand eines Falls ist nicht der unterschriebene (%1)</translation>
    </message>
    <message>
        <source>the table of people is not what was signed (%1)</source>
        <translation>die Tabelle der Personen ist nicht, was unterschrieben wurde (%1)</translation>
    </message>
    <message>
        <source>the table of cases is not what was signed (%1)</source>
        <translation>die Tabelle der Fälle ist nicht, was unterschrieben wurde (%1)</translation>
    </message>
    <message>
        <source>the row of the store itself is not what was signed (%1)</source>
        <translation>die Zeile der Ablage selbst ist nicht, was unterschrieben wurde (%1)</translation>
    </message>
    <message>
        <source>security events are missing or changed that this computer has seen (%1)</source>
        <translation>Sicherheitsereignisse, die dieser Rechner gesehen hat, fehlen oder sind verändert (%1)</translation>
    </message>
    <message>
        <source>who submitted a case is not what was recorded (%1)</source>
        <translation>wer einen Fall eingereicht hat, ist nicht, was aufgezeichnet wurde (%1)</translation>
    </message>
    <message>
        <source>the arrival of a case is not what was recorded (%1)</source>
        <translation>der Eingang eines Falls ist nicht, was aufgezeichnet wurde (%1)</translation>
    </message>
    <message>
        <source>the slots of a case are not what was signed (%1)</source>
        <translation>die Plätze eines Falls sind nicht, was unterschrieben wurde (%1)</translation>
    </message>
    <message>
        <source>the table of decisions is not what was signed (%1)</source>
        <translation>die Tabelle der Entscheidungen ist nicht, was unterschrieben wurde (%1)</translation>
    </message>
    <message>
        <source>the table of releases is not what was signed (%1)</source>
        <translation>die Tabelle der Freigaben ist nicht, was unterschrieben wurde (%1)</translation>
    </message>
    <message>
        <source>the policy is not the one that was signed (%1)</source>
        <translation>das Regelwerk ist nicht das unterschriebene (%1)</translation>
    </message>
    <message>
        <source>an entry is not as it was recorded (%1)</source>
        <translation>ein Eintrag ist nicht so, wie er eingetragen wurde (%1)</translation>
    </message>
    <message>
        <source>At least 15 characters: a few words that belong together only for you are easy to type and hard to guess.</source>
        <translation>Mindestens 15 Zeichen: Ein paar Wörter, die nur für Sie zusammengehören, tippen sich leicht und sind schwer zu erraten.</translation>
    </message>
    <message>
        <source>This passphrase is among the first ones anybody would try. Choose other words.</source>
        <translation>Diese Passphrase würde man als eine der ersten probieren. Wählen Sie andere Wörter.</translation>
    </message>
    <message>
        <source>The passphrase may not be made of your id, your name or this program&apos;s name.</source>
        <translation>Die Passphrase darf nicht aus Ihrer Kennung, Ihrem Namen oder dem Namen dieses Programms bestehen.</translation>
    </message>
    <message>
        <source>A row of neighbouring or repeated signs is easy to guess. Choose words instead.</source>
        <translation>Eine Reihe benachbarter oder wiederholter Zeichen ist leicht zu erraten. Wählen Sie lieber Wörter.</translation>
    </message>
    <message>
        <source>This passphrase cannot be used (%1). Choose another one.</source>
        <translation>Diese Passphrase geht nicht (%1). Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source> +%1</source>
        <translation> +%1</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>unter 1 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tage</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1 s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1 h</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>heute %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>morgen %1</translation>
    </message>
    <message>
        <source>overdue since %1</source>
        <translation>überfällig seit %1</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>fällig %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source> (%1)</source>
        <translation> (%1)</translation>
    </message>
    <message>
        <source>No case is waiting for you. Import cases, or look again later.</source>
        <translation>Kein Fall wartet auf Sie. Lesen Sie Fälle ein, oder sehen Sie später wieder nach.</translation>
    </message>
    <message>
        <source>This case has not been released yet.</source>
        <translation>Dieser Fall ist noch nicht freigegeben.</translation>
    </message>
    <message>
        <source>The record does not check out%1. Stop working on this store and tell the person responsible for it.</source>
        <translation>Das Protokoll stimmt nicht%1. Arbeiten Sie nicht weiter mit dieser Ablage und sagen Sie es der verantwortlichen Person.</translation>
    </message>
    <message>
        <source>There was no answer in time. Nothing was decided by waiting; try again.</source>
        <translation>Es kam rechtzeitig keine Antwort. Durch Warten wurde nichts entschieden; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Stopped before it was finished.</source>
        <translation>Vor dem Ende angehalten.</translation>
    </message>
    <message>
        <source>this is not in the expected form%1. Ask where the file came from to send it again.</source>
        <translation>Das hat nicht die erwartete Form%1. Bitten Sie den Absender, es noch einmal zu schicken.</translation>
    </message>
    <message>
        <source>the text holds a NUL character (\u0000), which no text may hold. Ask where it came from for the text without it.</source>
        <translation>Der Text enthält ein NUL-Zeichen (\u0000), das in keinem Text stehen darf. Bitten Sie den Absender um den Text ohne dieses.</translation>
    </message>
    <message>
        <source>the text holds half a character (one \uD800 to \uDFFF alone). Ask where it came from for the whole text.</source>
        <translation>Der Text enthält ein halbes Zeichen (\uD800 bis \uDFFF allein). Bitten Sie den Absender um den ganzen Text.</translation>
    </message>
    <message>
        <source>the text is not valid UTF-8. Save the file as UTF-8 and import it again.</source>
        <translation>Der Text ist kein gültiges UTF-8. Sichern Sie die Datei als UTF-8 und lesen Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>the key “%1” is there twice, so it is not clear which one counts.</source>
        <translation>Der Schlüssel „%1“ steht zweimal da; es ist unklar, welcher gilt.</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>ein anderer</translation>
    </message>
    <message>
        <source>a value has the wrong type; %1 was expected.</source>
        <translation>Ein Wert hat den falschen Typ; erwartet war %1.</translation>
    </message>
    <message>
        <source>The field %1 is missing.</source>
        <translation>Das Feld %1 fehlt.</translation>
    </message>
    <message>
        <source>this value is not allowed; allowed is: %1.</source>
        <translation>Dieser Wert ist nicht erlaubt; erlaubt ist: %1.</translation>
    </message>
    <message>
        <source>see the format</source>
        <translation>siehe Format</translation>
    </message>
    <message>
        <source>the JSON is nested deeper than 256 levels.</source>
        <translation>Das JSON ist tiefer als 256 Ebenen geschachtelt.</translation>
    </message>
    <message>
        <source>this is larger than allowed%1.</source>
        <translation>Das ist größer als erlaubt%1.</translation>
    </message>
    <message>
        <source>a case with this id is already here with other content. A changed case needs a new version number.</source>
        <translation>Ein Fall mit dieser Kennung ist schon mit anderem Inhalt hier. Ein geänderter Fall braucht eine neue Versionsnummer.</translation>
    </message>
    <message>
        <source>the file that is named is not there.</source>
        <translation>Die genannte Datei ist nicht da.</translation>
    </message>
    <message>
        <source>the file is not the one that was meant: its SHA-256 differs%1.</source>
        <translation>Die Datei ist nicht die gemeinte: ihr SHA-256 weicht ab%1.</translation>
    </message>
    <message>
        <source>it names a file outside its folder%1, which is not read.</source>
        <translation>Es nennt eine Datei außerhalb seines Ordners%1; sie wird nicht gelesen.</translation>
    </message>
    <message>
        <source>this is not a case file. Choose a .jsonl file, a folder with cases.jsonl, or a .zip.</source>
        <translation>Das ist keine Falldatei. Wählen Sie eine .jsonl-Datei, einen Ordner mit cases.jsonl oder eine .zip.</translation>
    </message>
    <message>
        <source>What %1 holds is not UTF-8. Save the file with the passphrase as UTF-8, in one line.</source>
        <translation>Was in %1 steht, ist kein UTF-8. Speichern Sie die Datei mit der Passphrase als UTF-8, in einer Zeile.</translation>
    </message>
    <message>
        <source>the same case stands in line %1 already; only the first one was taken.</source>
        <translation>derselbe Fall steht schon in Zeile %1; nur der erste wurde genommen.</translation>
    </message>
    <message>
        <source>the id “%1” is there twice, so nothing of this case was taken.</source>
        <translation>die Kennung „%1“ steht zweimal darin; von diesem Fall wurde nichts genommen.</translation>
    </message>
    <message>
        <source>this is of a newer version (%1). Update this program to import it.</source>
        <translation>dies ist von einer neueren Version (%1). Aktualisieren Sie dieses Programm, um es einzulesen.</translation>
    </message>
    <message>
        <source>The decision that would be corrected does not stand on this case: it was corrected or recalled before, or its id is another one&apos;s.</source>
        <translation>Die Entscheidung, die berichtigt werden soll, gilt bei diesem Fall nicht: Sie wurde schon berichtigt oder zurückgerufen, oder die Kennung gehört zu einer anderen.</translation>
    </message>
    <message>
        <source>There is no check-out with this id here.</source>
        <translation>Hier gibt es keine Mitnahme mit dieser Kennung.</translation>
    </message>
    <message>
        <source>No decision with this id was set aside here.</source>
        <translation>Hier wurde keine Entscheidung mit dieser Kennung beiseitegelegt.</translation>
    </message>
    <message>
        <source>This check-out was recalled before.</source>
        <translation>Diese Mitnahme wurde schon zurückgerufen.</translation>
    </message>
    <message>
        <source>“%1” cannot be an id at a server. Such an id has letters A to Z, digits and . _ - @, begins with a letter or a digit, not with pg_, and is at most 63 long.</source>
        <translation>„%1“ kann auf einem Server keine Kennung sein. Eine solche Kennung hat Buchstaben A bis Z, Ziffern und . _ - @, beginnt mit einem Buchstaben oder einer Ziffer, nicht mit pg_, und ist höchstens 63 Zeichen lang.</translation>
    </message>
    <message>
        <source>a statement with this id is recorded already, with other content. A new statement needs a new id.</source>
        <translation>unter dieser Kennung steht schon eine Erklärung mit anderem Inhalt. Eine neue Erklärung braucht eine neue Kennung.</translation>
    </message>
    <message>
        <source>this could not be read%1.</source>
        <translation>Das konnte nicht gelesen werden%1.</translation>
    </message>
    <message>
        <source>this could not be written%1. Choose another place.</source>
        <translation>Das konnte nicht geschrieben werden%1. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The key file %1 is damaged. Restore it from a backup, or ask an administrator for a new key.</source>
        <translation>Die Schlüsseldatei %1 ist beschädigt. Stellen Sie sie aus einer Sicherung wieder her, oder bitten Sie die Verwaltung um einen neuen Schlüssel.</translation>
    </message>
    <message>
        <source>You may not do this here.</source>
        <translation>Das dürfen Sie hier nicht.</translation>
    </message>
    <message>
        <source>There is no key of this person for this server on this computer. Bring the key file from the computer where it is, or ask an administrator for an invitation (countersign person invite).</source>
        <translation>Auf diesem Computer gibt es keinen Schlüssel dieser Person für diesen Server. Bringen Sie die Schlüsseldatei von dem Computer mit, auf dem sie liegt, oder bitten Sie die Verwaltung um eine Einladung (countersign person invite).</translation>
    </message>
    <message>
        <source>Nobody invites themselves. You are let in already; another administrator can invite you anew.</source>
        <translation>Niemand lädt sich selbst ein. Sie haben schon Zugang; jemand anderes in der Verwaltung kann Sie neu einladen.</translation>
    </message>
    <message>
        <source>You may not bring in cases of the team “%1”. Ask an administrator.</source>
        <translation>Sie dürfen keine Fälle des Teams „%1“ einlesen. Fragen Sie, wer die Ablage verwaltet.</translation>
    </message>
    <message>
        <source>This needs a right that you do not have%1. Ask an administrator.</source>
        <translation>Dafür fehlt Ihnen ein Recht%1. Fragen Sie die Verwaltung.</translation>
    </message>
    <message>
        <source>Another key was confirmed for %1. If that was not you, tell the administrator at once.</source>
        <translation>Für %1 wurde ein anderer Schlüssel bestätigt. Wenn Sie das nicht waren, sagen Sie es sofort der Verwaltung.</translation>
    </message>
    <message>
        <source>Another request for %1 took the place of this one. If that was not you, tell the administrator at once.</source>
        <translation>Eine andere Anfrage für %1 ist an die Stelle dieser getreten. Wenn Sie das nicht waren, sagen Sie es sofort der Verwaltung.</translation>
    </message>
    <message>
        <source>%1 is disabled already.</source>
        <translation>%1 ist schon gesperrt.</translation>
    </message>
    <message>
        <source>%1 is disabled. Who comes back is enabled first, which gives them a new key as well.</source>
        <translation>%1 ist gesperrt. Wer zurückkommt, wird zuerst wieder zugelassen und bekommt dabei auch einen neuen Schlüssel.</translation>
    </message>
    <message>
        <source>%1 (%2 has it)</source>
        <comment>a case, and a person</comment>
        <translation>%1 (bei %2)</translation>
    </message>
    <message>
        <source>Somebody else is working on a case that was named: %1.</source>
        <translation>An einem der genannten Fälle arbeitet jemand anders: %1.</translation>
    </message>
    <message>
        <source>Others are working on %1 of the cases that were named: %2.</source>
        <translation>An %1 der genannten Fälle arbeiten andere: %2.</translation>
    </message>
    <message>
        <source>Others are working on %1 of the cases that were named, among them %2.</source>
        <translation>An %1 der genannten Fälle arbeiten andere, darunter %2.</translation>
    </message>
    <message>
        <source>This store has moved to %1. The file here is closed: it can be read and checked, and nothing is recorded in it any more. Work there.</source>
        <translation>Diese Ablage ist nach %1 umgezogen. Die Datei hier ist geschlossen: Sie kann gelesen und geprüft werden, und es wird nichts mehr in ihr festgehalten. Arbeiten Sie dort.</translation>
    </message>
    <message>
        <source>Your decision on this case waits for the other reviewer&apos;s. It can be corrected once both have decided.</source>
        <translation>Deine Entscheidung zu diesem Fall wartet auf die der anderen Person. Sie kann korrigiert werden, sobald beide entschieden haben.</translation>
    </message>
    <message>
        <source>%1 has accepted this decision before; what was said of it stays.</source>
        <translation>%1 hat diese Entscheidung schon angenommen; was dazu gesagt wurde, bleibt.</translation>
    </message>
    <message>
        <source>%1 has voided this decision before; what was said of it stays.</source>
        <translation>%1 hat diese Entscheidung schon für nichtig erklärt; was dazu gesagt wurde, bleibt.</translation>
    </message>
    <message>
        <source>This code is not right, has run out, was used, or was replaced by a newer one. Ask for another.</source>
        <translation>Dieser Code stimmt nicht, ist abgelaufen, wurde schon benutzt oder durch einen neueren ersetzt. Bitten Sie um einen anderen.</translation>
    </message>
    <message>
        <source>Name and passphrase do not match. Check the keyboard&apos;s language and Caps Lock, then try again.</source>
        <translation>Name und Passphrase passen nicht zusammen. Prüfen Sie Tastatursprache und Feststelltaste und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no case here that matches.</source>
        <translation>Hier ist kein Fall, auf den das zutrifft.</translation>
    </message>
    <message>
        <source>There is no case %1 here, or it is not one of yours.</source>
        <translation>Hier gibt es keinen Fall %1, oder er gehört nicht zu Ihren.</translation>
    </message>
    <message>
        <source>There is nobody with the id %1.</source>
        <translation>Niemand hat die Kennung %1.</translation>
    </message>
    <message>
        <source>%1 is not disabled, so there is nothing to enable.</source>
        <translation>%1 ist nicht gesperrt, also gibt es nichts wieder zuzulassen.</translation>
    </message>
    <message>
        <source>On this server %1 is somebody of another store. Stores on one server share no ids: choose another id, or another server.</source>
        <translation>Auf diesem Server gehört %1 zu einem anderen Bestand. Bestände auf einem Server teilen keine Kennungen: Wählen Sie eine andere Kennung oder einen anderen Server.</translation>
    </message>
    <message>
        <source>The id %1 is taken. Choose another one.</source>
        <translation>Die Kennung %1 ist vergeben. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>This person can no longer sign in. Ask an administrator.</source>
        <translation>Diese Person kann sich nicht mehr anmelden. Fragen Sie die Verwaltung.</translation>
    </message>
    <message>
        <source>Somebody else has this case now. Your draft is kept; take the next case.</source>
        <translation>Jemand anders hat diesen Fall jetzt. Ihr Entwurf bleibt erhalten; nehmen Sie den nächsten Fall.</translation>
    </message>
    <message>
        <source>Somebody else is working on this case.</source>
        <translation>Jemand anders arbeitet an diesem Fall.</translation>
    </message>
    <message>
        <source>Somebody has to stay administrator. Make another person one first: countersign person role ID --add administrator</source>
        <translation>Jemand muss in der Verwaltung bleiben. Gib dieses Recht zuerst einer anderen Person: countersign person role ID --add administrator</translation>
    </message>
    <message>
        <source>Nobody stays without a role. Who is not to be let in any more is disabled: countersign person disable</source>
        <translation>Niemand bleibt ohne Rolle. Wer nicht mehr hineingelassen werden soll, wird gesperrt: countersign person disable</translation>
    </message>
    <message>
        <source>Somebody else is working on this case until %1.</source>
        <translation>Jemand anders arbeitet bis %1 an diesem Fall.</translation>
    </message>
    <message>
        <source>A rationale is missing. Say in a few words why.</source>
        <translation>Eine Begründung fehlt. Sagen Sie in ein paar Worten, warum.</translation>
    </message>
    <message>
        <source>The corrected text is missing.</source>
        <translation>Der berichtigte Text fehlt.</translation>
    </message>
    <message>
        <source>Nothing was changed. Approve it as it is, or change the text first.</source>
        <translation>Nichts wurde geändert. Billigen Sie ihn, wie er ist, oder ändern Sie zuerst den Text.</translation>
    </message>
    <message>
        <source>You submitted this case, so somebody else has to decide it.</source>
        <translation>Sie haben diesen Fall eingereicht, darum muss jemand anders entscheiden.</translation>
    </message>
    <message>
        <source>This case is disputed, and you are one of those who decided it: a third person settles it.</source>
        <translation>Dieser Fall ist strittig, und du gehörst zu denen, die ihn entschieden haben: Eine dritte Person klärt ihn.</translation>
    </message>
    <message>
        <source>You handed this case to a supervisor: somebody else decides it now.</source>
        <translation>Du hast diesen Fall eskaliert: Jemand anders entscheidet ihn jetzt.</translation>
    </message>
    <message>
        <source>You already gave your view of this case; the second view has to be another person&apos;s.</source>
        <translation>Sie haben diesen Fall schon beurteilt; das zweite Urteil muss von einer anderen Person kommen.</translation>
    </message>
    <message>
        <source>This case has a newer version. Open it again; your draft is kept.</source>
        <translation>Von diesem Fall gibt es eine neuere Fassung. Öffnen Sie ihn noch einmal; Ihr Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>The policy asks for more before this can be signed: %1.</source>
        <translation>Das Regelwerk verlangt mehr, bevor unterschrieben werden kann: %1.</translation>
    </message>
    <message>
        <source>The store cannot be reached%1. Nothing is lost; try again in a moment.</source>
        <translation>Die Ablage ist nicht erreichbar%1. Nichts ist verloren; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The store is damaged%1. Stop working on it and restore the last backup.</source>
        <translation>Die Ablage ist beschädigt%1. Arbeiten Sie nicht weiter damit und stellen Sie die letzte Sicherung wieder her.</translation>
    </message>
    <message>
        <source>This store was made by a newer version%1. Update this program to open it.</source>
        <translation>Diese Ablage stammt von einer neueren Version%1. Aktualisieren Sie dieses Programm, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>%1 is not a Countersign store. Choose another file.</source>
        <translation>%1 ist keine Countersign-Ablage. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The store may only be read here, so nothing can be recorded. Check the rights of the file %1.</source>
        <translation>Die Ablage darf hier nur gelesen werden; nichts kann eingetragen werden. Prüfen Sie die Rechte der Datei %1.</translation>
    </message>
    <message>
        <source>The store lies on a network share%1, where it could be damaged. Move it to a local disk, or use a PostgreSQL store.</source>
        <translation>Die Ablage liegt auf einem Netzlaufwerk%1, wo sie beschädigt werden könnte. Verschieben Sie sie auf eine eigene Platte, oder verwenden Sie PostgreSQL.</translation>
    </message>
    <message>
        <source>There is already a store at %1. Choose another place, or open that one.</source>
        <translation>Unter %1 liegt schon eine Ablage. Wählen Sie einen anderen Ort, oder öffnen Sie jene.</translation>
    </message>
    <message>
        <source>A store was being copied to %1, and that was not finished. Start “countersign copy” again; nothing else is there.</source>
        <translation>Nach %1 wurde eine Ablage kopiert, und das wurde nicht zu Ende gebracht. Starten Sie „countersign copy“ noch einmal; etwas anderes ist dort nicht.</translation>
    </message>
    <message>
        <source>There is no store at %1.</source>
        <translation>Unter %1 liegt keine Ablage.</translation>
    </message>
    <message>
        <source>The disk of the server is full. What has been signed is kept there and gets its entry in the record by itself once there is room; it need not be signed again. Ask whoever runs the server to make some.</source>
        <translation>Die Platte des Servers ist voll. Was unterschrieben wurde, ist dort verwahrt und bekommt seinen Eintrag im Protokoll von selbst, sobald Platz ist; noch einmal unterschrieben werden muss es nicht. Bitten Sie den Betreiber des Servers, welchen zu schaffen.</translation>
    </message>
    <message>
        <source>The disk of the server is full; the last step was not recorded. Ask whoever runs the server to make room, and try again.</source>
        <translation>Die Platte des Servers ist voll; der letzte Schritt wurde nicht eingetragen. Bitten Sie den Betreiber des Servers, Platz zu schaffen, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk is too full for %1: it takes %2. Nothing was begun. Make room, or choose another place.</source>
        <translation>Die Platte ist zu voll für %1: gebraucht werden %2. Es wurde nichts begonnen. Schaffen Sie Platz oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>The disk is full, at %1; the last step was not recorded. Make room and try again.</source>
        <translation>Die Platte ist voll, bei %1; der letzte Schritt wurde nicht eingetragen. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full; the last step was not recorded. Make room and try again.</source>
        <translation>Die Platte ist voll; der letzte Schritt wurde nicht eingetragen. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The store is busy with other work. Try again in a moment.</source>
        <translation>Die Ablage ist mit anderer Arbeit beschäftigt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The record no longer continues what this computer verified before: %1 entries then, %2 now.</source>
        <translation>Das Protokoll setzt nicht fort, was dieser Rechner früher geprüft hat: damals %1 Einträge, jetzt %2.</translation>
    </message>
    <message>
        <source>What was seen and what was found is kept in %1.</source>
        <translation>Was damals gesehen und was jetzt gefunden wurde, ist in %1 aufbewahrt.</translation>
    </message>
    <message>
        <source>Somebody may have changed history, or put an old copy back without “countersign restore”: stop working on this store and tell the person responsible for it.</source>
        <translation>Vielleicht hat jemand die Vergangenheit verändert oder eine alte Kopie ohne „countersign restore“ zurückgelegt: Arbeiten Sie nicht weiter mit dieser Ablage und sagen Sie es der verantwortlichen Person.</translation>
    </message>
    <message>
        <source>This cannot be done that way%1.</source>
        <translation>So geht das nicht%1.</translation>
    </message>
    <message>
        <source>Say why in a few words</source>
        <translation>Sagen Sie in ein paar Worten, warum</translation>
    </message>
    <message>
        <source>The corrected text is missing</source>
        <translation>Der berichtigte Text fehlt</translation>
    </message>
    <message>
        <source>Nothing is changed yet: edit the text, or approve it as it is</source>
        <translation>Noch ist nichts geändert: Bearbeiten Sie den Text, oder billigen Sie ihn, wie er ist</translation>
    </message>
    <message>
        <source>Nobody is signed in here. Sign in first.</source>
        <translation>Hier ist niemand angemeldet. Melden Sie sich zuerst an.</translation>
    </message>
    <message>
        <source>reviewer</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>Aufsicht</translation>
    </message>
    <message>
        <source>compliance</source>
        <translation>Compliance</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>submitter</source>
        <translation>Einreichung</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess. Choose another one.</source>
        <translation>Diese Passphrase ist zu leicht zu erraten. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Only the person who signed a decision can correct it. A supervisor can recall what was released.</source>
        <translation>Eine Entscheidung kann nur korrigieren, wer sie unterschrieben hat. Eine Aufsicht kann eine Freigabe zurückrufen.</translation>
    </message>
    <message>
        <source>A third person has settled this case; only that decision can be corrected now.</source>
        <translation>Eine dritte Person hat diesen Fall entschieden; nur noch diese Entscheidung kann korrigiert werden.</translation>
    </message>
    <message>
        <source>This case is signed with a PIN, and you have none yet. Set one on the People page, or with: countersign person pin</source>
        <translation>Dieser Fall wird mit einer PIN unterschrieben, und Sie haben noch keine. Setzen Sie eine auf der Seite Personen oder mit: countersign person pin</translation>
    </message>
    <message>
        <source>Five wrong PINs: nothing more is signed until you sign in anew.</source>
        <translation>Fünf falsche PINs: Es wird nichts mehr unterschrieben, bis Sie sich neu anmelden.</translation>
    </message>
    <message>
        <source>The key on this computer is not the one enrolled for this person. Ask an administrator.</source>
        <translation>Der Schlüssel auf diesem Rechner ist nicht der für diese Person eingetragene. Fragen Sie die Verwaltung.</translation>
    </message>
    <message>
        <source>Two people signed the same here, so neither can correct it alone. A supervisor can recall it, and both decide anew.</source>
        <translation>Hier haben zwei Personen dasselbe unterschrieben, deshalb kann es keine allein korrigieren. Eine Aufsicht kann es zurückrufen, dann entscheiden beide neu.</translation>
    </message>
    <message>
        <source>This case is signed with passphrase and PIN; being signed in is not enough.</source>
        <translation>Dieser Fall wird mit Passphrase und PIN unterschrieben; angemeldet zu sein genügt nicht.</translation>
    </message>
    <message>
        <source>This case is %1, so this cannot be done now.</source>
        <translation>Dieser Fall ist %1, deshalb geht das jetzt nicht.</translation>
    </message>
    <message>
        <source>This is not your PIN. After five wrong ones you have to sign in anew.</source>
        <translation>Das ist nicht Ihre PIN. Nach fünf falschen müssen Sie sich neu anmelden.</translation>
    </message>
    <message>
        <source>This is not your passphrase. Check the keyboard&apos;s language and Caps Lock, then try again.</source>
        <translation>Das ist nicht Ihre Passphrase. Prüfen Sie Tastatursprache und Feststelltaste und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Version %1 of the policy holds now; the next one must have the number after it.</source>
        <translation>Jetzt gilt Version %1 des Regelwerks; die nächste muss die folgende Nummer tragen.</translation>
    </message>
    <message>
        <source>a text that was redacted is still there (%1)</source>
        <translation>ein geschwärzter Text ist noch da (%1)</translation>
    </message>
    <message>
        <source>a case was moved in a way that is not allowed (%1)</source>
        <translation>ein Fall wurde auf unerlaubte Weise bewegt (%1)</translation>
    </message>
    <message>
        <source>a decision was signed with less than its policy asks for (%1)</source>
        <translation>eine Entscheidung wurde mit weniger unterschrieben, als ihr Regelwerk verlangt (%1)</translation>
    </message>
    <message>
        <source>A PIN has at least 6 signs.</source>
        <translation>Eine PIN hat mindestens 6 Zeichen.</translation>
    </message>
    <message>
        <source>One sign repeated, or a row of neighbours, is the first thing anybody tries. Choose another PIN.</source>
        <translation>Ein wiederholtes Zeichen oder eine Reihe von Nachbarn probiert jeder zuerst. Wählen Sie eine andere PIN.</translation>
    </message>
    <message>
        <source>%1 offers no encryption, so nothing was said to it. Ask whoever runs the server to switch it on.</source>
        <translation>%1 bietet keine Verschlüsselung an, deshalb wurde ihm nichts gesagt. Bitten Sie, wer den Server betreibt, sie einzuschalten.</translation>
    </message>
    <message>
        <source>No safe connection to %1: the server&apos;s certificate has run out. Ask whoever runs the server for a new one; do not go on without.</source>
        <translation>Keine sichere Verbindung zu %1: Das Zertifikat des Servers ist abgelaufen. Bitten Sie, wer den Server betreibt, um ein neues; machen Sie nicht ohne weiter.</translation>
    </message>
    <message>
        <source>No safe connection to %1: the server&apos;s certificate is not valid yet. Check this computer&apos;s clock, or ask whoever runs the server.</source>
        <translation>Keine sichere Verbindung zu %1: Das Zertifikat des Servers gilt noch nicht. Prüfen Sie die Uhr dieses Rechners, oder fragen Sie, wer den Server betreibt.</translation>
    </message>
    <message>
        <source>No safe connection to %1: the certificate is another server&apos;s. Check the name; somebody may be in between.</source>
        <translation>Keine sichere Verbindung zu %1: Das Zertifikat gehört einem anderen Server. Prüfen Sie den Namen; vielleicht steht jemand dazwischen.</translation>
    </message>
    <message>
        <source>No safe connection to %1: nobody this computer trusts vouches for the server&apos;s certificate. Ask whoever runs the server for its root certificate (sslrootcert=FILE in the address, or ~/.postgresql/root.crt).</source>
        <translation>Keine sichere Verbindung zu %1: Niemand, dem dieser Rechner vertraut, steht für das Zertifikat des Servers ein. Bitten Sie, wer den Server betreibt, um sein Stammzertifikat (sslrootcert=DATEI in der Adresse, oder ~/.postgresql/root.crt).</translation>
    </message>
    <message>
        <source>The workspace %1 is damaged or was changed. Nothing of it was used; check the cases out again, or bring back the file as it was.</source>
        <translation>Die Mappe %1 ist beschädigt oder wurde verändert. Nichts davon wurde verwendet; nehmen Sie die Fälle erneut mit oder bringen Sie die Datei zurück, wie sie war.</translation>
    </message>
    <message>
        <source>The workspace %1 is an old copy: more had been done in it than it knows of. Put the newest file back.</source>
        <translation>Die Mappe %1 ist eine alte Kopie: In ihr war mehr getan worden, als sie weiß. Legen Sie die neueste Datei zurück.</translation>
    </message>
    <message>
        <source>The workspace %1 is open in another window or terminal.</source>
        <translation>Die Mappe %1 ist in einem anderen Fenster oder Terminal offen.</translation>
    </message>
    <message>
        <source>The workspace %1 was made by a newer version. Update this program to open it.</source>
        <translation>Die Mappe %1 stammt von einer neueren Version. Aktualisieren Sie dieses Programm, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>There is no workspace at %1. Check cases out to make one.</source>
        <translation>Bei %1 ist keine Mappe. Nehmen Sie Fälle mit, um eine anzulegen.</translation>
    </message>
    <message>
        <source>There is a workspace at %1 already. Return it before you take other cases along.</source>
        <translation>Bei %1 ist schon eine Mappe. Geben Sie sie zurück, bevor Sie andere Fälle mitnehmen.</translation>
    </message>
    <message>
        <source>%1 is no workspace.</source>
        <translation>%1 ist keine Mappe.</translation>
    </message>
    <message>
        <source>What this computer keeps of the workspace %1 is damaged, or belongs to another key.</source>
        <translation>Was dieser Rechner zur Mappe %1 aufbewahrt, ist beschädigt oder gehört zu einem anderen Schlüssel.</translation>
    </message>
    <message>
        <source>This needs the store; away from it cases are read and decided, and nothing else.</source>
        <translation>Dafür braucht es die Ablage; ohne sie werden Fälle gelesen und entschieden, sonst nichts.</translation>
    </message>
    <message>
        <source>The workspace on this computer is %1&apos;s; only they can open it.</source>
        <translation>Die Mappe auf diesem Rechner gehört %1; nur diese Person kann sie öffnen.</translation>
    </message>
    <message>
        <source>The key of this workspace is not on this computer: it was returned, or it belongs to another computer.</source>
        <translation>Der Schlüssel dieser Mappe ist nicht auf diesem Rechner: Sie wurde zurückgegeben oder gehört zu einem anderen Rechner.</translation>
    </message>
    <message>
        <source>The time of this workspace is over: nothing more is signed in it. Sign in at the store, and what was signed is sent.</source>
        <translation>Die Zeit dieser Mappe ist abgelaufen: Darin wird nichts mehr unterschrieben. Melden Sie sich an der Ablage an, dann wird gesendet, was unterschrieben ist.</translation>
    </message>
    <message>
        <source>Nothing more is signed in this workspace: %1. Sign in at the store, see what became of it, and return it.</source>
        <translation>In diesem Arbeitsbereich wird nichts mehr unterschrieben: %1. Melden Sie sich an der Ablage an, sehen Sie nach, was daraus wurde, und geben Sie ihn zurück.</translation>
    </message>
    <message>
        <source>This check-out was cut off. Finish it at the store.</source>
        <translation>Diese Mitnahme wurde unterbrochen. Schließen Sie sie an der Ablage ab.</translation>
    </message>
    <message>
        <source>This workspace was checked out of another store.</source>
        <translation>Diese Mappe stammt aus einer anderen Ablage.</translation>
    </message>
    <message>
        <source>The store has not taken in everything that was signed here, so the workspace stays.</source>
        <translation>Die Ablage hat nicht alles übernommen, was hier unterschrieben wurde; deshalb bleibt die Mappe.</translation>
    </message>
    <message>
        <source>It is no letter, or it was cut off, changed or sealed under another key. Nothing of it was used; have it written anew.</source>
        <translation>Das ist kein Brief, oder er wurde abgeschnitten, verändert oder unter einem anderen Schlüssel versiegelt. Nichts davon wurde verwendet; lassen Sie ihn neu schreiben.</translation>
    </message>
    <message>
        <source>This answer was written before the store was restored from a backup, and holds no longer. Take the letter to the store once more.</source>
        <translation>Diese Antwort wurde geschrieben, bevor die Ablage aus einer Sicherung wiederhergestellt wurde, und gilt nicht mehr. Bringen Sie den Brief noch einmal zur Ablage.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StatisticsPage</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Decisions by kind</source>
        <translation>Entscheidungen nach Art</translation>
    </message>
    <message>
        <source>Decisions by person</source>
        <translation>Entscheidungen nach Person</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>Nach Art</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Nach Person</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Noch keine Zahlen</translation>
    </message>
    <message>
        <source>Shares and times appear here once decisions are signed. Ctrl+1 goes to the queue.</source>
        <translation>Anteile und Zeiten erscheinen hier, sobald Entscheidungen unterschrieben sind. Strg+1 führt zur Warteschlange.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>warten</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>entschieden</translation>
    </message>
    <message>
        <source>approved unchanged</source>
        <translation>unverändert gebilligt</translation>
    </message>
    <message>
        <source>approved with edits</source>
        <translation>mit Änderungen gebilligt</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>released</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>%1 for a second look</source>
        <translation>%1 für einen zweiten Blick</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SuggestionEditor</name>
    <message>
        <source>This line is longer than %1 and can only be read: text this long in one line cannot be edited smoothly.</source>
        <translation>Diese Zeile ist länger als %1 und kann nur gelesen werden: So langer Text in einer Zeile lässt sich nicht flüssig bearbeiten.</translation>
    </message>
    <message>
        <source>That text was not put in: it holds a character that no text file can hold.</source>
        <translation>Der Text wurde nicht eingefügt: Er enthält ein Zeichen, das keine Textdatei enthalten kann.</translation>
    </message>
    <message>
        <source>That text was not put in: it would make a line longer than %1.</source>
        <translation>Der Text wurde nicht eingefügt: Er würde eine Zeile länger als %1 machen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Take this change back</source>
        <translation>Diese Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Ihre Fassung</translation>
    </message>
    <message>
        <source>Not found in the evidence</source>
        <translation>Nicht in den Belegen gefunden</translation>
    </message>
    <message>
        <source>Found in the evidence</source>
        <translation>In den Belegen gefunden</translation>
    </message>
    <message>
        <source>Elsewhere in the evidence</source>
        <translation>Anderswo in den Belegen</translation>
    </message>
    <message>
        <source>Inserted: %1</source>
        <translation>Eingefügt: %1</translation>
    </message>
    <message>
        <source>Deleted here: %1</source>
        <translation>Hier gelöscht: %1</translation>
    </message>
    <message>
        <source>Moved: %1</source>
        <translation>Verschoben: %1</translation>
    </message>
    <message>
        <source>Deleted: %1. Inserted: %2</source>
        <translation>Gelöscht: %1. Eingefügt: %2</translation>
    </message>
    <message>
        <source> [deleted: %1] </source>
        <translation> [gelöscht: %1] </translation>
    </message>
    <message>
        <source> [inserted: %1] </source>
        <translation> [eingefügt: %1] </translation>
    </message>
</context>
<context>
    <name>countersign::ui::SuggestionPane</name>
    <message>
        <source>How the text is shown</source>
        <translation>Wie der Text gezeigt wird</translation>
    </message>
    <message>
        <source>Model and confidence</source>
        <translation>Modell und Sicherheit</translation>
    </message>
    <message>
        <source>confidence %1</source>
        <translation>Sicherheit %1</translation>
    </message>
    <message>
        <source>A line of this text is longer than %1: it can be read and judged, not edited. The other lines can.</source>
        <translation>Eine Zeile dieses Textes ist länger als %1: Sie kann gelesen und beurteilt, aber nicht bearbeitet werden. Die anderen Zeilen schon.</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TableEvidence</name>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TextEvidence</name>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TopBar</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Second look</source>
        <translation>Zweiter Blick</translation>
    </message>
    <message>
        <source>%1 · live</source>
        <translation>%1 · verbunden</translation>
    </message>
    <message>
        <source>%1 · not reachable</source>
        <translation>%1 · nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 · offline</source>
        <translation>%1 · offline</translation>
    </message>
</context>
<context>
    <name>countersign::ui::VerifyStrip</name>
    <message>
        <source>Verification progress</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Checking every signature and every hash…</source>
        <translation>Jede Unterschrift und jeder Hash wird geprüft …</translation>
    </message>
    <message>
        <source>%1 of %2 entries checked</source>
        <translation>%1 von %2 Einträgen geprüft</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>Stopped. The next check goes on from here.</source>
        <translation>Angehalten. Die nächste Prüfung geht hier weiter.</translation>
    </message>
    <message>
        <source>The record is whole: %1 entries checked, every signature, hash and table agrees. Root %2.</source>
        <translation>Das Protokoll ist unversehrt: %1 Einträge geprüft; jede Unterschrift, jeder Hash und jede Tabelle stimmen. Wurzel %2.</translation>
    </message>
    <message>
        <source>It went on where it was stopped, after %1 entries.</source>
        <translation>Sie ging dort weiter, wo sie angehalten worden war: nach %1 Einträgen.</translation>
    </message>
    <message>
        <source>This workstation has witnessed it.</source>
        <translation>Dieser Arbeitsplatz hat es bezeugt.</translation>
    </message>
    <message>
        <source>What was noted here of earlier checks is not as this installation wrote it; it was set aside.</source>
        <translation>Was hier über frühere Prüfungen vermerkt war, ist nicht so, wie diese Installation es geschrieben hat; es wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>Entry %1: </source>
        <translation>Eintrag %1: </translation>
    </message>
    <message>
        <source>The record does not check out. %1%2. Stop working on this store and tell the person responsible for it.</source>
        <translation>Das Protokoll stimmt nicht. %1%2. Arbeiten Sie nicht weiter mit dieser Ablage und sagen Sie es der verantwortlichen Person.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::WelcomePage</name>
    <message>
        <source>My team&apos;s store is on a server</source>
        <translation>Die Ablage meines Teams ist auf einem Server</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Welcome to Countersign</source>
        <translation>Willkommen bei Countersign</translation>
    </message>
    <message>
        <source>Step %1 of 3</source>
        <translation>Schritt %1 von 3</translation>
    </message>
    <message>
        <source>Make the store</source>
        <translation>Ablage anlegen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Import cases</source>
        <translation>Fälle einlesen</translation>
    </message>
    <message>
        <source>Case files (*.jsonl *.json *.zip);;All files (*)</source>
        <translation>Falldateien (*.jsonl *.json *.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Making the store…</source>
        <translation>Ablage wird angelegt …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::WindowMenu</name>
    <message>
        <source>Window menu</source>
        <translation>Fenstermenü</translation>
    </message>
</context>
<context>
    <name>countersign::ui::WordingsDialog</name>
    <message>
        <source>Reasons and texts</source>
        <translation>Gründe und Texte</translation>
    </message>
    <message>
        <source>For cases of this kind</source>
        <translation>Für Fälle dieser Art</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>One a line, in the order they are offered.</source>
        <translation>Eine Zeile für jeden, in der Reihenfolge, in der sie angeboten werden.</translation>
    </message>
    <message>
        <source>Sentences for the rationale</source>
        <translation>Sätze für die Begründung</translation>
    </message>
    <message>
        <source>One a line. The arrow down in the rationale offers them.</source>
        <translation>Eine Zeile für jeden. Der Pfeil nach unten in der Begründung bietet sie an.</translation>
    </message>
    <message>
        <source>Pieces of text</source>
        <translation>Textbausteine</translation>
    </message>
    <message>
        <source>An empty line stands between two of them. %1 puts one in.</source>
        <translation>Zwischen zweien steht eine leere Zeile. %1 setzt einen ein.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Every kind of case</source>
        <translation>Jede Art von Fall</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Workbench</name>
    <message>
        <source>What you have typed is kept here and saved as soon as the store answers.</source>
        <translation>Was Sie geschrieben haben, bleibt hier erhalten und wird gesichert, sobald die Ablage wieder antwortet.</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>%1 checked out until %2.</source>
        <translation>%1 mitgenommen bis %2.</translation>
    </message>
    <message>
        <source>%1 left out: taken or changed by somebody else meanwhile.</source>
        <translation>%1 ausgelassen: inzwischen von jemand anderem genommen oder geändert.</translation>
    </message>
    <message>
        <source>Work offline now?</source>
        <translation>Jetzt offline arbeiten?</translation>
    </message>
    <message>
        <source>%1 You sign in at the workspace; without the store the program opens it by itself.</source>
        <translation>%1 Sie melden sich an der Mappe an; ohne die Ablage öffnet das Programm sie von selbst.</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>Offline arbeiten</translation>
    </message>
    <message>
        <source>Stay at the store</source>
        <translation>An der Ablage bleiben</translation>
    </message>
    <message>
        <source>Returned: what was not decided is free again, and the key of the workspace is destroyed.</source>
        <translation>Zurückgegeben: Was nicht entschieden ist, ist wieder frei, und der Schlüssel der Mappe ist vernichtet.</translation>
    </message>
</context>
<context>
    <name>speech</name>
    <message>
        <source>Store created</source>
        <translation>Ablage angelegt</translation>
    </message>
    <message>
        <source>Key enrolled</source>
        <translation>Schlüssel aufgenommen</translation>
    </message>
    <message>
        <source>Key revoked</source>
        <translation>Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>Role granted</source>
        <translation>Rolle erteilt</translation>
    </message>
    <message>
        <source>Role withdrawn</source>
        <translation>Rolle entzogen</translation>
    </message>
    <message>
        <source>Cases imported</source>
        <translation>Fälle eingelesen</translation>
    </message>
    <message>
        <source>Case withdrawn</source>
        <translation>Fall zurückgezogen</translation>
    </message>
    <message>
        <source>Policy adopted</source>
        <translation>Regelwerk angenommen</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Dispute</source>
        <translation>Streitfall</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Klärung</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Checked out</source>
        <translation>Ausgeliehen</translation>
    </message>
    <message>
        <source>Synchronised</source>
        <translation>Abgeglichen</translation>
    </message>
    <message>
        <source>Redaction</source>
        <translation>Schwärzung</translation>
    </message>
    <message>
        <source>Store upgraded</source>
        <translation>Ablage umgestellt</translation>
    </message>
    <message>
        <source>Restored from backup</source>
        <translation>Aus Sicherung wiederhergestellt</translation>
    </message>
    <message>
        <source>Audit opened</source>
        <translation>Revision eröffnet</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Feststellung</translation>
    </message>
    <message>
        <source>Decided after the claim ran out</source>
        <translation>Nach Ablauf der Übernahme entschieden</translation>
    </message>
    <message>
        <source>Wrong passphrase</source>
        <translation>Falsche Passphrase</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>Falsche PIN</translation>
    </message>
    <message>
        <source>Signing locked after five wrong PINs</source>
        <translation>Unterschreiben gesperrt nach fünf falschen PINs</translation>
    </message>
    <message>
        <source>A disabled person tried to sign in</source>
        <translation>Eine gesperrte Person wollte sich anmelden</translation>
    </message>
    <message>
        <source>A key that is not enrolled was used</source>
        <translation>Ein nicht eingetragener Schlüssel wurde benutzt</translation>
    </message>
    <message>
        <source>A copy of a workspace was used</source>
        <translation>Eine Kopie eines Arbeitsbereichs wurde benutzt</translation>
    </message>
    <message>
        <source>A statement from a workspace was refused</source>
        <translation>Eine Erklärung aus einem Arbeitsbereich wurde abgelehnt</translation>
    </message>
    <message>
        <source>A signature was refused</source>
        <translation>Eine Unterschrift wurde abgelehnt</translation>
    </message>
    <message>
        <source>A statement came again with other content</source>
        <translation>Eine Erklärung kam noch einmal mit anderem Inhalt</translation>
    </message>
    <message>
        <source>Somebody else&apos;s statement was brought</source>
        <translation>Die Erklärung einer anderen Person wurde gebracht</translation>
    </message>
    <message>
        <source>An administrator changed a login</source>
        <translation>Wer verwaltet, hat eine Anmeldung geändert</translation>
    </message>
    <message>
        <source>History does not continue what was verified</source>
        <translation>Die Geschichte setzt nicht fort, was geprüft war</translation>
    </message>
</context>
</TS>

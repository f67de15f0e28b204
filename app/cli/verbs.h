// Every verb of the terminal, one file each. add… declares the verb: its arguments, its help, and what it runs.
#pragma once

#include "app/cli/verb.h"

namespace countersign::app {

void addVerbs(Verb &program); // all of them, in the order of the help

void addInit(Verb &program);
void addPerson(Verb &program);
void addEnrolment(Verb &person); // person enrol, person confirm
void addImport(Verb &program);
void addCases(Verb &program);
void addShow(Verb &program);
void addClaim(Verb &program);
void addReleaseClaim(Verb &program);
void addAnswer(Verb &program);
void addDecide(Verb &program);
void addRecall(Verb &program);
void addWithdraw(Verb &program);
void addRedact(Verb &program);
void addDecisions(Verb &program);
void addPolicy(Verb &program);
void addFinding(Verb &program);
void addSecurity(Verb &program);
void addOffline(Verb &program);
void addReleased(Verb &program);
void addWait(Verb &program);
void addStats(Verb &program);
void addDiff(Verb &program);
void addLedger(Verb &program);
void addBundle(Verb &program);
void addExport(Verb &program);
void addCopy(Verb &program);
void addBackup(Verb &program);
void addRestore(Verb &program);
void addDoctor(Verb &program);
void addDemo(Verb &program);
void addSelfDescription(Verb &program); // manual, completion: hidden

} // namespace countersign::app

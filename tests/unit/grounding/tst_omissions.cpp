#include "grounding/omissions.h"

#include <QtTest>

using namespace countersign::grounding;

namespace {

QStringList leftOut(const QString &evidence, const QString &text)
{
    QStringList all;
    for (const Omission &each : omissions(EvidenceIndex({{QStringLiteral("e"), evidence}}), text))
        all.append(evidence.mid(each.at.start, each.at.length()).simplified());
    return all;
}

} // namespace

class OmissionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsWhatNothingRefersTo()
    {
        const QString evidence = u"[patient] my knee hurts when i climb stairs\n[patient] i take ramipril 5 milligrams\n[doctor] okay .\n"_qs;
        QCOMPARE(leftOut(evidence, u"Knee pain, hurts when climbing stairs."_qs), QStringList{u"i take ramipril 5 milligrams"_qs});
        QCOMPARE(leftOut(evidence, u"Knee hurts on stairs when she climbs. Ramipril 5 mg."_qs), QStringList());
    }

    void warningsComeFirst()
    {
        const QString evidence = u"The garden has roses.\nPenicillin gives her an allergic reaction.\nThe house has a porch."_qs;
        const QStringList found = leftOut(evidence, u"She lives alone."_qs);
        QCOMPARE(found.size(), 3);
        QCOMPARE(found[0], u"Penicillin gives her an allergic reaction."_qs);
    }

    void saysWhyAPassageMatters()
    {
        const EvidenceIndex index({{u"e"_qs, u"She never took 5 mg of warfarin since June 3, 2018, says Ada Mwangi, being allergic."_qs}});
        const QList<Omission> found = omissions(index, u"Something else entirely"_qs);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].why, quint8(31));
        QCOMPARE(found[0].evidence, u"e"_qs);
        QCOMPARE(found[0].told, 0.0);
    }

    void anAnswerBringsItsQuestion()
    {
        const QString evidence = u"Doctor: Any allergies to medicine?\nPatient: Penicillin.\n"_qs;
        QCOMPARE(leftOut(evidence, u"Knee pain."_qs), QStringList{u"Any allergies to medicine? Patient: Penicillin."_qs});
    }

    void headingsQuestionsAndSmallTalkAreNone()
    {
        QCOMPARE(leftOut(u"HISTORY OF ILLNESS\nDoctor: How are you?\nPatient: Okay, yes, well.\n"_qs, u"Knee pain."_qs), QStringList());
    }

    void onlyWhatWasAskedAboutIsMissed()
    {
        const EvidenceIndex index({{u"q"_qs, u"Who played the pirate Patchy in the show?"_qs},
                                   {u"e"_qs, u"The show premiered in 1999 on television.\nThe pirate Patchy was played by Tom Kenny.\nThe budget was large."_qs}});
        const QList<Omission> found = omissions(index, u"A sailor did."_qs);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].at.start, 42);
    }

    void anotherLanguageIsNotCompared()
    {
        QCOMPARE(leftOut(u"The patient is in pain and she has been here for a week."_qs, u"Der Patient ist nicht hier und er hat keine Schmerzen mehr."_qs), QStringList());
    }

    void atMostAsManyAsAskedFor()
    {
        QString evidence;
        for (int i = 0; i < 300; ++i)
            evidence += QStringLiteral("Item%1 weighs %2 kg.\n").arg(i).arg(i + 1000);
        QCOMPARE(omissions(EvidenceIndex({{u"e"_qs, evidence}}), u"Nothing"_qs, 50).size(), 50);
    }
};

QTEST_APPLESS_MAIN(OmissionsTest)
#include "tst_omissions.moc"

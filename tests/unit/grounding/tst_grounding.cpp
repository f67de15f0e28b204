#include "grounding/grounding.h"
#include "grounding/stem.h"

#include <QtTest>

using namespace countersign::grounding;

namespace {

EvidenceIndex index(const QString &text) { return EvidenceIndex({{QStringLiteral("e"), text}}); }

// "=" in front of what was found, "~" of what was found elsewhere, "!" of what was not, with what stands there: "=500 mg>half a gram !penicillin".
QString drawn(const QString &evidence, const QString &text)
{
    QStringList all;
    for (const Assertion &each : ground(index(evidence), text).assertions) {
        const QString said = text.mid(each.at.start, each.at.length());
        const QString there = each.isFound() ? evidence.mid(each.places[0].at.start, each.places[0].at.length()) : QString();
        all.append(each.isFound() ? (each.elsewhere ? u'~' : u'=') + said + (there == said ? QString() : u'>' + there) : u'!' + said);
    }
    return all.join(QStringLiteral(" | "));
}

} // namespace

class GroundingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sentencesThatPointToNoSource_data()
    {
        QTest::addColumn<QStringList>("titles");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("unsourced"); // how these begin
        const QStringList numbered{u"[2] A leaflet"_qs, u"[3] A letter"_qs}, named{u"A leaflet"_qs, u"A letter"_qs};
        const auto row = [](const char *name, const QStringList &titles, const QString &text, const QStringList &unsourced) {
            QTest::newRow(name) << titles << text << unsourced;
        };
        row("beside others", numbered, u"Metformin helps [2]. Penicillin harms. Ramipril helps [3]."_qs, {u"Pen"_qs});
        row("behind the full stop", numbered, u"Metformin helps.[2] Penicillin harms. Ramipril helps. [2][3]\nAspirin harms"_qs, {u"Pen"_qs, u"Asp"_qs});
        row("several in one", numbered, u"Metformin helps [2, 3]. Penicillin harms [2-3]. Ramipril helps"_qs, {u"Ram"_qs});
        row("none points", numbered, u"Metformin helps. Penicillin harms."_qs, {});
        row("by their ids", named, u"Metformin helps [1]. Penicillin harms."_qs, {u"Pen"_qs});
        row("to none of the case", numbered, u"Metformin helps [7]. Penicillin harms. Ramipril helps [8]."_qs, {});
        row("mostly to none of the case", numbered, u"Metformin helps [2]. Penicillin harms. Ramipril helps [8] [9]."_qs, {});
        row("other brackets", numbered, u"Metformin helps [sic]. Penicillin harms [2 mg]. Ramipril helps [3"_qs, {});
        row("the title's number goes before the id's", {u"[2] A leaflet"_qs, u"A letter"_qs}, u"Metformin helps [1]. Penicillin harms."_qs, {});
    }
    void sentencesThatPointToNoSource()
    {
        QFETCH(QStringList, titles);
        QFETCH(QString, text);
        QFETCH(QStringList, unsourced);
        const EvidenceIndex numbered({{u"e1"_qs, u"Metformin helps. Penicillin harms."_qs, titles[0]}, {u"e2"_qs, u"Ramipril helps."_qs, titles[1]}});
        QStringList found;
        for (const SentenceMark &each : ground(numbered, text).sentences)
            if (each.unsourced)
                found.append(text.mid(each.at.start, 3));
        QCOMPARE(found, unsourced);
    }

    void findsWhatTheEvidenceSays_data()
    {
        QTest::addColumn<QString>("evidence");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const QString &evidence, const QString &text, const QString &found) {
            QTest::newRow(name) << evidence << text << found;
        };
        row("doses", u"so take metformin five hundred milligrams twice a day"_qs, u"Metformin 500 mg b.i.d."_qs,
            u"=Metformin>metformin | =500 mg>five hundred milligrams | =b.i.d>twice a day"_qs);
        row("a wrong dose", u"metformin 500 mg twice a day"_qs, u"metformin 50 mg twice a day"_qs, u"=metformin | !50 mg | =twice a day"_qs);
        row("the wrong side", u"pain in the left knee, the dose was increased"_qs, u"pain in the right knee, the dose was decreased"_qs,
            u"=pain | !right | =knee | =dose | !decreased"_qs);
        row("units of every language", u"५०० मिलिग्राम, 5 миллиграммов, මිලිග්‍රෑම් 7, 7 මිලිග්‍රෑම්, 3 毫升"_qs, u"500 mg, 5 мг, 7 mg, 3 ml, 500 g, 5 г, 3 l"_qs,
            u"=500 mg>५०० मिलिग्राम | =5 мг>5 миллиграммов | =7 mg>7 මිලිග්‍රෑම් | =3 ml>3 毫升 | !500 g | !5 г | !3 l"_qs);
        row("ages", u"i'm twenty six"_qs, u"a 26-year-old"_qs, u"=26-year>twenty six"_qs);
        row("dates", u"seen on January tenth two thousand nine"_qs, u"seen 01/10/2009 and 01/11/2009"_qs,
            u"=01/10/2009>January tenth two thousand nine | !01/11/2009"_qs);
        row("inflection", u"she vomited and her symptoms worsened; several infections"_qs, u"worsening, infection, vomiting"_qs,
            u"=worsening>worsened | =infection>infections | =vomiting>vomited"_qs);
        row("spelling", u"haemoglobin and tumours of the oesophagus"_qs, u"esophagus, tumor, hemoglobin"_qs,
            u"=esophagus>oesophagus | =tumor>tumours | =hemoglobin>haemoglobin"_qs);
        row("other words", u"he has high blood pressure and shortness of breath"_qs, u"hypertension, dyspnea"_qs,
            u"=hypertension>high blood pressure | =dyspnea>shortness of breath"_qs);
        row("opposites are not one word", u"she has hypertension and hyperglycemia today"_qs, u"she has hypotension and hypoglycemia, no hypertension today"_qs,
            u"!hypotension | !hypoglycemia | =hypertension"_qs);
        row("abbreviations are not words", u"she gets hives from it"_qs, u"HIV positive"_qs, u"!HIV"_qs);
        row("spoken letters", u"I went to P T in an A B C store"_qs, u"Physical Therapy at ABC"_qs, u"=Physical Therapy>P T | =ABC>A B C"_qs);
        const QString ward = u"Metformin 500 mg is taken with meals. The knee was operated in Nairobi. She sleeps well. "_qs
                             u"She walks again. Ramipril 5 mg was stopped by Dr. Mwangi. A rash is gone."_qs;
        row("a dose of something else", ward, u"Metformin 5 mg is taken with meals."_qs, u"=Metformin | ~5 mg | =meals"_qs);
        row("two medicines, each with its dose", ward, u"Metformin 500 mg and ramipril 5 mg are given daily."_qs,
            u"=Metformin | =500 mg | ~ramipril>Ramipril | =5 mg"_qs);
        row("a name of something else", ward, u"The knee was operated by Mwangi."_qs, u"=knee | =operated | ~Mwangi"_qs);
        row("words from two places", ward, u"The knee was operated in Nairobi and a rash occurred."_qs,
            u"=knee was operated in Nairobi | ~rash"_qs);
        row("names", u"seen by Dr. Ada Mwangi in Nairobi"_qs, u"Dr. Ada Mwangi of Mombasa"_qs, u"=Ada Mwangi | !Mombasa"_qs);
        row("phrases", u"there is tenderness over your distal radius today"_qs, u"tenderness over the distal radius"_qs,
            u"=tenderness over the distal radius>tenderness over your distal radius"_qs);
        row("common words say nothing", u"she takes aspirin"_qs, u"The patient states that she is currently doing well. Aspirin."_qs, u"=Aspirin>aspirin"_qs);
        row("labels", u"her pulse was 72"_qs, u"Heart Rhythm: pulse 72\nMetabolism: 80"_qs, u"=pulse | =72 | !80"_qs);
        row("a blank is missing", u"dr. gomez saw the patient's wrist"_qs, u"Seen by dr.gomez for the patient's wrist"_qs,
            u"=gomez for the patient's wrist>gomez saw the patient's wrist"_qs);
        row("German", u"Der Patient nimmt seit drei Jahren zweimal täglich Metoprolol"_qs, u"Seit 3 Jahren zweimal täglich Metoprolol, aber kein Ramipril"_qs,
            u"=3 Jahren>drei Jahren | =zweimal täglich | =Metoprolol | !Ramipril"_qs);
        row("German without its signs", u"Die großen Bemühungen waren rückläufig"_qs, u"Die grossen Bemuehungen waren ruecklaeufig"_qs,
            u"=grossen Bemuehungen waren ruecklaeufig>großen Bemühungen waren rückläufig"_qs);
        row("German from without its signs", u"Die grossen Bemuehungen waren ruecklaeufig"_qs, u"Die großen Bemühungen waren rückläufig"_qs,
            u"=großen Bemühungen waren rückläufig>grossen Bemuehungen waren ruecklaeufig"_qs);
        row("names without their signs", u"seen by Dr. Müller and Dr. Schaefer"_qs, u"Dr. Mueller, Dr. Schäfer, Dr. Muller, Dr. Moeller"_qs,
            u"=Mueller>Müller | =Schäfer>Schaefer | =Muller>Müller | !Moeller"_qs);
        row("Estonian", u"Antti elab koos oma sõbraga majas ja ei ole haige"_qs, u"Anttiga ja tema sõbrale ei ole majast kirja"_qs,
            u"=Anttiga ja tema sõbrale ei ole majast>Antti elab koos oma sõbraga majas | !kirja"_qs);
        row("Romanian", u"domnul Frederic are la braț o rană și nu este bine"_qs, u"rana de la brațul domnului Fredericului nu este la gleznă"_qs,
            u"=rana>rană | =brațul>braț | =domnului>domnul | =Fredericului>Frederic | !gleznă"_qs);
        row("French elisions", u"le patient prend de l'aspirine et ne fume pas"_qs, u"il ne prend pas d'aspirine, que d'insuline"_qs,
            u"=prend | =d'aspirine>l'aspirine | !d'insuline"_qs);
        row("Nepali", u"उनले १२ जुन २०१८ मा शब्दहरूको पछिल्लो पाँच किताब अस्पताललाई दिए"_qs,
            u"2018-06-12 शब्दले पछिल्‍लो पांच अस्पतालबाट 2018-06-13 बिरामी"_qs,
            u"=2018-06-12>१२ जुन २०१८ | =शब्दले>शब्दहरूको | =पछिल्‍लो>पछिल्लो | =पांच>पाँच | =अस्पतालबाट>अस्पताललाई | !2018-06-13 | !बिरामी"_qs);
        row("Sinhala", u"2016 ජූනි 12 සමාජ රෝගය ප්‍රදේශ 12 සහ 30"_qs, u"2016-06-12 සමාජයට රෝගයත් ප්රදේශ දොළහ තිහ දහය"_qs,
            u"=2016-06-12>2016 ජූනි 12 | =සමාජයට රෝගයත් ප්රදේශ>සමාජ රෝගය ප්‍රදේශ | =දොළහ>12 | =තිහ>30 | !දහය"_qs);
        row("whole words in capitals", u"mild edema of the lungs, hearing aids"_qs, u"EDEMA of the LUNGS, no AIDS"_qs,
            u"=EDEMA>edema | =LUNGS>lungs | !AIDS"_qs);
        row("out of capitals", u"NO EDEMA. STEMI EXCLUDED."_qs, u"no edema, from a stem"_qs, u"=edema>EDEMA | !stem"_qs);
        row("Russian", u"у пациента сильная головная боль и высокая температура"_qs, u"пациент жаловался на головную боль, он принимал аспирин"_qs,
            u"=пациент>пациента | !жаловался | =головную>головная | =боль | !принимал аспирин"_qs);
        row("Arabic", u"المريض يعاني من الصداع منذ ثلاثة ايام"_qs, u"صداع منذ ٣ ايام"_qs, u"=صداع>الصداع | =منذ | =٣>ثلاثة | =ايام"_qs);
        row("Chinese, one word of a sentence", u"患者服用阿司匹林治疗头痛。他的父亲有糖尿病。"_qs, u"患者服用华法林治疗头痛。他的母亲有糖尿病。"_qs, u"=患者服用 | !华法 | =林治疗头痛 | =他的 | !母 | =亲有糖"_qs);
        row("Chinese, cut into words", u"患者 对 青霉素 过敏"_qs, u"患者对青霉素过敏"_qs, u"=患者 | =青霉素过敏>青霉素 过敏"_qs);
        row("Chinese, a word between signs of grammar", u"患者的头痛和发热"_qs, u"患者的咳嗽和发热"_qs, u"=患者 | !咳嗽 | =和发"_qs);
        row("Chinese", u"患者对青霉素过敏，体温三十八度"_qs, u"患者对青霉素过敏。服用阿司匹林"_qs, u"=患者 | =青霉素过敏 | !服用阿司匹林"_qs);
    }
    void findsWhatTheEvidenceSays()
    {
        QFETCH(QString, evidence);
        QFETCH(QString, text);
        QFETCH(QString, found);
        QCOMPARE(drawn(evidence, text), found);
    }

    void findsNamesOfOtherScripts()
    {
        const QString source = u"Президент Путин приехал в Москву вместе с министром, но он не был один"_qs;
        QCOMPARE(drawn(source, u"The president of it was with Putin but he is not in the Moskva of that"_qs), u"=Putin>Путин | =Moskva>Москву"_qs);
        QVERIFY(ground(index(source), u"The president of it was with Putin but he is not in the Moskva of that"_qs).otherLanguage);
    }

    void showsThePlaceThatFitsTheSentence()
    {
        const QString evidence = u"Take 5 mg of warfarin.\nTake 5 mg of ramipril.\nTake 5 mg of bisoprolol."_qs;
        const QString text = u"Ramipril at 5 mg"_qs;
        const Grounding found = ground(index(evidence), text);
        QCOMPARE(found.assertions.last().kind, AssertionKind::Number);
        QCOMPARE(found.assertions.last().places.size(), 3);
        QCOMPARE(found.assertions.last().places[0].at.start, evidence.indexOf(u"5 mg of ramipril"));
    }

    void supportsSentencesByOnePassage()
    {
        const QString evidence = u"The knee was operated in spring.\nHer brother broke his arm last winter in Norway."_qs;
        const Grounding found = ground(index(evidence), u"The knee was operated in spring. The brother operated a knee in Norway with 12 screws."_qs);
        QCOMPARE(found.sentences.size(), 2);
        QVERIFY(found.sentences[0].supported);
        QVERIFY(!found.sentences[1].supported);
        QCOMPARE(found.sentences[0].source->at.start, 0);
    }

    // Right words and a right number from different places make no statement.
    void numbersStandWithTheirSentence()
    {
        const QString evidence = u"The screws of the left knee were taken out in Norway.\nShe slept well.\nThe nurse counted 12 tablets."_qs;
        QVERIFY(ground(index(evidence), u"The screws of the left knee were taken out in Norway."_qs).sentences[0].supported);
        QVERIFY(!ground(index(evidence), u"The 12 screws of the left knee were taken out in Norway."_qs).sentences[0].supported);
        const EvidenceIndex beside = index(QString(evidence).remove(u"\nShe slept well."_qs));
        QVERIFY(ground(beside, u"The 12 screws of the left knee were taken out in Norway."_qs).sentences[0].supported);
    }

    void shortSentencesStandWhole()
    {
        const EvidenceIndex evidence = index(u"Penicillin causes hives.\nShe slept well in Oslo.\nRamipril since spring, fever and headache in Norway."_qs);
        QVERIFY(ground(evidence, u"Ramipril."_qs).sentences[0].supported);
        QVERIFY(!ground(evidence, u"Ramipril causes hives."_qs).sentences[0].supported);
        QVERIFY(ground(evidence, u"Since spring ramipril against fever, headache."_qs).sentences[0].supported);
    }

    void saysWhenHardlyAnythingStandsThere()
    {
        const Grounding found = ground(index(u"quarterly revenue rose"_qs), u"The quick fox jumps over seventeen lazy dogs near Oslo"_qs);
        QVERIFY(found.mostlyElsewhere);
        QCOMPARE(found.assertions.size(), 2); // the number and the name
        QVERIFY(ground(index(u"Who discovered radium?"_qs), u"Marie Curie discovered radium"_qs).mostlyElsewhere);
    }

    void theQuestionIsNoEvidence()
    {
        const EvidenceIndex both({{u"q"_qs, u"Did Curie discover radium in Berlin?"_qs}, {u"e"_qs, u"Curie discovered radium in Paris."_qs}});
        const Grounding found = ground(both, u"Curie discovered radium in Berlin."_qs);
        QVERIFY(!found.assertions.last().isFound());
    }

    void nothingIsSaidWithoutEvidence()
    {
        QVERIFY(EvidenceIndex().isEmpty());
        QVERIFY(ground(EvidenceIndex(), u"500 mg"_qs).assertions.isEmpty());
        QVERIFY(ground(index(u"500 mg"_qs), QString()).assertions.isEmpty());
    }

    void stopsWhenAskedTo()
    {
        std::stop_source stop;
        stop.request_stop();
        const QString text = u"Take 5 mg of ramipril every day. "_qs.repeated(20'000);
        QVERIFY(ground(index(u"Take 5 mg."_qs), text, stop.get_token()).assertions.isEmpty());
        QVERIFY(EvidenceIndex({{u"e"_qs, text}}, stop.get_token()).isEmpty());
    }

    void stemsKeepDifferentWordsApart_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *a, const char *b, bool same) {
            QTest::newRow((QByteArray(a) + ' ' + b).constData()) << QString::fromUtf8(a) << QString::fromUtf8(b) << same;
        };
        row("allergy", "allergies", true);
        row("allergic", "allergy", true);
        row("stones", "stone", true);
        row("diagnosed", "diagnose", true);
        row("tumour", "tumors", true);
        row("hypertensive", "hypertension", true);
        row("fell", "feel", false);
        row("hives", "hiv", false);
        row("hypotension", "hypertension", false);
        row("prednisone", "prednisolone", false);
        row("головная", "головную", true);
        row("الصداع", "صداع", true);
        row("शब्दहरूको", "शब्द", true);
        row("मासु", "मा", false);
        row("සමාජයේ", "සමාජයට", true);
        row("සිට", "සිත්", false);
    }
    void stemsKeepDifferentWordsApart()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, same);
        QCOMPARE(stemOf(a) == stemOf(b), same);
    }

    void consonantsTellNamesAcrossScripts()
    {
        QCOMPARE(skeletonOf(u"putin"), skeletonOf(u"путин"));
        QCOMPARE(skeletonOf(u"nepal"), skeletonOf(u"नेपाल"));
        QVERIFY(skeletonOf(u"berlin") != skeletonOf(u"paris"));
    }
};

QTEST_APPLESS_MAIN(GroundingTest)
#include "tst_grounding.moc"

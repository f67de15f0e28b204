#include "diff/textdiff.h"
#include "unit/diff/drawing.h"

#include <QtTest>

using namespace countersign::diff;

class TextDiffTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatAnEditorWouldMark_data();
    void showsWhatAnEditorWouldMark();
    void showsWhatAnEditorWouldMarkInTrickyPlaces_data();
    void showsWhatAnEditorWouldMarkInTrickyPlaces();
    void namesTheKindOfAChange_data();
    void namesTheKindOfAChange();
    void marksTheLettersThatDifferInAlikeWords_data();
    void marksTheLettersThatDifferInAlikeWords();
    void foldsLineEndsIntoOneChange();
    void foldsNormalFormsIntoOneChange();
    void keepsAWordsEditApartFromFoldedLineEnds();
    void rewritesAPhraseInFewHunks();
    void movesAParagraphAndShowsTheEditInsideIt();
    void movesAParagraphWhoseFirstOrLastSentenceWasEdited_data();
    void movesAParagraphWhoseFirstOrLastSentenceWasEdited();
    void findsNoMovesWhenNotAsked();
    void comparesByLine();
    void equalTextsHaveNoHunks();
    void numbersHunksInOrder();
};

void TextDiffTest::showsWhatAnEditorWouldMark_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char16_t *a, const char16_t *b, const char16_t *expected) {
        QTest::newRow(name) << QString::fromUtf16(a) << QString::fromUtf16(b) << QString::fromUtf16(expected);
    };
    row("whole number", u"Take 5 mg daily", u"Take 50 mg daily", u"Take [-5-]{+50+} mg daily");
    row("decimal point lost", u"Give 2.5 ml now", u"Give 25 ml now", u"Give [-2.5-]{+25+} ml now");
    row("thousands", u"take 1,000 units", u"take 10,000 units", u"take [-1,000-]{+10,000+} units");
    row("number glued to its unit", u"12.5mg once", u"125mg once", u"[-12.5mg-]{+125mg+} once");
    row("time", u"at 10:30 today", u"at 11:30 today", u"at [-10:30-]{+11:30+} today");
    row("minus sign", u"was -5 degrees", u"was 5 degrees", u"was [---]5 degrees");
    row("lost no", u"There is no evidence of fracture.", u"There is evidence of fracture.", u"There is [-no -]evidence of fracture.");
    row("gained not", u"The patient does smoke now.", u"The patient does not smoke now.", u"The patient does {+not +}smoke now.");
    row("lost no at the start", u"no known allergies", u"known allergies", u"[-no -]known allergies");
    row("dog and duck", u"the dog barked", u"the duck barked", u"the [-dog-]{+duck+} barked");
    row("case only", u"the Patient is well", u"the patient is well", u"the [-Patient-]{+patient+} is well");
    row("case of a heading", u"CHIEF COMPLAINT: cough", u"Chief complaint: cough", u"[-CHIEF COMPLAINT-]{+Chief complaint+}: cough");
    row("comma to semicolon", u"fever, chills", u"fever; chills", u"fever[-,-]{+;+} chills");
    row("comma gained", u"fever chills", u"fever, chills", u"fever{+,+} chills");
    row("full stop lost", u"It is well.", u"It is well", u"It is well[-.-]");
    row("second blank", u"two  blanks", u"two blanks", u"two [- -]blanks");
    row("tab to blank", u"a\tb", u"a b", u"a[-\t-]{+ +}b");
    row("blank at the end", u"done ", u"done", u"done[- -]");
    row("sentence in the middle", u"We went. It was late.", u"We went. It rained. It was late.", u"We went. {+It rained. +}It was late.");
    row("sentence at the end", u"It was late.", u"It was late. We left.", u"It was late.{+ We left.+}");
    row("sentence lost at the start", u"We left. It was late.", u"It was late.", u"[-We left. -]It was late.");
    row("sentence with a like beginning", u"He has pain. He sleeps.", u"He has pain. He has fever. He sleeps.",
        u"He has pain. {+He has fever. +}He sleeps.");
    row("line in the middle", u"one\ntwo\nthree\n", u"one\ntwo\nextra\nthree\n", u"one\ntwo\n{+extra\n+}three\n");
    row("line with a like beginning", u"- aspirin 81 mg\n- statin\n", u"- aspirin 81 mg\n- insulin\n- statin\n", u"- aspirin 81 mg\n{+- insulin\n+}- statin\n");
    row("table row", u"| Na | 140 |\n| Cl | 100 |\n", u"| Na | 140 |\n| K | 4.0 |\n| Cl | 100 |\n", u"| Na | 140 |\n{+| K | 4.0 |\n+}| Cl | 100 |\n");
    row("table cell", u"| Na | 140 |\n| K | 4.0 |\n", u"| Na | 140 |\n| K | 4.5 |\n", u"| Na | 140 |\n| K | [-4.0-]{+4.5+} |\n");
    row("paragraph break gained", u"one. two.\nthree.", u"one. two.\n\nthree.", u"one. two.\n{+\n+}three.");
    row("combining mark with its letter", u"cafe is open", u"cafe\u0301 is open", u"[-cafe-]{+cafe\u0301+} is open");
    row("family emoji whole", u"see \U0001f468\u200d\U0001f469\u200d\U0001f467 here", u"see \U0001f468\u200d\U0001f469\u200d\U0001f466 here",
        u"see [-\U0001f468\u200d\U0001f469\u200d\U0001f467-]{+\U0001f468\u200d\U0001f469\u200d\U0001f466+} here");
    row("skin tone", u"ok \U0001f44d\U0001f3fd", u"ok \U0001f44d\U0001f3ff", u"ok [-\U0001f44d\U0001f3fd-]{+\U0001f44d\U0001f3ff+}");
    row("surrogate pair whole", u"x \U00010400 y", u"x \U00010401 y", u"x [-\U00010400-]{+\U00010401+} y");
    row("flag", u"\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", u"\U0001f1e9\U0001f1ea\U0001f1ee\U0001f1f9",
        u"\U0001f1e9\U0001f1ea[-\U0001f1eb\U0001f1f7-]{+\U0001f1ee\U0001f1f9+}");
    row("hebrew word", u"שלום עולם טוב", u"שלום חבר טוב", u"שלום [-עולם-]{+חבר+} טוב");
    row("arabic word with its marks", u"مَرْحَبًا بكم", u"مَرْحَبٌ بكم", u"[-مَرْحَبًا-]{+مَرْحَبٌ+} بكم");
    row("arabic negation", u"لا يوجد ألم في الصدر", u"يوجد ألم في الصدر", u"[-لا -]يوجد ألم في الصدر");
    row("chinese negation", u"患者没有发热和咳嗽的症状。", u"患者有发热和咳嗽的症状。", u"患者[-没-]有发热和咳嗽的症状。");
    row("chinese changes with a phrase between", u"患者没有发烧，咳嗽两周。", u"患者发烧，咳嗽三周。", u"患者[-没有-]发烧，咳嗽[-两-]{+三+}周。");
    row("chinese number", u"患者发热三天，伴有咳嗽。", u"患者发热五天，伴有咳嗽。", u"患者发热[-三-]{+五+}天，伴有咳嗽。");
    row("moved line", u"one is first\ntwo is next\nthree\nfour\n", u"two is next\nthree\nfour\none is first\n",
        u"<-one is first\n->two is next\nthree\nfour\n<+one is first\n+>");
    row("moved sentence", u"Then he came home. She left the house early. It rained.", u"She left the house early. Then he came home. It rained.",
        u"<-Then he came home. ->She left the house early. <+Then he came home. +>It rained.");
    row("moved paragraph, edit beside it",
        u"Alpha is short.\n\nBeta is the paragraph that will move, longer than others.\n\nGamma stays here with an edit.\n",
        u"Alpha is short.\n\nGamma stays here with one edit.\n\nBeta is the paragraph that will move, longer than others.\n",
        u"Alpha is short.\n\n<-Beta is the paragraph that will move, longer than others.\n\n->Gamma stays here with [-an-]{+one+} edit.\n"
        u"<+\nBeta is the paragraph that will move, longer than others.\n+>");
    row("moved line, an edit where it stood", u"Pain is worse at night.\nTakes aspirin daily.\nNo known allergies.\n",
        u"No known allergies.\nPain is worse at night.\nTakes aspirin with meals.\n",
        u"<+No known allergies.\n+>Pain is worse at night.\nTakes aspirin [-daily-]{+with meals+}.\n<-No known allergies.\n->");
    row("moved sentence, an edit where it stood", u"Pain is worse at night. Takes aspirin daily. No known allergies. It began in May.",
        u"No known allergies. Pain is worse at night. Takes aspirin daily with meals. It began in May.",
        u"<+No known allergies. +>Pain is worse at night. Takes aspirin daily{+ with meals+}. <-No known allergies. ->It began in May.");
    row("text from nothing", u"", u"new text", u"{+new text+}");
    row("text to nothing", u"old text", u"", u"[-old text-]");
    row("argument gained", u"call(one)", u"call(one, two)", u"call(one{+, two+})");
    row("item of a list gained", u"fever, cough and pain", u"fever, chills, cough and pain", u"fever, {+chills, +}cough and pain");
    row("bracket gained whole", u"on aspirin daily", u"on aspirin (81 mg) daily", u"on aspirin {+(81 mg) +}daily");
    row("contraction", u"don't stop it", u"do stop it", u"[-don't-]{+do+} stop it");
    row("no islands", u"The cat sat on the mat by the door.", u"A dog lay under a tree near the house.",
        u"[-The cat sat on the mat by the door-]{+A dog lay under a tree near the house+}.");
    row("NUL stays", u"a b", u"a c", u"a [-b-]{+c+}");
}

// What a second look at clinical, legal and technical texts brought up.
void TextDiffTest::showsWhatAnEditorWouldMarkInTrickyPlaces_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char16_t *a, const char16_t *b, const char16_t *expected) {
        QTest::newRow(name) << QString::fromUtf16(a) << QString::fromUtf16(b) << QString::fromUtf16(expected);
    };
    row("percent sign stays", u"Ejection fraction 35% today", u"Ejection fraction 55% today", u"Ejection fraction [-35-]{+55+}% today");
    row("percent lost", u"rose by 5 % a year", u"rose by 5 a year", u"rose by 5 [-% -]a year");
    row("micro to milli", u"Give 50 µg now", u"Give 50 mg now", u"Give 50 [-µg-]{+mg+} now");
    row("micrograms glued", u"Give 50µg now", u"Give 500µg now", u"Give [-50µg-]{+500µg+} now");
    row("end of a range", u"take 5-10 mg", u"take 5-20 mg", u"take 5-[-10-]{+20+} mg");
    row("range opened", u"take 5 mg", u"take 5-10 mg", u"take 5{+-10+} mg");
    row("iso date", u"seen on 2026-01-31 here", u"seen on 2026-02-28 here", u"seen on 2026-[-01-31-]{+02-28+} here");
    row("german date", u"am 31.01.2026 gesehen", u"am 03.01.2026 gesehen", u"am [-31.01.2026-]{+03.01.2026+} gesehen");
    row("decimal comma", u"Gabe von 2,5 ml", u"Gabe von 25 ml", u"Gabe von [-2,5-]{+25+} ml");
    row("thousand dots", u"1.000.000 Euro", u"1.000.000,50 Euro", u"[-1.000.000-]{+1.000.000,50+} Euro");
    row("url", u"see https://example.org/a/b?x=1&y=2 for more", u"see https://example.org/a/c?x=1&y=3 for more",
        u"see https://example.org/a/[-b-]{+c+}?x=1&y=[-2-]{+3+} for more");
    row("email", u"write to jane.doe@example.org now", u"write to john.doe@example.org now", u"write to [-jane.doe-]{+john.doe+}@example.org now");
    row("code", u"if (count > 0) { return total / count; }", u"if (count >= 1) { return total / count; }",
        u"if (count >[- 0-]{+= 1+}) { return total / count; }");
    row("identifier", u"call maxValue here", u"call max_value here", u"call [-maxValue-]{+max_value+} here");
    row("camel", u"use getUserName()", u"use getUserId()", u"use [-getUserName-]{+getUserId+}()");
    row("hyphen", u"a well-known case", u"a well known case", u"a well[---]{+ +}known case");
    row("list renumbered", u"1. aspirin\n2. statin\n3. insulin\n", u"1. aspirin\n2. heparin\n3. statin\n4. insulin\n",
        u"1. aspirin\n2. {+heparin\n3. +}statin\n[-3-]{+4+}. insulin\n");
    row("column of a table", u"| a | b |\n| 1 | 2 |\n| 3 | 4 |\n", u"| a | b | c |\n| 1 | 2 | 9 |\n| 3 | 4 | 8 |\n",
        u"| a | b {+| c +}|\n| 1 | 2 {+| 9 +}|\n| 3 | 4 {+| 8 +}|\n");
    row("quotes", u"he said \"stop\" twice", u"he said “stop” twice", u"he said [-\"stop\"-]{+“stop”+} twice");
    row("apostrophe", u"it's the patient's wish", u"it’s the patient’s wish", u"[-it's the patient's-]{+it’s the patient’s+} wish");
    row("contraction", u"He didn't smoke", u"He did smoke", u"He [-didn't-]{+did+} smoke");
    row("cannot", u"She cannot walk", u"She can walk", u"She [-cannot-]{+can+} walk");
    row("thai", u"ผู้ป่วยไม่มีไข้", u"ผู้ป่วยมีไข้", u"ผู้ป่วย[-ไม่-]มีไข้");
    row("japanese", u"患者は発熱がない。", u"患者は発熱がある。", u"患者は発熱が[-ない-]{+ある+}。");
    row("katakana", u"アスピリンを投与", u"アセトアミノフェンを投与", u"[-アスピリン-]{+アセトアミノフェン+}を投与");
    row("devanagari", u"रोगी को बुखार है", u"रोगी को बुखार नहीं है", u"रोगी को बुखार {+नहीं +}है");
    row("korean", u"환자는 열이 있다", u"환자는 열이 없다", u"환자는 열이 [-있다-]{+없다+}");
    row("arabic in english", u"The dose (مَرَّة) is 5 mg", u"The dose (مَرَّتين) is 5 mg", u"The dose ([-مَرَّة-]{+مَرَّتين+}) is 5 mg");
    row("hebrew num", u"נטל 5 מג ביום", u"נטל 50 מג ביום", u"נטל [-5-]{+50+} מג ביום");
    row("profession emoji whole", u"\U0001f469\u200d⚕\ufe0f came", u"\U0001f468\u200d⚕\ufe0f came",
        u"[-\U0001f469\u200d⚕\ufe0f-]{+\U0001f468\u200d⚕\ufe0f+} came");
    row("word with a non-joiner", u"می\u200cخواهم بروم", u"نمی\u200cخواهم بروم", u"[-می\u200cخواهم-]{+نمی\u200cخواهم+} بروم");
    row("keycap whole", u"press 1\ufe0f\u20e3 now", u"press 2\ufe0f\u20e3 now", u"press [-1\ufe0f\u20e3-]{+2\ufe0f\u20e3+} now");
    row("power of ten", u"10^9/L", u"10^6/L", u"10^[-9-]{+6+}/L");
    row("blood pressure", u"BP 120/80 mmHg", u"BP 130/80 mmHg", u"BP [-120-]{+130+}/80 mmHg");
    row("less to greater", u"< 5 mg", u"> 5 mg", u"[-<-]{+>+} 5 mg");
    row("word twice", u"the the cat", u"the cat", u"the [-the -]cat");
    row("indented further", u"if x:\n    y\n", u"if x:\n        y\n", u"if x:\n    {+    +}y\n");
    row("blank before a line end", u"line one \nline two\n", u"line one\nline two\n", u"line one[- -]\nline two\n");
    row("no-break space", u"5\u00a0mg daily", u"5 mg daily", u"5[-\u00a0-]{+ +}mg daily");
    row("soft hyphen", u"Blut\u00addruck hoch", u"Blutdruck hoch", u"[-Blut\u00addruck-]{+Blutdruck+} hoch");
    row("version number", u"v1.2.3 released", u"v1.2.4 released", u"[-v1.2.3-]{+v1.2.4+} released");
    row("folder of a path", u"open /usr/lib/x.so", u"open /usr/lib64/x.so", u"open /usr/[-lib-]{+lib64+}/x.so");
    row("remark in parentheses", u"pain (left knee) since May", u"pain since May", u"pain [-(left knee) -]since May");
}

void TextDiffTest::showsWhatAnEditorWouldMarkInTrickyPlaces()
{
    showsWhatAnEditorWouldMark();
    QFETCH(QString, a);
    QFETCH(QString, b);
    QCOMPARE(compare(a, b).cost, compare(b, a).cost);
}

void TextDiffTest::showsWhatAnEditorWouldMark()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, expected);
    QCOMPARE(drawn(a, b), expected);
    QCOMPARE(apply(a, compare(a, b).hunks, b), std::optional(b));
    QCOMPARE(compare(b, a).cost, compare(a, b).cost);
}

void TextDiffTest::namesTheKindOfAChange_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const char16_t *a, const char16_t *b, Kind kind) {
        QTest::newRow(name) << QString::fromUtf16(a) << QString::fromUtf16(b) << int(kind);
    };
    row("number", u"5 mg", u"50 mg", Kind::Number);
    row("unit", u"5 mg", u"5 g", Kind::Number);
    row("sign of a number", u"was -5 now", u"was 5 now", Kind::Number);
    row("ideographic number", u"发热三天", u"发热五天", Kind::Number);
    row("no", u"has no pain", u"has pain", Kind::Negation);
    row("contraction", u"he doesn't smoke", u"he does smoke", Kind::Negation);
    row("german", u"hat keine Schmerzen", u"hat Schmerzen", Kind::Negation);
    row("russian", u"боли нет", u"боли", Kind::Negation);
    row("chinese", u"没有发热", u"有发热", Kind::Negation);
    row("one negation for another", u"has no pain", u"without pain", Kind::Content);
    row("punctuation", u"a, b", u"a; b", Kind::Punctuation);
    row("case", u"The end", u"the end", Kind::Case);
    row("case beyond ASCII", u"ÉTÉ", u"été", Kind::Case);
    row("normal form", u"caf\u00e9", u"cafe\u0301", Kind::Form);
    row("blank", u"a  b", u"a b", Kind::Blank);
    row("no-break space", u"5\u00a0mg", u"5 mg", Kind::Blank);
    row("line end", u"a\r\nb", u"a\nb", Kind::LineEnd);
    row("unit word without a number", u"a list", u"a list of days", Kind::Content);
    row("content", u"dog", u"duck", Kind::Content);
}

void TextDiffTest::namesTheKindOfAChange()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(int, kind);
    const TextDiff diff = compare(a, b);
    QCOMPARE(diff.hunks.size(), 1);
    QCOMPARE(int(diff.hunks.first().kind), kind);
    QCOMPARE(int(compare(b, a).hunks.first().kind), kind);
    QCOMPARE(isStrong(diff.hunks.first().kind), kind == int(Kind::Number) || kind == int(Kind::Negation));
}

void TextDiffTest::marksTheLettersThatDifferInAlikeWords_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("marks"); // a's marked parts > b's, comma between marks
    QTest::newRow("one letter") << QStringLiteral("controled") << QStringLiteral("controlled") << QStringLiteral(">l");
    QTest::newRow("capital") << QStringLiteral("Patient is") << QStringLiteral("patient is") << QStringLiteral("P>p");
    QTest::newRow("unlike words are whole") << QStringLiteral("dog") << QStringLiteral("duck") << QString();
    QTest::newRow("never inside a number") << QStringLiteral("1250 mg") << QStringLiteral("1350 mg") << QString();
    QTest::newRow("never inside a code") << QStringLiteral("B1234567") << QStringLiteral("B1234568") << QString();
    QTest::newRow("letter with its mark") << QStringLiteral("resume\u0301s") << QStringLiteral("resumes") << QStringLiteral("e\u0301>e");
    QTest::newRow("words of a phrase") << QStringLiteral("No known of x.") << QStringLiteral("Known of x.") << QStringLiteral("No k>K");
}

void TextDiffTest::marksTheLettersThatDifferInAlikeWords()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, marks);
    const TextDiff diff = compare(a, b);
    QCOMPARE(diff.hunks.size(), 1);
    QString before;
    QString now;
    for (const Mark &mark : diff.hunks.first().inner) {
        before += a.mid(mark.a.start, mark.a.length());
        now += b.mid(mark.b.start, mark.b.length());
    }
    QCOMPARE(diff.hunks.first().inner.isEmpty() ? QString() : before + u'>' + now, marks);
}

void TextDiffTest::foldsLineEndsIntoOneChange()
{
    const QString a = QStringLiteral("one\r\ntwo\r\nthree\r\n");
    const QString b = QStringLiteral("one\ntwo\nthree\n");
    const TextDiff diff = compare(a, b);
    QCOMPARE(diff.hunks.size(), 3);
    for (const Hunk &hunk : diff.hunks) {
        QCOMPARE(hunk.kind, Kind::LineEnd);
        QVERIFY(hunk.fold != 0);
        QCOMPARE(hunk.fold, diff.hunks.first().fold);
    }
    QCOMPARE(diff.cost, 10 + 3);
    QCOMPARE(apply(a, diff.hunks, b), std::optional(b));
}

void TextDiffTest::foldsNormalFormsIntoOneChange()
{
    const TextDiff diff = compare(QStringLiteral("caf\u00e9 na\u00efve x"), QStringLiteral("cafe\u0301 nai\u0308ve x"));
    QCOMPARE(diff.hunks.size(), 2);
    QCOMPARE(diff.hunks.at(0).kind, Kind::Form);
    QVERIFY(diff.hunks.at(0).fold != 0);
    QCOMPARE(diff.hunks.at(1).fold, diff.hunks.at(0).fold);
}

void TextDiffTest::keepsAWordsEditApartFromFoldedLineEnds()
{
    QCOMPARE(drawn(QStringLiteral("one\r\ntwo here\r\nthree\r\n"), QStringLiteral("one\ntwo there\nthree\n")),
             QStringLiteral("one[-\r\n-]{+\n+}two [-here-]{+there+}[-\r\n-]{+\n+}three[-\r\n-]{+\n+}"));
}

void TextDiffTest::rewritesAPhraseInFewHunks()
{
    const QString a = QStringLiteral("The patient was advised to take the tablets in the morning with a glass of water. Follow-up in two weeks.");
    const QString b = QStringLiteral("The patient should swallow one tablet at breakfast, with plenty to drink. Follow-up in two weeks.");
    QVERIFY(compare(a, b).hunks.size() <= 3);
}

void TextDiffTest::movesAParagraphAndShowsTheEditInsideIt()
{
    const QString first = QStringLiteral("The first paragraph is here and it stays. It has a second sentence, and a third one that is long enough.\n\n");
    const QString moved = QStringLiteral("This paragraph moves away. In the middle it says left knee. It ends with a last sentence of its own.\n\n");
    const QString edited = QStringLiteral("This paragraph moves away. In the middle it says right knee. It ends with a last sentence of its own.\n\n");
    const QString last = QStringLiteral("The last paragraph is long as well, so that it is the other one that moves. It is not touched by anybody at all.\n\n");
    const QString a = first + moved + last;
    const QString b = first + last + edited;
    const TextDiff diff = compare(a, b);
    QCOMPARE(diff.hunks.size(), 1);
    const Hunk &move = diff.hunks.first();
    QCOMPARE(move.op, Op::Move);
    QCOMPARE(move.inner.size(), 1);
    QCOMPARE(a.mid(move.inner.first().a.start, move.inner.first().a.length()), QStringLiteral("left"));
    QCOMPARE(b.mid(move.inner.first().b.start, move.inner.first().b.length()), QStringLiteral("right"));
    QCOMPARE(apply(a, diff.hunks, b), std::optional(b));
}

void TextDiffTest::movesAParagraphWhoseFirstOrLastSentenceWasEdited_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("other");
    QTest::newRow("first sentence") << QStringLiteral("was admitted") << QStringLiteral("came in");
    QTest::newRow("last sentence") << QStringLiteral("metformin") << QStringLiteral("insulin");
}

// The short one moves, not the long text it was in front of.
void TextDiffTest::movesAParagraphWhoseFirstOrLastSentenceWasEdited()
{
    QFETCH(QString, word);
    QFETCH(QString, other);
    const QString moved = QStringLiteral("The patient was admitted with chest pain on Monday. Troponin was negative twice. He takes metformin 500 mg twice daily.");
    const QString rest = QStringLiteral("Examination showed clear lungs and a regular rhythm. There is no evidence of heart failure.\n\n"
                                        "We discussed diet and exercise. He will return in three weeks for a stress test. Aspirin 81 mg was continued.\n\n"
                                        "Nothing else was found on that day, and nobody asked for more. The family was told.");
    const QString a = moved + QStringLiteral("\n\n") + rest;
    const QString b = rest + QStringLiteral("\n\n") + QString(moved).replace(word, other);
    const TextDiff diff = compare(a, b);
    QCOMPARE(diff.hunks.size(), 1);
    const Hunk &move = diff.hunks.first();
    QCOMPARE(move.op, Op::Move);
    QVERIFY(move.a.length() < moved.size() + 4);
    QCOMPARE(move.inner.size(), 1);
    QCOMPARE(b.mid(move.inner.first().b.start, move.inner.first().b.length()), other);
    QCOMPARE(apply(a, diff.hunks, b), std::optional(b));
    QCOMPARE(compare(b, a).cost, diff.cost);
}

void TextDiffTest::findsNoMovesWhenNotAsked()
{
    CompareOptions options;
    options.moves = false;
    const TextDiff diff = compare(QStringLiteral("one is first\ntwo is next\nthree\n"), QStringLiteral("two is next\nthree\none is first\n"), options);
    for (const Hunk &hunk : diff.hunks)
        QVERIFY(hunk.op != Op::Move);
    QVERIFY(!diff.hunks.isEmpty());
}

void TextDiffTest::comparesByLine()
{
    CompareOptions options;
    options.unit = Unit::Line;
    const QString a = QStringLiteral("one a\ntwo b\nthree c\n");
    QCOMPARE(drawn(a, QStringLiteral("one a\ntwo x\nthree c\n"), options), QStringLiteral("one a\n[-two b\n-]{+two x\n+}three c\n"));
    QCOMPARE(drawn(a, QStringLiteral("one a\r\ntwo b\nthree c\n"), options), QStringLiteral("[-one a\n-]{+one a\r\n+}two b\nthree c\n"));
    QCOMPARE(drawn(a, QStringLiteral("one a\nthree c"), options), QStringLiteral("one a\n[-two b\nthree c\n-]{+three c+}"));
}

void TextDiffTest::equalTextsHaveNoHunks()
{
    const TextDiff diff = compare(QStringLiteral("same"), QStringLiteral("same"));
    QVERIFY(diff.isSame());
    QCOMPARE(diff.cost, 0);
    QVERIFY(compare(QString(), QString()).isSame());
}

void TextDiffTest::numbersHunksInOrder()
{
    const TextDiff diff = compare(QStringLiteral("one long stretch two long stretch three"), QStringLiteral("1 long stretch 2 long stretch 3"));
    QCOMPARE(diff.hunks.size(), 3);
    for (qsizetype k = 0; k < 3; ++k)
        QCOMPARE(diff.hunks.at(k).id, HunkId(k + 1));
}

QTEST_APPLESS_MAIN(TextDiffTest)
#include "tst_textdiff.moc"

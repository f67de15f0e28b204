// Made-up texts from a seed: sentences of words as frequent as in real ones, edits like a reviewer's, and texts that nobody would write.
#pragma once

#include <QString>
#include <QStringList>
#include <algorithm>
#include <random>

namespace countersign::diff {

class MadeUp {
public:
    explicit MadeUp(unsigned seed) : m_random(seed) {}

    int below(int limit) { return limit > 0 ? int(m_random() % unsigned(limit)) : 0; }

    QString word()
    {
        static const QStringList words = QStringLiteral(
            "the of and a to in is was no not with for patient pain left right daily mg 5 50 2.5 blood denies reports history normal chest "
            "cough fever medication tablet doctor visit week stable mild severe acute chronic allergy review exam lungs clear heart rate "
            "follow up return clinic metformin lisinopril aspirin penicillin hypertension diabetes controlled poorly well nausea vomiting")
                                             .split(u' ');
        const int spread = 1 + below(int(words.size()));
        return words.at(below(spread));
    }

    QString text(int words)
    {
        QString text;
        for (int k = 0, inSentence = 0; k < words; ++k) {
            text += word();
            const bool ends = ++inSentence > 4 && below(7) == 0;
            if (ends)
                inSentence = 0;
            if (ends && below(4) == 0)
                text += below(6) == 0 ? QStringLiteral(".\r\n") : QStringLiteral(".\n");
            else
                text += ends ? QStringLiteral(". ") : below(9) == 0 ? QStringLiteral(", ") : QStringLiteral(" ");
        }
        return text;
    }

    // Each word is dropped, replaced or followed by another with the given chance in a thousand.
    QString edited(const QString &text, int perMille)
    {
        QString result;
        const QStringList parts = text.split(u' ');
        for (qsizetype k = 0; k < parts.size(); ++k) {
            const bool last = k + 1 == parts.size();
            const QString blank = last ? QString() : QStringLiteral(" ");
            if (below(1000) >= perMille) {
                result += parts.at(k) + blank;
                continue;
            }
            switch (below(4)) {
            case 0:
                break;
            case 1:
                result += parts.at(k) + u' ' + word() + blank;
                break;
            default:
                result += word() + blank;
            }
        }
        return result;
    }

    // Anything: lone surrogates, marks, joiners, flags, NUL, all line ends, digits and signs in any order.
    QString chaos(int pieces)
    {
        static const QStringList odd{
            QStringLiteral("a"), QStringLiteral("B"), QStringLiteral("word"), QStringLiteral("5"), QStringLiteral("2.5"), QStringLiteral("."),
            QStringLiteral(","), QStringLiteral("'"), QStringLiteral("\""), QStringLiteral(":"), QStringLiteral("_"), QStringLiteral("-"),
            QStringLiteral(" "), QStringLiteral("  "), QStringLiteral("\t"), QStringLiteral("\n"), QStringLiteral("\r\n"), QStringLiteral("\r"),
            QString(QChar(0x2028)), QString(QChar(0x85)), QString(QChar(0)), QString(QChar(0x7f)), QString(QChar(0xfeff)),
            QString(QChar(0xd800)), QString(QChar(0xdc00)), QString(QChar(0x0301)), QString(QChar(0x200d)), QString(QChar(0x200c)),
            QString(QChar(0xfe0f)), QString(QChar(0xe9)), QStringLiteral("e\u0301"), QStringLiteral("\u05e9\u05dc\u05d5\u05dd"),
            QStringLiteral("\u0645\u064e\u0631\u062d\u0628\u0627"), QStringLiteral("\u6ca1"), QStringLiteral("\u60a3\u8005"),
            QStringLiteral("\u3042"), QStringLiteral("\u30ab\u30bf"), QStringLiteral("\U0001f468"), QStringLiteral("\U0001f469"),
            QStringLiteral("\U0001f3fd"), QStringLiteral("\U0001f1e9"), QStringLiteral("\U0001f1ea"), QStringLiteral("\U00020000"),
            QStringLiteral("\u0e33"), QStringLiteral("\u0e01"), QStringLiteral("\u1100"), QStringLiteral("\u1161"), QStringLiteral("\uac00"),
            QStringLiteral("\u00a0"), QStringLiteral("\u0600"), QStringLiteral("\u0915\u094d\u0937"), QStringLiteral("\u2019"), QStringLiteral("\uff0c")};
        QString text;
        for (int k = 0; k < pieces; ++k)
            text += odd.at(below(int(odd.size())));
        return text;
    }

    // The text after some of its pieces were replaced at random places, also in the middle of a character.
    QString disturbed(QString text, int times)
    {
        for (int k = 0; k < times; ++k) {
            const int at = below(int(text.size()) + 1);
            const int removed = std::min(below(4), int(text.size()) - at);
            text.replace(at, removed, chaos(below(3)));
        }
        return text;
    }

private:
    std::mt19937 m_random;
};

} // namespace countersign::diff

#include "grounding/wordfacts.h"

#include <QHash>

namespace countersign::grounding {

WordFacts factsOf(const QString &folded)
{
    static const QHash<QString, WordFacts> table = [] {
        QHash<QString, WordFacts> made;
        const auto add = [&](const QStringList &words, WordFact fact) {
            for (const QString &word : words)
                made[word] |= fact;
        };
        add(functionWordList(), FunctionWord);
        add(commonWordList(), CommonWord);
        add(numberWordList(), NumberWord);
        add(oftenWordList(), OftenWord);
        add(monthWordList(), MonthWord);
        add(negationWordList(), NegationWord);
        return made;
    }();
    return table.value(folded, 0);
}

} // namespace countersign::grounding

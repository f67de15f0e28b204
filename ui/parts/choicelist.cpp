#include "ui/parts/choicelist.h"

#include "ui/theme/drawing.h"

#include <QPainter>
#include <algorithm>

namespace countersign::ui {

using theme::Meaning;
using theme::px;

namespace {

// Letters without case and accents.
QString folded(const QString &text)
{
    const QString apart = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString letters;
    for (const QChar character : apart)
        if (!character.isMark())
            letters += character;
    return letters;
}

// How well a choice fits: 0 best, -1 not at all.
int rank(const QString &text, const QString &whole, const QStringList &words)
{
    for (const QString &word : words)
        if (!whole.contains(word))
            return -1;
    if (words.isEmpty() || text.startsWith(words.join(u' ')))
        return 0;
    const auto begins = [&](const QString &word) { return text.startsWith(word) || text.contains(u' ' + word); };
    return std::all_of(words.cbegin(), words.cend(), begins) ? 1 : 2;
}

} // namespace

void ChoiceModel::setChoices(QList<Choice> choices)
{
    m_choices = std::move(choices);
    m_folded.clear();
    for (const Choice &choice : std::as_const(m_choices))
        m_folded.append(folded(choice.text + u'\n' + choice.detail + u'\n' + choice.key));
    setWords(m_words);
}

void ChoiceModel::setWords(const QString &words)
{
    m_words = words;
    const QStringList wanted = folded(words).split(u' ', Qt::SkipEmptyParts);
    QList<std::pair<int, int>> found; // rank, position
    for (int i = 0; i < m_choices.size(); ++i) {
        const int fit = rank(m_folded[i].section(u'\n', 0, 0), m_folded[i], wanted);
        if (fit >= 0)
            found.append({fit + (m_choices[i].usable ? 0 : 10), i});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    beginResetModel();
    m_shown.clear();
    for (const auto &[fit, position] : std::as_const(found))
        m_shown.append(position);
    endResetModel();
}

int ChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Choice &shown = choice(index.row());
    if (role == Qt::DisplayRole)
        return shown.text;
    if (role == ChoiceRole)
        return QVariant::fromValue(shown);
    if (role != Qt::AccessibleTextRole)
        return {};
    QStringList spoken{shown.text};
    for (const QString &part : {shown.detail, shown.key})
        if (!part.isEmpty())
            spoken.append(part);
    return spoken.join(QStringLiteral(", "));
}

QSize ChoiceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {px(200), std::max(px(34), QFontMetrics(theme::controlFont()).height() + px(14))};
}

void ChoiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Choice choice = index.data(ChoiceModel::ChoiceRole).value<Choice>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect.adjusted(px(6), 1, -px(6), -1);
    if (option.state & QStyle::State_Selected)
        theme::drawBox(*painter, row, theme::color(Meaning::AccentPane), {}, 5);
    QRect room = row.adjusted(px(10), 0, -px(10), 0);
    const auto side = [&](const QRect &box) { return QStyle::visualRect(option.direction, option.rect, box); };
    painter->setFont(theme::labelFont());
    if (!choice.key.isEmpty()) {
        const int width = std::max(painter->fontMetrics().horizontalAdvance(choice.key) + px(10), px(20));
        const int height = painter->fontMetrics().height() + px(2);
        const QRect cap(room.right() - width, room.center().y() - height / 2, width, height);
        theme::drawBox(*painter, side(cap), QColor(), theme::color(Meaning::Faint), 4);
        painter->setPen(theme::color(choice.usable ? Meaning::Soft : Meaning::Faint));
        painter->drawText(side(cap), Qt::AlignCenter, choice.key);
        room.setRight(cap.left() - px(12));
    }
    if (!choice.detail.isEmpty()) {
        const int width = std::min(painter->fontMetrics().horizontalAdvance(choice.detail) + px(4), room.width() * 3 / 5);
        const QRect box(room.right() - width, room.top(), width, room.height());
        painter->setPen(theme::color(Meaning::Faint));
        painter->drawText(side(box), Qt::AlignVCenter | Qt::AlignRight, painter->fontMetrics().elidedText(choice.detail, Qt::ElideRight, width));
        room.setRight(box.left() - px(12));
    }
    painter->setFont(theme::controlFont());
    painter->setPen(theme::color(choice.usable ? Meaning::Ink : Meaning::Faint));
    const QString text = QString(choice.text).replace(u'\n', u' ');
    painter->drawText(side(room), Qt::AlignVCenter | int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace countersign::ui

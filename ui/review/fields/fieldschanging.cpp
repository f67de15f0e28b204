// What the form does to the fields: typing, adding, removing, the way back of each, and the steps of undo.
#include "ui/review/fields/fieldsform.h"

#include "ui/parts/chooser.h"
#include "ui/review/fields/fieldline.h"
#include "ui/speech.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace countersign::ui {

using core::ErrorKind;
using core::Result;
using workflow::pointerTo;
using Type = workflow::FieldRow::Type;

namespace {

QString parentOf(const QString &pointer)
{
    return pointer.first(std::max<qsizetype>(0, pointer.lastIndexOf(u'/')));
}

} // namespace

// ---- one field

void FieldsForm::take(FieldLine *line, const QString &text)
{
    const workflow::FieldPair &pair = line->pair();
    const bool open = !pair.suggested || pair.suggested->type == Type::Null || pair.mine->type == Type::Null;
    const auto kept = open ? workflow::withTyped(m_mine, line->pointer(), text, m_schema) : workflow::withField(m_mine, line->pointer(), pair.mine->type, text);
    line->setError(kept ? QString() : problem(kept.error()));
    if (kept)
        keep(*kept, line);
}

void FieldsForm::revert(FieldEntry *entry)
{
    const workflow::FieldPair pair = entry->pair();
    auto *line = qobject_cast<FieldLine *>(entry);
    if (m_readOnly)
        return;
    if (!pair.mine)
        return putBack(entry);
    if (!pair.suggested)
        return remove(entry);
    if (!line)
        return;
    line->setError({});
    keep(workflow::withField(m_mine, line->pointer(), pair.suggested->type, pair.suggested->text).value_or(m_mine), line);
    line->takeKeyboard();
}

void FieldsForm::revertChange(int index)
{
    if (FieldEntry *entry = changedEntries().value(index))
        revert(entry);
}

void FieldsForm::revertCurrent()
{
    FieldEntry *entry = currentEntry();
    if (entry && entry->isChanged())
        revert(entry);
}

void FieldsForm::revertAll()
{
    if (!m_readOnly && m_mine != m_suggestion) {
        m_steps.note({m_mine, m_suggestion, {}, false});
        rebuild(m_suggestion, {});
    }
}

void FieldsForm::emptyCurrent()
{
    if (FieldEntry *entry = m_readOnly ? nullptr : currentEntry())
        Q_EMIT entry->emptied();
}

// ---- fields that come and go

bool FieldsForm::mayAddTo(const QString &group) const
{
    for (const workflow::FieldPair &pair : m_pairs) {
        if (!pair.isContainer() || pair.mine->pointer != group)
            continue;
        return pair.mine->type == Type::Array || workflow::takesOtherMembers(group, m_schema)
            || !workflow::possibleMembers(m_mine, group, m_schema).isEmpty();
    }
    return false;
}

// Into the group the keyboard is on, or the one that holds the field it is in.
void FieldsForm::addHere()
{
    const FieldEntry *entry = currentEntry();
    QString group = QStringLiteral("");
    if (entry)
        group = entry->pair().isContainer() ? entry->pointer() : entry->pair().parent;
    while (!group.isEmpty() && !mayAddTo(group))
        group = parentOf(group);
    addTo(group);
}

void FieldsForm::addTo(const QString &group)
{
    if (m_readOnly || !mayAddTo(group))
        return;
    qsizetype items = 0;
    for (const workflow::FieldPair &pair : std::as_const(m_pairs)) {
        if (pair.isContainer() && pair.mine->pointer == group && pair.mine->type == Type::Object)
            return addMember(group);
        items += pair.mine && pair.mine->depth > 0 && pair.parent == group ? 1 : 0;
    }
    added(workflow::withItem(m_mine, group, items, m_schema), pointerTo(group, QString::number(items)));
}

void FieldsForm::addMember(const QString &object)
{
    const QList<workflow::NewMember> members = workflow::possibleMembers(m_mine, object, m_schema);
    QList<Choice> choices;
    for (const workflow::NewMember &member : members)
        choices.append({member.label, member.label == member.key ? QString() : member.key, {}, true});
    auto *chooser = new Chooser(tr("Add a field"), tr("Fields"), this);
    chooser->setNothing(tr("Type the name of the new field."));
    if (workflow::takesOtherMembers(object, m_schema))
        chooser->offerWords(tr("New field “%1”"));
    chooser->setChoices(choices);
    const auto add = [this, object](const QString &key) {
        added(workflow::withMember(m_mine, object, key, m_schema), pointerTo(object, key));
    };
    connect(chooser, &Chooser::chosen, this, [add, members](int index) { add(members[index].key); });
    connect(chooser, &Chooser::wordsChosen, this, add);
    chooser->open();
}

void FieldsForm::added(const Result<QByteArray> &fields, const QString &pointer)
{
    if (!fields)
        return Q_EMIT refused(fields.error().kind == ErrorKind::DuplicateKey ? tr("There is a field “%1” already.").arg(fields.error().detail)
                                                                             : sentence(fields.error()));
    m_steps.note({m_mine, *fields, pointer, false});
    rebuild(*fields, pointer);
}

void FieldsForm::removeCurrent()
{
    if (FieldEntry *entry = m_readOnly ? nullptr : currentEntry())
        remove(entry);
}

void FieldsForm::remove(FieldEntry *entry)
{
    if (m_readOnly || !entry->pair().mine || entry->pointer().isEmpty())
        return;
    if (!entry->mayBeRemoved() && entry->pair().suggested)
        return Q_EMIT refused(tr("The form wants “%1”: it can be changed, not removed.").arg(entry->name()));
    const QString pointer = entry->pointer();
    const auto fields = workflow::withoutField(m_mine, pointer, m_suggestion);
    if (!fields)
        return Q_EMIT refused(sentence(fields.error()));
    m_steps.note({m_mine, *fields, pointer, false});
    rebuild(*fields, pointer, true);
}

void FieldsForm::putBack(FieldEntry *entry)
{
    const auto fields = workflow::withFieldBack(m_mine, entry->pair(), m_suggestion);
    if (!fields)
        return Q_EMIT refused(sentence(fields.error()));
    const QString pointer = entry->pointer().isNull() ? pointerTo(entry->pair().parent, QString::number(entry->pair().place)) : entry->pointer();
    m_steps.note({m_mine, *fields, pointer, false});
    rebuild(*fields, pointer);
}

// The lines anew, the view where it was, the keyboard at that field or next to where it was.
void FieldsForm::rebuild(const QByteArray &fields, const QString &pointer, bool gone)
{
    const int scrolled = verticalScrollBar()->value();
    const bool hadKeyboard = isAncestorOf(QApplication::focusWidget());
    m_mine = fields;
    build();
    widget()->layout()->activate();
    widget()->adjustSize();
    verticalScrollBar()->setValue(scrolled);
    FieldEntry *entry = gone ? goneAt(pointer) : nullptr;
    if (!entry)
        entry = entryNear(pointer);
    if (entry) {
        ensureWidgetVisible(entry);
        if (hadKeyboard)
            entry->takeKeyboard();
    }
    Q_EMIT edited();
}

// At the pointer: a field or what stands in the group, one that is gone, else what stands before it.
FieldEntry *FieldsForm::entryNear(QString pointer) const
{
    if (FieldEntry *entry = entryAt(pointer)) {
        const qsizetype next = m_entries.indexOf(entry) + 1;
        const bool first = entry->pair().isContainer() && next < m_entries.size() && m_entries[next]->pointer().startsWith(pointer + u'/');
        return first ? m_entries[next] : entry;
    }
    if (FieldEntry *entry = goneAt(pointer))
        return entry;
    for (; !pointer.isEmpty(); pointer = parentOf(pointer))
        if (FieldEntry *entry = entryAt(parentOf(pointer)))
            return entry;
    return m_entries.value(m_entries.size() - 1);
}

FieldEntry *FieldsForm::goneAt(const QString &pointer) const
{
    for (FieldEntry *entry : m_entries)
        if (!entry->pair().mine && (entry->pointer() == pointer || pointerTo(entry->pair().parent, QString::number(entry->pair().place)) == pointer))
            return entry;
    return nullptr;
}

// ---- steps

void FieldsForm::step(bool redo)
{
    const auto taken = m_readOnly ? std::nullopt : redo ? m_steps.redo() : m_steps.undo();
    if (taken)
        rebuild(redo ? taken->after : taken->before, taken->pointer);
}

void FieldsForm::keyPressEvent(QKeyEvent *event)
{
    const bool redo = event->matches(QKeySequence::Redo);
    if (redo || event->matches(QKeySequence::Undo))
        return step(redo);
    QScrollArea::keyPressEvent(event);
}

// ---- the place, as kept with a draft

// Characters of the fields before the one with the keyboard, each with one for its end, and before the caret in it.
qsizetype FieldsForm::caret() const
{
    qsizetype place = 0;
    for (const FieldEntry *entry : m_entries) {
        if (entry == m_last)
            return place + entry->caret();
        place += entry->caretEnd() + 1;
    }
    return 0;
}

double FieldsForm::scrollPlace() const
{
    const QScrollBar *bar = verticalScrollBar();
    return bar->maximum() > 0 ? double(bar->value()) / bar->maximum() : 0;
}

void FieldsForm::restorePlace(qsizetype caret, double scroll)
{
    m_last = nullptr;
    for (qsizetype i = 0; caret > 0; ++i) {
        if (i == m_entries.size() && m_built < m_pairs.size())
            addLines();
        if (i >= m_entries.size())
            break;
        if (caret <= m_entries[i]->caretEnd()) {
            m_last = m_entries[i];
            m_last->placeCaret(caret);
            break;
        }
        caret -= m_entries[i]->caretEnd() + 1;
        if (caret == 0)
            m_last = m_entries.value(i + 1);
    }
    widget()->layout()->activate();
    widget()->adjustSize();
    verticalScrollBar()->setValue(qRound(scroll * verticalScrollBar()->maximum()));
}

// Where the keyboard was, else into the first field.
void FieldsForm::takeKeyboard()
{
    if (m_last && m_entries.contains(m_last.data()))
        return m_last->takeKeyboardBack();
    for (FieldEntry *entry : std::as_const(m_entries))
        if (qobject_cast<FieldLine *>(entry))
            return entry->takeKeyboard();
    if (!m_entries.isEmpty())
        m_entries.first()->takeKeyboard();
    else if (m_addToRoot && m_addToRoot->isVisibleTo(this))
        m_addToRoot->setFocus(Qt::OtherFocusReason);
}

void FieldsForm::noteFocus()
{
    FieldEntry *entry = currentEntry();
    if (!entry || entry == m_last)
        return;
    m_last = entry;
    Q_EMIT placeMoved();
}

} // namespace countersign::ui

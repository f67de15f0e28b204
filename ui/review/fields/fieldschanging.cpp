// What the form does to the fields: typing, adding, removing, the way back of each, and the steps of undo.
#include "ui/review/fields/fieldsform.h"

#include "ui/parts/chooser.h"
#include "ui/review/fields/fieldline.h"
#include "ui/speech.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace countersign::ui {

using core::ErrorKind;
using core::Result;
using workflow::pointerTo;
using Type = workflow::FieldRow::Type;

namespace {

constexpr qsizetype mostSteps = 200;
constexpr qsizetype mostBytes = 64'000'000; // of all steps together

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
        note({m_mine, m_suggestion, {}, false});
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
    note({m_mine, *fields, pointer, false});
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
    note({m_mine, *fields, pointer, false});
    rebuild(*fields, pointer, true);
}

void FieldsForm::putBack(FieldEntry *entry)
{
    const auto fields = workflow::withFieldBack(m_mine, entry->pair(), m_suggestion);
    if (!fields)
        return Q_EMIT refused(sentence(fields.error()));
    const QString pointer = entry->pointer().isNull() ? pointerTo(entry->pair().parent, QString::number(entry->pair().place)) : entry->pointer();
    note({m_mine, *fields, pointer, false});
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

void FieldsForm::note(const Step &step)
{
    if (step.before == step.after)
        return;
    m_undone.clear();
    const bool goesOn = step.typing && !m_done.isEmpty() && m_done.last().typing && m_done.last().pointer == step.pointer;
    if (goesOn)
        m_done.last().after = step.after;
    else
        m_done.append(step);
    if (m_done.last().before == m_done.last().after)
        m_done.removeLast();
    while (m_done.size() > mostSteps || (m_done.size() > 1 && 2 * m_done.size() * m_mine.size() > mostBytes))
        m_done.removeFirst();
}

void FieldsForm::step(bool redo)
{
    QList<Step> &from = redo ? m_undone : m_done;
    if (m_readOnly || from.isEmpty())
        return;
    const Step taken = from.takeLast();
    (redo ? m_done : m_undone).append(taken);
    rebuild(redo ? taken.after : taken.before, taken.pointer);
}

void FieldsForm::keyPressEvent(QKeyEvent *event)
{
    const bool redo = event->matches(QKeySequence::Redo);
    if (redo || event->matches(QKeySequence::Undo))
        return step(redo);
    QScrollArea::keyPressEvent(event);
}

} // namespace countersign::ui

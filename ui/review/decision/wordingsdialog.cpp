#include "ui/review/decision/wordingsdialog.h"

#include "ui/parts/keybutton.h"
#include "ui/parts/notice.h"
#include "ui/review/decision/reasoncodes.h"
#include "ui/speech.h"
#include "workflow/wordings.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace countersign::ui {

using core::Wording;
using theme::px;

namespace {

// Pieces of text may have lines of their own: an empty line stands between two pieces.
QStringList pieces(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("\\n[ \\t]*\\n\\s*"));
    QStringList found = text.trimmed().split(between, Qt::SkipEmptyParts);
    return found;
}

QStringList lines(const QString &text)
{
    QStringList found;
    for (const QString &line : text.split(u'\n'))
        if (!line.trimmed().isEmpty())
            found.append(line.trimmed());
    return found;
}

QStringList ownReasons(const QString &kind)
{
    QStringList words;
    for (const QString &code : kind.isEmpty() ? everyReasonCodes() : fieldReasonCodes(kind))
        words.append(codeWords(code));
    return words;
}

} // namespace

WordingsDialog::WordingsDialog(workflow::Session &session, const QString &kind, QWidget *parent)
    : QDialog(parent), m_session(session), m_first(kind), m_kind(kind), m_notice(new Notice(this)), m_kinds(new QComboBox(this)),
      m_reasons(new QPlainTextEdit(this)), m_rationales(new QPlainTextEdit(this)), m_snippets(new QPlainTextEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Reasons and texts"));
    setAccessibleName(windowTitle());
    theme::setBackground(this, theme::Meaning::Pane);
    build();
    load();
    resize(QSize(px(680), px(640)).boundedTo(parent ? parent->window()->size() : QSize(px(680), px(640))));
}

void WordingsDialog::build()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(px(20), px(16), px(20), px(16));
    grid->setVerticalSpacing(px(6));
    auto *title = new QLabel(windowTitle(), this);
    theme::setRole(title, theme::TextRole::Title);
    grid->addWidget(title, 0, 0);
    grid->addWidget(m_notice, 1, 0);
    m_kinds->setAccessibleName(tr("For cases of this kind"));
    grid->addWidget(m_kinds, 2, 0);
    int row = 3;
    const std::tuple<QPlainTextEdit *, QString, QString> fields[]{
        {m_reasons, tr("Reasons"), tr("One a line, in the order they are offered.")},
        {m_rationales, tr("Sentences for the rationale"), tr("One a line. The arrow down in the rationale offers them.")},
        {m_snippets, tr("Pieces of text"), tr("An empty line stands between two of them. %1 puts one in.").arg(QStringLiteral("Alt+I"))}};
    for (const auto &[field, name, how] : fields) {
        auto *head = new QLabel(QStringLiteral("%1 · %2").arg(name, how), this);
        theme::setRole(head, theme::TextRole::Label, theme::Meaning::Soft);
        head->setBuddy(field);
        head->setWordWrap(true);
        field->setAccessibleName(name);
        field->setAccessibleDescription(how);
        field->setTabChangesFocus(true);
        grid->addWidget(head, row++, 0);
        grid->addWidget(field, row, 0);
        grid->setRowStretch(row++, 1);
    }
    auto *cancel = new KeyButton(tr("Cancel"), QKeySequence(Qt::Key_Escape), theme::Weight::Plain, this);
    auto *save = new KeyButton(tr("Save"), QKeySequence(Qt::CTRL | Qt::Key_Return), theme::Weight::Primary, this);
    save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(px(8));
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    grid->addLayout(buttons, row, 0);
    connect(cancel, &QPushButton::clicked, this, &QDialog::close);
    connect(save, &QPushButton::clicked, this, &WordingsDialog::save);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, [this] {
        takeKind();
        showKind();
    });
}

void WordingsDialog::load()
{
    struct Found {
        QList<Wording> words;
        QStringList kinds;
    };
    m_session.reading().run<Found>(
        this, QStringLiteral("wordings"),
        [person = m_session.acting().person](const workflow::Ports &ports, std::stop_token) -> core::Result<Found> {
            auto words = workflow::wordings(ports);
            if (!words)
                return tl::unexpected(words.error());
            const auto counts = ports.cases.queueCounts(person.teams(), person.id);
            return Found{std::move(*words), counts ? counts->byKind.keys() : QStringList()};
        },
        [this](const core::Result<Found> &found) {
            if (!found)
                return m_notice->showError(found.error());
            m_all = found->words;
            listKinds(found->kinds);
            showKind();
            m_reasons->setFocus();
        });
}

void WordingsDialog::listKinds(const QStringList &inStore)
{
    QStringList kinds = inStore;
    kinds.append(m_first);
    for (const Wording &each : std::as_const(m_all))
        kinds.append(each.kind);
    kinds.removeAll(QString());
    kinds.removeDuplicates();
    kinds.sort();
    const QSignalBlocker quiet(m_kinds);
    m_kinds->clear();
    m_kinds->addItem(tr("Every kind of case"), QString());
    for (const QString &kind : std::as_const(kinds))
        m_kinds->addItem(kindWords(kind), kind);
    m_kinds->setCurrentIndex(std::max(0, m_kinds->findData(m_first)));
}

QStringList WordingsDialog::shownLines(Wording::Sort sort) const
{
    QStringList found;
    for (const Wording &each : m_all)
        if (each.sort == sort && each.kind == m_kind)
            found.append(each.text);
    return found;
}

void WordingsDialog::showKind()
{
    m_kind = m_kinds->currentData().toString();
    const QStringList reasons = shownLines(Wording::Sort::Reason);
    m_reasons->setPlainText((reasons.isEmpty() ? ownReasons(m_kind) : reasons).join(u'\n'));
    m_rationales->setPlainText(shownLines(Wording::Sort::Rationale).join(u'\n'));
    m_snippets->setPlainText(shownLines(Wording::Sort::Snippet).join(QStringLiteral("\n\n")));
}

// Words that stay keep their code; the program's own reasons are not kept again.
void WordingsDialog::takeKind()
{
    QHash<QString, QString> codes;
    for (const QString &code : m_kind.isEmpty() ? everyReasonCodes() : fieldReasonCodes(m_kind))
        codes.insert(codeWords(code), code);
    for (const Wording &each : std::as_const(m_all))
        if (each.sort == Wording::Sort::Reason && each.kind == m_kind)
            codes.insert(each.text, each.code);
    m_all.removeIf([this](const Wording &each) { return each.kind == m_kind; });
    const QStringList reasons = lines(m_reasons->toPlainText());
    for (const QString &words : reasons == ownReasons(m_kind) ? QStringList() : reasons)
        m_all.append({Wording::Sort::Reason, m_kind, codes.value(words, workflow::reasonCode(words)), words});
    for (const QString &words : lines(m_rationales->toPlainText()))
        m_all.append({Wording::Sort::Rationale, m_kind, {}, words});
    for (const QString &words : pieces(m_snippets->toPlainText()))
        m_all.append({Wording::Sort::Snippet, m_kind, {}, words});
}

void WordingsDialog::save()
{
    takeKind();
    m_session.writing().run<bool>(
        this, QStringLiteral("save wordings"),
        [person = m_session.acting().person, all = m_all](const workflow::Ports &ports, std::stop_token) -> core::Result<bool> {
            return workflow::saveWordings(ports, person, all).map([] { return true; });
        },
        [this](const core::Result<bool> &done) {
            if (!done)
                return m_notice->showError(done.error());
            Q_EMIT saved();
            close();
        });
}

} // namespace countersign::ui

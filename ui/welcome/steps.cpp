#include "ui/welcome/steps.h"

#include "ui/parts/field.h"
#include "ui/prompts.h"
#include "ui/speech.h"
#include "ui/theme/drawing.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace countersign::ui {

using theme::px;

namespace {

QVBoxLayout *columnWith(QWidget *step, const QString &title, const QString &text)
{
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    auto *heading = new QLabel(title, step);
    auto *words = new QLabel(text, step);
    theme::setRole(heading, theme::TextRole::Display);
    theme::setRole(words, theme::TextRole::Reading, theme::Meaning::Soft);
    for (QLabel *label : {heading, words}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    column->addSpacing(px(8));
    return column;
}

} // namespace

PlaceStep::PlaceStep(const StoreMaker &maker, QWidget *parent)
    : QWidget(parent), m_maker(maker), m_name(new QLineEdit), m_place(new QLineEdit(maker.suggestedPlace))
{
    QVBoxLayout *column = columnWith(
        this, tr("Nothing an AI proposes takes effect until you have countersigned it."),
        tr("Countersign puts each suggestion beside the evidence it came from. You correct it, approve or reject it, and your signature goes into "
           "a record that nobody can rewrite unnoticed. Everything stays on this computer."));
    m_name->setPlaceholderText(tr("Countersign"));
    column->addWidget(new Field(tr("Name of the store, as it will be shown"), m_name, this));
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto *choose = new QPushButton(tr("Choose…"), line);
    choose->setAccessibleName(tr("Choose another folder"));
    row->addWidget(m_place, 1);
    row->addWidget(choose);
    m_placeField = new Field(tr("Where it is kept"), line, this);
    m_place->setAccessibleName(tr("Where it is kept"));
    m_placeField->setVisible(maker.placeMayChange);
    column->addWidget(m_placeField);
    column->addStretch();
    setFocusProxy(m_name);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString folder = m_place->text().section(QLatin1Char('/'), 0, -2);
        prompts().chooseFolder(this, tr("Where the store is kept"), folder, [this](const QString &chosen) {
            if (!chosen.isEmpty())
                m_place->setText(chosen + QLatin1Char('/') + m_place->text().section(QLatin1Char('/'), -1));
        });
    });
    connect(m_place, &QLineEdit::textChanged, this, &PlaceStep::check);
}

QString PlaceStep::name() const
{
    const QString typed = m_name->text().simplified();
    return typed.isEmpty() ? m_name->placeholderText() : typed;
}

QString PlaceStep::place() const
{
    return m_place->text().trimmed();
}

bool PlaceStep::check()
{
    const core::Result<void> possible = m_maker.check ? m_maker.check(place()) : core::Result<void>();
    m_placeField->say(possible ? QString() : sentence(possible.error()), Field::Tone::Wrong);
    return possible.has_value();
}

QWidget *PlaceStep::first() const
{
    return m_name;
}

PersonStep::PersonStep(QWidget *parent)
    : QWidget(parent), m_name(new QLineEdit), m_id(new QLineEdit), m_secret(passphraseLine()), m_again(passphraseLine())
{
    QVBoxLayout *column = columnWith(this, tr("Who signs here?"),
                                     tr("You are the first person of this store. Your name stands under every decision, and only your passphrase "
                                        "can sign with it: nobody can look it up or set it anew for you, so keep it where you will find it."));
    m_nameField = new Field(tr("Printed name, as under a signature"), m_name, this);
    m_idField = new Field(tr("Short id for signing in"), m_id, this);
    m_secretField = new Field(tr("Passphrase"), m_secret, this);
    m_againField = new Field(tr("Passphrase once more"), m_again, this);
    m_name->setPlaceholderText(tr("Dr. Ada Mwangi"));
    m_id->setPlaceholderText(tr("ada"));
    m_secretField->say(tr("At least 15 characters. A few words are easier to type than signs."));
    for (Field *field : {m_nameField, m_idField, m_secretField, m_againField})
        column->addWidget(field);
    column->addStretch();
    setFocusProxy(m_name);
    connect(m_name, &QLineEdit::textChanged, this, &PersonStep::suggestId);
    connect(m_id, &QLineEdit::textEdited, this, [this] { m_idTyped = true; });
    for (QLineEdit *line : {m_secret, m_again, m_id})
        connect(line, &QLineEdit::textChanged, this, &PersonStep::judge);
}

void PersonStep::suggestId()
{
    m_nameField->say({});
    if (m_idTyped)
        return;
    QString id;
    const QStringList names = m_name->text().normalized(QString::NormalizationForm_D).toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &name : names)
        if (!name.endsWith(QLatin1Char('.')) && id.isEmpty())
            for (const QChar letter : name)
                if (letter.unicode() < 128 && letter.isLetterOrNumber())
                    id += letter;
    m_id->setText(id);
}

core::PersonId PersonStep::id() const
{
    return core::PersonId(m_id->text().trimmed());
}

QString PersonStep::printedName() const
{
    return m_name->text().simplified();
}

workflow::SharedSecret PersonStep::secret() const
{
    return workflow::typedSecret(m_secret->text());
}

void PersonStep::judge()
{
    const core::Result<void> good = workflow::checkSecret(m_secret->text(), id(), printedName());
    if (good)
        m_secretField->say(tr("This passphrase will do."), Field::Tone::Right);
    else
        m_secretField->say(sentence(good.error()), Field::Tone::Hint);
    if (m_again->text().isEmpty())
        m_againField->say({});
    else if (m_again->text() == m_secret->text())
        m_againField->say(tr("Both are the same."), Field::Tone::Right);
    else
        m_againField->say(tr("Not the same yet."), Field::Tone::Hint);
}

bool PersonStep::check()
{
    judge();
    QLineEdit *wrong = nullptr;
    if (m_again->text() != m_secret->text()) {
        m_againField->say(tr("The two passphrases differ."), Field::Tone::Wrong);
        wrong = m_again;
    }
    if (const auto good = workflow::checkSecret(m_secret->text(), id(), printedName()); !good) {
        m_secretField->say(sentence(good.error()), Field::Tone::Wrong);
        wrong = m_secret;
    }
    if (!workflow::checkPersonId(id())) {
        m_idField->say(tr("1 to 64 letters or digits, and . _ - @"), Field::Tone::Wrong);
        wrong = m_id;
    } else {
        m_idField->say({});
    }
    if (!workflow::checkPrintedName(printedName())) {
        m_nameField->say(tr("Your name, as it should stand under a decision."), Field::Tone::Wrong);
        wrong = m_name;
    }
    if (wrong)
        wrong->setFocus(Qt::OtherFocusReason);
    return !wrong;
}

void PersonStep::forgetSecret()
{
    const QSignalBlocker first(m_secret);
    const QSignalBlocker second(m_again);
    wipe(m_secret);
    wipe(m_again);
}

QWidget *PersonStep::first() const
{
    return m_name;
}

BeginStep::BeginStep(QWidget *parent) : QWidget(parent), m_choices(new QButtonGroup(this))
{
    QVBoxLayout *column = columnWith(this, tr("Your store is ready."), tr("What would you like to begin with?"));
    using With = WelcomePage::Beginning::With;
    const std::pair<With, QString> choices[]{{With::Samples, tr("Sample cases: a clinic, a claims desk and an agent, to try everything on")},
                                             {With::Files, tr("My own case files: .jsonl, a folder or a .zip")},
                                             {With::Nothing, tr("An empty queue")}};
    for (const auto &[with, text] : choices) {
        auto *choice = new QRadioButton(text, this);
        choice->setChecked(with == With::Samples);
        m_choices->addButton(choice, int(with));
        column->addWidget(choice);
    }
    column->addStretch();
    setFocusProxy(m_choices->button(int(With::Samples)));
}

WelcomePage::Beginning::With BeginStep::chosen() const
{
    return WelcomePage::Beginning::With(m_choices->checkedId());
}

QWidget *BeginStep::first() const
{
    return m_choices->checkedButton();
}

} // namespace countersign::ui

#include "store/statement.h"

namespace countersign::store {

using core::Result;

const QByteArray &Statement::keep(QByteArray bytes)
{
    QByteArray &place = m_kept.at(m_keeps++);
    place = std::move(bytes);
    return place;
}

Statement &Statement::bind(const QString &text)
{
    m_statement.bindText(keep(text.toUtf8()));
    return *this;
}

Statement &Statement::bind(const QByteArray &bytes)
{
    m_statement.bindBlob(keep(bytes));
    return *this;
}

Statement &Statement::bind(qint64 number)
{
    m_statement.bind(number);
    return *this;
}

Statement &Statement::bind(double number)
{
    m_statement.bindReal(number);
    return *this;
}

Statement &Statement::bindValue(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return bind(value.toString());
    case QMetaType::QByteArray:
        return bind(value.toByteArray());
    default:
        return bind(value.toLongLong());
    }
}

Statement &Statement::bindNull()
{
    m_statement.bindNull();
    return *this;
}

Result<int> Statement::run()
{
    if (const auto done = m_statement.run(); !done)
        return tl::unexpected(done.error());
    m_keeps = 0;
    return m_statement.changed();
}

void Statement::again()
{
    m_statement.again();
    m_keeps = 0;
}

} // namespace countersign::store

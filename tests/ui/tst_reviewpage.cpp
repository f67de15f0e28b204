#include "review/reviewpage.h"

#include "ui/hands.h"

using namespace countersign;

class ReviewPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isEmptyWithoutACase();
};

void ReviewPageTest::isEmptyWithoutACase()
{
    testsupport::Ward ward;
    const auto session = uitest::sessionOn(ward);
    ui::ReviewPage page(*session);
    QVERIFY(!page.hasCase());
}

QTEST_MAIN(ReviewPageTest)
#include "tst_reviewpage.moc"

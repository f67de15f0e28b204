// An empty Qt window that ends as soon as it is painted: what our own start is measured against.
#include <QApplication>
#include <QWidget>
#include <cstdlib>

class EmptyWindow final : public QWidget {
protected:
    void paintEvent(QPaintEvent *) override
    {
        std::_Exit(0);
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    EmptyWindow window;
    window.resize(1400, 900);
    window.show();
    return QApplication::exec();
}

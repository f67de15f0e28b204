// An empty Qt window that says so as soon as it is painted: what our own start is measured against.
#include <QApplication>
#include <QWidget>
#include <cstdio>
#include <cstdlib>

class EmptyWindow final : public QWidget {
protected:
    void paintEvent(QPaintEvent *) override
    {
        std::fputs("ready\n", stdout);
        std::fflush(stdout);
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

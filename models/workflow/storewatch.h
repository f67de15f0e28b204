// Hears from a store in a thread of its own, and says in its owner's thread what is so: changed (once a second at most), lost, back.
#pragma once

#include "workflow/changelistener.h"

#include <QObject>
#include <thread>

namespace countersign::workflow {

class StoreWatch final : public QObject {
    Q_OBJECT

public:
    explicit StoreWatch(ListenerDoor door, QObject *parent = nullptr);
    ~StoreWatch() override; // ends the thread

Q_SIGNALS:
    void changed();
    void lost(const countersign::core::Error &error);
    void back(); // what changed meanwhile follows

private:
    void listen(std::stop_token stop);

    ListenerDoor m_door;
    std::jthread m_thread; // last: it uses the others
};

} // namespace countersign::workflow

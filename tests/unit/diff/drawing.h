// A difference drawn as one line of text: [-deleted-] {+inserted+} <-moved away-> <+moved here+>, so that tests read like what they show.
#pragma once

#include "diff/alignment.h"
#include "diff/textdiff.h"

namespace countersign::diff {

inline QString drawn(QStringView a, QStringView b, const QList<Hunk> &hunks)
{
    QString line;
    const QList<Segment> all = segments(a.size(), b.size(), hunks);
    for (qsizetype k = 0; k < all.size(); ++k) {
        const Segment &segment = all.at(k);
        const bool inA = segment.kind == Segment::Kind::Deleted || segment.kind == Segment::Kind::MovedOut;
        const QStringView text = inA ? a.sliced(segment.a.start, segment.a.length()) : b.sliced(segment.b.start, segment.b.length());
        const bool begins = k == 0 || all.at(k - 1).kind != segment.kind || all.at(k - 1).hunk != segment.hunk;
        const bool ends = k + 1 == all.size() || all.at(k + 1).kind != segment.kind || all.at(k + 1).hunk != segment.hunk;
        static const QStringView openings[] = {u"", u"[-", u"{+", u"<-", u"<+"};
        static const QStringView closings[] = {u"", u"-]", u"+}", u"->", u"+>"};
        if (begins)
            line += openings[int(segment.kind)];
        line += text;
        if (ends)
            line += closings[int(segment.kind)];
    }
    return line;
}

inline QString drawn(QStringView a, QStringView b, const CompareOptions &options = {})
{
    return drawn(a, b, compare(a, b, options).hunks);
}

} // namespace countersign::diff

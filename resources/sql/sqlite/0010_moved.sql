-- Where the store is now, once it was copied onto a server: from then on this file is only read.

CREATE TABLE moved_to (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    url TEXT NOT NULL CHECK (url <> '')
) STRICT;

-- The log: entries, the hashes they complete, its head, and what is kept about them for finding. Rows are only ever added.

CREATE TABLE ledger_entry (
    log_index  INTEGER PRIMARY KEY CHECK (log_index >= 0),
    leaf       BLOB NOT NULL CHECK (length(leaf) = 32),
    nodes      BLOB NOT NULL CHECK (length(nodes) % 32 = 0), -- levels 1, 2, … completed by this leaf
    kind       TEXT NOT NULL,
    statement  TEXT,                                         -- NULL in the store's own entries
    device     BLOB,                                         -- NULL in the store's own entries
    device_seq INTEGER NOT NULL,
    content    BLOB NOT NULL CHECK (length(content) = 32),
    entry      BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX ledger_entry_of_statement ON ledger_entry (statement) WHERE statement IS NOT NULL;
CREATE INDEX ledger_entry_of_device ON ledger_entry (device, log_index) WHERE device IS NOT NULL;
-- Keys, roles, policies and the like are few and wanted apart; the many are read in order.
CREATE INDEX ledger_entry_of_kind ON ledger_entry (kind, log_index) WHERE kind NOT IN ('decision', 'release');

CREATE TABLE ledger_head (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    size  INTEGER NOT NULL CHECK (size >= 0),
    peaks BLOB NOT NULL CHECK (length(peaks) % 32 = 0)       -- from left (largest) to right
) STRICT;

INSERT INTO ledger_head (one, size, peaks) VALUES (1, 0, x'');

-- Entries between arrival and the log, where deciding and sequencing are two transactions.
CREATE TABLE ledger_pending (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL,
    arrived TEXT NOT NULL,
    session TEXT NOT NULL,
    flags   TEXT NOT NULL,                                   -- a blank between
    content BLOB NOT NULL
) STRICT;

CREATE TABLE ledger_checkpoint (
    size INTEGER PRIMARY KEY,
    note BLOB NOT NULL
) STRICT;

CREATE TRIGGER ledger_has_no_gaps BEFORE INSERT ON ledger_entry
WHEN NEW.log_index IS NOT (SELECT ifnull(max(log_index) + 1, 0) FROM ledger_entry)
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ledger_head_only_grows BEFORE UPDATE ON ledger_head WHEN NEW.size <= OLD.size OR NEW.one <> 1
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ledger_pending_is_never_changed BEFORE UPDATE ON ledger_pending
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

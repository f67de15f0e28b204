-- The log: entries, the hashes they complete, its head, what waits to be sequenced, and what was recorded at all. Rows are only ever added;
-- only pending ones go, in the transaction that appends the same bytes.

SET LOCAL ROLE countersign_owner;

CREATE TABLE countersign.ledger_entry (
    log_index  bigint PRIMARY KEY CHECK (log_index >= 0),
    number     bigint NOT NULL UNIQUE,
    leaf       bytea NOT NULL CHECK (length(leaf) = 32),
    nodes      bytea NOT NULL CHECK (length(nodes) % 32 = 0), -- levels 1, 2, … completed by this leaf
    kind       text NOT NULL,
    statement  text COLLATE "C",                              -- NULL in the store's own entries
    device     text COLLATE "C",
    device_seq bigint NOT NULL,
    content    bytea NOT NULL CHECK (length(content) = 32),
    team       bigint,                                        -- whose bytes they are; NULL: everybody's
    entry      bytea NOT NULL
);

CREATE UNIQUE INDEX ledger_entry_of_statement ON countersign.ledger_entry (statement) WHERE statement IS NOT NULL;
CREATE INDEX ledger_entry_of_device ON countersign.ledger_entry (device, log_index) WHERE device IS NOT NULL;
CREATE INDEX ledger_entry_of_kind ON countersign.ledger_entry (kind, log_index) WHERE kind NOT IN ('decision', 'release');
CREATE INDEX ledger_entry_released ON countersign.ledger_entry (log_index) WHERE kind IN ('release', 'recall');

CREATE TABLE countersign.ledger_head (
    one      integer PRIMARY KEY CHECK (one = 1),
    size     bigint NOT NULL CHECK (size >= 0),
    peaks    bytea NOT NULL CHECK (length(peaks) % 32 = 0), -- from left (largest) to right
    notified bigint NOT NULL DEFAULT 0                      -- the change mark of the last NOTIFY
);

INSERT INTO countersign.ledger_head (one, size, peaks) VALUES (1, 0, '');

-- Entries between arrival and the log, as the log will have them.
CREATE TABLE countersign.pending (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    leaf       bytea NOT NULL,
    kind       text NOT NULL,
    arrived    text COLLATE "C" NOT NULL,
    statement  text COLLATE "C",
    device     text COLLATE "C",
    device_seq bigint NOT NULL,
    content    bytea NOT NULL,
    team       bigint,
    entry      bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0); -- every row goes soon

-- Every statement ever recorded, with its receipt: one id means one statement for ever, whoever resends it.
CREATE TABLE countersign.recorded (
    statement text COLLATE "C" PRIMARY KEY,
    number    bigint NOT NULL,
    actor     text COLLATE "C" NOT NULL,
    kind      text NOT NULL,
    content   bytea NOT NULL CHECK (length(content) = 32),
    leaf      bytea NOT NULL CHECK (length(leaf) = 32),
    arrived   text COLLATE "C" NOT NULL,
    flags     text[] NOT NULL,
    case_key  bigint
);

CREATE TABLE countersign.device_head (
    device    text COLLATE "C" PRIMARY KEY,
    seq       bigint NOT NULL,
    note      bytea NOT NULL CHECK (length(note) = 32), -- SHA-256 of its last note
    statement text NOT NULL
);

CREATE TABLE countersign.ledger_checkpoint (
    size bigint PRIMARY KEY,
    note bytea NOT NULL
);

-- Roots at the ends of batches: what a statement's basis is compared with.
CREATE TABLE countersign.ledger_root (
    size bigint PRIMARY KEY,
    root bytea NOT NULL CHECK (length(root) = 32),
    made text COLLATE "C" NOT NULL
);

INSERT INTO countersign.ledger_root (size, root, made) VALUES (0, sha256(''), '0001-01-01T00:00:00.000Z');

RESET ROLE;

-- Cases, their versions, slots with claims, drafts and blobs. ("case" is a word of SQL, hence the one plural.)

-- What the queue shows and sorts by. The texts are in blobs.
CREATE TABLE cases (
    key         INTEGER PRIMARY KEY,
    team        INTEGER NOT NULL REFERENCES team (key),
    id          TEXT NOT NULL CHECK (id <> ''),
    version     INTEGER NOT NULL CHECK (version >= 1),  -- the newest
    version_key INTEGER NOT NULL UNIQUE REFERENCES case_version (key) DEFERRABLE INITIALLY DEFERRED,
    kind        TEXT NOT NULL,
    title       TEXT NOT NULL,
    risk        INTEGER NOT NULL CHECK (risk BETWEEN 0 AND 2), -- low, medium, high
    priority    INTEGER NOT NULL,
    due         TEXT NOT NULL,                          -- '~': none, and sorts last
    state       TEXT NOT NULL,
    arrived     TEXT NOT NULL,
    UNIQUE (team, id)
) STRICT;

CREATE TABLE case_version (
    key            INTEGER PRIMARY KEY,                 -- row of the search index; grows with arrival
    case_key       INTEGER NOT NULL REFERENCES cases (key),
    version        INTEGER NOT NULL,
    digest         BLOB NOT NULL CHECK (length(digest) = 32),
    source_blob    BLOB NOT NULL CHECK (length(source_blob) = 32),
    reference_blob BLOB CHECK (length(reference_blob) = 32),
    policy_version INTEGER NOT NULL,
    rule           TEXT NOT NULL,
    reviewers      INTEGER NOT NULL CHECK (reviewers BETWEEN 0 AND 2),
    reviewer_group TEXT NOT NULL,
    blind          INTEGER NOT NULL CHECK (blind IN (0, 1)),
    window_seconds INTEGER NOT NULL CHECK (window_seconds >= 0),
    signing_mode   TEXT NOT NULL CHECK (signing_mode IN ('light', 'part11', 'strict')),
    automatic      INTEGER NOT NULL CHECK (automatic IN (0, 1)),
    imported_by    TEXT NOT NULL,
    imported_in    TEXT NOT NULL,
    submitter      TEXT,                                -- who may not decide it; importing here is not submitting
    arrived        TEXT NOT NULL,
    UNIQUE (case_key, version)
) STRICT;

CREATE TABLE evidence_blob (
    case_key INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    digest   BLOB NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (case_key, version, evidence),
    FOREIGN KEY (case_key, version) REFERENCES case_version (case_key, version)
) STRICT, WITHOUT ROWID;

-- One seat of a case's review: who has it now, and the decision that stands in it (by log index).
CREATE TABLE case_slot (
    case_key   INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    slot       INTEGER NOT NULL CHECK (slot >= 1),
    stage      TEXT NOT NULL CHECK (stage IN ('review', 'second', 'resolution')),
    fence      INTEGER NOT NULL DEFAULT 0,
    holder     TEXT,
    claimed    TEXT,
    expires    TEXT,
    decision   INTEGER,
    decided_by TEXT,
    PRIMARY KEY (case_key, version, slot),
    FOREIGN KEY (case_key, version) REFERENCES case_version (case_key, version),
    CHECK ((holder IS NULL) = (expires IS NULL) AND (holder IS NULL) = (claimed IS NULL)),
    CHECK ((decision IS NULL) = (decided_by IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX case_slot_of_holder ON case_slot (holder) WHERE holder IS NOT NULL;

CREATE TABLE draft (
    person    TEXT NOT NULL,
    case_key  INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    slot      INTEGER NOT NULL,
    form      TEXT NOT NULL CHECK (form IN ('text', 'fields')),
    content   BLOB NOT NULL,
    verdict   TEXT NOT NULL,
    reasons   TEXT NOT NULL,   -- one a line
    rationale TEXT NOT NULL,
    caret     INTEGER NOT NULL,
    scroll    REAL NOT NULL,
    evidence  TEXT NOT NULL,
    saved     TEXT NOT NULL,
    PRIMARY KEY (person, case_key, version, slot),
    FOREIGN KEY (case_key, version) REFERENCES case_version (case_key, version)
) STRICT;

-- An answer of one's own, given before the suggestion was shown.
CREATE TABLE first_answer (
    case_key  INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    slot      INTEGER NOT NULL,
    person    TEXT NOT NULL,
    answer    BLOB NOT NULL CHECK (length(answer) = 32),
    given     TEXT NOT NULL,
    PRIMARY KEY (case_key, version, slot, person),
    FOREIGN KEY (case_key, version) REFERENCES case_version (case_key, version)
) STRICT, WITHOUT ROWID;

-- Sealed: a salted digest that only compliance can open (model.md, sentinels).
CREATE TABLE sentinel_mark (
    case_key INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    mark     BLOB NOT NULL CHECK (length(mark) = 32),
    PRIMARY KEY (case_key, version),
    FOREIGN KEY (case_key, version) REFERENCES case_version (case_key, version)
) STRICT, WITHOUT ROWID;

-- Salted texts and files by digest. A redaction deletes the row; those who name the digest stay.
CREATE TABLE blob (
    key     INTEGER PRIMARY KEY,
    digest  BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    salt    BLOB NOT NULL CHECK (length(salt) = 32),
    content BLOB NOT NULL
) STRICT;

CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON blob
BEGIN SELECT RAISE(ABORT, 'append-only'); END;

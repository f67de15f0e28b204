-- What makes the queue quick: one covering index per order over the cases that await a decision, running counts, and search.

CREATE INDEX queue_by_urgency ON cases (priority DESC, due, risk DESC, arrived, key, kind, state, team, version_key)
    WHERE state IN ('open', 'escalated', 'disputed');
CREATE INDEX queue_by_title ON cases (title COLLATE NOCASE, key, kind, state, team, risk, version_key)
    WHERE state IN ('open', 'escalated', 'disputed');
CREATE INDEX queue_by_kind ON cases (kind, key, state, team, risk, version_key)
    WHERE state IN ('open', 'escalated', 'disputed');
CREATE INDEX queue_by_risk ON cases (risk DESC, key, kind, state, team, version_key)
    WHERE state IN ('open', 'escalated', 'disputed');
CREATE INDEX queue_by_due ON cases (due, key, kind, state, team, risk, version_key)
    WHERE state IN ('open', 'escalated', 'disputed');
CREATE INDEX queue_by_arrival ON cases (version_key, key, kind, state, team, risk)
    WHERE state IN ('open', 'escalated', 'disputed');

CREATE TABLE case_count (
    team  INTEGER NOT NULL REFERENCES team (key),
    state TEXT NOT NULL,
    kind  TEXT NOT NULL,
    cases INTEGER NOT NULL,
    PRIMARY KEY (team, state, kind)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER case_is_counted AFTER INSERT ON cases
BEGIN
    INSERT INTO case_count (team, state, kind, cases) VALUES (NEW.team, NEW.state, NEW.kind, 1)
        ON CONFLICT (team, state, kind) DO UPDATE SET cases = cases + 1;
END;

CREATE TRIGGER case_is_counted_again AFTER UPDATE OF state, kind ON cases WHEN OLD.state <> NEW.state OR OLD.kind <> NEW.kind
BEGIN
    UPDATE case_count SET cases = cases - 1 WHERE team = OLD.team AND state = OLD.state AND kind = OLD.kind;
    INSERT INTO case_count (team, state, kind, cases) VALUES (NEW.team, NEW.state, NEW.kind, 1)
        ON CONFLICT (team, state, kind) DO UPDATE SET cases = cases + 1;
END;

-- Words of every case version, as store/searchtext.h spells them. No text is kept here; the row is case_version.key. Beginnings of two
-- and three letters have an index of their own: there a prefix stands for thousands of words.
CREATE VIRTUAL TABLE case_search USING fts5 (words, content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2 categories ''L* N* Co Mc''');

-- The orders of the queue once more, over the same cases. A list of three in the condition of an index is a table that SQLite makes anew for each
-- index and each row that is written; told one by one they cost nothing: a case changes its state ten times as fast.

DROP INDEX queue_by_urgency;
DROP INDEX queue_by_title;
DROP INDEX queue_by_kind;
DROP INDEX queue_by_risk;
DROP INDEX queue_by_due;
DROP INDEX queue_by_arrival;

CREATE INDEX queue_by_urgency ON cases (priority DESC, due, risk DESC, arrived, key, kind, state, team, version_key)
    WHERE state = 'open' OR state = 'escalated' OR state = 'disputed';
CREATE INDEX queue_by_title ON cases (title COLLATE NOCASE, key, kind, state, team, risk, version_key)
    WHERE state = 'open' OR state = 'escalated' OR state = 'disputed';
CREATE INDEX queue_by_kind ON cases (kind, key, state, team, risk, version_key)
    WHERE state = 'open' OR state = 'escalated' OR state = 'disputed';
CREATE INDEX queue_by_risk ON cases (risk DESC, key, kind, state, team, version_key)
    WHERE state = 'open' OR state = 'escalated' OR state = 'disputed';
CREATE INDEX queue_by_due ON cases (due, key, kind, state, team, risk, version_key)
    WHERE state = 'open' OR state = 'escalated' OR state = 'disputed';
CREATE INDEX queue_by_arrival ON cases (version_key, key, kind, state, team, risk)
    WHERE state = 'open' OR state = 'escalated' OR state = 'disputed';

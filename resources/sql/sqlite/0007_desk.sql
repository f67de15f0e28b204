-- What the review desk keeps: the steps of undo of a draft, and the words a team offers its reviewers.

ALTER TABLE draft ADD COLUMN undo BLOB NOT NULL DEFAULT x'';

-- Reasons to choose from, sentences for the rationale, and pieces of text to put in. Replaced as a whole when they are edited.
CREATE TABLE wording (
    position INTEGER PRIMARY KEY,
    sort     TEXT NOT NULL CHECK (sort IN ('reason', 'rationale', 'snippet')),
    kind     TEXT NOT NULL,                    -- of the cases it is offered for; empty: of all
    code     TEXT NOT NULL,                    -- of a reason, as it is signed; empty for the others
    text     TEXT NOT NULL CHECK (text <> ''),
    CHECK ((sort = 'reason') = (code <> ''))
) STRICT;

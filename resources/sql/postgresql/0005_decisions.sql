-- Signed decisions as rows, and what was released or recalled because of them. `number` is the place in arrival order that the entry has
-- from the first moment; its log index follows when it is sequenced, and is asked of the log.

SET LOCAL ROLE countersign_owner;

CREATE TABLE countersign.decision (
    number        bigint PRIMARY KEY,
    id            text COLLATE "C" NOT NULL UNIQUE CHECK (id <> ''),
    case_key      bigint NOT NULL,
    team          bigint NOT NULL,
    version       integer NOT NULL,
    slot          integer NOT NULL,
    stage         text NOT NULL CHECK (stage IN ('review', 'second', 'resolution')),
    verdict       text NOT NULL CHECK (verdict IN ('approve', 'edit', 'reject', 'escalate')),
    reviewer      text COLLATE "C" NOT NULL,
    reviewer_name text NOT NULL,
    rationale     bytea CHECK (length(rationale) = 32),
    outcome       bytea CHECK (length(outcome) = 32),
    reasons       text[] NOT NULL,
    supersedes    text COLLATE "C",
    stands        boolean NOT NULL DEFAULT true,  -- false: superseded, or its release was recalled
    veiled        boolean NOT NULL DEFAULT false, -- only its reviewer may see it yet
    meaning       text NOT NULL,
    claimed_at    text COLLATE "C" NOT NULL,
    arrived       text COLLATE "C" NOT NULL,
    took          bigint CHECK (took >= 0),       -- milliseconds from claim to arrival
    late          boolean NOT NULL,
    flags         text[] NOT NULL DEFAULT '{}',   -- those of its entry
    disputed      boolean NOT NULL DEFAULT false, -- a dispute names it
    FOREIGN KEY (case_key, version, slot) REFERENCES countersign.case_slot (case_key, version, slot)
);

CREATE INDEX decision_of_case ON countersign.decision (case_key);
CREATE INDEX decision_of_reviewer ON countersign.decision (reviewer, number);
CREATE INDEX decision_by_arrival ON countersign.decision (arrived);
CREATE INDEX decision_veiled ON countersign.decision (id) WHERE veiled;

CREATE TABLE countersign.release (
    number         bigint PRIMARY KEY,
    case_key       bigint NOT NULL REFERENCES countersign.cases (key),
    team           bigint NOT NULL,
    recall         boolean NOT NULL,
    of_number      bigint REFERENCES countersign.release (number),
    outcome        bytea CHECK (length(outcome) = 32),
    form           text NOT NULL CHECK (form IN ('text', 'fields')),
    policy_version integer NOT NULL,
    rule           text NOT NULL,
    decisions      text[] NOT NULL,
    CHECK (recall = (of_number IS NOT NULL))
);

CREATE INDEX release_of_case ON countersign.release (case_key, number);

RESET ROLE;

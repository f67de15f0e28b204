-- Who the store is, who works in it, what they may do, and what happened around their keys.
-- Times are text "YYYY-MM-DDTHH:MM:SS.mmmZ" everywhere: they sort as text, and are what entries say.

SET LOCAL ROLE countersign_owner;

CREATE TABLE countersign.store_identity (
    one     integer PRIMARY KEY CHECK (one = 1),
    id      text NOT NULL CHECK (id <> ''),
    name    text NOT NULL,
    created text COLLATE "C" NOT NULL
);

CREATE TABLE countersign.team (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id  text COLLATE "C" NOT NULL UNIQUE CHECK (id <> '')
);

INSERT INTO countersign.team (id) VALUES ('main');

CREATE TABLE countersign.person (
    id           text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    printed_name text NOT NULL,
    fingerprint  text NOT NULL,
    disabled     boolean NOT NULL DEFAULT false
);

CREATE TABLE countersign.role_grant (
    person text COLLATE "C" NOT NULL REFERENCES countersign.person (id),
    team   bigint NOT NULL REFERENCES countersign.team (key),
    role   text COLLATE "C" NOT NULL CHECK (role IN ('reviewer', 'supervisor', 'compliance', 'auditor', 'administrator', 'submitter')),
    PRIMARY KEY (person, team, role)
);

-- Every key that was ever enrolled, people's and workstations'; the log says from when to when it counts.
CREATE TABLE countersign.enrolled_key (
    fingerprint text COLLATE "C" PRIMARY KEY CHECK (length(fingerprint) = 64),
    public_key  bytea NOT NULL CHECK (length(public_key) = 32),
    owner       text COLLATE "C" NOT NULL,
    owner_name  text NOT NULL,
    use         text NOT NULL CHECK (use IN ('person', 'workstation')),
    number      bigint NOT NULL,
    revoked     boolean NOT NULL DEFAULT false
);

CREATE INDEX enrolled_key_of_owner ON countersign.enrolled_key (owner);

CREATE TABLE countersign.policy (
    version    integer PRIMARY KEY CHECK (version >= 1),
    rules      bytea NOT NULL,
    adopted_by text NOT NULL,
    adopted    text COLLATE "C" NOT NULL
);

CREATE TABLE countersign.security_event (
    key    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     text COLLATE "C" NOT NULL,
    kind   text NOT NULL CHECK (kind <> ''),
    person text COLLATE "C" NOT NULL,
    detail text NOT NULL
);

CREATE TABLE countersign.wording (
    position integer PRIMARY KEY,
    sort     text NOT NULL CHECK (sort IN ('reason', 'rationale', 'snippet')),
    kind     text NOT NULL,
    code     text NOT NULL,
    text     text NOT NULL CHECK (text <> ''),
    CHECK ((sort = 'reason') = (code <> ''))
);

RESET ROLE;

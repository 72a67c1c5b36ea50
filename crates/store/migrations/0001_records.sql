-- Written for both engines. UUID, JSON, INTEGER, TEXT, SEQUENCE and the words after a closing bracket are put in each
-- engine's own words by `migration.rs`. Instants are TEXT in UTC, fixed width, so text order is time order.

-- Every revision of every record, in the order it was kept. Rows are added, never changed.
CREATE TABLE revision (
    seq SEQUENCE,
    id UUID NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    people JSON NOT NULL,
    about TEXT NOT NULL,
    known TEXT NOT NULL,
    author TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    unusual TEXT,
    source TEXT,
    form TEXT NOT NULL,
    body JSON NOT NULL,
    UNIQUE (id, revision)
) STRICT;

-- Whom a record is, in any of its revisions, about.
CREATE TABLE record_person (
    person UUID NOT NULL,
    id UUID NOT NULL,
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- Forms that records were finished under.
CREATE TABLE form (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    form TEXT NOT NULL
) STRICT;

-- Writes applied, so that a repeated one is not applied again.
CREATE TABLE write_key (
    write_key TEXT NOT NULL PRIMARY KEY,
    records JSON NOT NULL
) STRICT, WITHOUT ROWID;

-- Each write adds one to one of these. Their sum grows with every write, and writers do not queue for one row.
CREATE TABLE mark (
    slot INTEGER NOT NULL PRIMARY KEY,
    writes INTEGER NOT NULL
) STRICT;
INSERT INTO mark (slot, writes) VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0);

-- What lists need about a person; worked out, and rebuildable.
CREATE TABLE summary (
    person UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    sort TEXT NOT NULL,
    born TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    team TEXT,
    worker TEXT,
    body JSON NOT NULL
) STRICT;
CREATE INDEX summary_by_worker ON summary (worker, is_open, sort);
CREATE INDEX summary_by_team ON summary (team, is_open, sort);
CREATE INDEX summary_by_name ON summary (is_open, sort);

-- What a person can be found by.
CREATE TABLE summary_key (
    found_by TEXT NOT NULL,
    person UUID NOT NULL,
    PRIMARY KEY (found_by, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX summary_key_by_person ON summary_key (person);

-- What is to be done.
CREATE TABLE task (
    person UUID NOT NULL,
    place INTEGER NOT NULL,
    worker TEXT,
    team TEXT,
    due_at TEXT NOT NULL,
    body JSON NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_by_due ON task (due_at);
CREATE INDEX task_by_worker ON task (worker, due_at);
CREATE INDEX task_by_team ON task (team, due_at);

-- Contacts that wait for a decision, once for each child they are about.
CREATE TABLE waiting (
    person UUID NOT NULL,
    place INTEGER NOT NULL,
    contact UUID NOT NULL,
    due_at TEXT NOT NULL,
    body JSON NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_by_due ON waiting (due_at, contact);

-- Who is working on a contact.
CREATE TABLE claim (
    contact UUID NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Records being written.
CREATE TABLE draft (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    people JSON NOT NULL,
    staff TEXT NOT NULL,
    opened TEXT NOT NULL,
    amends UUID,
    closed TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_by_staff ON draft (staff, closed);
CREATE INDEX draft_by_opened ON draft (opened, id) WHERE closed IS NULL;

CREATE TABLE draft_person (
    person UUID NOT NULL,
    draft UUID NOT NULL REFERENCES draft (id),
    PRIMARY KEY (person, draft)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_person_by_draft ON draft_person (draft);

-- Every answer saved in a draft; only its state changes.
CREATE TABLE draft_field (
    draft UUID NOT NULL REFERENCES draft (id),
    version INTEGER NOT NULL,
    path TEXT NOT NULL,
    answer TEXT NOT NULL,
    staff TEXT NOT NULL,
    saved TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (draft, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_field_by_staff ON draft_field (staff, draft);

CREATE TABLE team (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    team TEXT,
    password TEXT NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    staff TEXT NOT NULL,
    opened TEXT NOT NULL,
    seen TEXT NOT NULL,
    form_token TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who looked at what. Rows are added, never changed.
CREATE TABLE look (
    seq SEQUENCE,
    looked TEXT NOT NULL,
    staff TEXT NOT NULL,
    person UUID,
    record UUID,
    action TEXT NOT NULL
) STRICT;
CREATE INDEX look_by_person ON look (person, looked);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

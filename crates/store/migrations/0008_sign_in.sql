-- Who somebody is and how they prove it. The words of 0001_records.sql hold here too.

-- What somebody proves who they are with; one document, changed only while it is held still.
CREATE TABLE account (
    staff TEXT NOT NULL PRIMARY KEY,
    handle UUID NOT NULL,
    body JSON NOT NULL,
    UNIQUE (handle)
) STRICT;

-- When the session last proved a second factor; nothing while only a password has been given.
ALTER TABLE session ADD COLUMN proved TEXT;
-- What it was opened on, in a few words.
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
CREATE INDEX session_by_staff ON session (staff, opened);

-- Wrong tries, counted by hashed name and quarter of an hour.
CREATE TABLE attempt (
    name TEXT NOT NULL,
    slot INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (name, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_slot ON attempt (slot);

-- What somebody was asked and has not answered yet. Each is used once.
CREATE TABLE challenge (
    name TEXT NOT NULL PRIMARY KEY,
    until TEXT NOT NULL,
    body JSON NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX challenge_by_until ON challenge (until);

-- What one person asked for and a second must agree to.
CREATE TABLE proposal (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    body JSON NOT NULL,
    asked_by TEXT NOT NULL,
    asked TEXT NOT NULL,
    settled_by TEXT,
    settled TEXT,
    outcome TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_by_asked ON proposal (asked);

-- What administrators must know of. It names nobody.
CREATE TABLE alert (
    name TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    raised TEXT NOT NULL,
    count INTEGER NOT NULL,
    seen_by TEXT,
    seen TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_by_raised ON alert (raised);

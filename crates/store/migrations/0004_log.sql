-- Who did what, and the chain over it and over the records. Rows are added, never changed.
CREATE TABLE log (
    seq INTEGER NOT NULL PRIMARY KEY,
    logged TEXT NOT NULL,
    staff TEXT NOT NULL,
    role TEXT NOT NULL,
    session TEXT NOT NULL,
    action TEXT NOT NULL,
    page TEXT NOT NULL,
    people JSON NOT NULL,
    record UUID,
    why TEXT NOT NULL,
    outcome TEXT NOT NULL,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX log_by_staff ON log (staff, seq);

-- The people of each entry, so that who looked at a child is found.
CREATE TABLE log_person (
    seq INTEGER NOT NULL,
    person UUID NOT NULL,
    PRIMARY KEY (seq, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_person_by_person ON log_person (person, seq);

-- The entry of the log whose digest a revision is part of.
ALTER TABLE revision ADD COLUMN entry INTEGER;
CREATE INDEX revision_by_entry ON revision (entry, seq);

-- What was noted before there was a log is its first entries.
DROP TABLE look;

-- Reports of figures, as they were issued. `entry` is the entry of the log that vouches for each.
CREATE TABLE report (
    id UUID NOT NULL PRIMARY KEY,
    about TEXT NOT NULL,
    issued TEXT NOT NULL,
    staff TEXT NOT NULL,
    body TEXT NOT NULL,
    entry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX report_by_issued ON report (issued);
CREATE INDEX report_by_entry ON report (entry);

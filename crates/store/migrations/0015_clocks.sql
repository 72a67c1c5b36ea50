-- Everybody's rows are worked out again, for what these tables hold is in records that stand.

-- One running of a clock that no other table tells: what was asked for, by when, and when it was done.
CREATE TABLE gt_clocks (
    gt_of UUID NOT NULL, gtck_run_id TEXT NOT NULL, gtck_person_id TEXT, gtck_clock TEXT, gtck_from_id TEXT,
    gtck_began TEXT, gtck_due TEXT, gtck_done TEXT, gtck_dropped TEXT, gtck_says TEXT,
    PRIMARY KEY (gt_of, gtck_run_id)
) STRICT, WITHOUT ROWID;

-- An agency at a child protection conference, or asked to it.
CREATE TABLE gt_conference_agencies (
    gt_of UUID NOT NULL, gtca_row_id TEXT NOT NULL, gtca_person_id TEXT, gtca_conference_id TEXT, gtca_kind TEXT,
    gtca_held DATE, gtca_agency TEXT, gtca_attended TEXT, gtca_report TEXT,
    PRIMARY KEY (gt_of, gtca_row_id)
) STRICT, WITHOUT ROWID;

-- A return interview after a time missing.
CREATE TABLE gt_return_interviews (
    gt_of UUID NOT NULL, gtri_missing_id TEXT NOT NULL, gtri_person_id TEXT, gtri_returned DATE, gtri_accepted TEXT,
    gtri_held DATE,
    PRIMARY KEY (gt_of, gtri_missing_id)
) STRICT, WITHOUT ROWID;

DELETE FROM facts_stale;
INSERT INTO facts_stale (person) SELECT DISTINCT person FROM record_person;

-- Everybody's rows are worked out again, for what this table holds is in records that stand.

-- An adopter on the way to approval or past it, by their own file: one row for each time they come.
CREATE TABLE gt_prospective_adopters (
    gt_of UUID NOT NULL, gtpa_row_id TEXT NOT NULL, gtpa_adopter_id TEXT, gtpa_family_id TEXT, gtpa_sex TEXT,
    gtpa_ethnicity TEXT, gtpa_disabled TEXT, gtpa_fostering TEXT, gtpa_enquired DATE, gtpa_stage_one_began DATE,
    gtpa_stage_one_ended DATE, gtpa_stage_two_began DATE, gtpa_stage_two_ended DATE, gtpa_submitted DATE,
    gtpa_approved DATE, gtpa_matched DATE, gtpa_placed DATE, gtpa_children_placed INTEGER, gtpa_adopted DATE,
    gtpa_left DATE, gtpa_left_reason TEXT,
    PRIMARY KEY (gt_of, gtpa_row_id)
) STRICT, WITHOUT ROWID;

DELETE FROM facts_stale;
INSERT INTO facts_stale (person) SELECT DISTINCT person FROM record_person;

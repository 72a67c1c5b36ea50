-- Everybody's rows are worked out again, for what these tables hold is in records that stand.

-- Whether a placement is in the area of the authority.
CREATE TABLE gt_placement_areas (
    gt_of UUID NOT NULL, gtpl_placement_id TEXT NOT NULL, gtpl_person_id TEXT, gtpl_in_area TEXT,
    PRIMARY KEY (gt_of, gtpl_placement_id)
) STRICT, WITHOUT ROWID;

-- An adopter of a match with a child: one row, or two.
CREATE TABLE gt_adopters (
    gt_of UUID NOT NULL, gtad_row_id TEXT NOT NULL, gtad_person_id TEXT, gtad_permanence_id TEXT,
    gtad_adopter_id TEXT, gtad_family_id TEXT, gtad_sex TEXT, gtad_fostering TEXT, gtad_matched DATE,
    PRIMARY KEY (gt_of, gtad_row_id)
) STRICT, WITHOUT ROWID;

DELETE FROM facts_stale;
INSERT INTO facts_stale (person) SELECT DISTINCT person FROM record_person;

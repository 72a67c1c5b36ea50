-- Facts about care that the standard has no table for: what a court allowed, and help with substances that was offered.

-- A deprivation of liberty that a court authorised.
CREATE TABLE gt_deprivations_of_liberty (
    gt_of UUID NOT NULL, gtdl_order_id TEXT NOT NULL, gtdl_person_id TEXT, gtdl_start DATE, gtdl_end DATE,
    PRIMARY KEY (gt_of, gtdl_order_id)
) STRICT, WITHOUT ROWID;

-- Whether help was offered to a looked-after child who misused a substance.
CREATE TABLE gt_substance_help (
    gt_of UUID NOT NULL, gtsh_help_id TEXT NOT NULL, gtsh_person_id TEXT, gtsh_date DATE, gtsh_offered TEXT,
    PRIMARY KEY (gt_of, gtsh_help_id)
) STRICT, WITHOUT ROWID;
